#include "knowledge/svm.h"

#include "base/arena.h"

#include <libsvm/svm.h>
#include <stdlib.h>
#include <string.h>

enum { CACHE_MEGABYTES = 512 };

static void be_quiet(const char *text) {
  (void)text;
}

/* A problem in libsvm's form; the nodes of all samples in one block. */
typedef struct {
  struct svm_problem problem;
  struct svm_node *nodes;
} Problem;

static void add_sample(Problem *p, const Sample *sample, uint32_t kept, size_t *at) {
  p->problem.x[kept] = p->nodes + *at;
  p->problem.y[kept] = sample->label;
  for (uint32_t f = 0; f < sample->count; f++)
    p->nodes[(*at)++] =
        (struct svm_node){(int)sample->features[f].index + 1, sample->features[f].value};
  p->nodes[(*at)++].index = -1;
}

/* Class by class: libsvm numbers classes by their first appearance, so its pairs come in our order.
 */
static Problem make_problem(const Sample *samples, uint32_t count, uint32_t classes,
                            uint32_t left_out) {
  size_t nodes = 0, at = 0;
  uint32_t kept = 0;
  for (uint32_t i = 0; i < count; i++) nodes += samples[i].count + 1u;
  Problem p = {.nodes = memory_get(nodes * sizeof *p.nodes)};
  p.problem.x = memory_get(count * sizeof *p.problem.x);
  p.problem.y = memory_get(count * sizeof *p.problem.y);
  for (uint32_t c = 0; c < classes; c++)
    for (uint32_t i = 0; i < count; i++)
      if (samples[i].label == c && samples[i].fold != left_out)
        add_sample(&p, &samples[i], kept++, &at);
  p.problem.l = (int)kept;
  return p;
}

static void free_problem(Problem *p) {
  free(p->problem.x);
  free(p->problem.y);
  free(p->nodes);
}

static struct svm_model *train(const Problem *p, const SvmSettings *settings) {
  int labels[LINEAR_CLASSES_MAX];
  double weights[LINEAR_CLASSES_MAX];
  for (uint32_t c = 0; c < settings->classes; c++) {
    labels[c] = (int)c;
    weights[c] = settings->weight[c] > 0 ? settings->weight[c] : 1;
  }
  struct svm_parameter parameter = {.svm_type = C_SVC,
                                    .kernel_type = LINEAR,
                                    .cache_size = CACHE_MEGABYTES,
                                    .eps = 0.05,
                                    .C = settings->cost,
                                    .nr_weight = (int)settings->classes,
                                    .weight_label = labels,
                                    .weight = weights,
                                    .shrinking = 1};
  svm_set_print_string_function(be_quiet);
  struct svm_model *model = svm_train(&p->problem, &parameter);
  model->param.nr_weight = 0; /* the arrays above are on this stack */
  model->param.weight_label = NULL;
  model->param.weight = NULL;
  return model;
}

static void add_vectors(const struct svm_model *model, Linear *linear, int begin, int count,
                        const double *coefficients, uint32_t pair) {
  for (int k = begin; k < begin + count; k++)
    for (const struct svm_node *node = model->SV[k]; node->index != -1; node++)
      linear->weights[(size_t)(node->index - 1) * linear->pairs + pair] +=
          coefficients[k] * node->value;
}

static void collapse(const struct svm_model *model, const SvmSettings *settings, Linear *linear) {
  int start[LINEAR_CLASSES_MAX] = {0}, n = model->nr_class;
  *linear = (Linear){.classes = settings->classes, .features = settings->features};
  linear->pairs = settings->classes * (settings->classes - 1) / 2;
  size_t cells = (size_t)linear->features * linear->pairs;
  linear->weights = memory_zeroed(cells ? cells : 1, sizeof *linear->weights);
  for (int i = 1; i < n; i++) start[i] = start[i - 1] + model->nSV[i - 1];
  uint32_t pair = 0;
  for (int i = 0; i < n; i++)
    for (int j = i + 1; j < n; j++, pair++) {
      add_vectors(model, linear, start[i], model->nSV[i], model->sv_coef[j - 1], pair);
      add_vectors(model, linear, start[j], model->nSV[j], model->sv_coef[i], pair);
      linear->bias[pair] = -model->rho[pair];
      linear->slope[pair] = -1;
    }
}

static bool all_classes_there(const Problem *p, const SvmSettings *settings, Err *err) {
  bool there[LINEAR_CLASSES_MAX] = {false};
  for (int i = 0; i < p->problem.l; i++) there[(int)p->problem.y[i]] = true;
  for (uint32_t c = 0; c < settings->classes; c++)
    if (!there[c]) return err_at(err, NULL, 0, "no training sample of class %u", c);
  return true;
}

bool svm_train_linear(const Sample *samples, uint32_t count, uint32_t left_out,
                      const SvmSettings *settings, Linear *linear, Err *err) {
  Problem p = make_problem(samples, count, settings->classes, left_out);
  bool ok = all_classes_there(&p, settings, err);
  if (ok) {
    struct svm_model *model = train(&p, settings);
    collapse(model, settings, linear);
    svm_free_and_destroy_model(&model);
  }
  free_problem(&p);
  return ok;
}

/* libsvm frees what it finds here with free. */
static void give_sigmoids(struct svm_model *model, const Linear *linear) {
  size_t size = linear->pairs * sizeof(double);
  model->probA = memcpy(memory_get(size), linear->slope, size);
  model->probB = memcpy(memory_get(size), linear->offset, size);
  model->param.probability = 1;
}

bool svm_reference_probabilities(const Sample *samples, uint32_t count, const SvmSettings *settings,
                                 const Linear *linear, double *probabilities, Err *err) {
  Problem p = make_problem(samples, count, settings->classes, UINT32_MAX);
  bool ok = all_classes_there(&p, settings, err);
  if (ok) {
    struct svm_model *model = train(&p, settings);
    give_sigmoids(model, linear);
    uint32_t k = 0;
    for (uint32_t c = 0; c < settings->classes; c++)
      for (uint32_t i = 0; i < count; i++)
        if (samples[i].label == c)
          svm_predict_probability(model, p.problem.x[k++], probabilities + i * settings->classes);
    svm_free_and_destroy_model(&model);
  }
  free_problem(&p);
  return ok;
}
