/* Tables, as the program writes them and as people correct them: in place, or in columns correct_…
 * beside what the program had said. A row that does not fit its document (a span past the end,
 * other words than its evidence, another text's hash) is a fault: figures from it would mean
 * nothing. */
#include "measure/annotations.h"

#include "base/digest.h"
#include "base/file.h"
#include "base/utf8.h"
#include "io/points.h"
#include "io/sheet.h"
#include "io/spreadsheet.h"
#include "io/tsv.h"

#include <stdlib.h>
#include <string.h>

enum {
  COLUMN_DOC,
  COLUMN_START,
  COLUMN_END,
  COLUMN_SPEAKER, /* quotations */
  COLUMN_HOLDER = COLUMN_SPEAKER,
  COLUMN_SIDE,
  COLUMN_GUARANTEE,
  COLUMN_STANCE,
  STANCE_COLUMNS,
  QUOTATION_COLUMNS = COLUMN_SPEAKER + 1
};
static const char *const STANCE_NAMES[] = {"doc_id", "start",     "end",   "holder_id",
                                           "side",   "guarantee", "stance"};
static const char *const QUOTATION_NAMES[] = {"doc_id", "start", "end", "speaker_id"};

enum { CORRECT_STANCE, CORRECT_HOLDER, CORRECT_SIDE, CORRECT_GUARANTEE, CORRECT_COLUMNS };
static const char *const CORRECT_NAMES[] = {"correct_stance", "correct_holder", "correct_side",
                                            "correct_guarantee"};

typedef struct Rows { /* a table on its way in */
  Annotations *annotations;
  const Annotations *of;
  Names *names;
  Faults *faults;
  Sheet sheet;
  uint32_t columns[STANCE_COLUMNS], correct[CORRECT_COLUMNS], kind, confidence, words, hash;
  Annotated *doc; /* of the row before: its points and hash are at hand */
  Points points;
  Digest digest;
  uint32_t row;
} Rows;

static Str cell(const Rows *rows, uint32_t column) {
  return sheet_cell(&rows->sheet, rows->row, column);
}

static bool fault(const Rows *rows, const char *cause, Str value) {
  return faults_add(rows->faults, rows->sheet.path, sheet_line(&rows->sheet, rows->row),
                    "%s \"%.*s\"", cause, FAULT_TEXT(value));
}

static bool enter_document(Rows *rows) {
  Str id = cell(rows, rows->columns[COLUMN_DOC]);
  if (!id.len) return fault(rows, "no doc_id", id);
  Annotated *doc = annotations_doc(rows->annotations, id, rows->of,
                                   sheet_line(&rows->sheet, rows->row), false, rows->faults);
  if (doc && doc->text.ptr && doc != rows->doc) {
    points_index(&rows->points, doc->text);
    if (rows->hash) rows->digest = digest_of(doc->text);
  }
  rows->doc = doc;
  return doc != NULL;
}

static bool take_span(Rows *rows, uint32_t *beg, uint32_t *end) {
  Str start = cell(rows, rows->columns[COLUMN_START]), stop = cell(rows, rows->columns[COLUMN_END]);
  if (!str_number(start, beg)) return fault(rows, "start is no number:", start);
  if (!str_number(stop, end)) return fault(rows, "end is no number:", stop);
  if (*beg >= *end) return fault(rows, "start is not before end", stop);
  if (!rows->doc->text.ptr) return true;
  if (*end > points_count(&rows->points)) return fault(rows, "the text ends before end", stop);
  Str hash = cell(rows, rows->hash);
  return !hash.len || str_is(hash, rows->digest.hex) ||
         fault(rows, "the row was made from another text: text_sha256", hash);
}

static bool holds(Str text, Str words) {
  return words.len <= text.len && (!words.len || memmem(text.ptr, text.len, words.ptr, words.len));
}

