/* surety.h as a caller sees it: every table of a document, as lines, as cells and as spans; what is
 * refused; that a reader forgets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/str.h"
#include "base/utf8.h"
#include "engine/piece.h"
#include "io/json.h"
#include "io/tsv.h"

#include <stdlib.h>
#include <string.h>
#include <surety.h>

enum { ALL = (1 << SURETY_TABLES) - 1 };

static SuretyModel *model;
static SuretyReader *reader;
static Buf article;
static char message[SURETY_MESSAGE];

static int load(void **state) {
  Err err;
  (void)state;
  model = surety_open(".", NULL, message, sizeof message);
  if (!model || !file_read("corpus/sample/ankara-talks.txt", &article, &err)) return 1;
  reader = surety_reader_new(model);
  return 0;
}

static int unload(void **state) {
  (void)state;
  surety_reader_free(reader);
  surety_close(model);
  buf_free(&article);
  return 0;
}

static SuretyText text_of(const char *text) {
  return (SuretyText){text, strlen(text)};
}

static SuretyDocument sample(void) {
  return (SuretyDocument){.size = sizeof(SuretyDocument),
                          .id = {"1 \"a\"", 5},
                          .text = {article.ptr, article.len},
                          .title = {"Talks\tand \0 more", 16},
                          .date = text_of("2026-03-09"),
                          .url = text_of("https://example.org/"),
                          .language = text_of("en")};
}

static void read_all(void) {
  SuretyDocument document = sample();
  surety_set_tables(reader, ALL);
  if (!surety_read_document(reader, &document, message, sizeof message)) fail_msg("%s", message);
}

/* The cells of a row between tabs, as its line has them. */
static void assert_row(SuretyTable table, size_t row, Str line) {
  for (size_t column = 0; surety_table_column(table, column); column++) {
    Str cell;
    const char *name = surety_table_column(table, column);
    assert_true(str_cut(&line, "\t", &cell));
    Str seen = str_of(surety_table_cell(reader, table, row, name));
    assert_true(str_equal(cell, seen));
  }
  assert_null(line.ptr);
}

static void test_cells_are_lines(void **state) {
  static const SuretyTable TABULAR[] = {SURETY_STANCES, SURETY_QUOTATIONS, SURETY_DOCUMENTS};
  (void)state;
  read_all();
  for (size_t i = 0; i < sizeof TABULAR / sizeof *TABULAR; i++) {
    SuretyTable table = TABULAR[i];
    size_t length, rows = surety_table_rows(reader, table);
    Str lines = {surety_table_lines(reader, table, &length), 0}, line;
    lines.len = length;
    assert_true(rows > 0);
    for (size_t row = 0; row < rows; row++) {
      assert_true(str_cut(&lines, "\n", &line));
      assert_row(table, row, line);
    }
    assert_int_equal(lines.len, 0);
    assert_null(surety_table_cell(reader, table, rows, "doc_id"));
    assert_null(surety_table_cell(reader, table, 0, "no such column"));
    Str header = str_of(surety_table_header(table)), name;
    assert_true(str_cut(&header, "\t", &name));
    assert_true(str_is(name, surety_table_column(table, 0)));
  }
}

static void test_fields(void **state) {
  (void)state;
  read_all();
  assert_string_equal(surety_table_cell(reader, SURETY_DOCUMENTS, 0, "doc_id"), "d1 ＂a＂");
  assert_string_equal(surety_table_cell(reader, SURETY_DOCUMENTS, 0, "given_id"), "1 ＂a＂");
  assert_string_equal(surety_table_cell(reader, SURETY_DOCUMENTS, 0, "title"), "Talks␉and ␀ more");
  assert_string_equal(surety_table_cell(reader, SURETY_DOCUMENTS, 0, "language"), "en");
  assert_string_equal(surety_cell(reader, 0, "model"), surety_model_id(model));
  assert_ptr_equal(surety_cell(reader, 0, "evidence"),
                   surety_table_cell(reader, SURETY_STANCES, 0, "evidence"));
}

static void put_spans(Buf *out, const char *name, const SuretySpan *spans, size_t count) {
  buf_format(out, "\"%s\":[", name);
  for (size_t i = 0; i < count; i++)
    if (spans[i].end > spans[i].start)
      buf_format(out, "%s[%zu,%zu]", out->ptr[out->len - 1] == '[' ? "" : ",", spans[i].start,
                 spans[i].end);
  buf_text(out, "]");
}

