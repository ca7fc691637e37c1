/* What a row says besides its label (condition, evidence), and why it has it: the sums of an
 * explanation, the reading, the phrases that matched, feature names in words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "engine/explainer.h"
#include "engine/feature_words.h"
#include "engine/worker.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static Resources resources;
static Worker worker;

/* A model of a few features, enough to make rows: what supports, what rejects. */
static const char *const NAMES[] = {"bias=1",
                                    "read=for",
                                    "read=against",
                                    "read=open",
                                    "read+condition=for+some",
                                    "role+kind=speaker+name"};
enum { FEATURES = sizeof NAMES / sizeof *NAMES, PAIRS = 6 };
/* pairs: supports-rejects, -conditional, -none, rejects-conditional, -none, conditional-none */
static const double WEIGHTS[FEATURES][PAIRS] = {
    {0, 0, -0.5, 0, -0.5, -0.5}, {2, 1, 2, -1, -1, 0.5},   {-2, -1, -1, 1, 2, 0},
    {0, -1, 0.5, -1, 0.5, 1},    {0, -3, -1, -2, -1, 1.5}, {0.25, 0, 0.75, 0, 0.5, 0.25}};
static uint64_t hash_of_name[FEATURES];

static uint64_t hash_of(const char *name) {
  return hash_bytes(name, strlen(name));
}

