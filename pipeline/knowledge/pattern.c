/* The table of the patterns in memory. It is read row by row (macros, tags of words, classes of
 * lemmas, patterns), and what comes of it, compiled programs included, is put into an image, so
 * that most runs read nothing. */
#include "knowledge/pattern_parts.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const FORM_NAMES[CUE_FORMS] = {"base", "s", "past", "ing"};

/* ---- reading the table ---- */

bool pattern_fault(Loader *l, const char *cause, Str what) {
  return err_at(l->err, l->table.path, table_line(l->row), "%s: %.*s", cause, (int)what.len,
                what.ptr);
}

static Str keep(PatternSet *set, Str text) {
  return (Str){arena_copy(&set->arena, text.ptr, text.len), text.len};
}

/* Replaces {NAME} by the macro, once: the macros' own macros were replaced when they were read. */
static bool expand(Loader *l, Str text, Buf *out) {
  for (size_t i = 0; i < text.len; i++) {
    const char *close = text.ptr[i] == '{' ? memchr(text.ptr + i, '}', text.len - i) : NULL;
    if (!close || text.ptr[i + 1] < 'A' || text.ptr[i + 1] > 'Z') {
      buf_byte(out, text.ptr[i]);
      continue;
    }
    Str name = {text.ptr + i + 1, (size_t)(close - text.ptr) - i - 1};
    uint32_t id = intern_find(l->set->macro_names, name, hash_bytes(name.ptr, name.len));
    if (!id) return pattern_fault(l, "no such macro above", name);
    buf_text(out, "(?:");
    buf_str(out, vec_at(&l->set->macros, id - 1));
    buf_text(out, ")");
    i = (size_t)(close - text.ptr);
  }
  return true;
}

static bool macro_row(Loader *l) {
  Buf text = {0};
  bool ok = expand(l, pattern_cell(l, 2), &text);
  if (ok && intern_add(l->set->macro_names, pattern_cell(l, 0)) != l->set->macros.len + 1)
    ok = pattern_fault(l, "stands twice", pattern_cell(l, 0));
  if (ok) vec_push(&l->set->macros, keep(l->set, buf_slice(&text)));
  buf_free(&text);
  return ok;
}

/* "tag" rows: the tag in the pattern column, its words in the example column. */
static bool word_row(Loader *l) {
  Str rest = pattern_cell(l, 4), word;
  if (pattern_cell(l, 2).len != 1)
    return pattern_fault(l, "a tag is one character", pattern_cell(l, 2));
  while (str_cut(&rest, " ", &word)) {
    if (!word.len) continue;
    if (intern_add(l->set->words, word) != l->set->word_tags.len + 1)
      return pattern_fault(l, "has a tag already", word);
    vec_push(&l->set->word_tags, pattern_cell(l, 2).ptr[0]);
  }
  return true;
}

/* The name of an anchor class: a class of cues, or one of the table's own. */
const char *pattern_anchor_name(uint8_t anchor_class) {
  static const char *const NAMES[] = {"colon", "preposition", "adverb",   "raising",
                                      "dash",  "verb",        "adjective"};
  return anchor_class < ANCHOR_COLON ? knowledge_class_name(LEXICON_CUE, anchor_class)
                                     : NAMES[anchor_class - ANCHOR_COLON];
}

static bool class_bits(Loader *l, Str name, uint32_t *bits) {
  for (uint8_t c = 0; c < ANCHOR_CLASSES; c++)
    if (str_is(name, pattern_anchor_name(c))) return *bits |= 1u << c, true;
  return pattern_fault(l, "unknown class of cues", name);
}

/* "lemmas" rows: the anchor class in the pattern column, its lemmas in the example column, parted
 * by " | ". */
static bool lemma_row(Loader *l) {
  Str rest = pattern_cell(l, 4), lemma;
  uint32_t bits = 0;
  if (!class_bits(l, pattern_cell(l, 2), &bits)) return false;
  while (str_cut(&rest, " | ", &lemma)) {
    if (intern_add(l->set->lemmas, lemma) != l->set->lemma_classes.len + 1)
      return pattern_fault(l, "stands twice", lemma);
    vec_push(&l->set->lemma_classes, (uint8_t)__builtin_ctz(bits));
  }
  return true;
}

static bool form_bits(Loader *l, Str name, uint32_t *bits) {
  if (str_is(name, "*")) return *bits |= (1u << CUE_FORMS) - 1, true;
  for (uint32_t f = 0; f < CUE_FORMS; f++)
    if (str_is(name, FORM_NAMES[f])) return *bits |= 1u << f, true;
  return pattern_fault(l, "unknown form of a cue", name);
}

