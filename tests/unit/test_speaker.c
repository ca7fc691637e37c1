/* Speakers: pronouns, first persons in quotations, and whom a quotation belongs to. Attributions
 * are set by hand, so that only speaker_run is under test. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "attribution/attribution.h"
#include "text/quote.h"
#include "text/tokenize.h"

#include <stdio.h>
#include <string.h>

static Knowledge knowledge;

static int load(void **state) {
  Err err = {0};
  (void)state;
  if (knowledge_load(&knowledge, "lexicons", &err)) return 0;
  fprintf(stderr, "%s\n", err.text);
  return 1;
}

static int unload(void **state) {
  (void)state;
  knowledge_free(&knowledge);
  return 0;
}

static void read_text(Doc *doc, const char *text) {
  doc_reset(doc);
  doc->text = str_of(text);
  tokenize_run(&knowledge, doc);
  quote_run(&knowledge, doc);
  phrase_run(&knowledge, doc);
  entity_run(&knowledge, doc);
}

/* The tokens of the nth (0, 1, …) place where words stand as whole tokens. */
static Range find(const Doc *doc, const char *words, int nth) {
  for (const char *at = doc->text.ptr; (at = strstr(at, words)); at++) {
    uint32_t beg = (uint32_t)(at - doc->text.ptr), end = beg + (uint32_t)strlen(words);
    Range range = {0, 0};
    for (uint32_t t = 0; t < doc->tokens.len; t++) {
      if (doc->tokens.items[t].at.beg == beg) range.beg = t;
      if (doc->tokens.items[t].at.end == end) range.end = t + 1;
    }
    bool whole = !range_empty(range) && doc->tokens.items[range.beg].at.beg == beg;
    if (whole && !nth--) return range;
  }
  fail_msg("not in the text: %s", words);
  return (Range){0, 0};
}

/* Adds an attribution of quotation group `group` (or of the words `content`) to `source`. */
static void cite(Doc *doc, const char *source, int nth, uint32_t group, const char *content) {
  Attribution a = {.source = find(doc, source, nth), .parts = 1};
  a.cue = (Range){a.source.end, a.source.end + 1};
  if (content) {
    a.content[0] = find(doc, content, 0);
    a.kind = ATTRIBUTION_INDIRECT;
  } else {
    a.content[0] = doc->quotations.items[group].tokens;
    a.quotation = group + 1;
  }
  vec_push(&doc->attributions, a);
}

static const char *id_of(const Doc *doc, uint32_t entity) { /* entity: index + 1 */
  return entity ? doc->entities.items[entity - 1].id.ptr : "";
}

/* Whom the nth occurrence of a pronoun stands for. */
static const char *stands_for(const Doc *doc, const char *pronoun, int nth) {
  Range at = find(doc, pronoun, nth);
  for (uint32_t i = 0; i < doc->references.len; i++) {
    const Reference *reference = &doc->references.items[i];
    if (reference->at.beg == at.beg && reference->kind == REFERENCE_PRONOUN)
      return id_of(doc, reference->entity + 1);
  }
  return "";
}

static void finish(Doc *doc) {
  Err err = {0};
  speaker_run(&knowledge, doc);
  if (!doc_check(doc, &err)) fail_msg("%s", err.text);
}

static void test_gender(void **state) {
  Doc doc = {0};
  (void)state;
  read_text(&doc, "Polish minister Ewa Brodnik met Czech general Petr Hadravský. Then she left, "
                  "and he stayed.");
  finish(&doc);
  assert_string_equal(stands_for(&doc, "she", 0), "Ewa Brodnik");
  assert_string_equal(stands_for(&doc, "he", 0), "Petr Hadravský");
  doc_free(&doc);
}

static void test_number(void **state) {
  Doc doc = {0};
  (void)state;
  read_text(&doc, "Norway refused. It would not pay. Danish experts disagreed; they saw no risk.");
  finish(&doc);
  assert_string_equal(stands_for(&doc, "It", 0), "NOR");
  assert_string_equal(stands_for(&doc, "they", 0), "DNK:experts");
  doc_free(&doc);
}

static void test_quoted_pronouns(void **state) {
  Doc doc = {0};
  (void)state;
  read_text(&doc, "Polish minister Ewa Brodnik met general Petr Hadravský. \"I trust him, and we "
                  "will go,\" Brodnik said.");
  cite(&doc, "Brodnik", 1, 0, NULL);
  finish(&doc);
  assert_string_equal(stands_for(&doc, "I", 0), "Ewa Brodnik");
  assert_string_equal(stands_for(&doc, "we", 0), "Ewa Brodnik");
  assert_string_equal(stands_for(&doc, "him", 0), "Petr Hadravský");
  doc_free(&doc);
}

static void test_relative(void **state) {
  Doc doc = {0};
  (void)state;
  read_text(&doc, "Polish minister Ewa Brodnik, who arrived late, agreed.");
  finish(&doc);
  assert_string_equal(stands_for(&doc, "who", 0), "Ewa Brodnik");
  doc_free(&doc);
}

