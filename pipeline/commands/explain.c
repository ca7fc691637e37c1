/* surety explain: why the rows of a document are what they are. One thread: it is read by people,
 * and for one document at a time. */
#include "commands/command.h"
#include "commands/options.h"
#include "engine/explainer.h"
#include "engine/worker.h"
#include "io/reader.h"

#include <stdio.h>
#include <string.h>

enum { FEATURES_SHOWN = 6 };

typedef struct {
  const char *output, *row, *data, *model;
  double min_confidence;
  uint32_t features;
  bool json;
  Inputs inputs;
} Settings;

typedef struct {
  const Settings *settings;
  Str doc;         /* the document asked for; empty = all */
  uint32_t number; /* … and its row, from 1; 0 = all */
  bool found;      /* … was among the inputs */
  Worker worker;
  Explainer explainer;
  Output output;
  Buf lines;
  uint32_t failures;
} Run;

/* "doc:2", or "doc.s2" as in the table's first column; "doc" alone: all its rows. */
static void parse_row(Run *run, Str row) {
  run->doc = row;
  for (size_t i = row.len; i-- > 0;) {
    size_t mark = row.ptr[i] == ':'                                               ? 1
                  : row.ptr[i] == '.' && i + 1 < row.len && row.ptr[i + 1] == 's' ? 2
                                                                                  : 0;
    if (!mark) continue;
    Str digits = {row.ptr + i + mark, row.len - i - mark};
    if (i && str_number(digits, &run->number) && run->number) run->doc.len = i;
    return;
  }
}

static bool is_wanted(const Run *run, const RawDoc *raw) {
  return !run->settings->row || str_equal(run->doc, raw->id) || str_equal(run->doc, raw->given_id);
}

static void fail(Run *run, const Err *err) {
  command_report(NULL, err);
  run->failures++;
}

static void explain_rows(Run *run) {
  const Doc *doc = &run->worker.doc;
  for (uint32_t i = 0; i < doc->stances.len; i++) {
    if (run->number && i + 1 != run->number) continue;
    (run->settings->json ? explainer_json : explainer_text)(&run->explainer, doc, i, &run->lines);
  }
  if (run->lines.len) fwrite(run->lines.ptr, 1, run->lines.len, run->output.stream);
  buf_clear(&run->lines);
}

static void take(Run *run, const RawDoc *raw) {
  Doc *doc = &run->worker.doc;
  Err cause, err;
  doc_reset(doc);
  doc->id = raw->id;
  doc->title = raw->title;
  doc->date = raw->date;
  doc->url = raw->url;
  doc->language = raw->language;
  doc->text = raw->text;
  run->found = true;
  if (!worker_run(&run->worker, DEPTH_STANCES, &cause)) {
    err_at(&err, raw->path, raw->line, "%s", cause.text);
    fail(run, &err);
  } else if (run->number > doc->stances.len) {
    err_at(&err, raw->path, raw->line, "%.*s has %u rows, none is number %u", (int)raw->id.len,
           raw->id.ptr, doc->stances.len, run->number);
    fail(run, &err);
  } else {
    explain_rows(run);
  }
}

static void read_all(Run *run, Reader *reader) {
  Arena arena = {0};
  RawDoc raw;
  Err err;
  ReadStatus status;
  while ((status = reader_next(reader, &arena, &raw, &err)) != READ_END) {
    if (status == READ_FAILED) fail(run, &err);
    if (status == READ_DOCUMENT && is_wanted(run, &raw)) take(run, &raw);
    arena_reset(&arena);
    if (run->settings->row && run->found) break; /* ids are given once */
  }
  arena_free(&arena);
  if (!run->settings->row || run->found) return;
  err_at(&err, NULL, 0, "no document %.*s among the inputs", (int)run->doc.len, run->doc.ptr);
  fail(run, &err);
}

