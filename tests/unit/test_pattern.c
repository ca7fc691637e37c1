/* Patterns: the table's faults are named, programs match over tags, groups come back as offsets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "knowledge/need.h"
#include "knowledge/pattern.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char HEADER[] = "id\tanchor\tpattern\tprobability\texample\tcounter_example\n";

static void write_file(const char *folder, const char *name, const char *head, const char *rows) {
  char path[512];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fputs(head, file);
  fputs(rows, file);
  fclose(file);
}

/* Loads a table of these rows from a folder of its own. */
static PatternSet *load_rows(const char *rows, Err *err) {
  char folder[] = "/tmp/surety_pattern_XXXXXX", path[512];
  assert_non_null(mkdtemp(folder));
  write_file(folder, "patterns.tsv", HEADER, rows);
  write_file(folder, "frames.tsv", "lemma\tpattern\todds\n", "say\tplain\t1.5\n*\tnested\t-2\n");
  PatternSet *set = patterns_load(folder, err);
  snprintf(path, sizeof path, "%s/patterns.tsv", folder);
  unlink(path);
  snprintf(path, sizeof path, "%s/frames.tsv", folder);
  unlink(path);
  rmdir(folder);
  return set;
}

static const char PLAIN[] = "NP\tmacro\tD?N+\t\t\t\n"
                            "plain\tsay: past\t(?<source>{NP})(?<cue>h?@)(?<content>.+)\t0.5\t\t\n";

static PatternResult match(const PatternSet *set, uint32_t slot, const char *tags,
                           PatternMatch *found) {
  Err err = {0};
  PatternScratch *scratch = pattern_scratch_new(set);
  PatternResult result = pattern_match(set, scratch, slot, str_of(tags), found, &err);
  pattern_scratch_free(scratch);
  return result;
}

static void groups_are_offsets(void **state) {
  Err err = {0};
  PatternMatch found;
  (void)state;
  PatternSet *set = load_rows(PLAIN, &err);
  assert_non_null(set);
  assert_int_equal(match(set, pattern_slot(CUE_SAY, CUE_PAST), "xDNNh@Tn", &found), PATTERN_FOUND);
  assert_string_equal(patterns_name(set, found.pattern), "plain");
  assert_int_equal(found.source.beg, 1);
  assert_int_equal(found.source.end, 4);
  assert_int_equal(found.cue.beg, 4);
  assert_int_equal(found.cue.end, 6);
  assert_int_equal(found.parts, 1);
  assert_int_equal(found.content[0].beg, 6);
  assert_int_equal(found.content[0].end, 8);
  patterns_free(set);
}

static void only_its_anchors(void **state) {
  Err err = {0};
  PatternMatch found;
  (void)state;
  PatternSet *set = load_rows(PLAIN, &err);
  assert_int_equal(match(set, pattern_slot(CUE_SAY, CUE_ING), "N@n", &found), PATTERN_NOTHING);
  assert_int_equal(match(set, pattern_slot(CUE_TELL, CUE_PAST), "N@n", &found), PATTERN_NOTHING);
  assert_int_equal(match(set, pattern_slot(CUE_SAY, CUE_PAST), "n@n", &found), PATTERN_NOTHING);
  patterns_free(set);
}

static void first_row_wins(void **state) {
  Err err = {0};
  PatternMatch found;
  (void)state;
  PatternSet *set = load_rows("strong\tsay\t[^@]*+(?<=N)@ :: (?<source>N)@(?<content>n)\t0.9\t\t\n"
                              "shared\tsay\t(?<source>D)(?<cue>@)(?<content>nn)\t0.5\t\t\n"
                              "sharing\tsay\t(?<source>D)(?<cue>@)(?<content>n)\t0.5\t\t\n",
                              &err);
  assert_non_null(set);
  assert_int_equal(match(set, pattern_slot(CUE_SAY, CUE_S), "DN@n", &found), PATTERN_FOUND);
  assert_string_equal(patterns_name(set, found.pattern), "strong");
  assert_int_equal(match(set, pattern_slot(CUE_SAY, CUE_S), "D@nn", &found), PATTERN_FOUND);
  assert_string_equal(patterns_name(set, found.pattern), "shared");
  assert_int_equal(match(set, pattern_slot(CUE_SAY, CUE_S), "D@n", &found), PATTERN_FOUND);
  assert_string_equal(patterns_name(set, found.pattern), "sharing");
  assert_int_equal(found.source.end, 1);
  assert_int_equal(found.content[0].beg, 2);
  patterns_free(set);
}

