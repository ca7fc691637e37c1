/* Worth only falls while rows are taken, so a heap of last known worths is enough: the top is
 * looked at anew, and taken when it still is the top (Minoux 1978). */
#include "measure/choose.h"

#include "base/arena.h"
#include "base/intern.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMN_DOC, COLUMN_HOLDER, COLUMN_GUARANTEE, COLUMN_STANCE, COLUMN_CONFIDENCE, COLUMNS };
static const char *const NAMES[COLUMNS] = {"doc_id", "holder_id", "guarantee", "stance",
                                           "confidence"};

/* Shares of a row's worth, and what is left of it for each row of the same article, type and
 * sentence that was taken before. */
enum { RARE_ROWS = 5 }; /* a type with so few is told to be rare */
static const double DISAGREES = 0.15, RARE = 0.15;
static const double SAME_ARTICLE = 0.7, SAME_TYPE = 0.95, SAME_SENTENCE = 0.3;

typedef struct {
  double worth; /* without what was taken */
  double last;  /* with what was taken when it was last looked at */
  uint32_t row, article, type, sentence;
  uint8_t reason;
} Item;

typedef struct {
  const Sheet *sheet;
  uint32_t columns[COLUMNS];
  Intern *articles, *types, *sentences, *targets, *positions;
  double least;                   /* the lowest confidence of the table */
  VEC(uint32_t) type_rows;        /* by type: its rows */
  VEC(uint32_t) target_positions; /* by holder and type: how many stances they have */
  VEC(Item) items;                /* a heap once all are in */
  VEC(uint32_t) taken_articles, taken_types, taken_sentences; /* by id: rows taken */
} Chooser;

bool choose_check(const Sheet *sheet, Faults *faults) {
  uint32_t columns[COLUMNS];
  return sheet_columns(sheet, NAMES, COLUMNS, columns, faults);
}

const char *choice_reason_name(uint8_t reason) {
  static const char *const REASONS[] = {"unsure", "disagrees", "rare"};
  return REASONS[reason];
}

/* ---- worth ---- */

static double number_of(Str cell) {
  char text[32];
  if (cell.len >= sizeof text) return 0;
  memcpy(text, cell.ptr, cell.len);
  text[cell.len] = '\0';
  double value = strtod(text, NULL);
  return value > 0 ? (value < 1 ? value : 1) : 0;
}

static uint32_t id_of(Intern *table, Str a, Str b, Str d) {
  Buf key = {0};
  buf_str(&key, a);
  buf_byte(&key, '\t');
  buf_str(&key, b);
  buf_byte(&key, '\t');
  buf_str(&key, d);
  uint32_t id = intern_add(table, buf_slice(&key));
  buf_free(&key);
  return id;
}

#define COUNT_ONE(v, id)                                                                           \
  do {                                                                                             \
    while ((v)->len <= (id)) vec_push((v), 0);                                                     \
    vec_at((v), (id))++;                                                                           \
  } while (0)

static Str cell_of(const Chooser *c, uint32_t row, uint32_t column) {
  return sheet_cell(c->sheet, row, c->columns[column]);
}

static uint32_t target_of(Chooser *c, uint32_t row) {
  return id_of(c->targets, cell_of(c, row, COLUMN_HOLDER), cell_of(c, row, COLUMN_GUARANTEE),
               (Str){0});
}

static void count_row(Chooser *c, uint32_t row) {
  Str holder = cell_of(c, row, COLUMN_HOLDER), type = cell_of(c, row, COLUMN_GUARANTEE);
  uint32_t type_id = intern_add(c->types, type), target = target_of(c, row);
  uint32_t before = intern_count(c->positions);
  bool is_new = id_of(c->positions, holder, type, cell_of(c, row, COLUMN_STANCE)) > before;
  double confidence = number_of(cell_of(c, row, COLUMN_CONFIDENCE));
  if (confidence < c->least) c->least = confidence;
  COUNT_ONE(&c->type_rows, type_id);
  while (c->target_positions.len <= target) vec_push(&c->target_positions, 0);
  c->target_positions.items[target] += is_new;
}