static int by_hash(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

static void make_model(Model *model) {
  Linear linear = {.classes = STANCE_LABELS, .pairs = PAIRS, .features = FEATURES};
  uint64_t *hashes = memory_get(sizeof hash_of_name);
  linear.weights = memory_get(sizeof WEIGHTS);
  for (int f = 0; f < FEATURES; f++) hashes[f] = hash_of_name[f] = hash_of(NAMES[f]);
  qsort(hashes, FEATURES, sizeof *hashes, by_hash);
  for (int f = 0; f < FEATURES; f++) {
    const uint64_t *at = bsearch(&hash_of_name[f], hashes, FEATURES, sizeof *hashes, by_hash);
    memcpy(linear.weights + (at - hashes) * PAIRS, WEIGHTS[f], sizeof WEIGHTS[f]);
  }
  for (int p = 0; p < PAIRS; p++) linear.slope[p] = -2, linear.bias[p] = 0.125 * p;
  Logistic context = context_none();
  model_make(model, linear, &context, hashes, 0.4, &resources.knowledge.digest);
}

static int load(void **state) {
  Err err = {0};
  (void)state;
  if (resources_load(&resources, ".", NULL, NEED_LEXICONS, &err)) {
    make_model(&resources.model);
    resources.has_model = true;
    worker_init(&worker, &resources);
    return 0;
  }
  fprintf(stderr, "%s\n", err.text);
  return 1;
}

static int unload(void **state) {
  (void)state;
  worker_free(&worker);
  resources_free(&resources);
  return 0;
}

static Doc *read_text(const char *text, Depth depth) {
  Err err;
  doc_reset(&worker.doc);
  worker.doc.id = STR("doc");
  worker.doc.text = str_of(text);
  if (!worker_run(&worker, depth, &err)) fail_msg("%s", err.text);
  return &worker.doc;
}

/* The first candidate of this holder and type. */
static const Candidate *candidate(const Doc *doc, const char *holder, const char *type) {
  for (uint32_t i = 0; i < doc->candidates.len; i++) {
    const Candidate *c = &doc->candidates.items[i];
    Str id = resources.knowledge.types.items[doc->mentions.items[c->mention].type].id;
    if (str_is(doc->entities.items[c->holder].id, holder) && str_is(id, type)) return c;
  }
  fail_msg("no candidate %s, %s in: %.*s", holder, type, (int)doc->text.len, doc->text.ptr);
  return NULL;
}

static void assert_words(const Doc *doc, Range at, const char *expected) {
  Str words = range_empty(at) ? STR("") : doc_words(doc, at);
  if (!str_is(words, expected))
    fail_msg("“%.*s”, expected “%s” in: %.*s", (int)words.len, words.ptr, expected,
             (int)doc->text.len, doc->text.ptr);
}

/* ---- conditions ---- */

static void finds(const char *text, const char *holder, const char *type, const char *expected) {
  const Doc *doc = read_text(text, DEPTH_CANDIDATES);
  const Candidate *c = candidate(doc, holder, type);
  assert_words(doc, condition_of(&resources.knowledge, doc, c), expected);
}

static void test_condition(void **state) {
  (void)state;
  finds("Norway would send peacekeepers only if the fighting stops, its minister said.", "NOR",
        "peacekeeping", "only if the fighting stops");
  finds("Norway would back a no-fly zone, provided that others pay for the fuel.", "NOR",
        "air_defence", "provided that others pay for the fuel");
  finds("Norway can live with peacekeepers as long as they carry no arms.", "NOR", "peacekeeping",
        "as long as they carry no arms");
  finds("Unless parliament agrees, Norway will not send peacekeepers.", "NOR", "peacekeeping",
        "Unless parliament agrees");
  finds("Norway would send peacekeepers.", "NOR", "peacekeeping", "");
}

static void test_nearest_condition(void **state) {
  static const char TEXT[] = "Norway would back a no-fly zone if others pay, and it would send "
                             "peacekeepers provided that parliament agrees.";
  (void)state;
  finds(TEXT, "NOR", "air_defence", "if others pay");
  finds(TEXT, "NOR", "peacekeeping", "provided that parliament agrees");
  /* what a speaker was promised is not what he asks for */
  finds("Speaking on condition of anonymity, a Norwegian diplomat said Norway would send "
        "peacekeepers once the shooting is over.",
        "NOR", "troop_deployment", "once the shooting is over");
  /* another clause of the same sentence goes on behind "and" */
  finds("Norway would send peacekeepers once the shooting is over and could add ships.", "NOR",
        "peacekeeping", "once the shooting is over");
}

static void test_trigger_of_a_pledge(void **state) {
  (void)state;
  finds("Norway will defend Ukraine if attacked again.", "NOR", "collective_defence", "");
}

/* ---- evidence ---- */

static void shows(const char *text, const char *holder, const char *type, const char *expected) {
  const Doc *doc = read_text(text, DEPTH_CANDIDATES);
  const Candidate *c = candidate(doc, holder, type);
  Range condition = condition_of(&resources.knowledge, doc, c);
  assert_words(doc, evidence_of(doc, c, condition), expected);
}

static void test_evidence(void **state) {
  (void)state;
  shows("Norway backs a no-fly zone, its foreign ministry said on Monday.", "NOR", "air_defence",
        "Norway backs a no-fly zone");
  shows("On Monday Norway refused to send peacekeepers.", "NOR", "peacekeeping",
        "Norway refused to send peacekeepers");
  shows("Norway would send peacekeepers, provided that parliament agrees.", "NOR", "peacekeeping",
        "Norway would send peacekeepers, provided that parliament agrees");
  shows("Speaking on condition of anonymity, a Norwegian diplomat said Norway would send "
        "peacekeepers.",
        "NOR", "troop_deployment", "Norway would send peacekeepers");
}

/* ---- explanations ---- */

/* The margin of a label against another, by the classifier itself. */
static double margin(const Explanation *e, uint32_t label, uint32_t other) {
  double margins[LINEAR_PAIRS_MAX];
  Feature features[FEATURES];
  uint32_t count = 0;
  for (uint32_t i = 0; i < e->scratch.features.len; i++) {
    uint32_t index = model_feature(&resources.model, e->scratch.features.items[i].hash);
    if (index == UINT32_MAX) continue;
    assert_true(count < FEATURES);
    features[count++] = (Feature){index, (double)e->scratch.features.items[i].value};
  }
  linear_margins(&resources.model.linear, features, count, margins);
  return label < other ? margins[linear_pair(STANCE_LABELS, label, other)]
                       : -margins[linear_pair(STANCE_LABELS, other, label)];
}

static void check_sums(const Explanation *e) {
  double none = e->bias_none, rival = e->bias_rival, last = INFINITY;
  for (uint32_t i = 0; i < e->reasons.len; i++) {
    const Reason *reason = &e->reasons.items[i];
    none += reason->against_none;
    rival += reason->against_rival;
    assert_true(reason_weight(reason) <= last);
    last = reason_weight(reason);
  }
  assert_true(fabs(none - e->margin_none) < 1e-9 && fabs(rival - e->margin_rival) < 1e-9);
  assert_true(fabs(e->margin_none - margin(e, e->label, STANCE_NONE)) < 1e-9);
  assert_true(fabs(e->margin_rival - margin(e, e->label, e->rival)) < 1e-9);
}

static void test_sums(void **state) {
  static const struct {
    const char *text;
    StanceLabel label;
    const char *strongest;
  } CASES[] = {{"Norway supports a no-fly zone.", STANCE_SUPPORTS, "read=for"},
               {"Norway rejects a no-fly zone.", STANCE_REJECTS, "read=against"},
               {"Norway would support a no-fly zone only if others pay.", STANCE_CONDITIONAL,
                "read+condition=for+some"}};
  Explanation e = {0};
  (void)state;
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    const Doc *doc = read_text(CASES[i].text, DEPTH_STANCES);
    assert_int_equal(doc->stances.len, 1);
    explain_row(&resources.knowledge, &resources.model, doc, 0, NULL, &e);
    assert_int_equal(e.label, CASES[i].label);
    assert_true(e.rival != e.label && e.rival != STANCE_NONE);
    assert_true(doc->stances.items[0].probability[e.rival] <=
                doc->stances.items[0].probability[e.label]);
    assert_true(str_is(e.reasons.items[0].name, CASES[i].strongest));
    assert_true(e.unknown > 20);
    check_sums(&e);
  }
  explanation_free(&e);
}

