/* What might be an attribution: an anchor, the pattern that matched around it, and what speaks for
 * and against it. Choosing among candidates is attribute.c's. */
#ifndef SURETY_ATTRIBUTION_CANDIDATE_H
#define SURETY_ATTRIBUTION_CANDIDATE_H

#include "attribution/tags.h"

typedef enum Evidence { /* true or false of a candidate; each has a weight in lexicons/frames.tsv */
                        EVIDENCE_BIAS,
                        SOURCE_NAME,
                        SOURCE_TITLE,
                        SOURCE_NOUN,
                        SOURCE_THIRD,
                        SOURCE_SELF,
                        SOURCE_IT,
                        SOURCE_BARE,
                        SOURCE_RELATIVE,
                        SOURCE_POSSESSIVE,
                        SOURCE_NUMBER,
                        SOURCE_NONE,
                        SOURCE_LONG,
                        SOURCE_FIRST,
                        SOURCE_AFTER_SUBORDINATOR,
                        SOURCE_AFTER_THAT,
                        SOURCE_AFTER_COMMA,
                        SOURCE_AFTER_CONJUNCTION,
                        CUE_ADJACENT,
                        CUE_NEAR,
                        CUE_MODAL,
                        CUE_NEGATED,
                        CUE_PERFECT,
                        CUE_DO,
                        CUE_IS_BASE,
                        CUE_IS_S,
                        CUE_IS_PAST,
                        CUE_IS_ING,
                        CONTENT_THAT,
                        CONTENT_TO,
                        CONTENT_QUOTED,
                        CONTENT_PRONOUN,
                        CONTENT_DETERMINER,
                        CONTENT_NAME,
                        CONTENT_POSSESSIVE,
                        CONTENT_NOUN,
                        CONTENT_QUESTION,
                        CONTENT_SUBORDINATE,
                        CONTENT_PREPOSITION,
                        CONTENT_GERUND,
                        CONTENT_VERB,
                        CONTENT_ONE,
                        CONTENT_TWO,
                        CONTENT_FOUR,
                        CONTENT_EIGHT,
                        CONTENT_LONG,
                        CONTENT_FINITE,
                        CONTENT_CLAUSE,
                        CONTENT_HOLDS_QUOTE,
                        CONTENT_ENDS_EARLY,
                        CONTENT_MEETS_CUE,
                        NESTED,
                        NESTED_AT_START,
                        AROUND_OTHER,
                        IN_HEADING,
                        IN_QUESTION,
                        EVIDENCE_COUNT
} Evidence;

typedef struct AttributionCandidate {
  Anchor anchor;
  Range source, cue, content[ATTRIBUTION_PARTS]; /* offsets of tags; source may be empty */
  uint32_t parts, pattern;
  double frame;      /* log-odds of this cue in this pattern, counted */
  double odds;       /* log-odds with all evidence */
  uint64_t evidence; /* bits of Evidence */
} AttributionCandidate;
typedef VEC(AttributionCandidate) AttributionCandidates;

typedef struct Weights { /* log-odds of each evidence, and of the frame */
  double evidence[EVIDENCE_COUNT], frame;
} Weights;

Weights candidate_weights(const PatternSet *patterns);
/* The same, read once a thread; they live as long as the scratch. */
const Weights *candidate_kept_weights(const PatternSet *patterns, PatternScratch *scratch);
const char *evidence_name(Evidence evidence);

/* Finds the candidates of a paragraph, by anchor, with their odds. Replaces what out held. False: a
 * match limit, err says of which patterns. The tags are as before when it returns. */
bool candidates_find(AttributionCandidates *out, TagString *tags, const Knowledge *knowledge,
                     const PatternSet *patterns, PatternScratch *scratch, const Weights *weights,
                     const Doc *doc, Err *err);

#endif
