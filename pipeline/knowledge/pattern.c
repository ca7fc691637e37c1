/* Rows that follow one another and begin alike become one program, so that they share the work of
 * their beginning:
 *
 *   .*? left part (?: right part of row 3 (*MARK:3) | right part of row 4 (*MARK:4) | … )
 *
 * At an anchor the programs are tried in the order of the table, but only those that have its slot
 * and whose needs (need.h) are met: a look at which tags stand before and behind the anchor leaves
 * two or three of forty. The slot of the anchor is a byte in front of the tags, and matching begins
 * behind it; there `^` of a row becomes `\G`, the place where matching began. The groups of row i
 * are renamed source → source_i, since names are unique in a program.
 *
 * JIT code is faster than PCRE2's interpreter, but takes as long to make as a hundred sentences to
 * match. So matching begins with the interpreter, and the JIT code is made when it is worth it.
 * What comes out must not depend on who matched: the interpreter's answer counts only where it took
 * few steps and little memory, far from any limit of the JIT code; else the JIT code is asked.
 *
 * Limits: a tag string is at most a few hundred characters (the caller cuts it), and match and heap
 * limits end what backtracks beyond reason. */
#include "knowledge/pattern.h"

#include "base/arena.h"
#include "knowledge/need.h"
#include "knowledge/table.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
  SLOTS = ANCHOR_CLASSES * CUE_FORMS,
  ODDS_MEMOS = 1024,              /* a power of two: more than most texts use */
  WORD_MOST = 15,                 /* words of the table as long or longer share a place */
  SLOT_BYTE = 0x80,               /* that of slot 0: no tag is above it */
  GROUPS = 2 + ATTRIBUTION_PARTS, /* source, cue, content … */
  MATCH_LIMIT = 200000,
  HEAP_LIMIT_KIB = 1024,
  SLOW_MATCH_LIMIT = 1000, /* of the interpreter */
  SLOW_HEAP_LIMIT_KIB = 8 * 1024,
  SLOW_MATCHES = 64, /* in all threads, before the JIT code is made */
  STACK_FIRST = 32 * 1024,
  STACK_MOST = 256 * 1024
};

static const char *const GROUP_NAMES[GROUPS] = {"source",   "cue",      "content",
                                                "content2", "content3", "content4"};
static const char *const FORM_NAMES[CUE_FORMS] = {"base", "s", "past", "ing"};

_Static_assert(SLOT_BYTE + SLOTS <= 256, "a slot is a byte");

typedef struct {
  uint64_t bits[(SLOTS + 63) / 64];
} SlotSet;

typedef struct {
  const char *name;
  Str example, counter_example;
  double weight;
  Buf source; /* macros replaced */
  SlotSet slots;
} Row;

/* When a program is tried. */
typedef struct {
  SlotSet slots; /* of some row of it */
  Need need;
} Gate;

/* The one thing that changes while threads match. */
typedef struct {
  pthread_mutex_t mutex; /* of the making */
  atomic_uint matches;
  _Atomic(pcre2_code **) codes; /* by program; NULL until all are made */
} Jit;

struct PatternSet {
  Arena arena;
  VEC(Row) rows;
  Intern *macro_names;
  VEC(Str) macros; /* by id - 1 */
  Intern *words;
  VEC(char) word_tags;             /* by id - 1 */
  uint32_t letters[WORD_MOST + 1]; /* by length of such a word: its first letters, a bit each */
  Intern *lemmas;
  VEC(uint8_t) lemma_classes;     /* by id - 1 */
  Intern *pairs;                  /* "pattern lemma" */
  VEC(double) odds;               /* by id - 1 */
  VEC(pcre2_code *) codes;        /* the programs, in the order of the table */
  VEC(Gate) gates;                /* by program */
  VEC(uint16_t) tried;            /* the programs of slot 0, of slot 1, …; those of slot s: */
  uint32_t tried_from[SLOTS + 1]; /* [tried_from[s], tried_from[s + 1]) */
  Jit *jit;
  bool mapped;                /* tables belong to an image; rows have no source */
  uint16_t (*groups)[GROUPS]; /* by row: numbers of its groups, 0 = it has none of this name */
};

