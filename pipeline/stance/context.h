/* Context: the second look at a candidate, in the light of the article's other candidates.
 *
 * A position that an article tells, it tells more than once; of several holders in a sentence one
 * has it. The classifier sees a candidate alone. So its probabilities, together with those of the
 * candidates around, go into a logistic regression, fitted on articles that the classifier had not
 * seen; it gives the confidence of a row (stacked graphical models, Kou and Cohen 2007).
 * Thread-safe by scratch. */
#ifndef SURETY_STANCE_CONTEXT_H
#define SURETY_STANCE_CONTEXT_H

#include "data/doc.h"
#include "knowledge/logistic.h"

typedef enum ContextValue {
  CONTEXT_ALONE,  /* log odds of the best stance, by the classifier */
  CONTEXT_AGAIN,  /* the same stance of the holder on the type in another sentence: the highest
                     probability of it */
  CONTEXT_ACTIVE, /* any stance of the holder in another sentence: likewise */
  CONTEXT_RIVAL,  /* any stance of another holder on the type in this sentence: likewise */
  CONTEXT_BESIDE, /* any stance of the holder on another type in this sentence: likewise */
  /* 1 where the mention is MENTION_GENERAL, …_BOUND, …_BACK, …_CARRIED: one each */
  CONTEXT_MENTION,
  /* likewise HOLDER_SUBJECT to HOLDER_AUTHOR */
  CONTEXT_ROLE = CONTEXT_MENTION + MENTION_CARRIED - MENTION_GENERAL + 1,
  CONTEXT_VALUES = CONTEXT_ROLE + HOLDER_AUTHOR - HOLDER_SUBJECT + 1
} ContextValue;
_Static_assert((int)CONTEXT_VALUES <= (int)LOGISTIC_MOST, "a weight each in Model.context");

typedef struct ContextPlace { /* a candidate as its context sees it */
  uint32_t sentence, holder;
  uint16_t type;
  uint8_t mention, role;             /* kinds of the mention and of the candidate */
  double probability[STANCE_LABELS]; /* by the classifier */
} ContextPlace;

typedef struct ContextScratch { /* one a thread; zeroed at the start */
  VEC(uint32_t) order;
} ContextScratch;

ContextPlace context_place(const Doc *doc, uint32_t candidate);
StanceLabel context_best(const ContextPlace *place); /* the most probable stance, never none */
/* All candidates of one article, in their order; values: [candidate][CONTEXT_VALUES]. */
void context_values(const ContextPlace *places, uint32_t count, ContextScratch *scratch,
                    double *values);
void context_scratch_free(ContextScratch *scratch);
/* One that goes by the classifier alone. */
Logistic context_none(void);

#endif
