/* The second look: what the other candidates of an article say about one, and the regression that
 * makes a confidence of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "stance/context.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- logistic regression ---- */

enum { SAMPLES = 4000, COUNT = 3 };

typedef struct {
  double values[SAMPLES][COUNT];
  uint8_t positive[SAMPLES];
} Draws;

static double draw(uint64_t *seed) { /* 0 to 1 */
  *seed = hash_pair(*seed, 11);
  return (double)(*seed >> 11) / (double)(UINT64_C(1) << 53);
}

static Draws *draws_of(const double *weights, double bias) {
  Draws *d = memory_get(sizeof *d);
  uint64_t seed = 5;
  for (int s = 0; s < SAMPLES; s++) {
    double z = bias;
    for (int v = 0; v < COUNT; v++) z += weights[v] * (d->values[s][v] = 4 * draw(&seed) - 2);
    d->positive[s] = draw(&seed) < 1 / (1 + exp(-z));
  }
  return d;
}

static void test_fit_finds_what_was_drawn(void **state) {
  static const double WEIGHTS[COUNT] = {1.5, -0.75, 0};
  Draws *d = draws_of(WEIGHTS, -1);
  Logistic fit;
  (void)state;
  logistic_fit(&fit, &d->values[0][0], d->positive, SAMPLES, COUNT, 0.01);
  for (int v = 0; v < COUNT; v++) assert_true(fabs(fit.weights[v] - WEIGHTS[v]) < 0.15);
  assert_true(fabs(fit.bias + 1) < 0.15);
  for (int v = COUNT; v < LOGISTIC_MOST; v++) assert_true(fit.weights[v] == 0);
  free(d);
}

/* With a bias, the mean of the probabilities is the share of the positive. */
static void test_fit_is_calibrated(void **state) {
  static const double WEIGHTS[COUNT] = {0.5, 0.5, -2};
  Draws *d = draws_of(WEIGHTS, 0.3);
  Logistic fit;
  double sum = 0;
  (void)state;
  logistic_fit(&fit, &d->values[0][0], d->positive, SAMPLES, COUNT, 1);
  for (int s = 0; s < SAMPLES; s++)
    sum += logistic_probability(&fit, d->values[s], COUNT) - d->positive[s];
  assert_true(fabs(sum) < 1e-3);
  free(d);
}

static void test_fit_of_hard_cases(void **state) {
  static const double SAME[4] = {1, 1, 1, 1}, APART[4] = {-2, -1, 1, 2};
  static const uint8_t ALL[4] = {1, 1, 1, 1}, HALF[4] = {0, 0, 1, 1};
  Logistic fit;
  (void)state;
  logistic_fit(&fit, SAME, ALL, 4, 1, 1);
  assert_true(logistic_is_finite(&fit));
  assert_true(logistic_probability(&fit, SAME, 1) > 0.9);
  logistic_fit(&fit, APART, HALF, 4, 1, 0.01);
  assert_true(logistic_is_finite(&fit) && fit.weights[0] > 1);
  logistic_fit(&fit, APART, HALF, 0, 1, 1);
  assert_true(logistic_probability(&fit, APART, 1) == 0.5);
  fit.weights[3] = NAN;
  assert_false(logistic_is_finite(&fit));
}

/* ---- values ---- */

enum { ANNA, BERT, NO_FLY = 7, TREATY };

static ContextPlace place(uint32_t sentence, uint32_t holder, uint16_t type, StanceLabel label,
                          double probability) {
  ContextPlace p = {.sentence = sentence, .holder = holder, .type = type};
  p.probability[label] = probability;
  p.probability[STANCE_NONE] = 1 - probability;
  return p;
}

static void assert_near(double a, double b) {
  if (fabs(a - b) > 1e-12) fail_msg("%.15g is not %.15g", a, b);
}

