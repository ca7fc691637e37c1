/* Logistic: a logistic regression on a few numbers, for decisions on top of the linear classifier.
 * Read-only after fitting; any number of threads may ask it. */
#ifndef SURETY_KNOWLEDGE_LOGISTIC_H
#define SURETY_KNOWLEDGE_LOGISTIC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LOGISTIC_MOST = 16 }; /* values of a sample */

typedef struct Logistic {
  double bias, weights[LOGISTIC_MOST]; /* those beyond its values are 0 */
} Logistic;

/* Fits to samples with truths 1 / 0 by Newton's method, each step shortened until it helps; ridge
 * (> 0) times the squared weights is added to the loss, so that a minimum exists. values:
 * [sample][count], count at most LOGISTIC_MOST. */
void logistic_fit(Logistic *logistic, const double *values, const uint8_t *positive,
                  uint32_t samples, uint32_t count, double ridge);
/* That a sample of these values is a 1, between 0 and 1. count: as in fitting; beyond it the
 * weights are not read. */
double logistic_probability(const Logistic *logistic, const double *values, uint32_t count);
/* No number of it is infinite or not a number. */
bool logistic_is_finite(const Logistic *logistic);

#endif
