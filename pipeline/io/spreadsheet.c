/* The cells are unquoted where they lie: that only shortens them, so the bytes of the file serve as
 * their memory. */
#include "io/spreadsheet.h"

#include "base/file.h"
#include "base/utf8.h"

#include <inttypes.h>
#include <string.h>

/* ---- the bytes ---- */

static uint32_t unit_at(const Buf *bytes, size_t at, bool big) {
  const unsigned char *p = (const unsigned char *)bytes->ptr + at;
  return big ? (uint32_t)(p[0] << 8 | p[1]) : (uint32_t)(p[1] << 8 | p[0]);
}

/* UTF-16 with a byte order mark (RFC 2781), as some spreadsheets save "Unicode text". */
static bool from_utf16(Buf *bytes) {
  bool big = (unsigned char)bytes->ptr[0] == 0xfe;
  Buf out = {0};
  bool ok = bytes->len % 2 == 0;
  for (size_t at = 2; ok && at < bytes->len; at += 2) {
    uint32_t unit = unit_at(bytes, at, big);
    if (unit >= 0xd800 && unit < 0xe000) {
      uint32_t low = at + 2 < bytes->len ? unit_at(bytes, at + 2, big) : 0;
      ok = unit < 0xdc00 && low >= 0xdc00 && low < 0xe000;
      unit = 0x10000 + ((unit & 0x3ff) << 10 | (low & 0x3ff));
      at += 2;
    }
    if (ok) utf8_put(&out, unit);
  }
  buf_free(bytes);
  *bytes = out;
  return ok;
}

static bool is_utf16(Str bytes) {
  return str_starts(bytes, "\xff\xfe") || str_starts(bytes, "\xfe\xff");
}

/* ---- cells ---- */

typedef struct Cursor {
  char *at, *end;
  char separator;
  uint64_t line; /* of at */
} Cursor;

/* A quoted cell, without its marks and with doubled ones single; false where it is not closed. */
static bool take_quoted(Cursor *c, Str *cell) {
  char *out = ++c->at;
  cell->ptr = out;
  for (; c->at < c->end; c->at++) {
    if (*c->at == '"') {
      if (c->at + 1 == c->end || c->at[1] != '"') break;
      c->at++;
    }
    c->line += *c->at == '\n';
    *out++ = *c->at;
  }
  cell->len = (size_t)(out - cell->ptr);
  if (c->at == c->end) return false;
  c->at++; /* what stands between the mark and the separator is no part of it */
  while (c->at < c->end && *c->at != c->separator && *c->at != '\n') c->at++;
  return true;
}

static void take_plain(Cursor *c, Str *cell) {
  cell->ptr = c->at;
  while (c->at < c->end && *c->at != c->separator && *c->at != '\n') c->at++;
  cell->len = (size_t)(c->at - cell->ptr);
}

/* One record; its cells are appended to cells. */
static bool take_record(Cursor *c, Sheet *sheet, uint32_t *count) {
  bool ok = true;
  *count = 0;
  for (;;) {
    Str cell;
    if (c->at < c->end && *c->at == '"')
      ok = take_quoted(c, &cell) && ok;
    else
      take_plain(c, &cell);
    vec_push(&sheet->cells, str_trim(cell));
    ++*count;
    if (c->at >= c->end || *c->at == '\n') break;
    c->at++;
  }
  if (c->at < c->end) c->at++, c->line++;
  return ok;
}

static bool all_empty(const Str *cells, uint32_t count) {
  for (uint32_t i = 0; i < count; i++)
    if (cells[i].len) return false;
  return true;
}

/* The separator of the header: names hold none of them. */
static char separator_of(Str header) {
  static const char WAYS[] = {'\t', ';', ','};
  for (size_t i = 0; i < sizeof WAYS; i++)
    if (memchr(header.ptr, WAYS[i], header.len)) return WAYS[i];
  return '\t';
}

static void take_header(Sheet *sheet, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    Str name = sheet->cells.items[i];
    for (char *p = (char *)(uintptr_t)name.ptr, *end = p + name.len; p < end; p++)
      if (*p >= 'A' && *p <= 'Z') *p = (char)(*p - 'A' + 'a');
    vec_push(&sheet->names, name);
  }
  vec_clear(&sheet->cells);
}

/* A row as wide as the header: what is missing at its end is empty, what is too much must be. */
static bool fit_row(Sheet *sheet, uint32_t count, uint64_t line, Faults *faults) {
  uint32_t columns = sheet->names.len, first = sheet->cells.len - count;
  if (all_empty(sheet->cells.items + first, count)) {
    sheet->cells.len = first;
    return true;
  }
  if (count > columns && !all_empty(sheet->cells.items + first + columns, count - columns)) {
    sheet->cells.len = first;
    return faults_add(faults, sheet->path, line,
                      "%" PRIu32 " columns, not %" PRIu32 " as the header", count, columns);
  }
  if (count > columns) sheet->cells.len = first + columns;
  for (; count < columns; count++) vec_push(&sheet->cells, (Str){0});
  vec_push(&sheet->lines, line);
  return true;
}

static bool read_bytes(Sheet *sheet, const char *path, Faults *faults) {
  Err err;
  if (!file_read(path, &sheet->bytes, &err)) return faults_add(faults, NULL, 0, "%s", err.text);
  if (is_utf16(buf_slice(&sheet->bytes)) && !from_utf16(&sheet->bytes))
    return faults_add(faults, path, 0, "not valid UTF-16");
  size_t valid = utf8_valid(buf_slice(&sheet->bytes));
  return valid == sheet->bytes.len ||
         faults_add(faults, path, 0, "not valid UTF-8 at byte %zu", valid);
}

bool spreadsheet_read(Sheet *sheet, const char *path, Faults *faults) {
  *sheet = (Sheet){.path = path};
  uint64_t before = faults->count;
  if (!read_bytes(sheet, path, faults)) return false;
  Cursor c = {.at = sheet->bytes.ptr, .end = sheet->bytes.ptr + sheet->bytes.len, .line = 1};
  if (str_starts(buf_slice(&sheet->bytes), "\xef\xbb\xbf")) c.at += 3;
  Str rest = {c.at, (size_t)(c.end - c.at)}, header;
  if (!str_trim(rest).len) return faults_add(faults, path, 0, "is empty: no header row");
  str_cut(&rest, "\n", &header);
  c.separator = separator_of(header);
  while (c.at < c.end) {
    uint64_t line = c.line;
    uint32_t count;
    if (!take_record(&c, sheet, &count))
      return faults_add(faults, path, line, "a quotation mark that is not closed");
    if (!sheet->names.len)
      take_header(sheet, count);
    else
      fit_row(sheet, count, line, faults);
  }
  return faults->count == before;
}
