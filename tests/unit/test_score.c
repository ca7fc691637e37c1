/* Measuring: names, places of cited words, matching, figures, bootstrap, agreement. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "io/locate.h"
#include "io/points.h"
#include "measure/agreement.h"
#include "measure/bootstrap.h"
#include "measure/mistakes.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- names ---- */

static void folded(const char *name, const char *expected) {
  Buf out = {0};
  utf8_fold_name(str_of(name), &out);
  buf_byte(&out, '\0');
  assert_string_equal(out.ptr, expected);
  buf_free(&out);
}

static void test_fold_name(void **state) {
  (void)state;
  folded("", "");
  folded("  Ada \t Lovelace\n", "ada lovelace");
  folded("Tarcísio", "tarcisio");
  folded("TARCI\u0301SIO", "tarcisio");
  folded("Strauß", "strauss");
  folded("ﬁnance Ⅳ", "finance iv");
  folded("\u00a0Łódź\u2003Øst", "łodz øst");
  folded("İ", "i");
  folded("한국", "\u1112\u1161\u11ab\u1100\u116e\u11a8");
}

static void test_names(void **state) {
  (void)state;
  Names names;
  Err err;
  assert_true(names_load(&names, NULL, &err));
  uint32_t first = names_id(&names, STR("Tarcísio Lobato"));
  assert_int_equal(first, names_id(&names, STR("TARCISIO  lobato ")));
  assert_int_not_equal(first, names_id(&names, STR("Lobato")));
  assert_int_not_equal(names_id(&names, STR("")), 0);
  assert_true(str_is(names_text(&names, first), "Tarcísio Lobato"));
  assert_true(str_is(names_text(&names, names_id(&names, STR(""))), ""));
  assert_int_not_equal(names_type(&names, STR("any_type")), 0); /* no table: any type is one */
  names_free(&names);
}

/* ---- places ---- */

static void located(const char *text, const char *words, bool caseless, const char *expected) {
  Locator locator = {0};
  SpanVec places = {0};
  Buf seen = {0};
  locator_prepare(&locator, str_of(text));
  locate(&locator, str_of(words), caseless, &places);
  for (uint32_t i = 0; i < places.len; i++)
    buf_format(&seen, "[%.*s]", (int)(places.items[i].end - places.items[i].beg),
               text + places.items[i].beg);
  buf_byte(&seen, '\0');
  assert_string_equal(seen.ptr, expected);
  buf_free(&seen);
  vec_free(&places);
  locator_free(&locator);
}

static void test_locate(void **state) {
  (void)state;
  located("one two one", "one", false, "[one][one]");
  located("aaaa", "aa", false, "[aa][aa]");
  located("a \n\n b", "a b", false, "[a \n\n b]");
  located("he said “no”.", "said \"no\"", false, "[said “no”]");
  located("it’s", "it's", false, "[it’s]");
  located("One ONE", "one", true, "[One][ONE]");
  located("One", "one", false, "");
  located("ÉTÉ été", "été", true, "[ÉTÉ][été]");
  located("we shall, if asked, go home. We go home", "we … go", false, "[we shall, if asked, go]");
  located("a … b", "a … b", false, "[a … b]"); /* an ellipsis of the text itself goes first */
  located("a b", "c … b", false, "");
  located("a b", " ", false, "");
  located("", "a", false, "");
}

static void test_locate_nearest(void **state) {
  (void)state;
  SpanVec places = {0};
  Span none = locate_nearest(&places, (Span){5, 9});
  assert_true(none.beg == none.end);
  vec_push(&places, (Span){0, 2});
  vec_push(&places, (Span){6, 8});
  vec_push(&places, (Span){20, 22});
  assert_int_equal(locate_nearest(&places, (Span){5, 9}).beg, 6);
  assert_int_equal(locate_nearest(&places, (Span){10, 18}).beg, 6);
  assert_int_equal(locate_nearest(&places, (Span){30, 40}).beg, 20);
  vec_free(&places);
}

static void test_points(void **state) {
  (void)state;
  Points points = {0};
  points_index(&points, STR("aé€😀b"));
  assert_int_equal(points_count(&points), 5);
  const uint32_t bytes[] = {0, 1, 3, 6, 10, 11};
  for (uint32_t i = 0; i <= 5; i++) {
    assert_int_equal(points_byte(&points, i), bytes[i]);
    assert_int_equal(points_before(&points, bytes[i]), i);
  }
  points_index(&points, STR(""));
  assert_int_equal(points_count(&points), 0);
  points_free(&points);
}

/* ---- gold ---- */

