#include "measure/mistakes.h"

const char *mistake_name(MistakeKind kind) {
  static const char *const NAMES[] = {"missed",          "wrong",   "missed quotation",
                                      "wrong quotation", "speaker", "lost",
                                      "gained",          "new",     "gone"};
  return NAMES[kind];
}

/* The record without a partner that meets `record`; of several, the one that agrees on most. */
static const Record *instead_of(const Record *record, const Annotated *doc,
                                const uint32_t *partner) {
  const Record *best = NULL;
  int best_agreement = -1;
  for (uint32_t i = 0; i < doc->records.len; i++) {
    const Record *other = &doc->records.items[i];
    if (partner[i] || !records_meet(record, other)) continue;
    int agreement = (record->guarantee == other->guarantee) * 2 +
                    (record->holder == other->holder) + (record->label == other->label);
    if (agreement > best_agreement) best = other, best_agreement = agreement;
  }
  return best;
}

static void list_stances(MistakeVec *mistakes, uint32_t doc, const Annotated *gold,
                         const Annotated *predicted, Pairing *pairing) {
  match_records(pairing, gold, predicted, LEVEL_STANCE);
  for (uint32_t i = 0; i < gold->records.len; i++)
    if (!pairing->of_gold.items[i])
      vec_push(mistakes, (Mistake){.kind = MISTAKE_MISSED,
                                   .doc = doc,
                                   .record = &gold->records.items[i],
                                   .instead = instead_of(&gold->records.items[i], predicted,
                                                         pairing->of_predicted.items)});
  for (uint32_t i = 0; i < predicted->records.len; i++)
    if (!pairing->of_predicted.items[i])
      vec_push(mistakes, (Mistake){.kind = MISTAKE_WRONG,
                                   .doc = doc,
                                   .record = &predicted->records.items[i],
                                   .instead = instead_of(&predicted->records.items[i], gold,
                                                         pairing->of_gold.items)});
}

static void list_quotations(MistakeVec *mistakes, uint32_t doc, const Annotated *gold,
                            const Annotated *predicted, Pairing *pairing) {
  match_passages(pairing, gold, predicted);
  for (uint32_t i = 0; i < gold->passages.len; i++) {
    const Passage *passage = &gold->passages.items[i];
    uint32_t partner = pairing->of_gold.items[i];
    const Passage *got = partner ? &predicted->passages.items[partner - 1] : NULL;
    if (got && got->speaker == passage->speaker) continue;
    vec_push(mistakes, (Mistake){.kind = got ? MISTAKE_SPEAKER : MISTAKE_MISSED_QUOTATION,
                                 .doc = doc,
                                 .passage = passage,
                                 .got = got});
  }
  for (uint32_t i = 0; i < predicted->passages.len; i++)
    if (!pairing->of_predicted.items[i] &&
        predicted->passages.items[i].word_count >= QUOTATION_WORDS)
      vec_push(mistakes, (Mistake){.kind = MISTAKE_WRONG_QUOTATION,
                                   .doc = doc,
                                   .passage = &predicted->passages.items[i]});
}

void mistakes_list(MistakeVec *mistakes, const Annotations *gold, const Annotations *predicted,
                   uint32_t most) {
  Pairing pairing = {0};
  uint32_t first = mistakes->len;
  for (uint32_t i = 0; i < gold->docs.len && mistakes->len - first < most; i++) {
    const Annotated *g = &vec_at(&gold->docs, i), *p = &vec_at(&predicted->docs, i);
    if (g->left_out) continue;
    if (gold->has_records && predicted->has_records) list_stances(mistakes, i, g, p, &pairing);
    if (gold->has_passages && predicted->has_passages) list_quotations(mistakes, i, g, p, &pairing);
  }
  if (mistakes->len - first > most) mistakes->len = first + most;
  pairing_free(&pairing);
}

/* ---- between two predicted files ---- */

