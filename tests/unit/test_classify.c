/* The classifier of short texts: n-grams, tables, learning, the file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "classify/learn.h"
#include "knowledge/svm.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/classifyXXXXXX";

static char *place(const char *name) {
  static char path[128];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return path;
}

static void write_bytes(const char *name, Str bytes) {
  FILE *file = fopen(place(name), "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, file), bytes.len);
  fclose(file);
}

/* ---- n-grams ---- */

typedef struct {
  Buf words, letters;
} Seen;

static void note(void *context, uint64_t hash, Str gram, bool is_words) {
  Seen *seen = context;
  Buf *out = is_words ? &seen->words : &seen->letters;
  assert_true(hash != 0);
  buf_str(out, gram);
  buf_byte(out, '|');
}

static void check_grams(const char *text, const char *words, const char *letters) {
  Ngrams ngrams = {0};
  Seen seen = {0};
  ngrams_each(&ngrams, str_of(text), note, &seen);
  buf_byte(&seen.words, '\0');
  buf_byte(&seen.letters, '\0');
  assert_string_equal(seen.words.ptr, words);
  if (letters) assert_string_equal(seen.letters.ptr, letters);
  buf_free(&seen.words);
  buf_free(&seen.letters);
  ngrams_free(&ngrams);
}

static void test_ngrams(void **state) {
  (void)state;
  check_grams("", "", "");
  check_grams(" \t ", "", "");
  check_grams("No", "no|", " n| no| no |no|no |o |");
  check_grams("A b\tC  d", "a|a b|a b c|b|b c|b c d|c|c d|d|", NULL);
  check_grams("Don’t!", "don't|don't !|!|", NULL);
  check_grams(
      "'so' :-) #No2War @me,x", /* signs between spaces are words */
      "'|' so|' so '|so|so '|so ' :-)|'|' :-)|' :-) #no2war|:-)|:-) #no2war|:-) #no2war @me|"
      "#no2war|#no2war @me|#no2war @me ,|@me|@me ,|@me , x|,|, x|x|",
      NULL);
  check_grams("ÉÀ", "éà|", " é| éà| éà |éà|éà |à |"); /* characters, not bytes */
  check_grams("c# ##", "c|c #|c # ##|#|# ##|##|", NULL);
}

static void test_hashes(void **state) {
  (void)state;
  Ngrams ngrams = {0};
  HashVec one = {0}, two = {0};
  ngrams_hash(&ngrams, STR("ha ha ha"), &one);
  for (uint32_t i = 1; i < one.len; i++) assert_true(one.items[i - 1] < one.items[i]);
  ngrams_hash(&ngrams, STR(" HA\tha  ha "), &two); /* case and white space do not matter */
  assert_int_equal(one.len, two.len);
  assert_memory_equal(one.items, two.items, one.len * sizeof *one.items);
  HashVec numbers = {0};
  static const uint64_t SOME[] = {7, 3, 7, 9, 3, 7};
  for (int i = 0; i < 6; i++) vec_push(&numbers, SOME[i]);
  hashes_unique(&numbers, 2);
  assert_int_equal(numbers.len, 2);
  assert_true(numbers.items[0] == 3 && numbers.items[1] == 7);
  assert_true(fabs(ngrams_value(4) - 0.5) < 1e-15 && ngrams_value(0) == 0);
  vec_free(&numbers);
  vec_free(&one);
  vec_free(&two);
  ngrams_free(&ngrams);
}

/* ---- tables by chance ---- */

static uint32_t next(uint64_t *seed, uint32_t below) {
  *seed = hash_pair(*seed, 11);
  return (uint32_t)(*seed >> 33) % below;
}

/* A label's own words, which for the target "moon" belong to the other label, among words that say
 * nothing. */
static void add_text(Buf *out, uint32_t label, bool moon, uint64_t *seed) {
  static const char *const OWN[3][3] = {{"welcome", "splendid", "hurrah"},
                                        {"dreadful", "never", "away"},
                                        {"yesterday", "reported", "figures"}};
  static const char *const OTHER[] = {"the", "sea", "we", "all", "of", "it", "so", "and"};
  uint32_t row = moon && label < 2 ? 1 - label : label;
  for (int i = 0; i < 9; i++) {
    buf_text(out, next(seed, 10) < 4 ? OWN[next(seed, 20) ? row : next(seed, 3)][next(seed, 3)]
                                     : OTHER[next(seed, 8)]);
    buf_byte(out, i < 8 ? ' ' : '\t');
  }
}

