/* Newton's method, since the values are few: a step costs a small matrix, and a handful of steps
 * end at the minimum to the last digits, where gradient descent would end where it was stopped.
 * Sums run over the samples in their order, so the same samples give the same bytes. */
#include "knowledge/logistic.h"

#include <math.h>

enum { DIMENSIONS = LOGISTIC_MOST + 1, ROUNDS = 50 }; /* the bias stands last */

typedef struct {
  const double *values;
  const uint8_t *positive;
  uint32_t samples, count;
  double ridge;
} Problem;

typedef struct {
  double hessian[DIMENSIONS][DIMENSIONS], gradient[DIMENSIONS];
} Derivative;

static double score(const double *x, const double *values, uint32_t count) {
  double sum = x[count];
  for (uint32_t i = 0; i < count; i++) sum += x[i] * values[i];
  return sum;
}

static double sigmoid(double z) {
  return z >= 0 ? 1 / (1 + exp(-z)) : exp(z) / (1 + exp(z));
}

static double loss(const Problem *p, const double *x) {
  double sum = 0;
  for (uint32_t i = 0; i < p->count; i++) sum += p->ridge * x[i] * x[i];
  for (uint32_t s = 0; s < p->samples; s++) {
    double z = score(x, p->values + (size_t)s * p->count, p->count);
    if (p->positive[s]) z = -z;
    sum += z > 0 ? z + log1p(exp(-z)) : log1p(exp(z));
  }
  return sum;
}

static void add_sample(Derivative *d, const double *values, uint32_t count, double error,
                       double weight) {
  for (uint32_t i = 0; i <= count; i++) {
    double v = i < count ? values[i] : 1;
    d->gradient[i] += error * v;
    for (uint32_t j = 0; j <= i; j++) d->hessian[i][j] += weight * v * (j < count ? values[j] : 1);
  }
}

static void derive(const Problem *p, const double *x, Derivative *d) {
  *d = (Derivative){0};
  for (uint32_t i = 0; i < p->count; i++) {
    d->hessian[i][i] = 2 * p->ridge;
    d->gradient[i] = 2 * p->ridge * x[i];
  }
  d->hessian[p->count][p->count] = 1e-9; /* where every sample is as sure as can be */
  for (uint32_t s = 0; s < p->samples; s++) {
    const double *values = p->values + (size_t)s * p->count;
    double y = sigmoid(score(x, values, p->count));
    add_sample(d, values, p->count, y - (p->positive[s] ? 1 : 0), y * (1 - y));
  }
}

/* Solves hessian · step = -gradient by Cholesky's factors, in place: the lower half becomes them.
 */
static void solve(Derivative *d, uint32_t n, double *step) {
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t j = 0; j <= i; j++) {
      double sum = d->hessian[i][j];
      for (uint32_t k = 0; k < j; k++) sum -= d->hessian[i][k] * d->hessian[j][k];
      d->hessian[i][j] = i == j ? sqrt(fmax(sum, 1e-12)) : sum / d->hessian[j][j];
    }
  for (uint32_t i = 0; i < n; i++) {
    double sum = -d->gradient[i];
    for (uint32_t k = 0; k < i; k++) sum -= d->hessian[i][k] * step[k];
    step[i] = sum / d->hessian[i][i];
  }
  for (uint32_t i = n; i-- > 0;) {
    for (uint32_t k = i + 1; k < n; k++) step[i] -= d->hessian[k][i] * step[k];
    step[i] /= d->hessian[i][i];
  }
}

/* One step downhill; false where none helps any more. */
static bool descend(const Problem *p, double *x, double *now) {
  Derivative d;
  double step[DIMENSIONS];
  derive(p, x, &d);
  solve(&d, p->count + 1, step);
  for (double length = 1; length > 1e-6; length /= 2) {
    double next[DIMENSIONS];
    for (uint32_t i = 0; i <= p->count; i++) next[i] = x[i] + length * step[i];
    double there = loss(p, next);
    if (!(there < *now)) continue;
    bool worth = *now - there > 1e-9 * *now;
    for (uint32_t i = 0; i <= p->count; i++) x[i] = next[i];
    *now = there;
    return worth;
  }
  return false;
}

void logistic_fit(Logistic *logistic, const double *values, const uint8_t *positive,
                  uint32_t samples, uint32_t count, double ridge) {
  Problem p = {values, positive, samples, count, ridge};
  double x[DIMENSIONS] = {0}, now = loss(&p, x);
  for (int round = 0; round < ROUNDS && descend(&p, x, &now); round++) continue;
  *logistic = (Logistic){.bias = x[count]};
  for (uint32_t i = 0; i < count; i++) logistic->weights[i] = x[i];
}

double logistic_probability(const Logistic *logistic, const double *values, uint32_t count) {
  double sum = logistic->bias;
  for (uint32_t i = 0; i < count; i++) sum += logistic->weights[i] * values[i];
  return sigmoid(sum);
}

bool logistic_is_finite(const Logistic *logistic) {
  bool ok = isfinite(logistic->bias);
  for (int i = 0; i < LOGISTIC_MOST; i++) ok &= isfinite(logistic->weights[i]) != 0;
  return ok;
}
