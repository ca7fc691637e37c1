/* Cells repeat each other (names, titles, types, sentences with several stances), so the page gets
 * a list of strings and, for each column, numbers into it. */
#include "report/report.h"

#include "base/digest.h"
#include "base/intern.h"
#include "base/version.h"
#include "io/json.h"
#include "report/page.h"

#include <string.h>

static const char *const NEEDED[] = {"doc_id", "evidence", "holder_id", "guarantee", "stance"};
enum { NEEDED_COUNT = sizeof NEEDED / sizeof *NEEDED };

bool report_check(const Sheet *sheet, Faults *faults) {
  uint32_t columns[NEEDED_COUNT];
  return sheet_columns(sheet, NEEDED, NEEDED_COUNT, columns, faults);
}

/* ---- pieces of the page ---- */

static Str page_file(const unsigned char *bytes) {
  return str_of((const char *)bytes);
}

/* Text between tags or in a quoted attribute. */
static void put_escaped(FILE *out, Str text) {
  for (size_t i = 0; i < text.len; i++) {
    char c = text.ptr[i];
    const char *name = c == '&'   ? "&amp;"
                       : c == '<' ? "&lt;"
                       : c == '>' ? "&gt;"
                       : c == '"' ? "&quot;"
                                  : NULL;
    if (name)
      fputs(name, out);
    else
      fputc(c, out);
  }
}

static unsigned nibble(char c) {
  return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

/* The SHA-256 of bytes in base 64 (RFC 4648), as Content Security Policy wants it. */
static void put_hash(FILE *out, Str bytes) {
  static const char DIGITS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  Digest digest = digest_of(bytes);
  for (int i = 0; i < DIGEST_HEX; i += 6) { /* six hexadecimal digits are four of base 64 */
    unsigned group = 0;
    int digits = DIGEST_HEX - i < 6 ? DIGEST_HEX - i : 6;
    for (int k = 0; k < 6; k++) group = group << 4 | (k < digits ? nibble(digest.hex[i + k]) : 0);
    for (int k = 0; k < 4; k++)
      fputc(k * 6 < digits * 4 ? DIGITS[group >> (18 - 6 * k) & 63] : '=', out);
  }
}

/* A JSON string without any "<": that could end the element it stands in. */
static void put_string(FILE *out, Str text, Buf *scratch) {
  buf_clear(scratch);
  json_put_string(scratch, text);
  for (size_t i = 0; i < scratch->len; i++) {
    if (scratch->ptr[i] == '<')
      fputs("\\u003c", out);
    else
      fputc(scratch->ptr[i], out);
  }
}

static void put_data(FILE *out, const Sheet *sheet) {
  Buf scratch = {0};
  Intern *strings = intern_new();
  fputs("{\"name\":", out);
  const char *slash = strrchr(sheet->path, '/');
  put_string(out, str_of(slash ? slash + 1 : sheet->path), &scratch);
  fprintf(out, ",\"rows\":%u,\"columns\":[", sheet_rows(sheet));
  for (uint32_t c = 0; c < sheet->names.len; c++) {
    if (c) fputc(',', out);
    put_string(out, sheet->names.items[c], &scratch);
  }
  fputs("],\"data\":[", out);
  for (uint32_t c = 0; c < sheet->names.len; c++) {
    fputs(c ? ",\n[" : "[", out);
    for (uint32_t row = 0; row < sheet_rows(sheet); row++) {
      Str cell = sheet_cell(sheet, row, c + 1);
      fprintf(out, row ? ",%u" : "%u", cell.len ? intern_add(strings, cell) : 0);
    }
    fputc(']', out);
  }
  fputs("],\n\"strings\":[\"\"", out);
  for (uint32_t id = 1; id <= intern_count(strings); id++) {
    fputs(",\n", out);
    put_string(out, intern_text(strings, id), &scratch);
  }
  fputs("]}", out);
  intern_free(strings);
  buf_free(&scratch);
}

/* ---- the page ---- */

static void put_part(FILE *out, Str name, const Sheet *sheet, const char *title) {
  Str style = page_file(PAGE_CSS), script = page_file(PAGE_JS);
  if (str_is(name, "title"))
    put_escaped(out, str_of(title));
  else if (str_is(name, "version"))
    fputs(SURETY_VERSION, out);
  else if (str_is(name, "style"))
    fwrite(style.ptr, 1, style.len, out);
  else if (str_is(name, "script"))
    fwrite(script.ptr, 1, script.len, out);
  else if (str_is(name, "style_hash"))
    put_hash(out, style);
  else if (str_is(name, "script_hash"))
    put_hash(out, script);
  else if (str_is(name, "data"))
    put_data(out, sheet);
}

void report_write(FILE *stream, const Sheet *sheet, const char *title) {
  Str rest = page_file(PAGE_HTML), piece, name;
  while (str_cut(&rest, "{{", &piece)) {
    fwrite(piece.ptr, 1, piece.len, stream);
    if (rest.ptr && str_cut(&rest, "}}", &name)) put_part(stream, name, sheet, title);
  }
}
