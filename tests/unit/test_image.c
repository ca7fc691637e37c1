/* Image: what was put comes back, what does not fit is refused, and a run from an image knows what
 * a run from the tables knows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/image.h"
#include "engine/resources.h"
#include "engine/worker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char home[] = "/tmp/test_image.XXXXXX";
static char path[128];

static int enter(void **state) {
  (void)state;
  if (!mkdtemp(home)) return -1;
  snprintf(path, sizeof path, "%s/surety.image", home);
  return 0;
}
static int leave(void **state) {
  (void)state;
  return rmdir(home);
}

static void put_file(const Buf *bytes) {
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(bytes->ptr, 1, bytes->len, file), bytes->len);
  fclose(file);
}

typedef struct {
  uint32_t number;
  Str name, other;
} Record;
static const size_t NAMES[] = {offsetof(Record, name), offsetof(Record, other)};

static void write_sample(Buf *bytes, const Digest *content) {
  const uint16_t numbers[] = {3, 1, 4, 1, 5};
  const Record records[] = {{7, STR("seven"), {0}}, {8, STR(""), STR("eight")}};
  image_begin(bytes, content);
  image_put(bytes, numbers, 5, sizeof *numbers);
  image_put_texts(bytes, records, 2, sizeof *records, NAMES, 2);
  image_put(bytes, NULL, 0, 8);
  image_end(bytes);
}

static void test_arrays_come_back(void **state) {
  (void)state;
  Digest content = digest_of(STR("tables"));
  Buf bytes = {0};
  Image image;
  uint32_t count;
  write_sample(&bytes, &content);
  put_file(&bytes);
  assert_true(image_open(&image, path, &content));
  const uint16_t *numbers = image_take(&image, sizeof *numbers, &count);
  assert_int_equal(count, 5);
  assert_int_equal(numbers[2], 4);
  const Record *records = image_take_texts(&image, sizeof *records, NAMES, 2, &count);
  assert_int_equal(count, 2);
  assert_int_equal(records[1].number, 8);
  assert_true(str_is(records[0].name, "seven") && records[0].name.ptr[5] == '\0');
  assert_true(str_is(records[0].other, "") && str_is(records[1].other, "eight"));
  assert_non_null(image_take(&image, 8, &count));
  assert_int_equal(count, 0);
  assert_false(image.broken);
  assert_null(image_take(&image, 8, &count)); /* behind the last */
  assert_true(image.broken);
  image_close(&image);
  assert_true(image_open(&image, path, &content));
  assert_null(image_take(&image, 4, &count)); /* items of another size */
  assert_true(image.broken);
  image_close(&image);
  buf_free(&bytes);
  unlink(path);
}

static void test_what_does_not_fit_is_refused(void **state) {
  (void)state;
  Digest content = digest_of(STR("tables")), other = digest_of(STR("other tables"));
  Buf bytes = {0};
  Image image;
  Err err;
  assert_false(image_open(&image, path, &content)); /* no file */
  write_sample(&bytes, &content);
  put_file(&bytes);
  assert_false(image_open(&image, path, &other));
  assert_true(image_check(path, &err));
  bytes.ptr[bytes.len - 1] ^= 1;
  put_file(&bytes);
  assert_false(image_check(path, &err));
  assert_non_null(strstr(err.text, "checksum"));
  bytes.ptr[10] ^= 1; /* another program's */
  put_file(&bytes);
  assert_false(image_open(&image, path, &content));
  assert_true(image_check(path, &err));
  bytes.len = 100;
  put_file(&bytes);
  assert_false(image_open(&image, path, &content));
  buf_free(&bytes);
  unlink(path);
}

static const char TEXT[] =
    "“We will not send troops without a ceasefire,” the Polish foreign minister, Radosław "
    "Sikorski, "
    "told reporters. According to U.S. officials, NATO membership was ruled out.";

/* Every record of the text that a loader and an image could differ in. */
static void describe(const Resources *resources, Buf *seen) {
  Worker worker;
  Err err;
  worker_init(&worker, resources);
  doc_reset(&worker.doc);
  worker.doc.id = STR("d");
  worker.doc.text = str_of(TEXT);
  assert_true(worker_run(&worker, DEPTH_CANDIDATES, &err));
  const Doc *doc = &worker.doc;
  for (uint32_t i = 0; i < doc->tokens.len; i++) {
    const FormInfo *form = knowledge_form(&resources->knowledge, &doc->tokens.items[i]);
    buf_format(seen, "%u %u %u %u\n", doc->tokens.items[i].form, form->tags, form->cue,
               form->roles);
  }
  for (uint32_t i = 0; i < doc->phrases.len; i++)
    buf_format(seen, "p %u %u %u\n", doc->phrases.items[i].at.beg, doc->phrases.items[i].at.end,
               doc->phrases.items[i].entry);
  for (uint32_t i = 0; i < doc->entities.len; i++)
    buf_format(seen, "e %.*s %.*s\n", (int)doc->entities.items[i].id.len,
               doc->entities.items[i].id.ptr, (int)doc->entities.items[i].side.len,
               doc->entities.items[i].side.ptr);
  for (uint32_t i = 0; i < doc->attributions.len; i++)
    buf_format(seen, "a %s %u %u\n",
               patterns_name(resources->patterns, doc->attributions.items[i].pattern),
               doc->attributions.items[i].source.beg, doc->attributions.items[i].speaker);
  buf_format(seen, "%u mentions, %u candidates, %.*s\n", doc->mentions.len, doc->candidates.len,
             DIGEST_HEX, resources->knowledge.digest.hex);
  buf_byte(seen, '\0');
  worker_free(&worker);
}

static void test_a_run_from_an_image(void **state) {
  (void)state;
  Resources tables, mapped;
  Err err;
  Buf from_tables = {0}, from_image = {0};
  char link[128], lexicons[4096];
  if (!realpath("lexicons", lexicons)) skip(); /* not run from the root of the sources */
  snprintf(link, sizeof link, "%s/lexicons", home);
  assert_int_equal(symlink(lexicons, link), 0);
  assert_true(resources_load(&tables, home, NULL, NEED_LEXICONS, &err));
  assert_null(tables.knowledge.image.base);
  assert_true(resources_write_image(home, path, &err));
  assert_true(resources_load(&mapped, home, NULL, NEED_LEXICONS, &err));
  assert_non_null(mapped.knowledge.image.base);
  describe(&tables, &from_tables);
  describe(&mapped, &from_image);
  assert_string_equal(from_tables.ptr, from_image.ptr);
  assert_int_equal(tables.knowledge.offices.len, mapped.knowledge.offices.len);
  assert_int_equal(patterns_count(tables.patterns), patterns_count(mapped.patterns));
  resources_free(&tables);
  resources_free(&mapped);
  assert_true(resources_load(&mapped, home, NULL, NEED_WORDS, &err)); /* a part of it alone */
  assert_non_null(mapped.knowledge.image.base);
  resources_free(&mapped);
  buf_free(&from_tables);
  buf_free(&from_image);
  unlink(path);
  unlink(link);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_arrays_come_back),
                                     cmocka_unit_test(test_what_does_not_fit_is_refused),
                                     cmocka_unit_test(test_a_run_from_an_image)};
  return cmocka_run_group_tests(tests, enter, leave);
}
