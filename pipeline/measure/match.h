/* Match: which record of one annotation is which of another, one to one, greedily.
 *
 * Stance records pair when they share at least half of the shorter span and agree on the fields
 * that the level asks for; pairs that agree on more fields go first, then those that share more
 * characters, then the order of the files. Quotation spans pair when they share 90 % of their
 * union. */
#ifndef SURETY_MEASURE_MATCH_H
#define SURETY_MEASURE_MATCH_H

#include "measure/annotations.h"

typedef enum MatchLevel { /* each asks for what the one before it asks for, and one field more */
                          LEVEL_EVIDENCE, /* the place */
                          LEVEL_TARGET,   /* … and the guarantee type */
                          LEVEL_DETECTED, /* … and the holder */
                          LEVEL_STANCE,   /* … and the stance */
                          LEVELS
} MatchLevel;

/* Gold marks no shorter quotations, so shorter predicted ones are not held against a table. */
enum { QUOTATION_WORDS = 5 };

typedef struct Pair {
  uint32_t gold, predicted; /* indices into the two lists */
} Pair;

typedef struct Pairing {
  VEC(Pair) pairs;
  VEC(uint32_t) of_gold;      /* by gold index: predicted index + 1, 0 = none */
  VEC(uint32_t) of_predicted; /* the other way round */
} Pairing;

/* Fills pairing, in place of what it held. A zeroed Pairing is ready. */
void match_records(Pairing *pairing, const Annotated *gold, const Annotated *predicted,
                   MatchLevel level);
void match_passages(Pairing *pairing, const Annotated *gold, const Annotated *predicted);
void pairing_free(Pairing *pairing);

/* Whether two records share at least half of the shorter span. */
bool records_meet(const Record *a, const Record *b);

#endif
