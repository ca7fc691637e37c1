/* Mentions: which type a word names that can name two, or names only in an article about it. A line
 * of the table is the words, the type ("-": no mention begins there) and the text; all invented. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "with_lexicons.h"

#include "base/file.h"

#include <stdio.h>

static int load(void **state) {
  (void)state;
  return lexicons_load();
}

static int unload(void **state) {
  (void)state;
  lexicons_unload();
  return 0;
}

static bool begins(Str text, Str words) {
  return text.len >= words.len && str_equal((Str){text.ptr, words.len}, words);
}

/* The type of the last mention that begins with these words; "-": of none. */
static Str type_named(Str words) {
  const Doc *doc = &worker.doc;
  for (uint32_t i = doc->mentions.len; i-- > 0;) {
    const Mention *m = &doc->mentions.items[i];
    if (m->kind != MENTION_CARRIED && begins(doc_words(doc, m->at), words))
      return resources.knowledge.types.items[m->type].id;
  }
  return STR("-");
}

static void types_are_told(void **state) {
  (void)state;
  Err err = {0};
  Buf bytes = {0};
  if (!file_read("tests/data/mentions/mentions.tsv", &bytes, &err)) fail_msg("%s", err.text);
  Str rest = buf_slice(&bytes), line, words, type;
  uint32_t lines = 0, wrong = 0;
  str_cut(&rest, "\n", &line); /* the header */
  while (str_cut(&rest, "\n", &line) && line.len) {
    Str text = line;
    assert_true(str_cut(&text, "\t", &words) && str_cut(&text, "\t", &type));
    doc_reset(&worker.doc);
    worker.doc.id = STR("mention");
    worker.doc.text = text;
    if (!worker_run(&worker, DEPTH_CANDIDATES, &err)) fail_msg("%s", err.text);
    lines++;
    Str found = type_named(words);
    if (str_equal(found, type)) continue;
    fprintf(stderr, "%.*s, not %.*s: %.*s: %.*s\n", (int)type.len, type.ptr, (int)found.len,
            found.ptr, (int)words.len, words.ptr, (int)text.len, text.ptr);
    wrong++;
  }
  buf_free(&bytes);
  assert_true(lines > 20);
  assert_int_equal(wrong, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(types_are_told)};
  return cmocka_run_group_tests(tests, load, unload);
}
