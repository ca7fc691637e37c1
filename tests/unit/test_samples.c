/* Leaving groups of features out of a training, and the digest of what a model was trained on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/card.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const NAMES[] = {"w:a", "w:a b", "wide=x", "polarity=y"};
enum { FEATURES = 4, ARTICLES = 3 };

/* Three articles of one sample, each with all features. */
static void fill(SampleSet *set) {
  samples_init(set);
  for (uint32_t f = 0; f < FEATURES; f++) {
    intern_add(set->scratch.names, str_of(NAMES[f]));
    vec_push(&set->scratch.name_hash, hash_bytes(NAMES[f], strlen(NAMES[f])));
  }
  for (uint32_t a = 0; a < ARTICLES; a++) {
    vec_push(&set->first, set->raw.len);
    for (uint32_t f = 0; f < FEATURES; f++)
      vec_push(&set->raw, (RawFeature){set->scratch.name_hash.items[f], 1});
    vec_push(&set->samples, (Sample){.count = FEATURES, .label = STANCE_NONE});
    vec_push(&set->article, a);
  }
}

static void left(const char *without, uint32_t features) {
  SampleSet set;
  Err err;
  fill(&set);
  if (without) assert_true(samples_drop(&set, without, &err));
  samples_number(&set, ARTICLES);
  assert_int_equal(set.hash_count, features);
  for (uint32_t a = 0; a < ARTICLES; a++) assert_int_equal(set.samples.items[a].count, features);
  samples_free(&set);
}

static void test_drop(void **state) {
  (void)state;
  left(NULL, 4);
  left("w:", 2);
  left("w", 1);
  left("w:a b", 3);
  left("w:,polarity=", 1);
  left("w,polarity=y", 0);
}

static void test_drop_unknown(void **state) {
  (void)state;
  static const char *const BAD[] = {"x", "w:,x", "w:,,wide", "", "w:a b c"};
  for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
    SampleSet set;
    Err err;
    fill(&set);
    assert_false(samples_drop(&set, BAD[i], &err));
    assert_non_null(strstr(err.text, "no feature begins with"));
    samples_free(&set);
  }
}

static void test_corpus_digest(void **state) {
  (void)state;
  Gold one = {.id = STR("a"), .text = STR("x")}, two = {.id = STR("b"), .text = STR("x")};
  CorpusDigest first = {0}, second = {0}, other = {0};
  corpus_digest_add(&first, &one);
  corpus_digest_add(&first, &two);
  corpus_digest_add(&second, &one);
  corpus_digest_add(&second, &two);
  corpus_digest_add(&other, &two);
  corpus_digest_add(&other, &one);
  Digest a = corpus_digest_end(&first), b = corpus_digest_end(&second);
  Digest c = corpus_digest_end(&other);
  assert_string_equal(a.hex, b.hex);
  assert_string_not_equal(a.hex, c.hex);

  char folder[] = "/tmp/cardXXXXXX", path[64];
  assert_non_null(mkdtemp(folder));
  snprintf(path, sizeof path, "%s/card.md", folder);
  Digest read;
  assert_false(card_corpus(folder, &read));
  FILE *card = fopen(path, "w");
  assert_non_null(card);
  fprintf(card, "# Model\n\n| corpus (SHA-256) | short |\n| corpus (SHA-256) | %s |\n", a.hex);
  fclose(card);
  assert_true(card_corpus(folder, &read));
  assert_string_equal(read.hex, a.hex);
  unlink(path);
  rmdir(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_drop),
                                     cmocka_unit_test(test_drop_unknown),
                                     cmocka_unit_test(test_corpus_digest)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
