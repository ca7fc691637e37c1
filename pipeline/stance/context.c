/* Of what stands around a candidate only the strongest is taken, never a sum or a count: a long
 * article would outweigh a short one by its length alone, and the highest of several is as good an
 * estimate in either. Other sentences are looked at by holder and type, in sorted order, so that
 * the time stays linear in the candidates (but for sorting them). */
#include "stance/context.h"

#include <math.h>
#include <stdlib.h>

ContextPlace context_place(const Doc *doc, uint32_t candidate) {
  const Candidate *c = &vec_at(&doc->candidates, candidate);
  const Mention *m = &vec_at(&doc->mentions, c->mention);
  return (ContextPlace){.sentence = c->sentence,
                        .holder = c->holder,
                        .type = m->type,
                        .mention = m->kind,
                        .role = c->role};
}

StanceLabel context_best(const ContextPlace *place) {
  StanceLabel best = STANCE_SUPPORTS;
  for (StanceLabel l = STANCE_REJECTS; l < STANCE_NONE; l++)
    if (place->probability[l] > place->probability[best]) best = l;
  return best;
}

/* That there is a stance at all. */
static double any(const ContextPlace *place) {
  return 1 - place->probability[STANCE_NONE];
}

static double log_odds(double p) {
  static const double LEAST = 1e-4; /* beyond, a probability of the classifier says no more */
  p = fmin(fmax(p, LEAST), 1 - LEAST);
  return log(p / (1 - p));
}

/* ---- other sentences ---- */

/* The highest of what was shown, and the highest of another sentence than that. */
typedef struct {
  double first, second;
  uint32_t sentence; /* of the first */
} Peak;

static void show(Peak *peak, double value, uint32_t sentence) {
  if (value > peak->first) {
    if (sentence != peak->sentence) peak->second = peak->first;
    peak->first = value;
    peak->sentence = sentence;
  } else if (sentence != peak->sentence && value > peak->second) {
    peak->second = value;
  }
}

static double elsewhere(const Peak *peak, uint32_t sentence) {
  return peak->sentence == sentence ? peak->second : peak->first;
}

static const Peak NOTHING = {0, 0, UINT32_MAX};

typedef struct {
  const ContextPlace *places;
  const uint32_t *order; /* by holder, then type */
  uint32_t count;
  double *values;
} Look;

static double *values_of(const Look *look, uint32_t place) {
  return look->values + (size_t)place * CONTEXT_VALUES;
}

static const ContextPlace *at(const Look *look, uint32_t i) {
  return &look->places[look->order[i]];
}

static void same_type(const Look *look, uint32_t from, uint32_t end) {
  Peak peaks[STANCE_NONE] = {NOTHING, NOTHING, NOTHING};
  for (uint32_t i = from; i < end; i++)
    for (int l = 0; l < STANCE_NONE; l++)
      show(&peaks[l], at(look, i)->probability[l], at(look, i)->sentence);
  for (uint32_t i = from; i < end; i++)
    values_of(look, look->order[i])[CONTEXT_AGAIN] =
        elsewhere(&peaks[context_best(at(look, i))], at(look, i)->sentence);
}

static void same_holder(const Look *look, uint32_t from, uint32_t end) {
  Peak peak = NOTHING;
  for (uint32_t i = from; i < end; i++) show(&peak, any(at(look, i)), at(look, i)->sentence);
  for (uint32_t i = from; i < end; i++)
    values_of(look, look->order[i])[CONTEXT_ACTIVE] = elsewhere(&peak, at(look, i)->sentence);
  for (uint32_t i = from, next; i < end; i = next) {
    for (next = i + 1; next < end && at(look, next)->type == at(look, i)->type; next++) continue;
    same_type(look, i, next);
  }
}

static int by_holder_and_type(const void *a, const void *b, void *context) {
  uint32_t i = *(const uint32_t *)a, j = *(const uint32_t *)b;
  const ContextPlace *x = (const ContextPlace *)context + i, *y = (const ContextPlace *)context + j;
  if (x->holder != y->holder) return x->holder < y->holder ? -1 : 1;
  if (x->type != y->type) return x->type < y->type ? -1 : 1;
  return (i > j) - (i < j);
}

static void other_sentences(Look *look, ContextScratch *scratch) {
  vec_clear(&scratch->order);
  for (uint32_t i = 0; i < look->count; i++) vec_push(&scratch->order, i);
  qsort_r(scratch->order.items, look->count, sizeof(uint32_t), by_holder_and_type,
          (void *)(uintptr_t)look->places);
  look->order = scratch->order.items;
  for (uint32_t i = 0, next; i < look->count; i = next) {
    for (next = i + 1; next < look->count && at(look, next)->holder == at(look, i)->holder; next++)
      continue;
    same_holder(look, i, next);
  }
}

/* ---- the same sentence ---- */

/* Candidates of a sentence stand together, and are few: at most HOLDERS_MAX · TYPES_MAX
 * (candidate.c). */
static void same_sentence(const Look *look, uint32_t from, uint32_t end) {
  for (uint32_t i = from; i < end; i++) {
    double *values = values_of(look, i), rival = 0, beside = 0;
    const ContextPlace *mine = &look->places[i];
    for (uint32_t j = from; j < end; j++) {
      const ContextPlace *other = &look->places[j];
      if (other->type == mine->type && other->holder != mine->holder)
        rival = fmax(rival, any(other));
      if (other->type != mine->type && other->holder == mine->holder)
        beside = fmax(beside, any(other));
    }
    values[CONTEXT_RIVAL] = rival;
    values[CONTEXT_BESIDE] = beside;
  }
}

static void itself(const Look *look, uint32_t place) {
  const ContextPlace *p = &look->places[place];
  double *values = values_of(look, place);
  for (int v = 0; v < CONTEXT_VALUES; v++) values[v] = 0;
  values[CONTEXT_ALONE] = log_odds(p->probability[context_best(p)]);
  if (p->mention != MENTION_TERM) values[CONTEXT_MENTION + p->mention - MENTION_GENERAL] = 1;
  if (p->role != HOLDER_SPEAKER) values[CONTEXT_ROLE + p->role - HOLDER_SUBJECT] = 1;
}

void context_values(const ContextPlace *places, uint32_t count, ContextScratch *scratch,
                    double *values) {
  if (!count) return;
  Look look = {.places = places, .count = count, .values = values};
  for (uint32_t i = 0; i < count; i++) itself(&look, i);
  for (uint32_t i = 0, next; i < count; i = next) {
    for (next = i + 1; next < count && places[next].sentence == places[i].sentence; next++)
      continue;
    same_sentence(&look, i, next);
  }
  other_sentences(&look, scratch);
}

void context_scratch_free(ContextScratch *scratch) {
  vec_free(&scratch->order);
}

Logistic context_none(void) {
  Logistic logistic = {0};
  logistic.weights[CONTEXT_ALONE] = 1;
  return logistic;
}
