/* Options: where they may stand, what they take, what is said when they are wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "commands/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  const char *output, *quotations;
  uint32_t number, threads;
  double share;
  bool flag, help, ok;
  Inputs inputs;
  Err err;
} Parsed;

static Parsed parse(const char *line) {
  Parsed p = {.number = 7, .share = 0.5};
  const Option options[] = {{"--output", "-o", "FILE", "", OPTION_TEXT, &p.output},
                            {"--quotations", NULL, "FILE", "", OPTION_TEXT, &p.quotations},
                            {"--errors", NULL, "N", "", OPTION_NUMBER, &p.number},
                            {"--threads", "-j", "N", "", OPTION_THREADS, &p.threads},
                            {"--cost", NULL, "C", "", OPTION_SHARE, &p.share},
                            {"--json", "-J", NULL, "", OPTION_FLAG, &p.flag},
                            {0}};
  static char words[256];
  char *argv[16];
  int argc = 0;
  snprintf(words, sizeof words, "%s", line);
  for (char *word = strtok(words, " "); word; word = strtok(NULL, " ")) argv[argc++] = word;
  p.ok = options_parse(argc, argv, options, &p.inputs, &p.help, &p.err);
  return p;
}

static void parses(const char *line, const char *inputs, const char *output, uint32_t threads,
                   bool flag) {
  Parsed p = parse(line);
  char seen[256] = "";
  if (!p.ok) fail_msg("%s: %s", line, p.err.text);
  for (uint32_t i = 0; i < p.inputs.len; i++) {
    strcat(seen, i ? " " : "");
    strcat(seen, p.inputs.items[i]);
  }
  assert_string_equal(seen, inputs);
  assert_string_equal(p.output ? p.output : "", output);
  assert_int_equal(p.threads, threads);
  assert_int_equal(p.flag, flag);
  vec_free(&p.inputs);
}

static void test_places(void **state) {
  (void)state;
  parses("", "", "", 0, false);
  parses("a b", "a b", "", 0, false);
  parses("-o x a b", "a b", "x", 0, false);
  parses("a -o x b", "a b", "x", 0, false);
  parses("a b --output x", "a b", "x", 0, false);
  parses("a --output=x -j4 --json", "a", "x", 4, true);
  parses("-ox -J a", "a", "x", 0, true);
  parses("--output= a", "a", "", 0, false);
  parses("--output=a=b", "", "a=b", 0, false);
  parses("-", "-", "", 0, false);
  parses("-o - -", "-", "-", 0, false);
  parses("a -- -o --json -", "a -o --json -", "", 0, false);
  parses("--threads=1 -j 1024", "", "", 1024, false);
  parses("-o x -o y", "", "y", 0, false); /* the last one counts */
  parses("-o --json", "", "--json", 0, false);
}

static void test_help(void **state) {
  (void)state;
  Parsed p = parse("a --help --no-such-thing");
  assert_true(p.ok && p.help);
  vec_free(&p.inputs);
  p = parse("-- --help");
  assert_true(p.ok && !p.help);
  vec_free(&p.inputs);
}

static void fails(const char *line, const char *message) {
  Parsed p = parse(line);
  if (p.ok) fail_msg("%s: taken", line);
  assert_string_equal(p.err.text, message);
  vec_free(&p.inputs);
}

static void test_unknown(void **state) {
  (void)state;
  fails("--outptu x", "unknown option --outptu; did you mean --output?");
  fails("--quotation=x", "unknown option --quotation; did you mean --quotations?");
  fails("--jsn", "unknown option --jsn; did you mean --json?");
  fails("--anything-else", "unknown option --anything-else; --help lists the options");
  fails("-x", "unknown option -x; --help lists the options");
  fails("-xyz", "unknown option -xyz; --help lists the options");
  fails("a --Output b", "unknown option --Output; did you mean --output?");
}

static void test_arguments(void **state) {
  (void)state;
  fails("-o", "--output needs FILE");
  fails("a --threads", "--threads needs N");
  fails("-jx", "--threads takes a whole number, not 'x'");
  fails("-j0", "--threads takes 1 to 1024");
  fails("-j1025", "--threads takes 1 to 1024");
  fails("--errors=", "--errors takes a whole number, not ''");
  fails("--errors=-1", "--errors takes a whole number, not '-1'");
  fails("--errors=1e3", "--errors takes a whole number, not '1e3'");
  fails("--errors=4294967296", "--errors takes a whole number, not '4294967296'");
  fails("--cost=1.01", "--cost takes a number from 0 to 1, not '1.01'");
  fails("--cost=-0.1", "--cost takes a number from 0 to 1, not '-0.1'");
  fails("--cost=nan", "--cost takes a number from 0 to 1, not 'nan'");
  fails("--cost=0,5", "--cost takes a number from 0 to 1, not '0,5'");
  fails("--json=yes", "--json takes no argument");
  Parsed p = parse("--errors=0 --cost 0.25");
  assert_true(p.ok && p.number == 0 && p.share == 0.25);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_places), cmocka_unit_test(test_help),
                                     cmocka_unit_test(test_unknown),
                                     cmocka_unit_test(test_arguments)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
