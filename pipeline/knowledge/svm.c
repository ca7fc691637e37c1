#include "knowledge/svm.h"

#include "base/arena.h"

#include <libsvm/svm.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { CACHE_MEGABYTES = 1200 };

static void be_quiet(const char *text) {
  (void)text;
}

/* libsvm keeps the function for all threads, so it is given once. */
static void set_quiet(void) {
  svm_set_print_string_function(be_quiet);
}

/* ---- scalar products ---- */

struct SvmGram {
  const Sample *samples;
  struct svm_node *nodes; /* a row a sample: its number from 1, then its products with each */
  size_t width;           /* nodes of a row */
};

typedef struct { /* feature → the samples that have it */
  uint32_t *first;
  uint32_t *sample;
  double *value;
} Postings;

static Postings post(const Sample *samples, uint32_t count, uint32_t features) {
  size_t all = 0;
  for (uint32_t i = 0; i < count; i++) all += samples[i].count;
  Postings p = {memory_get((features + 2u) * sizeof *p.first), memory_get(all * sizeof *p.sample),
                memory_get(all * sizeof *p.value)};
  memset(p.first, 0, (features + 2u) * sizeof *p.first);
  for (uint32_t i = 0; i < count; i++) /* counted two places on, so that filling ends one before */
    for (uint32_t f = 0; f < samples[i].count; f++) p.first[samples[i].features[f].index + 2]++;
  for (uint32_t f = 0; f < features; f++) p.first[f + 2] += p.first[f + 1];
  for (uint32_t i = 0; i < count; i++)
    for (uint32_t f = 0; f < samples[i].count; f++) {
      uint32_t at = p.first[samples[i].features[f].index + 1]++;
      p.sample[at] = i;
      p.value[at] = samples[i].features[f].value;
    }
  return p;
}

static void add_products(const Postings *p, const Sample *sample, double *row) {
  for (uint32_t f = 0; f < sample->count; f++) {
    const Feature *feature = &sample->features[f];
    for (uint32_t k = p->first[feature->index]; k < p->first[feature->index + 1]; k++)
      row[p->sample[k]] += feature->value * p->value[k];
  }
}

SvmGram *svm_gram_new(const Sample *samples, uint32_t count, uint32_t features) {
  SvmGram *gram = memory_get(sizeof *gram);
  Postings postings = post(samples, count, features);
  double *row = memory_get(count * sizeof *row);
  *gram = (SvmGram){.samples = samples, .width = count + 2u};
  gram->nodes = memory_get(count * gram->width * sizeof *gram->nodes);
  for (uint32_t i = 0; i < count; i++) {
    struct svm_node *nodes = gram->nodes + i * gram->width;
    for (uint32_t j = 0; j < count; j++) row[j] = 0;
    add_products(&postings, &samples[i], row);
    nodes[0] = (struct svm_node){0, i + 1};
    for (uint32_t j = 0; j < count; j++) nodes[j + 1] = (struct svm_node){(int)j + 1, row[j]};
    nodes[count + 1].index = -1;
  }
  free(row);
  free(postings.first);
  free(postings.sample);
  free(postings.value);
  return gram;
}

void svm_gram_free(SvmGram *gram) {
  if (!gram) return;
  free(gram->nodes);
  free(gram);
}

/* ---- the problem ---- */

/* A problem in libsvm's form; the nodes of all samples in one block, or those of a gram. */
typedef struct {
  struct svm_problem problem;
  struct svm_node *nodes; /* owned; NULL with a gram */
} Problem;

static struct svm_node *add_nodes(Problem *p, const Sample *sample, size_t *at) {
  struct svm_node *first = p->nodes + *at;
  for (uint32_t f = 0; f < sample->count; f++)
    p->nodes[(*at)++] =
        (struct svm_node){(int)sample->features[f].index + 1, sample->features[f].value};
  p->nodes[(*at)++].index = -1;
  return first;
}

