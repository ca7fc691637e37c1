/* Readings: what plain sentences of the news say of a guarantee, put together from the lexicons'
 * words. A line of the table is holder, type, label and sentence; all sentences are invented. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "with_lexicons.h"

#include "base/file.h"
#include "stance/reading.h"

#include <stdio.h>
#include <string.h>

static FeatureScratch scratch;

static int load(void **state) {
  (void)state;
  return lexicons_load();
}

static int unload(void **state) {
  (void)state;
  feature_scratch_free(&scratch);
  lexicons_unload();
  return 0;
}

static const char *const LABELS[READING_LABELS] = {"nothing", "for", "against", "open"};

/* Is there a candidate of this holder and type, and is it read as wanted? */
static bool is_read_as(Str holder, Str type, Str label, const char **found) {
  const Doc *doc = &worker.doc;
  *found = "no candidate";
  for (uint32_t i = 0; i < doc->candidates.len; i++) {
    const Candidate *c = &doc->candidates.items[i];
    uint16_t number = doc->mentions.items[c->mention].type;
    if (!str_equal(resources.knowledge.types.items[number].id, type)) continue;
    if (!str_equal(doc->entities.items[c->holder].id, holder)) continue;
    View view = view_of(&resources.knowledge, doc, i, &scratch);
    *found = LABELS[reading_of(&view).label];
    if (str_is(label, *found)) return true;
  }
  return false;
}

static void sentences_are_read(void **state) {
  (void)state;
  Err err = {0};
  Buf bytes = {0};
  if (!file_read("tests/data/readings/readings.tsv", &bytes, &err)) fail_msg("%s", err.text);
  Str rest = buf_slice(&bytes), line;
  uint32_t lines = 0, wrong = 0;
  str_cut(&rest, "\n", &line); /* the header */
  while (str_cut(&rest, "\n", &line)) {
    if (!line.len) continue;
    Str holder, type, label, text = line;
    assert_true(str_cut(&text, "\t", &holder) && str_cut(&text, "\t", &type) &&
                str_cut(&text, "\t", &label));
    doc_reset(&worker.doc);
    worker.doc.id = STR("reading");
    worker.doc.text = text;
    if (!worker_run(&worker, DEPTH_CANDIDATES, &err)) fail_msg("%s", err.text);
    const char *found;
    lines++;
    if (is_read_as(holder, type, label, &found)) continue;
    fprintf(stderr, "%.*s, not %s: %.*s\n", (int)label.len, label.ptr, found, (int)text.len,
            text.ptr);
    wrong++;
  }
  buf_free(&bytes);
  assert_true(lines > 130);
  assert_int_equal(wrong, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(sentences_are_read)};
  return cmocka_run_group_tests(tests, load, unload);
}
