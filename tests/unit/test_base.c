/* Base: slices and buffers, memory, arrays, interned words, digests, messages, UTF-8, files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/file.h"
#include "base/intern.h"
#include "base/str.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void is_text(Str seen, const char *expected) {
  assert_int_equal(seen.len, strlen(expected));
  if (seen.len) assert_memory_equal(seen.ptr, expected, seen.len);
}

/* ---- str ---- */

static void test_compare(void **state) {
  (void)state;
  assert_true(str_equal(str_of(NULL), STR("")));
  assert_true(str_is(STR("net"), "net"));
  assert_false(str_is(STR("net"), "nets"));
  assert_true(str_compare(STR("a"), STR("ab")) < 0);
  assert_true(str_compare(STR("b"), STR("ab")) > 0);
  assert_true(str_compare(STR("\xc3\xa9"), STR("z")) > 0); /* bytes are unsigned */
  assert_int_equal(str_compare(STR(""), STR("")), 0);
  assert_true(str_starts(STR("abc"), "") && str_starts(STR("abc"), "abc"));
  assert_false(str_starts(STR("abc"), "abcd"));
  assert_true(str_ends(STR("a.tsv"), ".tsv"));
  assert_false(str_ends(STR("tsv"), ".tsv"));
  is_text(str_trim(STR(" \t\v a b \r\n")), "a b");
  is_text(str_trim(STR(" \n")), "");
}

static void test_cut(void **state) {
  (void)state;
  Str rest = STR("a | b ||  | "), piece;
  const char *const pieces[] = {"a", "b || ", "", NULL};
  for (int i = 0; pieces[i]; i++) {
    assert_true(str_cut(&rest, " | ", &piece));
    is_text(piece, pieces[i]);
  }
  assert_false(str_cut(&rest, " | ", &piece));
  rest = STR(""); /* one empty piece, then the end */
  assert_true(str_cut(&rest, "\t", &piece));
  assert_false(str_cut(&rest, "\t", &piece));
}

static void test_number(void **state) {
  (void)state;
  uint32_t n = 7;
  assert_true(str_number(STR("0"), &n) && n == 0);
  assert_true(str_number(STR("4294967295"), &n) && n == UINT32_MAX);
  assert_false(str_number(STR("4294967296"), &n));
  assert_false(str_number(STR("00000000001"), &n)); /* longer than any number */
  assert_false(str_number(STR(""), &n) || str_number(STR("-1"), &n) || str_number(STR("1 "), &n));
}

static void test_buffer(void **state) {
  (void)state;
  Buf buf = {0};
  for (int i = 0; i < 1000; i++) buf_format(&buf, "%d,", i % 10);
  assert_int_equal(buf.len, 2000);
  assert_memory_equal(buf.ptr + 1990, "5,6,7,8,9,", 10);
  buf_clear(&buf);
  buf_text(&buf, "");
  buf_str(&buf, (Str){0});
  assert_int_equal(buf.len, 0);
  buf_byte(&buf, '\0');
  assert_int_equal(buf.len, 1);
  buf_free(&buf);
  assert_null(buf.ptr);
}

/* Models and tables rest on these numbers: they may not change. */
static void test_hash(void **state) {
  (void)state;
  assert_true(hash_bytes("", 0) != hash_bytes("\0", 1));
  assert_true(hash_bytes("surety", 6) ==
              hash_end(hash_add(hash_add(HASH_BEGIN, STR("sur")), STR("ety"))));
  assert_true(hash_add(HASH_BEGIN, STR("a")) == 0xaf63dc4c8601ec8cu); /* FNV-1a's own example */
  assert_true(hash_add(HASH_BEGIN, STR("foobar")) == 0x85944171f73967e8u);
  assert_true(hash_pair(1, 2) != hash_pair(2, 1));
}

/* ---- arena, vec ---- */

static void test_arena(void **state) {
  (void)state;
  Arena arena = {0};
  for (int round = 0; round < 3; round++) {
    char *last = NULL;
    for (size_t size = 0; size < 3000; size += 7) {
      char *block = arena_alloc(&arena, size);
      assert_int_equal((uintptr_t)block % _Alignof(max_align_t), 0);
      memset(block, 0x5a, size);
      if (last) assert_int_equal((unsigned char)last[0], 0x5a);
      last = size ? block : NULL;
    }
    char *text = arena_copy(&arena, "a\0b", 3);
    assert_memory_equal(text, "a\0b", 4);
    arena_reset(&arena);
  }
  memset(arena_alloc(&arena, 5u << 20), 1, 5u << 20);
  arena_free(&arena);
  assert_null(arena.chunk);
}

