#include "engine/reviewed.h"

#include "base/utf8.h"
#include "io/locate.h"
#include "io/points.h"
#include "io/spreadsheet.h"
#include "io/tsv.h"

#include <stdlib.h>
#include <string.h>

/* ---- reading ---- */

enum {
  COLUMN_DOC,
  COLUMN_EVIDENCE,
  COLUMN_SENTENCE,
  COLUMN_HOLDER,
  COLUMN_GUARANTEE,
  COLUMN_STANCE,
  COLUMN_RIGHT_STANCE,
  COLUMN_RIGHT_HOLDER,
  COLUMN_RIGHT_GUARANTEE,
  COLUMNS
};
static const char *const NAMES[COLUMNS] = {"doc_id",         "evidence",       "sentence",
                                           "holder_id",      "guarantee",      "stance",
                                           "correct_stance", "correct_holder", "correct_guarantee"};

typedef struct {
  Reviewed *reviewed;
  const Knowledge *knowledge;
  Faults *faults;
  uint32_t columns[COLUMNS], start, end, side, title, date, hash;
} Reading;

/* "Supports" and "supports" are one word. */
static bool is_word(Str cell, const char *word) {
  size_t len = strlen(word);
  if (cell.len != len) return false;
  for (size_t i = 0; i < len; i++) {
    char c = cell.ptr[i];
    if ((c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c) != word[i]) return false;
  }
  return true;
}

static bool label_of(Str word, uint8_t *label) {
  static const char *const WORDS[] = {"supports", "rejects", "conditional", "none"};
  for (uint8_t l = 0; l < STANCE_LABELS; l++)
    if (is_word(word, WORDS[l])) return *label = l, true;
  return false;
}

/* The words of a cell as the text had them. */
static Str unmasked(Reviewed *reviewed, Str cell) {
  Buf words = {0};
  tsv_put_text(&words, cell);
  Str kept = {arena_copy(&reviewed->arena, words.ptr ? words.ptr : "", words.len), words.len};
  buf_free(&words);
  return kept;
}

static bool fault(const Reading *r, uint32_t row, const char *cause, Str words) {
  return faults_add(r->faults, r->reviewed->sheet.path, sheet_line(&r->reviewed->sheet, row),
                    "%s: %.*s", cause, FAULT_TEXT(words));
}

static bool check_row(const Reading *r, uint32_t row, const Str *cell, ReviewedRow *out) {
  Str stance = cell[COLUMN_RIGHT_STANCE];
  if (!stance.len || is_word(stance, "ok")) stance = cell[COLUMN_STANCE];
  if (!label_of(stance, &out->label))
    return fault(r, row, "is neither supports, rejects, conditional, none nor ok", stance);
  if (!cell[COLUMN_DOC].len || !cell[COLUMN_HOLDER].len)
    return fault(r, row, "a row without doc_id or holder_id", cell[COLUMN_EVIDENCE]);
  if (!knowledge_type(r->knowledge, out->guarantee))
    return fault(r, row, "no such type", out->guarantee);
  if (!knowledge_type(r->knowledge, out->right_guarantee))
    return fault(r, row, "no such type", out->right_guarantee);
  return true;
}

static Str first_of(Str corrected, Str given) {
  return corrected.len ? corrected : given;
}

static void take_row(Reading *r, uint32_t row) {
  const Sheet *sheet = &r->reviewed->sheet;
  Str cell[COLUMNS];
  for (uint32_t i = 0; i < COLUMNS; i++) cell[i] = sheet_cell(sheet, row, r->columns[i]);
  if (!cell[COLUMN_RIGHT_STANCE].len && !cell[COLUMN_RIGHT_HOLDER].len &&
      !cell[COLUMN_RIGHT_GUARANTEE].len) {
    r->reviewed->passed_over++;
    return;
  }
  ReviewedRow out = {.doc_id = cell[COLUMN_DOC],
                     .title = unmasked(r->reviewed, sheet_cell(sheet, row, r->title)),
                     .date = sheet_cell(sheet, row, r->date),
                     .evidence = unmasked(r->reviewed, cell[COLUMN_EVIDENCE]),
                     .sentence = unmasked(r->reviewed, cell[COLUMN_SENTENCE]),
                     .text_sha256 = sheet_cell(sheet, row, r->hash),
                     .holder = cell[COLUMN_HOLDER],
                     .guarantee = cell[COLUMN_GUARANTEE],
                     .side = sheet_cell(sheet, row, r->side),
                     .right_holder = first_of(cell[COLUMN_RIGHT_HOLDER], cell[COLUMN_HOLDER]),
                     .right_guarantee =
                         first_of(cell[COLUMN_RIGHT_GUARANTEE], cell[COLUMN_GUARANTEE]),
                     .line = sheet_line(sheet, row)};
  if (!str_number(sheet_cell(sheet, row, r->start), &out.start) ||
      !str_number(sheet_cell(sheet, row, r->end), &out.end))
    out.start = out.end = 0; /* a spreadsheet may have made "1,234" of it: the words will do */
  if (check_row(r, row, cell, &out)) vec_push(&r->reviewed->rows, out);
}

