/* The polarity phrases that govern a target, those said of it, and the negators that turn them. */
#include "stance/reading_parts.h"

enum {
  NEGATOR_REACH = 3,     /* tokens from a negator to the operator it turns */
  FREE_NEGATOR_REACH = 6 /* … to a target it turns by itself */
};

/* ---- operators ---- */

/* Is it part of a longer phrase that is no plain negator, such as "no doubt" or "not only"? */
static bool is_part_of_double(const View *v, const PhraseMatch *m) {
  for (uint32_t i = v->phrases_begin; i < v->phrases_end; i++) {
    const PhraseMatch *other = &v->doc->phrases.items[i];
    if (other->at.beg > m->at.beg) break;
    const Entry *entry = knowledge_entry(v->k, other);
    if (entry->lexicon == LEXICON_NEGATOR && entry->word_class == NEGATOR_DOUBLE &&
        range_holds(other->at, m->at))
      return true;
  }
  return false;
}

/* "without" is a condition before it is a negator, and "non-" belongs to its word. */
static bool is_negator(const View *v, const PhraseMatch *m) {
  if (knowledge_entry(v->k, m)->lexicon != LEXICON_NEGATOR) return false;
  if (reading_opens_condition(v, m->at.beg) || is_part_of_double(v, m)) return false;
  return m->at.end >= v->sentence.end || v->doc->tokens.items[m->at.end].kind != TOKEN_HYPHEN;
}

/* The last negator close before a place, from `from` on; an empty range when there is none. */
static Range negator_before(const View *v, uint32_t from, uint32_t place, uint32_t reach) {
  Range found = {0, 0};
  for (uint32_t i = v->phrases_begin; i < v->phrases_end; i++) {
    const PhraseMatch *m = &v->doc->phrases.items[i];
    if (m->at.beg >= place) break;
    if (m->at.beg >= from && m->at.end <= place && place - m->at.end <= reach && is_negator(v, m))
      found = m->at;
  }
  return found;
}

/* Governs the target: stands before it, around it ("regard T as a threat"), or is the verb that the
 * target begins with ("send troops"). */
static bool stands_before(const View *v, Range at) {
  return at.beg < v->target.beg || (at.beg == v->target.beg && at.end <= v->target.end);
}

/* "without T", "the absence of T": nothing but its object may follow. */
static bool is_without(const View *v, const PhraseMatch *m) {
  const Entry *entry = knowledge_entry(v->k, m);
  return entry->lexicon == LEXICON_CONDITION && entry->word_class == CONDITION_WITHOUT &&
         stands_before(v, m->at) && m->at.end + NEGATOR_REACH >= v->target.beg;
}

/* A limit that a guarantee begins with is the guarantee itself: "limits on its army", "cut the
 * army". */
static bool is_of_target(const View *v, const PhraseMatch *m, uint8_t polarity) {
  return m->at.beg == v->target.beg && polarity == POLARITY_LIMIT;
}

static bool is_operator(const View *v, uint32_t phrase) {
  const PhraseMatch *m = &v->doc->phrases.items[phrase];
  const Entry *entry = knowledge_entry(v->k, m);
  if (is_without(v, m)) return true;
  if (entry->lexicon != LEXICON_POLARITY || view_overlapped(v, phrase)) return false;
  return !is_of_target(v, m, entry->word_class);
}

static uint8_t polarity_of(const View *v, const PhraseMatch *m) {
  const Entry *entry = knowledge_entry(v->k, m);
  return entry->lexicon == LEXICON_POLARITY ? entry->word_class : (uint8_t)POLARITY_DROP;
}

static bool is_divider(const View *v, uint32_t token) {
  return reading_comma(v, token) ||
         knowledge_is(v->k, &v->doc->tokens.items[token], WORD_CONJUNCTION);
}

/* Of a list, the head and the item with the target count: in "calls for A, a halt in B and T" the
 * halt is none of the target's business. */
static bool is_of_another_item(const View *v, Range scope, Range at) {
  uint32_t first = scope.beg, last = v->target.beg;
  while (first < v->target.beg && !is_divider(v, first)) first++;
  while (last > scope.beg && !is_divider(v, last - 1)) last--;
  return at.beg > first && at.beg < last;
}

static bool same_ending(const View *v, uint32_t a, uint32_t b) {
  Str x = doc_text(v->doc, v->doc->tokens.items[a].at),
      y = doc_text(v->doc, v->doc->tokens.items[b].at);
  return (str_ends(x, "ed") && str_ends(y, "ed")) || (str_ends(x, "s") && str_ends(y, "s"));
}

/* "rejects A and backs T": a verb behind the conjunction in the form of the one before it governs
 * by itself. The first operator that counts. */
static uint32_t behind_conjunction(const View *v, const OperatorList *list) {
  for (uint32_t i = list->count; i-- > 1;) {
    uint32_t beg = list->items[i].at.beg, before = beg - 1;
    while (before > list->items[i - 1].at.end &&
           knowledge_is(v->k, &v->doc->tokens.items[before], WORD_ADVERB))
      before--;
    bool joined = knowledge_is(v->k, &v->doc->tokens.items[before], WORD_CONJUNCTION);
    if (joined && same_ending(v, beg, list->items[0].at.beg)) return i;
  }
  return 0;
}

