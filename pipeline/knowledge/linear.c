#include "knowledge/linear.h"

#include <math.h>
#include <stdlib.h>

void linear_free(Linear *linear) {
  free(linear->weights);
  *linear = (Linear){0};
}

bool linear_is_finite(const Linear *linear) {
  bool ok = true;
  for (uint32_t p = 0; p < linear->pairs; p++)
    ok &= isfinite(linear->bias[p]) && isfinite(linear->slope[p]) && isfinite(linear->offset[p]);
  for (size_t i = 0; i < (size_t)linear->features * linear->pairs; i++)
    ok &= isfinite(linear->weights[i]) != 0;
  return ok;
}

/* Two numbers side by side, at any place of an array of doubles. */
typedef double Two __attribute__((vector_size(16), aligned(8), may_alias));
enum { SIX = 6 }; /* pairs of four classes, as stances have */

static const Two *six_weights(const Linear *linear, const Feature *feature) {
  static const Two NONE[SIX / 2];
  if (feature->index >= linear->features) return NONE;
  return (const Two *)(linear->weights + (size_t)feature->index * SIX);
}

/* The sums of six pairs. Those of every second feature are kept apart, since each addition waits
 * for the one before: half the waiting. */
static void add_six(const Linear *linear, const Feature *features, uint32_t count,
                    double *margins) {
  Two even[SIX / 2] = {0}, odd[SIX / 2] = {0};
  uint32_t i = 0;
  for (; i + 1 < count; i += 2) {
    const Two *a = six_weights(linear, &features[i]), *b = six_weights(linear, &features[i + 1]);
    for (int k = 0; k < SIX / 2; k++) {
      even[k] += a[k] * features[i].value;
      odd[k] += b[k] * features[i + 1].value;
    }
  }
  if (i < count)
    for (int k = 0; k < SIX / 2; k++)
      even[k] += six_weights(linear, &features[i])[k] * features[i].value;
  for (int p = 0; p < SIX; p++)
    margins[p] = linear->bias[p] + (even[p / 2][p % 2] + odd[p / 2][p % 2]);
}

static void add_any(const Linear *linear, const Feature *features, uint32_t count,
                    double *margins) {
  uint32_t pairs = linear->pairs;
  for (uint32_t p = 0; p < pairs; p++) margins[p] = linear->bias[p];
  for (uint32_t i = 0; i < count; i++) {
    if (features[i].index >= linear->features) continue;
    const double *weights = linear->weights + (size_t)features[i].index * pairs;
    for (uint32_t p = 0; p < pairs; p++) margins[p] += weights[p] * features[i].value;
  }
}

void linear_margins(const Linear *linear, const Feature *features, uint32_t count,
                    double *margins) {
  if (linear->pairs == SIX)
    add_six(linear, features, count, margins);
  else
    add_any(linear, features, count, margins);
}

/* ---- probabilities ---- */

/* Without overflow for either sign of x. */
static double sigmoid(double x) {
  return x >= 0 ? exp(-x) / (1 + exp(-x)) : 1 / (1 + exp(x));
}

static double within(double low, double x, double high) {
  return x < low ? low : x > high ? high : x;
}

typedef double PairTable[LINEAR_CLASSES_MAX][LINEAR_CLASSES_MAX];

static void pair_probabilities(const Linear *linear, const double *margins, PairTable r) {
  for (uint32_t a = 0, p = 0; a < linear->classes; a++)
    for (uint32_t b = a + 1; b < linear->classes; b++, p++) {
      r[a][b] = within(1e-7, sigmoid(linear->slope[p] * margins[p] + linear->offset[p]), 1 - 1e-7);
      r[b][a] = 1 - r[a][b];
    }
}

/* Q of Wu, Lin and Weng, eq. 17. */
static inline void coupling_matrix(uint32_t n, const PairTable r, PairTable q) {
  for (uint32_t t = 0; t < n; t++) {
    q[t][t] = 0;
    for (uint32_t j = 0; j < n; j++) {
      if (j == t) continue;
      q[t][t] += r[j][t] * r[j][t];
      q[t][j] = -r[j][t] * r[t][j];
    }
  }
}

/* Qp and p'Qp; returns the largest |Qp - p'Qp|. */
static inline double residual(uint32_t n, const PairTable q, const double *p, double *qp,
                              double *pqp) {
  double worst = 0;
  *pqp = 0;
  for (uint32_t t = 0; t < n; t++) {
    qp[t] = 0;
    for (uint32_t j = 0; j < n; j++) qp[t] += q[t][j] * p[j];
    *pqp += p[t] * qp[t];
  }
  for (uint32_t t = 0; t < n; t++) {
    double off = fabs(qp[t] - *pqp);
    worst = off > worst ? off : worst;
  }
  return worst;
}

