/* Cross-validation is over articles: the sentences of one article repeat each other, and a fold
 * that shared them with its training data would promise too much. The margins of held-out samples
 * serve four times: to choose C, to fit Platt's sigmoids, to fit the context, to choose the
 * threshold. */
#include "engine/train.h"

#include "base/arena.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

typedef struct {
  double *margins;    /* [sample][pair], each by a model that did not see its article */
  double *confidence; /* [sample] */
  uint32_t pairs, folds;
} HeldOut;

/* A sample of a fold beyond the last is for training alone: it was not drawn by chance. */
static bool is_measured(const SampleSet *set, const HeldOut *held, uint32_t sample) {
  return set->samples.items[sample].fold < held->folds;
}

static SvmSettings svm_settings(const SampleSet *set, const TrainSettings *settings) {
  SvmSettings s = {.classes = STANCE_LABELS, .features = set->hash_count, .cost = settings->cost};
  for (int c = 0; c < STANCE_LABELS; c++)
    s.weight[c] = c == STANCE_NONE ? settings->none_weight : 1;
  return s;
}

/* ---- the trainings of one C ---- */

/* A fold held out each, and one with nothing held out: the model itself. They have nothing to do
 * with one another, so any number of threads may share them. */
typedef struct {
  const SampleSet *set;
  const SvmSettings *svm;
  HeldOut *held;
  Linear *model;         /* that of all samples */
  atomic_uint next;      /* the first training that nobody has begun */
  pthread_mutex_t mutex; /* of failed and err */
  uint32_t failed;       /* the lowest number of a training that failed, UINT32_MAX = none */
  Err *err;              /* of that one */
} Trainings;

static void keep_margins(const Trainings *t, const Linear *linear, uint32_t fold) {
  for (uint32_t i = 0; i < t->set->samples.len; i++) {
    const Sample *s = &t->set->samples.items[i];
    if (s->fold == fold)
      linear_margins(linear, s->features, s->count, t->held->margins + (size_t)i * t->held->pairs);
  }
}

static bool train_one(const Trainings *t, uint32_t number, Err *err) {
  bool all = number == t->held->folds;
  Linear linear;
  if (!svm_train_linear(t->set->samples.items, t->set->samples.len, all ? UINT32_MAX : number,
                        t->svm, &linear, err))
    return false;
  if (all) {
    *t->model = linear;
  } else {
    keep_margins(t, &linear, number);
    linear_free(&linear);
  }
  return true;
}

/* Nobody begins another. All below this number have been begun, so the lowest that fails, whose
 * error is kept, is the same with any number of threads. */
static void give_up(Trainings *t, uint32_t number, const Err *err) {
  atomic_store(&t->next, t->held->folds + 1);
  pthread_mutex_lock(&t->mutex);
  if (number < t->failed) {
    t->failed = number;
    *t->err = *err;
  }
  pthread_mutex_unlock(&t->mutex);
}

static void *train_some(void *context) {
  Trainings *t = context;
  uint32_t number;
  while ((number = atomic_fetch_add(&t->next, 1)) <= t->held->folds) {
    Err err;
    if (!train_one(t, number, &err)) give_up(t, number, &err);
  }
  return NULL;
}

enum { THREADS_MOST = 16 };

static bool train_all(const SampleSet *set, const TrainSettings *settings, HeldOut *held,
                      Linear *model, Err *err) {
  SvmSettings svm = svm_settings(set, settings);
  Trainings t = {
      .set = set, .svm = &svm, .held = held, .model = model, .failed = UINT32_MAX, .err = err};
  pthread_t threads[THREADS_MOST];
  uint32_t started = 0;
  pthread_mutex_init(&t.mutex, NULL);
  while (started + 1 < settings->threads && started < THREADS_MOST && started < held->folds &&
         pthread_create(&threads[started], NULL, train_some, &t) == 0)
    started++;
  train_some(&t);
  for (uint32_t i = 0; i < started; i++) pthread_join(threads[i], NULL);
  pthread_mutex_destroy(&t.mutex);
  return t.failed == UINT32_MAX;
}

static void fit_sigmoids(const SampleSet *set, const HeldOut *held, Linear *linear) {
  double *margins = memory_get(set->samples.len * sizeof *margins);
  uint8_t *positive = memory_get(set->samples.len);
  for (uint32_t a = 0, pair = 0; a < STANCE_LABELS; a++)
    for (uint32_t b = a + 1; b < STANCE_LABELS; b++, pair++) {
      uint32_t count = 0;
      for (uint32_t i = 0; i < set->samples.len; i++) {
        uint32_t label = set->samples.items[i].label;
        if ((label != a && label != b) || !is_measured(set, held, i)) continue;
        margins[count] = held->margins[(size_t)i * held->pairs + pair];
        positive[count++] = label == a;
      }
      linear_fit_sigmoid(margins, positive, count, &linear->slope[pair], &linear->offset[pair]);
    }
  free(margins);
  free(positive);
}

