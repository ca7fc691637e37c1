/* JSON lines: what is read, what is refused, and that a string written is the string read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "io/json.h"

#include <string.h>

static void refused(const char *line, const char *cause) {
  JsonDocument json;
  Err err;
  assert_false(json_parse(&json, str_of(line), "a.jsonl", 3, &err));
  assert_memory_equal(err.text, "a.jsonl:3: ", 11);
  if (!strstr(err.text, cause)) fail_msg("%s", err.text);
}

static void test_refused(void **state) {
  (void)state;
  refused("", "broken JSON");
  refused("{", "broken JSON at byte 1");
  refused("[1]", "the line is not a JSON object");
  refused("{\"a\": 1,}", "broken JSON at byte 9");
  refused("{\"a\": 01}", "broken JSON");
  refused("{\"a\": 1} {}", "broken JSON at byte 10");
  refused("{\"a\": \"\\ud800\"}", "broken JSON");
  refused("{'a': 1}", "broken JSON");
  refused("{\"a\": 99999999999999999999}", "broken JSON");
}

static void test_members(void **state) {
  (void)state;
  JsonDocument json;
  Arena arena = {0};
  Err err;
  Str text;
  uint32_t number;
  Str line = STR("{\"id\": 42, \"text\": \"\\u00d8re \\ud83d\\ude00\\u0000!\", \"list\": [1, -1, "
                 "4294967296], \"no\": null, \"f\": 1.5}");
  assert_true(json_parse(&json, line, "a", 1, &err));
  assert_true(json_text(json_member(json.root, "id"), &arena, &text) && str_is(text, "42"));
  assert_true(json_text(json_member(json.root, "text"), &arena, &text));
  assert_true(str_equal(text, STR("Øre 😀\0!")));
  assert_true(json_holds_string(json_member(json.root, "text")));
  assert_false(json_holds_string(json_member(json.root, "id")) ||
               json_holds_string(json_member(json.root, "none")));
  assert_false(json_text(json_member(json.root, "no"), &arena, &text));
  assert_false(json_text(json_member(json.root, "f"), &arena, &text));
  assert_null(json_member(json_member(json.root, "id"), "x"));
  const Json *list = json_member(json.root, "list");
  assert_int_equal(json_length(list), 3);
  assert_int_equal(json_length(json_member(json.root, "id")), 0);
  assert_true(json_number(json_item(list, 0), &number) && number == 1);
  assert_false(json_number(json_item(list, 1), &number) ||
               json_number(json_item(list, 2), &number));
  assert_false(json_number(json_item(list, 3), &number));
  json_free(&json);
  arena_free(&arena);
}

static void test_round_trip(void **state) {
  (void)state;
  uint64_t seed = 3;
  Buf text = {0}, line = {0};
  Arena arena = {0};
  for (int round = 0; round < 3000; round++) {
    buf_clear(&text), buf_clear(&line);
    for (int i = 0; i < 1 + round % 9; i++) {
      seed = hash_pair(seed, 5);
      uint32_t point = (uint32_t)(seed >> 8) % (seed & 1 ? 0x80 : 0x110000);
      if (point < 0xd800 || point > 0xdfff) utf8_put(&text, point);
    }
    buf_byte(&line, '{');
    json_put_member(&line, "empty", (Str){0});
    json_put_member(&line, "a", STR("x"));
    json_put_member(&line, "text", buf_slice(&text));
    buf_byte(&line, '}');
    JsonDocument json;
    Err err;
    Str seen = {0};
    if (!json_parse(&json, buf_slice(&line), "a", 1, &err)) fail_msg("%s", err.text);
    assert_true(!text.len || json_text(json_member(json.root, "text"), &arena, &seen));
    assert_true(str_equal(seen, buf_slice(&text)));
    assert_null(json_member(json.root, "empty"));
    assert_null(memchr(line.ptr, '\n', line.len));
    json_free(&json);
    arena_reset(&arena);
  }
  buf_free(&text), buf_free(&line);
  arena_free(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_refused), cmocka_unit_test(test_members),
                                     cmocka_unit_test(test_round_trip)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
