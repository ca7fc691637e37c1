/* surety extract: articles in, the stance table out; quotations, attributions and texts in the same
 * run. A client of surety.h: what is written of a document are the lines that the library gives. */
#include "commands/command.h"
#include "commands/options.h"
#include "commands/progress.h"
#include "engine/batch.h"
#include "engine/package.h"
#include "io/long_text.h"
#include "library/handle.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
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
  if (!stream || !*header || settings->no_header) return;
  if (settings->numbered) fputs("0\t", stream);
  fputs(header, stream);
}

/* ---- one document ---- */

_Static_assert((int)ROWS_STANCES == SURETY_STANCES && (int)ROWS_QUOTATIONS == SURETY_QUOTATIONS &&
                   (int)ROWS_ATTRIBUTIONS == SURETY_ATTRIBUTIONS &&
                   (int)ROWS_TEXTS == SURETY_TEXTS && (int)ROWS_DOCUMENTS == SURETY_DOCUMENTS,
               "the tables of the library are the outputs");

typedef struct {
  const SuretyModel *model;
  double min_confidence;
  unsigned tables;
  bool stored; /* a store keeps the texts */
} Reading;

static void *begin_reading(const void *context) {
  const Reading *reading = context;
  SuretyReader *reader = surety_reader_new(reading->model);
  surety_set_min_confidence(reader, reading->min_confidence);
  surety_set_tables(reader, reading->tables);
  if (!reading->stored) surety_set_passed(reader, long_text_drop);
  return reader;
}

static SuretyText text_of(Str text) {
  return (SuretyText){text.ptr, text.len};
}

static bool read_document(void *state, const RawDoc *raw, Buf *out, uint64_t *rows, Err *cause) {
  SuretyReader *reader = state;
  SuretyDocument document = {.size = sizeof document,
                             .id = text_of(raw->given_id),
                             .text = text_of(raw->text),
                             .title = text_of(raw->title),
                             .date = text_of(raw->date),
                             .url = text_of(raw->url),
                             .language = text_of(raw->language)};
  if (!surety_read_document(reader, &document, cause->text, sizeof cause->text)) return false;
  *rows = surety_rows(reader);
  for (int table = 0; table < SURETY_TABLES; table++)
    surety_take_lines(reader, (SuretyTable)table, &out[table]);
  return true;
}

static void end_reading(void *reader) {
  surety_reader_free(reader);
}

/* Stances always, since they are counted. */
static Reading reading_of(const Settings *settings, const SuretyModel *model, const Batch *batch) {
  unsigned tables = 1u << SURETY_STANCES;
  if (batch->store) tables |= 1u << SURETY_QUOTATIONS;
  for (int i = 0; i < SURETY_TABLES; i++)
    if (batch->streams[i]) tables |= 1u << i;
  return (Reading){model, settings->min_confidence, tables, batch->store != NULL};
}

/* ---- the store ---- */

/* Everything that decides the rows of a text. */
static void add_version(const Settings *settings, const SuretyModel *model, Buf *version) {
  buf_format(version, "surety %s %s", surety_version(), surety_model_id(model));
  if (settings->min_confidence >= 0)
    buf_format(version, " min-confidence %g", settings->min_confidence);
  buf_byte(version, '\0');
}

/* True with no store where none is asked for. */
static bool open_store(const Settings *settings, const SuretyModel *model, Store **store,
                       Err *err) {
  *store = NULL;
  if (!settings->store)
    return !settings->rebuild || err_at(err, NULL, 0, "--rebuild is of no use without --store");
  Buf version = {0};
  add_version(settings, model, &version);
  StoreSettings of = {settings->store,
                      version.ptr,
                      {[STORE_STANCES] = surety_table_header(SURETY_STANCES),
                       [STORE_QUOTATIONS] = surety_table_header(SURETY_QUOTATIONS)},
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

static int write_outputs(const Settings *settings, Package *package, const SuretyModel *model,
                         Reader *reader, uint32_t missing);

static int run_batch(Settings *settings, const SuretyModel *model, Reader *reader,
                     uint32_t missing) {
  Package package;
  Err err;
  int status = EXIT_USAGE;
  if (open_package(settings, &package, &err))
    status = write_outputs(settings, &package, model, reader, missing);
  else
    command_fail(&COMMAND_EXTRACT, EXIT_USAGE, &err);
  if (!package_close(&package, status != EXIT_USAGE, &err))
    status = command_fail(&COMMAND_EXTRACT, EXIT_USAGE, &err);
  return status;
}

static int write_outputs(const Settings *settings, Package *package, const SuretyModel *model,
                         Reader *reader, uint32_t missing) {
  Err err;
  Output outputs[ROWS_KINDS] = {0};
  Reading reading;
  const Resources *resources = surety_resources(model);
  Batch batch = {.work = {begin_reading, read_document, end_reading, &reading},
                 .threads = settings->threads ? settings->threads : batch_processors(),
                 .numbered = settings->numbered};
  bool ok =
      open_store(settings, model, &batch.store, &err) && open_outputs(settings, outputs, &err);
  if (ok) {
    for (int i = 0; i < ROWS_KINDS; i++) batch.streams[i] = outputs[i].stream;
    for (int i = 0; i < SURETY_TABLES; i++)
      write_header(settings, surety_table_header((SuretyTable)i), outputs[i].stream);
    reading = reading_of(settings, model, &batch);
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

/* The folder is that of the program, which the library need not know. NULL and a message. */
static SuretyModel *open_model(const Settings *settings, Err *err) {
  char *folder = resources_folder(settings->data, err);
  SuretyModel *model =
      folder ? surety_open(folder, settings->model, err->text, sizeof err->text) : NULL;
  free(folder);
  return model;
}

static int extract(Settings *settings) {
  Err err;
  Reader reader;
  uint32_t missing = 0;
  SuretyModel *model = open_model(settings, &err);
  if (!model) return command_fail(&COMMAND_EXTRACT, EXIT_USAGE, &err);
  reader_open(&reader, settings->inputs.items, settings->inputs.len, command_report, NULL,
              &missing);
  reader.shard = (Shard){settings->shard.part, settings->shard.parts};
  /* Nothing at all to read is a mistake in the command line, not a failed document. */
  int status = reader.paths.len ? run_batch(settings, model, &reader, missing) : EXIT_USAGE;
  reader_close(&reader);
  surety_close(model);
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
