/* Cross-validation is over articles: the sentences of one article repeat each other, and a fold
 * that shared them with its training data would promise too much. The margins of held-out samples
 * serve three times: to choose C, to fit Platt's sigmoids, to choose the threshold. */
#include "engine/train.h"

#include "base/arena.h"

#include <math.h>
#include <stdlib.h>

typedef struct {
  double *margins;       /* [sample][pair], each by a model that did not see its article */
  double *probabilities; /* [sample][class] */
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

static bool hold_out(const SampleSet *set, const TrainSettings *settings, HeldOut *held, Err *err) {
  SvmSettings svm = svm_settings(set, settings);
  for (uint32_t fold = 0; fold < settings->folds; fold++) {
    Linear linear;
    if (!svm_train_linear(set->samples.items, set->samples.len, fold, &svm, &linear, err))
      return false;
    for (uint32_t i = 0; i < set->samples.len; i++) {
      const Sample *s = &set->samples.items[i];
      if (s->fold == fold)
        linear_margins(&linear, s->features, s->count, held->margins + (size_t)i * held->pairs);
    }
    linear_free(&linear);
  }
  return true;
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

static void estimate(const SampleSet *set, const Linear *sigmoids, HeldOut *held) {
  for (uint32_t i = 0; i < set->samples.len; i++) {
    if (!is_measured(set, held, i)) continue;
    double *probability = held->probabilities + (size_t)i * STANCE_LABELS;
    linear_probabilities(sigmoids, held->margins + (size_t)i * held->pairs, probability);
    stance_damp(&set->mention.items[i], probability);
  }
}

/* ---- rows and figures ---- */

static uint32_t best_stance(const double *probability) {
  uint32_t best = 0;
  for (uint32_t l = 1; l < STANCE_NONE; l++)
    if (probability[l] > probability[best]) best = l;
  return best;
}

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
    const double *p = held->probabilities + (size_t)i * STANCE_LABELS;
    if (is_measured(set, held, i)) ranked[(*count)++] = (Ranked){p[best_stance(p)], i};
  }
  qsort(ranked, *count, sizeof *ranked, surest_first);
  return ranked;
}

/* Goes down the ranking: F1 of the rows so far, at each place; a record counts once. */
static double *f1_by_rank(const SampleSet *set, const HeldOut *held, const Ranked *ranked,
                          uint32_t count) {
  double *f1 = memory_get(set->samples.len * sizeof *f1);
  uint8_t *found = memory_zeroed(set->records + 1u, 1);
  uint32_t right = 0;
  for (uint32_t i = 0; i < count; i++) {
    uint32_t s = ranked[i].sample, record = set->record.items[s];
    const double *p = held->probabilities + (size_t)s * STANCE_LABELS;
    bool hit = record && !found[record] && set->samples.items[s].label == best_stance(p);
    if (hit) found[record] = 1, right++;
    f1[i] = 2.0 * right / (i + 1 + set->measured);
  }
  free(found);
  return f1;
}

/* The confidence at which rows have their best F1; of equal ones the highest. */
static double best_threshold(const SampleSet *set, const HeldOut *held) {
  uint32_t count, best = 0;
  Ranked *ranked = rank(set, held, &count);
  double *f1 = f1_by_rank(set, held, ranked, count);
  for (uint32_t i = 1; i < count; i++)
    if (f1[i] > f1[best]) best = i;
  double threshold = count ? ranked[best].confidence : 0.5;
  free(f1);
  free(ranked);
  return threshold;
}

static double calibration_error(const SampleSet *set, const HeldOut *held, double threshold) {
  double sum[10] = {0}, right[10] = {0}, error = 0;
  uint32_t rows = 0;
  for (uint32_t i = 0; i < set->samples.len; i++) {
    if (!is_measured(set, held, i)) continue;
    const double *p = held->probabilities + (size_t)i * STANCE_LABELS;
    uint32_t label = best_stance(p);
    if (p[label] < threshold) continue;
    int bin = p[label] >= 1 ? 9 : (int)(p[label] * 10);
    sum[bin] += p[label];
    right[bin] += set->samples.items[i].label == label;
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
    const double *p = held->probabilities + (size_t)i * STANCE_LABELS;
    uint32_t label = best_stance(p), truth = set->samples.items[i].label,
             record = set->record.items[i];
    bool row = p[label] >= threshold;
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

static bool try_cost(const SampleSet *set, const TrainSettings *settings, HeldOut *held,
                     Linear *sigmoids, double *threshold, Figures *figures, Err *err) {
  *sigmoids = (Linear){.classes = STANCE_LABELS, .pairs = held->pairs};
  if (!hold_out(set, settings, held, err)) return false;
  fit_sigmoids(set, held, sigmoids);
  estimate(set, sigmoids, held);
  *threshold = best_threshold(set, held);
  *figures = count_figures(set, held, *threshold);
  return true;
}

static bool choose(const SampleSet *set, HeldOut *held, Training *t, Linear *sigmoids,
                   double *threshold, Err *err) {
  static const double COSTS[] = {0.03, 0.1};
  TrainSettings settings = t->used;
  bool given = settings.cost > 0, chosen = false;
  for (size_t i = 0; i < (given ? 1 : sizeof COSTS / sizeof *COSTS); i++) {
    Figures figures;
    Linear s;
    double limit;
    if (!given) settings.cost = COSTS[i];
    if (!try_cost(set, &settings, held, &s, &limit, &figures, err)) return false;
    if (chosen && figure_f1(&figures) <= figure_f1(&t->figures)) continue;
    chosen = true;
    t->used = settings;
    t->figures = figures;
    *sigmoids = s;
    *threshold = limit;
  }
  return true;
}

static bool train_final(SampleSet *set, const Digest *lexicons, const Linear *sigmoids,
                        double threshold, Training *t, Err *err) {
  SvmSettings svm = svm_settings(set, &t->used);
  Linear linear;
  if (!svm_train_linear(set->samples.items, set->samples.len, UINT32_MAX, &svm, &linear, err))
    return false;
  for (uint32_t pair = 0; pair < linear.pairs; pair++) {
    linear.slope[pair] = sigmoids->slope[pair];
    linear.offset[pair] = sigmoids->offset[pair];
  }
  model_make(&t->model, linear, set->hashes, threshold, lexicons);
  set->hashes = NULL;
  return true;
}

bool train_run(SampleSet *set, const TrainSettings *settings, const Digest *lexicons,
               Training *training, Err *err) {
  *training = (Training){.used = *settings};
  HeldOut held = {.pairs = STANCE_LABELS * (STANCE_LABELS - 1) / 2, .folds = settings->folds};
  held.margins = memory_get((size_t)set->samples.len * held.pairs * sizeof(double));
  held.probabilities = memory_get((size_t)set->samples.len * STANCE_LABELS * sizeof(double));
  Linear sigmoids;
  double threshold = 0;
  bool ok = choose(set, &held, training, &sigmoids, &threshold, err) &&
            train_final(set, lexicons, &sigmoids, threshold, training, err);
  free(held.margins);
  free(held.probabilities);
  return ok;
}
