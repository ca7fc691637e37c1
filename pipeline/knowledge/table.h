/* Table: a tab-separated file of a fixed set of columns, read whole. The dialect is that of the
 * lexicons: UTF-8, one header row, no quoting, the same number of columns on each line (CRLF is
 * survived, since spreadsheets write it). Row r stands on line r + 2. */
#ifndef SURETY_KNOWLEDGE_TABLE_H
#define SURETY_KNOWLEDGE_TABLE_H

#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"

typedef struct Table {
  Buf bytes;
  char *path; /* owned copy */
  VEC(Str) cells;
  uint32_t columns, rows;
} Table;

/* Reads path; its header must be exactly names[0 … count). Cells borrow from the table. On failure
 * the table is empty. */
bool table_read(Table *table, const char *path, const char *const *names, uint32_t count, Err *err);
void table_free(Table *table);
Str table_cell(const Table *table, uint32_t row, uint32_t column);
static inline uint64_t table_line(uint32_t row) {
  return (uint64_t)row + 2;
}

#endif
