/* Why the kernel is computed beforehand: a short text has a thousand n-grams, but there are only
 * hundreds of texts for a target. Products of all pairs of texts, made once, serve every fold and
 * every C; the support vectors collapse into one weight vector all the same.
 *
 * A feature is there or not; what a text has is scaled to a vector of length one, so that a long
 * text weighs no more than a short one and one C fits texts of any length. Features that one text
 * alone has are kept: they can meet a text to come. */
#include "classify/learn.h"

#include "knowledge/svm.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const double LEARN_COST[LEARN_COSTS] = {0.5, 0.7, 1, 1.4, 2, 4, 8, 16};

static const double TOLERANCE = 0.001; /* libsvm's own default */

/* ---- figures ---- */

void confusion_add(Confusion *sum, const Confusion *part) {
  for (uint32_t i = 0; i < LINEAR_CLASSES_MAX; i++)
    for (uint32_t j = 0; j < LINEAR_CLASSES_MAX; j++) sum->of[i][j] += part->of[i][j];
}

double confusion_accuracy(const Confusion *confusion, uint32_t labels) {
  uint32_t right = 0, all = 0;
  for (uint32_t i = 0; i < labels; i++) {
    right += confusion->of[i][i];
    for (uint32_t j = 0; j < labels; j++) all += confusion->of[i][j];
  }
  return all ? 100.0 * right / all : 0;
}

double confusion_f1(const Confusion *confusion, uint32_t labels, uint32_t label) {
  uint32_t true_and_predicted = 0;
  for (uint32_t i = 0; i < labels; i++)
    true_and_predicted += confusion->of[label][i] + confusion->of[i][label];
  return true_and_predicted ? 200.0 * confusion->of[label][label] / true_and_predicted : 0;
}

static bool occurs(const Confusion *confusion, uint32_t labels, uint32_t label) {
  for (uint32_t i = 0; i < labels; i++)
    if (confusion->of[label][i]) return true;
  return false;
}

double confusion_mean_f1(const Confusion *confusion, uint32_t labels) {
  double sum = 0;
  uint32_t count = 0;
  for (uint32_t i = 0; i < labels; i++)
    if (occurs(confusion, labels, i)) sum += confusion_f1(confusion, labels, i), count++;
  return count ? sum / count : 0;
}

/* ---- texts as features ---- */

typedef struct {
  HashVec hashes;       /* of all texts, one after the other */
  VEC(size_t) first;    /* text → its first hash, and the end */
  VEC(uint64_t) digest; /* text → one number for what it says: equal texts share it */
} Bags;