/* "say tell: past s" → the slots of these classes and forms; without forms: all forms. */
static bool anchor_slots(Loader *l, Row *row) {
  Str rest = pattern_cell(l, 1), classes, name;
  uint32_t class_set = 0, form_set = 0;
  str_cut(&rest, ":", &classes);
  while (str_cut(&classes, " ", &name))
    if (name.len && !class_bits(l, name, &class_set)) return false;
  while (str_cut(&rest, " ", &name))
    if (name.len && !form_bits(l, name, &form_set)) return false;
  if (!form_set) form_set = (1u << CUE_FORMS) - 1;
  for (uint32_t c = 0; c < ANCHOR_CLASSES; c++)
    for (uint32_t f = 0; f < CUE_FORMS; f++)
      if (class_set >> c & 1 && form_set >> f & 1) {
        uint32_t slot = pattern_slot(c, (CueForm)f);
        row->slots.bits[slot / 64] |= UINT64_C(1) << slot % 64;
      }
  return true;
}

static bool probability_cell(Loader *l, Str text, double *value) {
  char number[32] = {0}, *end;
  memcpy(number, text.ptr, text.len < 31 ? text.len : 31);
  *value = strtod(number, &end);
  return (!*end && end != number && *value >= 0 && *value <= 1) ||
         pattern_fault(l, "no probability between 0 and 1", text);
}

static bool pattern_row(Loader *l) {
  Row row = {.name = arena_copy(&l->set->arena, pattern_cell(l, 0).ptr, pattern_cell(l, 0).len),
             .example = keep(l->set, pattern_cell(l, 4)),
             .counter_example = keep(l->set, pattern_cell(l, 5))};
  bool ok = probability_cell(l, pattern_cell(l, 3), &row.weight) && anchor_slots(l, &row) &&
            expand(l, pattern_cell(l, 2), &row.source);
  vec_push(&l->set->rows, row);
  return ok;
}

static bool read_row(Loader *l) {
  if (str_is(pattern_cell(l, 1), "macro")) return macro_row(l);
  if (str_is(pattern_cell(l, 1), "tag")) return word_row(l);
  if (str_is(pattern_cell(l, 1), "lemmas")) return lemma_row(l);
  return pattern_row(l);
}

static bool read_patterns(PatternSet *set, const char *folder, Err *err) {
  static const char *const NAMES[] = {"id",          "anchor",  "pattern",
                                      "probability", "example", "counter_example"};
  Loader l = {.set = set, .err = err};
  char path[4096];
  if (snprintf(path, sizeof path, "%s/patterns.tsv", folder) >= (int)sizeof path)
    return err_at(err, folder, 0, "the path is too long");
  if (!table_read(&l.table, path, NAMES, 6, err)) return false;
  bool ok = true;
  for (; ok && l.row < l.table.rows; l.row++) ok = read_row(&l);
  table_free(&l.table);
  return ok;
}

static uint32_t length_class(Str word) {
  return word.len < WORD_MOST ? (uint32_t)word.len : WORD_MOST;
}
static uint32_t letter_bit(Str word) {
  return word.len ? UINT32_C(1) << (word.ptr[0] & 31) : 0;
}

/* Length and first letter tell of most words of a text that they are none of the table. */
static void note_letters(PatternSet *set) {
  for (uint32_t id = 1; id <= set->word_tags.len; id++) {
    Str word = intern_text(set->words, id);
    set->letters[length_class(word)] |= letter_bit(word);
  }
}

PatternSet *patterns_load(const char *folder, Err *err) {
  PatternSet *set = memory_get(sizeof *set);
  *set = (PatternSet){.macro_names = intern_new(),
                      .words = intern_new(),
                      .lemmas = intern_new(),
                      .pairs = intern_new(),
                      .jit = patterns_jit_new()};
  bool ok = read_patterns(set, folder, err) && patterns_read_odds(set, folder, err) &&
            patterns_compile(set, err);
  patterns_list_programs(set);
  note_letters(set);
  if (ok) return set;
  patterns_free(set);
  return NULL;
}

void patterns_free(PatternSet *set) {
  if (!set) return;
  patterns_free_codes(set);
  vec_free(&set->tried);
  for (uint32_t r = 0; r < set->rows.len; r++) buf_free(&set->rows.items[r].source);
  vec_free(&set->rows);
  intern_free(set->macro_names);
  vec_free(&set->macros);
  intern_free(set->words);
  intern_free(set->lemmas);
  intern_free(set->pairs);
  if (!set->mapped) {
    free(set->groups);
    vec_free(&set->gates);
    vec_free(&set->word_tags);
    vec_free(&set->lemma_classes);
    vec_free(&set->odds);
  }
  arena_free(&set->arena);
  free(set);
}

