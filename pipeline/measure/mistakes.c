#include "measure/mistakes.h"

const char *mistake_name(MistakeKind kind) {
  static const char *const NAMES[] = {"missed", "wrong", "missed quotation", "wrong quotation",
                                      "speaker"};
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
