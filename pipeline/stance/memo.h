/* Memo: the numbers that the model gives to features, remembered by what their names are made of,
 * so that a name is hashed and looked up once and not with every candidate. Tables of fixed size; a
 * newcomer takes the place of whoever is there. Private to this folder. */
#ifndef SURETY_STANCE_MEMO_H
#define SURETY_STANCE_MEMO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MEMO_PARTS = 5, MEMO_SIGNS = 1 << 11, MEMO_GRAMS = 1 << 13 };

typedef struct SignSlot { /* of literals, which are known by their addresses */
  const char *part[MEMO_PARTS];
  uint32_t number; /* of the feature, or UINT32_MAX */
} SignSlot;

typedef struct GramSlot { /* of a place and up to three words, by their codes */
  uint64_t head, tail;
  uint32_t number;
} GramSlot;

typedef struct Memo {
  SignSlot sign[MEMO_SIGNS];
  GramSlot gram[MEMO_GRAMS];
} Memo;

/* Both: where the number is, or goes; *known tells whether it is there. The place is the caller's
 * to fill until the next call. */
uint32_t *memo_sign(Memo *memo, const char *const part[MEMO_PARTS], bool *known);
uint32_t *memo_gram(Memo *memo, uint64_t head, uint64_t tail, bool *known);

#endif
