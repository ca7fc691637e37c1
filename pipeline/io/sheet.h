/* Sheet: a tab-separated table read whole, its columns found by the names of its header row.
 *
 * Reads the dialect of io/tsv.h as programs and spreadsheets hand it back: no quoting; CRLF, a byte
 * order mark, further columns and blank lines are survived. */
#ifndef SURETY_IO_SHEET_H
#define SURETY_IO_SHEET_H

#include "base/str.h"
#include "base/vec.h"
#include "io/faults.h"

typedef struct Sheet {
  Buf bytes;
  const char *path;    /* borrowed from the caller */
  VEC(Str) names;      /* of the columns */
  VEC(Str) cells;      /* rows one after the other */
  VEC(uint64_t) lines; /* of each row in the file */
} Sheet;

/* Reads path. Rows with another number of cells than the header are faults and left out. False
 * where there were faults; what could be read is there all the same. Free in any case. */
bool sheet_read(Sheet *sheet, const char *path, Faults *faults);
void sheet_free(Sheet *sheet);

static inline uint32_t sheet_rows(const Sheet *sheet) {
  return sheet->lines.len;
}
/* Index + 1 of a column, 0 where there is none. */
uint32_t sheet_column(const Sheet *sheet, const char *name);
/* A cell by row and index + 1 of its column; the empty slice for column 0. Lives as long as the
 * sheet. */
Str sheet_cell(const Sheet *sheet, uint32_t row, uint32_t column);
static inline uint64_t sheet_line(const Sheet *sheet, uint32_t row) {
  return vec_at(&sheet->lines, row);
}

/* Finds each of names[0 … count); columns[i] = index + 1. A missing one is a fault at line 1. */
bool sheet_columns(const Sheet *sheet, const char *const *names, uint32_t count, uint32_t *columns,
                   Faults *faults);

#endif
