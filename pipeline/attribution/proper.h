/* Proper names in a sentence: persons' names and names of bodies, by their capitals.
 *
 * A Scan is what may be looked at: the tokens and lexicon matches of one sentence. Private to
 * pipeline/attribution. */
#ifndef SURETY_ATTRIBUTION_PROPER_H
#define SURETY_ATTRIBUTION_PROPER_H

#include "data/doc.h"
#include "knowledge/knowledge.h"

#include <string.h>

/* Words of closed classes, which are no part of a name. */
#define WORD_CLOSED                                                                                \
  (WORD_BIT(WORD_DETERMINER) | WORD_BIT(WORD_PREPOSITION) | WORD_BIT(WORD_CONJUNCTION) |           \
   WORD_BIT(WORD_AUXILIARY) | WORD_BIT(WORD_RELATIVE) | WORD_BIT(WORD_SUBORDINATOR) |              \
   WORD_BIT(WORD_ADVERB) | WORD_BIT(WORD_NUMBER) | WORD_BIT(WORD_MONTH) | WORD_BIT(WORD_WEEKDAY) | \
   WORD_BIT(WORD_THIS) | WORD_PRONOUNS)

typedef struct Scan { /* what a parse may look at; one sentence at a time */
  const Knowledge *knowledge;
  const Doc *doc;
  const uint32_t
      *phrase_at; /* token → index of its first match in Doc.phrases; one more at the end */
  Range sentence;
  bool title_case; /* a headline whose words all have capitals */
} Scan;

static inline const Token *scan_token(const Scan *scan, uint32_t at) {
  return &scan->doc->tokens.items[at];
}
/* The longest match of a lexicon that begins at a token, or NULL. */
const PhraseMatch *scan_first_match(const Scan *scan, uint32_t at, LexiconId lexicon);
static inline const PhraseMatch *scan_match(const Scan *scan, uint32_t at, LexiconId lexicon) {
  bool some = at < scan->doc->tokens.len && knowledge_begins(scan_token(scan, at), lexicon);
  return some ? scan_first_match(scan, at, lexicon) : NULL;
}
static inline bool scan_has(const Scan *scan, uint32_t at, uint32_t word_bits) {
  return at < scan->sentence.end &&
         (scan->knowledge->forms[scan_token(scan, at)->form].tags & word_bits) != 0;
}
static inline bool scan_role(const Scan *scan, uint32_t at, RoleClass role) {
  return at < scan->sentence.end && knowledge_role(scan->knowledge, scan_token(scan, at), role);
}
/* Class and row + 1 of what a match stands for. */
static inline uint8_t scan_class(const Scan *scan, const PhraseMatch *match) {
  return knowledge_entry(scan->knowledge, match)->word_class;
}
static inline uint32_t scan_actor(const Scan *scan, const PhraseMatch *match) {
  return knowledge_entry(scan->knowledge, match)->row + 1;
}
/* True when the token is this lower-case ASCII word, whatever its case in the text. */
static inline bool scan_is(const Scan *scan, uint32_t at, const char *word) {
  if (at >= scan->sentence.end) return false;
  Span text = scan_token(scan, at)->at;
  size_t len = strlen(word); /* a number, where the word is a literal */
  return text.end - text.beg == len && strncasecmp(scan->doc->text.ptr + text.beg, word, len) == 0;
}
/* … one of these words. */
static inline bool scan_is_any(const Scan *scan, uint32_t at, const Str *words, size_t count) {
  if (at >= scan->sentence.end) return false;
  Str text = doc_text(scan->doc, scan_token(scan, at)->at);
  for (size_t i = 0; i < count; i++)
    if (text.len == words[i].len && strncasecmp(text.ptr, words[i].ptr, text.len) == 0) return true;
  return false;
}
/* True for a possessive 's or a bare apostrophe. */
bool scan_possessive(const Scan *scan, uint32_t at);

/* The end of a run of name words (capitals, initials, particles, hyphens) that begins at `at`; `at`
 * itself when there is none. words: how many it has, parts of a compound counted once. */
uint32_t scan_name(const Scan *scan, uint32_t at, uint32_t *words);

/* A word with a capital; a hyphen inside a compound; an initial ("J."). False outside the sentence.
 */
static inline bool scan_capital(const Scan *scan, uint32_t at) {
  return at < scan->sentence.end && scan_token(scan, at)->kind == TOKEN_WORD &&
         (scan_token(scan, at)->flags & TOKEN_CAPITAL);
}
static inline bool scan_hyphen(const Scan *scan, uint32_t at) {
  return at < scan->sentence.end && scan_token(scan, at)->kind == TOKEN_HYPHEN;
}
bool scan_initial(const Scan *scan, uint32_t at);
/* "Sens.", "Baroness": a title no lexicon phrase covers, with a name behind it. */
bool scan_short_title(const Scan *scan, uint32_t at);
/* The end of a proper name with Institute, University, … in it, its "of …" and "for …" included;
 * `at` when there is none. */
uint32_t scan_organisation(const Scan *scan, uint32_t at);
/* The first actor, demonym or town inside a range: index + 1 of its actor, 0 = none. */
uint32_t scan_tie(const Scan *scan, Range at);

#endif
