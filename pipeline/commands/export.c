/* surety export: the tables of a store as TSV. */
#include "base/file.h"
#include "commands/command.h"
#include "commands/options.h"
#include "io/store.h"

#include <stdio.h>

typedef struct {
  const char *paths[STORE_TABLES];
  bool no_header;
  Inputs inputs;
} Settings;

static void print_usage(const Option *options) {
  printf("Usage: surety export [OPTION…] STORE\n\n"
         "Writes the tables that surety extract --store has gathered, in the order in which their\n"
         "documents first came.\n\n");
  options_print(options);
  printf("\nExamples:\n"
         "  surety extract articles/ --store articles.db\n"
         "  surety export articles.db -o stances.tsv\n");
}

/* No file gets its name before all of them are whole. */
static bool close_all(Output *outputs, Err *err) {
  bool ok = true;
  for (int t = 0; t < STORE_TABLES; t++) ok = ok && output_check(&outputs[t], err);
  for (int t = 0; t < STORE_TABLES; t++) ok = ok && output_close(&outputs[t], err);
  return ok;
}

static int export_store(const Settings *s) {
  Err err;
  Output outputs[STORE_TABLES] = {0};
  FILE *streams[STORE_TABLES] = {0};
  const char *stances = s->paths[STORE_STANCES], *quotations = s->paths[STORE_QUOTATIONS];
  bool ok = true;
  if (quotations && output_same(stances ? stances : "-", quotations))
    ok = err_at(&err, quotations, 0, "is named for two outputs");
  for (int t = 0; ok && t < STORE_TABLES; t++) {
    if (t != STORE_STANCES && !s->paths[t]) continue;
    ok = output_open(&outputs[t], s->paths[t], &err);
    streams[t] = outputs[t].stream;
  }
  ok = ok && store_export(s->inputs.items[0], !s->no_header, streams, &err) &&
       close_all(outputs, &err);
  for (int t = 0; t < STORE_TABLES; t++) output_drop(&outputs[t]);
  return ok ? EXIT_DONE : command_fail(&COMMAND_EXPORT, EXIT_USAGE, &err);
}

static int run(int argc, char *const *argv) {
  Settings s = {0};
  bool help;
  Err err;
  const Option options[] = {
      {"--output", "-o", "FILE", "stance table (default: standard output)", OPTION_TEXT,
       &s.paths[STORE_STANCES]},
      {"--quotations", NULL, "FILE", "quotation table", OPTION_TEXT, &s.paths[STORE_QUOTATIONS]},
      {"--no-header", NULL, NULL, "tables without their header line", OPTION_FLAG, &s.no_header},
      {0}};
  int status = EXIT_USAGE;
  if (!options_parse(argc, argv, options, &s.inputs, &help, &err)) {
    command_fail(&COMMAND_EXPORT, EXIT_USAGE, &err);
  } else if (help) {
    print_usage(options);
    status = EXIT_DONE;
  } else if (s.inputs.len != 1) {
    err_at(&err, NULL, 0, "one STORE is needed; surety export --help tells more");
    command_fail(&COMMAND_EXPORT, EXIT_USAGE, &err);
  } else {
    status = export_store(&s);
  }
  vec_free(&s.inputs);
  return status;
}

const Command COMMAND_EXPORT = {"export", "export STORE", "a store's tables as TSV", run};
