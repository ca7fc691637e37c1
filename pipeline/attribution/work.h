/* What the steps of entity_run hand to one another. Private to pipeline/attribution. */
#ifndef SURETY_ATTRIBUTION_WORK_H
#define SURETY_ATTRIBUTION_WORK_H

#include "attribution/nounphrase.h"
#include "attribution/roster.h"

enum { RECENT_MAX = 6 };

typedef struct Recent { /* somebody the text spoke of */
  uint32_t entity, sentence;
} Recent;

typedef struct Context {     /* whose affairs the text speaks of just now */
  Str subject;               /* side of the last subject of a sentence that has one */
  uint32_t sentence;         /* the last that gave one, + 1 */
  Recent recent[RECENT_MAX]; /* persons, the last spoken of first */
  uint32_t recents;
  uint32_t state[2]; /* entity + 1 of the states last spoken of, the last first */
  uint32_t unnamed;  /* entity + 1 of the unnamed speaker last spoken of */
  Str speaker;       /* side of the person or unnamed speaker last spoken of */
  Str body;          /* side of the first state or body of the last sentence that names one */
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
  uint32_t coalition; /* index + 1 of the group of states the article speaks of, 0 = none */
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

/* The side that the phrase's own words tell, and the one its context tells (resolve.c); empty:
 * none. */
Str work_phrase_side(const Work *w, const NounPhrase *np);
Str work_context_side(const Work *w);
/* … of unnamed speakers the words tie to nobody. */
Str work_unnamed_side(const Work *w, const NounPhrase *np);
/* The last word of the phrase's title has this role. */
bool work_head_role(const Work *w, const NounPhrase *np, RoleClass role);
/* The state or body that a tie stands for: index into Doc.entities. */
uint32_t work_tie_entity(Work *w, uint32_t actor);
/* Index + 1 of the person who owns what a title names, 0 = nobody known. */
uint32_t work_owner_entity(Work *w, const NounPhrase *np);

/* Notes the first coalition of states that the article names, which "seven countries" and "the
 * members" may be. */
void collective_note_coalition(Work *w);
/* Index + 1 of what a title noun of several people, of a body or a document stands for
 * (collective.c), 0 = nothing. */
uint32_t collective_resolve(Work *w, NounPhrase *np);

/* Index + 1 of what a name of the lexicon stands for, counted or not: "seven of the club's
 * partners". */
uint32_t collective_some_of(Work *w, const NounPhrase *np);

/* Does the phrase only modify a noun behind it (modifier.c)? Then it is nobody. */
bool modifier_only(const Work *w, const NounPhrase *np);

/* Step two (person.c): finds the persons the article introduces, in all of its phrases. */
void person_introduce(Work *w);
/* Step three (resolve.c): fills Doc.references in reading order. */
void resolve_run(Work *w);

#endif
