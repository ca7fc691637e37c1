/* The table's rows of one anchor slot become one program, an alternation in the order of the rows:
 *
 *   ^ (?: .*? row 3 (*MARK:3) | .*? row 7 (*MARK:7) | … )
 *
 * so that an anchor costs one call of the JIT code, however many patterns there are. `.*?` stands
 * before each row and not before the whole, or else a weak row that matches further left would win
 * over a strong one. The groups of row i are renamed source → source_i, since names are unique in a
 * program.
 *
 * Limits: a tag string is at most a few hundred characters (the caller cuts it), and match and heap
 * limits end what backtracks beyond reason. */
#include "knowledge/pattern.h"

#include "base/arena.h"
#include "knowledge/table.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
  SLOTS = ANCHOR_CLASSES * CUE_FORMS,
  GROUPS = 2 + ATTRIBUTION_PARTS, /* source, cue, content … */
  MATCH_LIMIT = 200000,
  HEAP_LIMIT_KIB = 1024,
  STACK_FIRST = 32 * 1024,
  STACK_MOST = 256 * 1024
};

static const char *const GROUP_NAMES[GROUPS] = {"source",   "cue",      "content",
                                                "content2", "content3", "content4"};
static const char *const FORM_NAMES[CUE_FORMS] = {"base", "s", "past", "ing"};

typedef struct {
  const char *name;
  Str example, counter_example;
  double weight;
  Buf source; /* macros replaced */
  uint64_t slots[(SLOTS + 63) / 64];
} Row;

typedef struct {
  pcre2_code *code;           /* NULL: no pattern for this slot */
  uint16_t (*groups)[GROUPS]; /* by row: numbers of its groups, 0 = it has none of this name */
} Program;

struct PatternSet {
  Arena arena;
  VEC(Row) rows;
  Intern *macro_names;
  VEC(Str) macros; /* by id - 1 */
  Intern *words;
  VEC(char) word_tags; /* by id - 1 */
  Intern *pairs;       /* "pattern lemma" */
  VEC(double) odds;    /* by id - 1 */
  Program programs[SLOTS];
};

struct PatternScratch {
  pcre2_match_data *data;
  pcre2_match_context *context;
  pcre2_jit_stack *stack;
  char *tags;
  uint32_t tag_count;
};

/* ---- reading the table ---- */

typedef struct {
  PatternSet *set;
  Table table;
  uint32_t row;
  Err *err;
} Loader;

static bool fault(Loader *l, const char *cause, Str what) {
  return err_at(l->err, l->table.path, table_line(l->row), "%s: %.*s", cause, (int)what.len,
                what.ptr);
}

static Str cell(const Loader *l, uint32_t column) {
  return table_cell(&l->table, l->row, column);
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
    if (!id) return fault(l, "no such macro above", name);
    buf_text(out, "(?:");
    buf_str(out, vec_at(&l->set->macros, id - 1));
    buf_text(out, ")");
    i = (size_t)(close - text.ptr);
  }
  return true;
}

static bool macro_row(Loader *l) {
  Buf text = {0};
  bool ok = expand(l, cell(l, 2), &text);
  if (ok && intern_add(l->set->macro_names, cell(l, 0)) != l->set->macros.len + 1)
    ok = fault(l, "stands twice", cell(l, 0));
  if (ok) vec_push(&l->set->macros, keep(l->set, buf_slice(&text)));
  buf_free(&text);
  return ok;
}

/* "tag" rows: the tag in the pattern column, its words in the example column. */
static bool word_row(Loader *l) {
  Str rest = cell(l, 4), word;
  if (cell(l, 2).len != 1) return fault(l, "a tag is one character", cell(l, 2));
  while (str_cut(&rest, " ", &word)) {
    if (!word.len) continue;
    if (intern_add(l->set->words, word) != l->set->word_tags.len + 1)
      return fault(l, "has a tag already", word);
    vec_push(&l->set->word_tags, cell(l, 2).ptr[0]);
  }
  return true;
}

static bool class_bits(Loader *l, Str name, uint32_t *bits) {
  if (str_is(name, "*")) return *bits |= (1u << ANCHOR_COLON) - 1, true;
  if (str_is(name, "colon")) return *bits |= 1u << ANCHOR_COLON, true;
  if (str_is(name, "preposition")) return *bits |= 1u << ANCHOR_PREPOSITION, true;
  if (str_is(name, "adverb")) return *bits |= 1u << ANCHOR_ADVERB, true;
  for (uint8_t c = 0; c < ANCHOR_COLON; c++)
    if (str_is(name, knowledge_class_name(LEXICON_CUE, c))) return *bits |= 1u << c, true;
  return fault(l, "unknown class of cues", name);
}