static void estimate(SampleSet *set, const Linear *sigmoids, const HeldOut *held) {
  for (uint32_t i = 0; i < set->samples.len; i++)
    if (is_measured(set, held, i))
      linear_probabilities(sigmoids, held->margins + (size_t)i * held->pairs,
                           set->places.items[i].probability);
}

/* ---- the context ---- */

static StanceLabel best_stance(const SampleSet *set, uint32_t sample) {
  return context_best(&set->places.items[sample]);
}

/* The values of all measured samples, article by article, one after the other. */
static uint32_t look_around(const SampleSet *set, const HeldOut *held, double *values) {
  ContextScratch scratch = {0};
  uint32_t count = 0;
  for (uint32_t i = 0, next; i < set->samples.len; i = next) {
    for (next = i + 1; next < set->samples.len && set->article.items[next] == set->article.items[i];
         next++)
      continue;
    if (!is_measured(set, held, i)) continue;
    context_values(set->places.items + i, next - i, &scratch,
                   values + (size_t)count * CONTEXT_VALUES);
    count += next - i;
  }
  context_scratch_free(&scratch);
  return count;
}

static const double RIDGE = 1; /* a value that is met once must not decide */

/* Fits what makes a confidence of the probabilities, and gives it to each measured sample. */
static void fit_context(const SampleSet *set, HeldOut *held, Logistic *context) {
  double *values =
      memory_get((size_t)set->samples.len * CONTEXT_VALUES * sizeof *values + sizeof *values);
  uint8_t *right = memory_get(set->samples.len + 1u);
  uint32_t count = look_around(set, held, values), n = 0;
  for (uint32_t i = 0; i < set->samples.len; i++)
    if (is_measured(set, held, i))
      right[n++] = set->samples.items[i].label == (uint8_t)best_stance(set, i);
  logistic_fit(context, values, right, count, CONTEXT_VALUES, RIDGE);
  n = 0;
  for (uint32_t i = 0; i < set->samples.len; i++)
    if (is_measured(set, held, i))
      held->confidence[i] =
          logistic_probability(context, values + (size_t)n++ * CONTEXT_VALUES, CONTEXT_VALUES);
  free(values);
  free(right);
}

/* ---- rows and figures ---- */

typedef struct {
  double confidence;
  uint32_t sample;
} Ranked;

static int surest_first(const void *a, const void *b) {
  const Ranked *x = a, *y = b;
  if (x->confidence != y->confidence) return x->confidence > y->confidence ? -1 : 1;
  return (x->sample > y->sample) - (x->sample < y->sample);
}

static Ranked *rank(const SampleSet *set, const HeldOut *held, uint32_t *count) {
  Ranked *ranked = memory_get(set->samples.len * sizeof *ranked);
  *count = 0;
  for (uint32_t i = 0; i < set->samples.len; i++) {
    if (is_measured(set, held, i)) ranked[(*count)++] = (Ranked){held->confidence[i], i};
  }
  qsort(ranked, *count, sizeof *ranked, surest_first);
  return ranked;
}

/* Goes down the ranking: F1 of the rows so far, at each place; a record counts once. */
static double *f1_by_rank(const SampleSet *set, const Ranked *ranked, uint32_t count) {
  double *f1 = memory_get(set->samples.len * sizeof *f1);
  uint8_t *found = memory_zeroed(set->records + 1u, 1);
  uint32_t right = 0;
  for (uint32_t i = 0; i < count; i++) {
    uint32_t s = ranked[i].sample, record = set->record.items[s];
    bool hit = record && !found[record] && set->samples.items[s].label == best_stance(set, s);
    if (hit) found[record] = 1, right++;
    f1[i] = 2.0 * right / (i + 1 + set->measured);
  }
  free(found);
  return f1;
}

/* The confidence at which rows have their best F1. Near it F1 hardly changes over hundreds of rows,
 * and which of them is the best is chance: the middle one of those as good within a hundredth.
 * Where no row is right, the fewer the better: the highest confidence. */
