/* N-grams: a short text as what occurs in it: its word 1- to 3-grams and character 2- to 5-grams.
 *
 * The text is folded (utf8_fold) and its white space made single; character n-grams run over words,
 * with a space before the first and behind the last. A word is a run of letters, digits and marks,
 * with apostrophes inside it and a # or @ before it; what stands between words, without white space
 * in it, is a word too ("!!!", ":-)"). Nothing here knows a language or a topic. */
#ifndef SURETY_CLASSIFY_NGRAMS_H
#define SURETY_CLASSIFY_NGRAMS_H

#include "base/str.h"
#include "base/vec.h"

enum { NGRAM_WORDS_MOST = 3, NGRAM_LETTERS_LEAST = 2, NGRAM_LETTERS_MOST = 5 };

typedef VEC(uint64_t) HashVec;

typedef struct Ngrams {     /* scratch; a zeroed one is ready. Not thread-safe: one a thread */
  Buf folded;               /* " so do n't ask !!! " */
  VEC(uint32_t) points;     /* where each character of folded begins, and its end */
  Buf words;                /* the words with a space between them */
  VEC(uint32_t) begin, end; /* of each word in words */
} Ngrams;

/* Is told each n-gram, in the order of the text and as often as it occurs; gram lives until the
 * next call of ngrams_each. */
typedef void (*NgramSeen)(void *context, uint64_t hash, Str gram, bool is_words);
void ngrams_each(Ngrams *ngrams, Str text, NgramSeen seen, void *context);
/* The hashes of all n-grams of a valid UTF-8 text, each once, ascending, in place of what hashes
 * held. */
void ngrams_hash(Ngrams *ngrams, Str text, HashVec *hashes);
/* The value of each of the n-grams that a text has, count in all: their vector has length 1. */
double ngrams_value(size_t count);
void ngrams_free(Ngrams *ngrams);

/* Sorts numbers and drops those that occur fewer than `least` times; of the others one each stays.
 */
void hashes_unique(HashVec *hashes, uint32_t least);

#endif
