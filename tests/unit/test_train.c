/* Training on made-up samples, where what should come out is known: the look at an article's other
 * candidates, the threshold, and the error of trainings that share threads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "engine/train.h"

#include <string.h>

enum { FOLDS = 3, FEATURES = 4 };

typedef struct {
  uint32_t article, fold, sentence, record, label;
  uint32_t feature; /* its only one */
  double value;
} Row;

static void add(SampleSet *set, Row row) {
  vec_push(&set->first, set->features.len);
  vec_push(&set->features, (Feature){row.feature, row.value});
  vec_push(&set->samples, (Sample){.count = 1, .label = row.label, .fold = row.fold});
  vec_push(&set->article, row.article);
  vec_push(&set->record, row.record);
  vec_push(&set->places, (ContextPlace){.sentence = row.sentence, .mention = MENTION_TERM});
}

/* To be called when all rows are in. */
static bool train(SampleSet *set, uint32_t threads, Training *training, Err *err) {
  static const Digest LEXICONS = {.hex = "0"};
  for (uint32_t i = 0; i < set->samples.len; i++)
    set->samples.items[i].features = set->features.items + set->first.items[i];
  set->hash_count = FEATURES;
  set->hashes = memory_get(FEATURES * sizeof *set->hashes);
  for (uint32_t f = 0; f < FEATURES; f++) set->hashes[f] = f + 1;
  TrainSettings settings = {.cost = 1, .none_weight = 1, .folds = FOLDS, .threads = threads};
  return train_run(set, &settings, &LEXICONS, training, err);
}

static double twist(uint32_t n) { /* so that no two samples are equally sure */
  return 1 + 0.0001 * n;
}

/* The words alone do not tell: they hold where the article says them twice, and not where it says
 * them once. Articles for training alone lie between, of other lengths. */
static void test_context(void **state) {
  enum { ARTICLES = 180 };
  SampleSet set;
  Training training;
  Err err;
  (void)state;
  samples_init(&set);
  for (uint32_t a = 0, n = 0; a < ARTICLES; a++) {
    uint32_t stance = a % 3, fold = a / 6 % FOLDS;
    bool twice = a / 3 % 2, apart = a % 7 == 6;
    for (uint32_t i = 0; i <= twice; i++) {
      uint32_t record = twice && !apart ? ++set.records : 0;
      add(&set, (Row){a, apart ? FOLD_TRAINING_ONLY : fold, i, record, twice ? stance : STANCE_NONE,
                      stance, twist(n++)});
    }
    if (apart) add(&set, (Row){a, FOLD_TRAINING_ONLY, 9, 0, STANCE_NONE, 3, 1});
  }
  set.measured = set.records;
  assert_true(train(&set, 1, &training, &err));
  assert_true(training.model.context.weights[CONTEXT_AGAIN] > 1);
  assert_int_equal(training.figures.right, set.records);
  assert_true(training.figures.predicted <= set.records + set.records / 20);
  assert_true(training.figures.calibration_error < 0.1);
  model_free(&training.model);
  samples_free(&set);
}

/* Where no row can be right, as few as possible: not the upper half of all candidates. */
static void test_threshold_where_none_is_right(void **state) {
  SampleSet set;
  Training training;
  Err err;
  (void)state;
  samples_init(&set);
  for (uint32_t i = 0; i < 60; i++)
    add(&set, (Row){i, i / 4 % FOLDS, 0, 0, i % 4, i % 4, twist(i)});
  set.records = set.measured = 5; /* that no candidate can become */
  assert_true(train(&set, 2, &training, &err));
  assert_int_equal(training.figures.right, 0);
  assert_in_range(training.figures.predicted, 1, 2);
  model_free(&training.model);
  samples_free(&set);
}

/* F1 is the best where the rows that are always right end, and hardly less over the next ninety, of
 * which every third is right: the threshold lies in their middle. */
static void test_threshold(void **state) {
  enum { RIGHT = 100, MIXED = 90, WRONG = 60, UNREACHABLE = 70 };
  SampleSet set;
  Training training;
  Err err;
  (void)state;
  samples_init(&set);
  for (uint32_t i = 0; i < RIGHT + MIXED + WRONG; i++) {
    bool right = i < RIGHT || (i < RIGHT + MIXED && i % 3 == 0);
    uint32_t record = right ? ++set.records : 0;
    add(&set, (Row){i, i / 3 % FOLDS, 0, record, right ? STANCE_SUPPORTS : STANCE_NONE, 0,
                    3 - i / 100.0});
  }
  for (uint32_t i = 0; i < 20; i++)
    add(&set, (Row){1000 + i, FOLD_TRAINING_ONLY, 0, 0, 1 + i % 2, 1 + i % 2, 1});
  set.records += UNREACHABLE;
  set.measured = set.records;
  assert_true(train(&set, 2, &training, &err));
  assert_in_range(training.figures.predicted, RIGHT + MIXED / 3, RIGHT + 2 * MIXED / 3);
  model_free(&training.model);
  samples_free(&set);
}

/* Class 2 stands in fold 1 alone and class 1 in fold 2 alone: without either a training fails. */
static void test_lowest_error(void **state) {
  (void)state;
  for (uint32_t threads = 1; threads <= 4; threads++) {
    SampleSet set;
    Training training;
    Err err = {0};
    samples_init(&set);
    for (uint32_t i = 0; i < 60; i++) {
      uint32_t label = i % 4, fold = label == 2 ? 1 : label == 1 ? 2 : i / 4 % FOLDS;
      add(&set, (Row){i, fold, 0, 0, label, label, twist(i)});
    }
    assert_false(train(&set, threads, &training, &err));
    assert_string_equal(err.text, "no training sample of class 2");
    samples_free(&set);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_context), cmocka_unit_test(test_threshold),
      cmocka_unit_test(test_threshold_where_none_is_right), cmocka_unit_test(test_lowest_error)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
