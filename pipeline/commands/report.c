/* surety report: a stance table as one page for a browser. */
#include "report/report.h"
#include "base/file.h"
#include "commands/command.h"
#include "commands/options.h"

#include <stdio.h>

typedef struct {
  const char *output, *title;
  Inputs inputs;
} Settings;

static void print_usage(const Option *options) {
  printf("Usage: surety report [OPTION…] TABLE -o FILE.html\n\n"
         "Makes one page of a stance table: a matrix of holders or sides by types, a time line, "
         "filters, each\n"
         "row with its words in context. The page needs no network and no other file, and sends "
         "nothing.\n"
         "TABLE is what surety extract wrote, or - for standard input.\n\n");
  options_print(options);
  printf("\nExamples:\n"
         "  surety report stances.tsv -o report.html\n"
         "  surety extract articles/ | surety report - -o report.html --title \"Spring\"\n");
}

static int report(const Settings *s) {
  Sheet sheet;
  Output out;
  Err err;
  Faults faults = {.report = command_report};
  int status = EXIT_USAGE;
  if (sheet_read(&sheet, s->inputs.items[0], &faults) && report_check(&sheet, &faults)) {
    bool ok = output_open(&out, s->output, &err);
    if (ok) {
      report_write(out.stream, &sheet, s->title ? s->title : "Stances");
      ok = output_close(&out, &err);
    }
    status = ok ? EXIT_DONE : command_fail(&COMMAND_REPORT, EXIT_USAGE, &err);
  }
  sheet_free(&sheet);
  return status;
}

static int run(int argc, char *const *argv) {
  Settings s = {0};
  bool help;
  Err err;
  const Option options[] = {
      {"--output", "-o", "FILE", "the page (default: standard output)", OPTION_TEXT, &s.output},
      {"--title", NULL, "TEXT", "its heading (default: Stances)", OPTION_TEXT, &s.title},
      {0}};
  int status = EXIT_USAGE;
  if (!options_parse(argc, argv, options, &s.inputs, &help, &err)) {
    command_fail(&COMMAND_REPORT, EXIT_USAGE, &err);
  } else if (help) {
    print_usage(options);
    status = EXIT_DONE;
  } else if (s.inputs.len != 1) {
    err_at(&err, NULL, 0, "one TABLE is needed; surety report --help tells more");
    command_fail(&COMMAND_REPORT, EXIT_USAGE, &err);
  } else {
    status = report(&s);
  }
  vec_free(&s.inputs);
  return status;
}

const Command COMMAND_REPORT = {"report", "report TABLE -o FILE.html",
                                "a stance table as one page for a browser", run};