static void words_lemmas_and_odds(void **state) {
  Err err = {0};
  double odds;
  (void)state;
  PatternSet *set = load_rows("tag-to\ttag\tt\t\tto unto\t\n"
                              "raising\tlemmas\traising\t\tseem | be said\t\n"
                              "plain\tsay\t@(?<content>n)\t0.25\tan example\ta counter-example\n",
                              &err);
  assert_non_null(set);
  assert_int_equal(patterns_count(set), 1);
  assert_int_equal(patterns_word(set, STR("unto")), 't');
  assert_int_equal(patterns_word(set, STR("onto")), 0);
  assert_int_equal(patterns_lemma(set, STR("be said")), ANCHOR_RAISING);
  assert_int_equal(patterns_lemma(set, STR("say")), 0);
  assert_true(patterns_odds(set, 0, STR("say"), &odds) && odds > 1.4 && odds < 1.6);
  assert_false(patterns_odds(set, 0, STR("state"), &odds));
  assert_true(patterns_evidence(set, "nested", 0) < -1.9);
  assert_true(patterns_evidence(set, "unheard-of", 7) > 6.9);
  assert_true(patterns_weight(set, 0) > 0.24 && patterns_weight(set, 0) < 0.26);
  assert_true(str_is(patterns_example(set, 0), "an example"));
  assert_true(str_is(patterns_counter_example(set, 0), "a counter-example"));
  patterns_free(set);
}

static void refused(const char *rows, const char *cause) {
  Err err = {0};
  assert_null(load_rows(rows, &err));
  assert_non_null(strstr(err.text, cause));
}

static void faults_are_named(void **state) {
  (void)state;
  refused("a\tsay\t{NONE}@\t0.5\t\t\n", "no such macro above: NONE");
  refused("a\tsing\t@\t0.5\t\t\n", "unknown class of cues: sing");
  refused("a\tsay: future\t@\t0.5\t\t\n", "unknown form of a cue: future");
  refused("a\tsay\t@\t1.5\t\t\n", "no probability between 0 and 1: 1.5");
  refused("a\tsay\t(@\t0.5\t\t\n", "pattern a: missing closing parenthesis");
  refused("a\ttag\tnn\t\tto\t\n", "a tag is one character: nn");
  refused("a\ttag\tt\t\tto to\t\n", "has a tag already: to");
  refused("a\tsay\t@\t0.5\t\n", "5 columns, 6 expected");
}

/* ---- what patterns need ---- */

static uint32_t dice(uint32_t *seed) {
  *seed = *seed * 1664525u + 1013904223u;
  return *seed >> 8;
}

/* Random tags: what is found is the same whether all patterns are tried or those that may match. */
static void same_when_all_are_tried(const PatternSet *set, uint32_t slot, uint32_t *found) {
  static const char TAGS[] = "ab,/QNx";
  PatternScratch *heedful = pattern_scratch_new(set), *heedless = pattern_scratch_new(set);
  pattern_scratch_heedless(heedless);
  uint32_t seed = 7;
  for (uint32_t round = 0; round < 20000; round++) {
    char tags[9];
    uint32_t len = 1 + dice(&seed) % 8;
    for (uint32_t i = 0; i < len; i++) tags[i] = TAGS[dice(&seed) % (sizeof TAGS - 1)];
    tags[dice(&seed) % len] = '@';
    PatternMatch a = {0}, b = {0};
    Err err = {0};
    Str text = {tags, len};
    PatternResult one = pattern_match(set, heedful, slot, text, &a, &err);
    if (one != pattern_match(set, heedless, slot, text, &b, &err) || memcmp(&a, &b, sizeof a) != 0)
      fail_msg("not the same in %.*s: %s", (int)len, tags, patterns_name(set, 0));
    *found += one == PATTERN_FOUND;
  }
  pattern_scratch_free(heedful);
  pattern_scratch_free(heedless);
}

