#include "knowledge/linear.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void linear_free(Linear *linear) {
  free(linear->weights);
  *linear = (Linear){0};
}

/* The six pairs of four classes, as stances have, are added two by two, so that sums stay in
 * registers. Each sum has its terms in the same order as below, so it is the same number. */
enum { STANCES = 4, PAIRS_OF_FOUR = 6 };
typedef double Two __attribute__((vector_size(16)));

static Two two_at(const double *from) {
  Two two;
  memcpy(&two, from, sizeof two);
  return two;
}

static void add_up_six(const Linear *linear, const Feature *features, uint32_t count,
                       double *margins) {
  Two a = two_at(linear->bias), b = two_at(linear->bias + 2), c = two_at(linear->bias + 4);
  for (uint32_t i = 0; i < count; i++) {
    if (features[i].index >= linear->features) continue;
    const double *weights = linear->weights + (size_t)features[i].index * PAIRS_OF_FOUR;
    a += two_at(weights) * features[i].value;
    b += two_at(weights + 2) * features[i].value;
    c += two_at(weights + 4) * features[i].value;
  }
  memcpy(margins, (const Two[]){a, b, c}, sizeof(Two[3]));
}

void linear_margins(const Linear *linear, const Feature *features, uint32_t count,
                    double *margins) {
  if (linear->pairs == PAIRS_OF_FOUR) {
    add_up_six(linear, features, count, margins);
    return;
  }
  double sum[LINEAR_PAIRS_MAX];
  for (uint32_t p = 0; p < linear->pairs; p++) sum[p] = linear->bias[p];
  for (uint32_t i = 0; i < count; i++) {
    if (features[i].index >= linear->features) continue;
    const double *weights = linear->weights + (size_t)features[i].index * linear->pairs;
    for (uint32_t p = 0; p < linear->pairs; p++) sum[p] += weights[p] * features[i].value;
  }
  memcpy(margins, sum, linear->pairs * sizeof *sum);
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
static inline double residual(uint32_t n, const PairTable q, const double *p, double *qp, double *pqp) {
  double worst = 0;
  *pqp = 0;
  for (uint32_t t = 0; t < n; t++) {
    qp[t] = 0;
    for (uint32_t j = 0; j < n; j++) qp[t] += q[t][j] * p[j];
    *pqp += p[t] * qp[t];
  }
  for (uint32_t t = 0; t < n; t++)
    if (fabs(qp[t] - *pqp) > worst) worst = fabs(qp[t] - *pqp);
  return worst;
}

static inline void couple(uint32_t n, const PairTable r, double *p) {
  PairTable q;
  double qp[LINEAR_CLASSES_MAX], pqp;
  coupling_matrix(n, r, q);
  for (uint32_t t = 0; t < n; t++) p[t] = 1.0 / n;
  for (int round = 0; round < 100; round++) {
    if (residual(n, q, p, qp, &pqp) < 0.005 / n) break; /* libsvm's own stopping rule */
    for (uint32_t t = 0; t < n; t++) {
      double step = (pqp - qp[t]) / q[t][t];
      p[t] += step;
      pqp = (pqp + step * (step * q[t][t] + 2 * qp[t])) / (1 + step) / (1 + step);
      for (uint32_t j = 0; j < n; j++) {
        qp[j] = (qp[j] + step * q[t][j]) / (1 + step);
        p[j] /= 1 + step;
      }
    }
  }
}

void linear_probabilities(const Linear *linear, const double *margins, double *p) {
  PairTable r;
  pair_probabilities(linear, margins, r);
  if (linear->classes == 2) { /* libsvm answers two classes without coupling */
    p[0] = r[0][1];
    p[1] = r[1][0];
  } else if (linear->classes == STANCES) { /* loops of a length the compiler knows */
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
