/* Lexicons: the syntax of phrases, what they meet in a text, and the fault that each broken row is.
 * The tables are made here, a few rows each; their headers are those of lexicons/, so the tests run
 * from the root of the project. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "knowledge/knowledge.h"
#include "knowledge/table.h"
#include "text/tokenize.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[] = "/tmp/test_knowledge.XXXXXX";

static void put(const char *name, const char *header, const char *rows) {
  char path[128];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  fputs(header, file);
  fputs(rows, file);
  fclose(file);
}

/* Every table of lexicons/ with its header alone; then the rows that the tests need. */
static void make_tables(void) {
  DIR *open = opendir("lexicons");
  assert_non_null(open);
  for (struct dirent *entry; (entry = readdir(open));) {
    char path[300];
    Buf bytes = {0};
    Err err;
    Str line, rest;
    if (!str_ends(str_of(entry->d_name), ".tsv")) continue;
    snprintf(path, sizeof path, "lexicons/%s", entry->d_name);
    assert_true(file_read(path, &bytes, &err));
    rest = buf_slice(&bytes);
    str_cut(&rest, "\n", &line);
    bytes.len = line.len;
    buf_text(&bytes, "\n");
    buf_byte(&bytes, '\0');
    put(entry->d_name, bytes.ptr, "");
    buf_free(&bytes);
  }
  closedir(open);
}

#define TYPES      "id\trank\tdescription\n"
#define ACTORS     "id\tclass\tside\tnames\tadjectives\n"
#define GUARANTEES "phrase\ttype\tclass\n"

static void fill_tables(void) {
  make_tables();
  put("types.tsv", TYPES, "net_ban\t2\tnets\nquota\t0\tany\n");
  put("actors.tsv", ACTORS,
      "ARL\tstate\tARL\tArland | Corvik\tArlander\nAda Holm\tperson\tARL\tAda Holm\t\n");
  put("offices.tsv", "phrase\tid\tfrom\tto\n", "harbour master\tAda Holm\t2030-01-01\t\n");
  put("guarantees.tsv", GUARANTEES,
      "(drift net|net) [the] ban\tnet_ban\tterm\n~limit … catch\tquota\tgeneral\nsuch a "
      "ban\t*\tback\n");
  put("inflections.tsv", "lemma\tforms\n", "catch\tcatch | catches | caught\n");
  put("polarity.tsv", "phrase\tclass\n", "~back\tsupport\n~catch up\tlimit\nUS plan\topen\n");
  put("words.tsv", "phrase\tclass\n",
      "the\tdeterminer\nthat\tdeterminer\nthat\trelative\nas well as\tconjunction\n");
}

static int set_up(void **state) {
  (void)state;
  if (!mkdtemp(folder)) return -1;
  fill_tables();
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  DIR *open = opendir(folder);
  char path[400];
  for (struct dirent *entry; open && (entry = readdir(open));) {
    snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
    if (entry->d_name[0] != '.') unlink(path);
  }
  if (open) closedir(open);
  return rmdir(folder);
}

/* ---- matching ---- */

static const char *name_of(const Knowledge *k, const Entry *entry) {
  static char text[64];
  if (entry->lexicon == LEXICON_GUARANTEE && entry->row != TYPE_ANY)
    snprintf(text, sizeof text, "%.*s", (int)k->types.items[entry->row].id.len,
             k->types.items[entry->row].id.ptr);
  else if (entry->lexicon == LEXICON_ACTOR || entry->lexicon == LEXICON_ADJECTIVE)
    snprintf(text, sizeof text, "%.*s", (int)k->actors.items[entry->row].id.len,
             k->actors.items[entry->row].id.ptr);
  else
    snprintf(text, sizeof text, "%s", knowledge_class_name(entry->lexicon, entry->word_class));
  return text;
}

/* Matches of all sentences as "name<words> …". */
static void matches(const Knowledge *k, const char *text, const char *expected) {
  Doc doc = {.id = STR("d"), .text = str_of(text)};
  Buf seen = {0};
  tokenize_run(k, &doc);
  for (uint32_t i = 0; i < doc.sentences.len; i++)
    phrases_match(k->phrases, &doc, doc.sentences.items[i].tokens);
  for (uint32_t i = 0; i < doc.phrases.len; i++) {
    Str words = doc_words(&doc, doc.phrases.items[i].at);
    buf_format(&seen, "%s%s<%.*s>", i ? " " : "",
               name_of(k, knowledge_entry(k, &doc.phrases.items[i])), (int)words.len, words.ptr);
  }
  buf_byte(&seen, '\0');
  assert_string_equal(seen.ptr, expected);
  buf_free(&seen);
  doc_free(&doc);
}

