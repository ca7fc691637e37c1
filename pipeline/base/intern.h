/* Intern: strings to small numbers and back. Filled while resources load, then frozen: from that
 * moment on it is read-only, and any number of threads may look words up. Id 0 means "not known".
 */
#ifndef SURETY_BASE_INTERN_H
#define SURETY_BASE_INTERN_H

#include "base/str.h"

typedef struct Intern Intern;

Intern *intern_new(void);
void intern_free(Intern *table); /* NULL allowed */
/* The id of text, added when new (1, 2, …). A frozen table adds nothing and returns 0 for the
 * unknown. The bytes are copied. */
uint32_t intern_add(Intern *table, Str text);
/* The id of text or 0. hash = hash_bytes(text). */
uint32_t intern_find(const Intern *table, Str text, uint64_t hash);
/* The text of an id in 1 … intern_count; the empty slice for others. */
Str intern_text(const Intern *table, uint32_t id);
uint32_t intern_count(const Intern *table);
void intern_freeze(Intern *table);

#endif
