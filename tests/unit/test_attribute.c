/* Attributions: every pattern finds its example as the table marks it, and leaves its
 * counter-example alone; what goes beyond one sentence; texts made to hurt. */
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
#include <time.h>

static Knowledge knowledge;
static PatternSet *patterns;
static PatternScratch *scratch;

static int load(void **state) {
  Err err = {0};
  (void)state;
  if (knowledge_load(&knowledge, "lexicons", &err)) patterns = patterns_load("lexicons", &err);
  if (patterns) return scratch = pattern_scratch_new(patterns), 0;
  fprintf(stderr, "%s\n", err.text);
  return 1;
}

static int unload(void **state) {
  (void)state;
  pattern_scratch_free(scratch);
  patterns_free(patterns);
  knowledge_free(&knowledge);
  return 0;
}

static void read_text(Doc *doc, Str text) {
  Err err = {0};
  doc_reset(doc);
  doc->text = text;
  tokenize_run(&knowledge, doc);
  quote_run(&knowledge, doc);
  phrase_run(&knowledge, doc);
  assert_true(attribute_run(&knowledge, patterns, scratch, doc, &err));
  if (!doc_check(doc, &err)) fail_msg("%s", err.text);
}

/* ---- the table's own examples ---- */

typedef struct {
  Buf text, source, content; /* the words of the marks; content: all of them, in order */
} Marked;

/* "[s she] said [c so]" → "she said so", "she", "so". */
static void read_marks(Str example, Marked *marked) {
  Buf *into = NULL;
  Buf ignored = {0};
  for (size_t i = 0; i < example.len; i++) {
    char c = example.ptr[i];
    if (c == '[' && i + 2 < example.len && example.ptr[i + 2] == ' ') {
      char kind = example.ptr[i + 1];
      into = kind == 's' ? &marked->source : kind == 'c' ? &marked->content : &ignored;
      i += 2;
    } else if (c == ']' && into) {
      into = NULL;
    } else {
      buf_byte(&marked->text, c);
      if (into) buf_byte(into, c);
    }
  }
  buf_free(&ignored);
}

static void free_marks(Marked *marked) {
  buf_free(&marked->text);
  buf_free(&marked->source);
  buf_free(&marked->content);
}

/* Equal but for white space, quotation marks and punctuation. */
static bool same_words(Str a, Str b) {
  size_t i = 0, j = 0;
  for (;;) {
    while (i < a.len && strchr(" ,.:;?!\"", a.ptr[i])) i++;
    while (j < b.len && strchr(" ,.:;?!\"", b.ptr[j])) j++;
    if (i == a.len || j == b.len) return i == a.len && j == b.len;
    if (a.ptr[i++] != b.ptr[j++]) return false;
  }
}

static bool is_as_marked(const Doc *doc, const Attribution *found, const Marked *marked) {
  Buf content = {0};
  for (uint32_t p = 0; p < found->parts; p++) buf_str(&content, doc_words(doc, found->content[p]));
  Str source = range_empty(found->source) ? STR("") : doc_words(doc, found->source);
  bool same = same_words(buf_slice(&content), buf_slice(&marked->content)) &&
              same_words(source, buf_slice(&marked->source));
  buf_free(&content);
  return same;
}

static void show(const Doc *doc) {
  for (uint32_t i = 0; i < doc->attributions.len; i++) {
    const Attribution *a = &doc->attributions.items[i];
    Str source = range_empty(a->source) ? STR("") : doc_words(doc, a->source);
    fprintf(stderr, "  %s: s[%.*s]", patterns_name(patterns, a->pattern), (int)source.len,
            source.ptr);
    for (uint32_t p = 0; p < a->parts; p++) {
      Str content = doc_words(doc, a->content[p]);
      fprintf(stderr, " c[%.*s]", (int)content.len, content.ptr);
    }
    fprintf(stderr, "\n");
  }
}

static void examples_are_found(void **state) {
  Doc doc = {0};
  uint32_t missed = 0;
  (void)state;
  for (uint32_t r = 0; r < patterns_count(patterns); r++) {
    Marked marked = {0};
    bool found = false;
    read_marks(patterns_example(patterns, r), &marked);
    read_text(&doc, buf_slice(&marked.text));
    for (uint32_t i = 0; i < doc.attributions.len; i++)
      if (doc.attributions.items[i].pattern == r &&
          is_as_marked(&doc, &doc.attributions.items[i], &marked))
        found = true;
    if (!found) {
      fprintf(stderr, "%s does not find %.*s\n", patterns_name(patterns, r),
              (int)patterns_example(patterns, r).len, patterns_example(patterns, r).ptr);
      show(&doc);
      missed++;
    }
    free_marks(&marked);
  }
  doc_free(&doc);
  assert_int_equal(missed, 0);
}

