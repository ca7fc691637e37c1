/* The classifier: collapsed weights against libsvm's own prediction, sigmoids, and the file of a
 * model. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/file.h"
#include "knowledge/model.h"
#include "knowledge/svm.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SAMPLES = 240, FEATURES = 60, PER_SAMPLE = 12 };

typedef struct { /* samples by chance: features near the class are likelier, with much noise */
  Sample samples[SAMPLES];
  Feature features[SAMPLES][PER_SAMPLE];
  SvmSettings settings;
} Problem;

static uint32_t next(uint64_t *seed, uint32_t below) {
  *seed = hash_pair(*seed, 7);
  return (uint32_t)(*seed >> 33) % below;
}

static Problem *problem(uint32_t classes, double cost) {
  Problem *p = memory_get(sizeof *p);
  uint64_t seed = classes;
  *p = (Problem){.settings = {.classes = classes, .features = FEATURES, .cost = cost}};
  for (uint32_t c = 0; c < classes; c++) p->settings.weight[c] = c ? 1 : 0.5;
  for (uint32_t i = 0; i < SAMPLES; i++) {
    uint32_t label = next(&seed, classes), count = 0;
    for (uint32_t f = 0; f < FEATURES && count < PER_SAMPLE; f++)
      if (next(&seed, 100) < (f % classes == label ? 25u : 10u))
        p->features[i][count++] = (Feature){f, 0.5 + next(&seed, 100) / 100.0};
    p->samples[i] = (Sample){p->features[i], count, label, i % 5};
  }
  return p;
}

static Linear trained(const Problem *p, uint32_t left_out) {
  Linear linear;
  Err err;
  if (!svm_train_linear(p->samples, SAMPLES, left_out, &p->settings, &linear, &err))
    fail_msg("%s", err.text);
  return linear;
}

static void same_as_libsvm(uint32_t classes, double cost) {
  Problem *p = problem(classes, cost);
  Linear linear = trained(p, UINT32_MAX);
  double *expected = memory_get(SAMPLES * classes * sizeof *expected), worst = 0;
  Err err;
  for (uint32_t k = 0; k < linear.pairs; k++)
    linear.slope[k] = -1.5 - 0.1 * k, linear.offset[k] = 0.2 * k - 0.3;
  assert_true(
      svm_reference_probabilities(p->samples, SAMPLES, &p->settings, &linear, expected, &err));
  for (uint32_t i = 0; i < SAMPLES; i++) {
    double margins[LINEAR_PAIRS_MAX], seen[LINEAR_CLASSES_MAX], sum = 0;
    linear_margins(&linear, p->samples[i].features, p->samples[i].count, margins);
    linear_probabilities(&linear, margins, seen);
    for (uint32_t c = 0; c < classes; c++) {
      double off = fabs(seen[c] - expected[i * classes + c]);
      worst = off > worst ? off : worst;
      assert_true(seen[c] >= 0 && seen[c] <= 1);
      sum += seen[c];
    }
    assert_true(fabs(sum - 1) < 1e-12);
  }
  if (!(worst < 1e-9)) fail_msg("%u classes, C %g: off by %g", classes, cost, worst);
  free(expected);
  linear_free(&linear);
  free(p);
}

static void test_reference(void **state) {
  (void)state;
  static const double COSTS[] = {0.01, 0.3, 10};
  for (uint32_t classes = 2; classes <= 6; classes++)
    for (size_t i = 0; i < 3; i++) same_as_libsvm(classes, COSTS[i]);
}

/* The same training from products made beforehand: equal to libsvm's own margins and votes on them,
 * and up to the solver's rounding to the training without. */
static void test_gram(void **state) {
  (void)state;
  for (uint32_t classes = 2; classes <= 5; classes++) {
    Problem *p = problem(classes, 0.3);
    uint32_t pairs = classes * (classes - 1) / 2, labels[SAMPLES];
    double *expected = memory_get(SAMPLES * pairs * sizeof *expected), margins[LINEAR_PAIRS_MAX];
    Err err;
    p->settings.tolerance = 1e-6;
    Linear plain = trained(p, UINT32_MAX);
    SvmGram *gram = svm_gram_new(p->samples, SAMPLES, FEATURES);
    p->settings.gram = gram;
    Linear linear = trained(p, UINT32_MAX);
    assert_true(svm_reference_margins(p->samples, SAMPLES, &p->settings, expected, labels, &err));
    for (uint32_t i = 0; i < SAMPLES; i++) {
      linear_margins(&linear, p->samples[i].features, p->samples[i].count, margins);
      for (uint32_t k = 0; k < pairs; k++)
        assert_true(fabs(margins[k] - expected[i * pairs + k]) < 1e-9);
      linear_margins(&plain, p->samples[i].features, p->samples[i].count, margins);
      for (uint32_t k = 0; k < pairs; k++)
        assert_true(fabs(margins[k] - expected[i * pairs + k]) < 1e-3);
    }
    svm_gram_free(gram);
    linear_free(&linear), linear_free(&plain);
    free(expected);
    free(p);
  }
}

