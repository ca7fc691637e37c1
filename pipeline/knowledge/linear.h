/* Linear: a multi-class linear classifier with probabilities, one weight vector a pair of classes.
 *
 * It is a libsvm C-SVC (one against one) with a linear kernel whose support vectors were added up:
 * the same decisions and, within 1e-9, the same probabilities as svm_predict_probability at a
 * fraction of its cost. Pair k runs over (0,1), (0,2), …, (0,n-1), (1,2), …, as in libsvm.
 * Read-only after loading; any number of threads may predict. */
#ifndef SURETY_KNOWLEDGE_LINEAR_H
#define SURETY_KNOWLEDGE_LINEAR_H

#include "base/err.h"
#include "base/vec.h"

enum { LINEAR_CLASSES_MAX = 16, LINEAR_PAIRS_MAX = 120 };

typedef struct Feature {
  uint32_t index; /* 0 … features - 1 */
  double value;
} Feature;

typedef struct Linear {
  uint32_t classes, pairs, features;
  double *weights; /* [feature][pair]: the weights of one feature lie side by side; owned */
  double bias[LINEAR_PAIRS_MAX];
  /* Platt's sigmoid of a pair: P(first class) = 1 / (1 + exp(slope · margin + offset)) */
  double slope[LINEAR_PAIRS_MAX], offset[LINEAR_PAIRS_MAX];
} Linear;

void linear_free(Linear *linear);
/* No number of it is infinite or not a number. */
bool linear_is_finite(const Linear *linear);
/* margins[pair] > 0 speaks for the pair's first class. Features outside the model are skipped. */
void linear_margins(const Linear *linear, const Feature *features, uint32_t count, double *margins);
/* Class probabilities by pairwise coupling (Wu, Lin and Weng 2004, second method); they sum to 1.
 */
void linear_probabilities(const Linear *linear, const double *margins, double *probabilities);
/* Fits a sigmoid to margins with truths 1 / 0 (Platt 1999, as mended by Lin, Lin and Weng 2007). */
void linear_fit_sigmoid(const double *margins, const uint8_t *positive, uint32_t count,
                        double *slope, double *offset);
static inline uint32_t linear_pair(uint32_t classes, uint32_t a, uint32_t b) {
  return a * classes - a * (a + 1) / 2 + (b - a - 1); /* a < b */
}

#endif