typedef struct Changes { /* one document on its way through */
  MistakeVec *list;
  uint32_t doc;
  const Annotated *gold, *first, *second;
  Pairing of_first, of_second;
} Changes;

static void list_found(Changes *c) {
  for (uint32_t i = 0; i < c->gold->records.len; i++) {
    const Record *record = &c->gold->records.items[i];
    bool before = c->of_first.of_gold.items[i], now = c->of_second.of_gold.items[i];
    if (before == now) continue;
    const Record *instead = now ? instead_of(record, c->first, c->of_first.of_predicted.items)
                                : instead_of(record, c->second, c->of_second.of_predicted.items);
    vec_push(c->list, (Mistake){.kind = now ? MISTAKE_GAINED : MISTAKE_LOST,
                                .doc = c->doc,
                                .record = record,
                                .instead = instead});
  }
}

static bool has_row(const Annotated *doc, const Record *row) {
  for (uint32_t i = 0; i < doc->records.len; i++) {
    const Record *other = &doc->records.items[i];
    if (records_meet(row, other) && row->guarantee == other->guarantee &&
        row->holder == other->holder && row->label == other->label)
      return true;
  }
  return false;
}

/* Wrong rows of one file that the other does not have. */
static void list_wrong(Changes *c, const Annotated *doc, const Pairing *pairing,
                       const Annotated *other, MistakeKind kind) {
  for (uint32_t i = 0; i < doc->records.len; i++) {
    const Record *row = &doc->records.items[i];
    if (pairing->of_predicted.items[i] || has_row(other, row)) continue;
    vec_push(c->list, (Mistake){.kind = kind,
                                .doc = c->doc,
                                .record = row,
                                .instead = instead_of(row, c->gold, pairing->of_gold.items)});
  }
}

static const Passage *found_passage(const Annotated *doc, const Pairing *pairing, uint32_t gold) {
  uint32_t partner = pairing->of_gold.items[gold];
  return partner ? &doc->passages.items[partner - 1] : NULL;
}

static void list_passages(Changes *c) {
  for (uint32_t i = 0; i < c->gold->passages.len; i++) {
    const Passage *passage = &c->gold->passages.items[i];
    const Passage *a = found_passage(c->first, &c->of_first, i);
    const Passage *b = found_passage(c->second, &c->of_second, i);
    bool before = a && a->speaker == passage->speaker, now = b && b->speaker == passage->speaker;
    if (before != now)
      vec_push(c->list, (Mistake){.kind = now ? MISTAKE_GAINED : MISTAKE_LOST,
                                  .doc = c->doc,
                                  .passage = passage,
                                  .got = now ? a : b});
  }
}

void mistakes_changes(MistakeVec *changes, const Annotations *gold, const Annotations *first,
                      const Annotations *second) {
  Changes c = {.list = changes};
  bool stances = gold->has_records && first->has_records && second->has_records;
  bool quotations = gold->has_passages && first->has_passages && second->has_passages;
  for (c.doc = 0; c.doc < gold->docs.len; c.doc++) {
    c.gold = &vec_at(&gold->docs, c.doc);
    c.first = &vec_at(&first->docs, c.doc);
    c.second = &vec_at(&second->docs, c.doc);
    if (c.gold->left_out) continue;
    if (stances) {
      match_records(&c.of_first, c.gold, c.first, LEVEL_STANCE);
      match_records(&c.of_second, c.gold, c.second, LEVEL_STANCE);
      list_found(&c);
      list_wrong(&c, c.second, &c.of_second, c.first, MISTAKE_NEW);
      list_wrong(&c, c.first, &c.of_first, c.second, MISTAKE_GONE);
    }
    if (quotations) {
      match_passages(&c.of_first, c.gold, c.first);
      match_passages(&c.of_second, c.gold, c.second);
      list_passages(&c);
    }
  }
  pairing_free(&c.of_first);
  pairing_free(&c.of_second);
}