static void test_pairs(void **state) {
  (void)state;
  for (uint32_t classes = 2; classes <= LINEAR_CLASSES_MAX; classes++) {
    uint32_t pair = 0;
    for (uint32_t a = 0; a < classes; a++)
      for (uint32_t b = a + 1; b < classes; b++)
        assert_int_equal(linear_pair(classes, a, b), pair++);
  }
}

static void test_training(void **state) {
  (void)state;
  Problem *p = problem(4, 0.1);
  Linear one = trained(p, UINT32_MAX), two = trained(p, UINT32_MAX), part = trained(p, 2);
  size_t size = (size_t)one.features * one.pairs * sizeof(double);
  assert_memory_equal(one.weights, two.weights, size); /* the same samples, the same model */
  assert_memory_equal(one.bias, two.bias, one.pairs * sizeof(double));
  assert_true(memcmp(one.weights, part.weights, size) != 0);
  double margins[LINEAR_PAIRS_MAX], with[LINEAR_PAIRS_MAX];
  const Feature beyond[] = {{3, 1}, {FEATURES, 5}, {UINT32_MAX, 5}}; /* not in the model: skipped */
  linear_margins(&one, beyond, 1, margins);
  linear_margins(&one, beyond, 3, with);
  assert_memory_equal(margins, with, one.pairs * sizeof(double));
  linear_margins(&one, NULL, 0, margins);
  assert_memory_equal(margins, one.bias, one.pairs * sizeof(double));
  linear_free(&one), linear_free(&two), linear_free(&part);
  free(p);
}

static void test_class_missing(void **state) {
  (void)state;
  Problem *p = problem(3, 1);
  Linear linear;
  Err err;
  for (uint32_t i = 0; i < SAMPLES; i++)
    if (p->samples[i].label == 2) p->samples[i].fold = 9;
  assert_false(svm_train_linear(p->samples, SAMPLES, 9, &p->settings, &linear, &err));
  assert_string_equal(err.text, "no training sample of class 2");
  p->settings.may_lack = true;
  assert_true(svm_train_linear(p->samples, SAMPLES, 9, &p->settings, &linear, &err));
  assert_true(!isnan(linear.bias[linear_pair(3, 0, 1)]));
  assert_true(isnan(linear.bias[linear_pair(3, 0, 2)]) && isnan(linear.bias[linear_pair(3, 1, 2)]));
  linear_free(&linear);
  for (uint32_t i = 0; i < SAMPLES; i++)
    if (p->samples[i].label == 1) p->samples[i].fold = 9;
  assert_false(svm_train_linear(p->samples, SAMPLES, 9, &p->settings, &linear, &err));
  assert_string_equal(err.text, "training samples of one class only");
  free(p);
}

static void test_sigmoid(void **state) { /* margins that separate, that say nothing, and too few */
  (void)state;
  double margins[200], slope, offset;
  uint8_t positive[200];
  for (int i = 0; i < 200; i++)
    margins[i] = (i - 100) / 20.0, positive[i] = (i >= 100) == (i % 4 > 0);
  linear_fit_sigmoid(margins, positive, 200, &slope, &offset);
  assert_true(slope < -0.1 && slope > -5 && fabs(offset) < 1);
  for (int i = 0; i < 200; i++) positive[i] = i % 2 == 1;
  linear_fit_sigmoid(margins, positive, 200, &slope, &offset);
  assert_true(fabs(slope) < 0.1);
  for (uint32_t count = 0; count <= 2; count++) {
    linear_fit_sigmoid(margins, positive, count, &slope, &offset);
    assert_true(isfinite(slope) && isfinite(offset));
  }
}

