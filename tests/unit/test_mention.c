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
#include <time.h>

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

/* What the last mention that begins with these words stands for, by its own words. */
static void stands_for(const char *text, const char *words, const char *meant) {
  const Doc *doc = &worker.doc;
  Err err = {0};
  doc_reset(&worker.doc);
  worker.doc.id = STR("mention");
  worker.doc.text = str_of(text);
  if (!worker_run(&worker, DEPTH_CANDIDATES, &err)) fail_msg("%s", err.text);
  uint32_t i = doc->mentions.len;
  while (i && (doc->mentions.items[i - 1].kind == MENTION_CARRIED ||
               !begins(doc_words(doc, doc->mentions.items[i - 1].at), str_of(words))))
    i--;
  if (!i) fail_msg("no mention: %s", words);
  uint32_t antecedent = doc->mentions.items[i - 1].antecedent;
  Str found = antecedent ? doc_words(doc, doc->mentions.items[antecedent - 1].at) : STR("-");
  if (!str_equal(found, str_of(meant)))
    fail_msg("%s: %.*s, not %s", words, (int)found.len, found.ptr, meant);
}

static void back_references(void **state) {
  (void)state;
  stands_for("They want foreign troops. They want a no-fly zone. Such a force would cost much.",
             "Such a force", "foreign troops");
  stands_for("They want foreign troops. They want a no-fly zone. The idea would cost much.",
             "The idea", "no-fly zone");
  stands_for("They want foreign troops. It rained. It snowed. It hailed. Then such a force "
             "was sent home.",
             "such a force", "-");
}

/* ---- texts made to hurt ---- */

static void survives(const char *opening, const char *piece, uint32_t times) {
  enum { SECONDS = 5 }; /* far more than it takes, far less than where the time grows squared */
  Buf text = {0};
  Err err = {0};
  clock_t start = clock();
  buf_text(&text, opening);
  for (uint32_t i = 0; i < times; i++) buf_text(&text, piece);
  doc_reset(&worker.doc);
  worker.doc.id = STR("mention");
  worker.doc.text = buf_slice(&text);
  if (!worker_run(&worker, DEPTH_CANDIDATES, &err)) fail_msg("%s", err.text);
  if (clock() - start > SECONDS * CLOCKS_PER_SEC) fail_msg("%s takes too long", piece);
  doc_reset(&worker.doc);
  buf_free(&text);
}

static void hurtful_texts(void **state) {
  (void)state;
  survives("Private military contractors came. Then ", "such a force, the firm, ", 50000);
  survives("", "a no-fly zone and such peacekeepers and ", 50000);
  survives("", "\"HOLM: We go on with it.\" ", 100000);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(types_are_told),
                                     cmocka_unit_test(back_references),
                                     cmocka_unit_test(hurtful_texts)};
  return cmocka_run_group_tests(tests, load, unload);
}
