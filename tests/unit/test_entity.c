/* Entities: names, titles, groups and bodies of short texts, with the ids and sides they must get.
 */
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

static void read_text(Doc *doc, const char *text, const char *date) {
  doc_reset(doc);
  doc->text = str_of(text);
  doc->date = str_of(date);
  tokenize_run(&knowledge, doc);
  quote_run(&knowledge, doc);
  phrase_run(&knowledge, doc);
  entity_run(&knowledge, doc);
}

/* All references as "words=id/side; …" in reading order. */
static void show_references(const Doc *doc, Buf *out) {
  buf_clear(out);
  for (uint32_t i = 0; i < doc->references.len; i++) {
    const Reference *reference = &doc->references.items[i];
    const Entity *entity = &doc->entities.items[reference->entity];
    Str words = doc_words(doc, reference->at);
    buf_format(out, "%s%.*s=%.*s/%.*s", i ? "; " : "", (int)words.len, words.ptr,
               (int)entity->id.len, entity->id.ptr, (int)entity->side.len, entity->side.ptr);
  }
  buf_byte(out, '\0');
}

static void refers(const char *text, const char *expected) {
  Doc doc = {0};
  Buf out = {0};
  Err err = {0};
  read_text(&doc, text, "");
  show_references(&doc, &out);
  assert_string_equal(out.ptr, expected);
  if (!doc_check(&doc, &err)) fail_msg("%s", err.text);
  buf_free(&out);
  doc_free(&doc);
}

static void test_introduced_persons(void **state) {
  (void)state;
  refers("Estonian Defence Minister Kadri Saarnak spoke.",
         "Estonian Defence Minister Kadri Saarnak=Kadri Saarnak/EST");
  refers("Lieutenant General (ret.) Ove Halmstrup of the Danish army agreed.",
         "Lieutenant General (ret.) Ove Halmstrup=Ove Halmstrup/DNK; the Danish "
         "army=DNK:military/DNK");
  refers("Finland's Ritva van der Aalto refused.",
         "Finland's Ritva van der Aalto=Ritva van der Aalto/FIN");
  refers("Foreign Minister of Norway Signe Brattvik left.",
         "Foreign Minister of Norway Signe Brattvik=Signe Brattvik/NOR");
}

static void test_appositions(void **state) {
  (void)state;
  refers("Pia Holmqvist, a lecturer at Uppsala University, disagreed.",
         "Pia Holmqvist=Pia Holmqvist/SWE; a lecturer at Uppsala University=Pia Holmqvist/SWE");
  refers("Latvia's special envoy, Guntis Ozolkalns, said so.",
         "Latvia's special envoy=Guntis Ozolkalns/LVA; Guntis Ozolkalns=Guntis Ozolkalns/LVA");
}

static void test_surnames_both_ways(void **state) {
  (void)state;
  refers("Saarnak warns allies\n\nEstonian minister Kadri Saarnak spoke. Mrs Saarnak left.",
         "Saarnak=Kadri Saarnak/EST; Estonian minister Kadri Saarnak=Kadri Saarnak/EST; "
         "Mrs Saarnak=Kadri Saarnak/EST");
  refers("Turkish deputy Orhan Yıldızeli Karaca spoke. Yıldızeli Karaca left.",
         "Turkish deputy Orhan Yıldızeli Karaca=Orhan Yıldızeli Karaca/TUR; "
         "Yıldızeli Karaca=Orhan Yıldızeli Karaca/TUR");
}

static void test_no_persons(void **state) {
  (void)state;
  refers("They met on Garden Street last Monday.", "");
  refers("The Baltic Harbour Treaty lapsed in March.", "");
  refers("Yesterday Nothing Happened.", "");
}

static void test_bare_titles(void **state) {
  (void)state;
  refers(
      "Czech general Petr Hadravský and Polish minister Ewa Brodnik met. The minister left first.",
      "Czech general Petr Hadravský=Petr Hadravský/CZE; Polish minister Ewa Brodnik=Ewa "
      "Brodnik/POL; "
      "The minister=Ewa Brodnik/POL");
  refers(
      "Spokeswoman Irma Kallas of Finland spoke. The spokesperson smiled.",
      "Spokeswoman Irma Kallas=Irma Kallas/FIN; Finland=FIN/FIN; The spokesperson=Irma Kallas/FIN");
}

static void test_states_and_groups(void **state) {
  (void)state;
  refers("Polish officials said nothing.", "Polish officials=POL/POL");
  refers("The Lithuanian government met.", "The Lithuanian government=LTU/LTU");
  refers("Norway's foreign ministry denied it.", "Norway's foreign ministry=NOR/NOR");
  refers("A senior White House official shrugged.",
         "A senior White House official=USA:unnamed/USA");
  refers("Two Finnish diplomats agreed.", "Two Finnish diplomats=FIN:unnamed/FIN");
  refers("Swedish lawmakers voted.", "Swedish lawmakers=SWE:politicians/SWE");
  refers("Danish experts doubt it.", "Danish experts=DNK:experts/DNK");
  refers("52 percent of Lithuanians agree.", "52 percent of Lithuanians=LTU:public/LTU");
  refers("US-led talks stalled.", "");
  refers("Poland's allies hesitated.", "");
}

static void test_context(void **state) {
  (void)state;
  refers("Slovakia has decided. The government will vote no.",
         "Slovakia=SVK/SVK; The government=SVK/SVK");
  refers("Slovenia said its ministry was ready.", "Slovenia=SVN/SVN; its ministry=SVN/SVN");
}

