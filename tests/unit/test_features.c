/* Features in prediction: with numbers remembered and short grams first they are the very ones of
 * training, as far as the model has them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "with_lexicons.h"

#include "base/arena.h"
#include "base/file.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>

enum { ARTICLES = 24, LEARNED = 8 };

static glob_t articles;

static int load(void **state) {
  (void)state;
  return lexicons_load() || glob("corpus/articles/*.txt", 0, NULL, &articles);
}

static int unload(void **state) {
  (void)state;
  globfree(&articles);
  lexicons_unload();
  return 0;
}

static void read_article(size_t index, Buf *text) {
  Err err = {0};
  buf_clear(text);
  assert_true(file_read(articles.gl_pathv[index], text, &err));
  doc_reset(&worker.doc);
  worker.doc.text = buf_slice(text);
  assert_true(worker_run(&worker, DEPTH_CANDIDATES, &err));
}

static int by_number(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

/* A model that has every feature of the first articles. */
static void make_model(Model *model) {
  VEC(uint64_t) hashes = {0};
  FeatureScratch scratch = {0};
  Buf text = {0};
  for (size_t a = 0; a < LEARNED; a++) {
    read_article(a, &text);
    for (uint32_t c = 0; c < worker.doc.candidates.len; c++) {
      features_of(&resources.knowledge, &worker.doc, c, &scratch);
      for (uint32_t f = 0; f < scratch.features.len; f++)
        vec_push(&hashes, scratch.features.items[f].hash);
    }
  }
  assert_true(hashes.len > 0);
  qsort(hashes.items, hashes.len, sizeof *hashes.items, by_number);
  uint32_t kept = 1;
  for (uint32_t i = 1; i < hashes.len; i++)
    if (hashes.items[i] != hashes.items[kept - 1]) hashes.items[kept++] = hashes.items[i];
  Linear linear = {.classes = STANCE_LABELS, .pairs = 6, .features = kept};
  linear.weights = memory_zeroed((size_t)kept * linear.pairs, sizeof *linear.weights);
  Logistic context = context_none();
  model_make(model, linear, &context, hashes.items, 0.5, &resources.knowledge.digest);
  buf_free(&text);
  feature_scratch_free(&scratch);
}

static double value_of(const FeatureScratch *scratch, uint32_t number) {
  for (uint32_t i = 0; i < scratch->vector.len; i++)
    if (scratch->vector.items[i].index == number) return scratch->vector.items[i].value;
  return -1;
}

static void same_as_in_training(const Model *model, uint32_t candidate, FeatureScratch *fast,
                                FeatureScratch *slow) {
  uint32_t known = 0;
  features_of(&resources.knowledge, &worker.doc, candidate, slow);
  features_known(&resources.knowledge, &worker.doc, candidate, model, fast);
  for (uint32_t f = 0; f < slow->features.len; f++) {
    uint32_t number = model_feature(model, slow->features.items[f].hash);
    if (number == UINT32_MAX) continue;
    known++;
    assert_true(value_of(fast, number) == (double)slow->features.items[f].value);
  }
  assert_true(known > 0);
  assert_int_equal(fast->vector.len, known);
}

static void remembered_is_looked_up(void **state) {
  Model model = {0};
  FeatureScratch fast = {0}, slow = {0};
  Buf text = {0};
  (void)state;
  assert_true(articles.gl_pathc >= ARTICLES);
  make_model(&model);
  for (size_t a = 0; a < ARTICLES; a++) {
    read_article(a, &text);
    for (uint32_t c = 0; c < worker.doc.candidates.len; c++)
      same_as_in_training(&model, c, &fast, &slow);
  }
  buf_free(&text);
  feature_scratch_free(&fast);
  feature_scratch_free(&slow);
  model_free(&model);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(remembered_is_looked_up)};
  return cmocka_run_group_tests(tests, load, unload);
}