static Problem room_for(const Sample *samples, uint32_t count, const SvmGram *gram) {
  size_t nodes = 0;
  for (uint32_t i = 0; i < count; i++) nodes += samples[i].count + 1u;
  Problem p = {.nodes = gram ? NULL : memory_get(nodes * sizeof *p.nodes)};
  p.problem.x = memory_get(count * sizeof *p.problem.x);
  p.problem.y = memory_get(count * sizeof *p.problem.y);
  return p;
}

/* Class by class: libsvm numbers classes by their first appearance, so its pairs come in our order.
 */
static Problem make_problem(const Sample *samples, uint32_t count, const SvmSettings *settings,
                            uint32_t left_out) {
  const SvmGram *gram = settings->gram;
  Problem p = room_for(samples, count, gram);
  size_t at = 0;
  for (uint32_t c = 0; c < settings->classes; c++)
    for (uint32_t i = 0; i < count; i++) {
      if (samples[i].label != c || samples[i].fold == left_out) continue;
      p.problem.x[p.problem.l] =
          gram ? gram->nodes + i * gram->width : add_nodes(&p, &samples[i], &at);
      p.problem.y[p.problem.l++] = c;
    }
  return p;
}

static void free_problem(Problem *p) {
  free(p->problem.x);
  free(p->problem.y);
  free(p->nodes);
}

static bool classes_there(const Problem *p, const SvmSettings *settings, Err *err) {
  uint32_t there[LINEAR_CLASSES_MAX] = {0}, classes = 0;
  for (int i = 0; i < p->problem.l; i++) there[(int)p->problem.y[i]] = 1;
  for (uint32_t c = 0; c < settings->classes; c++) {
    if (!there[c] && !settings->may_lack)
      return err_at(err, NULL, 0, "no training sample of class %u", c);
    classes += there[c];
  }
  return classes >= 2 || err_at(err, NULL, 0, "training samples of one class only");
}

/* ---- training ---- */

static struct svm_model *train(const Problem *p, const SvmSettings *settings) {
  int labels[LINEAR_CLASSES_MAX], classes = 0;
  double weights[LINEAR_CLASSES_MAX];
  for (int i = 0; i < p->problem.l; i++) { /* libsvm warns of a weight for a class not there */
    int label = (int)p->problem.y[i];
    if (classes && labels[classes - 1] == label) continue;
    labels[classes] = label;
    weights[classes++] = settings->weight[label] > 0 ? settings->weight[label] : 1;
  }
  struct svm_parameter parameter = {.svm_type = C_SVC,
                                    .kernel_type = settings->gram ? PRECOMPUTED : LINEAR,
                                    .cache_size = CACHE_MEGABYTES,
                                    .eps = settings->tolerance > 0 ? settings->tolerance : 0.05,
                                    .C = settings->cost,
                                    .nr_weight = classes,
                                    .weight_label = labels,
                                    .weight = weights,
                                    .shrinking = 1};
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, set_quiet);
  struct svm_model *model = svm_train(&p->problem, &parameter);
  model->param.nr_weight = 0; /* the arrays above are on this stack */
  model->param.weight_label = NULL;
  model->param.weight = NULL;
  return model;
}

static void add_vector(Linear *linear, uint32_t feature, double weight, uint32_t pair) {
  linear->weights[(size_t)feature * linear->pairs + pair] += weight;
}

/* A support vector of a gram is known by its number alone; its features are the sample's. */
static void add_vectors(const struct svm_model *model, const SvmGram *gram, Linear *linear,
                        int begin, int count, const double *coefficients, uint32_t pair) {
  for (int k = begin; k < begin + count; k++) {
    const struct svm_node *node = model->SV[k];
    if (gram) {
      const Sample *sample = &gram->samples[(uint32_t)node->value - 1];
      for (uint32_t f = 0; f < sample->count; f++)
        add_vector(linear, sample->features[f].index, coefficients[k] * sample->features[f].value,
                   pair);
    } else {
      for (; node->index != -1; node++)
        add_vector(linear, (uint32_t)node->index - 1, coefficients[k] * node->value, pair);
    }
  }
}

