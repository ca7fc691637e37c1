/* Runs of words that articles share. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/overlap.h"

#include <stdio.h>
#include <string.h>

/* Words by spaces: the tokenizer has tests of its own. */
static void add(Overlap *overlap, const char *id, const char *text) {
  Doc doc = {.id = str_of(id), .text = str_of(text)};
  for (size_t at = 0; text[at];) {
    size_t len = strcspn(text + at, " \n");
    Token token = {.at = {(uint32_t)at, (uint32_t)(at + len)}, .kind = TOKEN_WORD};
    if (text[at] == ',') token.kind = TOKEN_COMMA;
    if (text[at] == '\'') token.kind = TOKEN_CLITIC;
    if (len) vec_push(&doc.tokens, token);
    at += len + (text[at + len] != '\0');
  }
  overlap_add(overlap, &doc);
  vec_free(&doc.tokens);
}

static void collect(void *context, const Err *failure) {
  buf_text(context, failure->text);
  buf_byte(context, '\n');
}

static void reported(const Overlap *overlap, const char *expected) {
  Buf seen = {0};
  Faults faults = {.report = collect, .context = &seen};
  uint32_t runs = overlap_report(overlap, "d", &faults);
  buf_byte(&seen, '\0');
  assert_string_equal(seen.ptr, expected);
  assert_int_equal(runs, faults.count);
  buf_free(&seen);
}

static void test_runs(void **state) {
  (void)state;
  Overlap overlap = {0};
  reported(&overlap, "");
  add(&overlap, "a", "x 1 2 3 4 5 6 7 8 y 1 2 3 4 5 6 7 8");
  reported(&overlap, ""); /* within one article nothing is shared */
  add(&overlap, "b", "1 2 3 4 5 6 7 z 8");
  reported(&overlap, ""); /* seven words are none */
  add(&overlap, "c", "k k\nk 1 2 3 , 4 5 6 7 8 y 1 2");
  reported(&overlap, "d/c.txt:2: 11 words that stand in a.txt:1 too: 1 2 3 , 4 5 6 7 8 y 1 2\n");
  add(&overlap, "d", "");
  add(&overlap, "e", "m 1 2 3 4 5 6 7 8");
  reported(&overlap, "d/c.txt:2: 11 words that stand in a.txt:1 too: 1 2 3 , 4 5 6 7 8 y 1 2\n"
                     "d/e.txt:1: 8 words that stand in a.txt:1 too: 1 2 3 4 5 6 7 8\n");
  overlap_free(&overlap);
}

static void test_case_and_end(void **state) {
  (void)state;
  Overlap overlap = {0};
  add(&overlap, "a", "One Two Three Four Five Six Seven Eight");
  add(&overlap, "b", "one two three four five six seven EIGHT");
  add(&overlap, "c", "one two three four five six seven");
  add(&overlap, "d", "eight"); /* no run goes from one article into the next */
  reported(&overlap, "d/b.txt:1: 8 words that stand in a.txt:1 too: "
                     "one two three four five six seven EIGHT\n");
  overlap_free(&overlap);
}

/* "Ukraine's" is one word, and another one than "Ukraine". */
static void test_clitics(void **state) {
  (void)state;
  Overlap overlap = {0};
  add(&overlap, "a", "' a b c d e f g 's k");
  add(&overlap, "b", "x a b c d e f g 's");
  add(&overlap, "c", "x a b c d e f g k");
  reported(&overlap, "");
  add(&overlap, "d", "x a b c d e f g 's k");
  reported(&overlap, "d/d.txt:1: 8 words that stand in b.txt:1 too: x a b c d e f g 's\n"
                     "d/d.txt:1: 8 words that stand in a.txt:1 too: a b c d e f g 's k\n");
  overlap_free(&overlap);
}

static void test_grams(void **state) {
  (void)state;
  Overlap overlap = {0};
  OverlapGrams grams = overlap_grams(&overlap);
  assert_int_equal(grams.all, 0);
  add(&overlap, "a", "1 2 3 4 5");
  add(&overlap, "b", "2 3 4 5");
  add(&overlap, "c", "2 3 4");
  grams = overlap_grams(&overlap);
  assert_int_equal(grams.all, 3);
  assert_int_equal(grams.distinct, 2);
  overlap_free(&overlap);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_runs),
                                     cmocka_unit_test(test_case_and_end),
                                     cmocka_unit_test(test_clitics), cmocka_unit_test(test_grams)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
