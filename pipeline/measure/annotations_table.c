/* Tables, as the program writes them and as people correct them. A row that does not fit its
 * document (a span past the end, another text's hash) is a fault: figures from it would mean
 * nothing. */
#include "measure/annotations.h"

#include "base/digest.h"
#include "base/utf8.h"
#include "io/points.h"
#include "io/sheet.h"

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

typedef struct Rows { /* a table on its way in */
  Annotations *annotations;
  const Annotations *of;
  Names *names;
  Faults *faults;
  Sheet sheet;
  uint32_t columns[STANCE_COLUMNS], kind, confidence, words, hash;
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

static void take_stance(Rows *rows) {
  Record record = {.line = sheet_line(&rows->sheet, rows->row)};
  Str label = cell(rows, rows->columns[COLUMN_STANCE]), kind = cell(rows, rows->kind);
  Str type = cell(rows, rows->columns[COLUMN_GUARANTEE]);
  if (!enter_document(rows) || !take_span(rows, &record.beg, &record.end)) return;
  bool ok = gold_label(label, &record.label) || fault(rows, "unknown stance", label);
  ok = (gold_kind(kind, &record.kind) || fault(rows, "unknown kind", kind)) && ok;
  ok = take_confidence(rows, &record.confidence) && ok;
  record.guarantee = names_type(rows->names, type);
  ok = (record.guarantee || fault(rows, "unknown guarantee type", type)) && ok;
  if (!ok || rows->doc->left_out) return;
  rows->annotations->has_kinds |= record.kind != GOLD_KIND_NONE;
  record.holder = names_id(rows->names, cell(rows, rows->columns[COLUMN_HOLDER]));
  record.side = names_id(rows->names, cell(rows, rows->columns[COLUMN_SIDE]));
  record.words = words_of(rows, record.beg, record.end);
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

void annotations_read_table(Annotations *annotations, const Annotations *of, Names *names,
                            Faults *faults) {
  Rows rows = {.annotations = annotations, .of = of, .names = names, .faults = faults};
  Sheet *sheet = &rows.sheet;
  sheet_read(sheet, annotations->path, faults);
  bool quotations = sheet_column(sheet, "speaker_id") && !sheet_column(sheet, "guarantee");
  rows.kind = quotations ? 0 : sheet_column(sheet, "kind");
  rows.confidence = sheet_column(sheet, "confidence");
  rows.words = sheet_column(sheet, quotations ? "text" : "evidence");
  rows.hash = sheet_column(sheet, "text_sha256");
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