static void test_groups_of_states(void **state) {
  (void)state;
  refers(
      "The coalition of the willing met. He said 26 countries would sign. Some of them, and 19 of "
      "them, agreed.",
      "The coalition of the willing=COW/COW; 26 countries=COW/COW; 19 of them=COW/COW");
  refers("He said 26 countries would sign.", "");
  refers("The Nordic ministers agreed.", "The Nordic ministers=EUROPE/EUROPE");
}

static void test_publics_of_several_states(void **state) {
  (void)state;
  refers("Most voters in Latvia, Estonia and Finland agreed.",
         "Most voters in Latvia, Estonia and Finland=LVA:public/LVA; Estonia=EST:public/EST; "
         "Finland=FIN:public/FIN");
  refers("Most voters in Latvia, Estonia and Finland from Poland agreed.",
         "Most voters in Latvia, Estonia and Finland from Poland=LVA:public/LVA; "
         "Estonia=EST:public/EST; Finland=FIN:public/FIN");
  refers("Danish, Dutch and Swedish residents agreed.",
         "Danish=DNK:public/DNK; Dutch=NLD:public/NLD; Swedish residents=SWE:public/SWE");
}

static void test_shares(void **state) {
  (void)state;
  refers("In the poll 48 per cent of Danes agreed. Only 27 per cent did not. Six out of ten "
         "disagreed.",
         "48 per cent of Danes=DNK:public/DNK; 27 per cent=DNK:public/DNK; Six out of "
         "ten=DNK:public/DNK");
}

static void test_pairs(void **state) {
  (void)state;
  refers("Latvia and Estonia met. Both governments agreed.",
         "Latvia=LVA/LVA; Estonia=EST/EST; Both governments=EST/EST; governments=LVA/LVA");
  refers("Danish minister Ove Halmstrup met Norwegian minister Signe Brattvik. The two ministers "
         "agreed.",
         "Danish minister Ove Halmstrup=Ove Halmstrup/DNK; Norwegian minister Signe Brattvik=Signe "
         "Brattvik/NOR; The two ministers=Signe Brattvik/NOR; ministers=Ove Halmstrup/DNK");
}

static void test_sources(void **state) {
  (void)state;
  refers("Spanish government sources agreed.", "Spanish government sources=ESP/ESP");
  refers("A Spanish source agreed. The source left.",
         "A Spanish source=ESP:unnamed/ESP; The source=ESP:unnamed/ESP");
}

static void test_families_of_offices(void **state) {
  (void)state;
  refers("Slovak Prime Minister Jozef Krajnak spoke. The head of the government left. The premier "
         "slept.",
         "Slovak Prime Minister Jozef Krajnak=Jozef Krajnak/SVK; The head of the "
         "government=Jozef Krajnak/SVK; The premier=Jozef Krajnak/SVK");
  refers("Danish Vice President Ove Halmstrup spoke. The deputy minister left.",
         "Danish Vice President Ove Halmstrup=Ove Halmstrup/DNK; The deputy "
         "minister=DNK:unnamed/DNK");
}

static void test_places_as_surnames(void **state) {
  (void)state;
  refers("Left party leader Ernesto Lima spoke. Later Lima flew to Lima.",
         "Left party leader Ernesto Lima=Ernesto Lima/; Lima=Ernesto Lima/; Lima=PER/PER");
}

static void test_spellings_without_accents(void **state) {
  (void)state;
  refers("Danish Minister Rasmus Løvstad spoke. Mr Lovstad left.",
         "Danish Minister Rasmus Løvstad=Rasmus Løvstad/DNK; Mr Lovstad=Rasmus Løvstad/DNK");
}

static void test_nobody(void **state) {
  (void)state;
  refers("They take command.", "");
  refers("It broke the Lisbon Charter.", "");
}

static void test_organisations(void **state) {
  (void)state;
  refers("The Riverside Institute for Peace published a map.",
         "The Riverside Institute for Peace=Riverside Institute for Peace/");
}

/* Long inputs made to hurt must stay linear: each of these runs in a blink. */
static void test_pathological(void **state) {
  static const char *const units[] = {
      "The Minister of ",   "Anna Tamm ", "Institute of the and of ",
      "Ukrainian Russian ", "van de al ", "two percent of "};
  (void)state;
  for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
    Buf text = {0};
    Doc doc = {0};
    Err err = {0};
    for (int k = 0; k < 30000; k++) buf_text(&text, units[i]);
    buf_byte(&text, '\0');
    read_text(&doc, text.ptr, "");
    assert_true(doc_check(&doc, &err));
    doc_free(&doc);
    buf_free(&text);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_introduced_persons),
      cmocka_unit_test(test_appositions),
      cmocka_unit_test(test_surnames_both_ways),
      cmocka_unit_test(test_no_persons),
      cmocka_unit_test(test_bare_titles),
      cmocka_unit_test(test_states_and_groups),
      cmocka_unit_test(test_context),
      cmocka_unit_test(test_groups_of_states),
      cmocka_unit_test(test_publics_of_several_states),
      cmocka_unit_test(test_shares),
      cmocka_unit_test(test_pairs),
      cmocka_unit_test(test_sources),
      cmocka_unit_test(test_families_of_offices),
      cmocka_unit_test(test_places_as_surnames),
      cmocka_unit_test(test_spellings_without_accents),
      cmocka_unit_test(test_nobody),
      cmocka_unit_test(test_organisations),
      cmocka_unit_test(test_pathological),
  };
  return cmocka_run_group_tests(tests, load, unload);
}
