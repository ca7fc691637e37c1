/* Reader: which documents come out of files and folders, in which order, under which ids, with
 * which errors. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "io/reader.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char home[] = "/tmp/test_reader.XXXXXX";

static int enter(void **state) {
  (void)state;
  return mkdtemp(home) && chdir(home) == 0 ? 0 : -1;
}
static int leave(void **state) {
  (void)state;
  return chdir("/") || rmdir(home);
}

static void put(const char *path, Str bytes) {
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  if (bytes.len) fwrite(bytes.ptr, 1, bytes.len, file);
  fclose(file);
}

static void note(void *context, const Err *failure) {
  buf_format(context, "%s\n", failure->text);
}

/* Reads all inputs; the outcome as lines: "id|text|line" of a document, "! message" of a failure.
 */
static void read_all(const char *const *inputs, uint32_t count, Buf *seen) {
  Reader reader;
  Arena arena = {0};
  uint32_t failures = 0;
  buf_clear(seen);
  reader_open(&reader, inputs, count, note, seen, &failures);
  for (;;) {
    RawDoc raw;
    Err err;
    ReadStatus status = reader_next(&reader, &arena, &raw, &err);
    if (status == READ_END) break;
    if (status == READ_FAILED)
      buf_format(seen, "! %s\n", err.text);
    else
      buf_format(seen, "%.*s|%.*s|%d\n", (int)raw.id.len, raw.id.ptr, (int)raw.text.len,
                 raw.text.ptr, (int)raw.line);
    arena_reset(&arena);
  }
  reader_close(&reader);
  arena_free(&arena);
  buf_byte(seen, '\0');
}

static void reads(const char *path, const char *expected) {
  Buf seen = {0};
  read_all(&path, 1, &seen);
  assert_string_equal(seen.ptr, expected);
  buf_free(&seen);
}

static void reads_bytes(const char *path, Str bytes, const char *expected) {
  put(path, bytes);
  reads(path, expected);
  unlink(path);
}

static void test_text(void **state) {
  (void)state;
  reads_bytes("a.txt", STR("Nets."), "a|Nets.|0\n");
  reads_bytes("a.md", STR("\xef\xbb\xbf# Nets\r\n"), "a|# Nets\r\n|0\n");
  reads_bytes("a.txt", STR(""), "! a.txt: is empty\n");
  reads_bytes("a.txt", STR("\xef\xbb\xbf"), "! a.txt: is empty\n");
  reads_bytes("a.txt", STR("12345678\xff"), "! a.txt: not valid UTF-8 at byte 8\n");
  reads_bytes("a.txt", STR("\xef\xbb\xbfx\xff"), "! a.txt: not valid UTF-8 at byte 4\n");
  reads("nothing.txt", "nothing.txt: No such file or directory\n");
}

static void test_lines(void **state) {
  (void)state;
  reads_bytes("a.jsonl", STR("{\"id\":\"x\",\"text\":\"A\"}\n\n \n{\"id\":2,\"text\":\"B\"}"),
              "x|A|1\nd2|B|4\n");
  reads_bytes("a.jsonl", STR("\xef\xbb\xbf{\"id\":\"x\",\"text\":\"A\"}\r\n"), "x|A|1\n");
  reads_bytes("a.jsonl",
              STR("{\"id\":\"x\"}\n{\"text\":\"A\"}\n{\"id\":\"y\",\"text\":\"\"}\nx\n{\"id\":"
                  "\"x\",\"text\":\"A\"}\n"),
              "! a.jsonl:1: no \"text\"\n! a.jsonl:2: no \"id\"\n! a.jsonl:3: the text is empty\n"
              "! a.jsonl:4: broken JSON at byte 1: '[' or '{' expected near 'x'\nx|A|5\n");
  reads_bytes("a.jsonl", STR("{\"id\":\"\xff\"}\n"),
              "! a.jsonl:1: not valid UTF-8 at byte 7 of the line\n");
  reads_bytes("a.jsonl", STR(""), "! a.jsonl: is empty\n");
  reads_bytes("a.jsonl", STR("{\"id\":\"x\",\"text\":\"A\"}\n{\"id\":\"x\",\"text\":\"B\"}\n"),
              "x|A|1\n! a.jsonl:2: a document with the id x was read before\n");
}