static void test_values(void **state) {
  const ContextPlace places[] = {place(0, ANNA, NO_FLY, STANCE_SUPPORTS, 0.5),
                                 place(0, BERT, NO_FLY, STANCE_REJECTS, 0.25),
                                 place(0, ANNA, TREATY, STANCE_REJECTS, 0.125),
                                 place(3, ANNA, NO_FLY, STANCE_SUPPORTS, 0.75),
                                 place(3, ANNA, TREATY, STANCE_SUPPORTS, 0.0625),
                                 place(4, BERT, NO_FLY, STANCE_SUPPORTS, 0.9)};
  enum { PLACES = sizeof places / sizeof *places };
  double values[PLACES][CONTEXT_VALUES];
  ContextScratch scratch = {0};
  (void)state;
  context_values(places, PLACES, &scratch, &values[0][0]);
  assert_near(values[0][CONTEXT_ALONE], 0);
  assert_near(values[3][CONTEXT_ALONE], log(3));
  assert_near(values[0][CONTEXT_AGAIN], 0.75); /* the same stance, behind */
  assert_near(values[3][CONTEXT_AGAIN], 0.5);  /* … and before */
  assert_near(values[2][CONTEXT_AGAIN], 0);    /* in sentence 3 she supports it */
  assert_near(values[1][CONTEXT_AGAIN], 0);
  assert_near(values[0][CONTEXT_ACTIVE], 0.75);
  assert_near(values[2][CONTEXT_ACTIVE], 0.75);
  assert_near(values[3][CONTEXT_ACTIVE], 0.5);
  assert_near(values[1][CONTEXT_ACTIVE], 0.9);
  assert_near(values[0][CONTEXT_RIVAL], 0.25);
  assert_near(values[1][CONTEXT_RIVAL], 0.5);
  assert_near(values[2][CONTEXT_RIVAL], 0);
  assert_near(values[0][CONTEXT_BESIDE], 0.125);
  assert_near(values[4][CONTEXT_BESIDE], 0.75);
  assert_near(values[5][CONTEXT_BESIDE], 0);
  context_scratch_free(&scratch);
}

static void test_kinds_and_roles(void **state) {
  ContextPlace p = place(0, ANNA, NO_FLY, STANCE_REJECTS, 1);
  double values[CONTEXT_VALUES];
  ContextScratch scratch = {0};
  (void)state;
  for (uint8_t mention = MENTION_TERM; mention <= MENTION_CARRIED; mention++)
    for (uint8_t role = HOLDER_SPEAKER; role <= HOLDER_AUTHOR; role++) {
      p.mention = mention;
      p.role = role;
      context_values(&p, 1, &scratch, values);
      for (int m = 0; m < MENTION_CARRIED; m++)
        assert_near(values[CONTEXT_MENTION + m], mention == MENTION_GENERAL + m);
      for (int r = 0; r < 4; r++) assert_near(values[CONTEXT_ROLE + r], role == HOLDER_SUBJECT + r);
    }
  assert_true(isfinite(values[CONTEXT_ALONE])); /* of a probability of 1 */
  context_values(NULL, 0, &scratch, NULL);
  context_scratch_free(&scratch);
}

static void test_none_is_the_classifier(void **state) {
  ContextPlace p = place(2, BERT, TREATY, STANCE_CONDITIONAL, 0.375);
  double values[CONTEXT_VALUES];
  ContextScratch scratch = {0};
  Logistic none = context_none();
  (void)state;
  context_values(&p, 1, &scratch, values);
  assert_int_equal(context_best(&p), STANCE_CONDITIONAL);
  assert_near(logistic_probability(&none, values, CONTEXT_VALUES), 0.375);
  context_scratch_free(&scratch);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_fit_finds_what_was_drawn),
                                     cmocka_unit_test(test_fit_is_calibrated),
                                     cmocka_unit_test(test_fit_of_hard_cases),
                                     cmocka_unit_test(test_values),
                                     cmocka_unit_test(test_kinds_and_roles),
                                     cmocka_unit_test(test_none_is_the_classifier)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