/* "wants Ukraine to stay out of A, to cut T": what begins an item of a list stands beside the verb
 * of the items before, not under it. */
static bool opens_item(const View *v) {
  uint32_t before = v->target.beg;
  if (before > v->sentence.beg && view_is_word(v, before - 1, "to")) before--;
  if (before == v->sentence.beg || !is_divider(v, before - 1)) return false;
  for (uint32_t i = v->phrases_begin; i < v->phrases_end; i++) {
    const PhraseMatch *m = &v->doc->phrases.items[i];
    if (m->at.beg > v->target.beg) break;
    if (m->at.beg == v->target.beg && knowledge_entry(v->k, m)->lexicon == LEXICON_POLARITY)
      return true;
  }
  return false;
}

static void keep_from(OperatorList *list, uint32_t first) {
  for (uint32_t i = first; first && i < list->count; i++) list->items[i - first] = list->items[i];
  list->count -= first;
}

void reading_gather_before(const View *v, Range scope, OperatorList *list) {
  uint32_t used = scope.beg, reached = scope.beg; /* no negator counts twice */
  for (uint32_t i = v->phrases_begin; i < v->phrases_end && list->count < OPERATORS_MAX; i++) {
    const PhraseMatch *m = &v->doc->phrases.items[i];
    if (m->at.beg < reached || !stands_before(v, m->at) || !is_operator(v, i)) continue;
    if (is_of_another_item(v, scope, m->at)) continue;
    Range negator = negator_before(v, used, m->at.beg, NEGATOR_REACH);
    used = m->at.end;
    reached = m->at.end <= v->target.end ? m->at.end : m->at.beg + 1; /* it may go around T */
    list->items[list->count++] = (Operator){m->at, polarity_of(v, m), !range_empty(negator)};
  }
  keep_from(list, behind_conjunction(v, list));
  if (list->count > 1 && opens_item(v)) list->count--;
}

void reading_gather_after(const View *v, uint32_t beg, uint32_t end, OperatorList *list) {
  uint32_t used = beg, reached = beg;
  for (uint32_t i = v->phrases_begin; i < v->phrases_end && list->count < OPERATORS_MAX; i++) {
    const PhraseMatch *m = &v->doc->phrases.items[i];
    if (m->at.beg < reached || m->at.beg >= end || !is_operator(v, i)) continue;
    Range negator = negator_before(v, used, m->at.beg, NEGATOR_REACH);
    used = reached = m->at.end;
    list->items[list->count++] = (Operator){m->at, polarity_of(v, m), !range_empty(negator)};
  }
}

static bool operator_at(const View *v, uint32_t token) {
  for (uint32_t i = v->phrases_begin; i < v->phrases_end; i++) {
    const PhraseMatch *m = &v->doc->phrases.items[i];
    if (m->at.beg > token) break;
    if (m->at.beg == token && is_operator(v, i)) return true;
  }
  return false;
}

/* A target is a subject only when a verb follows in the same breath: "to send T would be a
 * mistake", but "backs T and rejects U", "a cap on T and a freeze of U". */
uint32_t reading_predicate_end(const View *v, const Reading *r) {
  bool verb = false;
  uint32_t joined = 0;
  for (uint32_t i = v->target.end; i < r->scope.end; i++) {
    bool conjunction = knowledge_is(v->k, &v->doc->tokens.items[i], WORD_CONJUNCTION);
    if (conjunction && r->before.count) return verb ? i : v->target.end;
    if (conjunction && !verb && !joined) joined = i;
    verb |= knowledge_is(v->k, &v->doc->tokens.items[i], WORD_AUXILIARY) ||
            (view_is_word(v, i, "to") && operator_at(v, i + 1));
  }
  if (!r->before.count) return joined && !verb ? joined : r->scope.end;
  return verb ? r->scope.end : v->target.end;
}

/* "host no foreign soldiers": a negator inside the target's words, behind their first. */
static Range negator_inside(const View *v) {
  return negator_before(v, v->target.beg + 1, v->target.end, UINT32_MAX);
}

/* "no T": a negator between the last operator and the target; "T will not …": one right behind. */
void reading_free_negators(const View *v, uint32_t beg, uint32_t end, Reading *r) {
  uint32_t from = r->before.count ? r->before.items[r->before.count - 1].at.end : beg;
  r->before.negator = negator_before(v, from, v->target.beg, FREE_NEGATOR_REACH);
  if (range_empty(r->before.negator)) r->before.negator = negator_inside(v);
  if (r->after.count) end = r->after.items[0].at.beg;
  if (end > v->target.end + FREE_NEGATOR_REACH) end = v->target.end + FREE_NEGATOR_REACH;
  if (r->after.count && r->after.items[0].negated) return;
  r->after.negator = negator_before(v, v->target.end, end, FREE_NEGATOR_REACH);
}