/* libsvm's rounds, with its stopping rule; it divides where this multiplies by a reciprocal, which
 * is most of the time of a prediction. Inline, so that the compiler knows the usual n. */
static inline void couple(uint32_t n, const PairTable r, double *p) {
  PairTable q;
  double qp[LINEAR_CLASSES_MAX], inverse[LINEAR_CLASSES_MAX], pqp;
  coupling_matrix(n, r, q);
  for (uint32_t t = 0; t < n; t++) p[t] = 1.0 / n, inverse[t] = 1 / q[t][t];
  for (int round = 0; round < 100; round++) {
    if (residual(n, q, p, qp, &pqp) < 0.005 / n) break;
    for (uint32_t t = 0; t < n; t++) {
      double step = (pqp - qp[t]) * inverse[t], shrink = 1 / (1 + step);
      p[t] += step;
      pqp = (pqp + step * (step * q[t][t] + 2 * qp[t])) * shrink * shrink;
      for (uint32_t j = 0; j < n; j++) {
        qp[j] = (qp[j] + step * q[t][j]) * shrink;
        p[j] *= shrink;
      }
    }
  }
}

void linear_probabilities(const Linear *linear, const double *margins, double *p) {
  enum { STANCES = 4 };
  PairTable r;
  pair_probabilities(linear, margins, r);
  if (linear->classes == 2) { /* libsvm answers two classes without coupling */
    p[0] = r[0][1];
    p[1] = r[1][0];
  } else if (linear->classes == STANCES) {
    couple(STANCES, r, p);
  } else {
    couple(linear->classes, r, p);
  }
}

/* ---- Platt's sigmoid ---- */

typedef struct {
  const double *margins;
  const uint8_t *positive;
  uint32_t count;
  double high, low; /* smoothed targets */
} Sample;

static double target(const Sample *s, uint32_t i) {
  return s->positive[i] ? s->high : s->low;
}

static double loss(const Sample *s, double slope, double offset) {
  double sum = 0;
  for (uint32_t i = 0; i < s->count; i++) {
    double x = slope * s->margins[i] + offset;
    sum += x >= 0 ? target(s, i) * x + log1p(exp(-x)) : (target(s, i) - 1) * x + log1p(exp(x));
  }
  return sum;
}

typedef struct {
  double slope2, offset2, cross, slope, offset; /* Hessian and gradient */
} Derivative;

static Derivative derivative(const Sample *s, double slope, double offset) {
  Derivative d = {1e-12, 1e-12, 0, 0, 0};
  for (uint32_t i = 0; i < s->count; i++) {
    double f = s->margins[i], p = sigmoid(slope * f + offset), w = p * (1 - p),
           g = target(s, i) - p;
    d.slope2 += f * f * w;
    d.offset2 += w;
    d.cross += f * w;
    d.slope += f * g;
    d.offset += g;
  }
  return d;
}

void linear_fit_sigmoid(const double *margins, const uint8_t *positive, uint32_t count,
                        double *slope, double *offset) {
  double yes = 0;
  for (uint32_t i = 0; i < count; i++) yes += positive[i] != 0;
  double no = count - yes;
  Sample s = {margins, positive, count, (yes + 1) / (yes + 2), 1 / (no + 2)};
  *slope = 0;
  *offset = log((no + 1) / (yes + 1));
  double now = loss(&s, *slope, *offset);
  for (int round = 0; round < 100; round++) {
    Derivative d = derivative(&s, *slope, *offset);
    if (fabs(d.slope) < 1e-5 && fabs(d.offset) < 1e-5) return;
    double det = d.slope2 * d.offset2 - d.cross * d.cross;
    double da = -(d.offset2 * d.slope - d.cross * d.offset) / det;
    double db = -(d.slope2 * d.offset - d.cross * d.slope) / det;
    double downhill = d.slope * da + d.offset * db, step = 1;
    for (; step >= 1e-10; step /= 2) { /* Newton's step, shortened until it helps */
      double next = loss(&s, *slope + step * da, *offset + step * db);
      if (next >= now + 1e-4 * step * downhill) continue;
      *slope += step * da;
      *offset += step * db;
      now = next;
      break;
    }
    if (step < 1e-10) return;
  }
}
