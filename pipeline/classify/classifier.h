/* Classifier: what was learned from a table: a linear SVM for each target, or one for all.
 *
 * A folder of two files: classifier.bin, with a checksum, and card.md for people. Read-only after
 * loading; any number of threads may predict, each with its own scratch. */
#ifndef SURETY_CLASSIFY_CLASSIFIER_H
#define SURETY_CLASSIFY_CLASSIFIER_H

#include "base/arena.h"
#include "base/digest.h"
#include "base/err.h"
#include "classify/examples.h"
#include "classify/ngrams.h"
#include "knowledge/linear.h"

typedef struct TargetModel {
  Str target;                         /* empty: for all that have no model of their own */
  Linear linear;                      /* over the labels below */
  uint32_t label[LINEAR_CLASSES_MAX]; /* class → label of the classifier, ascending */
  uint64_t *hashes;                   /* of the features, ascending; owned */
} TargetModel;

typedef struct Classifier {
  StrVec labels;           /* in byte order; in the arena */
  VEC(TargetModel) models; /* in byte order of their targets */
  Digest table;            /* of the table it was learned from */
  char name[32];           /* id: first digits of the digest of its bytes */
  Arena arena;
} Classifier;

typedef struct ClassifyScratch { /* a zeroed one is ready */
  Ngrams ngrams;
  HashVec hashes;
  VEC(Feature) features;
} ClassifyScratch;

typedef struct Prediction {
  uint32_t label;
  double probability[LINEAR_CLASSES_MAX]; /* by label; they sum to 1. Those that the target's
                                             model does not know have 0 */
} Prediction;

/* The model for a target; NULL where it has none of its own and there is none for all. */
const TargetModel *classifier_model(const Classifier *classifier, Str target);
/* Labels a valid UTF-8 text. The label is that of most pairwise decisions, as with svm_predict; of
 * labels that tie, the most probable. */
Prediction classifier_predict(const TargetModel *model, Str text, ClassifyScratch *scratch);
/* The class by pairwise decisions; a margin that is not a number decides nothing. */
uint32_t classifier_vote(const Linear *linear, const double *margins, const double *probability);
void classify_scratch_free(ClassifyScratch *scratch);

/* The bytes of classifier.bin, the same for the same classifier; gives it its name. */
void classifier_bytes(Classifier *classifier, Buf *out);
/* Loads folder/classifier.bin; refuses another format and a wrong checksum. Free in any case. */
bool classifier_load(Classifier *classifier, const char *folder, Err *err);
void classifier_free(Classifier *classifier); /* a zeroed one is allowed */

#endif
