/* Memo: the numbers that the model gives to features, remembered by what their names are made of,
 * so that a name is hashed and looked up once and not with every candidate. Signs and longer grams
 * lie in tables of fixed size, where a newcomer takes the place of whoever is there; each word has
 * a row of its own, in the order in which they were met, so that the common ones lie together. A
 * number is that of the feature, or UINT32_MAX where the model does not have it. Private to this
 * folder. */
#ifndef SURETY_STANCE_MEMO_H
#define SURETY_STANCE_MEMO_H

#include "base/vec.h"

#include <stdbool.h>

enum { MEMO_PARTS = 5, MEMO_SIGNS = 1 << 11, MEMO_GRAMS = 1 << 13, MEMO_PLACES = 16 };

typedef struct SignSlot { /* of literals, which are known by their addresses */
  const char *part[MEMO_PARTS];
  uint32_t number; /* of the feature, or UINT32_MAX */
} SignSlot;

typedef struct GramSlot { /* of two or three words */
  uint32_t shorter;       /* number of the feature without the last word */
  uint32_t code;          /* of the last word; 0: free */
  uint32_t number;
} GramSlot;

typedef struct WordNumbers { /* of one word, by where it stands */
  uint32_t number[MEMO_PLACES];
  uint32_t known; /* a bit for each number that is known */
} WordNumbers;

typedef struct Memo {
  SignSlot sign[MEMO_SIGNS];
  GramSlot gram[MEMO_GRAMS];
  VEC(WordNumbers) words; /* by code */
  VEC(uint32_t) codes;    /* by form of the vocabulary; 0 = none yet */
} Memo;

/* Codes below `fixed` are the caller's, the others are given to the forms 1 … forms. */
Memo *memo_new(uint32_t fixed, uint32_t forms);
void memo_free(Memo *memo); /* NULL allowed */
/* The code of a form, at least 1; it lasts as long as the memo. */
uint32_t memo_code(Memo *memo, uint32_t form);

/* Where the number is, or goes; *known tells whether it is there. The place is the caller's to fill
 * until the next call. memo_word: place below MEMO_PLACES. */
uint32_t *memo_word(Memo *memo, uint32_t code, uint32_t place, bool *known);
uint32_t *memo_sign(Memo *memo, const char *const part[MEMO_PARTS], bool *known);
uint32_t *memo_gram(Memo *memo, uint32_t shorter, uint32_t code, bool *known);

#endif