static double best_threshold(const SampleSet *set, const HeldOut *held) {
  uint32_t count, best = 0, good = 0, middle = 0;
  Ranked *ranked = rank(set, held, &count);
  double *f1 = f1_by_rank(set, ranked, count);
  for (uint32_t i = 1; i < count; i++)
    if (f1[i] > f1[best]) best = i;
  for (uint32_t i = 0; i < count; i++) good += f1[i] >= 0.99 * f1[best];
  for (uint32_t i = 0, seen = 0; i < count && seen <= good / 2; i++)
    if (f1[i] >= 0.99 * f1[best]) seen++, middle = i;
  if (count && f1[best] <= 0) middle = 0;
  double threshold = count ? ranked[middle].confidence : 0.5;
  free(f1);
  free(ranked);
  return threshold;
}

static double calibration_error(const SampleSet *set, const HeldOut *held, double threshold) {
  double sum[10] = {0}, right[10] = {0}, error = 0;
  uint32_t rows = 0;
  for (uint32_t i = 0; i < set->samples.len; i++) {
    if (!is_measured(set, held, i)) continue;
    double confidence = held->confidence[i];
    if (confidence < threshold) continue;
    int bin = confidence >= 1 ? 9 : (int)(confidence * 10);
    sum[bin] += confidence;
    right[bin] += set->samples.items[i].label == best_stance(set, i);
    rows++;
  }
  for (int b = 0; b < 10; b++) error += fabs(sum[b] - right[b]);
  return rows ? error / rows : 0;
}

static Figures count_figures(const SampleSet *set, const HeldOut *held, double threshold) {
  Figures f = {.gold = set->measured};
  uint8_t *found = memory_zeroed(set->records + 1u, 1);
  for (uint32_t i = 0; i < set->samples.len; i++) {
    if (!is_measured(set, held, i)) continue;
    uint32_t label = best_stance(set, i), truth = set->samples.items[i].label,
             record = set->record.items[i];
    bool row = held->confidence[i] >= threshold;
    f.confusion[truth][row ? label : STANCE_NONE]++;
    if (!row) continue;
    f.predicted++;
    if (record && !found[record] && truth == label) found[record] = 1, f.right++;
  }
  f.calibration_error = calibration_error(set, held, threshold);
  free(found);
  return f;
}

/* ---- all of it ---- */

/* What cross-validation gives, for one C. */
typedef struct {
  Linear linear; /* with the sigmoids; owned */
  Logistic context;
  double threshold;
  Figures figures;
} Trial;

static bool try_cost(SampleSet *set, const TrainSettings *settings, HeldOut *held, Trial *trial,
                     Err *err) {
  trial->linear = (Linear){0};
  if (!train_all(set, settings, held, &trial->linear, err))
    return linear_free(&trial->linear), false;
  fit_sigmoids(set, held, &trial->linear);
  estimate(set, &trial->linear, held);
  fit_context(set, held, &trial->context);
  trial->threshold = best_threshold(set, held);
  trial->figures = count_figures(set, held, trial->threshold);
  return true;
}

static bool choose(SampleSet *set, HeldOut *held, Training *t, Trial *best, Err *err) {
  static const double COSTS[] = {0.03, 0.1};
  TrainSettings settings = t->used;
  bool given = settings.cost > 0, chosen = false;
  for (size_t i = 0; i < (given ? 1 : sizeof COSTS / sizeof *COSTS); i++) {
    Trial trial;
    if (!given) settings.cost = COSTS[i];
    if (!try_cost(set, &settings, held, &trial, err)) return linear_free(&best->linear), false;
    if (chosen && figure_f1(&trial.figures) <= figure_f1(&best->figures)) {
      linear_free(&trial.linear);
      continue;
    }
    linear_free(&best->linear);
    chosen = true;
    t->used = settings;
    *best = trial;
  }
  t->figures = best->figures;
  return true;
}

bool train_run(SampleSet *set, const TrainSettings *settings, const Digest *lexicons,
               Training *training, Err *err) {
  *training = (Training){.used = *settings};
  HeldOut held = {.pairs = STANCE_LABELS * (STANCE_LABELS - 1) / 2, .folds = settings->folds};
  held.margins = memory_get((size_t)set->samples.len * held.pairs * sizeof(double));
  held.confidence = memory_zeroed(set->samples.len + 1u, sizeof(double));
  Trial trial = {0};
  bool ok = choose(set, &held, training, &trial, err);
  if (ok) {
    model_make(&training->model, trial.linear, &trial.context, set->hashes, trial.threshold,
               lexicons);
    set->hashes = NULL;
  }
  free(held.margins);
  free(held.confidence);
  return ok;
}
