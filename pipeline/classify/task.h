/* Task: the texts that one model learns from, as features.
 *
 * Texts are read into bags once; a task takes those of a target, or of all, parts them into folds
 * and numbers the features that occur in them. */
#ifndef SURETY_CLASSIFY_TASK_H
#define SURETY_CLASSIFY_TASK_H

#include "classify/examples.h"
#include "classify/ngrams.h"
#include "knowledge/svm.h"

enum { TASK_ALL_TARGETS = UINT32_MAX };

typedef struct Bags {
  HashVec hashes;       /* of all texts, one after the other */
  VEC(size_t) first;    /* text → its first hash, and the end */
  VEC(uint64_t) digest; /* text → one number for what it says: equal texts share it */
} Bags;

void bags_fill(Bags *bags, const Examples *examples);
void bags_free(Bags *bags); /* a zeroed one is allowed */

typedef struct Task {
  const Examples *examples;
  const Bags *bags;
  VEC(uint32_t) rows;                 /* of the examples, by label and then digest */
  uint32_t texts[LINEAR_CLASSES_MAX]; /* by label */
  uint32_t label[LINEAR_CLASSES_MAX], classes;
  VEC(Sample) samples; /* one a row */
  VEC(Feature) features;
  HashVec hashes;
  SvmGram *gram; /* NULL: too many texts */
} Task;

/* The rows of a target, or of TASK_ALL_TARGETS, with their labels and folds, without features. Of
 * more than `most` texts some are left out, evenly. Free in any case, as after task_make. */
Task task_gather(const Examples *examples, const Bags *bags, uint32_t target, uint32_t most);
/* … and with their features, and the products of all pairs of texts where these are not too many.
 */
Task task_make(const Examples *examples, const Bags *bags, uint32_t target, uint32_t most);
void task_free(Task *task);

#endif