static void test_phrases(void **state) {
  (void)state;
  Knowledge k;
  Err err;
  if (!knowledge_load(&k, folder, &err)) fail_msg("%s", err.text);
  matches(&k, "Nothing here.", "");
  matches(&k, "a net ban", "net_ban<net ban>");
  matches(&k, "the drift-net ban",
          "net_ban<drift-net ban> net_ban<net ban>"); /* hyphens are looked through */
  matches(&k, "a net. Ban it.", "");                  /* not across sentences */
  matches(&k, "the “net” the Ban", "net_ban<net” the Ban>");
  matches(&k, "limits any yearly catch", "quota<limits any yearly catch>");
  matches(&k, "limiting catch", "quota<limiting catch>");
  matches(&k, "limits a b c d catch", "quota<limits a b c d catch>");
  matches(&k, "limits a b c d e catch", ""); /* a gap is four tokens */
  matches(&k, "Arland and arland, Arlander", "ARL<Arland> ARL<Arlander>"); /* capitals count */
  matches(&k, "Arland’s coast", "ARL<Arland>");
  matches(&k, "ADA HOLM", "Ada Holm<ADA HOLM>");
  matches(&k, "They caught up with it and back it, backed it",
          "limit<caught up> support<back> support<backed>");
  matches(&k, "the US plan", "open<US plan>");
  matches(&k, "give us plan", ""); /* short capitals are never a common word */
  matches(&k, "such a ban as well as", "back<such a ban> conjunction<as well as>");
  knowledge_free(&k);
}

static void test_records(void **state) {
  (void)state;
  Knowledge k;
  Err err;
  assert_true(knowledge_load(&k, folder, &err));
  assert_int_equal(knowledge_actor(&k, STR("Ada Holm")), 2);
  assert_int_equal(knowledge_actor(&k, STR("Nobody")), 0);
  assert_int_equal(knowledge_type(&k, STR("quota")), 2);
  assert_int_equal(knowledge_type(&k, STR("")), 0);
  assert_int_equal(k.offices.len, 1);
  assert_true(str_is(k.offices.items[0].from, "2030-01-01") && !k.offices.items[0].to.len);
  uint32_t that = intern_find(k.words, STR("that"), hash_bytes("that", 4));
  assert_int_equal(k.forms[that].tags, WORD_BIT(WORD_DETERMINER) | WORD_BIT(WORD_RELATIVE));
  Digest before = k.digest;
  knowledge_free(&k);
  assert_true(knowledge_load(&k, folder, &err)); /* the same tables, the same digest */
  assert_string_equal(before.hex, k.digest.hex);
  knowledge_free(&k);
  put("types.tsv", TYPES, "net_ban\t2\tnets!\nquota\t0\tany\n");
  assert_true(knowledge_load(&k, folder, &err));
  assert_string_not_equal(before.hex, k.digest.hex);
  knowledge_free(&k);
  fill_tables();
  knowledge_free(&(Knowledge){0});
}

/* ---- faults ---- */

static void note(void *context, const Err *failure) {
  buf_format(context, "%s\n", failure->text + strlen(folder) + 1);
}

static void finds(const char *file, const char *header, const char *rows, const char *expected) {
  Buf seen = {0};
  Knowledge k;
  Err err;
  put(file, header, rows);
  assert_false(knowledge_load(&k, folder, &err));
  uint32_t faults = knowledge_check(folder, note, &seen);
  buf_byte(&seen, '\0');
  assert_string_equal(seen.ptr, expected);
  assert_true(str_starts((Str){seen.ptr, seen.len},
                         err.text + strlen(folder) + 1)); /* loading stops at the first */
  uint32_t lines = 0;
  for (const char *at = seen.ptr; *at; at++) lines += *at == '\n';
  assert_int_equal(faults, lines);
  buf_free(&seen);
  fill_tables();
}

