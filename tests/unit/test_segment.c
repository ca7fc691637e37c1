/* Every case of the Unicode Character Database's own WordBreakTest.txt and GraphemeBreakTest.txt.
 * UCD names its folder (default: where Debian's unicode-data puts it). */
#include "base/file.h"
#include "base/utf8.h"
#include "text/segment.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { PLACES_MAX = 64 };

typedef struct Case { /* "÷ 0061 × 0308 ÷" */
  Buf text;
  size_t places[PLACES_MAX]; /* where boundaries are wanted */
  uint32_t count;
} Case;

static void read_case(Str line, Case *c) {
  Str word, rest = line;
  buf_clear(&c->text);
  c->count = 0;
  while (str_cut(&rest, " ", &word)) {
    if (str_is(word, "÷")) {
      assert_true(c->count < PLACES_MAX);
      c->places[c->count++] = c->text.len;
    } else if (!str_is(word, "×") && word.len) {
      char digits[16] = {0};
      memcpy(digits, word.ptr, word.len < 15 ? word.len : 15);
      utf8_put(&c->text, (uint32_t)strtoul(digits, NULL, 16));
    }
  }
}

static bool agrees(const Case *c, size_t (*next)(Str, size_t)) {
  size_t at = 0;
  for (uint32_t i = 0; i < c->count; i++) {
    if (at != c->places[i]) return false;
    if (at < c->text.len) at = next(buf_slice(&c->text), at);
  }
  return at == c->text.len;
}

static void check_all(const char *name, size_t (*next)(Str, size_t), uint32_t wanted) {
  const char *folder = getenv("UCD");
  char path[512];
  Buf file = {0};
  Case c = {0};
  Err err;
  Str line;
  uint32_t cases = 0;
  snprintf(path, sizeof path, "%s/auxiliary/%s", folder ? folder : "/usr/share/unicode", name);
  if (!file_read(path, &file, &err)) fail_msg("%s (package unicode-data)", err.text);
  Str rest = buf_slice(&file);
  while (str_cut(&rest, "\n", &line)) {
    Str comment = line;
    str_cut(&comment, "#", &line);
    line = str_trim(line);
    if (!line.len) continue;
    read_case(line, &c);
    cases++;
    if (!agrees(&c, next)) fail_msg("%s: %.*s", name, (int)line.len, line.ptr);
  }
  assert_int_equal(cases, wanted);
  buf_free(&file);
  buf_free(&c.text);
}

static void test_words(void **state) {
  (void)state;
  check_all("WordBreakTest.txt", segment_word, 1823);
}

static void test_graphemes(void **state) {
  (void)state;
  check_all("GraphemeBreakTest.txt", segment_grapheme, 602);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_words),
                                     cmocka_unit_test(test_graphemes)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