static void counter_examples_are_left_alone(void **state) {
  Doc doc = {0};
  uint32_t wrong = 0;
  (void)state;
  for (uint32_t r = 0; r < patterns_count(patterns); r++) {
    Str text = patterns_counter_example(patterns, r);
    assert_true(text.len > 0);
    read_text(&doc, text);
    for (uint32_t i = 0; i < doc.attributions.len; i++)
      if (doc.attributions.items[i].pattern == r) {
        fprintf(stderr, "%s takes %.*s\n", patterns_name(patterns, r), (int)text.len, text.ptr);
        wrong++;
      }
  }
  doc_free(&doc);
  assert_int_equal(wrong, 0);
}

/* ---- patterns that are not tried ---- */

/* The attributions of a text when every pattern of a slot is tried at every anchor. */
static void same_when_all_are_tried(Str text, Doc *doc, Doc *all) {
  Err err = {0};
  PatternScratch *heedless = pattern_scratch_new(patterns);
  pattern_scratch_heedless(heedless);
  read_text(doc, text);
  doc_reset(all);
  all->text = text;
  tokenize_run(&knowledge, all);
  quote_run(&knowledge, all);
  phrase_run(&knowledge, all);
  assert_true(attribute_run(&knowledge, patterns, heedless, all, &err));
  pattern_scratch_free(heedless);
  assert_int_equal(doc->attributions.len, all->attributions.len);
  if (doc->attributions.len)
    assert_memory_equal(doc->attributions.items, all->attributions.items,
                        doc->attributions.len * sizeof *doc->attributions.items);
}

static void needs_leave_nothing_out(void **state) {
  Doc doc = {0}, all = {0};
  Buf every = {0};
  (void)state;
  for (uint32_t r = 0; r < patterns_count(patterns); r++) {
    Marked marked = {0};
    read_marks(patterns_example(patterns, r), &marked);
    same_when_all_are_tried(buf_slice(&marked.text), &doc, &all);
    same_when_all_are_tried(patterns_counter_example(patterns, r), &doc, &all);
    buf_str(&every, buf_slice(&marked.text)); /* one behind the other: other neighbours */
    buf_byte(&every, r % 2 ? ' ' : '\n');
    free_marks(&marked);
  }
  same_when_all_are_tried(buf_slice(&every), &doc, &all);
  doc_free(&doc);
  doc_free(&all);
  buf_free(&every);
}

/* ---- beyond a sentence ---- */

/* The attributions as "kind source: part | part; …", in the document's order. */
static void finds(const char *text, const char *expected) {
  static const char KINDS[] = {'d', 'i', 'm'};
  Doc doc = {0};
  Buf out = {0};
  read_text(&doc, str_of(text));
  for (uint32_t i = 0; i < doc.attributions.len; i++) {
    const Attribution *a = &doc.attributions.items[i];
    Str source = range_empty(a->source) ? STR("") : doc_words(&doc, a->source);
    buf_format(&out, "%s%c %.*s: ", i ? "; " : "", KINDS[a->kind], (int)source.len, source.ptr);
    for (uint32_t p = 0; p < a->parts; p++) {
      Str part = doc_words(&doc, a->content[p]);
      buf_format(&out, "%s%.*s", p ? " | " : "", (int)part.len, part.ptr);
    }
  }
  buf_byte(&out, '\0');
  assert_string_equal(out.ptr, expected);
  buf_free(&out);
  doc_free(&doc);
}

static void quotations_go_on(void **state) {
  (void)state;
  finds("\"We will stay,\" said Tamm. \"We have nowhere to go and no wish to leave.\"",
        "d Tamm: \"We will stay,\" | \"We have nowhere to go and no wish to leave.\"");
  finds("\"We will stay,\" Tamm said, \"because we have nowhere to go.\"",
        "d Tamm: \"We will stay,\" | \"because we have nowhere to go.\"");
  finds("\"We will stay in this town,\" said Tamm. \"We have nowhere to go.\n\n\"And we have no "
        "wish to leave it.\"",
        "d Tamm: \"We will stay in this town,\" | \"We have nowhere to go.\n\n\"And we have no "
        "wish to leave it.\"");
}

static void colon_before_a_paragraph(void **state) {
  (void)state;
  finds("Tamm wrote to the council:\n\n\"The bridge will not be paid for by this town.\"",
        "d Tamm: \"The bridge will not be paid for by this town.\"");
}