static Str words_of(Rows *rows, uint32_t beg, uint32_t end) {
  Str text = rows->doc->text, words = cell(rows, rows->words);
  if (text.ptr) {
    uint32_t first = points_byte(&rows->points, beg);
    return (Str){text.ptr + first, points_byte(&rows->points, end) - first};
  }
  return (Str){arena_copy(&rows->annotations->arena, words.ptr, words.len), words.len};
}

static bool take_confidence(const Rows *rows, double *confidence) {
  Str text = cell(rows, rows->confidence);
  char number[32] = "", *end;
  *confidence = -1;
  if (!text.len) return true;
  if (text.len < sizeof number) memcpy(number, text.ptr, text.len);
  *confidence = strtod(number, &end);
  if (*end || end == number || !(*confidence >= 0 && *confidence <= 1))
    return fault(rows, "confidence is no number from 0 to 1:", text);
  rows->annotations->has_confidence = true;
  return true;
}

/* Hand-written evidence may be a piece of the span or go beyond it, but must stand there. */
static bool check_words(const Rows *rows, const Record *record) {
  Str words = str_trim(cell(rows, rows->words));
  if (!words.len || !rows->doc->text.ptr) return true;
  Buf there = {0};
  tsv_put_cell(&there, record->words);
  bool same = holds(buf_slice(&there), words) || holds(words, buf_slice(&there));
  buf_free(&there);
  return same || fault(rows, "other words than the evidence stand at start to end:", words);
}

/* ---- corrections ---- */

/* What a person wrote beside the cell, or else the cell. */
static Str corrected(const Rows *rows, uint32_t correction, uint32_t column) {
  Str right = str_trim(cell(rows, rows->correct[correction]));
  return right.len ? right : cell(rows, rows->columns[column]);
}

/* "Supports" and "supports" are one word; "ok" leaves what stands, "none" takes the row away. */
static bool take_label(const Rows *rows, uint8_t *label, bool *gone) {
  Str given = cell(rows, rows->columns[COLUMN_STANCE]);
  Buf word = {0};
  utf8_fold(str_trim(cell(rows, rows->correct[CORRECT_STANCE])), &word);
  Str right = buf_slice(&word);
  *gone = str_is(right, "none");
  bool keeps = !right.len || *gone || str_is(right, "ok");
  bool ok = gold_label(keeps ? given : right, label) ||
            fault(rows, "unknown stance", keeps ? given : right);
  buf_free(&word);
  return ok;
}

/* The side that another row gives the same holder, 0 = none does. */
static uint32_t side_elsewhere(const Rows *rows, Str holder) {
  for (uint32_t row = 0; row < sheet_rows(&rows->sheet); row++) {
    Str side = sheet_cell(&rows->sheet, row, rows->columns[COLUMN_SIDE]);
    if (side.len && str_equal(sheet_cell(&rows->sheet, row, rows->columns[COLUMN_HOLDER]), holder))
      return names_id(rows->names, side);
  }
  return 0;
}

/* Another holder brings his own side: the one given, or else that of the lexicons or the table. */
static bool take_holder(const Rows *rows, Record *record) {
  Str holder = corrected(rows, CORRECT_HOLDER, COLUMN_HOLDER);
  Str side = corrected(rows, CORRECT_SIDE, COLUMN_SIDE);
  record->holder = names_id(rows->names, holder);
  record->side = names_id(rows->names, side);
  if (!cell(rows, rows->correct[CORRECT_HOLDER]).len || cell(rows, rows->correct[CORRECT_SIDE]).len)
    return true;
  uint32_t known = names_side(rows->names, holder);
  if (!known) known = side_elsewhere(rows, holder);
  if (known) record->side = known;
  return known || fault(rows, "a column correct_side is needed: actors.tsv does not have", holder);
}

