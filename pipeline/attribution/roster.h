/* The roster: whom the article has brought in so far, found again by name, surname and title.
 *
 * All look-ups go through hash tables keyed by folded words, and chains are followed a few steps
 * only, so that an article of any length costs its length. Private to pipeline/attribution; lives
 * for one document. */
#ifndef SURETY_ATTRIBUTION_ROSTER_H
#define SURETY_ATTRIBUTION_ROSTER_H

#include "data/doc.h"
#include "knowledge/knowledge.h"

typedef struct KeySlot {
  uint64_t key;
  uint32_t value; /* 0 = free */
} KeySlot;

typedef struct KeyTable { /* open addressing, a power of two, at most half full */
  KeySlot *slots;
  uint32_t mask, used;
} KeyTable;

typedef struct Person {
  uint32_t entity;
  uint32_t at;                    /* token where the name stands first */
  Range name;                     /* the fullest form of it */
  uint64_t first, last;           /* keys of its first and last word */
  uint32_t same_last, same_first; /* next older person with this key, + 1 */
} Person;

typedef struct Called { /* what somebody is called by */
  Range title;
  uint32_t family; /* of the office, 0 = none */
  uint32_t tie;    /* index + 1 of the actor whose office it is, 0 = none told */
} Called;

typedef struct Titled { /* a person or unnamed speaker was called by this title */
  uint32_t entity;
  uint32_t at;
  Called by;
  uint32_t older; /* next older with the same head word, + 1 */
} Titled;

typedef struct Roster {
  const Knowledge *knowledge;
  Doc *doc;
  KeyTable by_id, by_actor, by_last, by_first, by_title, by_first_title;
  VEC(Person) persons;
  VEC(Titled) titled;
  VEC(uint32_t) mentioned; /* entity → token of its last mention */
  Buf scratch;
} Roster;

void roster_open(Roster *roster, const Knowledge *knowledge, Doc *doc);
void roster_close(Roster *roster);

/* Index into Doc.entities. The id's bytes are copied when the entity is new. */
uint32_t roster_entity(Roster *roster, Str id, Str side, EntityKind kind);
uint32_t roster_actor(Roster *roster, uint32_t actor); /* actor: index + 1 into the lexicon */
/* True when the article has brought in this actor of the lexicon (index + 1). */
bool roster_met(const Roster *roster, uint32_t actor);
/* The group, public or unnamed speaker of a side: "SIDE:group". */
uint32_t roster_group(Roster *roster, Str side, const char *group, EntityKind kind);

/* The key of a word, or of a whole compound; tokens of the document. */
uint64_t roster_key(Roster *roster, Range word);
/* The keys of a name's first and last word. */
void roster_name_keys(Roster *roster, Range name, uint64_t *first, uint64_t *last);

/* Index + 1 of the person this name can stand for at a token: by both ends when it has two words or
 * more, else by surname, else by first name. Prefers the latest one before the token. */
uint32_t roster_find(Roster *roster, Range name, uint32_t words, uint32_t at);
/* Index + 1 of the person with this surname, 0 = nobody. */
uint32_t roster_surname(Roster *roster, Range word);
/* Adds a person under a name. */
uint32_t roster_add(Roster *roster, Range name, uint32_t entity);

/* Remembers that an entity was called by this title. introduction: the article brings it in here,
 * so that an earlier headline may already speak of it by title. */
void roster_entitle(Roster *roster, Called by, uint32_t entity, uint32_t at, bool introduction);
void roster_mention(Roster *roster, uint32_t entity, uint32_t token);
/* Index + 1 of the entity a bare title stands for: of those so called before, the one spoken of
 * last; else, with `ahead`, the first the article brings in later. side, unless empty, must agree.
 * 0 = nobody. */
uint32_t roster_titled(Roster *roster, Called by, Str side, bool ahead);
/* When an entity was last spoken of: token + 1, 0 = never. */
uint32_t roster_last(const Roster *roster, uint32_t entity);

uint32_t key_get(const KeyTable *table, uint64_t key);
void key_set(KeyTable *table, uint64_t key, uint32_t value);
void key_free(KeyTable *table);

#endif
