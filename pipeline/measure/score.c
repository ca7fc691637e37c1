#include "measure/score.h"

#include <stdlib.h>
#include <string.h>

/* ---- rates ---- */

/* The order of operations is that of the scorers in Python: doubles round the same way in both. */
Rates rates_of(Count count) {
  double p = count.predicted ? (double)count.hits / count.predicted : 0;
  double r = count.gold ? (double)count.found / count.gold : 0;
  return (Rates){100 * p, 100 * r, 100 * (p + r > 0 ? 2 * p * r / (p + r) : 0)};
}

LabelRates label_rates_of(const Confusion *confusion) {
  LabelRates rates = {0};
  uint32_t right = 0, labels = 0;
  double sum = 0;
  for (uint32_t label = 0; label < STANCE_NONE; label++) {
    uint32_t hits = confusion->cells[label][label];
    Count count = {.hits = hits, .found = hits};
    for (uint32_t other = 0; other < STANCE_NONE; other++) {
      count.gold += confusion->cells[label][other];
      count.predicted += confusion->cells[other][label];
    }
    right += hits;
    rates.count += count.gold;
    if (count.gold) sum += rates_of(count).f1, labels++;
  }
  rates.accuracy = rates.count ? 100.0 * right / rates.count : 0;
  rates.macro_f1 = labels ? sum / labels : 0;
  return rates;
}

/* ---- figures ---- */

const char *group_name(GroupId group) {
  static const char *const NAMES[GROUPS] = {"", "guarantee", "stance", "kind", "side"};
  return NAMES[group];
}

static uint32_t value_in(const Record *record, GroupId group) {
  switch (group) {
  case GROUP_GUARANTEE:
    return record->guarantee;
  case GROUP_STANCE:
    return record->label;
  case GROUP_KIND:
    return record->kind;
  case GROUP_SIDE:
    return record->side;
  default:
    return 0;
  }
}

static Str value_name(GroupId group, uint32_t value, const Names *names) {
  if (group == GROUP_STANCE) return str_of(gold_label_name((uint8_t)value));
  if (group == GROUP_KIND)
    return str_of(value == GOLD_KIND_NONE ? "unknown" : gold_kind_name((uint8_t)value));
  return names_text(names, value);
}

static uint32_t find_figure(const Score *score, GroupId group, uint32_t value) {
  for (uint32_t i = FIGURES; i < score->figures.len; i++)
    if (score->figures.items[i].group == group && score->figures.items[i].value == value) return i;
  return 0;
}

static void list_values(Score *score, const Annotations *annotations, GroupId group,
                        const Names *names) {
  for (uint32_t d = 0; d < annotations->docs.len; d++) {
    const Annotated *doc = &annotations->docs.items[d];
    for (uint32_t i = 0; i < doc->records.len; i++) {
      uint32_t value = value_in(&doc->records.items[i], group);
      if (!find_figure(score, group, value))
        vec_push(&score->figures, (Figure){group, value, value_name(group, value, names)});
    }
  }
}

static int by_group_and_name(const void *x, const void *y) {
  const Figure *a = x, *b = y;
  if (a->group != b->group) return a->group < b->group ? -1 : 1;
  if (a->group == GROUP_STANCE || a->group == GROUP_KIND) return a->value < b->value ? -1 : 1;
  return str_compare(a->name, b->name);
}

static void list_figures(Score *score, const Annotations *gold, const Annotations *predicted,
                         const Names *names) {
  static const char *const NAMES[FIGURES] = {"evidence", "target",   "detected", "stance",
                                             "doc",      "doc_side", "span",     "complete"};
  for (uint32_t i = 0; i < FIGURES; i++)
    vec_push(&score->figures, (Figure){GROUP_NONE, i, str_of(NAMES[i])});
  if (score->has_stances)
    for (uint32_t g = GROUP_GUARANTEE; g < GROUPS; g++) {
      /* a group by kind means something only where both say the kind */
      if (g == GROUP_KIND && !(gold->has_kinds && predicted->has_kinds)) continue;
      list_values(score, gold, (GroupId)g, names);
      list_values(score, predicted, (GroupId)g, names);
    }
  if (score->figures.len > FIGURES)
    qsort(score->figures.items + FIGURES, score->figures.len - FIGURES, sizeof(Figure),
          by_group_and_name);
}