static bool parsed(const char *json, Gold *gold, Arena *arena, uint64_t *faults) {
  Faults counted = {0};
  bool ok = gold_parse(gold, str_of(json), "g.jsonl", 1, NULL, NULL, arena, &counted);
  *faults = counted.count;
  return ok;
}

static void test_gold_round_trip(void **state) {
  (void)state;
  static const char LINE[] =
      "{\"id\":\"x1\",\"text\":\"Éa “no troops” she said if "
      "asked\",\"quotations\":[{\"spans\":[[4,13]],"
      "\"speaker\":\"she\",\"speaker_id\":\"Q\"}],\"stances\":[{\"span\":[3,23],"
      "\"evidence\":\"“no troops” she "
      "said\",\"kind\":\"direct\",\"source\":\"she\",\"source_id\":\"Q\","
      "\"holder\":\"she\",\"holder_id\":\"Q\",\"side\":\"NOR\",\"guarantee\":\"t\",\"stance\":"
      "\"conditional\",\"condition\":[24,32]}]}\n";
  Arena arena = {0};
  Gold gold;
  Buf out = {0};
  uint64_t faults;
  assert_true(parsed(LINE, &gold, &arena, &faults));
  assert_int_equal(gold.stances.items[0].label, STANCE_CONDITIONAL);
  gold_put(&out, &gold);
  buf_byte(&out, '\0');
  assert_string_equal(out.ptr, LINE);
  buf_free(&out);
  gold_free(&gold);
  arena_free(&arena);
}

static void test_gold_faults(void **state) {
  (void)state;
  static const struct {
    const char *json;
    uint64_t faults;
  } CASES[] = {
      {"{\"id\":\"a\",\"text\":\"b\"}", 0},
      {"{\"id\":7,\"text\":\"b\",\"stances\":[],\"quotations\":[]}", 0},
      {"{\"text\":\"b\"}", 1},
      {"{\"id\":\"a\"}", 1},
      {"[]", 1},
      {"{\"id\":\"a\",\"text\":\"b\",\"stances\":[1, {}, {\"span\":[0,0]}, {\"span\":[0,2]}]}", 4},
      {"{\"id\":\"a\",\"text\":\"b\",\"stances\":[{\"span\":[0,1],\"holder_id\":\"h\",\"side\":"
       "\"s\","
       "\"guarantee\":\"g\",\"stance\":\"none\"}]}",
       1},
      {"{\"id\":\"a\",\"text\":\"b\",\"quotations\":[{\"spans\":[]},{\"spans\":[[0,1]]},"
       "{\"spans\":[[0,1]],\"speaker_id\":\"\"}]}",
       2},
      {"{\"id\":\"a\",\"text\":\"b\xff\"}", 1},
  };
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    Arena arena = {0};
    Gold gold;
    uint64_t faults;
    assert_int_equal(parsed(CASES[i].json, &gold, &arena, &faults), CASES[i].faults == 0);
    assert_int_equal(faults, CASES[i].faults);
    gold_free(&gold);
    arena_free(&arena);
  }
}

/* ---- matching and figures ---- */

static Record record(uint32_t beg, uint32_t end, uint32_t guarantee, uint32_t holder,
                     uint8_t label) {
  return (Record){.beg = beg,
                  .end = end,
                  .guarantee = guarantee,
                  .holder = holder,
                  .side = holder,
                  .label = label,
                  .kind = STANCE_DIRECT,
                  .confidence = -1};
}

static void test_records_meet(void **state) {
  (void)state;
  Record a = record(0, 10, 1, 1, 0);
  const struct {
    uint32_t beg, end;
    bool meets;
  } CASES[] = {{0, 10, true}, {5, 15, true},   {6, 16, false},
               {9, 11, true}, {10, 12, false}, {2, 4, true}};
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    Record b = record(CASES[i].beg, CASES[i].end, 1, 1, 0);
    assert_int_equal(records_meet(&a, &b), CASES[i].meets);
    assert_int_equal(records_meet(&b, &a), CASES[i].meets);
  }
}