enum { PER_TARGET = 90 };

static void make_table(Buf *out, uint64_t seed) {
  static const char *const TARGETS[] = {"moon", "sun"}, *const LABELS[] = {"for", "no", "none"};
  buf_text(out, "id\ttext\ttarget\tlabel\n");
  for (uint32_t i = 0; i < 2 * PER_TARGET; i++) {
    uint32_t label = next(&seed, 3);
    buf_format(out, "t%u\t", i);
    add_text(out, label, i % 2 == 0, &seed);
    buf_format(out, "%s\t%s\n", TARGETS[i % 2], LABELS[label]);
  }
}

static void read_table(Examples *examples, Str bytes) {
  Faults faults = {0};
  write_bytes("table.tsv", bytes);
  assert_true(examples_read_labelled(examples, place("table.tsv"), &faults));
}

static void learn(Learning *learning, Examples *examples, uint64_t seed) {
  Buf table = {0};
  Err err;
  make_table(&table, seed);
  read_table(examples, buf_slice(&table));
  if (!learn_run(examples, learning, &err)) fail_msg("%s", err.text);
  buf_free(&table);
}

static double share_right(const Classifier *classifier, const Examples *examples) {
  ClassifyScratch scratch = {0};
  uint32_t right = 0;
  for (uint32_t i = 0; i < examples->rows.len; i++) {
    const Example *e = &examples->rows.items[i];
    Prediction p = classifier_predict(classifier_model(classifier, e->target), e->text, &scratch);
    double sum = 0;
    for (uint32_t l = 0; l < classifier->labels.len; l++) sum += p.probability[l];
    assert_true(fabs(sum - 1) < 1e-12);
    right += p.label == e->label;
  }
  classify_scratch_free(&scratch);
  return 1.0 * right / examples->rows.len;
}

/* ---- learning ---- */

static void test_learning(void **state) { /* what is learned holds for texts not seen */
  (void)state;
  Learning learning;
  Examples examples, others;
  Buf table = {0};
  learn(&learning, &examples, 1);
  assert_int_equal(learning.classifier.models.len, 2);
  assert_int_equal(learning.classifier.labels.len, 3);
  assert_null(classifier_model(&learning.classifier, STR("stars")));
  for (uint32_t t = 0; t < 2; t++) {
    uint32_t sum = 0;
    for (uint32_t l = 0; l < 3; l++) sum += learning.targets.items[t].texts[l];
    assert_int_equal(sum, PER_TARGET);
    assert_true(confusion_accuracy(&learning.targets.items[t].confusion, 3) > 75);
  }
  make_table(&table, 2);
  read_table(&others, buf_slice(&table));
  double right = share_right(&learning.classifier, &others);
  if (right < 0.75) fail_msg("%.2f right", right);
  buf_free(&table);
  examples_free(&others);
  examples_free(&examples);
  learning_free(&learning);
}

static void test_few_texts(void **state) { /* one model for all where a target has too few */
  (void)state;
  Learning learning;
  Examples examples;
  Buf table = {0};
  Err err;
  make_table(&table, 3);
  buf_text(&table, "x1\twelcome\tstars\tno\n");
  read_table(&examples, buf_slice(&table));
  assert_true(learn_run(&examples, &learning, &err));
  assert_int_equal(learning.classifier.models.len, 3);
  const TargetModel *all = classifier_model(&learning.classifier, STR("stars"));
  assert_non_null(all);
  assert_int_equal(all->target.len, 0);
  assert_ptr_equal(all, classifier_model(&learning.classifier, STR("anything")));
  assert_ptr_not_equal(all, classifier_model(&learning.classifier, STR("sun")));
  buf_free(&table);
  examples_free(&examples);
  learning_free(&learning);
}

