/* Lexicon phrases of a document, sentence by sentence: no phrase runs over a full stop. The trie
 * tells shorter matches first; all later stages want the longest, so matches with one begin are
 * turned round. */
#include "attribution/attribution.h"

/* Sorts matches [from, end) of one begin by falling length. They are few: one a trie depth. */
static void longest_first(Doc *doc, uint32_t from, uint32_t end) {
  PhraseMatch *match = doc->phrases.items;
  for (uint32_t i = from + 1; i < end; i++) {
    PhraseMatch moved = match[i];
    uint32_t at = i;
    for (; at > from && match[at - 1].at.end < moved.at.end; at--) match[at] = match[at - 1];
    match[at] = moved;
  }
}

/* A bit for each lexicon of which a phrase begins at a token: most look-ups end there. */
static void note_lexicons(const Knowledge *knowledge, Doc *doc) {
  Token *tokens = doc->tokens.items;
  for (uint32_t i = 0; i < doc->tokens.len; i++) tokens[i].reserved = 0;
  for (uint32_t i = 0; i < doc->phrases.len; i++) {
    const PhraseMatch *match = &doc->phrases.items[i];
    tokens[match->at.beg].reserved |= (uint16_t)(1u << knowledge_entry(knowledge, match)->lexicon);
  }
}

void phrase_run(const Knowledge *knowledge, Doc *doc) {
  for (uint32_t s = 0; s < doc->sentences.len; s++)
    phrases_match(knowledge->phrases, doc, vec_at(&doc->sentences, s).tokens);
  for (uint32_t from = 0, end; from < doc->phrases.len; from = end) {
    end = from + 1;
    while (end < doc->phrases.len &&
           vec_at(&doc->phrases, end).at.beg == vec_at(&doc->phrases, from).at.beg)
      end++;
    if (end - from > 1) longest_first(doc, from, end);
  }
  note_lexicons(knowledge, doc);
}
