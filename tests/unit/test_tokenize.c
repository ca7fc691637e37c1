/* Properties of tokens that the spec files do not show: flags, forms, kinds, paragraphs, hidden
 * spans; the fast and the careful way; texts that are hostile. What the tokens of a text are stands
 * in tests/spec. */
#include "base/utf8.h"
#include "text/quote.h"
#include "text/tokenize.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static Knowledge knowledge;

static int load(void **state) {
  (void)state;
  Err err;
  return knowledge_load(&knowledge, "lexicons", &err) ? 0 : -1;
}

static int unload(void **state) {
  (void)state;
  knowledge_free(&knowledge);
  return 0;
}

/* The text is copied into a block of its exact size, so that a sanitizer sees every step too far.
 */
static Doc read_text(Str text) {
  Doc doc = {0};
  Err err;
  char *bytes = malloc(text.len ? text.len : 1);
  if (text.len) memcpy(bytes, text.ptr, text.len);
  doc.text = (Str){bytes, text.len};
  tokenize_run(&knowledge, &doc);
  quote_run(&knowledge, &doc);
  if (!doc_check(&doc, &err)) fail_msg("%s", err.text);
  return doc;
}

static void drop(Doc *doc) {
  free((void *)(uintptr_t)doc->text.ptr);
  doc_free(doc);
}

static const Token *find(const Doc *doc, const char *word) {
  for (uint32_t i = 0; i < doc->tokens.len; i++)
    if (str_is(doc_text(doc, doc->tokens.items[i].at), word)) return &doc->tokens.items[i];
  fail_msg("no token %s", word);
  return NULL;
}

static void test_flags(void **state) {
  (void)state;
  Doc doc = read_text(STR("The NATO man’s U.S. plan\nÉlan.\n\n(OK) ÉLAN x"));
  assert_int_equal(find(&doc, "The")->flags, TOKEN_CAPITAL | TOKEN_PARAGRAPH | TOKEN_LINE);
  assert_int_equal(find(&doc, "NATO")->flags, TOKEN_CAPITAL | TOKEN_UPPER);
  assert_int_equal(find(&doc, "man")->flags, 0);
  assert_int_equal(find(&doc, "’s")->flags, TOKEN_GLUED);
  assert_int_equal(find(&doc, "’s")->kind, TOKEN_CLITIC);
  assert_int_equal(find(&doc, "U.S.")->flags, TOKEN_CAPITAL | TOKEN_UPPER | TOKEN_ABBREVIATION);
  assert_true(find(&doc, "Élan")->flags & TOKEN_LINE);
  assert_true(find(&doc, "Élan")->flags & TOKEN_CAPITAL);
  assert_int_equal(find(&doc, "(")->flags, TOKEN_PARAGRAPH | TOKEN_LINE | TOKEN_OPENS);
  assert_int_equal(find(&doc, ")")->flags, TOKEN_GLUED | TOKEN_CLOSES);
  assert_int_equal(find(&doc, "ÉLAN")->flags, TOKEN_CAPITAL | TOKEN_UPPER);
  drop(&doc);
}

static void assert_form(const Doc *doc, const char *word, const char *form) {
  const Token *token = find(doc, word);
  Str text = intern_text(knowledge.words, token->form);
  if (!str_is(text, form)) fail_msg("%s: form %.*s", word, (int)text.len, text.ptr);
}

static void test_forms(void **state) {
  (void)state;
  Doc doc = read_text(
      STR("THE Thé re\xcc\x81sume\xcc\x81 said won't Russia’s Gen. xqzzy Gua\xc2\xadrantees"));
  assert_form(&doc, "THE", "the");
  assert_form(&doc, "said", "said");
  assert_form(&doc, "wo", "wo");
  assert_form(&doc, "n't", "n't");
  assert_form(&doc, "’s", "'s");
  assert_form(&doc, "Gen.", "gen.");
  assert_form(&doc, "xqzzy", "");
  assert_form(&doc, "Gua\xc2\xadrantees", "guarantees");
  drop(&doc);
}

static void test_hidden(void **state) {
  (void)state;
  Doc doc = read_text(STR("**Gua**rantees &amp; more"));
  assert_int_equal(doc.tokens.len, 3);
  assert_int_equal(doc.hidden.len, 2);
  assert_int_equal(doc.hidden.items[1].beg, 5);
  assert_int_equal(doc.hidden.items[1].end, 7);
  assert_form(&doc, "Gua**rantees", "guarantees");
  assert_non_null(find(&doc, "&amp;"));
  drop(&doc);
}

static void test_kinds(void **state) {
  (void)state;
  static const uint8_t wanted[] = {SENTENCE_HEADING, SENTENCE_PROSE,   SENTENCE_LIST,
                                   SENTENCE_LIST,    SENTENCE_CAPTION, SENTENCE_CAPTION};
  Doc doc = read_text(STR("Talks fail in Oslo\n\nThey failed. \n\n• one thing\n• another\n\n"
                          "– Ida Moe, minister\n\nPhoto: Jon Lund"));
  assert_int_equal(doc.sentences.len, 6);
  for (uint32_t i = 0; i < 6; i++) {
    assert_int_equal(doc.sentences.items[i].kind, wanted[i]);
    assert_int_equal(doc.sentences.items[i].paragraph, i);
  }
  drop(&doc);
}

