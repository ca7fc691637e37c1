/* How the words around a target are put together. From the target outward, as far as its clause
 * goes, polarity phrases are operators: one that supports leaves what it governs as it is, one that
 * rejects or doubts turns it round, an open one leaves it open; a negator turns the operator right
 * behind it. What precedes the target governs it ("rejected plans for T"); what follows is said of
 * it ("T would be a threat"). Polarity composition after Moilanen & Pulman (2007), flattened. */
#include "stance/reading.h"

#include <string.h>

enum {
  NEGATOR_REACH = 3,      /* tokens from a negator to the operator it turns */
  FREE_NEGATOR_REACH = 6, /* … to a target it turns by itself */
  CUE_REACH = 8,          /* tokens from a cue to the words it opens */
  APPOSITION_MAX = 16,
  RELATIVE_REACH = 6
};

/* ---- which words ---- */

static uint32_t length(Range r) {
  return r.end - r.beg;
}

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
          (!best || length(a->content[p]) < length(*content)))
        best = a, *content = a->content[p];
  }
  return best;
}

/* The attribution whose words are read. */
static const Attribution *innermost(const View *v, Range *content) {
  if (!v->c->attribution) return NULL;
  const Attribution *best = around(v, NULL, content);
  Range wider = {0, 0};
  const Attribution *outer = best && !range_empty(best->cue) ? around(v, best, &wider) : NULL;
  if (!outer) return best;
  *content = wider;
  return outer;
}

/* A cue right before the words is one of the operators: "ruled out T". */
static Range words_of(const View *v, const Attribution *a, Range content) {
  if (!a) return v->sentence;
  Range words = {content.beg > v->sentence.beg ? content.beg : v->sentence.beg,
                 content.end < v->sentence.end ? content.end : v->sentence.end};
  if (!range_empty(a->cue) && a->cue.beg >= v->sentence.beg && a->cue.end <= words.beg &&
      a->cue.end + CUE_REACH >= words.beg)
    words.beg = a->cue.beg;
  return words;
}

/* ---- how far the clause goes ---- */

static bool is_strong_mark(const View *v, uint32_t token) {
  const Token *t = &v->doc->tokens.items[token];
  if (t->kind == TOKEN_STOP || t->kind == TOKEN_DASH) return true;
  return t->kind == TOKEN_COMMA && v->doc->text.ptr[t->at.beg] != ',';
}

static bool is_comma(const View *v, uint32_t token) {
  const Token *t = &v->doc->tokens.items[token];
  return t->kind == TOKEN_COMMA && v->doc->text.ptr[t->at.beg] == ',';
}

static bool opens_clause(const View *v, uint32_t token) {
  return knowledge_is(v->k, &v->doc->tokens.items[token], WORD_BREAK);
}

static bool opens_condition(const View *v, uint32_t token) {
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
    if (!is_comma(v, i)) continue;
    uint32_t next = doc_reference_from(v->doc, i + 1);
    bool named = next < v->doc->references.len && v->doc->references.items[next].at.beg == i + 1;
    if (named || knowledge_form(v->k, &v->doc->tokens.items[i + 1])->tags & names) return i + 1;
  }
  return beg;
}

static uint32_t clause_begin(const View *v, Range words, bool *conditional) {
  uint32_t i = v->target.beg;
  while (i > words.beg && !is_strong_mark(v, i - 1) && !opens_clause(v, i - 1)) i--;
  uint32_t main = i > words.beg ? behind_subordinate(v, i) : i;
  if (main > i) return *conditional = false, main;
  *conditional = i > words.beg && opens_condition(v, i - 1);
  return i;
}

/* "T, which …, would be": what stands between two commas is passed over. */
static uint32_t after_apposition(const View *v, Range words) {
  uint32_t i = v->target.end;
  if (i >= words.end || !is_comma(v, i)) return i;
  for (uint32_t j = i + 1; j < words.end && j < i + APPOSITION_MAX; j++) {
    if (is_strong_mark(v, j)) break;
    if (is_comma(v, j)) return j + 1;
  }
  return i;
}

static uint32_t clause_end(const View *v, Range words) {
  uint32_t i = after_apposition(v, words);
  while (i < words.end && !is_strong_mark(v, i) && !is_comma(v, i) && !opens_clause(v, i)) i++;
  return i;
}

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
  if (opens_condition(v, m->at.beg) || is_part_of_double(v, m)) return false;
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

/* What a guarantee begins with is the guarantee itself, be it a limit or a cut: "limits on its
 * army", "reduce the army to …"; only doing it ("send troops") supports it. */
