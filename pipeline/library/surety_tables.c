/* Most callers want lines, or a few cells of some rows: lines are cut into cells when the first is
 * asked for, so that whoever wants none pays for none. */
#include "engine/columns.h"
#include "engine/rows.h"
#include "library/surety_parts.h"

#include <string.h>

static const struct {
  int columns; /* of TABLE_COLUMNS; -1: lines of JSON */
  const char *header;
} KINDS[SURETY_TABLES] = {[SURETY_STANCES] = {TABLE_STANCES, ROWS_STANCE_HEADER},
                          [SURETY_QUOTATIONS] = {TABLE_QUOTATIONS, ROWS_QUOTATION_HEADER},
                          [SURETY_ATTRIBUTIONS] = {-1, ""},
                          [SURETY_TEXTS] = {-1, ""},
                          [SURETY_DOCUMENTS] = {TABLE_DOCUMENTS, ROWS_DOCUMENT_HEADER}};

static bool is_table(SuretyTable table) {
  return (unsigned)table < SURETY_TABLES;
}

/* The columns of a table, their number in *count; NULL and 0 where it has none. */
static const Column *columns_of(SuretyTable table, size_t *count) {
  *count = 0;
  if (!is_table(table) || KINDS[table].columns < 0) return NULL;
  const Column *columns = TABLE_COLUMNS[KINDS[table].columns].columns;
  while (columns[*count].name) ++*count;
  return columns;
}

static void cut_cells(Cells *cells, const Buf *lines) {
  Buf *text = &cells->text;
  buf_add(text, lines->ptr, lines->len);
  for (size_t at = 0; at < text->len; at++) {
    if (at == 0 || !text->ptr[at - 1]) vec_push(&cells->at, (uint32_t)at);
    if (text->ptr[at] == '\t' || text->ptr[at] == '\n') text->ptr[at] = '\0';
  }
  cells->cut = true;
}

size_t surety_table_rows(const SuretyReader *reader, SuretyTable table) {
  size_t rows = 0;
  if (!is_table(table)) return 0;
  if (table == SURETY_ATTRIBUTIONS) return reader->attributions.len;
  Str lines = buf_slice(&reader->lines[table]);
  for (const char *at = lines.ptr, *end = at + lines.len;
       at && at < end && (at = memchr(at, '\n', (size_t)(end - at))); at++)
    rows++;
  return rows;
}

const char *surety_table_cell(const SuretyReader *reader, SuretyTable table, size_t row,
                              const char *column) {
  size_t count, index = 0;
  const Column *columns = columns_of(table, &count);
  while (column && index < count && strcmp(columns[index].name, column) != 0) index++;
  if (!column || index == count) return NULL;
  Cells *cells = &reader->cells[table];
  if (!cells->cut) cut_cells(cells, &reader->lines[table]);
  if (row >= cells->at.len / count) return NULL;
  return cells->text.ptr + vec_at(&cells->at, (uint32_t)(row * count + index));
}

const char *surety_table_column(SuretyTable table, size_t column) {
  size_t count;
  const Column *columns = columns_of(table, &count);
  return column < count ? columns[column].name : NULL;
}

const char *surety_table_lines(const SuretyReader *reader, SuretyTable table, size_t *length) {
  Str lines = is_table(table) ? buf_slice(&reader->lines[table]) : (Str){0};
  *length = lines.len;
  return lines.len ? lines.ptr : "";
}

void surety_take_lines(SuretyReader *reader, SuretyTable table, Buf *into) {
  Buf *lines = &reader->lines[table];
  if (into->len) {
    buf_str(into, buf_slice(lines));
    return;
  }
  Buf empty = *into;
  *into = *lines;
  *lines = empty;
}

const char *surety_table_header(SuretyTable table) {
  return is_table(table) ? KINDS[table].header : "";
}

const SuretyAttribution *surety_attribution(const SuretyReader *reader, size_t row) {
  return row < reader->attributions.len ? &reader->attributions.items[row] : NULL;
}

size_t surety_rows(const SuretyReader *reader) {
  return surety_table_rows(reader, SURETY_STANCES);
}

const char *surety_cell(const SuretyReader *reader, size_t row, const char *column) {
  return surety_table_cell(reader, SURETY_STANCES, row, column);
}

const char *surety_column(size_t column) {
  return surety_table_column(SURETY_STANCES, column);
}