/* A word at the end of a text goes the careful way, the same word before a long tail the fast one.
 */
static void test_two_ways(void **state) {
  (void)state;
  static const char *const words[] = {"Zelenskyy's", "treaties", "NATO", "international", "end.",
                                      "etc.",        "U.S.",     "it’s", "Moscow’s",      "a",
                                      "no.",         "word,",    "Co."};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    Doc slow = read_text(str_of(words[i]));
    Buf text = {0};
    buf_format(&text, "%s                                  ", words[i]);
    Doc fast = read_text(buf_slice(&text));
    assert_int_equal(slow.tokens.len, fast.tokens.len);
    for (uint32_t k = 0; k < slow.tokens.len; k++)
      assert_memory_equal(&slow.tokens.items[k], &fast.tokens.items[k], sizeof(Token));
    drop(&slow);
    drop(&fast);
    buf_free(&text);
  }
}

/* ---- hostile texts ---- */

static uint32_t next_random(uint64_t *seed) {
  *seed ^= *seed << 13;
  *seed ^= *seed >> 7;
  *seed ^= *seed << 17;
  return (uint32_t)(*seed >> 16);
}

static const char *const pieces[] = {"the ",      "Mr. ",     "U.S. ",  "“",
                                     "”",         "\"",       "'",      "’",
                                     "‘",         "«",        "»",      "(",
                                     ")",         "[1]",      "[",      "<b>",
                                     "<",         "&amp;",    "&",      "**",
                                     "_",         "`",        "# ",     "\n",
                                     "\n\n",      "\r\n",     "> ",     "- ",
                                     "1. ",       "a. ",      "• ",     ". ",
                                     "...",       "…",        " . ",    "?!",
                                     " ",         "\u00a0",   "\u00ad", "\u200b",
                                     "e\u0301",   "Й",        "слово ", "漢",
                                     "👩\u200d👩",  "🇺🇦",       "WORD",   "don't",
                                     "Russia’s ", "1,000.5 ", "$5",     "https://a.b/c ",
                                     "x@y.com",   "@me",      "—",      "--",
                                     "www.",      "a.b.",     "said ",  "\\",
                                     "](u)",      "<script>", "\u2029", "\x01",
                                     "ß",         "。",       "「",     "ア",
                                     "א\"א"};

static void test_random(void **state) {
  (void)state;
  uint64_t seed = 88172645463325252u;
  for (int round = 0; round < 4000; round++) {
    Buf text = {0};
    for (uint32_t n = next_random(&seed) % 60; n > 0; n--) {
      uint32_t point = next_random(&seed) % 0x110000;
      if (round % 4 == 0 && (point < 0xd800 || point > 0xdfff))
        utf8_put(&text, point);
      else
        buf_text(&text, pieces[next_random(&seed) % (sizeof pieces / sizeof *pieces)]);
    }
    Doc doc = read_text(buf_slice(&text));
    drop(&doc);
    buf_free(&text);
  }
}

/* Time is linear: 400 kB of one unit may take no more than a second, sanitizers included; a
 * quadratic way would take minutes. */
static void test_long(void **state) {
  (void)state;
  static const char *const units[] = {
      "“",      "\"",     "'",     "(",         ".",        ". ",     "… ",  "a\u0301\u0323",
      "\u0301", "word ",  "[a](",  "<a ",       "<script>", "&a",     "*a ", "`a",
      "a.",     "ab.js.", "a@",    "http://a(", "s’ ",      "\n",     "a\n", "# ",
      "Mr. ",   "U.S. ",  "1. a ", "i) ",       "(a ",      "“a\n\n", "[1]", ".”"};
  for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
    Buf text = {0};
    while (text.len < 400000) buf_text(&text, units[i]);
    clock_t start = clock();
    Doc doc = read_text(buf_slice(&text));
    if (clock() - start > 3 * CLOCKS_PER_SEC) fail_msg("%s takes too long", units[i]);
    drop(&doc);
    buf_free(&text);
  }
}

static void test_empty(void **state) {
  (void)state;
  Doc doc = read_text(STR(""));
  assert_int_equal(doc.tokens.len + doc.sentences.len, 0);
  drop(&doc);
  doc = read_text(STR(" \n\n \t"));
  assert_int_equal(doc.tokens.len + doc.sentences.len, 0);
  drop(&doc);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_flags),    cmocka_unit_test(test_forms),
                                     cmocka_unit_test(test_hidden),   cmocka_unit_test(test_kinds),
                                     cmocka_unit_test(test_two_ways), cmocka_unit_test(test_random),
                                     cmocka_unit_test(test_long),     cmocka_unit_test(test_empty)};
  return cmocka_run_group_tests(tests, load, unload);
}