/* ---- images ---- */

/* As in knowledge.c: a new member is put into the image and taken from it, or filled anew. */
_Static_assert(sizeof(void *) != 8 || sizeof(PatternSet) == 568, "put and take");

/* What of a row is needed once it is compiled. */
typedef struct {
  Str name, example, counter_example;
  double weight;
} PlainRow;

static const size_t ROW_TEXTS[] = {offsetof(PlainRow, name), offsetof(PlainRow, example),
                                   offsetof(PlainRow, counter_example)};

static void put_rows(const PatternSet *set, Buf *image) {
  PlainRow *rows = memory_get(set->rows.len * sizeof *rows);
  for (uint32_t r = 0; r < set->rows.len; r++) {
    const Row *row = &set->rows.items[r];
    rows[r] = (PlainRow){str_of(row->name), row->example, row->counter_example, row->weight};
  }
  image_put_texts(image, rows, set->rows.len, sizeof *rows, ROW_TEXTS, 3);
  free(rows);
}

void patterns_put(const PatternSet *set, Buf *image) {
  put_rows(set, image);
  image_put(image, set->gates.items, set->gates.len, sizeof *set->gates.items);
  image_put(image, set->groups, set->groups ? set->rows.len : 0, sizeof *set->groups);
  intern_put(set->words, image);
  image_put(image, set->word_tags.items, set->word_tags.len, 1);
  intern_put(set->lemmas, image);
  image_put(image, set->lemma_classes.items, set->lemma_classes.len, 1);
  intern_put(set->pairs, image);
  image_put(image, set->odds.items, set->odds.len, sizeof(double));
  patterns_put_codes(set, image);
}

static void take_rows(PatternSet *set, Image *image) {
  uint32_t count;
  const PlainRow *rows = image_take_texts(image, sizeof *rows, ROW_TEXTS, 3, &count);
  for (uint32_t r = 0; r < count; r++) /* texts end with a NUL in the image */
    vec_push(&set->rows, (Row){.name = rows[r].name.ptr,
                               .example = rows[r].example,
                               .counter_example = rows[r].counter_example,
                               .weight = rows[r].weight});
}

PatternSet *patterns_take(Image *image) {
  PatternSet *set = memory_get(sizeof *set);
  uint32_t ignored;
  *set = (PatternSet){.jit = patterns_jit_new(), .mapped = true};
  take_rows(set, image);
  set->gates.items = image_take(image, sizeof *set->gates.items, &set->gates.len);
  set->groups = image_take(image, sizeof *set->groups, &ignored);
  set->words = intern_take(image);
  set->word_tags.items = image_take(image, 1, &set->word_tags.len);
  set->lemmas = intern_take(image);
  set->lemma_classes.items = image_take(image, 1, &set->lemma_classes.len);
  set->pairs = intern_take(image);
  set->odds.items = image_take(image, sizeof(double), &set->odds.len);
  patterns_take_codes(set, image);
  if (image->broken) {
    patterns_free(set);
    return NULL;
  }
  patterns_list_programs(set);
  note_letters(set);
  return set;
}

/* ---- what the table says ---- */

uint32_t patterns_count(const PatternSet *set) {
  return set->rows.len;
}
const char *patterns_name(const PatternSet *set, uint32_t index) {
  return vec_at(&set->rows, index).name;
}
double patterns_weight(const PatternSet *set, uint32_t index) {
  return vec_at(&set->rows, index).weight;
}
Str patterns_example(const PatternSet *set, uint32_t index) {
  return vec_at(&set->rows, index).example;
}
Str patterns_counter_example(const PatternSet *set, uint32_t index) {
  return vec_at(&set->rows, index).counter_example;
}

char patterns_word(const PatternSet *set, Str folded) {
  if (!(set->letters[length_class(folded)] & letter_bit(folded))) return 0;
  uint32_t id = intern_find(set->words, folded, hash_bytes(folded.ptr, folded.len));
  return id ? set->word_tags.items[id - 1] : 0;
}

uint8_t patterns_lemma(const PatternSet *set, Str lemma) {
  uint32_t id = intern_find(set->lemmas, lemma, hash_bytes(lemma.ptr, lemma.len));
  return id ? set->lemma_classes.items[id - 1] : 0;
}
