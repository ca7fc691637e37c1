/* The decision of a row taken apart again. Names are collected by the feature code itself, so that
 * no second list of features can go stale. */
#include "stance/explain.h"

#include <stdlib.h>

/* ---- the sums ---- */

typedef struct {
  uint32_t pair;
  double sign; /* a margin speaks for the pair's first class */
} Side;

static Side side_of(const Linear *linear, uint32_t label, uint32_t other) {
  if (label < other) return (Side){linear_pair(linear->classes, label, other), 1};
  return (Side){linear_pair(linear->classes, other, label), -1};
}

static StanceLabel rival_of(const Stance *row) {
  StanceLabel rival = STANCE_NONE;
  for (StanceLabel l = STANCE_SUPPORTS; l < STANCE_NONE; l++)
    if (l != row->label && (rival == STANCE_NONE || row->probability[l] > row->probability[rival]))
      rival = l;
  return rival;
}

static double value_of(const FeatureScratch *s, uint64_t hash) {
  uint32_t low = 0, high = s->features.len;
  while (low < high) { /* by ascending hash, no hash twice */
    uint32_t middle = low + (high - low) / 2;
    if (s->features.items[middle].hash < hash)
      low = middle + 1;
    else
      high = middle;
  }
  return low < s->features.len && s->features.items[low].hash == hash
             ? (double)s->features.items[low].value
             : 0;
}

static void add_reasons(const Model *model, Explanation *e, Side none, Side rival) {
  const Linear *linear = &model->linear;
  for (uint32_t id = 1; id <= intern_count(e->scratch.names); id++) {
    uint64_t hash = vec_at(&e->scratch.name_hash, id - 1);
    uint32_t feature = model_feature(model, hash);
    if (feature == UINT32_MAX) {
      e->unknown++;
      continue;
    }
    const double *weights = linear->weights + (size_t)feature * linear->pairs;
    double value = value_of(&e->scratch, hash);
    Reason reason = {intern_text(e->scratch.names, id), value,
                     none.sign * weights[none.pair] * value,
                     rival.sign * weights[rival.pair] * value};
    e->margin_none += reason.against_none;
    e->margin_rival += reason.against_rival;
    vec_push(&e->reasons, reason);
  }
}

static int strongest_first(const void *a, const void *b) {
  const Reason *x = a, *y = b;
  double u = reason_weight(x), v = reason_weight(y);
  return u != v ? (u < v ? 1 : -1) : str_compare(x->name, y->name);
}

static void weigh(const Model *model, const Stance *row, Explanation *e) {
  e->label = row->label;
  e->rival = rival_of(row);
  Side none = side_of(&model->linear, e->label, STANCE_NONE);
  Side rival = side_of(&model->linear, e->label, e->rival);
  e->margin_none = e->bias_none = none.sign * model->linear.bias[none.pair];
  e->margin_rival = e->bias_rival = rival.sign * model->linear.bias[rival.pair];
  e->unknown = 0;
  vec_clear(&e->reasons);
  add_reasons(model, e, none, rival);
  if (e->reasons.len) qsort(e->reasons.items, e->reasons.len, sizeof(Reason), strongest_first);
}

static void weigh_context(const Model *model, const double *values, Explanation *e) {
  e->context_bias = model->context.bias;
  for (int v = 0; v < CONTEXT_VALUES; v++)
    e->context[v] = values ? model->context.weights[v] * values[v] : 0;
}

/* ---- what it is about, and who ---- */

/* Of the references to the holder that begin there, the one of just these words if there is one. */
static uint32_t reference_at(const Doc *doc, const Candidate *c) {
  uint32_t found = 0;
  for (uint32_t i = doc_reference_from(doc, c->holder_at.beg); i < doc->references.len; i++) {
    const Reference *r = &doc->references.items[i];
    if (r->at.beg > c->holder_at.beg) break;
    if (r->entity != c->holder) continue;
    if (r->at.end == c->holder_at.end) return i + 1;
    if (!found) found = i + 1;
  }
  return found;
}

/* An antecedent always stands before what refers to it, so this ends. */
static uint32_t named_mention(const Doc *doc, uint32_t mention) {
  while (vec_at(&doc->mentions, mention).antecedent &&
         doc->mentions.items[mention].antecedent - 1 < mention)
    mention = doc->mentions.items[mention].antecedent - 1;
  return mention;
}

static bool made(const Entry *entry, const Mention *mention) {
  static const uint8_t KINDS[] = {
      [GUARANTEE_TERM] = MENTION_TERM,   [GUARANTEE_GENERAL] = MENTION_GENERAL,
      [GUARANTEE_BACK] = MENTION_BACK,   [GUARANTEE_NOT] = UINT8_MAX,
      [GUARANTEE_BOUND] = MENTION_BOUND, [GUARANTEE_SIGN] = UINT8_MAX};
  return entry->lexicon == LEXICON_GUARANTEE && KINDS[entry->word_class] == mention->kind &&
         (entry->row == mention->type || entry->row == TYPE_ANY ||
          entry->rival == mention->type + 1u);
}

uint32_t explain_mention_phrase(const Knowledge *k, const Doc *doc, const Mention *mention) {
  for (uint32_t i = doc_phrase_from(doc, mention->at.beg); i < doc->phrases.len; i++) {
    const PhraseMatch *m = &doc->phrases.items[i];
    if (m->at.beg > mention->at.beg) break;
    if (m->at.end == mention->at.end && made(knowledge_entry(k, m), mention)) return i + 1;
  }
  return 0;
}

uint32_t explain_operator_phrase(const Knowledge *k, const Doc *doc, Range at) {
  for (uint32_t i = doc_phrase_from(doc, at.beg); i < doc->phrases.len; i++) {
    const PhraseMatch *m = &doc->phrases.items[i];
    if (m->at.beg > at.beg) break;
    uint8_t lexicon = knowledge_entry(k, m)->lexicon;
    if (m->at.end == at.end &&
        (lexicon == LEXICON_POLARITY || lexicon == LEXICON_CONDITION || lexicon == LEXICON_NEGATOR))
      return i + 1;
  }
  return 0;
}

/* ---- all of it ---- */

void explain_row(const Knowledge *knowledge, const Model *model, const Doc *doc, uint32_t row,
                 const double *values, Explanation *e) {
  const Stance *stance = &vec_at(&doc->stances, row);
  const Candidate *c = &vec_at(&doc->candidates, stance->candidate);
  intern_free(e->scratch.names);
  e->scratch.names = intern_new();
  vec_clear(&e->scratch.name_hash);
  features_of(knowledge, doc, stance->candidate, &e->scratch);
  weigh(model, stance, e);
  weigh_context(model, values, e);
  View view = view_of(knowledge, doc, stance->candidate, &e->scratch);
  e->reading = reading_of(&view);
  e->reference = reference_at(doc, c);
  e->named = named_mention(doc, c->mention);
}

void explanation_free(Explanation *e) {
  intern_free(e->scratch.names);
  feature_scratch_free(&e->scratch);
  vec_free(&e->reasons);
  *e = (Explanation){0};
}
