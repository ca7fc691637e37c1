#include "classify/examples.h"

#include "base/intern.h"
#include "knowledge/linear.h"

#include <stdlib.h>

typedef struct {
  uint32_t id, text, target, label; /* columns + 1 */
} Columns;

/* ---- names ---- */

static int by_bytes(const void *a, const void *b) {
  return str_compare(*(const Str *)a, *(const Str *)b);
}

uint32_t names_index(const StrVec *names, Str text) {
  if (!names->len) return UINT32_MAX;
  const Str *found = bsearch(&text, names->items, names->len, sizeof text, by_bytes);
  return found ? (uint32_t)(found - names->items) : UINT32_MAX;
}

/* Adds text to names, in the order of its first place, unless it is there. */
static bool is_new(Intern *seen, Str text, StrVec *names) {
  uint32_t before = intern_count(seen);
  intern_add(seen, text);
  if (intern_count(seen) == before) return false;
  vec_push(names, text);
  return true;
}

/* ---- rows ---- */

static bool open_sheet(Examples *examples, const char *path, Faults *faults) {
  *examples = (Examples){0};
  sheet_read(&examples->sheet, path, faults);
  examples->digest = digest_of(buf_slice(&examples->sheet.bytes));
  examples->has_targets = sheet_column(&examples->sheet, "target") != 0;
  return examples->sheet.names.len > 0;
}

static Example example_at(const Sheet *sheet, uint32_t row, const Columns *columns) {
  return (Example){.id = str_trim(sheet_cell(sheet, row, columns->id)),
                   .text = str_trim(sheet_cell(sheet, row, columns->text)),
                   .target = str_trim(sheet_cell(sheet, row, columns->target)),
                   .line = sheet_line(sheet, row)};
}

static bool is_filled(const Sheet *sheet, uint64_t line, Str cell, const char *name,
                      Faults *faults) {
  return cell.len > 0 || faults_add(faults, sheet->path, line, "no %s", name);
}

bool examples_read(Examples *examples, const char *path, Faults *faults) {
  static const char *const NAMES[] = {"id", "text"};
  const Sheet *sheet = &examples->sheet;
  uint32_t found[2];
  if (!open_sheet(examples, path, faults) || !sheet_columns(sheet, NAMES, 2, found, faults))
    return false;
  Columns columns = {.id = found[0], .text = found[1], .target = sheet_column(sheet, "target")};
  for (uint32_t i = 0; i < sheet_rows(sheet); i++) {
    Example example = example_at(sheet, i, &columns);
    if (is_filled(sheet, example.line, example.id, "id", faults) &&
        is_filled(sheet, example.line, example.text, "text", faults))
      vec_push(&examples->rows, example);
  }
  return true;
}

static void add_rows(Examples *examples, const Columns *columns, Faults *faults) {
  const Sheet *sheet = &examples->sheet;
  Intern *labels = intern_new(), *targets = intern_new();
  for (uint32_t i = 0; i < sheet_rows(sheet); i++) {
    Example example = example_at(sheet, i, columns);
    Str label = str_trim(sheet_cell(sheet, i, columns->label));
    if (!is_filled(sheet, example.line, example.text, "text", faults) ||
        !is_filled(sheet, example.line, label, "label", faults))
      continue;
    if (is_new(labels, label, &examples->labels) && examples->labels.len > LINEAR_CLASSES_MAX)
      faults_add(faults, sheet->path, example.line, "'%.*s' is one label more than %d",
                 FAULT_TEXT(label), LINEAR_CLASSES_MAX);
    is_new(targets, example.target, &examples->targets);
    vec_push(&examples->rows, example);
  }
  intern_free(labels);
  intern_free(targets);
}

static void sort_names(StrVec *names) {
  if (names->len) qsort(names->items, names->len, sizeof *names->items, by_bytes);
}

/* Rows are fewer than those of the sheet only where there were faults. */
static void number_rows(Examples *examples, const Columns *columns) {
  sort_names(&examples->labels);
  sort_names(&examples->targets);
  for (uint32_t i = 0; i < examples->rows.len; i++) {
    Example *example = &examples->rows.items[i];
    Str label = str_trim(sheet_cell(&examples->sheet, i, columns->label));
    example->label = names_index(&examples->labels, label);
    example->target_number = names_index(&examples->targets, example->target);
  }
}

bool examples_read_labelled(Examples *examples, const char *path, Faults *faults) {
  static const char *const NAMES[] = {"text", "label"};
  const Sheet *sheet = &examples->sheet;
  uint64_t before = faults->count;
  uint32_t found[2];
  if (!open_sheet(examples, path, faults) || !sheet_columns(sheet, NAMES, 2, found, faults))
    return false;
  Columns columns = {.id = sheet_column(sheet, "id"),
                     .text = found[0],
                     .target = sheet_column(sheet, "target"),
                     .label = found[1]};
  add_rows(examples, &columns, faults);
  if (faults->count != before) return false;
  number_rows(examples, &columns);
  return examples->labels.len >= 2 ||
         faults_add(faults, path, 0, "%s", examples->labels.len ? "has one label only" : "no rows");
}

void examples_free(Examples *examples) {
  sheet_free(&examples->sheet);
  vec_free(&examples->rows);
  vec_free(&examples->labels);
  vec_free(&examples->targets);
}