static void test_extremes(void **state) { /* no margin makes a probability leave 0 … 1 */
  (void)state;
  Linear linear = {.classes = 4, .pairs = 6};
  static const double MARGINS[] = {0, 1e-300, 1e3, -1e3, 1e300, -1e300};
  for (int k = 0; k < 6; k++) linear.slope[k] = -1;
  for (int a = 0; a < 6; a++)
    for (int b = 0; b < 6; b++) {
      double margins[6], p[LINEAR_CLASSES_MAX], sum = 0;
      for (int k = 0; k < 6; k++) margins[k] = MARGINS[k % 2 ? a : b];
      linear_probabilities(&linear, margins, p);
      for (int c = 0; c < 4; c++) {
        assert_true(p[c] >= 0 && p[c] <= 1);
        sum += p[c];
      }
      assert_true(fabs(sum - 1) < 1e-6);
    }
}

/* ---- the file of a model ---- */

static char folder[] = "/tmp/test_linear.XXXXXX";

static void write_weights(Str bytes) {
  char path[64];
  snprintf(path, sizeof path, "%s/weights.bin", folder);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  fwrite(bytes.ptr, 1, bytes.len, file);
  fclose(file);
}

static Model a_model(const Digest *lexicons) {
  Problem *p = problem(4, 0.1);
  uint64_t *hashes = memory_get(FEATURES * sizeof *hashes);
  for (uint64_t f = 0; f < FEATURES; f++) hashes[f] = (f + 1) * 0x0123456789abcdefu / 64;
  Model model;
  Logistic context = {.bias = -0.25, .weights = {1, 0.5}};
  model_make(&model, trained(p, UINT32_MAX), &context, hashes, 0.4375, lexicons);
  free(p);
  return model;
}

static void test_model(void **state) {
  (void)state;
  Digest lexicons = digest_of(STR("one")), others = digest_of(STR("two"));
  Model model = a_model(&lexicons), loaded;
  Buf bytes = {0}, again = {0};
  Err err;
  model_bytes(&model, &bytes);
  write_weights(buf_slice(&bytes));
  if (!model_load(&loaded, folder, &lexicons, &err)) fail_msg("%s", err.text);
  model_bytes(&loaded, &again);
  assert_true(str_equal(buf_slice(&bytes), buf_slice(&again)));
  assert_string_equal(model.name, loaded.name);
  assert_true(loaded.threshold == 0.4375);
  assert_memory_equal(&loaded.context, &model.context, sizeof model.context);
  for (uint32_t f = 0; f < FEATURES; f++)
    assert_int_equal(model_feature(&loaded, model.hashes[f]), f);
  assert_int_equal(model_feature(&loaded, 12345), UINT32_MAX);
  model_free(&loaded);
  assert_true(model_load(&loaded, folder, NULL, &err)); /* lexicons not asked for */
  model_free(&loaded);
  assert_false(model_load(&loaded, folder, &others, &err));
  assert_non_null(strstr(err.text, "was built with other lexicons"));
  model_free(&model);
  buf_free(&bytes), buf_free(&again);
}

/* Any byte changed, any byte missing: refused, never read in part. */
static void test_damage(void **state) {
  (void)state;
  Digest lexicons = digest_of(STR("one"));
  Model model = a_model(&lexicons), loaded;
  Buf bytes = {0};
  Err err;
  model_bytes(&model, &bytes);
  for (size_t at = 0; at < bytes.len; at += at < 300 ? 1 : 97) {
    bytes.ptr[at] ^= 0x20;
    write_weights(buf_slice(&bytes));
    if (model_load(&loaded, folder, &lexicons, &err))
      fail_msg("byte %zu changed, and nothing was noticed", at);
    bytes.ptr[at] ^= 0x20;
    write_weights((Str){bytes.ptr, at});
    if (model_load(&loaded, folder, &lexicons, &err))
      fail_msg("cut at %zu, and nothing was noticed", at);
  }
  model_free(&model);
  model_free(&(Model){0});
  buf_free(&bytes);
}

static int make_folder(void **state) {
  (void)state;
  return mkdtemp(folder) ? 0 : -1;
}
static int remove_folder(void **state) {
  (void)state;
  char path[64];
  snprintf(path, sizeof path, "%s/weights.bin", folder);
  unlink(path);
  return rmdir(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_reference),     cmocka_unit_test(test_gram),
      cmocka_unit_test(test_pairs),         cmocka_unit_test(test_training),
      cmocka_unit_test(test_class_missing), cmocka_unit_test(test_sigmoid),
      cmocka_unit_test(test_extremes),      cmocka_unit_test(test_model),
      cmocka_unit_test(test_damage)};
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
