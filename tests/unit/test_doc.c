/* The document: places by token and code point, and doc_check, which must find every broken record.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "data/doc.h"

#include <string.h>

/* "Øre rises. She said “no”." as tokens, two sentences, a quotation, an attribution, a stance. */
static void fill(Doc *doc) {
  static const char TEXT[] = "Øre rises. She said “no”.";
  static const char *const IDS[] = {"A", "B"};
  doc_reset(doc);
  doc->id = STR("d");
  doc->text = str_of(TEXT);
  /* Ø is two bytes, the marks three each */
  static const Span AT[] = {{0, 4},   {5, 10},  {10, 11}, {12, 15}, {16, 20},
                            {21, 24}, {24, 26}, {26, 29}, {29, 30}};
  for (size_t i = 0; i < sizeof AT / sizeof *AT; i++) vec_push(&doc->tokens, (Token){.at = AT[i]});
  vec_push(&doc->sentences, (Sentence){.tokens = {0, 3}});
  vec_push(&doc->sentences, (Sentence){.tokens = {3, 9}});
  vec_push(&doc->quotations, (Quotation){.tokens = {6, 7}, .at = {24, 26}, .closed = true});
  for (size_t i = 0; i < 2; i++) vec_push(&doc->entities, (Entity){.id = str_of(IDS[i])});
  vec_push(&doc->references, (Reference){.at = {0, 1}, .entity = 0});
  vec_push(&doc->references, (Reference){.at = {3, 4}, .entity = 1});
  vec_push(&doc->phrases, (PhraseMatch){.at = {0, 2}});
  vec_push(&doc->attributions, (Attribution){.source = {3, 4},
                                             .cue = {4, 5},
                                             .content = {{6, 7}},
                                             .parts = 1,
                                             .speaker = 2,
                                             .quotation = 1});
  vec_push(&doc->mentions, (Mention){.at = {0, 1}});
  vec_push(
      &doc->candidates,
      (Candidate){
          .holder = 1, .holder_at = {3, 4}, .attribution = 1, .sentence = 1, .clause = {3, 8}});
  vec_push(&doc->stances, (Stance){.evidence = {6, 7}, .source = 2});
}

static void test_places(void **state) {
  (void)state;
  Doc doc = {0};
  Err err;
  fill(&doc);
  if (!doc_check(&doc, &err)) fail_msg("%s", err.text);
  assert_true(str_equal(doc_words(&doc, (Range){3, 5}), STR("She said")));
  assert_true(str_equal(doc_words(&doc, (Range){5, 8}), STR("“no”")));
  assert_int_equal(doc_words(&doc, (Range){4, 4}).len, 0);
  for (uint32_t token = 0; token < doc.tokens.len; token++)
    assert_int_equal(doc_sentence_of(&doc, token), token >= 3);
  doc_free(&doc);
}

static void test_code_point_cursor(void **state) {
  (void)state;
  Doc doc = {0};
  fill(&doc);
  CodePointCursor cursor = {0};
  static const uint32_t JUMPS[] = {0, 30, 2, 29, 21, 24, 0, 26, 30, 12};
  for (size_t i = 0; i < sizeof JUMPS / sizeof *JUMPS; i++)
    assert_int_equal(doc_code_point(&doc, &cursor, JUMPS[i]),
                     utf8_count((Str){doc.text.ptr, JUMPS[i]}));
  doc_free(&doc);
}