typedef struct { /* the odds of a cue in a pattern, as looked up before */
  uint64_t key;  /* of the pair; 0 = none yet */
  double odds;
  bool counted;
} OddsMemo;

struct PatternScratch {
  pcre2_match_data *data;
  pcre2_match_context *context, *slow;
  pcre2_jit_stack *stack;
  Buf subject; /* slot and tags */
  char *tags;
  uint32_t tag_count;
  void *place; /* the caller's */
  OddsMemo odds[ODDS_MEMOS];
  bool heedless; /* tries programs whose needs are not met, too */
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

static bool has_slot(const SlotSet *slots, uint32_t slot) {
  return (slots->bits[slot / 64] >> slot % 64 & 1) != 0;
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

/* The name of an anchor class: a class of cues, or one of the table's own. */
static const char *anchor_name(uint8_t anchor_class) {
  static const char *const NAMES[] = {"colon", "preposition", "adverb",   "raising",
                                      "dash",  "verb",        "adjective"};
  return anchor_class < ANCHOR_COLON ? knowledge_class_name(LEXICON_CUE, anchor_class)
                                     : NAMES[anchor_class - ANCHOR_COLON];
}

static bool class_bits(Loader *l, Str name, uint32_t *bits) {
  for (uint8_t c = 0; c < ANCHOR_CLASSES; c++)
    if (str_is(name, anchor_name(c))) return *bits |= 1u << c, true;
  return fault(l, "unknown class of cues", name);
}

/* "lemmas" rows: the anchor class in the pattern column, its lemmas in the example column, parted
 * by " | ". */
static bool lemma_row(Loader *l) {
  Str rest = cell(l, 4), lemma;
  uint32_t bits = 0;
  if (!class_bits(l, cell(l, 2), &bits)) return false;
  while (str_cut(&rest, " | ", &lemma)) {
    if (intern_add(l->set->lemmas, lemma) != l->set->lemma_classes.len + 1)
      return fault(l, "stands twice", lemma);
    vec_push(&l->set->lemma_classes, (uint8_t)__builtin_ctz(bits));
  }
  return true;
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
        row->slots.bits[slot / 64] |= UINT64_C(1) << slot % 64;
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
  if (str_is(cell(l, 1), "lemmas")) return lemma_row(l);
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

static bool number_cell(Loader *l, Str text, double *value) {
  char number[32] = {0}, *end;
  memcpy(number, text.ptr, text.len < 31 ? text.len : 31);
  *value = strtod(number, &end);
  return (!*end && end != number && isfinite(*value)) || fault(l, "no number", text);
}

static bool odds_row(Loader *l) {
  double odds;
  Buf pair = {0};
  if (!number_cell(l, cell(l, 2), &odds)) return false;
  buf_str(&pair, cell(l, 1));
  buf_byte(&pair, '\t');
  buf_str(&pair, cell(l, 0));
  bool fresh = intern_add(l->set->pairs, buf_slice(&pair)) == l->set->odds.len + 1;
  buf_free(&pair);
  if (!fresh) return fault(l, "stands twice", cell(l, 0));
  vec_push(&l->set->odds, odds);
  return true;
}

static bool read_odds(PatternSet *set, const char *folder, Err *err) {
  static const char *const NAMES[] = {"lemma", "pattern", "odds"};
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

/* A pattern up to its anchor and the end of the group around it. Rows that share it share its work.
 */
static Str left_part(Str all) {
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

/* A piece of row with `(?<source>` written `(?<source_12>`, and `^` written `\G`. */
static void add_piece(Buf *out, Str piece, uint32_t row) {
  bool set = false;
  for (size_t i = 0; i < piece.len; i++) {
    if (piece.ptr[i] == '[' || piece.ptr[i] == ']') set = piece.ptr[i] == '[';
    bool name = i >= 3 && !memcmp(piece.ptr + i - 3, "(?<", 3) && piece.ptr[i] >= 'a';
    if (!name && piece.ptr[i] == '^' && !set)
      buf_text(out, "\\G");
    else if (!name)
      buf_byte(out, piece.ptr[i]);
    if (!name) continue;
    for (; i < piece.len && piece.ptr[i] != '>'; i++) buf_byte(out, piece.ptr[i]);
    buf_format(out, "_%u>", row);
  }
}

/* Holds right behind the byte of one of these slots. */
static void add_slots(Buf *out, const SlotSet *slots) {
  buf_text(out, "(?<=[");
  for (uint32_t s = 0; s < SLOTS; s++)
    if (has_slot(slots, s)) buf_format(out, "\\x%02x", SLOT_BYTE + s);
  buf_text(out, "])");
}

/* The number of a row's group in its program; one of the left part has the name of the first row.
 */
static uint16_t group_number(const pcre2_code *code, const char *name, uint32_t row,
                             uint32_t first) {
  char full[32];
  snprintf(full, sizeof full, "%s_%u", name, row);
  int number = pcre2_substring_number_from_name(code, (PCRE2_SPTR)full);
  if (number > 0) return (uint16_t)number;
  return row == first ? 0 : group_number(code, name, first, first);
}

/* A row's pattern: what stands before `::` must hold somewhere ahead before the rest is tried at
 * all (it costs one scan), and the rest in two parts. */
typedef struct {
  Str guard, left, right; /* guard may be empty */
} Parts;

static Parts parts_of(const Row *row) {
  Parts parts = {.right = buf_slice(&row->source)};
  Str rest = parts.right;
  if (str_cut(&rest, "::", &parts.guard) && rest.ptr)
    parts.right = rest;
  else
    parts.guard = (Str){0};
  parts.left = left_part(parts.right);
  parts.right.ptr += parts.left.len;
  parts.right.len -= parts.left.len;
  return parts;
}

static bool share_left(const Row *a, const Row *b) {
  Parts x = parts_of(a), y = parts_of(b);
  return str_equal(x.guard, y.guard) && str_equal(x.left, y.left);
}

/* The rows from `first` on that follow one another and share guard and left part: up to the row
 * returned. */
static uint32_t end_of_group(const PatternSet *set, uint32_t first, SlotSet *slots) {
  uint32_t end = first;
  *slots = (SlotSet){0};
  do {
    for (size_t w = 0; w < sizeof slots->bits / sizeof *slots->bits; w++)
      slots->bits[w] |= set->rows.items[end].slots.bits[w];
    end++;
  } while (end < set->rows.len && share_left(&set->rows.items[first], &set->rows.items[end]));
  return end;
}

/* The program of rows [first, end). A row with fewer slots than all of them is asked for by a group
 * that is set, empty, only for its slots. */
static void write_program(const PatternSet *set, uint32_t first, uint32_t end, const SlotSet *slots,
                          Buf *all) {
  Parts parts = parts_of(&set->rows.items[first]);
  for (uint32_t r = first; r < end; r++) {
    if (!memcmp(&set->rows.items[r].slots, slots, sizeof *slots)) continue;
    buf_text(all, "(?:");
    add_slots(all, &set->rows.items[r].slots);
    buf_format(all, "(?<only_%u>)|)", r);
  }
  if (parts.guard.len) {
    buf_text(all, "(?=");
    add_piece(all, parts.guard, first);
    buf_byte(all, ')');
  }
  buf_text(all, ".*?");
  add_piece(all, parts.left, first);
  for (uint32_t r = first; r < end; r++) {
    bool some = memcmp(&set->rows.items[r].slots, slots, sizeof *slots) != 0;
    buf_text(all, r == first ? "(?:" : "|");
    if (some) buf_format(all, "(?(<only_%u>)", r);
    add_piece(all, parts_of(&set->rows.items[r]).right, r);
    buf_format(all, "(*MARK:%u)", r);
    if (some) buf_text(all, "|(*FAIL))");
  }
  buf_byte(all, ')');
}

/* What all rows of a program need; that of a right part is one row's own. */
static Need need_of(const Row *row, bool alone) {
  Parts parts = parts_of(row);
  Need need = need_nothing();
  need_add(&need, parts.guard);
  need_add(&need, alone ? (Str){parts.left.ptr, parts.left.len + parts.right.len} : parts.left);
  return need;
}

static bool compile_program(PatternSet *set, uint32_t first, uint32_t end, Gate gate, Buf *all,
                            Err *err) {
  int code;
  PCRE2_SIZE at;
  buf_clear(all);
  write_program(set, first, end, &gate.slots, all);
  pcre2_code *program =
      pcre2_compile((PCRE2_SPTR)all->ptr, all->len, PCRE2_EXTENDED | PCRE2_DOTALL | PCRE2_ANCHORED,
                    &code, &at, NULL);
  if (!program) {
    PCRE2_UCHAR message[256];
    pcre2_get_error_message(code, message, sizeof message);
    size_t from = at > 40 ? at - 40 : 0;
    return err_at(err, "patterns.tsv", 0, "%s near %.*s", (const char *)message, (int)(at - from),
                  all->ptr + from);
  }
  vec_push(&set->codes, program);
  vec_push(&set->gates, gate);
  for (uint32_t r = first; r < end; r++)
    for (uint32_t g = 0; g < GROUPS; g++)
      set->groups[r][g] = group_number(program, GROUP_NAMES[g], r, first);
  return true;
}

static bool compile(PatternSet *set, Err *err) {
  Buf all = {0};
  bool ok = true;
  set->groups = memory_zeroed(set->rows.len, sizeof *set->groups);
  for (uint32_t r = 0, end; ok && r < set->rows.len; r = end) {
    Gate gate;
    end = end_of_group(set, r, &gate.slots);
    gate.need = need_of(&set->rows.items[r], end == r + 1);
    ok = compile_program(set, r, end, gate, &all, err);
  }
  buf_free(&all);
  return ok;
}

/* Each row alone, to name the one that is at fault. */
static bool check_rows(const PatternSet *set, const char *path, Err *err) {
  for (uint32_t r = 0; r < set->rows.len; r++) {
    const Row *row = &set->rows.items[r];
    int code;
    PCRE2_SIZE at;
    Parts parts = parts_of(row);
    pcre2_code *alone = pcre2_compile((PCRE2_SPTR)parts.left.ptr, parts.left.len + parts.right.len,
                                      PCRE2_EXTENDED, &code, &at, NULL);
    if (!alone) {
      PCRE2_UCHAR message[256];
      pcre2_get_error_message(code, message, sizeof message);
      return err_at(err, path, 0, "pattern %s: %s", row->name, (const char *)message);
    }
    pcre2_code_free(alone);
  }
  return true;
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

/* Which programs a slot asks for: most have few. */
static void list_programs(PatternSet *set) {
  for (uint32_t slot = 0; slot < SLOTS; slot++) {
    set->tried_from[slot] = set->tried.len;
    for (uint32_t i = 0; i < set->gates.len; i++)
      if (has_slot(&set->gates.items[i].slots, slot)) vec_push(&set->tried, (uint16_t)i);
  }
  set->tried_from[SLOTS] = set->tried.len;
}

static Jit *jit_new(void) {
  Jit *jit = memory_get(sizeof *jit);
  pthread_mutex_init(&jit->mutex, NULL);
  atomic_init(&jit->matches, 0);
  atomic_init(&jit->codes, NULL);
  return jit;
}

PatternSet *patterns_load(const char *folder, Err *err) {
  PatternSet *set = memory_get(sizeof *set);
  *set = (PatternSet){.macro_names = intern_new(),
                      .words = intern_new(),
                      .lemmas = intern_new(),
                      .pairs = intern_new(),
                      .jit = jit_new()};
  bool ok = read_patterns(set, folder, err) && read_odds(set, folder, err) &&
            (compile(set, err) || (check_rows(set, "patterns.tsv", err) && false));
  list_programs(set);
  note_letters(set);
  if (ok) return set;
  patterns_free(set);
  return NULL;
}

static void free_codes(pcre2_code **codes, uint32_t count) {
  for (uint32_t i = 0; codes && i < count; i++) pcre2_code_free(codes[i]);
  free(codes);
}

void patterns_free(PatternSet *set) {
  if (!set) return;
  free_codes(set->codes.items, set->codes.len);
  free_codes(atomic_load(&set->jit->codes), set->codes.len);
  pthread_mutex_destroy(&set->jit->mutex);
  free(set->jit);
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

static void put_codes(const PatternSet *set, Buf *image) {
  uint8_t *bytes = NULL;
  PCRE2_SIZE size = 0;
  int32_t count = (int32_t)set->codes.len;
  const pcre2_code **codes = (const pcre2_code **)set->codes.items;
  if (count && pcre2_serialize_encode(codes, count, &bytes, &size, NULL) != count) size = 0;
  image_put(image, bytes, size, 1);
  pcre2_serialize_free(bytes);
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
  put_codes(set, image);
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

/* Another version of PCRE2 refuses what this one has compiled. */
static void take_codes(PatternSet *set, Image *image) {
  uint32_t size;
  const uint8_t *bytes = image_take(image, 1, &size);
  int32_t count = (int32_t)set->gates.len;
  if (image->broken || !count) return;
  set->codes.items = memory_zeroed(set->gates.len, sizeof *set->codes.items);
  set->codes.len = set->codes.cap = set->gates.len;
  image->broken = !size || pcre2_serialize_decode(set->codes.items, count, bytes, NULL) != count;
}

PatternSet *patterns_take(Image *image) {
  PatternSet *set = memory_get(sizeof *set);
  uint32_t ignored;
  *set = (PatternSet){.jit = jit_new(), .mapped = true};
  take_rows(set, image);
  set->gates.items = image_take(image, sizeof *set->gates.items, &set->gates.len);
  set->groups = image_take(image, sizeof *set->groups, &ignored);
  set->words = intern_take(image);
  set->word_tags.items = image_take(image, 1, &set->word_tags.len);
  set->lemmas = intern_take(image);
  set->lemma_classes.items = image_take(image, 1, &set->lemma_classes.len);
  set->pairs = intern_take(image);
  set->odds.items = image_take(image, sizeof(double), &set->odds.len);
  take_codes(set, image);
  if (image->broken) {
    patterns_free(set);
    return NULL;
  }
  list_programs(set);
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

static bool find_odds(const PatternSet *set, const char *name, Str lemma, double *odds) {
  char pair[256];
  size_t width = strlen(name), len = width + 1 + lemma.len;
  if (len >= sizeof pair) return false;
  memcpy(pair, name, width);
  pair[width] = '\t';
  memcpy(pair + width + 1, lemma.ptr, lemma.len);
  uint32_t id = intern_find(set->pairs, (Str){pair, len}, hash_bytes(pair, len));
  if (!id) return false;
  *odds = set->odds.items[id - 1];
  return true;
}

bool patterns_odds(const PatternSet *set, uint32_t pattern, Str lemma, double *odds) {
  return find_odds(set, vec_at(&set->rows, pattern).name, lemma, odds);
}

bool pattern_scratch_odds(PatternScratch *scratch, const PatternSet *set, uint32_t pattern,
                          uint32_t cue, Str lemma, double *odds) {
  uint64_t key = (uint64_t)pattern << 32 | (cue + 1u);
  OddsMemo *memo = &scratch->odds[hash_mix(key) & (ODDS_MEMOS - 1)];
  if (memo->key != key) {
    *memo = (OddsMemo){.key = key};
    memo->counted = patterns_odds(set, pattern, lemma, &memo->odds);
  }
  if (memo->counted) *odds = memo->odds;
  return memo->counted;
}

double patterns_evidence(const PatternSet *set, const char *name, double otherwise) {
  double weight;
  return find_odds(set, name, STR("*"), &weight) ? weight : otherwise;
}

/* ---- matching ---- */

PatternScratch *pattern_scratch_new(const PatternSet *set) {
  PatternScratch *scratch = memory_get(sizeof *scratch);
  uint32_t groups, most = 0;
  for (uint32_t i = 0; i < set->codes.len; i++) {
    pcre2_pattern_info(set->codes.items[i], PCRE2_INFO_CAPTURECOUNT, &groups);
    if (groups > most) most = groups;
  }
  *scratch = (PatternScratch){.data = pcre2_match_data_create(most + 1, NULL),
                              .context = pcre2_match_context_create(NULL),
                              .slow = pcre2_match_context_create(NULL),
                              .stack = pcre2_jit_stack_create(STACK_FIRST, STACK_MOST, NULL)};
  if (!scratch->data || !scratch->context || !scratch->slow || !scratch->stack) memory_none(0);
  pcre2_set_match_limit(scratch->context, MATCH_LIMIT);
  pcre2_set_heap_limit(scratch->context, HEAP_LIMIT_KIB);
  pcre2_set_match_limit(scratch->slow, SLOW_MATCH_LIMIT);
  pcre2_set_heap_limit(scratch->slow, SLOW_HEAP_LIMIT_KIB);
  pcre2_jit_stack_assign(scratch->context, NULL, scratch->stack);
  return scratch;
}

void pattern_scratch_free(PatternScratch *scratch) {
  if (!scratch) return;
  pcre2_match_data_free(scratch->data);
  pcre2_match_context_free(scratch->context);
  pcre2_match_context_free(scratch->slow);
  pcre2_jit_stack_free(scratch->stack);
  buf_free(&scratch->subject);
  free(scratch->tags);
  free(scratch->place);
  free(scratch);
}

char *pattern_scratch_tags(PatternScratch *scratch, uint32_t count) {
  if (scratch->tag_count == count) return scratch->tags;
  free(scratch->tags);
  scratch->tags = memory_zeroed(count, 1);
  scratch->tag_count = count;
  return scratch->tags;
}

void *pattern_scratch_place(PatternScratch *scratch, size_t size, bool *fresh) {
  *fresh = !scratch->place;
  if (*fresh) scratch->place = memory_zeroed(1, size);
  return scratch->place;
}

/* In the tags: the subject has the slot in front. */
static Range group_range(const PCRE2_SIZE *offsets, uint32_t number, uint32_t most) {
  if (!number || number >= most || offsets[2 * number] == PCRE2_UNSET) return (Range){0};
  return (Range){(uint32_t)offsets[2 * number] - 1, (uint32_t)offsets[2 * number + 1] - 1};
}

static void read_match(const PatternSet *set, pcre2_match_data *data, uint32_t groups,
                       PatternMatch *match) {
  PCRE2_SPTR mark = pcre2_get_mark(data);
  const PCRE2_SIZE *offsets = pcre2_get_ovector_pointer(data);
  *match = (PatternMatch){.pattern = mark ? (uint32_t)strtoul((const char *)mark, NULL, 10) : 0};
  const uint16_t *numbers = set->groups[match->pattern];
  match->source = group_range(offsets, numbers[0], groups);
  match->cue = group_range(offsets, numbers[1], groups);
  for (uint32_t g = 2; g < GROUPS; g++) {
    Range content = group_range(offsets, numbers[g], groups);
    if (!range_empty(content)) match->content[match->parts++] = content;
  }
}

static pcre2_code **make_jit(const PatternSet *set) {
  Jit *jit = set->jit;
  pthread_mutex_lock(&jit->mutex);
  pcre2_code **codes = atomic_load(&jit->codes);
  if (!codes) {
    codes = memory_get(set->codes.len * sizeof *codes);
    for (uint32_t i = 0; i < set->codes.len; i++) {
      codes[i] = pcre2_code_copy(set->codes.items[i]);
      if (!codes[i]) memory_none(0);
      pcre2_jit_compile(codes[i], PCRE2_JIT_COMPLETE); /* without JIT it works, slower */
    }
    atomic_store(&jit->codes, codes);
  }
  pthread_mutex_unlock(&jit->mutex);
  return codes;
}

static int run_code(const pcre2_code *code, const PatternScratch *scratch,
                    pcre2_match_context *context) {
  return pcre2_match(code, (PCRE2_SPTR)scratch->subject.ptr, scratch->subject.len, 1,
                     PCRE2_NO_UTF_CHECK, scratch->data, context);
}

/* Straight to the JIT code: what pcre2_match checks before is known of every subject. */
static int run_jit(const pcre2_code *code, const PatternScratch *scratch) {
  int groups = pcre2_jit_match(code, (PCRE2_SPTR)scratch->subject.ptr, scratch->subject.len, 1, 0,
                               scratch->data, scratch->context);
  bool none = groups == PCRE2_ERROR_JIT_BADOPTION; /* a machine without JIT */
  return none ? run_code(code, scratch, scratch->context) : groups;
}

static int run_program(const PatternSet *set, uint32_t program, const PatternScratch *scratch) {
  pcre2_code **codes = atomic_load_explicit(&set->jit->codes, memory_order_acquire);
  if (!codes &&
      atomic_fetch_add_explicit(&set->jit->matches, 1, memory_order_relaxed) < SLOW_MATCHES) {
    int groups = run_code(set->codes.items[program], scratch, scratch->slow);
    if (groups > 0 || groups == PCRE2_ERROR_NOMATCH) return groups;
  }
  return run_jit((codes ? codes : make_jit(set))[program], scratch);
}

/* The first program that matches or reaches a limit. */
static int run_programs(const PatternSet *set, uint32_t slot, Str tags,
                        const PatternScratch *scratch) {
  const char *anchor = memchr(tags.ptr, '@', tags.len);
  Surroundings around = need_around(tags, anchor ? (size_t)(anchor - tags.ptr) : 0);
  int groups = PCRE2_ERROR_NOMATCH;
  uint32_t end = set->tried_from[slot + 1];
  for (uint32_t i = set->tried_from[slot]; i < end && groups == PCRE2_ERROR_NOMATCH; i++) {
    uint32_t program = set->tried.items[i];
    if (scratch->heedless || need_met(&set->gates.items[program].need, &around))
      groups = run_program(set, program, scratch);
  }
  return groups;
}

void pattern_scratch_heedless(PatternScratch *scratch) {
  scratch->heedless = true;
}

PatternResult pattern_match(const PatternSet *set, PatternScratch *scratch, uint32_t slot, Str tags,
                            PatternMatch *match, Err *err) {
  Buf *subject = &scratch->subject;
  buf_clear(subject);
  buf_byte(subject, (char)(SLOT_BYTE + slot));
  buf_str(subject, tags);
  int groups = run_programs(set, slot, tags, scratch);
  if (groups > 0) {
    read_match(set, scratch->data, (uint32_t)groups, match);
    return PATTERN_FOUND;
  }
  if (groups == PCRE2_ERROR_NOMATCH) return PATTERN_NOTHING;
  err_at(err, "patterns.tsv", 0, "a limit was reached by the patterns of class %s",
         anchor_name((uint8_t)(slot / CUE_FORMS)));
  return PATTERN_LIMIT;
}