/* ---- counting ---- */

typedef struct Counting { /* one document on its way through */
  Score *score;
  const Annotated *gold, *predicted;
  uint32_t doc; /* index among the measured */
  Pairing *pairing;
} Counting;

static Count *count_at(const Counting *c, uint32_t figure) {
  return &vec_at(&c->score->counts, figure * c->score->docs + c->doc);
}

static void count_levels(const Counting *c) {
  for (uint32_t level = 0; level < LEVELS; level++) {
    match_records(c->pairing, c->gold, c->predicted, (MatchLevel)level);
    uint32_t hits = c->pairing->pairs.len;
    *count_at(c, FIGURE_EVIDENCE + level) =
        (Count){hits, c->predicted->records.len, hits, c->gold->records.len};
  }
}

static void count_groups(const Counting *c) {
  match_records(c->pairing, c->gold, c->predicted, LEVEL_STANCE);
  for (uint32_t g = GROUP_GUARANTEE; g < GROUPS; g++) {
    for (uint32_t i = 0; i < c->predicted->records.len; i++) {
      uint32_t figure =
          find_figure(c->score, (GroupId)g, value_in(&c->predicted->records.items[i], (GroupId)g));
      if (!figure) continue;
      count_at(c, figure)->predicted++;
      count_at(c, figure)->hits += c->pairing->of_predicted.items[i] > 0;
    }
    for (uint32_t i = 0; i < c->gold->records.len; i++) {
      uint32_t figure =
          find_figure(c->score, (GroupId)g, value_in(&c->gold->records.items[i], (GroupId)g));
      if (!figure) continue;
      count_at(c, figure)->gold++;
      count_at(c, figure)->found += c->pairing->of_gold.items[i] > 0;
    }
  }
}

static void count_reliability(const Counting *c) {
  match_records(c->pairing, c->gold, c->predicted, LEVEL_STANCE);
  for (uint32_t i = 0; i < c->predicted->records.len; i++) {
    double confidence = c->predicted->records.items[i].confidence;
    if (confidence < 0) continue;
    uint32_t bin = (uint32_t)(confidence * RELIABILITY_BINS);
    ReliabilityBin *b = &c->score->reliability[bin < RELIABILITY_BINS ? bin : RELIABILITY_BINS - 1];
    uint32_t right = c->pairing->of_predicted.items[i] > 0;
    b->count++;
    b->right += right;
    b->sum += confidence;
    b->square += (confidence - right) * (confidence - right);
  }
}

static void count_confusion(const Counting *c) {
  Confusion *confusion = &vec_at(&c->score->confusions, c->doc);
  match_records(c->pairing, c->gold, c->predicted, LEVEL_DETECTED);
  for (uint32_t i = 0; i < c->gold->records.len; i++) {
    uint32_t partner = c->pairing->of_gold.items[i];
    uint8_t label = partner ? c->predicted->records.items[partner - 1].label : STANCE_NONE;
    confusion->cells[c->gold->records.items[i].label][label]++;
  }
  for (uint32_t i = 0; i < c->predicted->records.len; i++)
    if (!c->pairing->of_predicted.items[i])
      confusion->cells[STANCE_NONE][c->predicted->records.items[i].label]++;
}

/* ---- sets ---- */

typedef struct Triple {
  uint32_t who, guarantee, label;
} Triple;
typedef VEC(Triple) Triples;

static int by_triple(const void *x, const void *y) {
  const Triple *a = x, *b = y;
  if (a->who != b->who) return a->who < b->who ? -1 : 1;
  if (a->guarantee != b->guarantee) return a->guarantee < b->guarantee ? -1 : 1;
  return (a->label > b->label) - (a->label < b->label);
}

static void set_of(const Annotated *doc, bool sides, Triples *set) {
  vec_clear(set);
  for (uint32_t i = 0; i < doc->records.len; i++) {
    const Record *r = &doc->records.items[i];
    vec_push(set, (Triple){sides ? r->side : r->holder, r->guarantee, r->label});
  }
  if (!set->len) return;
  qsort(set->items, set->len, sizeof(Triple), by_triple);
  uint32_t kept = 1;
  for (uint32_t i = 1; i < set->len; i++)
    if (by_triple(&set->items[i], &set->items[kept - 1])) set->items[kept++] = set->items[i];
  set->len = kept;
}