static int by_document(const void *a, const void *b) {
  const ReviewedRow *x = a, *y = b;
  int order = str_compare(x->doc_id, y->doc_id);
  return order ? order : (x->line > y->line) - (x->line < y->line);
}

bool reviewed_read(Reviewed *reviewed, const char *path, const Knowledge *knowledge,
                   Faults *faults) {
  *reviewed = (Reviewed){0};
  Reading r = {.reviewed = reviewed, .knowledge = knowledge, .faults = faults};
  Sheet *sheet = &reviewed->sheet;
  uint64_t before = faults->count;
  if (!spreadsheet_read(sheet, path, faults) ||
      !sheet_columns(sheet, NAMES, COLUMNS, r.columns, faults))
    return false;
  r.start = sheet_column(sheet, "start");
  r.end = sheet_column(sheet, "end");
  r.side = sheet_column(sheet, "side");
  r.title = sheet_column(sheet, "title");
  r.date = sheet_column(sheet, "date");
  r.hash = sheet_column(sheet, "text_sha256");
  for (uint32_t row = 0; row < sheet_rows(sheet); row++) take_row(&r, row);
  if (reviewed->rows.len)
    qsort(reviewed->rows.items, reviewed->rows.len, sizeof *reviewed->rows.items, by_document);
  return faults->count == before;
}

void reviewed_free(Reviewed *reviewed) {
  sheet_free(&reviewed->sheet);
  vec_free(&reviewed->rows);
  arena_free(&reviewed->arena);
}

