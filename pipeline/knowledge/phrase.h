/* Phrases: every phrase of every lexicon in one trie over tokens (Fredkin 1960), matched in one
 * pass.
 *
 * The syntax of a phrase is told in lexicons/README.md: ~word, (a|b c), [a], …, capitals. A word of
 * the text follows an edge by its folded form, by its form with a capital, or by any lemma it is an
 * inflection of; so `~deploy` costs one edge, not four. Filled while resources load, then read-only
 * and shared by all threads. */
#ifndef SURETY_KNOWLEDGE_PHRASE_H
#define SURETY_KNOWLEDGE_PHRASE_H

#include "base/err.h"
#include "base/intern.h"
#include "data/doc.h"

typedef struct Phrases Phrases;

Phrases *phrases_new(Intern *words); /* words: the vocabulary, borrowed, grows until frozen */
void phrases_free(Phrases *phrases); /* NULL allowed */

/* Says that each of `forms` (folded) is an inflection of lemma, besides the regular ones. */
void phrases_inflect(Phrases *phrases, Str lemma, const Str *forms, uint32_t count);
/* Adds one phrase that stands for entry. False for broken syntax; cause is a constant text. Two
 * entries under one phrase are allowed: both match. */
bool phrases_add(Phrases *phrases, Str phrase, uint32_t entry, const char **cause);
/* No additions after this; builds the form → lemma table. */
void phrases_freeze(Phrases *phrases);

/* A frozen trie as part of an image (base/image.h), and back; NULL where it does not fit. */
void phrases_put(const Phrases *phrases, Buf *image);
Phrases *phrases_take(Image *image);

/* Appends to doc->phrases all matches that begin and end within the token range (one sentence), in
 * order of their begin. Hyphens and quotation marks between two words are looked through. */
void phrases_match(const Phrases *phrases, Doc *doc, Range within);

#endif