/* The line of JSON, made of the spans. */
static void test_attributions(void **state) {
  (void)state;
  Buf made = {0};
  size_t length;
  read_all();
  assert_true(surety_table_rows(reader, SURETY_ATTRIBUTIONS) > 0);
  buf_text(&made, "{\"id\":\"1 \\\"a\\\"\",\"attributions\":[");
  for (size_t i = 0; i < surety_table_rows(reader, SURETY_ATTRIBUTIONS); i++) {
    const SuretyAttribution *a = surety_attribution(reader, i);
    buf_text(&made, i ? ",{" : "{");
    put_spans(&made, "source", &a->source, 1);
    buf_byte(&made, ',');
    put_spans(&made, "cue", &a->cue, 1);
    buf_byte(&made, ',');
    put_spans(&made, "content", a->content, a->parts);
    buf_byte(&made, '}');
  }
  buf_text(&made, "]}\n");
  const char *line = surety_table_lines(reader, SURETY_ATTRIBUTIONS, &length);
  assert_true(str_equal(buf_slice(&made), (Str){line, length}));
  assert_null(surety_attribution(reader, surety_table_rows(reader, SURETY_ATTRIBUTIONS)));
  assert_null(surety_table_column(SURETY_ATTRIBUTIONS, 0));
  assert_string_equal(surety_table_header(SURETY_TEXTS), "");
  assert_int_equal(surety_table_rows(reader, SURETY_TEXTS), 1);
  buf_free(&made);
}

/* Stances alone, until more is asked for; nothing of the document before. */
static void test_what_is_not_asked_for(void **state) {
  (void)state;
  size_t length;
  SuretyDocument document = sample();
  SuretyReader *fresh = surety_reader_new(model);
  assert_true(surety_read_document(fresh, &document, NULL, 0));
  assert_true(surety_rows(fresh) > 0);
  for (int table = SURETY_QUOTATIONS; table < SURETY_TABLES; table++)
    assert_int_equal(surety_table_rows(fresh, (SuretyTable)table), 0);
  surety_set_min_confidence(fresh, 1);
  assert_true(surety_read_document(fresh, &document, NULL, 0));
  assert_int_equal(surety_rows(fresh), 0);
  assert_null(surety_cell(fresh, 0, "evidence"));
  surety_table_lines(fresh, SURETY_STANCES, &length);
  assert_int_equal(length, 0);
  assert_int_equal(surety_table_rows(fresh, SURETY_TABLES), 0);
  assert_null(surety_table_cell(fresh, SURETY_TABLES, 0, "doc_id"));
  surety_reader_free(fresh);
}

static void refuses(SuretyDocument document, const char *cause) {
  read_all();
  assert_false(surety_read_document(reader, &document, message, sizeof message));
  assert_string_equal(message, cause);
  for (int table = 0; table < SURETY_TABLES; table++)
    assert_int_equal(surety_table_rows(reader, (SuretyTable)table), 0);
}

static void test_what_is_refused(void **state) {
  (void)state;
  SuretyDocument document = sample();
  document.text = (SuretyText){"abc\xc3(", 5};
  refuses(document, "1 \"a\": not valid UTF-8 at byte 3");
  document.text = (SuretyText){NULL, 5};
  refuses(document, "1 \"a\": is empty");
  document = sample();
  document.id = (SuretyText){0};
  refuses(document, "an article without an id");
  document = sample();
  document.title = (SuretyText){"\xff", 1};
  assert_true(surety_read_document(reader, &document, message, sizeof message));
  assert_string_equal(surety_table_cell(reader, SURETY_DOCUMENTS, 0, "title"), "");
}

/* A caller that was compiled against fewer fields. */
static void test_smaller_document(void **state) {
  (void)state;
  SuretyDocument document = sample();
  document.size = offsetof(SuretyDocument, language);
  surety_set_tables(reader, ALL);
  assert_true(surety_read_document(reader, &document, message, sizeof message));
  assert_string_equal(surety_table_cell(reader, SURETY_DOCUMENTS, 0, "language"), "");
  assert_string_equal(surety_table_cell(reader, SURETY_DOCUMENTS, 0, "date"), "2026-03-09");
}

static void test_article(void **state) {
  (void)state;
  SuretyArticle same = {.id = "1 \"a\"", .text = article.ptr, .length = article.len};
  read_all();
  size_t rows = surety_rows(reader);
  Buf evidence = {0};
  buf_text(&evidence, surety_cell(reader, rows - 1, "evidence"));
  surety_set_tables(reader, 1u << SURETY_STANCES);
  assert_true(surety_read(reader, &same, message, sizeof message));
  assert_int_equal(surety_rows(reader), rows);
  assert_true(str_is(buf_slice(&evidence), surety_cell(reader, rows - 1, "evidence")));
  assert_string_equal(surety_cell(reader, 0, "title"), "");
  buf_free(&evidence);
}