static void test_vec(void **state) {
  (void)state;
  VEC(uint32_t) v = {0};
  for (uint32_t i = 0; i < 10000; i++) vec_push(&v, i * i);
  assert_int_equal(v.len, 10000);
  assert_int_equal(vec_at(&v, 77), 77 * 77);
  assert_int_equal(vec_last(&v), 9999 * 9999);
  vec_clear(&v);
  vec_reserve(&v, 20000);
  assert_int_equal(v.len, 0);
  assert_true(v.cap >= 20000);
  vec_free(&v);
  assert_null(v.items);
}

/* ---- intern ---- */

static void test_intern(void **state) {
  (void)state;
  Intern *table = intern_new();
  char word[40];
  for (uint32_t i = 1; i <= 5000; i++) { /* short ones, of a key's length, longer ones */
    snprintf(word, sizeof word, "w%.*s%u", (int)(i % 25), "aaaaaaaaaaaaaaaaaaaaaaaaa", i);
    assert_int_equal(intern_add(table, str_of(word)), i);
  }
  assert_int_equal(intern_count(table), 5000);
  intern_freeze(table);
  for (uint32_t i = 1; i <= 5000; i++) {
    snprintf(word, sizeof word, "w%.*s%u", (int)(i % 25), "aaaaaaaaaaaaaaaaaaaaaaaaa", i);
    Str text = str_of(word);
    assert_int_equal(intern_find(table, text, hash_bytes(text.ptr, text.len)), i);
    is_text(intern_text(table, i), word);
  }
  assert_int_equal(intern_find(table, STR("none"), hash_bytes("none", 4)), 0);
  assert_int_equal(intern_add(table, STR("none")), 0); /* frozen */
  assert_int_equal(intern_text(table, 0).len, 0);
  assert_int_equal(intern_text(table, 5001).len, 0);
  intern_free(table);
  intern_free(NULL);
}

/* ---- digest, err ---- */

