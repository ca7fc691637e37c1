/* What the steps of entity_run hand to one another. Private to pipeline/attribution. */
#ifndef SURETY_ATTRIBUTION_WORK_H
#define SURETY_ATTRIBUTION_WORK_H

#include "attribution/nounphrase.h"
#include "attribution/roster.h"

typedef struct Context { /* whose affairs the text speaks of just now */
  Str subject;           /* side of the last subject of a sentence that has one */
  uint32_t sentence;     /* the last that gave one, + 1 */
  uint32_t person;       /* entity + 1 of the person last spoken of */
  uint32_t person_sentence;
  Str speaker; /* side of the person or unnamed speaker last spoken of */
  Str body;    /* side of the first state or body of the last sentence that names one */
  uint32_t body_sentence;
  Str polled;   /* side of the public last spoken of */
  Str dateline; /* side of the place the report comes from */
} Context;

typedef struct Work {
  const Knowledge *knowledge;
  Doc *doc;
  Scan scan;
  Roster roster;
  VEC(NounPhrase) phrases;
  VEC(uint32_t) phrase_at;
  KeyTable spoken;    /* keys of single capitalised words that stand beside a reporting verb */
  KeyTable single;    /* … of all of them */
  VEC(uint8_t) polls; /* by sentence: it speaks of a poll */
  Context context;
} Work;

/* ---- what the parts share ---- */

/* One person by title: "the minister". */
static inline bool is_person_title(const NounPhrase *np) {
  return np->head == HEAD_TITLE && np->title_class == TITLE_PERSON && !np->plural;
}
/* A name with a title before it. */
static inline bool is_titled(const NounPhrase *np) {
  return !range_empty(np->title) && np->title_class == TITLE_PERSON &&
         np->title.end <= np->name.beg;
}
static inline Called work_called(const NounPhrase *np) {
  return (Called){np->title, np->family, np->side};
}
/* Words of a name, a compound counted once. */
uint32_t work_name_words(const Work *w, Range name);
/* The name as the article writes it, one space between words, markup left out; a name all in
 * capitals is given small letters. Lives until the next call. */
Str work_name_text(Work *w, Range name);
/* The side of an actor of the lexicon (index + 1; 0: empty). */
Str work_side(const Work *w, uint32_t actor);
bool work_is_lexicon_person(const Work *w, const NounPhrase *np);

/* Does the phrase only modify a noun behind it (modifier.c)? Then it is nobody. */
bool modifier_only(const Work *w, const NounPhrase *np);

/* Step two (person.c): finds the persons the article introduces, in all of its phrases. */
void person_introduce(Work *w);
/* Step three (resolve.c): fills Doc.references in reading order. */
void resolve_run(Work *w);

#endif