/* With the context of the worker that read the document, bias and context add up to the log odds of
 * the row's confidence. Each value has a weight of its own, so none may stand in another's place.
 */
static void test_confidence(void **state) {
  Logistic *context = &resources.model.context, kept = *context;
  Explainer explainer;
  Err err;
  (void)state;
  context->bias = 0.3;
  for (int v = 0; v < CONTEXT_VALUES; v++) context->weights[v] = 0.5 + 0.07 * v;
  assert_true(explainer_open(&explainer, &resources, &worker.labels, 6, &err));
  const Doc *doc = read_text("Norway supports a no-fly zone and Spain supports it too. Norway "
                             "supports peacekeepers. Norway supports a no-fly zone, it said.",
                             DEPTH_STANCES);
  const Explanation *e = &explainer.explanation;
  uint32_t seen[CONTEXT_VALUES] = {0};
  assert_true(doc->stances.len >= 3);
  for (uint32_t row = 0; row < doc->stances.len; row++) {
    double confidence = doc->stances.items[row].confidence;
    explainer_row(&explainer, doc, row);
    assert_true(e->context_bias == context->bias);
    double sum = e->context_bias;
    for (int v = 0; v < CONTEXT_VALUES; v++) {
      sum += e->context[v];
      seen[v] += e->context[v] != 0;
    }
    assert_true(confidence > 0 && confidence < 1);
    assert_true(fabs(sum - log(confidence / (1 - confidence))) < 1e-9);
  }
  assert_true(seen[CONTEXT_ALONE] && seen[CONTEXT_AGAIN] && seen[CONTEXT_ACTIVE] &&
              seen[CONTEXT_RIVAL]);
  explainer_close(&explainer);
  *context = kept;
}

static void test_reading_and_phrases(void **state) {
  Explainer explainer;
  Err err;
  (void)state;
  assert_true(explainer_open(&explainer, &resources, NULL, 6, &err));
  Doc *doc = read_text("Norway has never dismissed a no-fly zone. It supports the idea.",
                       DEPTH_CANDIDATES);
  vec_push(&doc->stances, (Stance){.evidence = {0, 2}, .label = STANCE_CONDITIONAL});
  Explanation *e = &explainer.explanation;
  for (uint32_t i = 0; i < doc->candidates.len; i++) {
    const Candidate *c = &doc->candidates.items[i];
    const Mention *m = &doc->mentions.items[c->mention];
    doc->stances.items[0].candidate = i;
    explain_row(&resources.knowledge, &resources.model, doc, 0, NULL, e);
    LexiconPhrase phrase =
        explainer_phrase(&explainer, doc, explain_mention_phrase(&resources.knowledge, doc, m));
    assert_string_equal(phrase.file, "guarantees.tsv");
    assert_words(doc, doc->mentions.items[e->named].at, "no-fly zone");
    const Operator *o = &e->reading.before.items[0];
    assert_int_equal(e->reading.before.count, 1);
    assert_true(explain_operator_phrase(&resources.knowledge, doc, o->at));
    bool first = m->kind == MENTION_TERM;
    assert_int_equal(o->negated, first);
    assert_int_equal(e->reading.label, first ? READING_OPEN : READING_FOR);
    assert_words(doc, m->at, first ? "no-fly zone" : "the idea");
  }
  explainer_close(&explainer);
}

