#include "io/sheet.h"

#include "base/file.h"
#include "base/utf8.h"

#include <inttypes.h>
#include <string.h>

static void cut_cells(Str line, const char *path, uint64_t number, Sheet *sheet, Faults *faults) {
  uint32_t first = sheet->cells.len, columns = sheet->names.len;
  for (Str cell; str_cut(&line, "\t", &cell);) vec_push(&sheet->cells, cell);
  uint32_t count = sheet->cells.len - first;
  if (count == columns) {
    vec_push(&sheet->lines, number);
    return;
  }
  sheet->cells.len = first;
  faults_add(faults, path, number, "%" PRIu32 " columns, not %" PRIu32 " as the header", count,
             columns);
}

static Str without_return(Str line) {
  if (str_ends(line, "\r")) line.len--;
  return line;
}

/* Where the valid part of the bytes ends. */
static bool tell_invalid(Str valid, const char *path, Faults *faults) {
  uint64_t number = 0;
  Str line = valid;
  for (Str rest = valid; str_cut(&rest, "\n", &line);) number++;
  return faults_add(faults, path, number ? number : 1, "not valid UTF-8 at byte %zu of the line",
                    line.len);
}

bool sheet_read(Sheet *sheet, const char *path, Faults *faults) {
  *sheet = (Sheet){.path = path};
  Err err;
  if (!file_read(path, &sheet->bytes, &err)) return faults_add(faults, NULL, 0, "%s", err.text);
  Str rest = buf_slice(&sheet->bytes), line;
  size_t valid = utf8_valid(rest);
  if (valid < rest.len) return tell_invalid((Str){rest.ptr, valid}, path, faults);
  if (str_starts(rest, "\xef\xbb\xbf")) rest.ptr += 3, rest.len -= 3;
  if (!rest.len) return faults_add(faults, path, 0, "is empty: no header row");
  uint64_t before = faults->count;
  str_cut(&rest, "\n", &line);
  line = without_return(line);
  for (Str name; str_cut(&line, "\t", &name);) vec_push(&sheet->names, name);
  for (uint64_t number = 2; str_cut(&rest, "\n", &line); number++)
    if (without_return(line).len) cut_cells(without_return(line), path, number, sheet, faults);
  return faults->count == before;
}

void sheet_free(Sheet *sheet) {
  buf_free(&sheet->bytes);
  vec_free(&sheet->names);
  vec_free(&sheet->cells);
  vec_free(&sheet->lines);
}

uint32_t sheet_column(const Sheet *sheet, const char *name) {
  for (uint32_t i = 0; i < sheet->names.len; i++)
    if (str_is(sheet->names.items[i], name)) return i + 1;
  return 0;
}

Str sheet_cell(const Sheet *sheet, uint32_t row, uint32_t column) {
  if (!column) return (Str){0};
  return vec_at(&sheet->cells, row * sheet->names.len + column - 1);
}

bool sheet_columns(const Sheet *sheet, const char *const *names, uint32_t count, uint32_t *columns,
                   Faults *faults) {
  uint64_t before = faults->count;
  for (uint32_t i = 0; i < count; i++)
    if (!(columns[i] = sheet_column(sheet, names[i])))
      faults_add(faults, sheet->path, 1, "no column \"%s\"", names[i]);
  return faults->count == before;
}