static bool form_bits(Loader *l, Str name, uint32_t *bits) {
  if (str_is(name, "*")) return *bits |= (1u << CUE_FORMS) - 1, true;
  for (uint32_t f = 0; f < CUE_FORMS; f++)
    if (str_is(name, FORM_NAMES[f])) return *bits |= 1u << f, true;
  return fault(l, "unknown form of a cue", name);
}

/* "say tell: past s" → the slots of these classes and forms; without forms: all forms. */
static bool anchor_slots(Loader *l, Row *row) {
  Str rest = cell(l, 1), classes, name;
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
        row->slots[slot / 64] |= UINT64_C(1) << slot % 64;
      }
  return true;
}

static bool probability_cell(Loader *l, Str text, double *value) {
  char number[32] = {0}, *end;
  memcpy(number, text.ptr, text.len < 31 ? text.len : 31);
  *value = strtod(number, &end);
  return (!*end && end != number && *value >= 0 && *value <= 1) ||
         fault(l, "no probability between 0 and 1", text);
}

static bool pattern_row(Loader *l) {
  Row row = {.name = arena_copy(&l->set->arena, cell(l, 0).ptr, cell(l, 0).len),
             .example = keep(l->set, cell(l, 4)),
             .counter_example = keep(l->set, cell(l, 5))};
  bool ok = probability_cell(l, cell(l, 3), &row.weight) && anchor_slots(l, &row) &&
            expand(l, cell(l, 2), &row.source);
  vec_push(&l->set->rows, row);
  return ok;
}

