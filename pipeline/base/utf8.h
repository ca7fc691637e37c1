/* UTF-8, case folding and normal forms. The only module that includes utf8proc. */
#ifndef SURETY_BASE_UTF8_H
#define SURETY_BASE_UTF8_H

#include "base/str.h"

/* Byte offset of the first byte that is not valid UTF-8 (overlong forms, surrogates, cut sequences
 * count as invalid), or text.len when all of it is valid. */
size_t utf8_valid(Str text);

/* The code point at text[at] and its length in bytes; text must be valid, at on a boundary. */
static inline uint32_t utf8_at(Str text, size_t at, uint32_t *width) {
  const unsigned char *p = (const unsigned char *)text.ptr + at;
  if (p[0] < 0x80) return *width = 1, p[0];
  if (p[0] < 0xe0) return *width = 2, (uint32_t)((p[0] & 0x1f) << 6 | (p[1] & 0x3f));
  if (p[0] < 0xf0)
    return *width = 3, (uint32_t)((p[0] & 0x0f) << 12 | (p[1] & 0x3f) << 6 | (p[2] & 0x3f));
  return *width = 4,
         (uint32_t)((p[0] & 0x07) << 18 | (p[1] & 0x3f) << 12 | (p[2] & 0x3f) << 6 | (p[3] & 0x3f));
}

void utf8_put(Buf *out, uint32_t code_point);
size_t utf8_count(Str text); /* code points of a valid text */

typedef enum LetterCase { LETTER_NONE, LETTER_LOWER, LETTER_UPPER, LETTER_OTHER } LetterCase;
/* Upper (or title) case, lower case, a letter without case, or no letter. */
LetterCase utf8_case(uint32_t code_point);

/* What words are made of in any script: letters, marks, digits, and connectors such as the low
 * line. */
bool utf8_word(uint32_t code_point);

/* A word as the lexicons compare it, appended to out: NFC, full case folding, every apostrophe as
 * U+0027, soft hyphens and zero-width characters left out. ASCII, Latin-1 and Cyrillic take a short
 * way; a stretch beyond 1,024 bytes is no word and stays as it is. */
void utf8_fold(Str word, Buf *out);

/* Bytes of the clitic at the end of a word ("won't" → 3 of n't, "Russia's" → 2 or 4), 0 for none.
 * Takes ' and ’. The word must be longer than its clitic. */
size_t utf8_clitic(Str word);

/* White space as Unicode has it (White_Space, and the separators U+001C to U+001F with it). */
bool utf8_space(uint32_t code_point);

/* A name as two spellings of it compare, appended to out: NFKD, full case folding, no combining
 * marks, white space at both ends gone and each run of it one space. The name must be valid. */
void utf8_fold_name(Str name, Buf *out);
/* … and as it is spelt by whoever has none of its letters: o for ø, l for ł, ae for æ as well. */
void utf8_fold_spelling(Str name, Buf *out);

#endif