static void fill_bags(Bags *bags, const Examples *examples) {
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

static void free_bags(Bags *bags) {
  vec_free(&bags->hashes);
  vec_free(&bags->first);
  vec_free(&bags->digest);
}

/* ---- a task: the texts that one model learns from ---- */

typedef struct {
  const Examples *examples;
  const Bags *bags;
  VEC(uint32_t) rows;                 /* of the examples, by label and then digest */
  uint32_t texts[LINEAR_CLASSES_MAX]; /* by label */
  uint32_t label[LINEAR_CLASSES_MAX], classes;
  VEC(Sample) samples; /* one a row */
  VEC(Feature) features;
  HashVec hashes;
  SvmGram *gram; /* NULL: too many texts */
} Task;

static void free_task(Task *task) {
  svm_gram_free(task->gram);
  vec_free(&task->rows);
  vec_free(&task->samples);
  vec_free(&task->features);
  vec_free(&task->hashes);
}

/* Folds go round the texts of a label, in the order of their digests, whatever the order of the
 * table; equal texts stay in one fold. Of more than `most` texts some are left out, evenly. */
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

/* ---- training ---- */

static SvmSettings svm_settings(const Task *task, double cost) {
  return (SvmSettings){.classes = task->classes,
                       .features = task->hashes.len,
                       .cost = cost,
                       .tolerance = TOLERANCE,
                       .gram = task->gram,
                       .may_lack = true};
}

/* Margins of each sample by a model that did not see it, [sample][pair]. */
static bool hold_out(const Task *task, double cost, double *margins, Err *err) {
  SvmSettings settings = svm_settings(task, cost);
  uint32_t pairs = task->classes * (task->classes - 1) / 2;
  for (uint32_t fold = 0; fold < LEARN_FOLDS; fold++) {
    Linear linear;
    if (!svm_train_linear(task->samples.items, task->samples.len, fold, &settings, &linear, err))
      return false;
    for (uint32_t i = 0; i < task->samples.len; i++) {
      const Sample *s = &task->samples.items[i];
      if (s->fold == fold)
        linear_margins(&linear, s->features, s->count, margins + (size_t)i * pairs);
    }
    linear_free(&linear);
  }
  return true;
}

static double *room_for_margins(const Task *task) {
  size_t pairs = task->classes * (task->classes - 1) / 2;
  return memory_get(task->samples.len * pairs * sizeof(double));
}

static void count_votes(const Task *task, const double *margins, Confusion *confusion) {
  Linear shape = {.classes = task->classes, .pairs = task->classes * (task->classes - 1) / 2};
  for (uint32_t i = 0; i < task->samples.len; i++) {
    uint32_t vote = classifier_vote(&shape, margins + (size_t)i * shape.pairs, NULL);
    confusion->of[task->label[task->samples.items[i].label]][task->label[vote]]++;
  }
}

static bool try_costs(const Task *task, Confusion *tried, Err *err) {
  double *margins = room_for_margins(task);
  bool ok = true;
  for (uint32_t c = 0; ok && c < LEARN_COSTS; c++) {
    ok = hold_out(task, LEARN_COST[c], margins, err);
    if (ok) count_votes(task, margins, &tried[c]);
  }
  free(margins);
  return ok;
}

static void fit_sigmoids(const Task *task, const double *all, Linear *linear) {
  double *margins = memory_get(task->samples.len * sizeof *margins);
  uint8_t *positive = memory_get(task->samples.len);
  for (uint32_t a = 0, pair = 0; a < task->classes; a++)
    for (uint32_t b = a + 1; b < task->classes; b++, pair++) {
      uint32_t count = 0;
      for (uint32_t i = 0; i < task->samples.len; i++) {
        uint32_t class = task->samples.items[i].label;
        double margin = all[(size_t)i * linear->pairs + pair];
        if ((class != a && class != b) || isnan(margin)) continue;
        margins[count] = margin;
        positive[count++] = class == a;
      }
      linear_fit_sigmoid(margins, positive, count, &linear->slope[pair], &linear->offset[pair]);
    }
  free(margins);
  free(positive);
}

/* ---- all of it ---- */

enum { ALL_TARGETS = UINT32_MAX };

typedef struct {
  const Examples *examples;
  Bags bags;
  VEC(uint32_t) own; /* targets with a model of their own */
  bool common;       /* a model for all is needed */
} Plan;

enum { OWN, COMMON };

static Task gather(const Plan *plan, uint32_t target, uint32_t most) {
  Task task = {.examples = plan->examples, .bags = &plan->bags};
  for (uint32_t i = 0; i < plan->examples->rows.len; i++)
    if (target == ALL_TARGETS || plan->examples->rows.items[i].target_number == target)
      vec_push(&task.rows, i);
  order_rows(&task, most);
  count_labels(&task);
  return task;
}

static Task make_task(const Plan *plan, uint32_t target, uint32_t most) {
  Task task = gather(plan, target, most);
  collect_hashes(&task);
  number_features(&task);
  if (task.samples.len <= SVM_GRAM_MOST)
    task.gram = svm_gram_new(task.samples.items, task.samples.len, task.hashes.len);
  return task;
}

/* Two labels with two different texts each: then one is left in training, whichever is held out. */
static bool has_two_labels(const Task *task) {
  uint32_t different[LINEAR_CLASSES_MAX] = {0}, labels = 0;
  for (uint32_t i = 0; i < task->samples.len; i++) {
    const Sample *sample = &task->samples.items[i];
    if (!i || sample->label != sample[-1].label || sample->fold != sample[-1].fold)
      labels += ++different[sample->label] == 2;
  }
  return labels >= 2;
}

static bool has_enough(const Plan *plan, uint32_t target) {
  Task task = gather(plan, target, UINT32_MAX);
  bool enough = task.samples.len >= LEARN_LEAST && has_two_labels(&task);
  free_task(&task);
  return enough;
}

static bool make_plan(Plan *plan, Err *err) {
  const Examples *examples = plan->examples;
  fill_bags(&plan->bags, examples);
  plan->common = examples->targets.len < 2;
  for (uint32_t t = 0; t < examples->targets.len && examples->targets.len > 1; t++)
    if (examples->targets.items[t].len && has_enough(plan, t))
      vec_push(&plan->own, t);
    else
      plan->common = true;
  if (!plan->common) return true;
  Task task = gather(plan, ALL_TARGETS, UINT32_MAX);
  bool enough = has_two_labels(&task);
  free_task(&task);
  return enough || err_at(err, examples->sheet.path, 0,
                          "too few texts: two labels with two different texts each are needed");
}

static double best_cost(const Confusion *tried, uint32_t labels) {
  uint32_t best = 0;
  for (uint32_t c = 1; c < LEARN_COSTS; c++)
    if (confusion_mean_f1(&tried[c], labels) > confusion_mean_f1(&tried[best], labels)) best = c;
  return LEARN_COST[best];
}

static bool choose_costs(const Plan *plan, Learning *learning, Err *err) {
  bool ok = true;
  for (uint32_t t = 0; ok && t < plan->own.len; t++) {
    Task task = make_task(plan, plan->own.items[t], SVM_GRAM_MOST);
    ok = try_costs(&task, learning->tried[OWN], err);
    free_task(&task);
  }
  if (ok && plan->common) {
    Task task = make_task(plan, ALL_TARGETS, SVM_GRAM_MOST);
    ok = try_costs(&task, learning->tried[COMMON], err);
    free_task(&task);
  }
  for (int kind = OWN; kind <= COMMON; kind++)
    learning->cost[kind] = best_cost(learning->tried[kind], plan->examples->labels.len);
  return ok;
}

/* Sigmoids and figures by cross-validation; shape takes the sigmoids. */
static bool test_task(const Task *task, double cost, Linear *shape, Confusion *confusion,
                      Err *err) {
  double *margins = room_for_margins(task);
  bool ok = hold_out(task, cost, margins, err);
  *shape = (Linear){.classes = task->classes, .pairs = task->classes * (task->classes - 1) / 2};
  if (ok) {
    fit_sigmoids(task, margins, shape);
    count_votes(task, margins, confusion);
  }
  free(margins);
  return ok;
}

/* The model of all texts of a task, with the sigmoids of shape; takes over the task's hashes. */
static bool train_whole(Task *task, double cost, const Linear *shape, Str target,
                        Learning *learning, LearnedTarget *learned, Err *err) {
  SvmSettings settings = svm_settings(task, cost);
  TargetModel model = {
      .target = {arena_copy(&learning->classifier.arena, target.ptr, target.len), target.len}};
  if (!svm_train_linear(task->samples.items, task->samples.len, UINT32_MAX, &settings,
                        &model.linear, err))
    return false;
  memcpy(model.linear.slope, shape->slope, sizeof shape->slope);
  memcpy(model.linear.offset, shape->offset, sizeof shape->offset);
  memcpy(model.label, task->label, sizeof model.label);
  memcpy(learned->texts, task->texts, sizeof learned->texts);
  model.hashes = task->hashes.items;
  task->hashes = (HashVec){0};
  vec_push(&learning->classifier.models, model);
  vec_push(&learning->targets, *learned);
  return true;
}

static bool train_target(const Plan *plan, uint32_t target, double cost, Learning *learning,
                         Err *err) {
  Task task = make_task(plan, target, SVM_GRAM_MOST);
  LearnedTarget learned = {0};
  Linear shape;
  Str name = target == ALL_TARGETS ? (Str){0} : plan->examples->targets.items[target];
  bool ok = test_task(&task, cost, &shape, &learned.confusion, err);
  if (ok && task.samples.len == SVM_GRAM_MOST) { /* some may have been left out */
    free_task(&task);
    task = make_task(plan, target, UINT32_MAX);
  }
  ok = ok && train_whole(&task, cost, &shape, name, learning, &learned, err);
  free_task(&task);
  return ok;
}

/* The model for all has an empty target: the first in byte order. */
static bool train_all(const Plan *plan, Learning *learning, Err *err) {
  bool ok = !plan->common || train_target(plan, ALL_TARGETS, learning->cost[COMMON], learning, err);
  for (uint32_t t = 0; ok && t < plan->own.len; t++)
    ok = train_target(plan, plan->own.items[t], learning->cost[OWN], learning, err);
  return ok;
}

bool learn_run(const Examples *examples, Learning *learning, Err *err) {
  Plan plan = {.examples = examples};
  *learning = (Learning){.texts = examples->rows.len};
  Classifier *classifier = &learning->classifier;
  classifier->table = examples->digest;
  for (uint32_t i = 0; i < examples->labels.len; i++) {
    Str label = examples->labels.items[i];
    vec_push(&classifier->labels,
             (Str){arena_copy(&classifier->arena, label.ptr, label.len), label.len});
  }
  bool ok = make_plan(&plan, err) && choose_costs(&plan, learning, err) &&
            train_all(&plan, learning, err);
  free_bags(&plan.bags);
  vec_free(&plan.own);
  return ok;
}

void learning_free(Learning *learning) {
  classifier_free(&learning->classifier);
  vec_free(&learning->targets);
}
