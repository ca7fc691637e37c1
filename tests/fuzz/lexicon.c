/* Lexicons: the input's first byte chooses a file, the others are its rows behind the right header.
 * Files beside it hold a few rows. What loads can be worked with; the check finds a fault exactly
 * where loading fails. */
#include "fuzz.h"

#include "attribution/attribution.h"
#include "text/quote.h"
#include "text/tokenize.h"

#include <string.h>

static const struct {
  const char *name, *header, *rows;
} FILES[] = {
    {"types.tsv", "id\trank\tdescription\n", "ban\t1\ta ban\nquota\t2\ta quota\n"},
    {"actors.tsv", "id\tclass\tside\tnames\tadjectives\n",
     "ARL\tstate\tARL\tArland\tArlandish\n"
     "Maarja Tamm\tperson\tARL\tMaarja Tamm | Tamm\t\n"
     "Strait Council\tbody\tSC\tthe Strait Council\t\n"},
    {"offices.tsv", "phrase\tid\tfrom\tto\n", "fisheries minister\tMaarja Tamm\t2030-01-01\t\n"},
    {"places.tsv", "side\tnames\n", "ARL\tTanvik\n"},
    {"titles.tsv", "phrase\tclass\tfamily\n",
     "minister\tperson\t\npremier\tperson\tgovernment\n"
     "head of government\tperson\tgovernment\nofficials\tgroup\t\n"},
    {"guarantees.tsv", "phrase\ttype\tclass\n",
     "net ban\tban\tterm\nquota\tquota\tterm\n~guarantee\tban\tgeneral\n"
     "~limit\tban | quota\tgeneral\nthe nets\tban\tbound\n"
     "gear\tban\tsign\nban hammer\tban\tnot\nthe plan\t*\tback\n"},
    {"cues.tsv", "lemma\tclass\tprobability\tforms\n", "say\tsay\t0.9\tsays | said | saying\n"},
    {"polarity.tsv", "phrase\tclass\n", "~support\tsupport\n"},
    {"conditions.tsv", "phrase\tclass\n", "only if\tif\n"},
    {"negators.tsv", "phrase\tclass\n", "not\tnot\n"},
    {"hedges.tsv", "phrase\tclass\n", "may\tmodal\n"},
    {"pronouns.tsv", "phrase\tclass\n", "he\the\n"},
    {"words.tsv", "phrase\tclass\n", "the\tdeterminer\nof\tpreposition\n"},
    {"roles.tsv", "phrase\tclass\n", "people\tunnamed\n"},
    {"given_names.tsv", "phrase\tclass\n", "Maarja\tfemale\n"},
    {"abbreviations.tsv", "phrase\tclass\n", "Mr.\ttitle\n"},
    {"inflections.tsv", "lemma\tforms\n", "go\twent | gone\n"},
    {"patterns.tsv", "id\tanchor\tpattern\tprobability\texample\tcounter_example\n",
     "plain\tsay\t(?<source>N)(?<cue>@)(?<content>.+)\t0.9\t\t\n"},
    {"frames.tsv", "lemma\tpattern\todds\n", "say\tplain\t1.5\n"},
    {"spellings.tsv", "variant\tspelling\n", ""}};
enum { FILE_COUNT = sizeof FILES / sizeof *FILES };

#define TEXT                                                                                       \
  "“We support the net ban,” Arland's fisheries minister Maarja Tamm said. The plan may not "  \
  "hold, people of Tanvik said only if the Strait Council guarantees it. He went. Mr. Tamm says "  \
  "so. The premier of Arland supports limits on gear and the nets; a quota may help, the head of " \
  "government said."

static void put_file(uint32_t number, Str rows) {
  Buf bytes = {0};
  buf_text(&bytes, FILES[number].header);
  buf_str(&bytes, rows);
  fuzz_write(fuzz_folder(), FILES[number].name, buf_slice(&bytes));
  buf_free(&bytes);
}

static void use(const Knowledge *knowledge, PatternSet *patterns) {
  Doc doc = {.id = STR("d"), .text = STR(TEXT)};
  PatternScratch *scratch = pattern_scratch_new(patterns);
  Err err;
  tokenize_run(knowledge, &doc);
  quote_run(knowledge, &doc);
  phrase_run(knowledge, &doc);
  entity_run(knowledge, &doc);
  if (attribute_run(knowledge, patterns, scratch, &doc, &err)) speaker_run(knowledge, &doc);
  FUZZ_HOLDS_ERR(doc_check(&doc, &err), &err);
  pattern_scratch_free(scratch);
  doc_free(&doc);
}

static void count_fault(void *context, const Err *failure) {
  FUZZ_HOLDS(strlen(failure->text) > 0);
  ++*(uint32_t *)context;
}

/* The rows beside an input must load, or no input would ever be used. */
static void put_base(void) {
  Knowledge knowledge;
  Err err;
  for (uint32_t i = 0; i < FILE_COUNT; i++) put_file(i, str_of(FILES[i].rows));
  FUZZ_HOLDS_ERR(knowledge_load(&knowledge, fuzz_folder(), &err), &err);
  PatternSet *patterns = patterns_load(fuzz_folder(), &err);
  FUZZ_HOLDS_ERR(patterns, &err);
  use(&knowledge, patterns);
  patterns_free(patterns);
  knowledge_free(&knowledge);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static bool ready;
  Knowledge knowledge;
  Err err;
  if (!size) return 0;
  if (!ready) put_base();
  ready = true;
  uint32_t number = data[0] % FILE_COUNT, told = 0;
  put_file(number, (Str){(const char *)data + 1, size - 1});
  bool loaded = knowledge_load(&knowledge, fuzz_folder(), &err);
  if (size % 4 == 0) { /* not each time, since loading is slow */
    uint32_t faults = knowledge_check(fuzz_folder(), count_fault, &told);
    FUZZ_HOLDS(faults == told && loaded == (faults == 0));
  }
  PatternSet *patterns = patterns_load(fuzz_folder(), &err);
  if (loaded && patterns) use(&knowledge, patterns);
  if (loaded) knowledge_free(&knowledge);
  patterns_free(patterns);
  put_file(number, str_of(FILES[number].rows));
  return 0;
}
