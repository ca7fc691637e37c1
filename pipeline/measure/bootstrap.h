/* Bootstrap: how far figures would move with other documents of the same kind (Efron and Tibshirani
 * 1993).
 *
 * Documents are drawn with replacement, not records: records of one article stand or fall together.
 * The draws depend on the seed and the number of documents alone, so two scores over the same
 * documents meet the same draws, and their difference is a paired one. */
#ifndef SURETY_MEASURE_BOOTSTRAP_H
#define SURETY_MEASURE_BOOTSTRAP_H

#include "measure/score.h"

enum { BOOTSTRAP_RESAMPLES = 1000 };
#define BOOTSTRAP_SEED UINT64_C(20250210)

/* One value of a score: precision, recall, F1 of figure i are 3 i, 3 i + 1, 3 i + 2; then these. */
typedef enum ExtraValue {
  VALUE_ACCURACY,
  VALUE_MACRO_F1,
  VALUE_SPEAKER, /* share of matched quotation spans with the right speaker, per cent */
  VALUE_ALPHA,   /* agreement_alpha, without and with none */
  VALUE_KAPPA,
  VALUE_ALPHA_NONE,
  VALUE_KAPPA_NONE,
  EXTRA_VALUES
} ExtraValue;

static inline uint32_t value_of_figure(uint32_t figure, uint32_t rate) {
  return figure * 3 + rate;
}
static inline uint32_t value_of_extra(const Score *score, ExtraValue extra) {
  return score->figures.len * 3 + (uint32_t)extra;
}

typedef struct Resamples {
  uint32_t count;
  VEC(double)
  values; /* [value * (count + 1) + resample]; the first is that of the documents themselves */
} Resamples;

typedef struct Interval {
  double low, high;
} Interval;

/* Draws count times. Free with resamples_free. */
void bootstrap_run(Resamples *resamples, const Score *score, uint32_t count, uint64_t seed);
void resamples_free(Resamples *resamples);

/* The value itself, not resampled. */
double bootstrap_value(const Resamples *resamples, uint32_t value);
/* The middle 95 % of the resampled values (percentile method); NaN where there are none. */
Interval bootstrap_interval(const Resamples *resamples, uint32_t value);

typedef struct Difference {
  double by;         /* second minus first */
  Interval interval; /* 95 % */
  double p; /* two-sided: how often a resampled difference lies as far from the measured one as that
               from 0 */
} Difference;

/* Both with the same number of resamples, of scores over the same documents. */
Difference bootstrap_difference(const Resamples *first, uint32_t first_value,
                                const Resamples *second, uint32_t second_value);

#endif
