/* Patterns: the table's faults are named, programs match over tags, groups come back as offsets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

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

/* What backtracks beyond reason ends at the limit and is told, not waited for. */
static void limits_end_a_match(void **state) {
  Err err = {0};
  PatternMatch found;
  char tags[404];
  (void)state;
  PatternSet *set = load_rows("bad\tsay\t(?<content>(n+)+)@x\t0.5\t\t\n", &err);
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
      cmocka_unit_test(groups_are_offsets), cmocka_unit_test(only_its_anchors),
      cmocka_unit_test(first_row_wins),     cmocka_unit_test(words_lemmas_and_odds),
      cmocka_unit_test(faults_are_named),   cmocka_unit_test(limits_end_a_match),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
