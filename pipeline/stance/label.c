/* From candidates to rows. The classifier gives each candidate the probability of every label, its
 * context the confidence; a candidate becomes a row when its confidence reaches the threshold. A
 * quotation of several sentences about one type is one record of the codebook, so within a
 * quotation, as within a sentence, the surest of a holder's candidates for a type stands for all.
 */
#include "stance/stance.h"

#include <stdlib.h>

/* ---- the decision ---- */

static void decide(const Knowledge *k, const Model *model, LabelScratch *s, const Doc *doc,
                   uint32_t candidate) {
  double margins[LINEAR_PAIRS_MAX];
  ContextPlace place = context_place(doc, candidate);
  features_known(k, doc, candidate, model, &s->features);
  linear_margins(&model->linear, s->features.vector.items, s->features.vector.len, margins);
  linear_probabilities(&model->linear, margins, place.probability);
  vec_push(&s->places, place);
}

static void decide_all(const Knowledge *k, const Model *model, LabelScratch *s, const Doc *doc) {
  vec_clear(&s->places);
  for (uint32_t i = 0; i < doc->candidates.len; i++) decide(k, model, s, doc, i);
  vec_reserve(&s->values, s->places.len * CONTEXT_VALUES);
  context_values(s->places.items, s->places.len, &s->context, s->values.items);
}

static double confidence_of(const Model *model, const LabelScratch *s, uint32_t candidate) {
  return logistic_probability(&model->context, label_context(s, candidate), CONTEXT_VALUES);
}

/* ---- what a row says besides ---- */

static const Attribution *attribution_of(const Doc *doc, const Candidate *c) {
  return c->attribution ? &vec_at(&doc->attributions, c->attribution - 1) : NULL;
}

static StanceKind kind_of(const Doc *doc, const Candidate *c) {
  Range at = vec_at(&doc->mentions, c->mention).at;
  const Attribution *a = attribution_of(doc, c);
  if (doc_quotation_around(doc, at))
    return a && a->kind == ATTRIBUTION_MIXED ? STANCE_MIXED : STANCE_DIRECT;
  if (!a) return STANCE_NARRATED;
  return doc_meets_quotation(doc, c->clause) ? STANCE_MIXED : STANCE_INDIRECT;
}

static Stance make_row(const Knowledge *k, const Doc *doc, uint32_t candidate,
                       const ContextPlace *place, double confidence) {
  const Candidate *c = &doc->candidates.items[candidate];
  const Attribution *a = attribution_of(doc, c);
  Stance row = {.candidate = candidate, .label = (uint8_t)context_best(place)};
  for (int l = 0; l < STANCE_LABELS; l++) row.probability[l] = place->probability[l];
  row.confidence = confidence;
  row.kind = (uint8_t)kind_of(doc, c);
  row.source = a && row.kind != STANCE_NARRATED ? a->speaker : 0;
  if (row.label == STANCE_CONDITIONAL) row.condition = condition_of(k, doc, c);
  row.evidence = evidence_of(doc, c, row.condition);
  return row;
}

/* ---- one row for what is said once ---- */

static uint32_t quotation_group(const Doc *doc, Range at) {
  uint32_t around = doc_quotation_around(doc, at);
  return around ? doc->quotations.items[around - 1].group + 1 : 0;
}

static bool say_the_same(const Doc *doc, const Stance *a, const Stance *b) {
  const Candidate *x = &doc->candidates.items[a->candidate],
                  *y = &doc->candidates.items[b->candidate];
  const Mention *m = &doc->mentions.items[x->mention], *n = &doc->mentions.items[y->mention];
  if (x->holder != y->holder || m->type != n->type) return false;
  if (x->sentence == y->sentence) return true;
  uint32_t group = quotation_group(doc, m->at);
  return group && group == quotation_group(doc, n->at);
}

enum { LOOK_BACK = 64 }; /* rows: a quotation about one type is no longer */

static void add_row(Doc *doc, Stance row) {
  uint32_t first = doc->stances.len > LOOK_BACK ? doc->stances.len - LOOK_BACK : 0;
  for (uint32_t i = first; i < doc->stances.len; i++) {
    Stance *other = &doc->stances.items[i];
    if (!say_the_same(doc, other, &row)) continue;
    if (row.confidence > other->confidence) *other = row;
    return;
  }
  vec_push(&doc->stances, row);
}

/* Rows stand in order of their evidence, then type, then holder. */
typedef struct {
  const Knowledge *knowledge;
  const Doc *doc;
} Order;

static int by_place(const void *a, const void *b, void *context) {
  const Order *order = context;
  const Stance *x = a, *y = b;
  const Candidate *c = &order->doc->candidates.items[x->candidate];
  const Candidate *d = &order->doc->candidates.items[y->candidate];
  if (x->evidence.beg != y->evidence.beg) return x->evidence.beg < y->evidence.beg ? -1 : 1;
  const GuaranteeType *types = order->knowledge->types.items;
  int type = str_compare(types[order->doc->mentions.items[c->mention].type].id,
                         types[order->doc->mentions.items[d->mention].type].id);
  if (type) return type;
  int holder = str_compare(order->doc->entities.items[c->holder].id,
                           order->doc->entities.items[d->holder].id);
  return holder ? holder : (x->candidate > y->candidate) - (x->candidate < y->candidate);
}

void label_run(const Knowledge *knowledge, const Model *model, double threshold,
               LabelScratch *scratch, Doc *doc) {
  double least = threshold < 0 ? model->threshold : threshold;
  decide_all(knowledge, model, scratch, doc);
  for (uint32_t i = 0; i < doc->candidates.len; i++) {
    double confidence = confidence_of(model, scratch, i);
    if (confidence >= least)
      add_row(doc, make_row(knowledge, doc, i, &scratch->places.items[i], confidence));
  }
  Order order = {knowledge, doc};
  if (doc->stances.len)
    qsort_r(doc->stances.items, doc->stances.len, sizeof(Stance), by_place, &order);
}

void label_scratch_free(LabelScratch *scratch) {
  feature_scratch_free(&scratch->features);
  context_scratch_free(&scratch->context);
  vec_free(&scratch->places);
  vec_free(&scratch->values);
}
