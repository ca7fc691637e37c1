/* Training of linear classifiers. The only module that includes libsvm. */
#ifndef SURETY_KNOWLEDGE_SVM_H
#define SURETY_KNOWLEDGE_SVM_H

#include "knowledge/linear.h"

typedef struct Sample {
  const Feature *features; /* borrowed, by ascending index */
  uint32_t count;
  uint32_t label; /* 0 … classes - 1 */
  uint32_t fold;  /* cross-validation: samples of one article share it */
} Sample;

/* The scalar products of all samples with each other (libsvm's PRECOMPUTED kernel): training over
 * and over on the same samples then costs no kernel. Takes 16 bytes a pair of samples. Read-only
 * after making. */
typedef struct SvmGram SvmGram;
enum { SVM_GRAM_MOST = 6000 }; /* samples; 576 MB */

/* The samples are borrowed; count is at most SVM_GRAM_MOST. */
SvmGram *svm_gram_new(const Sample *samples, uint32_t count, uint32_t features);
void svm_gram_free(SvmGram *gram); /* NULL allowed */

typedef struct SvmSettings {
  uint32_t classes, features;
  double cost;                       /* C */
  double weight[LINEAR_CLASSES_MAX]; /* of C, by class; 0 = 1 */
  double tolerance;                  /* where the solver stops; 0 = 0.05 */
  const SvmGram *gram;               /* NULL, or that of the very samples: the same up to rounding,
                                                      faster */
  bool may_lack;                     /* a class without a sample is no error: the bias of its pairs
                                        is not a number, and so are their margins */
} SvmSettings;

/* Trains on samples whose fold is not `left_out` (UINT32_MAX: on all) and collapses the support
 * vectors; the sigmoids are left at slope -1, offset 0. False when a class has no sample (see
 * may_lack), or fewer than two have one. The same result for the same samples in the same order.
 * Thread-safe: without probabilities of its own libsvm draws nothing by chance. */
bool svm_train_linear(const Sample *samples, uint32_t count, uint32_t left_out,
                      const SvmSettings *settings, Linear *linear, Err *err);

/* For tests and measuring: libsvm's own model of a training, and the same collapsed. */
typedef struct SvmReference SvmReference;
/* As svm_train_linear on all samples, without a gram. The samples are borrowed. NULL and a message
 * where that fails. Free with svm_reference_free, and the linear with linear_free. */
SvmReference *svm_reference_new(const Sample *samples, uint32_t count, const SvmSettings *settings,
                                Linear *linear, Err *err);
void svm_reference_free(SvmReference *reference); /* NULL allowed */
/* Support vectors of all classes. */
uint32_t svm_reference_vectors(const SvmReference *reference);
/* svm_predict_probability of sample i, with the sigmoids that the linear had. */
void svm_reference_predict(const SvmReference *reference, uint32_t i, double *probabilities);

/* For tests: the same training kept as a libsvm model; probabilities of each sample by
 * svm_predict_probability with the sigmoids of `linear`, [sample][class]. */
bool svm_reference_probabilities(const Sample *samples, uint32_t count, const SvmSettings *settings,
                                 const Linear *linear, double *probabilities, Err *err);
/* For tests: the same for the decision values of svm_predict_values, [sample][pair], and the class
 * that it returns. */
bool svm_reference_margins(const Sample *samples, uint32_t count, const SvmSettings *settings,
                           double *margins, uint32_t *labels, Err *err);

#endif