static void add_item(Chooser *c, uint32_t row, uint32_t sentence_column) {
  Item item = {.row = row};
  item.article = intern_add(c->articles, cell_of(c, row, COLUMN_DOC));
  item.type = intern_add(c->types, cell_of(c, row, COLUMN_GUARANTEE));
  item.sentence = id_of(c->sentences, cell_of(c, row, COLUMN_DOC),
                        sheet_cell(c->sheet, row, sentence_column), (Str){0});
  double unsure = 1 - (number_of(cell_of(c, row, COLUMN_CONFIDENCE)) - c->least);
  double disagrees = vec_at(&c->target_positions, target_of(c, row)) > 1 ? DISAGREES : 0;
  double rare = RARE / sqrt(vec_at(&c->type_rows, item.type));
  item.worth = item.last = unsure + disagrees + rare;
  item.reason = disagrees > 0                                   ? CHOICE_DISAGREES
                : vec_at(&c->type_rows, item.type) <= RARE_ROWS ? CHOICE_RARE
                                                                : CHOICE_UNSURE;
  vec_push(&c->items, item);
}

/* ---- the heap: the most worth on top, of equals the earlier row ---- */

static bool goes_first(const Item *a, const Item *b) {
  return a->last > b->last || (a->last == b->last && a->row < b->row);
}

static void sift_down(Item *heap, uint32_t len, uint32_t at) {
  for (;;) {
    uint32_t best = at, left = 2 * at + 1;
    if (left < len && goes_first(&heap[left], &heap[best])) best = left;
    if (left + 1 < len && goes_first(&heap[left + 1], &heap[best])) best = left + 1;
    if (best == at) return;
    Item other = heap[at];
    heap[at] = heap[best];
    heap[best] = other;
    at = best;
  }
}

static uint32_t taken(const uint32_t *counts, uint32_t len, uint32_t id) {
  return id < len ? counts[id] : 0;
}

static double worth_now(const Chooser *c, const Item *item) {
  return item->worth *
         pow(SAME_ARTICLE, taken(c->taken_articles.items, c->taken_articles.len, item->article)) *
         pow(SAME_TYPE, taken(c->taken_types.items, c->taken_types.len, item->type)) *
         pow(SAME_SENTENCE,
             taken(c->taken_sentences.items, c->taken_sentences.len, item->sentence));
}

static void take_rows(Chooser *c, uint32_t count, ChoiceVec *choices) {
  Item *heap = c->items.items;
  uint32_t len = c->items.len;
  for (uint32_t at = len / 2; at-- > 0;) sift_down(heap, len, at);
  while (count && len) {
    double now = worth_now(c, heap);
    if (now < heap->last) {
      heap->last = now;
      sift_down(heap, len, 0);
      continue;
    }
    Item item = *heap;
    *heap = heap[--len];
    sift_down(heap, len, 0);
    vec_push(choices, (Choice){item.row, item.reason});
    COUNT_ONE(&c->taken_articles, item.article);
    COUNT_ONE(&c->taken_types, item.type);
    COUNT_ONE(&c->taken_sentences, item.sentence);
    count--;
  }
}

void choose_rows(const Sheet *sheet, uint32_t count, ChoiceVec *choices) {
  Chooser c = {.sheet = sheet,
               .least = 1,
               .articles = intern_new(),
               .types = intern_new(),
               .sentences = intern_new(),
               .targets = intern_new(),
               .positions = intern_new()};
  for (uint32_t i = 0; i < COLUMNS; i++) c.columns[i] = sheet_column(sheet, NAMES[i]);
  uint32_t sentence = sheet_column(sheet, "sentence");
  for (uint32_t row = 0; row < sheet_rows(sheet); row++) count_row(&c, row);
  for (uint32_t row = 0; row < sheet_rows(sheet); row++) add_item(&c, row, sentence);
  take_rows(&c, count, choices);
  intern_free(c.articles);
  intern_free(c.types);
  intern_free(c.sentences);
  intern_free(c.targets);
  intern_free(c.positions);
  vec_free(&c.type_rows);
  vec_free(&c.target_positions);
  vec_free(&c.items);
  vec_free(&c.taken_articles);
  vec_free(&c.taken_types);
  vec_free(&c.taken_sentences);
}
