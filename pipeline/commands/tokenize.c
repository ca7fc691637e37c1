/* surety tokenize: tokens and sentences as JSON lines, to look at and to score. */
#include "commands/command.h"
#include "commands/options.h"
#include "engine/batch.h"
#include "engine/rows.h"
#include "engine/worker.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct {
  const char *output, *data;
  uint32_t threads;
  Inputs inputs;
} Settings;

/* ---- one document ---- */

static void *begin_tokens(const void *resources) {
  Worker *worker = memory_get(sizeof *worker);
  worker_init(worker, resources);
  return worker;
}

static bool write_tokens(void *state, const RawDoc *raw, Buf *out, uint64_t *rows, Err *cause) {
  Worker *worker = state;
  doc_reset(&worker->doc);
  worker->doc.id = raw->id;
  worker->doc.text = raw->text;
  *rows = 0;
  if (!worker_run(worker, DEPTH_TOKENS, cause)) return false;
  rows_tokens(&worker->doc, raw->given_id, &out[ROWS_TOKENS]);
  return true;
}

static void end_tokens(void *state) {
  worker_free(state);
  free(state);
}

/* ---- the run ---- */

static int tokenize(const Settings *settings, Reader *reader, const Resources *resources,
                    uint32_t missing) {
  Err err;
  Output output;
  if (!output_open(&output, settings->output, &err))
    return command_fail(&COMMAND_TOKENIZE, EXIT_USAGE, &err);
  Batch batch = {.work = {begin_tokens, write_tokens, end_tokens, resources},
                 .threads = settings->threads ? settings->threads : batch_processors(),
                 .streams[ROWS_TOKENS] = output.stream,
                 .report = command_report};
  (void)batch_run(&batch, reader, &err); /* only a store can fail */
  if (!output_close(&output, &err)) return command_fail(&COMMAND_TOKENIZE, EXIT_USAGE, &err);
  return batch.failures || missing ? EXIT_SOME_FAILED : EXIT_DONE;
}

static int load_and_run(const Settings *settings) {
  Err err;
  Resources resources;
  Reader reader;
  uint32_t missing = 0;
  if (!resources_load(&resources, settings->data, NULL, NEED_WORDS, &err))
    return command_fail(&COMMAND_TOKENIZE, EXIT_USAGE, &err);
  reader_open(&reader, settings->inputs.items, settings->inputs.len, command_report, NULL,
              &missing);
  int status = reader.paths.len ? tokenize(settings, &reader, &resources, missing) : EXIT_USAGE;
  reader_close(&reader);
  resources_free(&resources);
  return status;
}

static int run(int argc, char *const *argv) {
  Settings s = {0};
  bool help;
  Err err;
  const Option options[] = {
      {"--output", "-o", "FILE", "JSON lines (default: standard output)", OPTION_TEXT, &s.output},
      {"--threads", "-j", "N", "threads (default: all processors)", OPTION_THREADS, &s.threads},
      {"--data", NULL, "DIR", "the folder that holds lexicons/", OPTION_TEXT, &s.data},
      {0}};
  int status = EXIT_USAGE;
  if (!options_parse(argc, argv, options, &s.inputs, &help, &err)) {
    command_fail(&COMMAND_TOKENIZE, EXIT_USAGE, &err);
  } else if (help) {
    printf("Usage: surety tokenize [OPTION…] INPUT…\n\n"
           "Writes {\"id\", \"sentences\": [[start, end]…], \"tokens\": [[start, end]…]} a "
           "document; offsets are\n"
           "code points of the text, half-open.\n\n");
    options_print(options);
    printf("\nExamples:\n"
           "  surety tokenize article.txt\n"
           "  surety tokenize articles/ -o tokens.jsonl\n");
    status = EXIT_DONE;
  } else if (!s.inputs.len) {
    err_at(&err, NULL, 0, "no INPUT; surety tokenize --help tells more");
    command_fail(&COMMAND_TOKENIZE, EXIT_USAGE, &err);
  } else {
    status = load_and_run(&s);
  }
  vec_free(&s.inputs);
  return status;
}

const Command COMMAND_TOKENIZE = {"tokenize", "tokenize INPUT…",
                                  "tokens and sentences, as JSON lines", run};
