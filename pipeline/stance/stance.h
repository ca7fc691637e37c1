/* The stance stages: from a mention of a guarantee to candidates, features and rows.
 *
 *   mention_run    places that name a guarantee type, back references resolved → Doc.mentions
 *   candidate_run  pairs of a possible holder and a type in one sentence       → Doc.candidates
 *   features_of    a candidate as a sparse vector; one code path for training and prediction
 *   label_run      the SVM's decision on each candidate, merged into rows      → Doc.stances
 *
 * All are thread-safe by document. */
#ifndef SURETY_STANCE_STANCE_H
#define SURETY_STANCE_STANCE_H

#include "data/doc.h"
#include "knowledge/knowledge.h"
#include "knowledge/model.h"
#include "stance/context.h"

void mention_run(const Knowledge *knowledge, Doc *doc);
void candidate_run(const Knowledge *knowledge, Doc *doc);

/* A feature before it has a number: the hash of its name. */
typedef struct RawFeature {
  uint64_t hash;
  float value;
} RawFeature;

typedef struct MaskedWord { /* a word of the sentence, or the mask in its place */
  Str text;
  uint32_t token;
  uint32_t code; /* by which the memo knows it; 0 = not at all */
} MaskedWord;

typedef struct FeatureScratch { /* one a thread; zeroed at the start */
  VEC(RawFeature) features;     /* of the last candidate, by ascending hash, no hash twice */
  Buf words;                    /* folded words of the clause */
  VEC(MaskedWord) masked;
  const Model *model;  /* prediction: features go to vector at once, as far as the model has them */
  VEC(Feature) vector; /* each once, with its largest value */
  VEC(uint32_t) place; /* feature → where it stands in the vector, if it does (a sparse set) */
  struct Memo *memo;   /* of this model; owned */
  Intern *names;       /* when not NULL (training, explain): collects the name of each feature */
  VEC(uint64_t) name_hash; /* name id - 1 → hash */
  Buf name;
} FeatureScratch;

/* Fills scratch->features for one candidate. Names are of words and structure, never of an actor.
 */
void features_of(const Knowledge *knowledge, const Doc *doc, uint32_t candidate,
                 FeatureScratch *scratch);
/* The same for prediction: fills scratch->vector with those that the model has, numbered. */
void features_known(const Knowledge *knowledge, const Doc *doc, uint32_t candidate,
                    const Model *model, FeatureScratch *scratch);
void feature_scratch_free(FeatureScratch *scratch);

/* The words of the condition nearest to a candidate's target, in its sentence; empty: none. */
Range condition_of(const Knowledge *knowledge, const Doc *doc, const Candidate *candidate);
/* The shortest stretch of a candidate's sentence that shows its stance; condition: that of the row,
 * or an empty one. */
Range evidence_of(const Doc *doc, const Candidate *candidate, Range condition);

typedef struct LabelScratch { /* one a thread */
  FeatureScratch features;
  VEC(ContextPlace) places; /* by candidate */
  VEC(double) values;       /* [candidate][CONTEXT_VALUES] */
  ContextScratch context;
} LabelScratch;

/* Decides on every candidate; those above the threshold become rows, at most one for a holder, a
 * type and a quotation or sentence. threshold < 0: the model's own. */
void label_run(const Knowledge *knowledge, const Model *model, double threshold,
               LabelScratch *scratch, Doc *doc);
/* The values of a candidate's context, of the document that label_run has just left. */
static inline const double *label_context(const LabelScratch *scratch, uint32_t candidate) {
  return scratch->values.items + (size_t)candidate * CONTEXT_VALUES;
}
void label_scratch_free(LabelScratch *scratch);

#endif
