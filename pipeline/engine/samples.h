/* Samples: annotated articles turned into training vectors.
 *
 * Every article is run through the very stages that prediction uses, up to the candidates; each
 * candidate gets the label of the gold record it stands for, or none. What no candidate can become
 * is counted: it bounds the recall of any classifier behind. */
#ifndef SURETY_ENGINE_SAMPLES_H
#define SURETY_ENGINE_SAMPLES_H

#include "engine/worker.h"
#include "io/gold.h"
#include "knowledge/svm.h"

typedef struct SampleSet {
  VEC(Sample) samples;      /* features by index after samples_number */
  VEC(uint32_t) first;      /* sample → its first feature in raw */
  VEC(RawFeature) raw;      /* features of all samples, one after the other */
  VEC(Feature) features;    /* the same, numbered and pruned */
  VEC(uint32_t) record;     /* sample → number of the gold record + 1 it stands for, 0 = none */
  VEC(uint32_t) article;    /* sample → its article */
  VEC(ContextPlace) places; /* by sample; their probabilities are for training to fill in */
  uint32_t articles;
  uint32_t records, reachable; /* gold records; those that a candidate can become */
  uint32_t measured;           /* records of the articles that cross-validation holds out */
  FeatureScratch scratch;      /* collects the names */
  uint64_t *hashes;            /* feature → hash, ascending; owned until taken */
  uint32_t hash_count;
  VEC(uint64_t) dropped; /* hashes of features that are left out, ascending (samples_drop) */
  const char *without;   /* the prefixes they begin with, for the card; borrowed; NULL: none */
} SampleSet;

void samples_init(SampleSet *set);
void samples_free(SampleSet *set);
/* Adds the candidates of one article; fold: its part in cross-validation. A fold that training does
 * not have (FOLD_TRAINING_ONLY) keeps them out of all figures and of the threshold. */
#define FOLD_TRAINING_ONLY (UINT32_MAX - 1)
bool samples_add(SampleSet *set, Worker *worker, const Gold *gold, uint32_t fold, Err *err);
/* Leaves out every feature whose name begins with one of the prefixes, which are joined by commas:
 * how much a group of features is worth shows in what a model loses without it. To be called once,
 * after all articles are in. False where no name begins with a prefix: the group has another name
 * now. */
bool samples_drop(SampleSet *set, const char *prefixes, Err *err);
/* Gives numbers to all features that occur in at least `least` articles, and fills samples'
 * vectors. */
void samples_number(SampleSet *set, uint32_t least);
/* Whether a candidate of worker's document has a record's type and holder, in a sentence of its
 * evidence. */
bool samples_meant(const Worker *worker, const Candidate *candidate, const GoldStance *gold);
#endif