/* Longer than any block it may be read in, with lines of all lengths. */
static void test_long_file(void **state) {
  (void)state;
  Buf file = {0}, seen = {0};
  uint32_t count = 0, lines = 0;
  for (; file.len < 5u << 20; count++) {
    buf_format(&file, "{\"id\":\"n%u\",\"text\":\"", count);
    for (uint32_t i = 0; i <= count * 37 % 5000; i++)
      buf_byte(&file, (char)('a' + (count + i) % 26));
    buf_text(&file, "\"}\n");
  }
  put("long.jsonl", buf_slice(&file));
  const char *path = "long.jsonl";
  read_all(&path, 1, &seen);
  Str rest = {seen.ptr, seen.len - 2}, line;
  while (str_cut(&rest, "\n", &line)) {
    char begin[32], end[32];
    snprintf(begin, sizeof begin, "n%u|", lines);
    snprintf(end, sizeof end, "|%u", lines + 1);
    assert_true(str_starts(line, begin) && str_ends(line, end));
    assert_int_equal(line.len, strlen(begin) + strlen(end) + lines * 37 % 5000 + 1);
    lines++;
  }
  assert_int_equal(lines, count);
  unlink("long.jsonl");
  buf_free(&file);
  buf_free(&seen);
}

static void test_ids(void **state) {
  (void)state;
  mkdir("x", 0755);
  reads_bytes("x/9.txt", STR("A"), "x-9|A|0\n");
  reads_bytes("9.b.txt", STR("A"), "d9.b|A|0\n");
  reads_bytes("./Ø.md", STR("A"), "Ø|A|0\n");
  reads_bytes("_", STR("A"), "d_|A|0\n");
  reads_bytes("t\tb.txt", STR("A"), "t␉b|A|0\n");
  reads_bytes("bad\xff.txt", STR("A"), "bad\xef\xbf\xbd|A|0\n");
  rmdir("x");
}

static void test_many_ids(void **state) { /* the table of ids grows */
  (void)state;
  Buf file = {0}, seen = {0};
  for (int round = 0; round < 2; round++)
    for (int i = 0; i < 5000; i++) buf_format(&file, "{\"id\":\"n%d\",\"text\":\"A\"}\n", i);
  put("ids.jsonl", buf_slice(&file));
  const char *path = "ids.jsonl";
  read_all(&path, 1, &seen);
  uint32_t read = 0, refused = 0;
  Str rest = {seen.ptr, seen.len - 2}, line;
  while (str_cut(&rest, "\n", &line)) *(str_starts(line, "! ") ? &refused : &read) += 1;
  assert_int_equal(read, 5000);
  assert_int_equal(refused, 5000);
  unlink("ids.jsonl");
  buf_free(&file);
  buf_free(&seen);
}

static void test_folder(void **state) {
  (void)state;
  static const char *const FILES[] = {"f/b.txt", "f/B.md",  "f/a/z.txt", "f/a-b.txt",
                                      "f/a.txt", "f/x.csv", "f/y"};
  mkdir("f", 0755);
  reads("f", "f: no .txt, .md, .html or .jsonl file in it\n");
  mkdir("f/a", 0755);
  assert_int_equal(symlink(".", "f/loop"), 0);
  for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) put(FILES[i], STR("A"));
  reads("f", "f-B|A|0\nf-a-b|A|0\nf-a|A|0\nf-a-z|A|0\nf-b|A|0\n");
  reads("f/", "f-B|A|0\nf-a-b|A|0\nf-a|A|0\nf-a-z|A|0\nf-b|A|0\n");
  const char *const twice[] = {"f/a", "f/b.txt", "nowhere", "f/a/z.txt"};
  Buf seen = {0};
  read_all(twice, 4, &seen);
  assert_string_equal(seen.ptr, "nowhere: No such file or directory\nf-a-z|A|0\nf-b|A|0\n"
                                "! f/a/z.txt: a document with the id f-a-z was read before\n");
  buf_free(&seen);
  for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) unlink(FILES[i]);
  unlink("f/loop");
  rmdir("f/a");
  rmdir("f");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_text),      cmocka_unit_test(test_lines),
      cmocka_unit_test(test_long_file), cmocka_unit_test(test_ids),
      cmocka_unit_test(test_many_ids),  cmocka_unit_test(test_folder)};
  return cmocka_run_group_tests(tests, enter, leave);
}
