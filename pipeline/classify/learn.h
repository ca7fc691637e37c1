/* Learning: from a table of texts and labels to a classifier, with its cross-validated figures.
 *
 * Where the targets vary, each one with enough texts has a model of its own, and one for all is
 * made only where some have too few (LEARN_LEAST). C is chosen by cross-validation, for all models
 * of one target together: the best mean F1 over the labels. Of more than SVM_GRAM_MOST texts, so
 * many serve for cross-validation, and all for the model. */
#ifndef SURETY_CLASSIFY_LEARN_H
#define SURETY_CLASSIFY_LEARN_H

#include "classify/classifier.h"

enum {
  LEARN_LEAST = 20, /* texts for a model of its own, and two labels with two different ones each */
  LEARN_FOLDS = 10,
  LEARN_COSTS = 8
};

extern const double LEARN_COST[LEARN_COSTS]; /* those tried, ascending */

typedef struct Confusion {
  uint32_t of[LINEAR_CLASSES_MAX][LINEAR_CLASSES_MAX]; /* [true label][predicted label] */
} Confusion;

typedef struct LearnedTarget {        /* one a model, in the classifier's order */
  uint32_t texts[LINEAR_CLASSES_MAX]; /* learned from, by label */
  Confusion confusion;                /* cross-validated, at the chosen C */
} LearnedTarget;

typedef struct Learning {
  Classifier classifier;
  VEC(LearnedTarget) targets;
  uint32_t texts;
  double cost[2]; /* the chosen one of LEARN_COST: of models for one target, of that for all */
  Confusion tried[2][LEARN_COSTS]; /* of all targets' models together, of that for all */
} Learning;

/* Learns from examples_read_labelled. The same table gives the same bytes. Free in any case. Not
 * thread-safe (knowledge/svm.h). */
bool learn_run(const Examples *examples, Learning *learning, Err *err);
void learning_free(Learning *learning);

/* Adds part to sum. */
void confusion_add(Confusion *sum, const Confusion *part);
/* Of a confusion, in per cent; 0 where there is nothing to divide. */
double confusion_accuracy(const Confusion *confusion, uint32_t labels);
/* Harmonic mean of precision and recall of one label. */
double confusion_f1(const Confusion *confusion, uint32_t labels, uint32_t label);
/* Mean F1 of all labels that occur. */
double confusion_mean_f1(const Confusion *confusion, uint32_t labels);

/* Writes folder/classifier.bin and card.md, making the folder where it is not there. No date and no
 * path stands in them. */
bool learning_write(Learning *learning, const char *folder, Err *err);

#endif
