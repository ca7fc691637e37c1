/* Training: from samples to a model, its threshold and its cross-validated figures. */
#ifndef SURETY_ENGINE_TRAIN_H
#define SURETY_ENGINE_TRAIN_H

#include "engine/samples.h"

typedef struct Figures { /* rows against gold records, over all folds */
  uint32_t right, predicted, gold;
  uint32_t confusion[STANCE_LABELS][STANCE_LABELS]; /* [gold][predicted] over the samples */
  double calibration_error; /* expected, over ten bins of confidence, of the rows predicted */
} Figures;

typedef struct TrainSettings {
  double cost;        /* C of the SVM; 0: chosen by cross-validation */
  double none_weight; /* of C for the class none, relative to the others */
  uint32_t folds;     /* of cross-validation, at least 2; samples' folds are below it */
  uint32_t threads;   /* at most; each needs up to 1.2 GB for itself */
} TrainSettings;

typedef struct Training {
  Model model;
  TrainSettings used;
  Figures figures; /* cross-validated, at the model's threshold */
} Training;

/* Chooses C (where not given), fits the sigmoids and the context (stance/context.h) on margins of
 * held-out folds, sets the threshold to the middle of those whose F1 is the best within a
 * hundredth, and trains on all samples. All of this and the figures come from the same margins, so
 * the figures flatter the model a little. The set's hashes go over to the model. The same samples
 * give the same bytes, or the same error, with any number of threads. */
bool train_run(SampleSet *set, const TrainSettings *settings, const Digest *lexicons,
               Training *training, Err *err);

static inline double figure_precision(const Figures *f) {
  return f->predicted ? 100.0 * f->right / f->predicted : 0;
}
static inline double figure_recall(const Figures *f) {
  return f->gold ? 100.0 * f->right / f->gold : 0;
}
static inline double figure_f1(const Figures *f) {
  return f->right ? 200.0 * f->right / (f->predicted + f->gold) : 0;
}

#endif