static void dash_after_a_paragraph(void **state) {
  (void)state;
  finds("\"The bridge will not be paid for by this town.\"\n\n- Maarja Tamm",
        "d Maarja Tamm: \"The bridge will not be paid for by this town.\"");
}

/* What is said of the bridge ends where the quotation goes on. */
static void continuation_is_the_speakers(void **state) {
  (void)state;
  finds("\"We will stay,\" Tamm said, referring to the bridge, \"because we have nowhere to go.\"",
        "d Tamm: \"We will stay,\" | \"because we have nowhere to go.\"");
}

static void turns_in_marks(void **state) {
  (void)state;
  finds("\"TAMM: Who will pay for the bridge?\n\n\"HOLM: The town has no money for it.",
        "d TAMM: Who will pay for the bridge?; d HOLM: The town has no money for it.");
}

static void names_are_no_verbs(void **state) {
  (void)state;
  finds("\"We will stay in this town,\" said Will Hart, a teacher.",
        "d Will Hart, a teacher: \"We will stay in this town,\"");
  finds("\"We will stay in this town,\" said former secretary of state Maarja Tamm.",
        "d former secretary of state Maarja Tamm: \"We will stay in this town,\"");
  finds("\"We will stay in this town,\" Harbour Courier opinion editor Maarja Tamm said.",
        "d Harbour Courier opinion editor Maarja Tamm: \"We will stay in this town,\"");
  finds("Halsted said, \"We will stay in this town.\"",
        "d Halsted: \"We will stay in this town.\"");
}

static void sources_end_in_time(void **state) {
  (void)state;
  finds("\"We will stay,\" said Maarja Tamm, who added that the bridge was safe.",
        "d Maarja Tamm: \"We will stay,\"; i who: that the bridge was safe");
  finds("\"We will stay,\" said Maarja Tamm, now mayor of the port.",
        "d Maarja Tamm, now mayor of the port: \"We will stay,\"");
  finds("\"We will stay,\" another friend, Maarja Tamm, told the paper.",
        "d another friend, Maarja Tamm: \"We will stay,\"");
}

static void kinds_are_told(void **state) {
  (void)state;
  finds("Tamm said the bridge was \"a hopeless ruin\".",
        "m Tamm: the bridge was \"a hopeless ruin\"");
  finds("Tamm said that the bridge was a ruin.", "i Tamm: that the bridge was a ruin");
}

static void plain_prose_has_none(void **state) {
  (void)state;
  finds("The bridge was built in 1912. It crosses the river near the mill.", "");
  finds("", "");
}

/* ---- texts made to hurt ---- */

static void survives_after(const char *opening, const char *piece, uint32_t times) {
  enum { SECONDS = 5 }; /* far more than it takes, far less than where the time grows squared */
  Doc doc = {0};
  Buf text = {0};
  clock_t start = clock();
  buf_text(&text, opening);
  for (uint32_t i = 0; i < times; i++) buf_text(&text, piece);
  read_text(&doc, buf_slice(&text));
  if (clock() - start > SECONDS * CLOCKS_PER_SEC) fail_msg("%s takes too long", piece);
  buf_free(&text);
  doc_free(&doc);
}

static void survives(const char *piece, uint32_t times) {
  survives_after("", piece, times);
}

static void hurtful_texts(void **state) {
  (void)state;
  survives("\"", 20000);
  survives("said ", 20000);
  survives("Tamm, who said, ", 5000);
  survives("\" said Tamm \" ", 5000);
  survives("said: \"", 5000);
  survives("- Tamm \"a\" ", 5000);
  survives_after("\"We will go on and on here,\" and so it is, ",
                 "and Tamm said that it is so, \"we will go on and on here,\" ", 20000);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(examples_are_found),
      cmocka_unit_test(counter_examples_are_left_alone),
      cmocka_unit_test(needs_leave_nothing_out),
      cmocka_unit_test(quotations_go_on),
      cmocka_unit_test(colon_before_a_paragraph),
      cmocka_unit_test(dash_after_a_paragraph),
      cmocka_unit_test(continuation_is_the_speakers),
      cmocka_unit_test(turns_in_marks),
      cmocka_unit_test(names_are_no_verbs),
      cmocka_unit_test(sources_end_in_time),
      cmocka_unit_test(kinds_are_told),
      cmocka_unit_test(plain_prose_has_none),
      cmocka_unit_test(hurtful_texts),
  };
  return cmocka_run_group_tests(tests, load, unload);
}