static void test_match_is_one_to_one(void **state) {
  (void)state;
  Annotated gold = {0}, predicted = {0};
  Pairing pairing = {0};
  vec_push(&gold.records, record(0, 10, 1, 1, STANCE_SUPPORTS));
  vec_push(&gold.records, record(0, 10, 2, 1, STANCE_REJECTS));
  vec_push(&predicted.records, record(0, 10, 2, 1, STANCE_REJECTS)); /* fits the second best */
  vec_push(&predicted.records, record(1, 9, 1, 1, STANCE_REJECTS));
  vec_push(&predicted.records, record(0, 10, 1, 1, STANCE_REJECTS));
  const uint32_t pairs[LEVELS] = {2, 2, 2, 1};
  for (uint32_t level = 0; level < LEVELS; level++) {
    match_records(&pairing, &gold, &predicted, (MatchLevel)level);
    assert_int_equal(pairing.pairs.len, pairs[level]);
    assert_int_equal(pairing.of_gold.items[1], 1);
  }
  match_records(&pairing, &gold, &predicted, LEVEL_DETECTED);
  assert_int_equal(pairing.of_gold.items[0], 3); /* it shares more characters than the other */
  pairing_free(&pairing);
  vec_free(&gold.records);
  vec_free(&predicted.records);
}

static void passage_is(const char *words, bool as_cell, const char *expected, uint32_t word_count) {
  Passage passage = {.end = (uint32_t)utf8_count(str_of(words)), .words = str_of(words)};
  uint32_t length = (uint32_t)utf8_count(str_of(expected));
  passage_trim(&passage, as_cell);
  assert_true(str_is(passage.words, expected));
  assert_int_equal(passage.end - passage.beg, length);
  assert_int_equal(passage.word_count, word_count);
}

static void test_passage_trim(void **state) {
  (void)state;
  passage_is("“We go – home,”", false, "We go – home", 4);
  passage_is("...", false, "", 0);
  passage_is("", false, "", 0);
  passage_is("＂yes sir＂", true, "yes sir", 2);
  passage_is("＂yes sir＂", false, "＂yes sir＂", 2);
  passage_is("é é", false, "é é", 2);
}

static void test_rates(void **state) {
  (void)state;
  Rates none = rates_of((Count){0});
  assert_true(none.precision == 0 && none.recall == 0 && none.f1 == 0);
  Rates half = rates_of((Count){1, 2, 1, 4});
  assert_true(half.precision == 50 && half.recall == 25);
  assert_true(fabs(half.f1 - 100.0 / 3) < 1e-12);
}

static void test_label_rates(void **state) {
  (void)state;
  Confusion confusion = {{{3, 1, 0, 9}, {0, 2, 0, 0}, {0, 0, 0, 5}, {7, 7, 7, 0}}};
  LabelRates rates = label_rates_of(&confusion);
  assert_int_equal(rates.count, 6);
  assert_true(fabs(rates.accuracy - 500.0 / 6) < 1e-12);
  assert_true(fabs(rates.macro_f1 - (600.0 / 7 + 80) / 2) <
              1e-12); /* a label without gold is left out */
}

/* Two documents, the second without any record. */
static void build(Annotations *gold, Annotations *predicted) {
  *gold = *predicted = (Annotations){.has_records = true, .has_kinds = true};
  for (int i = 0; i < 2; i++) {
    vec_push(&gold->docs, (Annotated){0});
    vec_push(&predicted->docs, (Annotated){0});
  }
  vec_push(&gold->docs.items[0].records, record(0, 10, 1, 1, STANCE_SUPPORTS));
  vec_push(&gold->docs.items[0].records, record(20, 30, 1, 1, STANCE_SUPPORTS));
  vec_push(&gold->docs.items[0].records, record(40, 50, 2, 1, STANCE_REJECTS));
  vec_push(&predicted->docs.items[0].records, record(0, 10, 1, 1, STANCE_SUPPORTS));
  vec_push(&predicted->docs.items[0].records, record(40, 50, 2, 1, STANCE_CONDITIONAL));
}

static void drop(Annotations *annotations) {
  for (uint32_t i = 0; i < annotations->docs.len; i++)
    vec_free(&annotations->docs.items[i].records);
  vec_free(&annotations->docs);
}