static void count_sets(const Counting *c) {
  Triples gold = {0}, predicted = {0};
  for (uint32_t sides = 0; sides < 2; sides++) {
    uint32_t shared = 0;
    set_of(c->gold, sides, &gold);
    set_of(c->predicted, sides, &predicted);
    for (uint32_t i = 0; i < predicted.len && gold.len; i++)
      shared +=
          bsearch(&predicted.items[i], gold.items, gold.len, sizeof(Triple), by_triple) != NULL;
    *count_at(c, sides ? FIGURE_DOC_SIDE : FIGURE_DOC) =
        (Count){shared, predicted.len, shared, gold.len};
  }
  vec_free(&gold);
  vec_free(&predicted);
}

/* ---- quotations ---- */

static void count_quotations(const Counting *c) {
  uint32_t kept = 0, right = 0;
  match_passages(c->pairing, c->gold, c->predicted);
  for (uint32_t i = 0; i < c->predicted->passages.len; i++)
    kept += c->pairing->of_predicted.items[i] ||
            c->predicted->passages.items[i].word_count >= QUOTATION_WORDS;
  for (uint32_t i = 0; i < c->pairing->pairs.len; i++) {
    Pair pair = c->pairing->pairs.items[i];
    right += c->gold->passages.items[pair.gold].speaker ==
             c->predicted->passages.items[pair.predicted].speaker;
  }
  uint32_t hits = c->pairing->pairs.len, gold = c->gold->passages.len;
  *count_at(c, FIGURE_SPAN) = (Count){hits, kept, hits, gold};
  *count_at(c, FIGURE_COMPLETE) = (Count){right, kept, right, gold};
}

/* ---- all ---- */

static void count_document(const Counting *c) {
  if (c->score->has_stances) {
    count_levels(c);
    count_groups(c);
    count_confusion(c);
    count_sets(c);
    if (c->score->has_confidence) count_reliability(c);
  }
  if (c->score->has_quotations) count_quotations(c);
}

void score_of(Score *score, const Annotations *gold, const Annotations *predicted,
              const Names *names) {
  *score = (Score){.has_stances = gold->has_records && predicted->has_records,
                   .has_quotations = gold->has_passages && predicted->has_passages};
  score->has_confidence = score->has_stances && predicted->has_confidence;
  for (uint32_t i = 0; i < gold->docs.len; i++)
    if (!gold->docs.items[i].left_out) vec_push(&score->measured, i);
  score->docs = score->measured.len;
  list_figures(score, gold, predicted, names);
  for (uint32_t i = 0; i < score->figures.len * score->docs; i++)
    vec_push(&score->counts, (Count){0});
  for (uint32_t i = 0; i < score->docs; i++) vec_push(&score->confusions, (Confusion){0});
  Pairing pairing = {0};
  for (uint32_t i = 0; i < score->docs; i++) {
    uint32_t doc = score->measured.items[i];
    count_document(
        &(Counting){score, &vec_at(&gold->docs, doc), &vec_at(&predicted->docs, doc), i, &pairing});
  }
  pairing_free(&pairing);
}

void score_free(Score *score) {
  vec_free(&score->measured);
  vec_free(&score->figures);
  vec_free(&score->counts);
  vec_free(&score->confusions);
}

Count score_total(const Score *score, uint32_t figure) {
  Count total = {0};
  for (uint32_t i = 0; i < score->docs; i++) {
    const Count *count = &vec_at(&score->counts, figure * score->docs + i);
    total.hits += count->hits;
    total.predicted += count->predicted;
    total.found += count->found;
    total.gold += count->gold;
  }
  return total;
}

Confusion score_confusion(const Score *score) {
  Confusion total = {0};
  for (uint32_t i = 0; i < score->docs; i++)
    for (uint32_t g = 0; g < LABELS_AND_NONE; g++)
      for (uint32_t p = 0; p < LABELS_AND_NONE; p++)
        total.cells[g][p] += score->confusions.items[i].cells[g][p];
  return total;
}
