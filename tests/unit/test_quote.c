/* Groups, parents and closing of quotations; their kinds and spans are in
 * tests/spec/quotations.txt. */
#include "text/quote.h"
#include "text/tokenize.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static Knowledge knowledge;

static int load(void **state) {
  (void)state;
  Err err;
  return knowledge_load(&knowledge, "lexicons", &err) ? 0 : -1;
}

static int unload(void **state) {
  (void)state;
  knowledge_free(&knowledge);
  return 0;
}

static Doc read_text(const char *text) {
  Doc doc = {.text = str_of(text)};
  Err err;
  tokenize_run(&knowledge, &doc);
  quote_run(&knowledge, &doc);
  if (!doc_check(&doc, &err)) fail_msg("%s", err.text);
  return doc;
}

typedef struct Wanted {
  const char *words;
  uint32_t group, parent;
  bool closed;
} Wanted;

static void check(const char *text, const Wanted *wanted, uint32_t count) {
  Doc doc = read_text(text);
  assert_int_equal(doc.quotations.len, count);
  for (uint32_t i = 0; i < count; i++) {
    const Quotation *q = &doc.quotations.items[i];
    Str words = doc_text(&doc, q->at);
    if (!str_is(words, wanted[i].words)) fail_msg("%.*s", (int)words.len, words.ptr);
    assert_int_equal(q->group, wanted[i].group);
    assert_int_equal(q->parent, wanted[i].parent);
    assert_int_equal(q->closed, wanted[i].closed);
  }
  doc_free(&doc);
}

static void test_paragraphs(void **state) {
  (void)state;
  const Wanted wanted[] = {{"One goes on.", 0, 0, false},
                           {"Two as well.", 0, 0, false},
                           {"Three ends it,", 0, 0, true},
                           {"Four is new.", 3, 0, true}};
  check("“One goes on.\n\n“Two as well.\n\n“Three ends it,” he said.\n\n“Four is new.”", wanted, 4);
}

static void test_parted(void **state) {
  (void)state;
  const Wanted wanted[] = {
      {"If they come,", 0, 0, true}, {"we fight.", 0, 0, true}, {"Do we?", 2, 0, true}};
  check("“If they come,” said Moe, “we fight.” “Do we?”", wanted, 3);
}

static void test_nested(void **state) {
  (void)state;
  const Wanted wanted[] = {{"He said ‘never “ever” again’ to me,", 0, 0, true},
                           {"never “ever” again", 1, 1, true},
                           {"ever", 2, 2, true}};
  check("“He said ‘never “ever” again’ to me,” she said.", wanted, 3);
}

static void test_never_closed(void **state) {
  (void)state;
  const Wanted wanted[] = {{"We never agreed, he said.", 0, 0, false}, {"Yes,", 1, 0, true}};
  check("\"We never agreed, he said.\n\nNobody spoke.\n\n\"Yes,\" she said.", wanted, 2);
}

static void test_deep(void **state) { /* deeper than any stack of the stage */
  (void)state;
  Buf text = {0};
  for (int i = 0; i < 40; i++) buf_text(&text, "“a ");
  for (int i = 0; i < 40; i++) buf_text(&text, "b” ");
  buf_byte(&text, '\0');
  Doc doc = read_text(text.ptr);
  assert_true(doc.quotations.len > 0);
  doc_free(&doc);
  buf_free(&text);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_paragraphs),
                                     cmocka_unit_test(test_parted), cmocka_unit_test(test_nested),
                                     cmocka_unit_test(test_never_closed),
                                     cmocka_unit_test(test_deep)};
  return cmocka_run_group_tests(tests, load, unload);
}
