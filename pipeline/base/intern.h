/* Intern: strings to small numbers and back. Filled while resources load, then frozen: from that
 * moment on it is read-only, and any number of threads may look words up. Id 0 means "not known".
 */
#ifndef SURETY_BASE_INTERN_H
#define SURETY_BASE_INTERN_H

#include "base/image.h"
#include "base/str.h"

typedef struct Intern Intern;

Intern *intern_new(void);
/* The same, with room for count strings before it has to grow. */
Intern *intern_new_for(uint32_t count);
void intern_free(Intern *table); /* NULL allowed */
/* The id of text, added when new (1, 2, …). A frozen table adds nothing and returns 0 for the
 * unknown. The bytes are copied. */
uint32_t intern_add(Intern *table, Str text);
/* The id of text or 0. hash = hash_bytes(text). */
uint32_t intern_find(const Intern *table, Str text, uint64_t hash);

/* The fast way for words of at most INTERN_KEY bytes, in frozen tables: the word itself is the key,
 * padded with zeros, so that a look-up compares numbers and touches one cache line. */
enum { INTERN_KEY = 12 };
#define INTERN_STOPPED 0x80000000u
typedef struct InternKey {
  uint64_t head; /* the first eight bytes as they lie in memory */
  uint32_t tail; /* the next four */
} InternKey;
typedef struct InternKeySlot { /* four to a cache line */
  uint64_t head;
  uint32_t tail, id; /* id 0: free; its high bit is INTERN_STOPPED */
} InternKeySlot;
typedef struct InternKeys { /* borrowed from the table */
  InternKeySlot *slots;
  uint32_t mask;
} InternKeys;

/* The keys of a frozen table. */
InternKeys intern_keys(const Intern *table);
/* The key of a text of at most INTERN_KEY bytes. */
InternKey intern_key(Str text);

/* The slot of a key, or the free one where it would be. */
static inline InternKeySlot *intern_slot(InternKeys keys, InternKey key) {
  uint64_t hash = key.head ^ (key.tail * 0x9e3779b97f4a7c15u);
  hash = (hash ^ hash >> 32) * 0xbf58476d1ce4e5b9u; /* all bytes reach the high bits */
  for (uint32_t at = (uint32_t)(hash >> 38);; at++) {
    InternKeySlot *slot = &keys.slots[at & keys.mask];
    bool same = (slot->head == key.head) & (slot->tail == key.tail);
    if (same | !slot->id) return slot; /* one branch, mostly taken at once */
  }
}
/* The id of a key or 0; with INTERN_STOPPED where the same text with a full stop behind is in the
 * table too, so that one look-up tells whether a word may be an abbreviation. */
static inline uint32_t intern_look(InternKeys keys, InternKey key) {
  return intern_slot(keys, key)->id;
}
/* The id of a key or 0. */
static inline uint32_t intern_find_key(InternKeys keys, InternKey key) {
  return intern_look(keys, key) & ~INTERN_STOPPED;
}

/* The text of an id in 1 … intern_count; the empty slice for others. */
Str intern_text(const Intern *table, uint32_t id);
uint32_t intern_count(const Intern *table);
void intern_freeze(Intern *table);

/* A table as part of an image (base/image.h), and back; NULL where it does not fit. What comes back
 * is frozen, and lives as long as the image. */
void intern_put(const Intern *table, Buf *image);
Intern *intern_take(Image *image);

#endif
