#include "measure/bootstrap.h"

#include "base/arena.h"
#include "measure/agreement.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- drawing ---- */

/* splitmix64 (Steele, Lea and Flood 2014): small, and the same numbers on every machine. */
static uint64_t next_random(uint64_t *state) {
  uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
  z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
  return z ^ z >> 31;
}

/* How often each document is drawn; resample 0 is the documents as they are. */
static void draw(uint32_t docs, uint64_t seed, uint32_t resample, uint32_t *weights) {
  uint64_t state = hash_pair(seed, resample);
  for (uint32_t i = 0; i < docs; i++) weights[i] = resample == 0;
  for (uint32_t i = 0; resample && i < docs; i++)
    weights[(next_random(&state) >> 32) * docs >> 32]++;
}

/* ---- values of one draw ---- */

static Count weighted_count(const Score *score, uint32_t figure, const uint32_t *weights) {
  Count total = {0};
  const Count *counts = &score->counts.items[figure * score->docs];
  for (uint32_t i = 0; i < score->docs; i++) {
    total.hits += weights[i] * counts[i].hits;
    total.predicted += weights[i] * counts[i].predicted;
    total.found += weights[i] * counts[i].found;
    total.gold += weights[i] * counts[i].gold;
  }
  return total;
}

static Confusion weighted_confusion(const Score *score, const uint32_t *weights) {
  Confusion total = {0};
  for (uint32_t i = 0; i < score->docs; i++)
    for (uint32_t g = 0; g < LABELS_AND_NONE; g++)
      for (uint32_t p = 0; p < LABELS_AND_NONE; p++)
        total.cells[g][p] += weights[i] * score->confusions.items[i].cells[g][p];
  return total;
}

static void put(Resamples *resamples, uint32_t value, uint32_t resample, double number) {
  vec_at(&resamples->values, value * (resamples->count + 1) + resample) = number;
}

static void measure(Resamples *resamples, const Score *score, uint32_t resample,
                    const uint32_t *weights) {
  for (uint32_t f = 0; f < score->figures.len; f++) {
    Count count = weighted_count(score, f, weights);
    Rates rates = rates_of(count);
    bool drawn = resample > 0; /* a draw without a record says nothing, where the scorers say 0 */
    put(resamples, value_of_figure(f, 0), resample,
        drawn && !count.predicted ? NAN : rates.precision);
    put(resamples, value_of_figure(f, 1), resample, drawn && !count.gold ? NAN : rates.recall);
    put(resamples, value_of_figure(f, 2), resample,
        drawn && !count.predicted && !count.gold ? NAN : rates.f1);
  }
  Confusion confusion = weighted_confusion(score, weights);
  LabelRates label = label_rates_of(&confusion);
  uint32_t spans = weighted_count(score, FIGURE_SPAN, weights).hits;
  uint32_t right = weighted_count(score, FIGURE_COMPLETE, weights).hits;
  const double extras[EXTRA_VALUES] = {
      [VALUE_ACCURACY] = resample && !label.count ? NAN : label.accuracy,
      [VALUE_MACRO_F1] = resample && !label.count ? NAN : label.macro_f1,
      [VALUE_SPEAKER] = spans      ? 100.0 * right / spans
                        : resample ? NAN
                                   : 0,
      [VALUE_ALPHA] = agreement_alpha(&confusion, false),
      [VALUE_KAPPA] = agreement_kappa(&confusion, false),
      [VALUE_ALPHA_NONE] = agreement_alpha(&confusion, true),
      [VALUE_KAPPA_NONE] = agreement_kappa(&confusion, true)};
  for (uint32_t e = 0; e < EXTRA_VALUES; e++)
    put(resamples, value_of_extra(score, (ExtraValue)e), resample, extras[e]);
}

void bootstrap_run(Resamples *resamples, const Score *score, uint32_t count, uint64_t seed) {
  *resamples = (Resamples){.count = count};
  uint32_t values = score->figures.len * 3 + EXTRA_VALUES;
  uint32_t *weights = memory_get(score->docs * sizeof *weights);
  vec_reserve(&resamples->values, values * (count + 1));
  resamples->values.len = values * (count + 1);
  for (uint32_t i = 0; i <= count; i++) {
    draw(score->docs, seed, i, weights);
    measure(resamples, score, i, weights);
  }
  free(weights);
}

void resamples_free(Resamples *resamples) {
  vec_free(&resamples->values);
}

/* ---- what they say ---- */

static const double *row_of(const Resamples *resamples, uint32_t value) {
  return &vec_at(&resamples->values, value * (resamples->count + 1));
}

double bootstrap_value(const Resamples *resamples, uint32_t value) {
  return row_of(resamples, value)[0];
}

static int by_size(const void *x, const void *y) {
  double a = *(const double *)x, b = *(const double *)y;
  return (a > b) - (a < b);
}

/* Between the two nearest of the sorted numbers (type 7 of Hyndman and Fan 1996). */
static double quantile(const double *sorted, uint32_t count, double share) {
  double at = share * (count - 1);
  uint32_t below = (uint32_t)at, above = below + 1 < count ? below + 1 : below;
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}

static Interval interval_of(const double *numbers, uint32_t count) {
  VEC(double) sorted = {0};
  for (uint32_t i = 0; i < count; i++)
    if (!isnan(numbers[i])) vec_push(&sorted, numbers[i]);
  Interval interval = {NAN, NAN};
  if (sorted.len) {
    qsort(sorted.items, sorted.len, sizeof(double), by_size);
    interval = (Interval){quantile(sorted.items, sorted.len, 0.025),
                          quantile(sorted.items, sorted.len, 0.975)};
  }
  vec_free(&sorted);
  return interval;
}

Interval bootstrap_interval(const Resamples *resamples, uint32_t value) {
  return interval_of(row_of(resamples, value) + 1, resamples->count);
}

Difference bootstrap_difference(const Resamples *first, uint32_t first_value,
                                const Resamples *second, uint32_t second_value) {
  const double *a = row_of(first, first_value), *b = row_of(second, second_value);
  Difference difference = {.by = b[0] - a[0]};
  double *differences = memory_get(first->count * sizeof *differences);
  uint32_t as_far = 0, valid = 0;
  for (uint32_t i = 0; i < first->count; i++) {
    differences[i] = b[i + 1] - a[i + 1];
    if (isnan(differences[i])) continue;
    as_far += fabs(differences[i] - difference.by) >= fabs(difference.by) - 1e-9;
    valid++;
  }
  difference.interval = interval_of(differences, first->count);
  difference.p = (1.0 + as_far) / (1.0 + valid);
  free(differences);
  return difference;
}