/* ---- a document of several pieces ---- */

static Buf long_text(void) {
  Buf text = {0};
  while (text.len < 2 * PIECE_MOST + PIECE_MOST / 4) {
    buf_str(&text, buf_slice(&article));
    buf_text(&text, "\n\n");
  }
  return text;
}

/* The bytes of a place in code points, on from those of one before it. */
static Str place(Str text, size_t *byte, size_t *point, size_t start, size_t end) {
  uint32_t width;
  for (; *point < start; ++*point) utf8_at(text, *byte, &width), *byte += width;
  size_t beg = *byte, at = beg;
  for (size_t i = start; i < end; i++) utf8_at(text, at, &width), at += width;
  return (Str){text.ptr + beg, at - beg};
}

/* Each row's words stand at its place, and the numbers go on over the cuts. */
static void check_rows(SuretyTable table, const char *words, Str text, const char *id_form) {
  size_t byte = 0, point = 0, rows = surety_table_rows(reader, table);
  Buf seen = {0};
  for (size_t row = 0; row < rows; row++) {
    size_t start = strtoul(surety_table_cell(reader, table, row, "start"), NULL, 10);
    size_t end = strtoul(surety_table_cell(reader, table, row, "end"), NULL, 10);
    assert_true(start < end);
    if (start < point) byte = point = 0; /* rows within one quotation */
    buf_clear(&seen);
    tsv_put_cell(&seen, place(text, &byte, &point, start, end));
    assert_true(str_is(buf_slice(&seen), surety_table_cell(reader, table, row, words)));
    if (!id_form) continue;
    buf_clear(&seen);
    buf_format(&seen, id_form, row + 1);
    assert_true(str_is(buf_slice(&seen), surety_table_cell(reader, table, row, "stance_id")));
  }
  buf_free(&seen);
}

static void check_attributions(Str text) {
  JsonDocument line;
  Err err;
  size_t length, count = surety_table_rows(reader, SURETY_ATTRIBUTIONS), points = utf8_count(text);
  const char *bytes = surety_table_lines(reader, SURETY_ATTRIBUTIONS, &length);
  assert_true(json_parse(&line, (Str){bytes, length}, NULL, 0, &err));
  assert_int_equal(json_length(json_member(line.root, "attributions")), count);
  for (size_t i = 1; i < count; i++) {
    SuretySpan last = surety_attribution(reader, i)->content[0];
    assert_true(last.start < last.end && last.end <= points);
  }
  assert_true(surety_attribution(reader, count - 1)->content[0].start > points * 9 / 10);
  json_free(&line);
}

static void test_long_document(void **state) {
  (void)state;
  Buf text = long_text();
  char number[32];
  SuretyDocument document = sample();
  document.id = text_of("a");
  document.text = (SuretyText){text.ptr, text.len};
  surety_set_tables(reader, ALL);
  if (!surety_read_document(reader, &document, message, sizeof message)) fail_msg("%s", message);
  check_rows(SURETY_STANCES, "evidence", buf_slice(&text), "a.s%zu");
  check_rows(SURETY_QUOTATIONS, "text", buf_slice(&text), NULL);
  check_attributions(buf_slice(&text));
  snprintf(number, sizeof number, "%zu", utf8_count(buf_slice(&text)));
  assert_string_equal(surety_table_cell(reader, SURETY_DOCUMENTS, 0, "characters"), number);
  snprintf(number, sizeof number, "%zu", surety_rows(reader));
  assert_string_equal(surety_table_cell(reader, SURETY_DOCUMENTS, 0, "stances"), number);
  const char *digest = surety_table_cell(reader, SURETY_DOCUMENTS, 0, "text_sha256");
  assert_string_equal(digest, digest_of(buf_slice(&text)).hex);
  assert_string_equal(digest, surety_cell(reader, surety_rows(reader) - 1, "text_sha256"));
  buf_free(&text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_cells_are_lines), cmocka_unit_test(test_fields),
      cmocka_unit_test(test_attributions),    cmocka_unit_test(test_what_is_not_asked_for),
      cmocka_unit_test(test_what_is_refused), cmocka_unit_test(test_smaller_document),
      cmocka_unit_test(test_article),         cmocka_unit_test(test_long_document)};
  return cmocka_run_group_tests(tests, load, unload);
}
