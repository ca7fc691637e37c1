/* Reading: what the polarity words that govern a target say of it when they are put together:
 * "objected to plans to deploy T" rejects, "did not rule out T" is open. A shallow reading, without
 * a parse: clauses are told by the words that open and close them. Private to this folder, but for
 * what explain.h shows. */
#ifndef SURETY_STANCE_READING_H
#define SURETY_STANCE_READING_H

#include "stance/view.h"

typedef enum ReadingLabel {
  READING_NOTHING,
  READING_FOR,
  READING_AGAINST,
  READING_OPEN, /* openness, a limit, or "not against" */
  READING_LABELS
} ReadingLabel;

typedef struct Operator { /* a polarity phrase, perhaps turned round by a negator */
  Range at;
  uint8_t polarity; /* PolarityClass */
  bool negated;
} Operator;

enum { OPERATORS_MAX = 8 };

typedef struct OperatorList { /* in order of the text */
  Operator items[OPERATORS_MAX];
  uint32_t count;
  Range negator; /* one that turns none of them: "no T", "T will not"; may be empty */
} OperatorList;

typedef enum ReadingAgent { /* who stands where the governing words have their subject */
                            AGENT_NOBODY,
                            AGENT_HOLDER,
                            AGENT_OTHER,
                            AGENT_OTHER_OWN,      /* somebody else, in the holder's own words */
                            AGENT_SPEAKER_HOLDER, /* nobody in the words themselves; the holder says
                                                     them */
                            AGENT_SPEAKER_OTHER,
                            AGENTS
} ReadingAgent;

typedef struct Reading {
  Range scope; /* the clause around the target, its governing words among them */
  Range words; /* the reported words, with the cue before them, or the sentence */
  OperatorList before, after;
  ReadingLabel from_before, from_after, label;
  ReadingLabel relative;   /* what a holder behind the target says of it */
  ReadingAgent agent;      /* the nearest that may be their subject … */
  ReadingAgent first;      /* … and the first of the clause: "X asked Y to stop T" */
  uint32_t verb;           /* the token behind the nearest, where its verb stands; 0 = none */
  bool conditional_clause; /* the target stands in a clause that a condition opens */
  bool own;                /* the holder says the words */
  const Attribution *attribution; /* the innermost around the target, NULL = none */
} Reading;

/* Reads the view's candidate. Thread-safe; keeps nothing. */
Reading reading_of(const View *view);

#endif
