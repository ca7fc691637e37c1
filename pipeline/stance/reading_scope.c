/* Which words a reading is of: those of the attribution around the target, and in them the clause
 * of the target, told by the words that open and close clauses. */
#include "stance/reading_parts.h"

enum {
  CUE_REACH = 8, /* tokens from a cue to the words it opens */
  APPOSITION_MAX = 16
};

/* ---- which words ---- */

enum { NEIGHBOURS = 8 }; /* attributions around the candidate's own that are looked at */

static bool may_say(const Attribution *outer, const Attribution *inner) {
  return outer != inner && (!inner->speaker || outer->speaker == inner->speaker);
}

/* Of the attributions around the target, within `inner`'s own words: the narrowest, or, where one
 * is given, the narrowest that its speaker says it in ("objected to a plan calling for T"). */
static const Attribution *around(const View *v, const Attribution *inner, Range *content) {
  const Attribution *best = NULL;
  uint32_t own = v->c->attribution - 1, first = own > NEIGHBOURS ? own - NEIGHBOURS : 0;
  for (uint32_t i = first; i < v->doc->attributions.len && i <= own + NEIGHBOURS; i++) {
    const Attribution *a = &v->doc->attributions.items[i];
    if (inner && !may_say(a, inner)) continue;
    for (uint32_t p = 0; p < a->parts; p++)
      if (range_holds(a->content[p], inner ? inner->cue : v->target) &&
          range_holds(a->content[p], v->target) &&
          (!best || reading_length(a->content[p]) < reading_length(*content)))
        best = a, *content = a->content[p];
  }
  return best;
}

/* The attribution whose words are read. */
const Attribution *reading_attribution(const View *v, Range *content) {
  if (!v->c->attribution) return NULL;
  const Attribution *best = around(v, NULL, content);
  Range wider = {0, 0};
  const Attribution *outer = best && !range_empty(best->cue) ? around(v, best, &wider) : NULL;
  if (!outer) return best;
  *content = wider;
  return outer;
}

/* A cue right before the words is one of the operators: "ruled out T". */
Range reading_words(const View *v, const Attribution *a, Range content) {
  if (!a) return v->sentence;
  Range words = {content.beg > v->sentence.beg ? content.beg : v->sentence.beg,
                 content.end < v->sentence.end ? content.end : v->sentence.end};
  if (!range_empty(a->cue) && a->cue.beg >= v->sentence.beg && a->cue.end <= words.beg &&
      a->cue.end + CUE_REACH >= words.beg)
    words.beg = a->cue.beg;
  return words;
}

/* ---- how far the clause goes ---- */

bool reading_strong_mark(const View *v, uint32_t token) {
  const Token *t = &v->doc->tokens.items[token];
  if (t->kind == TOKEN_STOP || t->kind == TOKEN_DASH) return true;
  return t->kind == TOKEN_COMMA && v->doc->text.ptr[t->at.beg] != ',';
}

bool reading_comma(const View *v, uint32_t token) {
  const Token *t = &v->doc->tokens.items[token];
  return t->kind == TOKEN_COMMA && v->doc->text.ptr[t->at.beg] == ',';
}

bool reading_opens_clause(const View *v, uint32_t token) {
  return knowledge_is(v->k, &v->doc->tokens.items[token], WORD_BREAK);
}

bool reading_opens_condition(const View *v, uint32_t token) {
  for (uint32_t i = v->phrases_begin; i < v->phrases_end; i++) {
    const PhraseMatch *m = &v->doc->phrases.items[i];
    if (m->at.beg > token) break;
    if (m->at.beg == token && knowledge_entry(v->k, m)->lexicon == LEXICON_CONDITION) return true;
  }
  return false;
}

/* "If X breaks the deal, the guarantee …": the main clause begins behind the comma, where it names
 * a subject. */
static uint32_t behind_subordinate(const View *v, uint32_t beg) {
  if (!beg || !knowledge_is(v->k, &v->doc->tokens.items[beg - 1], WORD_SUBORDINATOR)) return beg;
  uint32_t names = WORD_BIT(WORD_DETERMINER) | WORD_PRONOUNS;
  for (uint32_t i = v->target.beg; i-- > beg;) {
    if (!reading_comma(v, i)) continue;
    uint32_t next = doc_reference_from(v->doc, i + 1);
    bool named = next < v->doc->references.len && v->doc->references.items[next].at.beg == i + 1;
    if (named || knowledge_form(v->k, &v->doc->tokens.items[i + 1])->tags & names) return i + 1;
  }
  return beg;
}

uint32_t reading_clause_begin(const View *v, Range words, bool *conditional) {
  uint32_t i = v->target.beg;
  while (i > words.beg && !reading_strong_mark(v, i - 1) && !reading_opens_clause(v, i - 1)) i--;
  uint32_t main = i > words.beg ? behind_subordinate(v, i) : i;
  if (main > i) return *conditional = false, main;
  *conditional = i > words.beg && reading_opens_condition(v, i - 1);
  return i;
}

/* "T, which …, would be": what stands between two commas is passed over. */
static uint32_t after_apposition(const View *v, Range words) {
  uint32_t i = v->target.end;
  if (i >= words.end || !reading_comma(v, i)) return i;
  for (uint32_t j = i + 1; j < words.end && j < i + APPOSITION_MAX; j++) {
    if (reading_strong_mark(v, j)) break;
    if (reading_comma(v, j)) return j + 1;
  }
  return i;
}

uint32_t reading_clause_end(const View *v, Range words) {
  uint32_t i = after_apposition(v, words);
  while (i < words.end && !reading_strong_mark(v, i) && !reading_comma(v, i) &&
         !reading_opens_clause(v, i))
    i++;
  return i;
}
