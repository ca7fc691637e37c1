/* The public interface: its columns, its limits, what it says of articles that cannot be read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/columns.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <surety.h>

static void test_columns(void **state) {
  (void)state;
  const Column *columns = TABLE_COLUMNS[TABLE_STANCES].columns;
  size_t count = 0;
  for (; columns[count].name; count++)
    assert_string_equal(surety_column(count), columns[count].name);
  assert_null(surety_column(count));
  assert_null(surety_column((size_t)-1));
}

static void refuses(SuretyReader *reader, SuretyArticle article, const char *wanted) {
  char message[SURETY_MESSAGE] = "";
  assert_false(surety_read(reader, &article, message, sizeof message));
  assert_string_equal(message, wanted);
  assert_int_equal(surety_rows(reader), 0);
  assert_null(surety_cell(reader, 0, "stance"));
}

static void test_reader(void **state) {
  (void)state;
  static const char TEXT[] = "Talks\n\nPoland rejects ground troops, its foreign ministry said.";
  char message[SURETY_MESSAGE];
  SuretyModel *model = surety_open(NULL, NULL, message, sizeof message);
  if (!model) fail_msg("%s", message);
  SuretyReader *reader = surety_reader_new(model);
  surety_set_min_confidence(reader, 0);
  SuretyArticle article = {
      .id = "7\t\"x", .text = TEXT, .length = sizeof TEXT - 1, .title = "T\xff"};
  assert_true(surety_read(reader, &article, NULL, 0));
  assert_true(surety_rows(reader) > 0);
  assert_string_equal(surety_cell(reader, 0, "doc_id"), "d7␉＂x");
  assert_string_equal(surety_cell(reader, 0, "title"), "");
  assert_string_equal(surety_cell(reader, 0, "url"), "");
  assert_int_equal(strlen(surety_cell(reader, 0, "text_sha256")), 64);
  assert_true(strlen(surety_cell(reader, 0, "model")) > 10);
  assert_null(surety_cell(reader, 0, "nothing"));
  assert_null(surety_cell(reader, 0, NULL));
  assert_null(surety_cell(reader, surety_rows(reader), "stance"));
  surety_set_min_confidence(reader, 1);
  assert_true(surety_read(reader, &article, NULL, 0));
  assert_int_equal(surety_rows(reader), 0);
  refuses(reader, (SuretyArticle){.text = TEXT, .length = 5}, "an article without an id");
  refuses(reader, (SuretyArticle){.id = "", .text = TEXT, .length = 5}, "an article without an id");
  refuses(reader, (SuretyArticle){.id = "a"}, "a: is empty");
  refuses(reader, (SuretyArticle){.id = "a", .text = TEXT}, "a: is empty");
  refuses(reader, (SuretyArticle){.id = "a", .text = TEXT, .length = (size_t)1 << 31},
          "a: is longer than 2 GiB");
  refuses(reader, (SuretyArticle){.id = "a", .text = "b\xff", .length = 2},
          "a: not valid UTF-8 at byte 1");
  assert_false(surety_read(reader, &(SuretyArticle){.id = "a"}, message, 4));
  assert_string_equal(message, "a: ");
  surety_reader_free(reader);
  surety_reader_free(NULL);
  surety_close(model);
  surety_close(NULL);
}

typedef struct {
  const SuretyModel *model;
  char rows[512]; /* stance and evidence of each row */
} Thread;

static void *read_often(void *context) {
  static const char TEXT[] = "Talks\n\nPoland rejects ground troops, its foreign ministry said. "
                             "France supports ground troops, its president said.";
  Thread *thread = context;
  SuretyReader *reader = surety_reader_new(thread->model);
  surety_set_min_confidence(reader, 0);
  SuretyArticle article = {.id = "a", .text = TEXT, .length = sizeof TEXT - 1};
  for (int i = 0; i < 20; i++) {
    if (!surety_read(reader, &article, NULL, 0)) break;
    size_t at = 0;
    for (size_t row = 0; row < surety_rows(reader) && at < sizeof thread->rows; row++)
      at += (size_t)snprintf(thread->rows + at, sizeof thread->rows - at, "%s %s\n",
                             surety_cell(reader, row, "stance"),
                             surety_cell(reader, row, "evidence"));
  }
  surety_reader_free(reader);
  return NULL;
}

static void test_threads(void **state) {
  (void)state;
  enum { THREADS = 4 };
  pthread_t threads[THREADS];
  static Thread work[THREADS];
  SuretyModel *model = surety_open(NULL, NULL, NULL, 0);
  assert_non_null(model);
  for (int i = 0; i < THREADS; i++) {
    work[i] = (Thread){.model = model};
    assert_int_equal(pthread_create(&threads[i], NULL, read_often, &work[i]), 0);
  }
  for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
  assert_true(strlen(work[0].rows) > 20);
  for (int i = 1; i < THREADS; i++) assert_string_equal(work[i].rows, work[0].rows);
  surety_close(model);
}

static void test_no_model(void **state) {
  (void)state;
  char message[SURETY_MESSAGE] = "";
  assert_null(surety_open("no/such/folder", NULL, message, sizeof message));
  assert_string_equal(message, "no/such/folder: holds no folder lexicons");
  assert_null(surety_open("no/such/folder", NULL, NULL, 0));
  assert_null(surety_open(NULL, "no/such/model", message, sizeof message));
  assert_non_null(strstr(message, "no/such/model"));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_columns), cmocka_unit_test(test_reader),
                                     cmocka_unit_test(test_threads),
                                     cmocka_unit_test(test_no_model)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