static void take_stance(Rows *rows) {
  Record record = {.line = sheet_line(&rows->sheet, rows->row)};
  Str kind = cell(rows, rows->kind), type = corrected(rows, CORRECT_GUARANTEE, COLUMN_GUARANTEE);
  bool gone = false;
  if (!enter_document(rows) || !take_span(rows, &record.beg, &record.end)) return;
  record.words = words_of(rows, record.beg, record.end);
  bool ok = take_label(rows, &record.label, &gone);
  ok = take_holder(rows, &record) && ok;
  ok = check_words(rows, &record) && ok;
  ok = (gold_kind(kind, &record.kind) || fault(rows, "unknown kind", kind)) && ok;
  ok = take_confidence(rows, &record.confidence) && ok;
  record.guarantee = names_type(rows->names, type);
  ok = (record.guarantee || fault(rows, "unknown guarantee type", type)) && ok;
  if (!ok || gone || rows->doc->left_out) return;
  rows->annotations->has_kinds |= record.kind != GOLD_KIND_NONE;
  vec_push(&rows->doc->records, record);
}

static void take_quotation(Rows *rows) {
  Passage passage = {.line = sheet_line(&rows->sheet, rows->row)};
  if (!enter_document(rows) || !take_span(rows, &passage.beg, &passage.end) || rows->doc->left_out)
    return;
  passage.speaker = names_id(rows->names, cell(rows, rows->columns[COLUMN_SPEAKER]));
  passage.words = words_of(rows, passage.beg, passage.end);
  bool as_cell = !rows->doc->text.ptr;
  if (as_cell && utf8_count(passage.words) != passage.end - passage.beg) {
    fault(rows, "the text is not at hand, and column text does not fit the span:", passage.words);
    return;
  }
  passage_trim(&passage, as_cell);
  vec_push(&rows->doc->passages, passage);
}

/* The program's own dialect has no quotation mark, and tabs in its header. What else there is was
 * saved by a spreadsheet, and is read as one writes; the own dialect is held to the letter. */
static bool was_in_spreadsheet(const char *path) {
  Buf bytes = {0};
  Err err;
  bool other = false;
  if (strcmp(path, "-") == 0) return false; /* can be read once */
  if (file_read(path, &bytes, &err) && bytes.len) {
    Str rest = buf_slice(&bytes), header;
    str_cut(&rest, "\n", &header);
    other = !memchr(header.ptr, '\t', header.len) || memchr(bytes.ptr, '"', bytes.len) ||
            str_starts(header, "\xff\xfe") || str_starts(header, "\xfe\xff");
  }
  buf_free(&bytes);
  return other;
}

void annotations_read_table(Annotations *annotations, const Annotations *of, Names *names,
                            Faults *faults) {
  Rows rows = {.annotations = annotations, .of = of, .names = names, .faults = faults};
  Sheet *sheet = &rows.sheet;
  (was_in_spreadsheet(annotations->path) ? spreadsheet_read : sheet_read)(sheet, annotations->path,
                                                                          faults);
  bool quotations = sheet_column(sheet, "speaker_id") && !sheet_column(sheet, "guarantee");
  rows.kind = quotations ? 0 : sheet_column(sheet, "kind");
  rows.confidence = sheet_column(sheet, "confidence");
  rows.words = sheet_column(sheet, quotations ? "text" : "evidence");
  rows.hash = sheet_column(sheet, "text_sha256");
  for (uint32_t i = 0; i < CORRECT_COLUMNS; i++)
    rows.correct[i] = sheet_column(sheet, CORRECT_NAMES[i]);
  if (sheet->names.len &&
      sheet_columns(sheet, quotations ? QUOTATION_NAMES : STANCE_NAMES,
                    quotations ? QUOTATION_COLUMNS : STANCE_COLUMNS, rows.columns, faults)) {
    annotations->has_records = !quotations;
    annotations->has_passages = quotations;
    for (rows.row = 0; rows.row < sheet_rows(sheet); rows.row++)
      quotations ? take_quotation(&rows) : take_stance(&rows);
  }
  points_free(&rows.points);
  sheet_free(sheet);
}
