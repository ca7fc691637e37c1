/* Intern: strings to small numbers and back. Filled while resources load, then frozen: from that
 * moment on it is read-only, and any number of threads may look words up. Id 0 means "not known".
 */
#ifndef SURETY_BASE_INTERN_H
#define SURETY_BASE_INTERN_H

#include "base/str.h"

#include <string.h>

typedef struct Intern Intern;

Intern *intern_new(void);
void intern_free(Intern *table); /* NULL allowed */
/* The id of text, added when new (1, 2, …). A frozen table adds nothing and returns 0 for the
 * unknown. The bytes are copied. */
uint32_t intern_add(Intern *table, Str text);
/* The id of text or 0. hash = hash_bytes(text). */
uint32_t intern_find(const Intern *table, Str text, uint64_t hash);

/* The fast way for words of at most INTERN_KEY bytes, in frozen tables: the word itself is the key, padded
 * with zeros, so that a look-up compares two machine words and touches one cache line. */
enum { INTERN_KEY = 16 };
typedef struct InternKey {
  uint64_t head, tail;
} InternKey;
/* The key of the first len <= INTERN_KEY bytes; INTERN_KEY bytes must be readable. `set` is or-ed into each
 * byte: 0x20 makes ASCII letters small and leaves digits, apostrophe and full stop alone. */
static inline InternKey intern_key(const char *bytes, size_t len, uint8_t set) {
  static const unsigned char ones[2 * INTERN_KEY] = {255, 255, 255, 255, 255, 255, 255, 255,
                                                     255, 255, 255, 255, 255, 255, 255, 255};
  InternKey key, mask;
  memcpy(&key, bytes, sizeof key);
  memcpy(&mask, ones + INTERN_KEY - len, sizeof mask);
  uint64_t all = set * 0x0101010101010101u;
  return (InternKey){(key.head | all) & mask.head, (key.tail | all) & mask.tail};
}
/* The id or 0; the table must be frozen. */
uint32_t intern_find_key(const Intern *table, InternKey key);

/* The text of an id in 1 … intern_count; the empty slice for others. */
Str intern_text(const Intern *table, uint32_t id);
uint32_t intern_count(const Intern *table);
void intern_freeze(Intern *table);

#endif
