#include "measure/match.h"

#include <stdlib.h>

typedef struct Likely { /* a pair that may become one */
  uint32_t agreement;   /* fields that agree: type, holder, stance */
  uint32_t shared;      /* characters */
  Pair pair;
} Likely;

static uint32_t shared(uint32_t a_beg, uint32_t a_end, uint32_t b_beg, uint32_t b_end) {
  uint32_t beg = a_beg > b_beg ? a_beg : b_beg, end = a_end < b_end ? a_end : b_end;
  return beg < end ? end - beg : 0;
}

static uint32_t shorter(const Record *a, const Record *b) {
  uint32_t x = a->end - a->beg, y = b->end - b->beg;
  return x < y ? x : y;
}

bool records_meet(const Record *a, const Record *b) {
  uint32_t common = shared(a->beg, a->end, b->beg, b->end);
  return common > 0 && (uint64_t)common * 2 >= shorter(a, b);
}

static bool fits(const Record *a, const Record *b, MatchLevel level) {
  return records_meet(a, b) && (level < LEVEL_TARGET || a->guarantee == b->guarantee) &&
         (level < LEVEL_DETECTED || a->holder == b->holder) &&
         (level < LEVEL_STANCE || a->label == b->label);
}

static int better_first(const void *x, const void *y) {
  const Likely *a = x, *b = y;
  if (a->agreement != b->agreement) return a->agreement > b->agreement ? -1 : 1;
  if (a->shared != b->shared) return a->shared > b->shared ? -1 : 1;
  if (a->pair.gold != b->pair.gold) return a->pair.gold < b->pair.gold ? -1 : 1;
  return (a->pair.predicted > b->pair.predicted) - (a->pair.predicted < b->pair.predicted);
}

static void clear(Pairing *pairing, uint32_t gold, uint32_t predicted) {
  vec_clear(&pairing->pairs);
  vec_clear(&pairing->of_gold);
  vec_clear(&pairing->of_predicted);
  for (uint32_t i = 0; i < gold; i++) vec_push(&pairing->of_gold, 0);
  for (uint32_t i = 0; i < predicted; i++) vec_push(&pairing->of_predicted, 0);
}

static void join(Pairing *pairing, Pair pair) {
  if (vec_at(&pairing->of_gold, pair.gold) || vec_at(&pairing->of_predicted, pair.predicted))
    return;
  pairing->of_gold.items[pair.gold] = pair.predicted + 1;
  pairing->of_predicted.items[pair.predicted] = pair.gold + 1;
  vec_push(&pairing->pairs, pair);
}

void match_records(Pairing *pairing, const Annotated *gold, const Annotated *predicted,
                   MatchLevel level) {
  VEC(Likely) likely = {0};
  clear(pairing, gold->records.len, predicted->records.len);
  for (uint32_t i = 0; i < gold->records.len; i++) {
    const Record *g = &gold->records.items[i];
    for (uint32_t j = 0; j < predicted->records.len; j++) {
      const Record *p = &predicted->records.items[j];
      if (!fits(g, p, level)) continue;
      uint32_t agreement = (uint32_t)(g->guarantee == p->guarantee) + (g->holder == p->holder) +
                           (g->label == p->label);
      vec_push(&likely, (Likely){agreement, shared(g->beg, g->end, p->beg, p->end), {i, j}});
    }
  }
  if (likely.len) qsort(likely.items, likely.len, sizeof *likely.items, better_first);
  for (uint32_t i = 0; i < likely.len; i++) join(pairing, likely.items[i].pair);
  vec_free(&likely);
}

static bool passages_fit(const Passage *a, const Passage *b) {
  uint32_t beg = a->beg < b->beg ? a->beg : b->beg, end = a->end > b->end ? a->end : b->end;
  uint32_t common = shared(a->beg, a->end, b->beg, b->end);
  return common > 0 && common >= 0.9 * (end - beg);
}

void match_passages(Pairing *pairing, const Annotated *gold, const Annotated *predicted) {
  clear(pairing, gold->passages.len, predicted->passages.len);
  for (uint32_t i = 0; i < gold->passages.len; i++)
    for (uint32_t j = 0; j < predicted->passages.len && !pairing->of_gold.items[i]; j++)
      if (passages_fit(&gold->passages.items[i], &predicted->passages.items[j]))
        join(pairing, (Pair){i, j});
}

void pairing_free(Pairing *pairing) {
  vec_free(&pairing->pairs);
  vec_free(&pairing->of_gold);
  vec_free(&pairing->of_predicted);
}
