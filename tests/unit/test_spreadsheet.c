/* What spreadsheets do to a table, undone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "io/spreadsheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char fault_text[ERR_TEXT_MAX];

static void note_fault(void *context, const Err *err) {
  (void)context;
  const char *colon = strchr(err->text, ':'); /* without the name of the file */
  snprintf(fault_text, sizeof fault_text, "%s", colon ? colon + 1 : err->text);
}

/* Cells joined by "|", rows by "/", the header first; or the first fault. */
static const char *read_bytes(const char *bytes, size_t len) {
  static char seen[1024];
  char path[] = "sheetXXXXXX";
  int fd = mkstemp(path);
  assert_true(fd >= 0 && write(fd, bytes, len) == (ssize_t)len);
  close(fd);
  Sheet sheet;
  Faults faults = {.report = note_fault};
  bool ok = spreadsheet_read(&sheet, path, &faults);
  unlink(path);
  Buf out = {0};
  for (uint32_t c = 0; ok && c < sheet.names.len; c++) {
    if (c) buf_byte(&out, '|');
    buf_str(&out, sheet.names.items[c]);
  }
  for (uint32_t row = 0; ok && row < sheet_rows(&sheet); row++)
    for (uint32_t c = 0; c < sheet.names.len; c++) {
      buf_byte(&out, c ? '|' : '/');
      buf_str(&out, sheet_cell(&sheet, row, c + 1));
    }
  snprintf(seen, sizeof seen, "%.*s", ok ? (int)out.len : (int)strlen(fault_text),
           ok ? out.ptr : fault_text);
  buf_free(&out);
  sheet_free(&sheet);
  return seen;
}

#define reads(text, wanted) assert_string_equal(read_bytes(text, sizeof text - 1), wanted)

static void test_dialects(void **state) {
  (void)state;
  reads("a\tb\n1\t2\n", "a|b/1|2");
  reads("a\tb\r\n1\t2\r\n", "a|b/1|2");
  reads("a;b\n1,5;2\n", "a|b/1,5|2");
  reads("a,b\n1;5,2", "a|b/1;5|2");
  reads("\xef\xbb\xbf"
        "A\tB \n 1\t2\n",
        "a|b/1|2");
  reads("\"a\"\t\"b\"\n\"1\"\t\"2\"\n", "a|b/1|2");
  reads("a,b\n\"1, one\",\"say \"\"x\"\"\"\n", "a|b/1, one|say \"x\"");
  reads("a\tb\n\"1\n2\"\t3\n4\t5\n", "a|b/1\n2|3/4|5");
  reads("a\tb\nx\"y\tz\n", "a|b/x\"y|z");
  reads("\xff\xfe"
        "a\0\t\0b\0\n\0\xe9\0\t\0\x3d\xd8\x00\xde\n\0",
        "a|b/\xc3\xa9|\xf0\x9f\x98\x80");
  reads("\xfe\xff"
        "\0a\0\t\0b\0\n\x00\x31\0\t\x00\x32",
        "a|b/1|2");
  reads("a\n1\n", "a/1");
}

static void test_ragged(void **state) {
  (void)state;
  reads("a\tb\tc\n1\n\n\t\t\n2\t3\n", "a|b|c/1||/2|3|");
  reads("a\tb\n1\t2\t\t\n", "a|b/1|2");
  reads("a\tb\n1\t2\t\t3\n", "2: 4 columns, not 2 as the header");
  reads("a\tb\n1\t2\t\"\n \n\"\n1\t2\n", "a|b/1|2/1|2"); /* a cell of white space is empty */
  reads("a\tb\n\"1\n2\"\t3\n4\t5\t6\n", "4: 3 columns, not 2 as the header");
  reads("a\tb\n1\t\"2\n", "2: a quotation mark that is not closed");
}

static void test_broken(void **state) {
  (void)state;
  reads("", " is empty: no header row");
  reads("\xef\xbb\xbf\n", " is empty: no header row");
  reads("a\xff\n", " not valid UTF-8 at byte 1");
  reads("\xff\xfe"
        "a",
        " not valid UTF-16");
  reads("\xff\xfe\x00\xdc", " not valid UTF-16");
  reads("\xff\xfe\x3d\xd8", " not valid UTF-16");
  reads("\xff\xfe", " is empty: no header row");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_dialects), cmocka_unit_test(test_ragged),
                                     cmocka_unit_test(test_broken)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