static void test_most_specific(void **state) {
  Doc doc = {0};
  (void)state;
  read_text(&doc, "\"We have waited long enough,\" said Estonian Defence Minister Kadri Saarnak.");
  cite(&doc, "Estonian Defence Minister Kadri Saarnak", 0, 0, NULL);
  finish(&doc);
  assert_string_equal(id_of(&doc, doc.attributions.items[0].speaker), "Kadri Saarnak");
  assert_string_equal(id_of(&doc, doc.quotations.items[0].speaker), "Kadri Saarnak");
  doc_free(&doc);
}

static void test_voice_goes_on(void **state) {
  Doc doc = {0};
  (void)state;
  read_text(
      &doc,
      "\"We have waited long enough for it,\" Estonian minister Kadri Saarnak said. \"Now we will "
      "act at once.\"\n\n\"There is no time left to lose.\"\n\nOthers left. \"This one is nobody's "
      "word here.\"");
  cite(&doc, "Estonian minister Kadri Saarnak", 0, 0, NULL);
  finish(&doc);
  assert_int_equal(doc.quotations.len, 4);
  assert_string_equal(id_of(&doc, doc.quotations.items[1].speaker), "Kadri Saarnak");
  assert_string_equal(id_of(&doc, doc.quotations.items[2].speaker), "Kadri Saarnak");
  assert_string_equal(id_of(&doc, doc.quotations.items[3].speaker), "");
  doc_free(&doc);
}

static void test_unknown_source_is_empty(void **state) {
  Doc doc = {0};
  (void)state;
  read_text(&doc, "Norway hesitated. \"Nobody asked us about any of it,\" a passing cyclist said.");
  cite(&doc, "a passing cyclist", 0, 0, NULL);
  finish(&doc);
  assert_int_equal(doc.attributions.items[0].speaker, 0);
  assert_int_equal(doc.quotations.items[0].speaker, 0);
  doc_free(&doc);
}

static void test_fragment_of_report(void **state) {
  Doc doc = {0};
  (void)state;
  read_text(&doc, "Norway said the plan was \"a bridge to nowhere\" in winter.");
  cite(&doc, "Norway", 0, 0, "the plan was \"a bridge to nowhere\" in winter");
  finish(&doc);
  assert_string_equal(id_of(&doc, doc.quotations.items[0].speaker), "NOR");
  doc_free(&doc);
}

static void test_turns(void **state) {
  Doc doc = {0};
  (void)state;
  read_text(&doc,
            "Kadri Saarnak, 47, became Estonia's defence minister in April.\n\nWould you sign?\n\n"
            "SAARNAK: I would not sign it.\n\nWhy would I ask?\n");
  finish(&doc);
  assert_string_equal(stands_for(&doc, "I", 0), "Kadri Saarnak");
  assert_string_equal(stands_for(&doc, "I", 1), "");
  doc_free(&doc);
}

/* The subject of the main clause lives on as "he", not who is spoken of in a clause before it. */
static void test_main_clause(void **state) {
  Doc doc = {0};
  (void)state;
  read_text(&doc,
            "Czech general Petr Hadravský met Polish minister Adam Brodnik.\n\nReacting to what "
            "Hadravský had said, Brodnik agreed in full. He left.");
  cite(&doc, "Hadravský", 1, UINT32_MAX, "had said");
  finish(&doc);
  assert_string_equal(stands_for(&doc, "He", 0), "Adam Brodnik");
  doc_free(&doc);
}

static void test_headings(void **state) {
  Doc doc = {0};
  (void)state;
  read_text(&doc,
            "Voices of the day\n\nESTONIAN PRIME MINISTER KADRI SAARNAK\n\n\"We have waited long "
            "enough for it.\"\n\n\"Now we will act at once.\"\n\nNobody in particular\n\n\"This "
            "one is nobody's word here.\"");
  finish(&doc);
  assert_int_equal(doc.quotations.len, 3);
  assert_string_equal(id_of(&doc, doc.quotations.items[0].speaker), "Kadri Saarnak");
  assert_string_equal(id_of(&doc, doc.quotations.items[1].speaker), "Kadri Saarnak");
  assert_string_equal(id_of(&doc, doc.quotations.items[2].speaker), "");
  doc_free(&doc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_gender),
      cmocka_unit_test(test_number),
      cmocka_unit_test(test_quoted_pronouns),
      cmocka_unit_test(test_relative),
      cmocka_unit_test(test_most_specific),
      cmocka_unit_test(test_voice_goes_on),
      cmocka_unit_test(test_unknown_source_is_empty),
      cmocka_unit_test(test_fragment_of_report),
      cmocka_unit_test(test_turns),
      cmocka_unit_test(test_main_clause),
      cmocka_unit_test(test_headings),
  };
  return cmocka_run_group_tests(tests, load, unload);
}
