/* The dialect of the tables: every character that could break a line becomes one other, never more.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "io/tsv.h"

#include <string.h>

static void cell(const char *text, const char *expected) {
  Buf out = {0};
  tsv_put_cell(&out, str_of(text));
  buf_byte(&out, '\0');
  assert_string_equal(out.ptr, expected);
  buf_free(&out);
}

static void test_stand_ins(void **state) {
  (void)state;
  cell("", "");
  cell("plain words", "plain words");
  cell("a\tb\nc\rd", "a␉b␊c␍d");
  cell("\"a\\b\"", "＂a＼b＂");
  cell("a\x01\x1f\x7f"
       "b",
       "a␁␟␡b");
  cell("a\xc2\x85\u2028\u2029\ufeffb", "a␤␤␤␤b");
  cell("Øre 中文 😀", "Øre 中文 😀");
  Buf out = {0};
  tsv_put_verbatim(&out, (Str){"\0", 1});
  assert_memory_equal(out.ptr, "␀", 3);
  buf_free(&out);
}

static void test_ends(void **state) {
  (void)state;
  cell("  a b \n", "a b");
  cell("\u00a0\u3000\u2003\u1680\u205f\u202fa\xc2\x85\u2028\u2029", "a");
  cell(" \t\n", "");
  cell("\u200ba", "\u200ba"); /* a zero-width space is no white space */
}

static void test_missing(void **state) {
  (void)state;
  cell("NA", "ＮA");
  cell(" NA ", "ＮA");
  cell("N/A", "Ｎ/A");
  cell("NaN", "ＮaN");
  cell("null", "ｎull");
  cell("None", "Ｎone");
  cell("NATO", "NATO");
  cell("none", "none");
}

static void is_plain(uint32_t point) {
  assert_true(point >= 0x20 && point != 0x7f && point != '"' && point != '\\' && point != 0x85 &&
              point != 0x2028 && point != 0x2029 && point != 0xfeff);
}

/* Any string: as many code points out as in, none of them forbidden, and no change the second time.
 */
static void test_any_string(void **state) {
  (void)state;
  static const uint32_t TOPS[] = {0x20, 0x80, 0x100, 0x3000, 0x10000, 0x110000};
  uint64_t seed = 1;
  Buf in = {0}, out = {0}, again = {0};
  for (int round = 0; round < 20000; round++) {
    buf_clear(&in), buf_clear(&out), buf_clear(&again);
    for (int i = 0; i < round % 13; i++) {
      seed = hash_pair(seed, (uint64_t)round);
      uint32_t point = (uint32_t)(seed >> 8) % TOPS[seed % 6];
      if (point < 0xd800 || point > 0xdfff) utf8_put(&in, point);
    }
    tsv_put_verbatim(&out, buf_slice(&in));
    assert_int_equal(utf8_valid(buf_slice(&out)), out.len);
    assert_int_equal(utf8_count(buf_slice(&out)), utf8_count(buf_slice(&in)));
    for (size_t at = 0, step; at < out.len; at += step) {
      uint32_t width;
      is_plain(utf8_at(buf_slice(&out), at, &width));
      step = width;
    }
    tsv_put_verbatim(&again, buf_slice(&out));
    assert_true(str_equal(buf_slice(&again), buf_slice(&out)));
  }
  buf_free(&in), buf_free(&out), buf_free(&again);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_stand_ins), cmocka_unit_test(test_ends),
                                     cmocka_unit_test(test_missing),
                                     cmocka_unit_test(test_any_string)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
