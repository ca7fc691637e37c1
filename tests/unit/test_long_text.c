/* Long texts: lifted out of a line of JSON as the parser reads them, or left to it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "io/json.h"
#include "io/long_text.h"

#include <string.h>

/* A line with "text" of more than LONG_TEXT bytes that holds these, around it what is given. */
static Buf line_of(const char *before, const char *inside, const char *after) {
  Buf line = {0};
  buf_text(&line, before);
  while (line.len < 3 * LONG_TEXT / 2) buf_text(&line, "Long text it is. ");
  buf_text(&line, inside);
  while (line.len < 3 * LONG_TEXT) buf_text(&line, "S\xc3\xa4mtlich. ");
  buf_text(&line, inside);
  buf_text(&line, after);
  return line;
}

/* The parser's text and id, and those of the line whose text was lifted out. */
static void same_as_parsed(const char *before, const char *inside, const char *after) {
  Buf line = line_of(before, inside, after), rest = {0};
  Arena arena = {0};
  JsonDocument whole, lifted;
  LongText found;
  Err err;
  Str expected, id;
  assert_true(json_parse(&whole, buf_slice(&line), NULL, 0, &err));
  assert_true(json_text(json_member(whole.root, "text"), &arena, &expected));
  assert_true(long_text_find(buf_slice(&line), &found));
  long_text_without(buf_slice(&line), &found, &rest);
  assert_true(json_parse(&lifted, buf_slice(&rest), NULL, 0, &err));
  assert_true(json_text(json_member(lifted.root, "id"), &arena, &id));
  assert_true(str_is(id, "a"));
  Str text = long_text_take(&found, &arena);
  assert_int_equal(text.len, expected.len);
  assert_memory_equal(text.ptr, expected.ptr, text.len);
  json_free(&whole);
  json_free(&lifted);
  arena_free(&arena);
  buf_free(&line);
  buf_free(&rest);
}

static void test_lifted(void **state) {
  (void)state;
  static const char BEGIN[] = "{\"id\":\"a\",\"text\":\"", END[] = "\"}";
  same_as_parsed(BEGIN, "", END);
  same_as_parsed(BEGIN, "\\\"\\\\\\/\\b\\f\\n\\r\\t", END);
  same_as_parsed(BEGIN, "\\u0000\\u0041\\u00e4\\u20AC\\ud83d\\uDE00\\uffff", END);
  same_as_parsed(BEGIN, "\xf0\x9f\x98\x80", END);
  same_as_parsed(" { \"x\" : [1, {\"text\":\"}\"}, []] ,\t\"text\" :  \"", "\\n",
                 "\" , \"n\":-1.5e3, \"t\":true, \"id\" : \"a\" } ");
}

static void is_left(const char *before, const char *inside, const char *after) {
  LongText found;
  Buf line = line_of(before, inside, after);
  assert_false(long_text_find(buf_slice(&line), &found));
  buf_free(&line);
}

/* Faults, and what could be meant otherwise: the parser says what it is. */
static void test_left_to_the_parser(void **state) {
  (void)state;
  static const char BEGIN[] = "{\"id\":\"a\",\"text\":\"", END[] = "\"}";
  static const char *const FAULTS[] = {
      "\\x",     "\\u12",     "\\u12g4",        "\n",  "\\ud800", "\\ud800\\u0041",
      "\\udc00", "\\ud83dxx", "\\ud800\\udbff", "\x01"};
  for (size_t i = 0; i < sizeof FAULTS / sizeof *FAULTS; i++) is_left(BEGIN, FAULTS[i], END);
  is_left(BEGIN, "", "");
  is_left(BEGIN, "", "\\");
  is_left(BEGIN, "", "\"");
  is_left(BEGIN, "", "\",\"text\":\"other\"}");
  is_left(BEGIN, "", "\",\"te\\u0078t\":\"other\"}");
  is_left(BEGIN, "", "\",]}");
  is_left(BEGIN, "", "\",\"a\":");
  is_left("{\"id\":\"a\",\"other\":\"", "", END);
  is_left("{\"id\":\"a\",\"text\":[\"", "", "\"]}");
  is_left("[{\"id\":\"a\",\"text\":\"", "", "\"}]");
  LongText found;
  assert_false(long_text_find(STR("{\"id\":\"a\",\"text\":\"short\"}"), &found));
}

static void test_moved(void **state) {
  (void)state;
  static const size_t SIZES[] = {1, LONG_TEXT, LONG_TEXT + 1, 3 * LONG_TEXT + 4321};
  for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
    Arena arena = {0};
    Buf from = {0}, same = {0};
    while (from.len < SIZES[i]) buf_format(&from, "%zu,", from.len);
    from.len = SIZES[i];
    buf_str(&same, buf_slice(&from));
    Str moved = long_text_move(&arena, buf_slice(&from));
    assert_int_equal(moved.len, same.len);
    assert_memory_equal(moved.ptr, same.ptr, same.len);
    assert_int_equal(moved.ptr[moved.len], 0);
    arena_free(&arena);
    buf_free(&from);
    buf_free(&same);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_lifted),
                                     cmocka_unit_test(test_left_to_the_parser),
                                     cmocka_unit_test(test_moved)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
