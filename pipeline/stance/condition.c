/* The words of a condition: from a phrase that opens one to the end of its clause. A sentence may
 * hold several ("after the truce, A would accept T, provided B agrees"); the one nearest the target
 * is taken, one that stands in the same reported words before one outside. What sets a pledge off
 * ("will come to its aid if attacked again") is part of the pledge and no condition on it: there
 * the opening words belong to the phrase that names the guarantee. */
#include "stance/view.h"

enum {                  /* tokens */
       WINDOW = 400,    /* no condition is farther from its target */
       CLAUSE_MAX = 80, /* nor longer */
       REACH = 24,      /* nor is a phrase of the lexicons longer */
       OUTSIDE = 1000   /* added to a distance: farther than any place in the same words */
};

static bool is_mark(const Doc *doc, uint32_t token) {
  uint8_t kind = doc->tokens.items[token].kind;
  return kind == TOKEN_COMMA || kind == TOKEN_STOP || kind == TOKEN_DASH || kind == TOKEN_QUOTE;
}

/* Does it begin inside a longer condition, or inside words that name a guarantee? */
bool condition_is_covered(const Knowledge *k, const Doc *doc, const PhraseMatch *m) {
  for (uint32_t i = doc_phrase_from(doc, m->at.beg > REACH ? m->at.beg - REACH : 0);
       i < doc->phrases.len; i++) {
    const PhraseMatch *other = &doc->phrases.items[i];
    if (other->at.beg > m->at.beg) break;
    const Entry *entry = knowledge_entry(k, other);
    uint8_t lexicon = entry->lexicon;
    if (lexicon == LEXICON_GUARANTEE && entry->word_class != GUARANTEE_SIGN &&
        m->at.beg < other->at.end)
      return true;
    if (lexicon == LEXICON_CONDITION && range_holds(other->at, m->at) &&
        other->at.end - other->at.beg > m->at.end - m->at.beg)
      return true;
  }
  return false;
}

static bool is_modal(const Knowledge *k, const Doc *doc, uint32_t token) {
  for (uint32_t i = doc_phrase_from(doc, token); i < doc->phrases.len; i++) {
    const PhraseMatch *m = &doc->phrases.items[i];
    if (m->at.beg > token) break;
    const Entry *entry = knowledge_entry(k, m);
    if (entry->lexicon == LEXICON_HEDGE &&
        (entry->word_class == HEDGE_MODAL || entry->word_class == HEDGE_FUTURE))
      return true;
  }
  return false;
}

/* "… once it is over and could add others": what follows is a clause of its own. */
static bool another_follows(const Knowledge *k, const Doc *doc, uint32_t token) {
  return knowledge_is(k, &doc->tokens.items[token], WORD_CONJUNCTION) &&
         is_modal(k, doc, token + 1);
}

static Range clause_from(const Knowledge *k, const Doc *doc, Range sentence, Range opening) {
  Range condition = opening;
  uint32_t last = opening.end + CLAUSE_MAX < sentence.end ? opening.end + CLAUSE_MAX : sentence.end;
  while (condition.end < last && !is_mark(doc, condition.end) &&
         !another_follows(k, doc, condition.end))
    condition.end++;
  return condition;
}

static uint32_t gap(Range a, Range b) {
  return a.end <= b.beg ? b.beg - a.end : b.end <= a.beg ? a.beg - b.end : 0;
}

/* Is it said by the one who names the target? True where nobody is cited. */
static bool in_same_words(const Doc *doc, const Candidate *c, Range at) {
  if (!c->attribution) return true;
  const Attribution *a = &vec_at(&doc->attributions, c->attribution - 1);
  for (uint32_t i = 0; i < a->parts; i++)
    if (range_holds(a->content[i], at)) return true;
  return false;
}

Range condition_of(const Knowledge *k, const Doc *doc, const Candidate *c) {
  Range sentence = vec_at(&doc->sentences, c->sentence).tokens, found = {0, 0};
  Range target = vec_at(&doc->mentions, c->mention).at;
  uint32_t least = UINT32_MAX;
  uint32_t first = target.beg > sentence.beg + WINDOW ? target.beg - WINDOW : sentence.beg;
  for (uint32_t i = doc_phrase_from(doc, first); i < doc->phrases.len; i++) {
    const PhraseMatch *m = &doc->phrases.items[i];
    if (m->at.beg >= sentence.end || m->at.beg > target.end + WINDOW) break;
    if (knowledge_entry(k, m)->lexicon != LEXICON_CONDITION || condition_is_covered(k, doc, m))
      continue;
    Range condition = clause_from(k, doc, sentence, m->at);
    uint32_t far = gap(condition, target) + (in_same_words(doc, c, m->at) ? 0 : OUTSIDE);
    if (far < least) least = far, found = condition;
  }
  return found;
}
