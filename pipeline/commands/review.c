/* surety review: the rows most worth a look, with empty columns for what is right. */
#include "base/file.h"
#include "commands/command.h"
#include "commands/options.h"
#include "measure/choose.h"

#include <stdio.h>
#include <string.h>

enum { ROWS_USUAL = 50 };

typedef struct {
  const char *output;
  uint32_t rows;
  Inputs inputs;
} Settings;

/* What a person looks at comes first; the other columns follow as they are, for train. */
static const char *const FIRST[] = {"stance_id",  "holder_id", "guarantee", "stance",
                                    "confidence", "evidence",  "sentence"};
static const char *const EMPTY[] = {"correct_stance", "correct_holder", "correct_guarantee",
                                    "note"};
enum { FIRST_COUNT = sizeof FIRST / sizeof *FIRST, EMPTY_COUNT = sizeof EMPTY / sizeof *EMPTY };

static void print_usage(const Option *options) {
  printf(
      "Usage: surety review [OPTION…] TABLE -o FILE.tsv\n\n"
      "Picks the rows of a stance table whose correction would teach a model most: those it was "
      "unsure of,\n"
      "those that disagree with others about the same holder and type, and rare types, from many "
      "articles.\n"
      "Correct them in a spreadsheet and give the file to surety train --add:\n"
      "  correct_stance     supports, rejects or conditional; none: there is no such stance;\n"
      "                     ok: the row is right\n"
      "  correct_holder     the right holder_id, where the row has a wrong one\n"
      "  correct_guarantee  the right type, where the row has a wrong one\n"
      "  note               for yourself\n"
      "A row with all of them empty counts as not looked at.\n\n");
  options_print(options);
  printf("\nExamples:\n"
         "  surety review stances.tsv -n 50 -o review.tsv\n"
         "  surety train corpus --add review.tsv --texts articles/ -o my-model\n");
}

static bool is_first(Str name) {
  for (uint32_t i = 0; i < FIRST_COUNT; i++)
    if (str_is(name, FIRST[i])) return true;
  return false;
}

static void put_header(FILE *out, const Sheet *sheet) {
  for (uint32_t i = 0; i < FIRST_COUNT; i++)
    if (sheet_column(sheet, FIRST[i])) fprintf(out, "%s\t", FIRST[i]);
  for (uint32_t i = 0; i < EMPTY_COUNT; i++) fprintf(out, "%s\t", EMPTY[i]);
  fputs("why", out);
  for (uint32_t c = 0; c < sheet->names.len; c++) {
    Str name = sheet->names.items[c];
    if (!is_first(name)) fprintf(out, "\t%.*s", (int)name.len, name.ptr);
  }
  fputc('\n', out);
}

static void put_row(FILE *out, const Sheet *sheet, const Choice *choice) {
  for (uint32_t i = 0; i < FIRST_COUNT; i++) {
    uint32_t column = sheet_column(sheet, FIRST[i]);
    Str cell = sheet_cell(sheet, choice->row, column);
    if (column) fprintf(out, "%.*s\t", (int)cell.len, cell.ptr);
  }
  for (uint32_t i = 0; i < EMPTY_COUNT; i++) fputc('\t', out);
  fputs(choice_reason_name(choice->reason), out);
  for (uint32_t c = 0; c < sheet->names.len; c++) {
    Str cell = sheet_cell(sheet, choice->row, c + 1);
    if (!is_first(sheet->names.items[c])) fprintf(out, "\t%.*s", (int)cell.len, cell.ptr);
  }
  fputc('\n', out);
}

static bool write_review(const Settings *s, const Sheet *sheet, Err *err) {
  ChoiceVec choices = {0};
  Output out;
  bool ok = output_open(&out, s->output, err);
  if (ok) {
    choose_rows(sheet, s->rows, &choices);
    put_header(out.stream, sheet);
    for (uint32_t i = 0; i < choices.len; i++) put_row(out.stream, sheet, &choices.items[i]);
    ok = output_close(&out, err);
  }
  vec_free(&choices);
  return ok;
}

static int review(const Settings *s) {
  Sheet sheet;
  Err err;
  Faults faults = {.report = command_report};
  int status = EXIT_USAGE;
  if (sheet_read(&sheet, s->inputs.items[0], &faults) && choose_check(&sheet, &faults))
    status =
        write_review(s, &sheet, &err) ? EXIT_DONE : command_fail(&COMMAND_REVIEW, EXIT_USAGE, &err);
  sheet_free(&sheet);
  return status;
}

static int run(int argc, char *const *argv) {
  Settings s = {.rows = ROWS_USUAL};
  bool help;
  Err err;
  const Option options[] = {{"--output", "-o", "FILE",
                             "the rows to look at (default: standard output)", OPTION_TEXT,
                             &s.output},
                            {"--rows", "-n", "N", "how many (default: 50)", OPTION_NUMBER, &s.rows},
                            {0}};
  int status = EXIT_USAGE;
  if (!options_parse(argc, argv, options, &s.inputs, &help, &err)) {
    command_fail(&COMMAND_REVIEW, EXIT_USAGE, &err);
  } else if (help) {
    print_usage(options);
    status = EXIT_DONE;
  } else if (s.inputs.len != 1) {
    err_at(&err, NULL, 0, "one TABLE is needed; surety review --help tells more");
    command_fail(&COMMAND_REVIEW, EXIT_USAGE, &err);
  } else {
    status = review(&s);
  }
  vec_free(&s.inputs);
  return status;
}

const Command COMMAND_REVIEW = {"review", "review TABLE -o FILE.tsv",
                                "the rows most worth a look, for correction", run};