static bool read_row(Loader *l) {
  if (str_is(cell(l, 1), "macro")) return macro_row(l);
  if (str_is(cell(l, 1), "tag")) return word_row(l);
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

static bool odds_row(Loader *l) {
  double probability;
  Buf pair = {0};
  if (!probability_cell(l, cell(l, 2), &probability)) return false;
  buf_str(&pair, cell(l, 1));
  buf_byte(&pair, '\t');
  buf_str(&pair, cell(l, 0));
  bool fresh = intern_add(l->set->pairs, buf_slice(&pair)) == l->set->odds.len + 1;
  buf_free(&pair);
  if (!fresh) return fault(l, "stands twice", cell(l, 0));
  vec_push(&l->set->odds, log(probability / (1 - probability)));
  return true;
}

static bool read_odds(PatternSet *set, const char *folder, Err *err) {
  static const char *const NAMES[] = {"lemma", "pattern", "probability"};
  Loader l = {.set = set, .err = err};
  char path[4096];
  if (snprintf(path, sizeof path, "%s/frames.tsv", folder) >= (int)sizeof path)
    return err_at(err, folder, 0, "the path is too long");
  if (!table_read(&l.table, path, NAMES, 3, err)) return false;
  bool ok = true;
  for (; ok && l.row < l.table.rows; l.row++) ok = odds_row(&l);
  table_free(&l.table);
  return ok;
}

/* ---- compiling ---- */

/* A pattern up to its anchor and the end of the group around it. Rows that share it share its work. */
static Str left_part(const Row *row) {
  Str all = buf_slice(&row->source);
  size_t i = 0, depth = 0;
  bool anchor = false, set = false; /* set: between [ and ] */
  for (; i < all.len && !(anchor && !depth); i++) {
    if (all.ptr[i] == '[' || all.ptr[i] == ']') set = all.ptr[i] == '[';
    if (set) continue;
    if (all.ptr[i] == '(') depth++;
    if (all.ptr[i] == ')') depth--;
    if (all.ptr[i] == '@') anchor = true;
  }
  return (Str){all.ptr, i};
}

/* A piece of row with `(?<source>` written `(?<source_12>`. */
static void add_piece(Buf *out, Str piece, uint32_t row) {
  for (size_t i = 0; i < piece.len; i++) {
    bool name = i >= 3 && !memcmp(piece.ptr + i - 3, "(?<", 3) && piece.ptr[i] >= 'a';
    if (!name) {
      buf_byte(out, piece.ptr[i]);
      continue;
    }
    for (; i < piece.len && piece.ptr[i] != '>'; i++) buf_byte(out, piece.ptr[i]);
    buf_format(out, "_%u>", row);
  }
}

static void number_groups(const PatternSet *set, Program *program, const uint32_t *leader) {
  program->groups = calloc(set->rows.len, sizeof *program->groups);
  if (!program->groups) abort();
  for (uint32_t r = 0; r < set->rows.len; r++)
    for (uint32_t g = 0; g < GROUPS; g++) {
      char name[32];
      snprintf(name, sizeof name, "%s_%u", GROUP_NAMES[g], r);
      int number = pcre2_substring_number_from_name(program->code, (PCRE2_SPTR)name);
      if (number < 0 && leader[r] != r) {
        snprintf(name, sizeof name, "%s_%u", GROUP_NAMES[g], leader[r]);
        number = pcre2_substring_number_from_name(program->code, (PCRE2_SPTR)name);
      }
      program->groups[r][g] = (uint16_t)(number > 0 ? number : 0);
    }
}

/* Rows r … that follow one another in this slot and share their left part become
 * `.*? left (?: right (*MARK:r) | right (*MARK:r + 1) … )`. */
static void add_rows(const PatternSet *set, uint32_t slot, Buf *all, uint32_t *leader) {
  Str left = {0};
  uint32_t first = 0;
  for (uint32_t r = 0; r < set->rows.len; r++) {
    const Row *row = &set->rows.items[r];
    leader[r] = r;
    if (!(row->slots[slot / 64] >> slot % 64 & 1)) continue;
    Str mine = left_part(row), whole = buf_slice(&row->source);
    bool shared = left.len && str_equal(left, mine);
    if (!shared) {
      buf_text(all, left.len ? ")|.*?" : "^(?:.*?");
      add_piece(all, mine, r);
      left = mine;
      first = r;
    }
    leader[r] = first;
    buf_text(all, shared ? "|" : "(?:");
    Str right = {whole.ptr + mine.len, whole.len - mine.len};
    add_piece(all, right, r);
    buf_format(all, "(*MARK:%u)", r);
  }
  if (left.len) buf_text(all, "))");
}

static bool compile_slot(PatternSet *set, uint32_t slot, const char *path, Err *err) {
  Buf all = {0};
  uint32_t *leader = memory_get((set->rows.len + 1) * sizeof *leader);
  add_rows(set, slot, &all, leader);
  int code;
  PCRE2_SIZE at;
  Program *program = &set->programs[slot];
  if (all.len) {
    program->code = pcre2_compile((PCRE2_SPTR)all.ptr, all.len, PCRE2_EXTENDED | PCRE2_DOTALL, &code, &at, NULL);
    if (!program->code) {
      PCRE2_UCHAR message[256];
      pcre2_get_error_message(code, message, sizeof message);
      size_t from = at > 40 ? at - 40 : 0;
      err_at(err, path, 0, "%s near %.*s", (const char *)message, (int)(at - from), all.ptr + from);
    } else {
      pcre2_jit_compile(program->code, PCRE2_JIT_COMPLETE); /* without JIT it works, slower */
      number_groups(set, program, leader);
    }
  }
  bool ok = !all.len || program->code;
  buf_free(&all);
  free(leader);
  return ok;
}

/* Each row alone first, so that a fault names its row. */
static bool check_rows(const PatternSet *set, const char *path, Err *err) {
  for (uint32_t r = 0; r < set->rows.len; r++) {
    const Row *row = &set->rows.items[r];
    int code;
    PCRE2_SIZE at;
    pcre2_code *alone = pcre2_compile((PCRE2_SPTR)row->source.ptr, row->source.len, PCRE2_EXTENDED,
                                      &code, &at, NULL);
    if (!alone) {
      PCRE2_UCHAR message[256];
      pcre2_get_error_message(code, message, sizeof message);
      return err_at(err, path, 0, "pattern %s: %s", row->name, (const char *)message);
    }
    pcre2_code_free(alone);
  }
  return true;
}

PatternSet *patterns_load(const char *folder, Err *err) {
  PatternSet *set = memory_get(sizeof *set);
  *set = (PatternSet){.macro_names = intern_new(), .words = intern_new(), .pairs = intern_new()};
  bool ok = read_patterns(set, folder, err) && read_odds(set, folder, err) &&
            check_rows(set, "patterns.tsv", err);
  for (uint32_t slot = 0; ok && slot < SLOTS; slot++)
    ok = compile_slot(set, slot, "patterns.tsv", err);
  if (ok) return set;
  patterns_free(set);
  return NULL;
}

void patterns_free(PatternSet *set) {
  if (!set) return;
  for (uint32_t slot = 0; slot < SLOTS; slot++) {
    pcre2_code_free(set->programs[slot].code);
    free(set->programs[slot].groups);
  }
  for (uint32_t r = 0; r < set->rows.len; r++) buf_free(&set->rows.items[r].source);
  vec_free(&set->rows);
  intern_free(set->macro_names);
  vec_free(&set->macros);
  intern_free(set->words);
  vec_free(&set->word_tags);
  intern_free(set->pairs);
  vec_free(&set->odds);
  arena_free(&set->arena);
  free(set);
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
  uint32_t id = intern_find(set->words, folded, hash_bytes(folded.ptr, folded.len));
  return id ? set->word_tags.items[id - 1] : 0;
}

bool patterns_odds(const PatternSet *set, uint32_t pattern, Str lemma, double *odds) {
  const char *name = vec_at(&set->rows, pattern).name;
  char pair[256];
  int len = snprintf(pair, sizeof pair, "%s\t%.*s", name, (int)lemma.len, lemma.ptr);
  if (len <= 0 || len >= (int)sizeof pair) return false;
  uint32_t id = intern_find(set->pairs, (Str){pair, (size_t)len}, hash_bytes(pair, (size_t)len));
  if (!id) return false;
  *odds = set->odds.items[id - 1];
  return true;
}

/* ---- matching ---- */

PatternScratch *pattern_scratch_new(const PatternSet *set) {
  PatternScratch *scratch = memory_get(sizeof *scratch);
  uint32_t groups = 1;
  for (uint32_t slot = 0; slot < SLOTS; slot++) {
    uint32_t count = 0;
    if (set->programs[slot].code)
      pcre2_pattern_info(set->programs[slot].code, PCRE2_INFO_CAPTURECOUNT, &count);
    if (count + 1 > groups) groups = count + 1;
  }
  *scratch = (PatternScratch){.data = pcre2_match_data_create(groups, NULL),
                              .context = pcre2_match_context_create(NULL),
                              .stack = pcre2_jit_stack_create(STACK_FIRST, STACK_MOST, NULL)};
  if (!scratch->data || !scratch->context || !scratch->stack) abort();
  pcre2_set_match_limit(scratch->context, MATCH_LIMIT);
  pcre2_set_heap_limit(scratch->context, HEAP_LIMIT_KIB);
  pcre2_jit_stack_assign(scratch->context, NULL, scratch->stack);
  return scratch;
}

void pattern_scratch_free(PatternScratch *scratch) {
  if (!scratch) return;
  pcre2_match_data_free(scratch->data);
  pcre2_match_context_free(scratch->context);
  pcre2_jit_stack_free(scratch->stack);
  free(scratch->tags);
  free(scratch);
}

char *pattern_scratch_tags(PatternScratch *scratch, uint32_t count, bool *fresh) {
  *fresh = scratch->tag_count != count;
  if (*fresh) {
    free(scratch->tags);
    scratch->tags = calloc(count, 1);
    if (!scratch->tags) abort();
    scratch->tag_count = count;
  }
  return scratch->tags;
}

static Range group_range(const PCRE2_SIZE *offsets, uint32_t number, uint32_t most) {
  if (!number || number >= most || offsets[2 * number] == PCRE2_UNSET) return (Range){0};
  return (Range){(uint32_t)offsets[2 * number], (uint32_t)offsets[2 * number + 1]};
}

static void read_match(const Program *program, pcre2_match_data *data, uint32_t groups,
                       PatternMatch *match) {
  PCRE2_SPTR mark = pcre2_get_mark(data);
  const PCRE2_SIZE *offsets = pcre2_get_ovector_pointer(data);
  *match = (PatternMatch){.pattern = mark ? (uint32_t)strtoul((const char *)mark, NULL, 10) : 0};
  const uint16_t *numbers = program->groups[match->pattern];
  match->source = group_range(offsets, numbers[0], groups);
  match->cue = group_range(offsets, numbers[1], groups);
  for (uint32_t g = 2; g < GROUPS; g++) {
    Range content = group_range(offsets, numbers[g], groups);
    if (!range_empty(content)) match->content[match->parts++] = content;
  }
}

PatternResult pattern_match(const PatternSet *set, PatternScratch *scratch, uint32_t slot, Str tags,
                            PatternMatch *match, Err *err) {
  const Program *program = &set->programs[slot];
  if (!program->code) return PATTERN_NOTHING;
  int groups = pcre2_match(program->code, (PCRE2_SPTR)tags.ptr, tags.len, 0, PCRE2_NO_UTF_CHECK,
                           scratch->data, scratch->context);
  if (groups > 0) {
    read_match(program, scratch->data, (uint32_t)groups, match);
    return PATTERN_FOUND;
  }
  if (groups == PCRE2_ERROR_NOMATCH) return PATTERN_NOTHING;
  err_at(err, "patterns.tsv", 0, "a limit was reached by the patterns for %s",
         knowledge_class_name(LEXICON_CUE, (uint8_t)(slot / CUE_FORMS)));
  return PATTERN_LIMIT;
}
