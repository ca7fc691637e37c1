/* Intern: strings to small numbers and back. Filled while resources load, then frozen: from that
 * moment on it is read-only, and any number of threads may look words up. Id 0 means "not known".
 */
#ifndef SURETY_BASE_INTERN_H
#define SURETY_BASE_INTERN_H

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
 * padded with zeros, so that a look-up compares numbers and touches one cache line, which can be
 * called for ahead of time. */
enum { INTERN_KEY = 12 };
typedef struct InternKey {
  uint64_t head; /* the first eight bytes as they lie in memory */
  uint32_t tail; /* the next four */
} InternKey;
typedef struct InternKeySlot { /* four to a cache line */
  uint64_t head;
  uint32_t tail, id; /* id 0: free */
} InternKeySlot;
typedef struct InternKeys { /* borrowed from the table */
  InternKeySlot *slots;
  uint32_t mask;
} InternKeys;

/* The keys of a frozen table. */
InternKeys intern_keys(const Intern *table);
/* The key of a text of at most INTERN_KEY bytes. */
InternKey intern_key(Str text);

static inline uint32_t intern_place(InternKey key) {
  uint64_t hash = key.head ^ (key.tail * 0x9e3779b97f4a7c15u);
  hash = (hash ^ hash >> 32) * 0xbf58476d1ce4e5b9u; /* all bytes reach the high bits */
  return (uint32_t)(hash >> 38);
}
/* Calls for the cache line of a key; returns its place, for intern_find_at. */
static inline uint32_t intern_prefetch(InternKeys keys, InternKey key) {
  uint32_t place = intern_place(key) & keys.mask;
  __builtin_prefetch(&keys.slots[place]);
  return place;
}
/* The slot of a key, or the free one where it would be. */
static inline InternKeySlot *intern_slot(InternKeys keys, uint32_t place, InternKey key) {
  for (;; place = (place + 1) & keys.mask) {
    InternKeySlot *slot = &keys.slots[place];
    bool same = (slot->head == key.head) & (slot->tail == key.tail);
    if (same | !slot->id) return slot; /* one branch, mostly taken at once */
  }
}
/* The id of a key or 0. */
static inline uint32_t intern_find_at(InternKeys keys, uint32_t place, InternKey key) {
  return intern_slot(keys, place, key)->id;
}
static inline uint32_t intern_find_key(InternKeys keys, InternKey key) {
  return intern_find_at(keys, intern_place(key) & keys.mask, key);
}

/* The text of an id in 1 … intern_count; the empty slice for others. */
Str intern_text(const Intern *table, uint32_t id);
uint32_t intern_count(const Intern *table);
void intern_freeze(Intern *table);

#endif