static bool is_of_target(const View *v, const PhraseMatch *m, uint8_t polarity) {
  return m->at.beg == v->target.beg && m->at.end <= v->target.end && polarity != POLARITY_SUPPORT &&
         polarity != POLARITY_OPEN;
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
  return is_comma(v, token) || knowledge_is(v->k, &v->doc->tokens.items[token], WORD_CONJUNCTION);
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

static void keep_from(OperatorList *list, uint32_t first) {
  for (uint32_t i = first; first && i < list->count; i++) list->items[i - first] = list->items[i];
  list->count -= first;
}

static void gather_before(const View *v, Range scope, OperatorList *list) {
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
}

static void gather_after(const View *v, uint32_t beg, uint32_t end, OperatorList *list) {
  uint32_t used = beg, reached = beg;
  for (uint32_t i = v->phrases_begin; i < v->phrases_end && list->count < OPERATORS_MAX; i++) {
    const PhraseMatch *m = &v->doc->phrases.items[i];
    if (m->at.beg < reached || m->at.beg >= end || !is_operator(v, i)) continue;
    Range negator = negator_before(v, used, m->at.beg, NEGATOR_REACH);
    used = reached = m->at.end;
    list->items[list->count++] = (Operator){m->at, polarity_of(v, m), !range_empty(negator)};
  }
}

/* A target is a subject only when a verb follows in the same breath: "to send T would be a
 * mistake", but "backs T and rejects U", "a cap on T and a freeze of U". */
static uint32_t predicate_end(const View *v, const Reading *r) {
  bool verb = false;
  uint32_t joined = 0;
  for (uint32_t i = v->target.end; i < r->scope.end; i++) {
    bool conjunction = knowledge_is(v->k, &v->doc->tokens.items[i], WORD_CONJUNCTION);
    if (conjunction && r->before.count) return verb ? i : v->target.end;
    if (conjunction && !verb && !joined) joined = i;
    verb |= knowledge_is(v->k, &v->doc->tokens.items[i], WORD_AUXILIARY);
  }
  if (!r->before.count) return joined && !verb ? joined : r->scope.end;
  return verb ? r->scope.end : v->target.end;
}

/* "host no foreign soldiers": a negator inside the target's words, behind their first. */
static Range negator_inside(const View *v) {
  return negator_before(v, v->target.beg + 1, v->target.end, UINT32_MAX);
}

/* "no T": a negator between the last operator and the target; "T will not …": one right behind. */
static void find_free_negators(const View *v, uint32_t beg, uint32_t end, Reading *r) {
  uint32_t from = r->before.count ? r->before.items[r->before.count - 1].at.end : beg;
  r->before.negator = negator_before(v, from, v->target.beg, FREE_NEGATOR_REACH);
  if (range_empty(r->before.negator)) r->before.negator = negator_inside(v);
  if (r->after.count) end = r->after.items[0].at.beg;
  if (end > v->target.end + FREE_NEGATOR_REACH) end = v->target.end + FREE_NEGATOR_REACH;
  if (r->after.count && r->after.items[0].negated) return;
  r->after.negator = negator_before(v, v->target.end, end, FREE_NEGATOR_REACH);
}

/* ---- composition ---- */

/* One operator over what it governs. */
static ReadingLabel apply(const Operator *o, ReadingLabel inner) {
  switch (o->polarity) {
  case POLARITY_SUPPORT:
    if (!o->negated) return inner == READING_NOTHING ? READING_FOR : inner;
    return inner == READING_AGAINST ? READING_OPEN : READING_AGAINST;
  case POLARITY_REJECT:
    if (o->negated) return READING_OPEN;
    return inner == READING_AGAINST ? READING_FOR : READING_AGAINST;
  case POLARITY_DROP:
  case POLARITY_DOUBT:
    if (o->negated) return inner == READING_NOTHING ? READING_FOR : inner;
    return inner == READING_AGAINST ? READING_FOR : READING_AGAINST;
  case POLARITY_OPEN:
    return o->negated ? READING_AGAINST : READING_OPEN;
  default:
    return READING_OPEN;
  }
}

/* Each operator governs those behind it. */
static ReadingLabel compose_before(const OperatorList *list) {
  ReadingLabel label = range_empty(list->negator) ? READING_NOTHING : READING_AGAINST;
  for (uint32_t i = list->count; i-- > 0;) label = apply(&list->items[i], label);
  return label;
}

/* What is said of the target: its predicates agree, they do not govern one another. */
static ReadingLabel compose_after(const OperatorList *list) {
  ReadingLabel label = range_empty(list->negator) ? READING_NOTHING : READING_AGAINST;
  for (uint32_t i = 0; i < list->count && label != READING_AGAINST; i++) {
    ReadingLabel one = apply(&list->items[i], READING_NOTHING);
    if (one > label || one == READING_AGAINST) label = one;
  }
  return label;
}

static bool ends_in_drop(const OperatorList *list) {
  return list->count && list->items[list->count - 1].polarity == POLARITY_DROP;
}

/* What is said of a target outweighs what is done with it ("to deploy T would be a threat"); said
 * of its absence it turns round ("without T there is no peace"). */
static ReadingLabel join_labels(const OperatorList *governing, ReadingLabel before,
                                ReadingLabel after) {
  if (after == READING_AGAINST && before == READING_AGAINST && ends_in_drop(governing))
    return READING_FOR;
  if (after == READING_AGAINST && before <= READING_FOR) return READING_AGAINST;
  return before ? before : after;
}

/* May the words be a subject? What a preposition governs, the target itself, and the first part of
 * a compound may not. */
static bool is_subject(const View *v, Range at) {
  if (range_meets(at, v->target)) return false;
  if (at.end < v->sentence.end && v->doc->tokens.items[at.end].kind == TOKEN_HYPHEN) return false;
  if (at.beg == v->sentence.beg) return true;
  const Token *before = &v->doc->tokens.items[at.beg - 1];
  return !knowledge_is(v->k, before, WORD_PREPOSITION) ||
         knowledge_is(v->k, before, WORD_SUBORDINATOR);
}

/* "a proposal Russia rejected", "which Kyiv sees as essential": what a holder named behind the
 * target says of it in a clause of its own. */
static ReadingLabel read_relative(const View *v, const Reading *r) {
  Range holder = v->c->holder_at;
  if (holder.beg < v->target.end || holder.beg > r->scope.end + RELATIVE_REACH ||
      holder.end > v->sentence.end)
    return READING_NOTHING;
  OperatorList list = {0};
  bool by = view_is_word(v, holder.beg - 1, "by");
  if (!by && !is_subject(v, holder)) return READING_NOTHING;
  uint32_t end = holder.end;
  while (end < v->sentence.end && !is_strong_mark(v, end) && !is_comma(v, end) &&
         !opens_clause(v, end))
    end++;
  gather_after(v, by ? v->target.end : holder.end, by ? holder.beg : end, &list);
  return compose_after(&list);
}

/* What a holder behind the target says of it outweighs what others do with it before: "an end to T,
 * which X has refused". */
static ReadingLabel turn_relative(const Reading *r) {
  if (!ends_in_drop(&r->before) || r->relative == READING_OPEN) return r->relative;
  return r->relative == READING_AGAINST ? READING_FOR : READING_AGAINST;
}

/* ---- whose words ---- */

/* "…, but rules out T", "who has opposed T": a clause that opens with its verb takes its subject
 * from before. */
static uint32_t subjects_begin(const View *v, const Reading *r) {
  uint32_t beg = r->scope.beg;
  if (beg == r->words.beg || is_strong_mark(v, beg - 1)) return beg;
  const Token *opener = &v->doc->tokens.items[beg - 1];
  bool relative = knowledge_is(v->k, opener, WORD_RELATIVE) || knowledge_is(v->k, opener, WORD_WHO);
  bool goes_on = relative || view_is_word(v, beg - 1, "but") || view_is_word(v, beg - 1, "while");
  return goes_on ? r->words.beg : beg;
}

static ReadingAgent relation(const View *v, const Reading *r, const Reference *agent) {
  if (agent && agent->entity == v->c->holder) return AGENT_HOLDER;
  if (agent) return r->own ? AGENT_OTHER_OWN : AGENT_OTHER;
  if (!r->attribution) return AGENT_NOBODY;
  return r->own ? AGENT_SPEAKER_HOLDER : AGENT_SPEAKER_OTHER;
}

static void find_agents(const View *v, Reading *r) {
  uint32_t behind = r->before.count ? r->before.items[0].at.beg : v->target.beg;
  uint32_t from = subjects_begin(v, r);
  const Reference *first = NULL, *nearest = NULL;
  for (uint32_t i = v->references_begin; i < v->references_end; i++) {
    const Reference *reference = &v->doc->references.items[i];
    if (reference->at.end > behind || reference->at.beg < from || !is_subject(v, reference->at))
      continue;
    if (!first || (reference->at.beg >= r->scope.beg && first->at.beg < r->scope.beg))
      first = reference;
    nearest = reference;
  }
  r->first = relation(v, r, first);
  r->agent = relation(v, r, nearest);
  r->verb = nearest ? nearest->at.end : 0;
  while (r->verb && r->verb < behind &&
         knowledge_is(v->k, &v->doc->tokens.items[r->verb], WORD_ADVERB))
    r->verb++;
}

Reading reading_of(const View *v) {
  Reading r = {0};
  Range content = {0, 0};
  r.attribution = innermost(v, &content);
  r.own = r.attribution && r.attribution->speaker == v->c->holder + 1;
  r.words = words_of(v, r.attribution, content);
  r.scope = (Range){clause_begin(v, r.words, &r.conditional_clause), clause_end(v, r.words)};
  gather_before(v, r.scope, &r.before);
  uint32_t predicate = predicate_end(v, &r);
  gather_after(v, v->target.end, predicate, &r.after);
  find_free_negators(v, r.scope.beg, predicate, &r);
  r.from_before = compose_before(&r.before);
  r.from_after = compose_after(&r.after);
  r.label = join_labels(&r.before, r.from_before, r.from_after);
  r.relative = read_relative(v, &r);
  if (r.relative) r.label = turn_relative(&r);
  find_agents(v, &r);
  return r;
}