static void test_score_and_bootstrap(void **state) {
  (void)state;
  Annotations gold, predicted;
  Names names;
  Err err;
  Score score;
  Resamples once, again;
  assert_true(names_load(&names, NULL, &err));
  names_id(&names, STR("one"));
  names_id(&names, STR("two"));
  build(&gold, &predicted);
  score_of(&score, &gold, &predicted, &names);
  Count detected = score_total(&score, FIGURE_DETECTED),
        stance = score_total(&score, FIGURE_STANCE);
  assert_true(detected.hits == 2 && detected.predicted == 2 && detected.gold == 3);
  assert_int_equal(stance.hits, 1);
  Count doc = score_total(&score, FIGURE_DOC); /* the same position twice is one of the set */
  assert_true(doc.hits == 1 && doc.predicted == 2 && doc.gold == 2);
  Confusion confusion = score_confusion(&score);
  assert_int_equal(confusion.cells[STANCE_SUPPORTS][STANCE_NONE], 1);
  assert_int_equal(confusion.cells[STANCE_REJECTS][STANCE_CONDITIONAL], 1);
  bootstrap_run(&once, &score, 200, 1);
  bootstrap_run(&again, &score, 200, 1);
  assert_memory_equal(once.values.items, again.values.items, once.values.len * sizeof(double));
  uint32_t f1 = value_of_figure(FIGURE_DETECTED, 2);
  Interval interval =
      bootstrap_interval(&once, f1); /* a draw of empty documents alone says nothing */
  assert_true(fabs(bootstrap_value(&once, f1) - 80) < 1e-9);
  assert_true(fabs(interval.low - 80) < 1e-9 && fabs(interval.high - 80) < 1e-9);
  Difference same = bootstrap_difference(&once, f1, &again, f1);
  assert_true(same.by == 0 && same.p == 1);
  resamples_free(&once);
  resamples_free(&again);
  score_free(&score);
  names_free(&names);
  drop(&gold);
  drop(&predicted);
}

/* ---- between two files ---- */

static void changed(const Annotations *gold, const Annotations *first, const Annotations *second,
                    const char *expected) {
  MistakeVec changes = {0};
  Buf seen = {0};
  mistakes_changes(&changes, gold, first, second);
  for (uint32_t i = 0; i < changes.len; i++)
    buf_format(&seen, "%s %u%s;", mistake_name(changes.items[i].kind), changes.items[i].record->beg,
               changes.items[i].instead ? " instead" : "");
  buf_byte(&seen, '\0');
  assert_string_equal(seen.ptr, expected);
  buf_free(&seen);
  vec_free(&changes);
}

static void test_changes(void **state) {
  (void)state;
  Annotations gold, first, other, second;
  build(&gold, &first);
  build(&other, &second);
  changed(&gold, &first, &second, "");
  second.docs.items[0].records.items[1].label = STANCE_REJECTS; /* the wrong row is right now */
  vec_push(&second.docs.items[1].records,
           record(5, 9, 1, 1, STANCE_SUPPORTS)); /* … and a new one */
  changed(&gold, &first, &second, "gained 40 instead;gone 40 instead;new 5;");
  changed(&gold, &second, &first, "lost 40 instead;new 40 instead;gone 5;");
  gold.docs.items[0].left_out = true;
  changed(&gold, &first, &second, "new 5;");
  drop(&gold);
  drop(&first);
  drop(&other);
  drop(&second);
}

/* ---- agreement ---- */

static void test_agreement(void **state) {
  (void)state;
  /* Krippendorff 2011, section B: two observers, ten binary values, alpha 0.095. */
  Confusion binary = {{{5, 3, 0, 0}, {1, 1, 0, 0}, {0}, {0}}};
  assert_true(fabs(agreement_alpha(&binary, false) - 0.095) < 0.0005);
  /* 20 and 15 of 50 alike: observed 0.7, by chance 0.5. */
  Confusion kappa = {{{20, 5, 0, 0}, {10, 15, 0, 0}, {0}, {0}}};
  assert_true(fabs(agreement_kappa(&kappa, false) - 0.4) < 1e-12);
  Confusion one_label = {{{4, 0, 0, 0}, {0}, {0}, {0}}}, none = {{{0}}};
  assert_true(isnan(agreement_alpha(&one_label, false)) &&
              isnan(agreement_kappa(&one_label, false)));
  assert_true(isnan(agreement_alpha(&none, true)) && isnan(agreement_kappa(&none, true)));
  Confusion missed = {{{4, 0, 0, 2}, {0, 3, 0, 0}, {0}, {0, 1, 0, 0}}};
  assert_true(agreement_alpha(&missed, false) == 1 && agreement_alpha(&missed, true) < 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_fold_name),
                                     cmocka_unit_test(test_names),
                                     cmocka_unit_test(test_locate),
                                     cmocka_unit_test(test_locate_nearest),
                                     cmocka_unit_test(test_points),
                                     cmocka_unit_test(test_gold_round_trip),
                                     cmocka_unit_test(test_gold_faults),
                                     cmocka_unit_test(test_records_meet),
                                     cmocka_unit_test(test_match_is_one_to_one),
                                     cmocka_unit_test(test_passage_trim),
                                     cmocka_unit_test(test_rates),
                                     cmocka_unit_test(test_label_rates),
                                     cmocka_unit_test(test_score_and_bootstrap),
                                     cmocka_unit_test(test_changes),
                                     cmocka_unit_test(test_agreement)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
