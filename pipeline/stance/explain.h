/* Explain: why a row of Doc.stances is what it is.
 *
 * The classifier is linear, so a decision between two labels is a sum: a bias and, for each feature
 * of the candidate, weight · value. Explaining is showing the terms, beside what the words were
 * read as and which phrases of the lexicons matched. The features are built once more by the very
 * code that predicts, this time with their names. Thread-safe by document and Explanation. */
#ifndef SURETY_STANCE_EXPLAIN_H
#define SURETY_STANCE_EXPLAIN_H

#include "stance/reading.h"

typedef struct Reason { /* a feature of the row's candidate that the model has a weight for */
  Str name;             /* as features.tsv has it; lives until the next explain_row */
  double value;
  double against_none, against_rival; /* what it adds to the two margins */
} Reason;

typedef struct Explanation { /* zeroed at the start; its memory is used again from row to row */
  StanceLabel label, rival;  /* the rival: the more probable of the two other stances */
  double margin_none, margin_rival; /* of the label against none, and the rival; > 0: for it */
  double bias_none, bias_rival;     /* what the sums begin with */
  VEC(Reason) reasons;            /* by what they add to both margins, the strongest for it first */
  double context[CONTEXT_VALUES]; /* what each value of the context adds to the log odds of the
                                     confidence, beside context_bias */
  double context_bias;
  uint32_t unknown; /* features of the candidate that the model has no weight for */
  Reading reading;
  uint32_t reference; /* index + 1 of the reference that stands for the holder, 0 = none */
  uint32_t named;     /* index of the mention that names the type: the row's own or, of a back
                         reference or a carried one, the one that it stands for in the end */
  FeatureScratch scratch;
} Explanation;

/* Explains a row (index into Doc.stances) of a document that label_run has just left. values: of
 * the context of the row's candidate (label_context); NULL: the context is left out. */
void explain_row(const Knowledge *knowledge, const Model *model, const Doc *doc, uint32_t row,
                 const double *values, Explanation *explanation);
void explanation_free(Explanation *explanation);

/* What a reason adds to both margins together: reasons are ordered by it. */
static inline double reason_weight(const Reason *reason) {
  return reason->against_none + reason->against_rival;
}

/* Index + 1 into Doc.phrases of the lexicon phrase that made a mention; 0 for carried ones. */
uint32_t explain_mention_phrase(const Knowledge *knowledge, const Doc *doc, const Mention *mention);
/* … of the polarity phrase, condition ("without") or negator at exactly these tokens, 0 = none. */
uint32_t explain_operator_phrase(const Knowledge *knowledge, const Doc *doc, Range at);

#endif
