/* Open addressing with linear probing over a power of two, at most half full: one cache line
 * answers most look-ups of the tokenizer. Slots keep 32 bits of the hash beside the id, so that a
 * miss (most words of an article are in no lexicon) rarely touches the strings. */
#include "base/intern.h"

#include "base/arena.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  uint32_t tag, id;
} Slot;

typedef struct {
  InternKey key;
  uint32_t id; /* 0: free */
} KeySlot;

struct Intern {
  Arena arena;
  VEC(Str) texts; /* id - 1 → text */
  Slot *slots;
  uint32_t mask;
  KeySlot *keys; /* NULL until frozen */
  uint32_t key_mask;
  bool frozen;
};

Intern *intern_new(void) {
  Intern *table = memory_get(sizeof *table);
  *table = (Intern){.mask = 1023};
  table->slots = calloc(table->mask + 1u, sizeof *table->slots);
  if (!table->slots) abort();
  return table;
}

void intern_free(Intern *table) {
  if (!table) return;
  arena_free(&table->arena);
  vec_free(&table->texts);
  free(table->slots);
  free(table->keys);
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
  table->slots = calloc(table->mask + 1u, sizeof *table->slots);
  if (!table->slots) abort();
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

static uint32_t key_place(InternKey key) {
  uint64_t hash = (key.head ^ (key.tail * 0x9e3779b97f4a7c15u)) * 0xbf58476d1ce4e5b9u;
  return (uint32_t)(hash >> 32 ^ hash >> 16);
}

static KeySlot *find_key_slot(const Intern *table, InternKey key) {
  for (uint32_t at = key_place(key) & table->key_mask;; at = (at + 1) & table->key_mask) {
    KeySlot *slot = &table->keys[at];
    if (!slot->id || (slot->key.head == key.head && slot->key.tail == key.tail)) return slot;
  }
}

uint32_t intern_find_key(const Intern *table, InternKey key) {
  return find_key_slot(table, key)->id;
}

void intern_freeze(Intern *table) {
  if (table->frozen) return;
  table->frozen = true;
  table->key_mask = table->mask;
  table->keys = calloc(table->key_mask + 1u, sizeof *table->keys);
  if (!table->keys) abort();
  for (uint32_t i = 0; i < table->texts.len; i++) {
    Str text = table->texts.items[i];
    char bytes[INTERN_KEY] = {0};
    if (!text.len || text.len > INTERN_KEY || memchr(text.ptr, 0, text.len)) continue;
    memcpy(bytes, text.ptr, text.len);
    InternKey key = intern_key(bytes, text.len, 0);
    *find_key_slot(table, key) = (KeySlot){key, i + 1};
  }
}
