/* Noun phrases that may stand for an actor: a name, a title with what ties it to a state, a group,
 * a body.
 *
 * A flat chunk grammar in the manner of Abney (1991): determiner, ties (demonyms, possessives,
 * names of states and bodies), titles, a name, and at most one complement ("of …"). No tree is
 * built; the words say enough. Private to pipeline/attribution. */
#ifndef SURETY_ATTRIBUTION_NOUNPHRASE_H
#define SURETY_ATTRIBUTION_NOUNPHRASE_H

#include "attribution/proper.h"

typedef enum HeadKind {
  HEAD_NONE,
  HEAD_ACTOR,        /* a name of the actor lexicon */
  HEAD_DEMONYM,      /* Ukrainians, the French */
  HEAD_TITLE,        /* the minister, Polish officials, the government */
  HEAD_NAME,         /* a name of two words or more, or one after a title */
  HEAD_WORD,         /* one unknown capitalised word: perhaps a surname */
  HEAD_ORGANISATION, /* a name with Institute, University, … in it */
  HEAD_SHARE         /* 52 percent, with no "of" */
} HeadKind;

typedef enum DeterminerKind {
  DETERMINER_NONE,
  DETERMINER_DEFINITE,   /* the, this */
  DETERMINER_INDEFINITE, /* a, one, another */
  DETERMINER_POSSESSIVE, /* his, its */
  DETERMINER_NUMBER,     /* two, one of */
  DETERMINER_QUANTITY,   /* many, most of */
  DETERMINER_SHARE       /* 52 percent of, a majority of */
} DeterminerKind;

typedef struct NounPhrase {
  Range at;    /* the whole */
  Range name;  /* the name at its end, or empty */
  Range title; /* the last title, or empty */
  Range owner; /* a person's name with 's before the title, or after "to": a reference of its own */
  uint32_t actor;       /* index + 1 of the actor named by the head, 0 = none */
  uint32_t owner_actor; /* the same of the owner */
  uint32_t office;      /* index + 1 of the actor who held the office named, 0 = none */
  uint32_t side;        /* index + 1 of the actor that ties the phrase to a side, 0 = none */
  uint32_t entity;      /* index + 1 into Doc.entities once resolved, 0 = none */
  uint32_t family;      /* of the office its title names, 0 = none */
  Range others; /* further states of its complement: "voters in Spain [, Italy and Portugal]" */
  uint32_t possessor; /* token of his, her, its, their before it, + 1; 0 = none */
  uint8_t head, determiner, title_class;
  bool plural;
  bool title_case; /* stands in a headline whose words all have capitals */
  bool privy;      /* familiar with, briefed on: somebody unnamed */
  bool counted;    /* "26 of them" */
  bool complement; /* the side comes from the complement: "minister of Norway" */
} NounPhrase;

/* Parses the phrase that begins at a token; false when none does. */
bool noun_phrase_parse(const Scan *scan, uint32_t at, NounPhrase *np);

#endif