static int explain_inputs(const Settings *settings, const Resources *resources, Reader *reader,
                          uint32_t missing) {
  Err err;
  Run run = {.settings = settings};
  int status = EXIT_USAGE;
  if (settings->row) parse_row(&run, str_of(settings->row));
  worker_init(&run.worker, resources);
  run.worker.threshold = settings->min_confidence;
  if (explainer_open(&run.explainer, resources, &run.worker.labels, settings->features, &err) &&
      output_open(&run.output, settings->output ? settings->output : "-", &err)) {
    read_all(&run, reader);
    if (output_close(&run.output, &err))
      status = run.failures || missing ? EXIT_SOME_FAILED : EXIT_DONE;
  }
  if (status == EXIT_USAGE) command_fail(&COMMAND_EXPLAIN, status, &err);
  explainer_close(&run.explainer);
  worker_free(&run.worker);
  buf_free(&run.lines);
  return status;
}

static int load_and_run(const Settings *settings) {
  Err err;
  Resources resources;
  Reader reader;
  uint32_t missing = 0;
  if (!resources_load(&resources, settings->data, settings->model, NEED_MODEL, &err))
    return command_fail(&COMMAND_EXPLAIN, EXIT_USAGE, &err);
  reader_open(&reader, settings->inputs.items, settings->inputs.len, command_report, NULL,
              &missing);
  int status =
      reader.paths.len ? explain_inputs(settings, &resources, &reader, missing) : EXIT_USAGE;
  reader_close(&reader);
  resources_free(&resources);
  return status;
}

static void print_usage(const Option *options) {
  printf("Usage: surety explain [OPTION…] INPUT…\n\n"
         "Tells why each row of the stance table is what it is: its words, who the holder is and "
         "how it\nwas found, the phrases of the lexicons that matched, what the words were read "
         "as, and the\nfeatures that speak for and against the label, with what each adds to the "
         "classifier's margin\nof the label against “none” and against the nearest other stance "
         "(above 0: for the label).\nIn features, HOLDER and ACTOR stand for names, TARGET and "
         "GUAR for guarantees.\nINPUT is as for surety extract.\n\n");
  options_print(options);
  printf("\nExamples:\n"
         "  surety explain article.txt | less\n"
         "  surety explain --row article:2 articles/        the second row of one article\n"
         "  surety explain --row article.s2 articles/       the same, by its stance_id\n"
         "  surety explain --json --features 20 news.jsonl  a line of JSON a row\n");
}

static int run(int argc, char *const *argv) {
  Settings s = {.min_confidence = -1, .features = FEATURES_SHOWN};
  bool help;
  Err err;
  const Option options[] = {
      {"--row", NULL, "ID:N", "only the N-th row of document ID (ID alone: all its rows)",
       OPTION_TEXT, &s.row},
      {"--json", NULL, NULL, "a line of JSON a row", OPTION_FLAG, &s.json},
      {"--features", NULL, "N", "show N features for the label, and N against it (default: 6)",
       OPTION_NUMBER, &s.features},
      {"--output", "-o", "FILE", "where to write (default: standard output)", OPTION_TEXT,
       &s.output},
      {"--min-confidence", NULL, "P", "the rows that extract writes with it (0 to 1)", OPTION_SHARE,
       &s.min_confidence},
      {"--model", NULL, "NAME", "a folder of models/, or a path", OPTION_TEXT, &s.model},
      {"--data", NULL, "DIR", "the folder that holds lexicons/ and models/", OPTION_TEXT, &s.data},
      {0}};
  int status = EXIT_USAGE;
  if (!options_parse(argc, argv, options, &s.inputs, &help, &err)) {
    command_fail(&COMMAND_EXPLAIN, EXIT_USAGE, &err);
  } else if (help) {
    print_usage(options);
    status = EXIT_DONE;
  } else if (!s.inputs.len) {
    err_at(&err, NULL, 0, "no INPUT; surety explain --help tells more");
    command_fail(&COMMAND_EXPLAIN, EXIT_USAGE, &err);
  } else {
    status = load_and_run(&s);
  }
  vec_free(&s.inputs);
  return status;
}

const Command COMMAND_EXPLAIN = {"explain", "explain INPUT…",
                                 "why a row is what it is, feature by feature", run};
