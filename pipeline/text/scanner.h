/* The state of the scan and what its files share: scan.c (the walk, punctuation, white space),
 * word.c (words, clitics, numbers), stop.c (words with stops), link.c (addresses). */
#ifndef SURETY_TEXT_SCANNER_H
#define SURETY_TEXT_SCANNER_H

#include "base/utf8.h"
#include "text/scan.h"
#include "text/ucd.h"

enum { FORM_MAX = 64 }; /* no word of a lexicon is longer, in bytes */

typedef struct Scanner {
  const Knowledge *knowledge;
  InternKeys keys;     /* of the vocabulary */
  uint32_t possessive; /* the form of 's */
  Doc *doc;
  Outline *outline;
  Str text;
  uint32_t at;
  uint32_t checked; /* up to here no host name begins */
  uint8_t gap;      /* flags for the next token: what lies before it */
  Buf fold;         /* scratch */
} Scanner;

typedef struct Word { /* a run of letters and digits, while it is read */
  uint32_t beg, end;
  uint8_t seen;    /* bits of byte_class */
  bool plain;      /* ASCII and ’ only: form holds it, folded */
  bool apostrophe; /* there is one inside */
  uint32_t length; /* of form */
  char form[FORM_MAX + 1];
} Word;

/* ---- characters ---- */

enum { B_LOWER = 1, B_UPPER = 2, B_DIGIT = 4, B_JOIN = 8, B_LETTER = B_LOWER | B_UPPER };
extern const uint8_t byte_class[256]; /* 0: not part of a word */

static inline uint8_t byte_at(const Scanner *s, uint32_t at) { /* 0 behind the end */
  return at < s->text.len ? (uint8_t)s->text.ptr[at] : 0;
}
static inline bool digit_at(const Scanner *s, uint32_t at) {
  return (byte_class[byte_at(s, at)] & B_DIGIT) != 0;
}
static inline const UcdClass *class_at(const Scanner *s, uint32_t at, uint32_t *width) {
  return ucd_of(utf8_at(s->text, at, width));
}
static inline bool space_before(const Scanner *s) {
  return !(s->gap & TOKEN_GLUED);
}
bool letter_at(const Scanner *s, uint32_t at);
/* Bytes of a letter, digit or mark, 0 when there is something else. */
uint32_t joins_at(const Scanner *s, uint32_t at);
/* Bytes of an apostrophe in one of its usual shapes, 0 for none. */
uint32_t apostrophe_at(const Scanner *s, uint32_t at);

/* ---- tokens ---- */

/* Appends a token; it is the caller's until the next one. */
static inline Token *emit(Scanner *s, uint32_t beg, uint32_t end, uint8_t kind, uint8_t flags) {
  Token token = {{beg, end}, 0, kind, (uint8_t)(flags | s->gap), 0};
  if (kind == TOKEN_STOP || kind == TOKEN_QUOTE || kind == TOKEN_BRACKET ||
      (flags & TOKEN_ABBREVIATION))
    vec_push(&s->outline->points, s->doc->tokens.len);
  vec_push(&s->doc->tokens, token);
  s->gap = TOKEN_GLUED;
  return &s->doc->tokens.items[s->doc->tokens.len - 1];
}
/* The form of a folded word. */
uint32_t form_of(const Scanner *s, const char *form, size_t length);
/* The form of the bytes, folded here. */
uint32_t folded_form(Scanner *s, uint32_t beg, uint32_t end);
/* TOKEN_CAPITAL and TOKEN_UPPER of any bytes. */
uint8_t case_flags(const Scanner *s, uint32_t beg, uint32_t end);
void emit_clitic(Scanner *s, uint32_t beg, uint32_t end);
void emit_word(Scanner *s, const Word *word);

/* Reads on from word->end to the word's end by UAX #29, full stops aside (those need thought). */
void read_word(Scanner *s, Word *word);
void add_to_form(Word *word, char byte);
/* Each takes what begins at s->at and moves s->at behind it. */
void scan_word(Scanner *s);
void scan_number(Scanner *s);
void scan_at(Scanner *s);   /* @ */
void scan_hash(Scanner *s); /* # */

/* Takes plain words, spaces, commas and stops from s->at on, as far as they go. s->at is at a
 * letter. */
void take_plain_words(Scanner *s);

/* The full stops in and after a word; true when tokens were taken, else the word may have grown. */
bool take_stops(Scanner *s, Word *word);

/* ---- links ---- */

void take_link(Scanner *s, uint32_t beg, uint32_t end);
/* The end of a host name that begins at beg (names, stops, a known ending), with its path; 0 for
 * none. */
uint32_t host_end(Scanner *s, uint32_t beg);
/* A word with :// behind it. */
bool take_scheme(Scanner *s, const Word *word);

#endif