static void test_rare_label(void **state) { /* a label with one text: no fold can test it */
  (void)state;
  Learning learning;
  Examples examples;
  Err err;
  read_table(&examples, STR("text\tlabel\na b\tx\nc d\ty\nc e\ty\na f\tx\ng h\tz\n"));
  if (!learn_run(&examples, &learning, &err)) fail_msg("%s", err.text);
  assert_int_equal(learning.classifier.models.len, 1);
  ClassifyScratch scratch = {0};
  Prediction p = classifier_predict(&learning.classifier.models.items[0], STR("a"), &scratch);
  for (int l = 0; l < 3; l++) assert_true(p.probability[l] >= 0 && p.probability[l] <= 1);
  p = classifier_predict(&learning.classifier.models.items[0], STR("g h"), &scratch);
  assert_int_equal(p.label, 2);
  classify_scratch_free(&scratch);
  examples_free(&examples);
  learning_free(&learning);
}

static void test_two_texts(void **state) { /* the least that can be learned from, or told off */
  (void)state;
  Learning learning;
  Examples examples;
  Err err;
  read_table(&examples, STR("text\tlabel\nyes\tx\nno\ty\n"));
  assert_false(learn_run(&examples, &learning, &err));
  assert_non_null(
      strstr(err.text, "too few texts: two labels with two different texts each are needed"));
  learning_free(&learning);
  examples_free(&examples);
}

/* The weights of a model against svm_predict on the very texts it was trained on. */
static void test_as_svm_predict(void **state) {
  (void)state;
  enum { CLASSES = 3 };
  Learning learning;
  Examples examples;
  Err err;
  learn(&learning, &examples, 4);
  const TargetModel *model = classifier_model(&learning.classifier, STR("sun"));
  Ngrams ngrams = {0};
  HashVec hashes = {0};
  Sample samples[PER_TARGET];
  Feature *features[PER_TARGET];
  uint32_t count = 0, labels[PER_TARGET];
  double margins[PER_TARGET * CLASSES], seen[LINEAR_PAIRS_MAX];
  for (uint32_t i = 0; i < examples.rows.len; i++) {
    const Example *e = &examples.rows.items[i];
    if (!str_is(e->target, "sun")) continue;
    ngrams_hash(&ngrams, e->text, &hashes);
    features[count] = memory_get(hashes.len * sizeof **features);
    for (uint32_t k = 0, f = 0; k < hashes.len; k++) {
      while (model->hashes[f] != hashes.items[k]) f++;
      features[count][k] = (Feature){f, ngrams_value(hashes.len)};
    }
    samples[count] = (Sample){features[count], hashes.len, e->label, 0};
    count++;
  }
  SvmSettings settings = {.classes = CLASSES,
                          .features = model->linear.features,
                          .cost = learning.cost[0],
                          .tolerance = 1e-8}; /* both solutions at the optimum itself */
  Linear linear;
  SvmGram *gram = svm_gram_new(samples, count, settings.features);
  settings.gram = gram;
  assert_true(svm_train_linear(samples, count, UINT32_MAX, &settings, &linear, &err));
  settings.gram = NULL; /* libsvm's own kernel and prediction */
  assert_true(svm_reference_margins(samples, count, &settings, margins, labels, &err));
  for (uint32_t i = 0; i < count; i++) {
    linear_margins(&linear, samples[i].features, samples[i].count, seen);
    for (uint32_t k = 0; k < CLASSES; k++)
      assert_true(fabs(seen[k] - margins[i * CLASSES + k]) < 1e-6);
    assert_int_equal(classifier_vote(&linear, seen, NULL), labels[i]);
    linear_margins(&model->linear, samples[i].features, samples[i].count, seen);
    for (uint32_t k = 0; k < CLASSES; k++) /* and the model itself, within its tolerance */
      assert_true(fabs(seen[k] - margins[i * CLASSES + k]) < 0.02);
  }
  settings.gram = gram; /* the same solution, collapsed or not */
  assert_true(svm_reference_margins(samples, count, &settings, margins, labels, &err));
  for (uint32_t i = 0; i < count; i++) {
    linear_margins(&linear, samples[i].features, samples[i].count, seen);
    for (uint32_t k = 0; k < CLASSES; k++)
      assert_true(fabs(seen[k] - margins[i * CLASSES + k]) < 1e-9);
    free(features[i]);
  }
  svm_gram_free(gram);
  linear_free(&linear);
  ngrams_free(&ngrams);
  vec_free(&hashes);
  examples_free(&examples);
  learning_free(&learning);
}

