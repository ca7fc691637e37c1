/* JSON lines as standard input gives them: every line is a document or a failure with its number, and a document written
 * as a line is read back the same. */
#include "fuzz.h"

#include "base/utf8.h"
#include "engine/rows.h"
#include "io/json.h"
#include "io/reader.h"

#include <string.h>

static void nothing_to_report(void *context, const Err *failure) {
  (void)context;
  FUZZ_HOLDS_ERR(false, failure);
}

static uint32_t lines_with_something(Str bytes) {
  uint32_t count = 0;
  if (str_starts(bytes, "\xef\xbb\xbf")) bytes.ptr += 3, bytes.len -= 3;
  for (Str line; bytes.len && str_cut(&bytes, "\n", &line);) count += str_trim(line).len > 0;
  return count;
}

static void check_same(const JsonDocument *line, const char *name, Str value, Arena *arena) {
  Str back = {0};
  bool there = json_text(json_member(line->root, name), arena, &back);
  FUZZ_HOLDS(there == (value.len > 0) && str_equal(back, value));
}

static void check_document(const RawDoc *raw) {
  Doc doc = {.id = raw->id, .title = raw->title, .date = raw->date, .url = raw->url,
             .language = raw->language, .text = raw->text};
  Buf out = {0}, cell = {0};
  JsonDocument line;
  Arena arena = {0};
  size_t points;
  uint32_t width;
  FUZZ_HOLDS(raw->id.len && raw->given_id.len && raw->text.len && raw->line);
  FUZZ_HOLDS(fuzz_utf8(raw->text, &points) && fuzz_utf8(raw->id, &points));
  LetterCase first = utf8_case(utf8_at(raw->id, 0, &width));
  FUZZ_HOLDS(first != LETTER_NONE);
  buf_str(&cell, raw->id);
  buf_byte(&cell, '\n');
  fuzz_check_table(buf_slice(&cell), "id", 1);
  rows_text(&doc, raw->given_id, &out);
  fuzz_check_line(&line, buf_slice(&out));
  check_same(&line, "id", raw->given_id, &arena);
  check_same(&line, "text", raw->text, &arena);
  check_same(&line, "title", raw->title, &arena);
  check_same(&line, "date", raw->date, &arena);
  check_same(&line, "url", raw->url, &arena);
  check_same(&line, "language", raw->language, &arena);
  json_free(&line);
  arena_free(&arena);
  buf_free(&out);
  buf_free(&cell);
}

/* What begins as packed data is read as such, and has no lines to count. */
static bool is_packed(Str bytes) {
  bool skippable = bytes.len >= 4 && memcmp(bytes.ptr + 1, "\x2a\x4d\x18", 3) == 0; /* RFC 8878, 3.1.2 */
  return skippable || str_starts(bytes, "\x1f\x8b") || str_starts(bytes, "\x28\xb5\x2f\xfd");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const INPUTS[] = {"-"};
  Reader reader;
  RawDoc raw;
  Arena arena = {0};
  Err err;
  uint32_t missing = 0, seen = 0, failed = 0;
  Str bytes = {(const char *)data, size};
  fuzz_standard_input(bytes);
  reader_open(&reader, INPUTS, 1, nothing_to_report, NULL, &missing);
  for (ReadStatus status; (status = reader_next(&reader, &arena, &raw, &err)) != READ_END;) {
    if (status == READ_DOCUMENT) check_document(&raw), seen++;
    if (status == READ_FAILED) FUZZ_HOLDS(strlen(err.text) > 0), failed++;
    arena_reset(&arena);
  }
  FUZZ_HOLDS(missing == 0);
  uint32_t wanted = size ? lines_with_something(bytes) : 1; /* an empty input fails */
  FUZZ_HOLDS(is_packed(bytes) || seen + failed == wanted);
  reader_close(&reader);
  arena_free(&arena);
  return 0;
}
