#include "stance/memo.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

Memo *memo_new(uint32_t fixed, uint32_t forms) {
  Memo *memo = memory_zeroed(1, sizeof *memo);
  for (uint32_t code = 0; code < fixed; code++) vec_push(&memo->words, (WordNumbers){0});
  for (uint32_t form = 0; form <= forms; form++) vec_push(&memo->codes, 0);
  return memo;
}

void memo_free(Memo *memo) {
  if (!memo) return;
  vec_free(&memo->words);
  vec_free(&memo->codes);
  free(memo);
}

uint32_t memo_code(Memo *memo, uint32_t form) {
  uint32_t *code = &vec_at(&memo->codes, form);
  if (!*code) {
    vec_push(&memo->words, (WordNumbers){0});
    *code = memo->words.len - 1;
  }
  return *code;
}

uint32_t *memo_word(Memo *memo, uint32_t code, uint32_t place, bool *known) {
  WordNumbers *word = &vec_at(&memo->words, code);
  *known = word->known >> place & 1;
  word->known |= 1u << place;
  return &word->number[place];
}

/* In both tables the place is told by high bits of products, which depend on all bits below. */
uint32_t *memo_sign(Memo *memo, const char *const part[MEMO_PARTS], bool *known) {
  static const uint64_t FACTORS[MEMO_PARTS] = {0x9e3779b97f4a7c15u, 0xbf58476d1ce4e5b9u,
                                               0x94d049bb133111ebu, 0xd6e8feb86659fd93u,
                                               0xa0761d6478bd642fu};
  uint64_t sum = 0, differs = 0;
  for (int i = 0; i < MEMO_PARTS; i++) sum += (uintptr_t)part[i] * FACTORS[i];
  SignSlot *slot = &memo->sign[(sum >> 40) % MEMO_SIGNS];
  for (int i = 0; i < MEMO_PARTS; i++) differs |= (uintptr_t)slot->part[i] ^ (uintptr_t)part[i];
  *known = !differs;
  if (differs) memcpy(slot->part, part, sizeof slot->part);
  return &slot->number;
}

uint32_t *memo_gram(Memo *memo, uint32_t shorter, uint32_t code, bool *known) {
  uint64_t product = ((uint64_t)shorter << 32 | code) * 0x9e3779b97f4a7c15u;
  GramSlot *slot = &memo->gram[(product >> 40) % MEMO_GRAMS];
  *known = slot->shorter == shorter && slot->code == code;
  slot->shorter = shorter;
  slot->code = code;
  return &slot->number;
}
