#include "knowledge/table.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/utf8.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static bool fail(Table *table, uint64_t line, Err *err, const char *cause) {
  err_at(err, table->path, line, "%s", cause);
  table_free(table);
  return false;
}

static bool add_row(Table *table, Str line, uint64_t number, Err *err) {
  if (line.len && line.ptr[line.len - 1] == '\r') line.len--;
  uint32_t count = 0;
  Str cell;
  if (!line.ptr) line = STR("");
  for (Str rest = line; str_cut(&rest, "\t", &cell); count++)
    vec_push(&table->cells, str_trim(cell));
  if (count == table->columns) return true;
  err_at(err, table->path, number, "%u columns, %u expected", count, table->columns);
  table_free(table);
  return false;
}

static bool header_ok(const Table *table, const char *const *names) {
  for (uint32_t i = 0; i < table->columns; i++)
    if (!str_is(table->cells.items[i], names[i])) return false;
  return true;
}

/* A broken byte by the line it stands on, counted from that line's begin. */
static void not_utf8(const Table *table, Str all, size_t valid, Err *err) {
  uint64_t line = 1;
  size_t begin = 0;
  for (size_t i = 0; i < valid; i++)
    if (all.ptr[i] == '\n') line++, begin = i + 1;
  err_at(err, table->path, line, "not valid UTF-8 at byte %zu of the line", valid - begin);
}

/* "id, class, side" for the message. */
static bool wrong_header(Table *table, const char *const *names, Err *err) {
  Buf wanted = {0};
  for (uint32_t i = 0; i < table->columns; i++) {
    if (i) buf_text(&wanted, ", ");
    buf_text(&wanted, names[i]);
  }
  err_at(err, table->path, 1, "the header must name these columns: %.*s", (int)wanted.len,
         wanted.ptr);
  buf_free(&wanted);
  table_free(table);
  return false;
}

static uint32_t count_lines(Str text) {
  uint32_t lines = 1;
  const char *at = text.ptr, *end = text.ptr + text.len;
  for (; (at = memchr(at, '\n', (size_t)(end - at))); at++) lines++;
  return lines;
}

bool table_read(Table *table, const char *path, const char *const *names, uint32_t count,
                Err *err) {
  *table = (Table){.columns = count};
  table->path = memory_get(strlen(path) + 1);
  memcpy(table->path, path, strlen(path) + 1);
  if (!file_read(path, &table->bytes, err)) {
    table_free(table);
    return false;
  }
  Str all = buf_slice(&table->bytes), line;
  size_t valid = utf8_valid(all);
  if (valid < all.len) {
    not_utf8(table, all, valid, err);
    table_free(table);
    return false;
  }
  if (str_starts(all, "\xef\xbb\xbf")) all.ptr += 3, all.len -= 3;
  if (!all.len) return fail(table, 0, err, "is empty");
  if (str_ends(all, "\n")) all.len--;
  vec_reserve(&table->cells, count_lines(all) * count);
  uint64_t number = 1;
  for (Str rest = all; str_cut(&rest, "\n", &line); number++) {
    if (!add_row(table, line, number, err)) return false;
    if (number == 1 && !header_ok(table, names)) return wrong_header(table, names, err);
  }
  table->rows = table->cells.len / count - 1;
  return true;
}

void table_free(Table *table) {
  buf_free(&table->bytes);
  free(table->path);
  vec_free(&table->cells);
  *table = (Table){0};
}

Str table_cell(const Table *table, uint32_t row, uint32_t column) {
  return vec_at(&table->cells, (row + 1) * table->columns + column);
}
