/* A feature is there or not; what a text has is scaled to a vector of length one, so that a long
 * text weighs no more than a short one and one C fits texts of any length. Features that one text
 * alone has are kept: they can meet a text to come. */
#include "classify/task.h"

#include "classify/learn.h"

#include <stdlib.h>

/* ---- texts as features ---- */

void bags_fill(Bags *bags, const Examples *examples) {
  Ngrams ngrams = {0};
  HashVec hashes = {0};
  for (uint32_t i = 0; i < examples->rows.len; i++) {
    ngrams_hash(&ngrams, examples->rows.items[i].text, &hashes);
    uint64_t digest = 0;
    vec_push(&bags->first, bags->hashes.len);
    for (uint32_t k = 0; k < hashes.len; k++) {
      vec_push(&bags->hashes, hashes.items[k]);
      digest = hash_pair(digest, hashes.items[k]);
    }
    vec_push(&bags->digest, digest);
  }
  vec_push(&bags->first, bags->hashes.len);
  vec_free(&hashes);
  ngrams_free(&ngrams);
}

void bags_free(Bags *bags) {
  vec_free(&bags->hashes);
  vec_free(&bags->first);
  vec_free(&bags->digest);
}

/* ---- the rows of a task ---- */

void task_free(Task *task) {
  svm_gram_free(task->gram);
  vec_free(&task->rows);
  vec_free(&task->samples);
  vec_free(&task->features);
  vec_free(&task->hashes);
}

typedef struct {
  uint32_t label, row;
  uint64_t digest;
} Place;

static int by_label_and_digest(const void *a, const void *b) {
  const Place *x = a, *y = b;
  if (x->label != y->label) return x->label < y->label ? -1 : 1;
  if (x->digest != y->digest) return x->digest < y->digest ? -1 : 1;
  return (x->row > y->row) - (x->row < y->row);
}

/* Folds go round the texts of a label, in the order of their digests, whatever the order of the
 * table; equal texts stay in one fold. Of more than `most` texts some are left out, evenly. */
static void order_rows(Task *task, uint32_t most) {
  Place *places = memory_get(task->rows.len * sizeof *places);
  for (uint32_t i = 0; i < task->rows.len; i++) {
    uint32_t row = task->rows.items[i];
    places[i] = (Place){task->examples->rows.items[row].label, row, task->bags->digest.items[row]};
  }
  qsort(places, task->rows.len, sizeof *places, by_label_and_digest);
  uint32_t all = task->rows.len, kept = all < most ? all : most;
  task->rows.len = kept;
  for (uint32_t i = 0, fold = 0; i < kept; i++) {
    const Place *place = &places[(uint64_t)i * all / kept], *last = place;
    if (i) last = &places[(uint64_t)(i - 1) * all / kept];
    if (place->digest != last->digest) fold = (fold + 1) % LEARN_FOLDS;
    task->rows.items[i] = place->row;
    vec_push(&task->samples, (Sample){.label = place->label, .fold = fold});
  }
  free(places);
}

static void count_labels(Task *task) {
  uint32_t class_of[LINEAR_CLASSES_MAX] = {0};
  for (uint32_t i = 0; i < task->samples.len; i++) task->texts[task->samples.items[i].label]++;
  for (uint32_t l = 0; l < LINEAR_CLASSES_MAX; l++) {
    if (!task->texts[l]) continue;
    class_of[l] = task->classes;
    task->label[task->classes++] = l;
  }
  for (uint32_t i = 0; i < task->samples.len; i++)
    task->samples.items[i].label = class_of[task->samples.items[i].label];
}

/* ---- their features ---- */

static void collect_hashes(Task *task) {
  for (uint32_t i = 0; i < task->rows.len; i++) {
    const size_t *first = &task->bags->first.items[task->rows.items[i]];
    for (size_t k = first[0]; k < first[1]; k++)
      vec_push(&task->hashes, task->bags->hashes.items[k]);
  }
  hashes_unique(&task->hashes, 1);
}

static uint32_t feature_of(const Task *task, uint64_t hash) {
  uint32_t low = 0, high = task->hashes.len;
  while (high - low > 1) {
    uint32_t middle = low + (high - low) / 2;
    if (task->hashes.items[middle] <= hash)
      low = middle;
    else
      high = middle;
  }
  return low;
}

static void number_features(Task *task) {
  for (uint32_t i = 0; i < task->rows.len; i++) {
    const size_t *first = &task->bags->first.items[task->rows.items[i]];
    for (size_t k = first[0]; k < first[1]; k++)
      vec_push(&task->features, (Feature){feature_of(task, task->bags->hashes.items[k]),
                                          ngrams_value(first[1] - first[0])});
    task->samples.items[i].count = (uint32_t)(first[1] - first[0]);
  }
  const Feature *at = task->features.items; /* now that they move no more */
  for (uint32_t i = 0; i < task->samples.len; i++) {
    task->samples.items[i].features = at;
    at += task->samples.items[i].count;
  }
}

/* ---- all of it ---- */

Task task_gather(const Examples *examples, const Bags *bags, uint32_t target, uint32_t most) {
  Task task = {.examples = examples, .bags = bags};
  for (uint32_t i = 0; i < examples->rows.len; i++)
    if (target == TASK_ALL_TARGETS || examples->rows.items[i].target_number == target)
      vec_push(&task.rows, i);
  order_rows(&task, most);
  count_labels(&task);
  return task;
}

Task task_make(const Examples *examples, const Bags *bags, uint32_t target, uint32_t most) {
  Task task = task_gather(examples, bags, target, most);
  collect_hashes(&task);
  number_features(&task);
  if (task.samples.len <= SVM_GRAM_MOST)
    task.gram = svm_gram_new(task.samples.items, task.samples.len, task.hashes.len);
  return task;
}
