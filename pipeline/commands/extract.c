/* surety extract: articles in, the stance table out; quotations, attributions and texts in the same
 * run. */
#include "commands/command.h"
#include "commands/options.h"
#include "commands/progress.h"
#include "engine/batch.h"
#include "engine/package.h"
#include "engine/rows.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

typedef struct {
  const char *paths[ROWS_KINDS]; /* where each table goes; NULL = not wanted */
  const char *data, *model, *store, *package;
  double min_confidence;
  uint32_t threads;
  OptionPart shard;
  bool no_header, numbered, rebuild, quiet, verbose;
  Inputs inputs;
  Inputs command; /* the words of the command line that have a say in the bytes written */
} Settings;

static void print_usage(const Option *options) {
  printf("Usage: surety extract [OPTION…] INPUT…\n\n"
         "Reads articles and writes one row a stance: who supports, rejects or conditions what.\n"
         "INPUT is a .txt, .md, .html or .jsonl file, packed as .gz or .zst or not, a folder of "
         "them,\nor - for JSON lines on standard input.\n\n");
  options_print(options);
  printf("\nExamples:\n"
         "  surety extract articles/ -o stances.tsv --quotations quotations.tsv\n"
         "  surety extract articles/ --package tables\n"
         "  zcat news.jsonl.gz | surety extract - --min-confidence 0.6\n");
}

/* Only the stance table goes to standard output unasked, and that where no store takes it. */
static const char *place_of(const Settings *settings, int kind) {
  const char *path = settings->paths[kind];
  return path || kind != ROWS_STANCES || settings->store ? path : "-";
}

static bool open_outputs(const Settings *settings, Output *outputs, Err *err) {
  for (int i = 0; i < ROWS_KINDS; i++) {
    const char *place = place_of(settings, i);
    if (!place) continue;
    for (int j = 0; j < i; j++)
      if (place_of(settings, j) && output_same(place, place_of(settings, j)))
        return err_at(err, strcmp(place, "-") ? place : "standard output", 0,
                      "is named for two outputs");
    if (!output_open(&outputs[i], place, err)) return false;
  }
  return true;
}

/* No file gets its name before all of them are whole. */
static bool close_outputs(Output *outputs, Err *err) {
  bool ok = true;
  for (int i = 0; ok && i < ROWS_KINDS; i++) ok = output_check(&outputs[i], err);
  for (int i = 0; i < ROWS_KINDS; i++) {
    if (ok)
      ok = output_close(&outputs[i], err);
    else
      output_drop(&outputs[i]);
  }
  return ok;
}

static void drop_outputs(Output *outputs) {
  for (int i = 0; i < ROWS_KINDS; i++) output_drop(&outputs[i]);
}

/* ---- a package: its tables are outputs like the others ---- */

static const RowsKind PACKAGE_ROWS[TABLES] = {[TABLE_STANCES] = ROWS_STANCES,
                                              [TABLE_QUOTATIONS] = ROWS_QUOTATIONS,
                                              [TABLE_DOCUMENTS] = ROWS_DOCUMENTS};

static bool open_package(Settings *settings, Package *package, Err *err) {
  *package = (Package){0};
  if (!settings->package) return true;
  if (!package_open(package, settings->package, err)) return false;
  for (int i = 0; i < TABLES; i++) settings->paths[PACKAGE_ROWS[i]] = package->paths[i];
  return true;
}

/* The tables are whole: what describes them can be written. */
static bool describe_package(const Settings *settings, Package *package, Output *outputs,
                             const Resources *resources, Err *err) {
  const Output *tables[TABLES];
  if (!settings->package) return true;
  for (int i = 0; i < TABLES; i++) tables[i] = &outputs[PACKAGE_ROWS[i]];
  for (int i = 0; i < TABLES; i++)
    if (!output_check(&outputs[PACKAGE_ROWS[i]], err)) return false;
  return package_describe(package, tables, resources, settings->command.items,
                          settings->command.len, err);
}

/* "-j" and "--threads" change nothing that is written, so they are left out. */
static void note_command(Settings *settings, int argc, char *const *argv) {
  vec_push(&settings->command, "surety");
  vec_push(&settings->command, "extract");
  for (int i = 0; i < argc; i++) {
    if (strcmp(argv[i], "-j") == 0 || strcmp(argv[i], "--threads") == 0)
      i++;
    else if (strncmp(argv[i], "-j", 2) != 0 && strncmp(argv[i], "--threads=", 10) != 0)
      vec_push(&settings->command, argv[i]);
  }
}

/* A numbered header has the number 0: before all documents. */
static void write_header(const Settings *settings, const char *header, FILE *stream) {
  if (!stream || settings->no_header) return;
  if (settings->numbered) fputs("0\t", stream);
  fputs(header, stream);
}

/* ---- the store ---- */

