/* The columns that are described are those that are written, in their order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/columns.h"
#include "engine/rows.h"

#include <string.h>

static void describes(const TableColumns *table, const char *header) {
  Buf names = {0};
  for (const Column *c = table->columns; c->name; c++) {
    if (c != table->columns) buf_byte(&names, '\t');
    buf_text(&names, c->name);
    assert_true(c->description && strlen(c->description) > 5);
    assert_true(c->type != COLUMN_TEXT || !c->unit);
    assert_true(c->type == COLUMN_TEXT || c->unit);
  }
  buf_text(&names, "\n");
  buf_byte(&names, '\0');
  assert_string_equal(names.ptr, header);
  buf_free(&names);
}

static void test_headers(void **state) {
  (void)state;
  describes(&TABLE_COLUMNS[TABLE_STANCES], ROWS_STANCE_HEADER);
  describes(&TABLE_COLUMNS[TABLE_QUOTATIONS], ROWS_QUOTATION_HEADER);
  describes(&TABLE_COLUMNS[TABLE_DOCUMENTS], ROWS_DOCUMENT_HEADER);
}

static void test_keys(void **state) {
  (void)state;
  for (int i = 0; i < TABLES; i++) {
    const TableColumns *table = &TABLE_COLUMNS[i];
    for (int k = 0; k < 2 && table->key[k]; k++) {
      bool found = false;
      for (const Column *c = table->columns; c->name; c++)
        found |= strcmp(c->name, table->key[k]) == 0 && c->required;
      assert_true(found);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_headers), cmocka_unit_test(test_keys)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
