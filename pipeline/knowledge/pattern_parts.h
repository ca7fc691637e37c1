/* PatternParts: what the files of the pattern module share, and nobody else includes.
 *
 *   pattern.c          the table in memory: read, freed, put into an image and taken from it
 *   pattern_program.c  rows that begin alike are written as one regular expression, a program
 *   pattern_match.c    programs are compiled and run; the one file that includes pcre2
 *   pattern_weights.c  the odds that a cue found by a pattern reports */
#ifndef SURETY_KNOWLEDGE_PATTERN_PARTS_H
#define SURETY_KNOWLEDGE_PATTERN_PARTS_H

#include "base/arena.h"
#include "base/image.h"
#include "base/vec.h"
#include "knowledge/need.h"
#include "knowledge/pattern.h"
#include "knowledge/table.h"

enum {
  SLOTS = ANCHOR_CLASSES * CUE_FORMS,
  WORD_MOST = 15,                /* words of the table as long or longer share a place */
  SLOT_BYTE = 0x80,              /* that of slot 0: no tag is above it */
  GROUPS = 2 + ATTRIBUTION_PARTS /* source, cue, content … */
};

_Static_assert(SLOT_BYTE + SLOTS <= 256, "a slot is a byte");

typedef struct {
  uint64_t bits[(SLOTS + 63) / 64];
} SlotSet;

static inline bool pattern_has_slot(const SlotSet *slots, uint32_t slot) {
  return (slots->bits[slot / 64] >> slot % 64 & 1) != 0;
}

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

typedef struct Jit Jit;
struct pcre2_real_code_8; /* pcre2_code, where pcre2.h is not included */

struct PatternSet {
  Arena arena;
  VEC(Row) rows;
  Intern *macro_names;
  VEC(Str) macros; /* by id - 1 */
  Intern *words;
  VEC(char) word_tags;             /* by id - 1 */
  uint32_t letters[WORD_MOST + 1]; /* by length of such a word: its first letters, a bit each */
  Intern *lemmas;
  VEC(uint8_t) lemma_classes;            /* by id - 1 */
  Intern *pairs;                         /* "pattern lemma" */
  VEC(double) odds;                      /* by id - 1 */
  VEC(struct pcre2_real_code_8 *) codes; /* the programs, in the order of the table */
  VEC(Gate) gates;                       /* by program */
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

/* ---- pattern.c ---- */

/* A table while it is read, row by row. */
typedef struct {
  PatternSet *set;
  Table table;
  uint32_t row;
  Err *err;
} Loader;

/* Says in err what is wrong with the row at hand; always false. */
bool pattern_fault(Loader *l, const char *cause, Str what);

static inline Str pattern_cell(const Loader *l, uint32_t column) {
  return table_cell(&l->table, l->row, column);
}

/* The name of an anchor class: a class of cues, or one of the table's own. */
const char *pattern_anchor_name(uint8_t anchor_class);

/* ---- pattern_program.c ---- */

/* A row's pattern: what stands before `::` must hold somewhere ahead before the rest is tried at
 * all (it costs one scan), and the rest in two parts. */
typedef struct {
  Str guard, left, right; /* guard may be empty */
} Parts;

Parts pattern_parts(const Row *row);

/* The rows from `first` on that follow one another and share guard and left part: up to the row
 * returned; slots: those of all of them. */
uint32_t pattern_end_of_group(const PatternSet *set, uint32_t first, SlotSet *slots);

/* Appends the program of rows [first, end) to all; slots: those of all of them. */
void pattern_write_program(const PatternSet *set, uint32_t first, uint32_t end,
                           const SlotSet *slots, Buf *all);

/* What all rows of a program need, by its first row; alone: which is the only one. */
Need pattern_need(const Row *row, bool alone);

/* Fills tried and tried_from: which programs a slot asks for. */
void patterns_list_programs(PatternSet *set);

/* ---- pattern_match.c ---- */

Jit *patterns_jit_new(void); /* freed by patterns_free_codes */

/* Rows into codes, gates and groups; false, with err, where a row is at fault. */
bool patterns_compile(PatternSet *set, Err *err);
void patterns_free_codes(PatternSet *set); /* and set->jit */

/* The codes in an image; another version of PCRE2 refuses what this one has compiled. */
void patterns_put_codes(const PatternSet *set, Buf *image);
void patterns_take_codes(PatternSet *set, Image *image);

/* The one place where the odds of this key may be remembered. */
OddsMemo *pattern_scratch_memo(PatternScratch *scratch, uint64_t key);

/* ---- pattern_weights.c ---- */

/* Reads folder/frames.tsv into pairs and odds. */
bool patterns_read_odds(PatternSet *set, const char *folder, Err *err);

#endif