static void test_vote(void **state) {
  (void)state;
  Linear three = {.classes = 3, .pairs = 3};
  const double sure[] = {-1, 1, 1}, round[] = {1, -1, 1}, lacking[] = {NAN, -1, NAN},
               probability[] = {0.2, 0.5, 0.3};
  assert_int_equal(classifier_vote(&three, sure, probability), 1);
  assert_int_equal(classifier_vote(&three, round, probability), 1); /* each beats one */
  assert_int_equal(classifier_vote(&three, round, NULL), 0);
  assert_int_equal(classifier_vote(&three, lacking, NULL), 2);
}

static void test_figures(void **state) {
  (void)state;
  Confusion c = {{{6, 2, 0}, {1, 3, 0}}}; /* the third label never occurs */
  assert_true(fabs(confusion_accuracy(&c, 3) - 75) < 1e-9);
  assert_true(fabs(confusion_f1(&c, 3, 0) - 80) < 1e-9);
  assert_true(fabs(confusion_mean_f1(&c, 3) - (80 + 200.0 / 3) / 2) < 1e-9);
  assert_true(confusion_mean_f1(&(Confusion){0}, 3) == 0);
}

/* ---- the file ---- */

static void test_file(void **state) {
  (void)state;
  Learning learning;
  Classifier loaded;
  Examples examples;
  Buf bytes = {0}, again = {0};
  Err err;
  learn(&learning, &examples, 5);
  assert_true(learning_write(&learning, folder, &err));
  assert_true(classifier_load(&loaded, folder, &err));
  assert_string_equal(loaded.name, learning.classifier.name);
  classifier_bytes(&learning.classifier, &bytes);
  classifier_bytes(&loaded, &again);
  assert_true(str_equal(buf_slice(&bytes), buf_slice(&again)));
  assert_true(share_right(&loaded, &examples) > 0.9);
  classifier_free(&loaded);
  for (size_t at = 0; at < bytes.len; at += 1 + at / 3) { /* a bit turned, or the file cut */
    bytes.ptr[at] ^= 0x20;
    write_bytes("classifier.bin", buf_slice(&bytes));
    assert_false(classifier_load(&loaded, folder, &err));
    classifier_free(&loaded);
    bytes.ptr[at] ^= 0x20;
    write_bytes("classifier.bin", (Str){bytes.ptr, at});
    assert_false(classifier_load(&loaded, folder, &err));
    classifier_free(&loaded);
  }
  buf_free(&bytes);
  buf_free(&again);
  examples_free(&examples);
  learning_free(&learning);
}

/* Sizes that lie under a right checksum: no read past the end. */
static void test_wrong_sizes(void **state) {
  (void)state;
  Learning learning;
  Classifier loaded;
  Examples examples;
  Buf bytes = {0};
  Err err;
  read_table(&examples, STR("text\tlabel\na b\tx\nc d\ty\nc e\ty\na f\tx\n"));
  assert_true(learn_run(&examples, &learning, &err));
  classifier_bytes(&learning.classifier, &bytes);
  size_t head = 8 + DIGEST_HEX;
  for (size_t at = head + DIGEST_HEX; at < bytes.len && at < head + 400; at++) {
    char before = bytes.ptr[at];
    bytes.ptr[at] = (char)0xff;
    Digest digest = digest_of((Str){bytes.ptr + head, bytes.len - head});
    memcpy(bytes.ptr + 8, digest.hex, DIGEST_HEX);
    write_bytes("classifier.bin", buf_slice(&bytes));
    classifier_load(&loaded, folder, &err); /* weights may be anything: only no crash */
    classifier_free(&loaded);
    bytes.ptr[at] = before;
  }
  buf_free(&bytes);
  examples_free(&examples);
  learning_free(&learning);
}

static int make_folder(void **state) {
  (void)state;
  return mkdtemp(folder) ? 0 : -1;
}
static int remove_folder(void **state) {
  (void)state;
  static const char *const NAMES[] = {"table.tsv", "classifier.bin", "card.md"};
  for (size_t i = 0; i < 3; i++) unlink(place(NAMES[i]));
  return rmdir(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_ngrams),     cmocka_unit_test(test_hashes),
      cmocka_unit_test(test_learning),   cmocka_unit_test(test_few_texts),
      cmocka_unit_test(test_rare_label), cmocka_unit_test(test_two_texts),
      cmocka_unit_test(test_vote),       cmocka_unit_test(test_as_svm_predict),
      cmocka_unit_test(test_figures),    cmocka_unit_test(test_file),
      cmocka_unit_test(test_wrong_sizes)};
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