static void test_faults(void **state) {
  (void)state;
  Buf seen = {0};
  assert_int_equal(knowledge_check(folder, note, &seen), 0);
  assert_int_equal(seen.len, 0);
  finds("polarity.tsv", "phrase\tclass\n", "a\tsupport\tx\n",
        "polarity.tsv:2: 3 columns, 2 expected\n");
  finds("polarity.tsv", "phrase\tclass\n", "a\tsupport\n\nb\tsupport\n",
        "polarity.tsv:3: 1 columns, 2 expected\n");
  finds("polarity.tsv", "phrase\tclass\n", "a\tlove\nb\tsupport\nc\thate\n",
        "polarity.tsv:2: unknown class: love\npolarity.tsv:4: unknown class: hate\n");
  finds("polarity.tsv", "phrase\tclass\n", "a b\tsupport\nc\topen\na b\treject\n",
        "polarity.tsv:4: stands on line 2 too: a b\n");
  finds("polarity.tsv", "phrase\tclass\n", "\tsupport\n",
        "polarity.tsv:2: an empty cell in column: phrase\n");
  finds("polarity.tsv", "phrase\tkind\n", "a\tsupport\n",
        "polarity.tsv:1: the header must name these columns: phrase, class\n");
  finds("polarity.tsv", "", "", "polarity.tsv: is empty\n");
  finds("polarity.tsv", "phrase\tclass\n", "a\tsupport\nb\xff\tsupport\n",
        "polarity.tsv:3: not valid UTF-8 at byte 1 of the line\n");
  finds("types.tsv", TYPES, "net_ban\t2\tx\nquota\tlow\tx\nquota\t1\ty\nnet_ban\t1\tz\n",
        "types.tsv:3: the rank is not a number: low\ntypes.tsv:4: stands on line 3 too: quota\n"
        "types.tsv:5: stands on line 2 too: net_ban\nguarantees.tsv:3: no such type in types.tsv: "
        "quota\n");
  finds("guarantees.tsv", GUARANTEES, "net\tnone\tterm\nnet\tnet_ban\tterms\n",
        "guarantees.tsv:2: no such type in types.tsv: none\nguarantees.tsv:3: unknown class: "
        "terms\n");
  finds("guarantees.tsv", GUARANTEES,
        "a\tnet_ban | quota\tterm\nb\tnet_ban | none\tterm\nc\tquota | quota\tgeneral\n"
        "d\tnet_ban | quota | net_ban\tterm\ne\t*\tbound\nf\tnet_ban | quota\tsign\n"
        "g\tquota | *\tback\nh\tquota\tsign\n",
        "guarantees.tsv:3: no such type in types.tsv: none\n"
        "guarantees.tsv:4: neither a type nor two types: quota | quota\n"
        "guarantees.tsv:5: neither a type nor two types: net_ban | quota | net_ban\n"
        "guarantees.tsv:6: only a back reference stands for any type: e\n"
        "guarantees.tsv:7: a near miss or a sign has one type: f\n"
        "guarantees.tsv:8: neither a type nor two types: quota | *\n");
  finds("offices.tsv", "phrase\tid\tfrom\tto\n", "mayor\tNobody\t\t\n",
        "offices.tsv:2: no such actor: Nobody\n");
  finds("cues.tsv", "lemma\tclass\tprobability\tforms\n",
        "say\tsay\t1.1\tsay\ntell\ttell\t\ttell\nask\task\tx\task\n",
        "cues.tsv:2: the probability is not between 0 and 1: 1.1\ncues.tsv:3: the probability is "
        "not between 0 and 1: \n"
        "cues.tsv:4: the probability is not between 0 and 1: x\n");
  buf_free(&seen);
}

static void test_syntax(void **state) {
  (void)state;
  static const struct {
    const char *phrase, *cause;
  } CASES[] = {
      {"(a|b", "a bracket is not closed"},
      {"[a", "a bracket is not closed"},
      {"a)", "a bracket or bar stands alone"},
      {"(a|(b))", "brackets may not be nested"},
      {"(a||b)", "an empty alternative"},
      {"()", "an empty alternative"},
      {"~ a", "~ needs a word right behind it"},
      {"… a", "a gap needs words on both sides"},
      {"a …", "a gap needs words on both sides"},
      {"a …0 b", "a gap is … or …1 to …9"},
      {"a …12 b", "a gap is … or …1 to …9"},
      {"", "the phrase is empty"},
      {"[a|b|c|d|e|f|g|h] [a|b|c|d|e|f|g|h] [a|b|c|d|e|f|g|h] [a|b|c|d|e|f|g|h] [a|b|c|d|e|f|g|h]",
       "the alternatives multiply to more than 4096 phrases"},
      {"a b c d e f g h i j k l m n o p q r s t u v w x y z", "the phrase is too long"}};
  Intern *words = intern_new();
  Phrases *phrases = phrases_new(words);
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    const char *cause = "";
    if (phrases_add(phrases, str_of(CASES[i].phrase), 0, &cause))
      fail_msg("%s: taken", CASES[i].phrase);
    assert_string_equal(cause, CASES[i].cause);
  }
  phrases_free(phrases);
  phrases_free(NULL);
  intern_free(words);
}

static void test_table(void **state) {
  (void)state;
  static const char *const NAMES[] = {"a", "b"};
  char path[128];
  Table table;
  Err err;
  snprintf(path, sizeof path, "%s/table", folder);
  put("table",
      "\xef\xbb\xbf"
      "a\tb\r\n",
      " 1 \t\r\n3\t4"); /* as a spreadsheet may leave it */
  if (!table_read(&table, path, NAMES, 2, &err)) fail_msg("%s", err.text);
  assert_int_equal(table.rows, 2);
  assert_true(str_is(table_cell(&table, 0, 0), "1") && !table_cell(&table, 0, 1).len);
  assert_true(str_is(table_cell(&table, 1, 1), "4"));
  assert_int_equal(table_line(1), 3);
  table_free(&table);
  unlink(path);
  assert_false(table_read(&table, path, NAMES, 2, &err));
  assert_int_equal(table.rows, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_phrases), cmocka_unit_test(test_records),
                                     cmocka_unit_test(test_faults), cmocka_unit_test(test_syntax),
                                     cmocka_unit_test(test_table)};
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
