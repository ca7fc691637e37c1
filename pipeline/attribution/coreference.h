/* Pronouns and whom they stand for.
 *
 * Salience in the manner of Lappin and Leass (1994): each mention gives its entity weight by its
 * role (subject, speaker, other), weights halve with every sentence, and a pronoun takes the
 * weightiest entity that agrees in kind and gender. Only the few weightiest are kept. Private to
 * pipeline/attribution. */
#ifndef SURETY_ATTRIBUTION_COREFERENCE_H
#define SURETY_ATTRIBUTION_COREFERENCE_H

#include "data/doc.h"
#include "knowledge/knowledge.h"

enum { SALIENT_MAX = 24, DEFERRED_CANDIDATES = 4 };

typedef enum MentionRole {
  MENTION_OTHER,
  MENTION_SUBJECT,  /* the first of its sentence */
  MENTION_SPEAKER,  /* source of an attribution */
  MENTION_EMBEDDED, /* in a clause that depends on another: "what Tamm had said" */
  MENTION_QUOTED    /* inside a quotation */
} MentionRole;

typedef struct Salient {
  uint32_t entity;
  uint32_t sentence; /* when its weight was last counted */
  uint32_t token;    /* of its last mention */
  double weight;
  bool plural;  /* last mentioned as several people */
  bool speaker; /* last mentioned as one whose words are told */
} Salient;

typedef struct Salience {
  Salient item[SALIENT_MAX];
  uint32_t count;
} Salience;

void salience_mention(Salience *salience, uint32_t entity, uint32_t sentence, uint32_t token,
                      MentionRole role, bool plural);
/* The entities that agree with a pronoun (WORD_HE, WORD_SHE, WORD_THEY, WORD_IT), weightiest first,
 * as index + 1; at most DEFERRED_CANDIDATES, the rest 0. */
void salience_find(const Salience *salience, const Doc *doc, WordClass pronoun, uint32_t sentence,
                   uint32_t out[DEFERRED_CANDIDATES]);

#endif