/* A row of the file for each entry of these lexicons: the phrase that is shown is the one that
 * matched. */
static void test_rows_of_lexicons(void **state) {
  const Knowledge *k = &resources.knowledge;
  uint32_t count = 0, row;
  (void)state;
  for (uint32_t i = 0; i < k->entries.len; i++) {
    bool one = knowledge_row(k, i, &row);
    if (k->entries.items[i].lexicon == LEXICON_ACTOR) assert_false(one);
    if (k->entries.items[i].lexicon != LEXICON_CONDITION) continue;
    assert_true(one);
    assert_int_equal(row, count++);
  }
  assert_true(count > 10);
}

/* ---- names in words ---- */

static void reads(const char *name, const char *expected) {
  Buf out = {0};
  feature_words(str_of(name), &out);
  buf_byte(&out, '\0');
  assert_string_equal(out.ptr, expected);
  buf_free(&out);
}

static void test_feature_words(void **state) {
  (void)state;
  reads("c:would accept TARGET", "the evidence has the words “would accept TARGET”");
  reads("c<accept", "before the target in the evidence: “accept”");
  reads("h+1=+", "right behind the holder: “+”");
  reads("t-1==", "right before the target: “=”");
  reads("read+agent=against+speaker-holder",
        "the words around the target: against it; their subject: the holder, who speaks them");
  reads("chain=not reject+support+not",
        "polarity words that govern the target, outermost first: negated rejecting, supporting, a "
        "bare negation");
  reads("near-target=none", "polarity words nearest the target: none");
  reads("near-target=open+5", "polarity words nearest the target: open, 5 to 8 words away");
  reads("bare=must+own", "no polarity words, but the modal “must”; the words are the holder's own");
  reads("bare=own", "no polarity words and no modal; the words are the holder's own");
}

static void test_unknown_feature_words(void **state) {
  (void)state;
  reads("", "");
  reads("something-new=a+b", "something-new=a+b");
  reads("read=", "read=");
  reads("read=sideways", "read=sideways");
  reads("read=for+holder", "read=for+holder");
  reads("chain=a+b+c+d+e+f+g+h", "chain=a+b+c+d+e+f+g+h");
}

/* Whatever the feature code emits today has a sentence. */
static void test_all_features_have_words(void **state) {
  Explanation e = {0};
  Buf out = {0};
  (void)state;
  const Doc *doc = read_text(
      "Norway could back a no-fly zone only if Spain pays, its minister said. “We must not send "
      "peacekeepers,” he said. Spain, which rejects the idea, asked whether it would help.\n\nThe "
      "zone was dismissed by Spain without peacekeepers. Will Norway's king support it?",
      DEPTH_CANDIDATES);
  uint32_t seen = 0;
  e.scratch.names = intern_new();
  for (uint32_t i = 0; i < doc->candidates.len; i++)
    features_of(&resources.knowledge, doc, i, &e.scratch);
  for (uint32_t id = 1; id <= intern_count(e.scratch.names); id++, seen++) {
    Str name = intern_text(e.scratch.names, id);
    buf_clear(&out);
    feature_words(name, &out);
    if (str_equal(buf_slice(&out), name)) fail_msg("%.*s", (int)name.len, name.ptr);
  }
  assert_true(seen > 200);
  buf_free(&out);
  explanation_free(&e);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_condition),
                                     cmocka_unit_test(test_nearest_condition),
                                     cmocka_unit_test(test_trigger_of_a_pledge),
                                     cmocka_unit_test(test_evidence),
                                     cmocka_unit_test(test_sums),
                                     cmocka_unit_test(test_confidence),
                                     cmocka_unit_test(test_reading_and_phrases),
                                     cmocka_unit_test(test_rows_of_lexicons),
                                     cmocka_unit_test(test_feature_words),
                                     cmocka_unit_test(test_unknown_feature_words),
                                     cmocka_unit_test(test_all_features_have_words)};
  return cmocka_run_group_tests(tests, load, unload);
}
