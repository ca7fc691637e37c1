/* The classifier alone: collapsed weights beside libsvm's svm_predict_probability, in one process,
 * on the training problem of the shipped model: the candidates of the corpus's training articles,
 * its settings, its support vectors. One line: microseconds a sample of each, their ratio, the
 * largest difference of two probabilities, and how large the problem is.
 *
 * usage: bench_svm DATA CORPUS [COST [PREDICTED [SHARE]]]
 *
 * Training takes minutes of all articles; SHARE (1) takes a part of them, for a trial. PREDICTED
 * samples (100), spread over all, are predicted by libsvm, which takes milliseconds for each; the
 * collapsed weights predict the same ones over and over. CPU time, the median of seven rounds,
 * taken in turn. */
#include "bench.h"

#include "base/arena.h"
#include "engine/samples.h"
#include "io/corpus.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LEAST_ARTICLES = 3, TIMES = 200 };

static void tell(void *context, const Err *err) {
  (void)context;
  fprintf(stderr, "bench_svm: %s\n", err->text);
}

/* ---- the samples that the shipped model was trained on ---- */

/* Those for training, and of them a share. */
static bool is_drawn(const CorpusArticle *article, double share) {
  double place = (double)(hash_bytes(article->id.ptr, article->id.len) % 1000) / 1000;
  return article->split != SPLIT_TEST && place < share;
}

static bool add_articles(Corpus *corpus, double share, Worker *worker, SampleSet *set, Err *err) {
  bool ok = true;
  for (uint32_t i = 0; ok && i < corpus->articles.len; i++) {
    Arena arena = {0};
    Gold gold = {0};
    Faults faults = {.report = tell};
    if (!is_drawn(&corpus->articles.items[i], share)) continue;
    ok = (corpus_read(corpus, i, &arena, &gold, &faults) ||
          err_at(err, NULL, 0, "the corpus has faults")) &&
         samples_add(set, worker, &gold, corpus->articles.items[i].fold, err);
    gold_free(&gold);
    arena_free(&arena);
  }
  return ok;
}

static bool read_samples(const Resources *resources, const char *folder, double share,
                         SampleSet *set, Err *err) {
  Corpus corpus;
  Worker worker;
  Faults faults = {.report = tell};
  if (!corpus_open(&corpus, folder, &faults))
    return err_at(err, folder, 0, "the corpus has faults");
  worker_init(&worker, resources);
  bool ok = add_articles(&corpus, share, &worker, set, err);
  samples_number(set, LEAST_ARTICLES);
  worker_free(&worker);
  corpus_close(&corpus);
  return ok;
}

/* ---- in turn ---- */

typedef struct {
  const SampleSet *set;
  const SvmReference *reference;
  Linear linear;
  uint32_t predicted, step;
  double *expected, *seen; /* [predicted][class] */
} Bench;

static double run_reference(Bench *b) {
  double start = cpu_seconds();
  for (uint32_t k = 0; k < b->predicted; k++)
    svm_reference_predict(b->reference, k * b->step, b->expected + (size_t)k * STANCE_LABELS);
  return (cpu_seconds() - start) / b->predicted;
}

static double run_ours(Bench *b) {
  double start = cpu_seconds(), margins[LINEAR_PAIRS_MAX];
  for (int time = 0; time < TIMES; time++)
    for (uint32_t k = 0; k < b->predicted; k++) {
      const Sample *s = &b->set->samples.items[k * b->step];
      linear_margins(&b->linear, s->features, s->count, margins);
      linear_probabilities(&b->linear, margins, b->seen + (size_t)k * STANCE_LABELS);
    }
  return (cpu_seconds() - start) / b->predicted / TIMES;
}

static void compare(Bench *b) {
  double libsvm[ROUNDS], ours[ROUNDS], worst = 0;
  b->expected = memory_get(b->predicted * STANCE_LABELS * sizeof *b->expected);
  b->seen = memory_get(b->predicted * STANCE_LABELS * sizeof *b->seen);
  for (int i = 0; i < ROUNDS; i++) libsvm[i] = run_reference(b), ours[i] = run_ours(b);
  for (size_t i = 0; i < (size_t)b->predicted * STANCE_LABELS; i++)
    worst = fmax(worst, fabs(b->expected[i] - b->seen[i]));
  double a = median(libsvm), z = median(ours);
  printf("ratio %.0f  libsvm %.1f us  collapsed %.4f us  difference %.1e  samples %u  features %u  "
         "support_vectors %u\n",
         a / z, a * 1e6, z * 1e6, worst, b->set->samples.len, b->set->hash_count,
         svm_reference_vectors(b->reference));
  free(b->expected);
  free(b->seen);
}

int main(int argc, char **argv) {
  Resources resources;
  SampleSet set;
  Err err;
  if (argc < 3)
    return fprintf(stderr, "usage: bench_svm DATA CORPUS [COST [PREDICTED [SHARE]]]\n"), 2;
  double cost = argc > 3 ? strtod(argv[3], NULL) : 0.1;
  samples_init(&set);
  if (!resources_load(&resources, argv[1], NULL, NEED_LEXICONS, &err)) return tell(NULL, &err), 2;
  if (!read_samples(&resources, argv[2], argc > 5 ? strtod(argv[5], NULL) : 1, &set, &err))
    return tell(NULL, &err), 2;
  Bench b = {.set = &set};
  b.predicted = argc > 4 ? (uint32_t)strtoul(argv[4], NULL, 10) : 100;
  if (b.predicted < 1 || b.predicted > set.samples.len) b.predicted = set.samples.len;
  b.step = set.samples.len / b.predicted;
  SvmSettings settings = {.classes = STANCE_LABELS, .features = set.hash_count, .cost = cost};
  SvmReference *reference =
      svm_reference_new(set.samples.items, set.samples.len, &settings, &b.linear, &err);
  if (!reference) return tell(NULL, &err), 2;
  b.reference = reference;
  compare(&b);
  svm_reference_free(reference);
  linear_free(&b.linear);
  samples_free(&set);
  resources_free(&resources);
  return 0;
}
