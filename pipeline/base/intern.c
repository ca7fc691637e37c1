/* Open addressing with linear probing over a power of two, at most half full: one cache line
 * answers most look-ups of the tokenizer. Slots keep 32 bits of the hash beside the id, so that a
 * miss (most words of an article are in no lexicon) rarely touches the strings. A frozen table has
 * a second one, of the short texts alone, whose slots hold the text itself. */
#include "base/intern.h"

#include "base/arena.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  uint32_t tag, id;
} Slot;

/* The least power of two with `times` slots a string. */
static uint32_t power_for(uint32_t count, uint32_t times) {
  uint32_t size = 16;
  while (size / times < count) size *= 2;
  return size;
}

struct Intern {
  Arena arena;
  VEC(Str) texts; /* id - 1 → text */
  Slot *slots;
  uint32_t mask;
  InternKeys keys;     /* none until frozen */
  bool frozen, mapped; /* mapped: the arrays belong to an image */
};

Intern *intern_new(void) {
  return intern_new_for(512);
}

Intern *intern_new_for(uint32_t count) {
  Intern *table = memory_get(sizeof *table);
  *table = (Intern){.mask = power_for(count, 2) - 1};
  table->slots = memory_zeroed(table->mask + 1u, sizeof *table->slots);
  return table;
}

void intern_free(Intern *table) {
  if (!table) return;
  if (!table->mapped) {
    arena_free(&table->arena);
    vec_free(&table->texts);
    free(table->slots);
    free(table->keys.slots);
  }
  free(table);
}

static Slot *find_slot(const Intern *table, Str text, uint64_t hash) {
  uint32_t tag = (uint32_t)(hash >> 32);
  for (uint32_t at = (uint32_t)hash & table->mask;; at = (at + 1) & table->mask) {
    Slot *slot = &table->slots[at];
    if (!slot->id) return slot;
    if (slot->tag == tag && str_equal(table->texts.items[slot->id - 1], text)) return slot;
  }
}

static void grow(Intern *table) {
  free(table->slots);
  table->mask = table->mask * 2 + 1;
  table->slots = memory_zeroed(table->mask + 1u, sizeof *table->slots);
  for (uint32_t i = 0; i < table->texts.len; i++) {
    uint64_t hash = hash_bytes(table->texts.items[i].ptr, table->texts.items[i].len);
    *find_slot(table, table->texts.items[i], hash) = (Slot){(uint32_t)(hash >> 32), i + 1};
  }
}

uint32_t intern_add(Intern *table, Str text) {
  uint64_t hash = hash_bytes(text.ptr, text.len);
  Slot *slot = find_slot(table, text, hash);
  if (slot->id || table->frozen) return slot->id;
  vec_push(&table->texts, (Str){arena_copy(&table->arena, text.ptr, text.len), text.len});
  *slot = (Slot){(uint32_t)(hash >> 32), table->texts.len};
  if (table->texts.len > table->mask / 2) grow(table);
  return table->texts.len;
}

uint32_t intern_find(const Intern *table, Str text, uint64_t hash) {
  return find_slot(table, text, hash)->id;
}

Str intern_text(const Intern *table, uint32_t id) {
  return id && id <= table->texts.len ? table->texts.items[id - 1] : (Str){0};
}

uint32_t intern_count(const Intern *table) {
  return table->texts.len;
}

InternKey intern_key(Str text) {
  char bytes[sizeof(uint64_t) + sizeof(uint32_t)] = {0};
  InternKey key;
  memcpy(bytes, text.ptr, text.len);
  memcpy(&key.head, bytes, sizeof key.head);
  memcpy(&key.tail, bytes + sizeof key.head, sizeof key.tail);
  return key;
}

InternKeys intern_keys(const Intern *table) {
  return table->keys;
}

static void add_key(InternKeys keys, Str text, uint32_t bits) {
  InternKey key = intern_key(text);
  InternKeySlot *slot = intern_slot(keys, key);
  *slot = (InternKeySlot){key.head, key.tail, slot->id | bits};
}

/* Texts of one length, and those with a full stop more as far as it marks them. */
static void add_keys(const Intern *table, InternKeys keys, size_t length) {
  for (uint32_t i = 0; i < table->texts.len; i++) {
    Str text = table->texts.items[i];
    if (memchr(text.ptr, 0, text.len)) continue;
    if (text.len == length) add_key(keys, text, i + 1);
    if (text.len == length + 1 && text.ptr[length] == '.')
      add_key(keys, (Str){text.ptr, length}, INTERN_STOPPED);
  }
}

/* Short texts get the first choice of places: they are looked up most. */
void intern_freeze(Intern *table) {
  if (table->frozen) return;
  table->frozen = true;
  uint32_t mask =
      power_for(table->texts.len, 3) - 1; /* a third full: most look-ups take one probe */
  InternKeys keys = {memory_zeroed(mask + 1u, sizeof *keys.slots), mask};
  for (size_t length = 1; length <= INTERN_KEY; length++) add_keys(table, keys, length);
  table->keys = keys;
}

/* ---- images ---- */

static const size_t TEXT_ITSELF[] = {0};

void intern_put(const Intern *table, Buf *image) {
  image_put_texts(image, table->texts.items, table->texts.len, sizeof(Str), TEXT_ITSELF, 1);
  image_put(image, table->slots, table->mask + 1u, sizeof *table->slots);
  image_put(image, table->keys.slots, table->keys.slots ? table->keys.mask + 1u : 0,
            sizeof *table->keys.slots);
}

Intern *intern_take(Image *image) {
  Intern *table = memory_get(sizeof *table);
  uint32_t slots, keys;
  *table = (Intern){.frozen = true, .mapped = true};
  table->texts.items = image_take_texts(image, sizeof(Str), TEXT_ITSELF, 1, &table->texts.len);
  table->texts.cap = table->texts.len;
  table->slots = image_take(image, sizeof *table->slots, &slots);
  table->keys.slots = image_take(image, sizeof *table->keys.slots, &keys);
  table->mask = slots - 1;
  table->keys.mask = keys ? keys - 1 : 0;
  if (!image->broken) return table;
  free(table);
  return NULL;
}
