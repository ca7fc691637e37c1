/* The table dialect: cells written and read back. The input's lines are rows, its tabs part the cells. */
#include "fuzz.h"

#include "io/sheet.h"
#include "io/tsv.h"

#include <string.h>

enum { COLUMNS = 3 };
static const char HEADER[] = "one\ttwo\tthree\n";

/* One to one: code points stay, and what was written once is written the same again. */
static void check_verbatim(Str text) {
  Buf once = {0}, twice = {0};
  size_t before = 0, after = 0;
  tsv_put_verbatim(&once, text);
  tsv_put_verbatim(&twice, buf_slice(&once));
  FUZZ_HOLDS(fuzz_utf8(text, &before) && fuzz_utf8(buf_slice(&once), &after) && before == after);
  FUZZ_HOLDS(str_equal(buf_slice(&once), buf_slice(&twice)));
  buf_free(&once);
  buf_free(&twice);
}

static void check_cell(Str cell) {
  static const char *const MISSING[] = {"NA", "N/A", "NaN", "null", "None"};
  Buf again = {0};
  tsv_put_cell(&again, cell);
  FUZZ_HOLDS(str_equal(buf_slice(&again), cell));
  for (size_t i = 0; i < sizeof MISSING / sizeof *MISSING; i++) FUZZ_HOLDS(!str_is(cell, MISSING[i]));
  buf_free(&again);
}

typedef VEC(Str) Cells; /* offsets into the table, for it moves: ptr is not used before the end */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  Buf text = {0}, table = {0};
  Cells cells = {0};
  VEC(size_t) begins = {0};
  fuzz_keep_valid((Str){(const char *)data, size}, &text);
  buf_text(&table, HEADER);
  Str rest = buf_slice(&text), cell;
  while (rest.len || cells.len % COLUMNS) { /* "\x1f" parts the cells: all others may stand in them */
    if (!rest.len || !str_cut(&rest, "\x1f", &cell)) cell = (Str){0};
    check_verbatim(cell);
    vec_push(&begins, table.len);
    tsv_put_cell(&table, cell);
    vec_push(&cells, (Str){NULL, table.len - begins.items[begins.len - 1]});
    buf_byte(&table, cells.len % COLUMNS ? '\t' : '\n');
  }
  uint32_t rows = cells.len / COLUMNS;
  fuzz_check_table((Str){table.ptr + sizeof HEADER - 1, table.len - (sizeof HEADER - 1)}, HEADER, rows);
  Sheet sheet;
  Faults faults = {0};
  FUZZ_HOLDS(sheet_read(&sheet, fuzz_file(buf_slice(&table)), &faults));
  FUZZ_HOLDS(sheet_rows(&sheet) == rows);
  for (uint32_t i = 0; i < cells.len; i++) {
    Str written = {table.ptr + begins.items[i], cells.items[i].len};
    FUZZ_HOLDS(str_equal(sheet_cell(&sheet, i / COLUMNS, i % COLUMNS + 1), written));
    check_cell(written);
  }
  sheet_free(&sheet);
  vec_free(&cells);
  vec_free(&begins);
  buf_free(&text);
  buf_free(&table);
  return 0;
}
