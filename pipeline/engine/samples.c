#include "engine/samples.h"

#include "base/arena.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

void samples_init(SampleSet *set) {
  *set = (SampleSet){0};
  set->scratch.names = intern_new();
}

void samples_free(SampleSet *set) {
  vec_free(&set->samples);
  vec_free(&set->first);
  vec_free(&set->raw);
  vec_free(&set->features);
  vec_free(&set->record);
  vec_free(&set->article);
  vec_free(&set->dropped);
  vec_free(&set->places);
  intern_free(set->scratch.names);
  feature_scratch_free(&set->scratch);
  free(set->hashes);
  *set = (SampleSet){0};
}

/* ---- which record a candidate stands for ---- */

static bool same_name(Str a, Str b) {
  Buf x = {0}, y = {0};
  utf8_fold(a, &x);
  utf8_fold(b, &y);
  bool same = str_equal(buf_slice(&x), buf_slice(&y));
  buf_free(&x);
  buf_free(&y);
  return same;
}

/* They share at least half of the shorter, as the scorer asks. */
static bool lies_on(Span a, Span b) {
  uint32_t beg = a.beg > b.beg ? a.beg : b.beg, end = a.end < b.end ? a.end : b.end;
  uint32_t shorter = a.end - a.beg < b.end - b.beg ? a.end - a.beg : b.end - b.beg;
  return beg < end && (end - beg) * 2 >= shorter;
}

typedef enum { FIT_NONE, FIT_SIDE, FIT_HOLDER } Fit;

static Fit fit_of(const Worker *w, const Candidate *c, const GoldStance *gold) {
  const Doc *doc = &w->doc;
  const Mention *mention = &vec_at(&doc->mentions, c->mention);
  if (!str_equal(w->resources->knowledge.types.items[mention->type].id, gold->guarantee))
    return FIT_NONE;
  Span sentence = doc_span(doc, vec_at(&doc->sentences, c->sentence).tokens);
  if (!lies_on(sentence, gold->evidence)) return FIT_NONE;
  const Entity *holder = &vec_at(&doc->entities, c->holder);
  if (same_name(holder->id, gold->holder_id)) return FIT_HOLDER;
  return holder->side.len && str_equal(holder->side, gold->side) ? FIT_SIDE : FIT_NONE;
}

bool samples_meant(const Worker *worker, const Candidate *candidate, const GoldStance *gold) {
  return fit_of(worker, candidate, gold) == FIT_HOLDER;
}

/* All candidates with the record's holder stand for it; where none has it, those of its side do. */
static bool mark(SampleSet *set, const Worker *w, uint32_t base, const GoldStance *gold,
                 uint32_t number) {
  Fit best = FIT_NONE;
  for (uint32_t i = 0; i < w->doc.candidates.len; i++) {
    Fit fit = fit_of(w, &w->doc.candidates.items[i], gold);
    if (fit > best) best = fit;
  }
  for (uint32_t i = 0; i < w->doc.candidates.len && best; i++) {
    if (fit_of(w, &w->doc.candidates.items[i], gold) != best) continue;
    if (set->record.items[base + i]) continue;
    set->record.items[base + i] = number + 1;
    set->samples.items[base + i].label = gold->label;
  }
  return best == FIT_HOLDER;
}

static void add_vector(SampleSet *set, Worker *w, uint32_t candidate, uint32_t fold) {
  features_of(&w->resources->knowledge, &w->doc, candidate, &set->scratch);
  vec_push(&set->first, set->raw.len);
  for (uint32_t i = 0; i < set->scratch.features.len; i++)
    vec_push(&set->raw, set->scratch.features.items[i]);
  vec_push(&set->samples,
           (Sample){.count = set->scratch.features.len, .label = STANCE_NONE, .fold = fold});
  vec_push(&set->record, 0);
  vec_push(&set->article, set->articles);
  vec_push(&set->places, context_place(&w->doc, candidate));
}

