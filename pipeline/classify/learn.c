/* Why the kernel is computed beforehand: a short text has a thousand n-grams, but there are only
 * hundreds of texts for a target. Products of all pairs of texts, made once, serve every fold and
 * every C; the support vectors collapse into one weight vector all the same. */
#include "classify/learn.h"

#include "classify/task.h"

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

typedef struct {
  const Examples *examples;
  Bags bags;
  VEC(uint32_t) own; /* targets with a model of their own */
  bool common;       /* a model for all is needed */
} Plan;

enum { OWN, COMMON };

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
  Task task = task_gather(plan->examples, &plan->bags, target, UINT32_MAX);
  bool enough = task.samples.len >= LEARN_LEAST && has_two_labels(&task);
  task_free(&task);
  return enough;
}

static bool make_plan(Plan *plan, Err *err) {
  const Examples *examples = plan->examples;
  bags_fill(&plan->bags, examples);
  plan->common = examples->targets.len < 2;
  for (uint32_t t = 0; t < examples->targets.len && examples->targets.len > 1; t++)
    if (examples->targets.items[t].len && has_enough(plan, t))
      vec_push(&plan->own, t);
    else
      plan->common = true;
  if (!plan->common) return true;
  Task task = task_gather(plan->examples, &plan->bags, TASK_ALL_TARGETS, UINT32_MAX);
  bool enough = has_two_labels(&task);
  task_free(&task);
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
    Task task = task_make(plan->examples, &plan->bags, plan->own.items[t], SVM_GRAM_MOST);
    ok = try_costs(&task, learning->tried[OWN], err);
    task_free(&task);
  }
  if (ok && plan->common) {
    Task task = task_make(plan->examples, &plan->bags, TASK_ALL_TARGETS, SVM_GRAM_MOST);
    ok = try_costs(&task, learning->tried[COMMON], err);
    task_free(&task);
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
  Task task = task_make(plan->examples, &plan->bags, target, SVM_GRAM_MOST);
  LearnedTarget learned = {0};
  Linear shape;
  Str name = target == TASK_ALL_TARGETS ? (Str){0} : plan->examples->targets.items[target];
  bool ok = test_task(&task, cost, &shape, &learned.confusion, err);
  if (ok && task.samples.len == SVM_GRAM_MOST) { /* some may have been left out */
    task_free(&task);
    task = task_make(plan->examples, &plan->bags, target, UINT32_MAX);
  }
  ok = ok && train_whole(&task, cost, &shape, name, learning, &learned, err);
  task_free(&task);
  return ok;
}

/* The model for all has an empty target: the first in byte order. */
static bool train_all(const Plan *plan, Learning *learning, Err *err) {
  bool ok =
      !plan->common || train_target(plan, TASK_ALL_TARGETS, learning->cost[COMMON], learning, err);
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
  bags_free(&plan.bags);
  vec_free(&plan.own);
  return ok;
}

void learning_free(Learning *learning) {
  classifier_free(&learning->classifier);
  vec_free(&learning->targets);
}
