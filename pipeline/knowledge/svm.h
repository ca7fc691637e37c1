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

typedef struct SvmSettings {
  uint32_t classes, features;
  double cost;                       /* C */
  double weight[LINEAR_CLASSES_MAX]; /* of C, by class */
} SvmSettings;

/* Trains on samples whose fold is not `left_out` (UINT32_MAX: on all) and collapses the support
 * vectors; the sigmoids are left at slope -1, offset 0. False when a class has no sample. The same
 * result for the same samples in the same order. Not thread-safe: libsvm prints and seeds globally.
 */
bool svm_train_linear(const Sample *samples, uint32_t count, uint32_t left_out,
                      const SvmSettings *settings, Linear *linear, Err *err);

/* For tests: the same training kept as a libsvm model; probabilities of each sample by
 * svm_predict_probability with the sigmoids of `linear`, [sample][class]. */
bool svm_reference_probabilities(const Sample *samples, uint32_t count, const SvmSettings *settings,
                                 const Linear *linear, double *probabilities, Err *err);

#endif