bool samples_add(SampleSet *set, Worker *w, const Gold *gold, uint32_t fold, Err *err) {
  Doc *doc = &w->doc;
  doc_reset(doc);
  doc->id = gold->id;
  doc->title = gold->title;
  doc->date = gold->date;
  doc->text = gold->text;
  if (!worker_run(w, DEPTH_CANDIDATES, err)) return false;
  uint32_t base = set->samples.len;
  for (uint32_t i = 0; i < doc->candidates.len; i++) add_vector(set, w, i, fold);
  for (uint32_t i = 0; i < gold->stances.len; i++)
    set->reachable += mark(set, w, base, &gold->stances.items[i], set->records + i);
  set->records += gold->stances.len;
  if (fold != FOLD_TRAINING_ONLY) set->measured += gold->stances.len;
  set->articles++;
  return true;
}

/* ---- leaving out ---- */

static int by_number(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

static uint32_t drop_prefix(SampleSet *set, Str prefix) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < set->scratch.name_hash.len; i++) {
    Str name = intern_text(set->scratch.names, i + 1);
    if (name.len < prefix.len || memcmp(name.ptr, prefix.ptr, prefix.len) != 0) continue;
    vec_push(&set->dropped, set->scratch.name_hash.items[i]);
    count++;
  }
  return count;
}

bool samples_drop(SampleSet *set, const char *prefixes, Err *err) {
  Str rest = str_of(prefixes), prefix;
  set->without = prefixes;
  while (str_cut(&rest, ",", &prefix))
    if (!prefix.len || !drop_prefix(set, prefix))
      return err_at(err, NULL, 0, "no feature begins with '%.*s'", (int)prefix.len, prefix.ptr);
  qsort(set->dropped.items, set->dropped.len, sizeof *set->dropped.items, by_number);
  return true;
}

static bool is_dropped(const SampleSet *set, uint64_t hash) {
  return set->dropped.len &&
         bsearch(&hash, set->dropped.items, set->dropped.len, sizeof hash, by_number) != NULL;
}

/* ---- numbers ---- */

typedef struct {
  uint64_t hash;
  uint32_t article;
} Occurrence;

static int by_hash_then_article(const void *a, const void *b) {
  const Occurrence *x = a, *y = b;
  if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
  return (x->article > y->article) - (x->article < y->article);
}

/* Hashes that occur in at least `least` articles: neighbours of one place repeat each other, so
 * samples are no measure of how common a feature is. */
static void choose_hashes(SampleSet *set, uint32_t least) {
  uint32_t total = set->raw.len, kept = 0;
  Occurrence *all = memory_get(total * sizeof *all);
  for (uint32_t s = 0, i = 0; s < set->samples.len; s++)
    for (uint32_t f = 0; f < set->samples.items[s].count; f++, i++)
      all[i] = (Occurrence){set->raw.items[i].hash, set->article.items[s]};
  qsort(all, total, sizeof *all, by_hash_then_article);
  set->hashes = memory_get(total * sizeof *set->hashes);
  for (uint32_t i = 0; i < total;) {
    uint32_t end = i, articles = 0;
    for (; end < total && all[end].hash == all[i].hash; end++)
      articles += end == i || all[end].article != all[end - 1].article;
    if (articles >= least && !is_dropped(set, all[i].hash)) set->hashes[kept++] = all[i].hash;
    i = end;
  }
  set->hash_count = kept;
  free(all);
}

static uint32_t number_of(const SampleSet *set, uint64_t hash) {
  uint32_t low = 0, high = set->hash_count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (set->hashes[middle] < hash)
      low = middle + 1;
    else
      high = middle;
  }
  return low < set->hash_count && set->hashes[low] == hash ? low : UINT32_MAX;
}

void samples_number(SampleSet *set, uint32_t least) {
  choose_hashes(set, least);
  vec_reserve(&set->features, set->raw.len); /* no move from here on: samples point into it */
  for (uint32_t s = 0; s < set->samples.len; s++) {
    Sample *sample = &set->samples.items[s];
    uint32_t begin = set->features.len, raw = set->first.items[s];
    for (uint32_t f = 0; f < sample->count; f++) {
      uint32_t number = number_of(set, set->raw.items[raw + f].hash);
      if (number != UINT32_MAX)
        vec_push(&set->features, (Feature){number, (double)set->raw.items[raw + f].value});
    }
    sample->features = set->features.items + begin;
    sample->count = set->features.len - begin;
  }
}
