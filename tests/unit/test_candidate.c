/* Candidates: who may hold a position on what a sentence names. Here the author, whom only a piece
 * of opinion has. All invented. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "with_lexicons.h"

static int load(void **state) {
  (void)state;
  return lexicons_load();
}

static int unload(void **state) {
  (void)state;
  lexicons_unload();
  return 0;
}

/* Who stands as the author beside the mentions of a text; empty: nobody. */
static Str author_of(const char *text) {
  Err err = {0};
  doc_reset(&worker.doc);
  worker.doc.id = STR("candidate");
  worker.doc.text = str_of(text);
  if (!worker_run(&worker, DEPTH_CANDIDATES, &err)) fail_msg("%s", err.text);
  for (uint32_t i = 0; i < worker.doc.candidates.len; i++) {
    const Candidate *c = &worker.doc.candidates.items[i];
    if (c->role == HOLDER_AUTHOR) return worker.doc.entities.items[c->holder].id;
  }
  return STR("");
}

#define VIEWS                                                                                      \
  "We should build shelters in my city.\n\n"                                              \
  "Rain fell for a week. A no-fly zone over the delta would cost lives."
#define REPORT                                                                                     \
  "The paper was read twice on Monday. A no-fly zone over the delta would cost lives, it "         \
  "says.\n\n"                                                                                      \
  "The council meets again in May."

static void test_authors(void **state) {
  static const struct {
    const char *text, *author;
  } CASES[] = {
      {"A bad idea\n\nBy Anna Tamm\n\n" VIEWS, "Anna Tamm"},
      {"A bad idea\n\nAnna Tamm\n\n" VIEWS, "Anna Tamm"},
      {"ANNA TAMM: A bad idea\n\n" VIEWS, "Anna Tamm"},
      {"A bad idea\n\n" VIEWS "\n\nAnna Tamm is a fellow of the Harbour Institute.", "Anna Tamm"},
      {"A bad idea\n\n" VIEWS, ""},
      {"Council meets\n\nBy Anna Tamm\n\n" REPORT, ""},
      {"Council meets\n\nAnna Tamm\n\n" REPORT, ""}};
  (void)state;
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    Str author = author_of(CASES[i].text);
    if (!str_is(author, CASES[i].author))
      fail_msg("\"%s\" has the author \"%.*s\"", CASES[i].text, (int)author.len, author.ptr);
  }
}

/* Whom the article cites has no closing note of an author. */
static void test_cited(void **state) {
  (void)state;
  Str author =
      author_of("A bad idea\n\n" VIEWS "\n\n\"A no-fly zone is too dear,\" Anna Tamm said.\n\n"
                "Anna Tamm is a fellow of the Harbour Institute.");
  assert_int_equal(author.len, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_authors), cmocka_unit_test(test_cited)};
  return cmocka_run_group_tests(tests, load, unload);
}