typedef void (*Harm)(Doc *doc);
static void token_backwards(Doc *d) {
  d->tokens.items[1].at = (Span){10, 5};
}
static void token_empty(Doc *d) {
  d->tokens.items[1].at = (Span){5, 5};
}
static void token_overlaps(Doc *d) {
  d->tokens.items[1].at.beg = 3;
}
static void token_inside_letter(Doc *d) {
  d->tokens.items[0].at = (Span){1, 4};
}
static void token_past_end(Doc *d) {
  d->tokens.items[8].at.end = 99;
}
static void sentence_gap(Doc *d) {
  d->sentences.items[1].tokens.beg = 4;
}
static void sentence_short(Doc *d) {
  d->sentences.items[1].tokens.end = 8;
}
static void sentence_empty(Doc *d) {
  d->sentences.items[0].tokens.end = 0;
}
static void quotation_in_letter(Doc *d) {
  d->quotations.items[0].at.beg = 22;
}
static void quotation_group(Doc *d) {
  d->quotations.items[0].group = 1;
}
static void quotation_parent(Doc *d) {
  d->quotations.items[0].parent = 1;
}
static void quotation_tokens(Doc *d) {
  d->quotations.items[0].tokens.end = 10;
}
static void phrase_empty(Doc *d) {
  d->phrases.items[0].at.end = 0;
}
static void reference_entity(Doc *d) {
  d->references.items[0].entity = 2;
}
static void reference_order(Doc *d) {
  d->references.items[1].at = (Range){0, 1}, d->references.items[0].at = (Range){3, 4};
}
static void attribution_parts(Doc *d) {
  d->attributions.items[0].parts = 0;
}
static void attribution_parts_many(Doc *d) {
  d->attributions.items[0].parts = ATTRIBUTION_PARTS + 1;
}
static void attribution_content(Doc *d) {
  d->attributions.items[0].content[0] = (Range){7, 7};
}
static void attribution_speaker(Doc *d) {
  d->attributions.items[0].speaker = 3;
}
static void attribution_quotation(Doc *d) {
  d->attributions.items[0].quotation = 2;
}
static void mention_antecedent(Doc *d) {
  d->mentions.items[0].antecedent = 1;
}
static void candidate_mention(Doc *d) {
  d->candidates.items[0].mention = 1;
}
static void candidate_holder(Doc *d) {
  d->candidates.items[0].holder = 2;
}
static void candidate_sentence(Doc *d) {
  d->candidates.items[0].sentence = 2;
}
static void stance_label(Doc *d) {
  d->stances.items[0].label = STANCE_NONE;
}
static void stance_evidence(Doc *d) {
  d->stances.items[0].evidence = (Range){0, 0};
}
static void stance_candidate(Doc *d) {
  d->stances.items[0].candidate = 1;
}

static void add_quotation(Doc *doc, uint32_t beg, uint32_t end) {
  uint32_t before = doc->quotations.len ? vec_last(&doc->quotations).reach : 0;
  vec_push(&doc->quotations,
           (Quotation){.tokens = {beg, end}, .reach = end > before ? end : before});
}

/* Against a scan of all: nested ones, and some that overlap. */
static void test_quotations_by_place(void **state) {
  (void)state;
  static const Range PLACES[] = {{1, 4}, {2, 12}, {3, 5}, {6, 9}, {14, 15}, {14, 20}, {16, 30}};
  Doc doc = {0};
  assert_int_equal(doc_quotation_around(&doc, (Range){1, 2}), 0);
  assert_false(doc_meets_quotation(&doc, (Range){1, 2}));
  for (size_t i = 0; i < sizeof PLACES / sizeof *PLACES; i++)
    add_quotation(&doc, PLACES[i].beg, PLACES[i].end);
  for (uint32_t beg = 0; beg < 32; beg++)
    for (uint32_t end = beg + 1; end < 33; end++) {
      Range at = {beg, end};
      uint32_t around = 0;
      bool meets = false;
      for (uint32_t i = doc.quotations.len; i > 0; i--) {
        if (range_holds(doc.quotations.items[i - 1].tokens, at)) around = i;
        meets |= range_meets(doc.quotations.items[i - 1].tokens, at);
      }
      assert_int_equal(doc_quotation_around(&doc, at), around);
      assert_int_equal(doc_meets_quotation(&doc, at), meets);
    }
  doc_free(&doc);
}

static void test_check(void **state) {
  (void)state;
  static const Harm HARMS[] = {
      token_backwards,     token_empty,         token_overlaps,        token_inside_letter,
      token_past_end,      sentence_gap,        sentence_short,        sentence_empty,
      quotation_in_letter, quotation_group,     quotation_tokens,      phrase_empty,
      reference_entity,    reference_order,     attribution_parts,     attribution_parts_many,
      attribution_content, attribution_speaker, attribution_quotation, candidate_mention,
      candidate_holder,    candidate_sentence,  stance_label,          stance_evidence,
      stance_candidate,    mention_antecedent,  quotation_parent};
  Doc doc = {0};
  Err err;
  for (size_t i = 0; i < sizeof HARMS / sizeof *HARMS; i++) {
    fill(&doc);
    HARMS[i](&doc);
    err.text[0] = '\0';
    if (doc_check(&doc, &err)) fail_msg("harm %zu was not found", i);
    assert_true(err.text[0]);
  }
  fill(&doc); /* a reset leaves nothing of it */
  assert_true(doc_check(&doc, &err));
  doc_free(&doc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_places), cmocka_unit_test(test_code_point_cursor),
      cmocka_unit_test(test_quotations_by_place), cmocka_unit_test(test_check)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