/* Everything that decides the rows of a text. */
static void add_version(const Settings *settings, const Resources *resources, Buf *version) {
  buf_format(version, "surety " SURETY_VERSION " %s-l%.12s", resources->model.name,
             resources->knowledge.digest.hex);
  if (settings->min_confidence >= 0)
    buf_format(version, " min-confidence %g", settings->min_confidence);
  buf_byte(version, '\0');
}

/* True with no store where none is asked for. */
static bool open_store(const Settings *settings, const Resources *resources, Store **store,
                       Err *err) {
  *store = NULL;
  if (!settings->store)
    return !settings->rebuild || err_at(err, NULL, 0, "--rebuild is of no use without --store");
  Buf version = {0};
  add_version(settings, resources, &version);
  StoreSettings of = {
      settings->store,
      version.ptr,
      {[STORE_STANCES] = ROWS_STANCE_HEADER, [STORE_QUOTATIONS] = ROWS_QUOTATION_HEADER},
      settings->rebuild};
  *store = store_open(&of, err);
  buf_free(&version);
  return *store != NULL;
}

/* After a rebuild: what it has not met keeps the rows of the other version. */
static bool tell_stale(const Settings *settings, Store *store, Err *err) {
  uint64_t stale;
  if (!settings->rebuild) return true;
  if (!store_count_stale(store, &stale, err)) return false;
  if (stale)
    fprintf(stderr,
            "surety: %s: %" PRIu64 " documents were not among the inputs and keep the rows of "
            "another version\n",
            settings->store, stale);
  return true;
}

/* ---- the run ---- */

/* Tables before the store: a run that cannot write them is to be done again. */
static bool finish(const Settings *settings, Output *outputs, Store *store, Err *err) {
  bool ok = close_outputs(outputs, err);
  if (!store) return ok;
  if (ok && tell_stale(settings, store, err)) return store_close(store, err);
  store_drop(store);
  return false;
}

/* For --verbose: what the run is made of. */
static void tell_setup(const Settings *settings, const Resources *resources, const Batch *batch,
                       const Reader *reader) {
  fprintf(stderr, "surety: inputs: %u, threads: %u, model %s, lexicons %.12s", reader->paths.len,
          batch->threads, resources->model.name, resources->knowledge.digest.hex);
  if (settings->shard.parts)
    fprintf(stderr, ", part %u of %u", settings->shard.part, settings->shard.parts);
  fputs("\n", stderr);
}

static bool run_and_tell(const Settings *settings, const Resources *resources, Batch *batch,
                         Reader *reader, Err *err) {
  Progress progress;
  Loudness loudness = settings->quiet ? LOUD_QUIET : settings->verbose ? LOUD_VERBOSE : LOUD_NORMAL;
  if (loudness == LOUD_VERBOSE) tell_setup(settings, resources, batch, reader);
  progress_begin(&progress, reader, batch, loudness);
  batch->report = progress_report;
  batch->progress = progress_show;
  batch->context = &progress;
  bool ok = batch_run(batch, reader, err);
  progress_end(&progress);
  return ok;
}

static int write_outputs(const Settings *settings, Package *package, const Resources *resources,
                         Reader *reader, uint32_t missing);

static int run_batch(Settings *settings, const Resources *resources, Reader *reader,
                     uint32_t missing) {
  Package package;
  Err err;
  int status = EXIT_USAGE;
  if (open_package(settings, &package, &err))
    status = write_outputs(settings, &package, resources, reader, missing);
  else
    command_fail(&COMMAND_EXTRACT, EXIT_USAGE, &err);
  if (!package_close(&package, status != EXIT_USAGE, &err))
    status = command_fail(&COMMAND_EXTRACT, EXIT_USAGE, &err);
  return status;
}

static int write_outputs(const Settings *settings, Package *package, const Resources *resources,
                         Reader *reader, uint32_t missing) {
  Err err;
  Output outputs[ROWS_KINDS] = {0};
  Batch batch = {.resources = resources,
                 .depth = DEPTH_STANCES,
                 .threshold = settings->min_confidence,
                 .threads = settings->threads ? settings->threads : batch_processors(),
                 .numbered = settings->numbered};
  bool ok =
      open_store(settings, resources, &batch.store, &err) && open_outputs(settings, outputs, &err);
  if (ok) {
    for (int i = 0; i < ROWS_KINDS; i++) batch.streams[i] = outputs[i].stream;
    write_header(settings, ROWS_STANCE_HEADER, outputs[ROWS_STANCES].stream);
    write_header(settings, ROWS_QUOTATION_HEADER, outputs[ROWS_QUOTATIONS].stream);
    write_header(settings, ROWS_DOCUMENT_HEADER, outputs[ROWS_DOCUMENTS].stream);
    ok = run_and_tell(settings, resources, &batch, reader, &err) &&
         describe_package(settings, package, outputs, resources, &err);
  }
  if (!ok) {
    drop_outputs(outputs);
    store_drop(batch.store);
  } else {
    ok = finish(settings, outputs, batch.store, &err);
  }
  if (!ok) return command_fail(&COMMAND_EXTRACT, EXIT_USAGE, &err);
  return batch.failures || missing ? EXIT_SOME_FAILED : EXIT_DONE;
}

