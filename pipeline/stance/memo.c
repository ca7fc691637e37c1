#include "stance/memo.h"

#include <string.h>

/* The high bits of a product depend on all bits of its factors. */
static uint64_t mix(uint64_t state, uint64_t part) {
  return (state ^ part) * 0x9e3779b97f4a7c15u;
}

uint32_t *memo_sign(Memo *memo, const char *const part[MEMO_PARTS], bool *known) {
  uint64_t state = 0;
  for (int i = 0; i < MEMO_PARTS; i++) state = mix(state ^ state >> 32, (uintptr_t)part[i]);
  SignSlot *slot = &memo->sign[(state >> 32) % MEMO_SIGNS];
  *known = true;
  for (int i = 0; i < MEMO_PARTS; i++) *known &= slot->part[i] == part[i];
  if (!*known) memcpy(slot->part, part, sizeof slot->part);
  return &slot->number;
}

uint32_t *memo_gram(Memo *memo, uint64_t head, uint64_t tail, bool *known) {
  uint64_t state = mix(mix(0, head) >> 20, tail) ^ mix(0, head);
  GramSlot *slot = &memo->gram[(state >> 32) % MEMO_GRAMS];
  *known = slot->head == head && slot->tail == tail;
  slot->head = head;
  slot->tail = tail;
  return &slot->number;
}