uint32_t reviewed_find(const Reviewed *reviewed, Str doc_id, uint32_t *first) {
  uint32_t low = 0, high = reviewed->rows.len, count = 0;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (str_compare(reviewed->rows.items[middle].doc_id, doc_id) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  *first = low;
  while (low + count < reviewed->rows.len &&
         str_equal(reviewed->rows.items[low + count].doc_id, doc_id))
    count++;
  return count;
}

/* ---- the document's rows as records ---- */

/* The bytes of a row's evidence in the text: by its offsets where they show its words, else by the
 * words, inside the row's sentence where that is found. Empty where the words are not there. */
static Span place_of(const ReviewedRow *row, Str text, const Points *points,
                     const Locator *locator) {
  Span at = {0};
  if (row->start < row->end && row->end <= points_count(points)) {
    at = (Span){points_byte(points, row->start), points_byte(points, row->end)};
    if (str_equal((Str){text.ptr + at.beg, at.end - at.beg}, row->evidence)) return at;
  }
  SpanVec places = {0};
  locate(locator, row->sentence, false, &places);
  Span sentence = locate_nearest(&places, at);
  locate(locator, row->evidence, false, &places);
  Span nearest = locate_nearest(&places, sentence.end ? sentence : at);
  vec_free(&places);
  return nearest.end > nearest.beg ? nearest : at;
}

static GoldStance record_of(const ReviewedRow *row, Span evidence, bool right) {
  bool same = str_equal(row->holder, row->right_holder);
  return (GoldStance){.evidence = evidence,
                      .holder_id = right ? row->right_holder : row->holder,
                      .side = right && !same ? (Str){0} : row->side,
                      .guarantee = right ? row->right_guarantee : row->guarantee,
                      .kind = GOLD_KIND_NONE,
                      .label = row->label,
                      .line = row->line};
}

/* ---- only what was judged stays ---- */

typedef struct {
  Worker *worker;
  SampleSet *set;
  const Reviewed *reviewed;
  uint32_t first, count; /* rows */
  const Span *evidence;  /* by row - first */
  uint32_t base;         /* the document's first sample */
  uint8_t *found;        /* by row - first: a candidate stands for it */
} Judging;

static bool is_judged(const Judging *j, uint32_t candidate) {
  const Candidate *c = &vec_at(&j->worker->doc.candidates, candidate);
  bool judged = vec_at(&j->set->record, j->base + candidate) != 0;
  for (uint32_t i = 0; i < j->count; i++) {
    const ReviewedRow *row = &vec_at(&j->reviewed->rows, j->first + i);
    GoldStance given = record_of(row, j->evidence[i], false);
    GoldStance right = record_of(row, j->evidence[i], true);
    bool meant = samples_meant(j->worker, c, &given) || samples_meant(j->worker, c, &right);
    j->found[i] |= meant;
    judged |= meant;
  }
  return judged;
}

/* Drops the samples of candidates that no row speaks of, and their features. */
static void keep_judged(Judging *j) {
  SampleSet *set = j->set;
  uint32_t kept = j->base, raw = set->samples.len > j->base ? set->first.items[j->base] : 0;
  for (uint32_t s = j->base; s < set->samples.len; s++) {
    if (!is_judged(j, s - j->base)) continue;
    uint32_t count = set->samples.items[s].count, from = set->first.items[s];
    memmove(set->raw.items + raw, set->raw.items + from, count * sizeof *set->raw.items);
    set->samples.items[kept] = set->samples.items[s];
    set->record.items[kept] = set->record.items[s];
    set->article.items[kept] = set->article.items[s];
    set->places.items[kept] = set->places.items[s];
    set->first.items[kept++] = raw;
    raw += count;
  }
  if (set->samples.len > j->base) set->raw.len = raw;
  set->samples.len = set->record.len = set->article.len = set->first.len = kept;
  set->places.len = kept;
}

static void note_digest(const Judging *j, Str text, ReviewedUse *use) {
  Buf line = {0};
  buf_text(&line, digest_of(text).hex);
  for (uint32_t i = 0; i < j->count; i++) {
    const ReviewedRow *row = &vec_at(&j->reviewed->rows, j->first + i);
    buf_format(&line, "\n%u\t%u\t%u\t", j->evidence[i].beg, j->evidence[i].end, row->label);
    const Str cells[] = {row->holder, row->guarantee, row->right_holder, row->right_guarantee};
    for (int c = 0; c < 4; c++) {
      buf_str(&line, cells[c]);
      buf_byte(&line, '\t');
    }
  }
  vec_push(&use->digests, digest_of(buf_slice(&line)));
  buf_free(&line);
}

static bool add_text(const Reviewed *reviewed, uint32_t first, uint32_t count, Str text,
                     const Span *evidence, SampleSet *set, Worker *worker, ReviewedUse *use,
                     Err *err) {
  const ReviewedRow *head = &vec_at(&reviewed->rows, first);
  Gold gold = {.id = head->doc_id, .title = head->title, .date = head->date, .text = text};
  for (uint32_t i = 0; i < count; i++) {
    const ReviewedRow *row = &vec_at(&reviewed->rows, first + i);
    if (row->label != STANCE_NONE) vec_push(&gold.stances, record_of(row, evidence[i], true));
  }
  Judging j = {.worker = worker,
               .set = set,
               .reviewed = reviewed,
               .first = first,
               .count = count,
               .evidence = evidence,
               .base = set->samples.len};
  uint32_t records = set->records, reachable = set->reachable;
  bool ok = samples_add(set, worker, &gold, FOLD_TRAINING_ONLY, err);
  set->records = records; /* picked, not drawn: they say nothing about how often a stance is met */
  set->reachable = reachable;
  if (ok) {
    j.found = memory_get(count);
    memset(j.found, 0, count);
    keep_judged(&j);
    note_digest(&j, text, use);
    for (uint32_t i = 0; i < count; i++) use->used += j.found[i];
    use->samples += set->samples.len - j.base;
    free(j.found);
  }
  gold_free(&gold);
  return ok;
}

bool reviewed_add(const Reviewed *reviewed, uint32_t first, uint32_t count, Str text,
                  SampleSet *set, Worker *worker, ReviewedUse *use, Err *err) {
  Digest digest = digest_of(text);
  for (uint32_t i = 0; i < count; i++) {
    const ReviewedRow *row = &vec_at(&reviewed->rows, first + i);
    if (row->text_sha256.len && !str_is(row->text_sha256, digest.hex))
      return err_at(err, reviewed->sheet.path, row->line,
                    "text_sha256 is not that of the text of %.*s", FAULT_TEXT(row->doc_id));
  }
  Points points = {0};
  Locator locator = {0};
  points_index(&points, text);
  locator_prepare(&locator, text);
  Span *evidence = memory_get(count * sizeof *evidence);
  for (uint32_t i = 0; i < count; i++)
    evidence[i] = place_of(&vec_at(&reviewed->rows, first + i), text, &points, &locator);
  bool ok = add_text(reviewed, first, count, text, evidence, set, worker, use, err);
  free(evidence);
  locator_free(&locator);
  points_free(&points);
  return ok;
}

/* A headline, without which the sentence would be taken for one, and the sentence. */
static void put_small_text(const ReviewedRow *row, Buf *text, Span *sentence) {
  buf_clear(text);
  buf_str(text, row->title.len ? row->title : STR("News"));
  buf_text(text, "\n\n");
  sentence->beg = (uint32_t)text->len;
  buf_str(text, row->sentence.len ? row->sentence : row->evidence);
  sentence->end = (uint32_t)text->len;
}

bool reviewed_add_sentences(const Reviewed *reviewed, uint32_t first, uint32_t count,
                            SampleSet *set, Worker *worker, ReviewedUse *use, Err *err) {
  Buf text = {0};
  Span sentence;
  bool ok = true;
  for (uint32_t i = first; ok && i < first + count; i++) {
    put_small_text(&vec_at(&reviewed->rows, i), &text, &sentence);
    ok = add_text(reviewed, i, 1, buf_slice(&text), &sentence, set, worker, use, err);
  }
  buf_free(&text);
  return ok;
}