static int extract(Settings *settings) {
  Err err;
  Resources resources;
  Reader reader;
  uint32_t missing = 0;
  if (!resources_load(&resources, settings->data, settings->model, NEED_MODEL, &err))
    return command_fail(&COMMAND_EXTRACT, EXIT_USAGE, &err);
  reader_open(&reader, settings->inputs.items, settings->inputs.len, command_report, NULL,
              &missing);
  reader.shard = (Shard){settings->shard.part, settings->shard.parts};
  /* Nothing at all to read is a mistake in the command line, not a failed document. */
  int status = reader.paths.len ? run_batch(settings, &resources, &reader, missing) : EXIT_USAGE;
  reader_close(&reader);
  resources_free(&resources);
  return status;
}

static int run(int argc, char *const *argv) {
  Settings s = {.min_confidence = -1};
  bool help;
  Err err;
  const Option options[] = {
      {"--output", "-o", "FILE", "stance table (default: standard output)", OPTION_TEXT,
       &s.paths[ROWS_STANCES]},
      {"--quotations", NULL, "FILE", "quotation table", OPTION_TEXT, &s.paths[ROWS_QUOTATIONS]},
      {"--attributions", NULL, "FILE", "every attribution, as JSON lines", OPTION_TEXT,
       &s.paths[ROWS_ATTRIBUTIONS]},
      {"--texts", NULL, "FILE", "the documents as read, as JSON lines", OPTION_TEXT,
       &s.paths[ROWS_TEXTS]},
      {"--package", NULL, "DIR", "the tables as a folder with datapackage.json and a codebook",
       OPTION_TEXT, &s.package},
      {"--min-confidence", NULL, "P", "keep rows of at least this confidence (0 to 1)",
       OPTION_SHARE, &s.min_confidence},
      {"--threads", "-j", "N", "threads (default: all processors)", OPTION_THREADS, &s.threads},
      {"--store", NULL, "FILE", "keep documents and rows in FILE (SQLite); skip those unchanged",
       OPTION_TEXT, &s.store},
      {"--rebuild", NULL, NULL, "a store of another model or lexicons: take its documents anew",
       OPTION_FLAG, &s.rebuild},
      {"--shard", NULL, "I/N", "only the I-th of N parts of the documents, by a hash of their ids",
       OPTION_PART, &s.shard},
      {"--no-header", NULL, NULL, "tables without their header line", OPTION_FLAG, &s.no_header},
      {"--numbered", NULL, NULL, "each line begins with its document's number in the input",
       OPTION_FLAG, &s.numbered},
      {"--quiet", "-q", NULL, "failures alone on standard error", OPTION_FLAG, &s.quiet},
      {"--verbose", "-v", NULL, "tell what is run, and the sum, without a terminal too",
       OPTION_FLAG, &s.verbose},
      {"--model", NULL, "NAME", "a folder of models/, or a path", OPTION_TEXT, &s.model},
      {"--data", NULL, "DIR", "the folder that holds lexicons/ and models/", OPTION_TEXT, &s.data},
      {0}};
  int status = EXIT_USAGE;
  if (!options_parse(argc, argv, options, &s.inputs, &help, &err)) {
    command_fail(&COMMAND_EXTRACT, EXIT_USAGE, &err);
  } else if (help) {
    print_usage(options);
    status = EXIT_DONE;
  } else if (!s.inputs.len) {
    err_at(&err, NULL, 0, "no INPUT; surety extract --help tells more");
    command_fail(&COMMAND_EXTRACT, EXIT_USAGE, &err);
  } else if (s.package && (s.paths[ROWS_STANCES] || s.paths[ROWS_QUOTATIONS])) {
    err_at(&err, NULL, 0, "--package has its own tables: leave --output and --quotations out");
    command_fail(&COMMAND_EXTRACT, EXIT_USAGE, &err);
  } else if (s.package && (s.store || s.no_header || s.numbered)) {
    err_at(&err, NULL, 0, "--package takes no --store, --no-header or --numbered");
    command_fail(&COMMAND_EXTRACT, EXIT_USAGE, &err);
  } else {
    note_command(&s, argc, argv);
    status = extract(&s);
  }
  vec_free(&s.command);
  vec_free(&s.inputs);
  return status;
}

const Command COMMAND_EXTRACT = {"extract", "extract INPUT…", "articles in, the stance table out",
                                 run};
