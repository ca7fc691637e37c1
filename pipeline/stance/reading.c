/* How the words around a target are put together. From the target outward, as far as its clause
 * goes, polarity phrases are operators: one that supports leaves what it governs as it is, one that
 * rejects or doubts turns it round, an open one leaves it open; a negator turns the operator right
 * behind it. What precedes the target governs it ("rejected plans for T"); what follows is said of
 * it ("T would be a threat"). Polarity composition after Moilanen & Pulman (2007), flattened. */
#include "stance/reading_parts.h"

enum { RELATIVE_REACH = 6 };

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

/* "a proposal Norway rejected", "which Oslo sees as essential": what a holder named behind the
 * target says of it in a clause of its own. */
static ReadingLabel read_relative(const View *v, const Reading *r) {
  Range holder = v->c->holder_at;
  if (holder.beg < v->target.end || holder.beg > r->scope.end + RELATIVE_REACH ||
      holder.end > v->sentence.end)
    return READING_NOTHING;
  OperatorList list = {0};
  bool by = view_is_word(v, holder.beg - 1, "by");
  if (!by && !reading_subject(v, holder)) return READING_NOTHING;
  uint32_t end = holder.end;
  while (end < v->sentence.end && !reading_strong_mark(v, end) && !reading_comma(v, end) &&
         !reading_opens_clause(v, end))
    end++;
  reading_gather_after(v, by ? v->target.end : holder.end, by ? holder.beg : end, &list);
  return compose_after(&list);
}

/* What a holder behind the target says of it outweighs what others do with it before: "an end to T,
 * which X has refused". */
static ReadingLabel turn_relative(const Reading *r) {
  if (!ends_in_drop(&r->before) || r->relative == READING_OPEN) return r->relative;
  return r->relative == READING_AGAINST ? READING_FOR : READING_AGAINST;
}

Reading reading_of(const View *v) {
  Reading r = {0};
  Range content = {0, 0};
  r.attribution = reading_attribution(v, &content);
  r.own = r.attribution && r.attribution->speaker == v->c->holder + 1;
  r.words = reading_words(v, r.attribution, content);
  r.scope = (Range){reading_clause_begin(v, r.words, &r.conditional_clause),
                    reading_clause_end(v, r.words)};
  reading_gather_before(v, r.scope, &r.before);
  uint32_t predicate = reading_predicate_end(v, &r);
  reading_gather_after(v, v->target.end, predicate, &r.after);
  reading_free_negators(v, r.scope.beg, predicate, &r);
  r.from_before = compose_before(&r.before);
  r.from_after = compose_after(&r.after);
  r.label = join_labels(&r.before, r.from_before, r.from_after);
  r.relative = read_relative(v, &r);
  if (r.relative) r.label = turn_relative(&r);
  reading_find_agents(v, &r);
  return r;
}