/* All syntax that the table may use, and some that is not understood. */
static void needs_are_true(void **state) {
  static const char *const ROWS[] = {"@",
                                     "^@$",
                                     "ab@",
                                     "a?@",
                                     "a+@b",
                                     "a*+@b*",
                                     "[ab]{2}@",
                                     "[ab]{0,2}@",
                                     "a{1,}@,",
                                     "(?<=a)@",
                                     "(?<=^|/)@",
                                     "(?<!a)@",
                                     "(?<=[ab],|N)@",
                                     "(?=a)[ab]@",
                                     "(?:a|b)@",
                                     "(?:a|b@)x",
                                     "(?:a@|b)x",
                                     "(?:a|)@",
                                     "(?>a?b)?@x",
                                     "(?<source>(?:N,?)+)(?<cue>@)(?<content>.+)",
                                     "a.*@",
                                     ".@.",
                                     "[^a]@[^b]",
                                     "(?<content>[^/]+?),@",
                                     "[^@]*+@b:: @",
                                     "[^@]*+,:: [ab]@",
                                     "[^Q@]*+[Q]:: (?<content>Q).*@",
                                     "[^@]*+(?<=^|/|b)@:: b?@",
                                     ".*[Q]:: @",
                                     "(?:[^@/]*/)?a:: @",
                                     "N@:: ^N@.$",
                                     "\\x61@",
                                     "[a-b]@",
                                     "(?i)A@",
                                     "((a)|(b)){2}@",
                                     "(?:(?:a,)+x?)*@",
                                     "(?(?=a)a|b)@",
                                     "a*?b+?@",
                                     "@|a@",
                                     "[,|)]@"};
  (void)state;
  uint32_t found = 0;
  for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
    char rows[256];
    Err err = {0};
    snprintf(rows, sizeof rows, "one\tsay\t%s\t0.5\t\t\n", ROWS[i]);
    PatternSet *set = load_rows(rows, &err);
    if (!set) fail_msg("%s: %s", ROWS[i], err.text);
    same_when_all_are_tried(set, pattern_slot(CUE_SAY, CUE_PAST), &found);
    patterns_free(set);
  }
  assert_true(found > 10000);
}

static void what_cannot_match_is_seen(void **state) {
  (void)state;
  Need need = need_nothing();
  need_add(&need, STR("[^@]*+(?<=[xr])@[^b]*+b"));
  Surroundings yes = need_around(STR("nx@nb"), 2), begin = need_around(STR("@nb"), 0),
               other = need_around(STR("xn@nb"), 2), no_b = need_around(STR("bx@n"), 2);
  assert_true(need_met(&need, &yes));
  assert_false(need_met(&need, &begin));
  assert_false(need_met(&need, &other));
  assert_false(need_met(&need, &no_b));
}

static void what_follows_is_seen(void **state) {
  (void)state;
  Need need = need_nothing(), some = need_nothing();
  need_add(&need, STR("[^@]*+@b"));
  need_add(&some, STR("[^@]*+@b?"));
  Surroundings yes = need_around(STR("n@bx"), 1), later = need_around(STR("n@xb"), 1);
  assert_true(need_met(&need, &yes));
  assert_false(need_met(&need, &later));
  assert_true(need_met(&some, &later));
}

/* What backtracks beyond reason ends at the limit and is told, not waited for. */
static void limits_end_a_match(void **state) {
  Err err = {0};
  PatternMatch found;
  char tags[404];
  (void)state;
  PatternSet *set = load_rows("bad\tsay\t(?<content>(n+)+)@[xy]\t0.5\t\t\n", &err);
  assert_non_null(set);
  memset(tags, 'n', 399);
  memcpy(tags + 399, "@nx", 4);
  PatternScratch *scratch = pattern_scratch_new(set);
  assert_int_equal(
      pattern_match(set, scratch, pattern_slot(CUE_SAY, CUE_S), str_of(tags), &found, &err),
      PATTERN_LIMIT);
  assert_non_null(strstr(err.text, "a limit was reached by the patterns of class say"));
  pattern_scratch_free(scratch);
  patterns_free(set);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(groups_are_offsets),   cmocka_unit_test(only_its_anchors),
      cmocka_unit_test(first_row_wins),       cmocka_unit_test(words_lemmas_and_odds),
      cmocka_unit_test(needs_are_true),       cmocka_unit_test(what_cannot_match_is_seen),
      cmocka_unit_test(what_follows_is_seen), cmocka_unit_test(faults_are_named),
      cmocka_unit_test(limits_end_a_match),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