static Linear empty_linear(const SvmSettings *settings) {
  Linear linear = {.classes = settings->classes,
                   .pairs = settings->classes * (settings->classes - 1) / 2,
                   .features = settings->features};
  size_t cells = (size_t)linear.features * linear.pairs;
  linear.weights = memory_zeroed(cells ? cells : 1, sizeof *linear.weights);
  for (uint32_t pair = 0; pair < linear.pairs; pair++) {
    linear.bias[pair] = NAN;
    linear.slope[pair] = -1;
  }
  return linear;
}

/* libsvm's pairs are those of the classes that have samples. */
static void collapse(const struct svm_model *model, const SvmSettings *settings, Linear *linear) {
  int start[LINEAR_CLASSES_MAX] = {0}, n = model->nr_class;
  *linear = empty_linear(settings);
  for (int i = 1; i < n; i++) start[i] = start[i - 1] + model->nSV[i - 1];
  for (int i = 0, k = 0; i < n; i++)
    for (int j = i + 1; j < n; j++, k++) {
      uint32_t pair =
          linear_pair(linear->classes, (uint32_t)model->label[i], (uint32_t)model->label[j]);
      add_vectors(model, settings->gram, linear, start[i], model->nSV[i], model->sv_coef[j - 1],
                  pair);
      add_vectors(model, settings->gram, linear, start[j], model->nSV[j], model->sv_coef[i], pair);
      linear->bias[pair] = -model->rho[k];
    }
}

bool svm_train_linear(const Sample *samples, uint32_t count, uint32_t left_out,
                      const SvmSettings *settings, Linear *linear, Err *err) {
  Problem p = make_problem(samples, count, settings, left_out);
  bool ok = classes_there(&p, settings, err);
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

struct SvmReference {
  Problem problem;
  struct svm_model *model;
  const struct svm_node **nodes; /* by sample */
};

SvmReference *svm_reference_new(const Sample *samples, uint32_t count, const SvmSettings *settings,
                                Linear *linear, Err *err) {
  Problem p = make_problem(samples, count, settings, UINT32_MAX);
  uint32_t k = 0;
  if (!classes_there(&p, settings, err)) {
    free_problem(&p);
    return NULL;
  }
  SvmReference *r = memory_get(sizeof *r);
  *r = (SvmReference){p, train(&p, settings), memory_get(count * sizeof *r->nodes)};
  collapse(r->model, settings, linear);
  give_sigmoids(r->model, linear);
  for (uint32_t c = 0; c < settings->classes; c++)
    for (uint32_t i = 0; i < count; i++)
      if (samples[i].label == c) r->nodes[i] = p.problem.x[k++];
  return r;
}

void svm_reference_free(SvmReference *r) {
  if (!r) return;
  svm_free_and_destroy_model(&r->model);
  free_problem(&r->problem);
  free(r->nodes);
  free(r);
}

uint32_t svm_reference_vectors(const SvmReference *r) {
  return (uint32_t)r->model->l;
}

void svm_reference_predict(const SvmReference *r, uint32_t i, double *probabilities) {
  svm_predict_probability(r->model, r->nodes[i], probabilities);
}

bool svm_reference_probabilities(const Sample *samples, uint32_t count, const SvmSettings *settings,
                                 const Linear *linear, double *probabilities, Err *err) {
  Problem p = make_problem(samples, count, settings, UINT32_MAX);
  bool ok = classes_there(&p, settings, err);
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

bool svm_reference_margins(const Sample *samples, uint32_t count, const SvmSettings *settings,
                           double *margins, uint32_t *labels, Err *err) {
  uint32_t pairs = settings->classes * (settings->classes - 1) / 2, k = 0;
  Problem p = make_problem(samples, count, settings, UINT32_MAX);
  bool ok = classes_there(&p, settings, err);
  if (ok) {
    struct svm_model *model = train(&p, settings);
    for (uint32_t c = 0; c < settings->classes; c++)
      for (uint32_t i = 0; i < count; i++)
        if (samples[i].label == c)
          labels[i] =
              (uint32_t)svm_predict_values(model, p.problem.x[k++], margins + (size_t)i * pairs);
    svm_free_and_destroy_model(&model);
  }
  free_problem(&p);
  return ok;
}