static void test_digest(void **state) { /* the examples of FIPS 180-4 */
  (void)state;
  assert_string_equal(digest_of(STR("")).hex,
                      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  assert_string_equal(digest_of(STR("abc")).hex,
                      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  const Str pieces[] = {STR("a"), STR(""), STR("bc")};
  assert_string_equal(digest_of_all(pieces, 3).hex, digest_of(STR("abc")).hex);
}

static void test_err(void **state) {
  (void)state;
  Err err;
  char path[2000];
  assert_false(err_at(&err, "a.tsv", 7, "%d columns", 3));
  assert_string_equal(err.text, "a.tsv:7: 3 columns");
  err_at(&err, "a.tsv", 0, "is empty");
  assert_string_equal(err.text, "a.tsv: is empty");
  err_at(&err, NULL, 0, "no INPUT");
  assert_string_equal(err.text, "no INPUT");
  err_at(&err, "a\nb\x7f", 1, "c\td");
  assert_string_equal(err.text, "a?b?:1: c?d");
  memset(path, 'x', sizeof path - 1);
  path[sizeof path - 1] = '\0';
  err_at(&err, path, 12, "the cause");
  assert_non_null(strstr(err.text, ":12: the cause")); /* the cause is never cut off */
}

/* ---- utf8 ---- */

static void test_valid(void **state) {
  (void)state;
  static const struct {
    const char *bytes;
    size_t len, valid;
  } CASES[] = {
      {"", 0, 0},
      {"plain", 5, 5},
      {"\0", 1, 1},
      {"\xf4\x8f\xbf\xbf", 4, 4},  /* U+10FFFF, the last one */
      {"\xef\xbf\xbf", 3, 3},      /* a non-character is valid */
      {"\xf4\x90\x80\x80", 4, 0},  /* beyond it */
      {"12345678\xc0\xaf", 10, 8}, /* overlong */
      {"a\xe0\x80\xaf", 4, 1},     /* overlong of three */
      {"\xf0\x80\x80\xaf", 4, 0},  /* overlong of four */
      {"\xed\xa0\x80", 3, 0},      /* a surrogate */
      {"abc\x80", 4, 3},           /* continuation without begin */
      {"abcdefg\xe2\x82", 9, 7},   /* cut */
      {"\xc3\xa9\xc3", 3, 2},
      {"\xc3(", 2, 0},
      {"\xfe", 1, 0},
      {"\xff", 1, 0},
  };
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
    assert_int_equal(utf8_valid((Str){CASES[i].bytes, CASES[i].len}), CASES[i].valid);
}

/* The definition of UTF-8 (RFC 3629), of one sequence of up to three bytes: how long, 0 for none.
 */
static size_t sequence(const unsigned char *b) {
  if (b[0] < 0x80) return 1;
  if (b[0] < 0xc2 || b[0] > 0xef || (b[1] & 0xc0) != 0x80) return 0;
  if (b[0] < 0xe0) return 2;
  uint32_t point = (uint32_t)((b[0] & 0x0f) << 12 | (b[1] & 0x3f) << 6 | (b[2] & 0x3f));
  bool whole = (b[2] & 0xc0) == 0x80;
  return whole && point >= 0x800 && (point < 0xd800 || point > 0xdfff) ? 3 : 0;
}

static void test_utf8_every_three_bytes(void **state) {
  (void)state;
  for (uint32_t bytes = 0x000000; bytes < 0xf00000; bytes++) {
    unsigned char b[] = {(unsigned char)(bytes >> 16), (unsigned char)(bytes >> 8),
                         (unsigned char)bytes, 0, 0};
    size_t at = 0, step;
    while (at < 3 && (step = sequence(b + at))) at += step;
    if (at > 3) continue; /* cut by the end */
    if (utf8_valid((Str){(char *)b, 3}) != at) fail_msg("%06x", bytes);
  }
}

static void test_code_points(void **state) {
  (void)state;
  static const uint32_t POINTS[] = {0, 0x41, 0x7f, 0x80, 0x7ff, 0x800, 0xffff, 0x10000, 0x10ffff};
  Buf buf = {0};
  for (size_t i = 0; i < sizeof POINTS / sizeof *POINTS; i++) utf8_put(&buf, POINTS[i]);
  size_t at = 0, i = 0;
  for (uint32_t width; at < buf.len; at += width, i++)
    assert_int_equal(utf8_at(buf_slice(&buf), at, &width), POINTS[i]);
  assert_int_equal(utf8_count(buf_slice(&buf)), sizeof POINTS / sizeof *POINTS);
  buf_free(&buf);
}

static void folded(const char *word, const char *expected) {
  Buf out = {0};
  utf8_fold(str_of(word), &out);
  is_text(buf_slice(&out), expected);
  buf_free(&out);
}

static void test_fold(void **state) {
  (void)state;
  folded("", "");
  folded("NATO", "nato");
  folded("Ünion", "ünion");
  folded("U\u0308NION", "ünion"); /* composed */
  folded("Straße", "strasse");
  folded("won’t", "won't");
  folded("co\u00adoperate", "cooperate");
  folded("a\u200bb", "ab");
  folded("ΟΔΟΣ", "οδοσ");
  folded("КИЇВ", "київ");
}

static void test_case(void **state) {
  (void)state;
  assert_int_equal(utf8_case('A'), LETTER_UPPER);
  assert_int_equal(utf8_case(0x1c5), LETTER_UPPER); /* Dž, title case */
  assert_int_equal(utf8_case(0xe9), LETTER_LOWER);
  assert_int_equal(utf8_case(0x4e2d), LETTER_OTHER);
  assert_int_equal(utf8_case('1'), LETTER_NONE);
  assert_int_equal(utf8_case(0x1f600), LETTER_NONE);
}

static void test_clitics(void **state) {
  (void)state;
  static const struct {
    const char *word;
    size_t clitic;
  } CASES[] = {{"Russia's", 2},    {"Russia’s", 4},  {"won't", 3}, {"WON’T", 5}, {"we're", 3},
               {"they’ve", 5},     {"I'll", 3},      {"I'm", 2},   {"he'd", 2},  {"ain't", 3},
               {"O'Neil", 0},      {"n't", 0},       {"'s", 0},    {"boats", 0}, {"it'", 0},
               {"rock'n'roll", 0}, {"d'Artagnan", 0}};
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    size_t seen = utf8_clitic(str_of(CASES[i].word));
    if (seen != CASES[i].clitic) fail_msg("%s: %zu", CASES[i].word, seen);
  }
}

/* ---- files ---- */

static char folder[64];

static int make_folder(void **state) {
  (void)state;
  strcpy(folder, "/tmp/test_base.XXXXXX");
  return mkdtemp(folder) ? 0 : -1;
}
static int remove_folder(void **state) {
  (void)state;
  return rmdir(folder); /* fails when anything was left in it */
}

static const char *in_folder(const char *name) {
  static char path[128];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return path;
}

static void write_text(const char *path, const char *text) {
  Output out;
  Err err;
  assert_true(output_open(&out, path, &err));
  fputs(text, out.stream);
  assert_true(output_close(&out, &err));
}

static void holds(const char *path, const char *expected) {
  Buf bytes = {0};
  Err err;
  assert_true(file_read(path, &bytes, &err));
  is_text(buf_slice(&bytes), expected);
  buf_free(&bytes);
}

static void test_output(void **state) {
  (void)state;
  const char *path = in_folder("a");
  Output out = {0}, other;
  Err err;
  output_drop(&out); /* zeroed: nothing to do */
  assert_true(output_close(&out, &err));
  write_text(path, "old");
  assert_true(output_open(&out, path, &err));
  fputs("new", out.stream);
  assert_true(output_check(&out, &err));
  holds(path, "old");                           /* until the close */
  assert_true(output_open(&other, path, &err)); /* two at once do not disturb each other */
  fputs("dropped", other.stream);
  output_drop(&other);
  assert_true(output_close(&out, &err));
  holds(path, "new");
  unlink(path);
}

static void test_output_faults(void **state) {
  (void)state;
  Output out;
  Err err;
  assert_false(output_open(&out, in_folder("nowhere/a"), &err));
  assert_non_null(strstr(err.text, "nowhere/a: cannot be written: No such file or directory"));
  assert_false(output_open(&out, folder, &err));
  assert_non_null(strstr(err.text, "is a folder, not a file"));
  assert_true(output_open(&out, "/dev/full", &err));
  fputs("text", out.stream);
  assert_false(output_check(&out, &err));
  assert_string_equal(err.text, "/dev/full: cannot be written: No space left on device");
  output_drop(&out);
  assert_true(output_open(&out, "/dev/full", &err));
  fputs("text", out.stream);
  assert_false(output_close(&out, &err));
  assert_string_equal(err.text, "/dev/full: cannot be written: No space left on device");
}

static void test_same_place(void **state) {
  (void)state;
  char other[128];
  snprintf(other, sizeof other, "%s/.//a", folder);
  assert_true(output_same("a", "a") && output_same("a", "./a") && output_same("-", "-"));
  assert_true(output_same(in_folder("a"), other));
  assert_false(output_same("a", "b") || output_same("-", "./-") ||
               output_same(in_folder("a"), "a"));
  assert_false(output_same("nowhere/a", "./nowhere/a")); /* neither can be written */
}

static void test_read_faults(void **state) {
  (void)state;
  Buf bytes = {0};
  Err err;
  assert_false(file_read(folder, &bytes, &err));
  assert_non_null(strstr(err.text, "is a folder, not a file"));
  assert_false(file_read(in_folder("nothing"), &bytes, &err));
  assert_non_null(strstr(err.text, "nothing: cannot be opened: No such file or directory"));
  write_text(in_folder("a"), "");
  assert_true(file_read(in_folder("a"), &bytes, &err));
  assert_int_equal(bytes.len, 0);
  unlink(in_folder("a"));
  buf_free(&bytes);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_compare),     cmocka_unit_test(test_cut),
      cmocka_unit_test(test_number),      cmocka_unit_test(test_buffer),
      cmocka_unit_test(test_hash),        cmocka_unit_test(test_arena),
      cmocka_unit_test(test_vec),         cmocka_unit_test(test_intern),
      cmocka_unit_test(test_digest),      cmocka_unit_test(test_err),
      cmocka_unit_test(test_valid),       cmocka_unit_test(test_utf8_every_three_bytes),
      cmocka_unit_test(test_code_points), cmocka_unit_test(test_fold),
      cmocka_unit_test(test_case),        cmocka_unit_test(test_clitics),
      cmocka_unit_test(test_output),      cmocka_unit_test(test_output_faults),
      cmocka_unit_test(test_same_place),  cmocka_unit_test(test_read_faults)};
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
