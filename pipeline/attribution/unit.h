/* The units of a noun phrase, taken one by one: determiners, ties, titles, names. Private to
 * pipeline/attribution. */
#ifndef SURETY_ATTRIBUTION_UNIT_H
#define SURETY_ATTRIBUTION_UNIT_H

#include "attribution/nounphrase.h"

typedef struct Walk {
  const Scan *scan;
  NounPhrase *np;
  uint32_t at; /* next token */
  bool names;  /* a name may end the phrase */
} Walk;

/* Determiners, numbers and "percent of" before the phrase proper: their end. */
uint32_t unit_determiners(const Scan *scan, uint32_t at, NounPhrase *np);
/* A word, in lower case unless the lexicons have it, that may stand between a tie and its title. */
bool unit_modifier(const Scan *scan, uint32_t at);
/* Takes the unit at walk->at into the phrase; true when another may follow. */
bool unit_step(Walk *walk);

static inline void unit_head(NounPhrase *np, HeadKind head, uint32_t end) {
  np->head = (uint8_t)head;
  np->at.end = end;
}

#endif
