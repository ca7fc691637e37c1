/* surety eval: how right a table is, by documents that a person has annotated. */
#include "base/file.h"
#include "commands/command.h"
#include "commands/options.h"
#include "engine/resources.h"
#include "measure/picture.h"
#include "measure/show.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PREDICTED_MOST = 2, FAULTS_SHOWN = 20, RESAMPLES_MOST = 100000 };

typedef struct Settings {
  const char *output, *texts, *split, *data, *pictures, *curve;
  uint32_t mistakes, resamples;
  bool json, agreement;
  Inputs inputs;
} Settings;

typedef struct Evaluation { /* one run; everything of it is freed at its end */
  const Settings *settings;
  Names names;
  Annotations texts, gold, predicted[PREDICTED_MOST];
  Score scores[PREDICTED_MOST];
  Resamples resamples[PREDICTED_MOST];
  MistakeVec mistakes[PREDICTED_MOST], changes;
  uint32_t count; /* of predicted files read */
  Faults faults;
} Evaluation;

static void print_usage(const Option *options) {
  printf(
      "Usage: surety eval [OPTION…] GOLD PREDICTED [PREDICTED2]\n"
      "       surety eval --agreement [OPTION…] A B\n"
      "       surety eval --curve POINTS.tsv -o CURVE.svg\n\n"
      "Measures a stance table or a quotation table by GOLD: precision, recall and F1 with 95 %%\n"
      "intervals (bootstrap over documents), by guarantee, stance, kind and side, the confusion "
      "of\n"
      "the stances, and how far the confidence can be trusted. Two tables: their difference too.\n"
      "GOLD, A and B are gold lines (.jsonl), a corpus folder, or a corrected stance table.\n\n");
  options_print(options);
  printf("\nExamples:\n"
         "  surety eval corpus --split test stances.tsv --errors 20\n"
         "  surety eval gold.jsonl before.tsv after.tsv\n"
         "  surety eval --agreement first/ second/\n");
}

/* ---- reading ---- */

static void report_fault(void *context, const Err *failure) {
  const Evaluation *e = context;
  if (e->faults.count < FAULTS_SHOWN) command_fail(&COMMAND_EVAL, EXIT_USAGE, failure);
}

static bool read_split(const char *word, SplitChoice *split, Err *err) {
  *split = !word || strcmp(word, "all") == 0 ? SPLIT_ALL
           : strcmp(word, "train") == 0      ? SPLIT_TRAIN_ONLY
                                             : SPLIT_TEST_ONLY;
  return !word || *split != SPLIT_TEST_ONLY || strcmp(word, "test") == 0 ||
         err_at(err, NULL, 0, "--split takes train, test or all, not '%s'", word);
}

static bool has_nothing_in_common(const Evaluation *e, const Annotations *predicted) {
  return !(e->gold.has_records && predicted->has_records) &&
         !(e->gold.has_passages && predicted->has_passages);
}

static bool read_files(Evaluation *e, SplitChoice split) {
  const Settings *s = e->settings;
  const Annotations *of = NULL;
  if (s->texts) {
    if (!annotations_read(&e->texts, s->texts, SPLIT_ALL, NULL, &e->names, &e->faults))
      return false;
    of = &e->texts;
  }
  if (!annotations_read(&e->gold, s->inputs.items[0], split, of, &e->names, &e->faults))
    return false;
  while (e->count + 1 < s->inputs.len) {
    Annotations *predicted = &e->predicted[e->count++];
    if (!annotations_read(predicted, s->inputs.items[e->count], split, &e->gold, &e->names,
                          &e->faults))
      return false;
    if (has_nothing_in_common(e, predicted))
      return faults_add(&e->faults, predicted->path, 0,
                        "nothing to measure by %s: one has stances, the other quotations",
                        e->gold.path);
    if (e->count == 2 && predicted->has_records != e->predicted[0].has_records)
      return faults_add(&e->faults, predicted->path, 0,
                        "cannot be compared with %s: one has stances, the other quotations",
                        e->predicted[0].path);
  }
  return annotations_measured(&e->gold) > 0 ||
         faults_add(&e->faults, e->gold.path, 0, "no document to measure by");
}

static bool load_names(Evaluation *e, Err *err) {
  char *folder = resources_folder(e->settings->data, err);
  if (!folder) return false;
  Buf lexicons = {0};
  buf_format(&lexicons, "%s/lexicons", folder);
  buf_byte(&lexicons, '\0');
  bool ok = names_load(&e->names, lexicons.ptr, err);
  buf_free(&lexicons);
  free(folder);
  return ok;
}

/* ---- showing ---- */

static Measured measured_of(const Evaluation *e, uint32_t i) {
  return (Measured){&e->gold,         &e->predicted[i], &e->scores[i],
                    &e->resamples[i], &e->mistakes[i],  &e->names};
}

static void show_one(Buf *out, const Evaluation *e) {
  Measured first = measured_of(e, 0);
  if (e->settings->agreement)
    (e->settings->json ? show_agreement_json : show_agreement)(out, &first);
  else
    (e->settings->json ? show_json : show_text)(out, &first);
}

static void show_two(Buf *out, const Evaluation *e) {
  Measured first = measured_of(e, 0), second = measured_of(e, 1);
  if (e->settings->json) {
    buf_text(out, "{\"predicted\": [");
    show_json(out, &first);
    buf_text(out, ", ");
    show_json(out, &second);
    buf_text(out, "], \"difference\": ");
    show_difference_json(out, &first, &second);
    if (e->settings->mistakes) {
      buf_text(out, ", \"changes\": ");
      show_changes_json(out, &second, &e->changes, e->settings->mistakes);
    }
    buf_byte(out, '}');
  } else {
    show_text(out, &first);
    buf_byte(out, '\n');
    show_text(out, &second);
    show_difference(out, &first, &second);
    if (e->settings->mistakes)
      show_changes(out, &first, &second, &e->changes, e->settings->mistakes);
  }
}

static bool write_file(const char *path, const Buf *bytes, Err *err) {
  Output output;
  if (!output_open(&output, path, err)) return false;
  fwrite(bytes->ptr, 1, bytes->len, output.stream);
  return output_close(&output, err);
}

/* Pictures are of the last predicted file: the newer one of two. */
static bool write_pictures(const Evaluation *e, Err *err) {
  static const struct {
    const char *file;
    void (*draw)(Buf *out, const Score *score);
  } PICTURES[] = {{"confusion.svg", picture_confusion}, {"reliability.svg", picture_reliability}};
  const Score *score = &e->scores[e->count - 1];
  bool ok = true;
  for (size_t i = 0; ok && i < sizeof PICTURES / sizeof *PICTURES; i++) {
    Buf path = {0}, picture = {0};
    buf_format(&path, "%s/%s", e->settings->pictures, PICTURES[i].file);
    buf_byte(&path, '\0');
    PICTURES[i].draw(&picture, score);
    ok = write_file(path.ptr, &picture, err);
    buf_free(&path);
    buf_free(&picture);
  }
  return ok;
}

static int write_out(const Evaluation *e) {
  Buf out = {0};
  Err err;
  if (e->count == 1)
    show_one(&out, e);
  else
    show_two(&out, e);
  if (e->settings->json) buf_byte(&out, '\n');
  bool ok = write_file(e->settings->output, &out, &err) &&
            (!e->settings->pictures || write_pictures(e, &err));
  buf_free(&out);
  return ok ? EXIT_DONE : command_fail(&COMMAND_EVAL, EXIT_USAGE, &err);
}

/* ---- learning curve ---- */

static void report_curve(void *context, const Err *failure) {
  (void)context;
  command_fail(&COMMAND_EVAL, EXIT_USAGE, failure);
}

static int draw_curve(const Settings *settings) {
  Sheet sheet = {0};
  CurvePoints points = {0};
  Faults faults = {.report = report_curve};
  Buf picture = {0};
  Err err;
  int status = EXIT_USAGE;
  if (picture_read_curve(&sheet, settings->curve, &points, &faults)) {
    picture_curve(&picture, &points);
    status = write_file(settings->output, &picture, &err)
                 ? EXIT_DONE
                 : command_fail(&COMMAND_EVAL, EXIT_USAGE, &err);
  }
  buf_free(&picture);
  vec_free(&points);
  sheet_free(&sheet);
  return status;
}

/* ---- running ---- */

static int measure(Evaluation *e) {
  for (uint32_t i = 0; i < e->count; i++) {
    score_of(&e->scores[i], &e->gold, &e->predicted[i], &e->names);
    bootstrap_run(&e->resamples[i], &e->scores[i], e->settings->resamples, BOOTSTRAP_SEED);
    if (e->settings->mistakes && e->count == 1)
      mistakes_list(&e->mistakes[i], &e->gold, &e->predicted[i], e->settings->mistakes);
  }
  if (e->settings->mistakes && e->count == 2)
    mistakes_changes(&e->changes, &e->gold, &e->predicted[0], &e->predicted[1]);
  return write_out(e);
}

static void evaluation_free(Evaluation *e) {
  for (uint32_t i = 0; i < PREDICTED_MOST; i++) {
    vec_free(&e->mistakes[i]);
    resamples_free(&e->resamples[i]);
    score_free(&e->scores[i]);
    annotations_free(&e->predicted[i]);
  }
  vec_free(&e->changes);
  annotations_free(&e->gold);
  annotations_free(&e->texts);
  names_free(&e->names);
}

static int evaluate(const Settings *settings) {
  Evaluation e = {.settings = settings};
  SplitChoice split;
  Err err;
  int status = EXIT_USAGE;
  e.faults = (Faults){.report = report_fault, .context = &e};
  if (!read_split(settings->split, &split, &err) || !load_names(&e, &err)) {
    command_fail(&COMMAND_EVAL, EXIT_USAGE, &err);
  } else if (!read_files(&e, split)) {
    err_at(&err, NULL, 0, "… and %" PRIu64 " faults more", e.faults.count - FAULTS_SHOWN);
    if (e.faults.count > FAULTS_SHOWN) command_fail(&COMMAND_EVAL, EXIT_USAGE, &err);
  } else {
    status = measure(&e);
  }
  evaluation_free(&e);
  return status;
}

static bool check_usage(const Settings *s, Err *err) {
  if (s->curve)
    return !s->inputs.len || err_at(err, NULL, 0, "--curve takes no %s", s->inputs.items[0]);
  if (s->inputs.len < 2)
    return err_at(err, NULL, 0, "%s; surety eval --help tells more",
                  s->agreement ? "--agreement takes A and B" : "takes GOLD and PREDICTED");
  if (s->inputs.len > (s->agreement ? 2u : 1u + PREDICTED_MOST))
    return err_at(err, NULL, 0, "one file too many: %s", s->inputs.items[s->inputs.len - 1]);
  if (s->resamples > RESAMPLES_MOST)
    return err_at(err, NULL, 0, "--resamples takes up to %d", RESAMPLES_MOST);
  return true;
}

static int run(int argc, char *const *argv) {
  Settings s = {.resamples = BOOTSTRAP_RESAMPLES};
  bool help;
  Err err;
  const Option options[] = {
      {"--errors", NULL, "N",
       "list the first N missed and wrong records with their words; of two "
       "tables, what changed between them",
       OPTION_NUMBER, &s.mistakes},
      {"--json", NULL, NULL, "figures as one JSON object", OPTION_FLAG, &s.json},
      {"--agreement", NULL, NULL, "A and B are two annotators: alpha, kappa, F1 of records",
       OPTION_FLAG, &s.agreement},
      {"--split", NULL, "NAME", "of a corpus only train or test (default: all)", OPTION_TEXT,
       &s.split},
      {"--texts", NULL, "FILE", "JSON lines of the documents, where GOLD is a table", OPTION_TEXT,
       &s.texts},
      {"--resamples", NULL, "N", "draws of the bootstrap (default: 1000)", OPTION_NUMBER,
       &s.resamples},
      {"--pictures", NULL, "DIR", "confusion.svg and reliability.svg there", OPTION_TEXT,
       &s.pictures},
      {"--curve", NULL, "FILE",
       "draw a learning curve instead: a table of articles, figure, f1, low, high", OPTION_TEXT,
       &s.curve},
      {"--output", "-o", "FILE", "where the report goes (default: standard output)", OPTION_TEXT,
       &s.output},
      {"--data", NULL, "DIR", "the folder that holds lexicons/ and models/", OPTION_TEXT, &s.data},
      {0}};
  int status = EXIT_USAGE;
  if (!options_parse(argc, argv, options, &s.inputs, &help, &err)) {
    command_fail(&COMMAND_EVAL, EXIT_USAGE, &err);
  } else if (help) {
    print_usage(options);
    status = EXIT_DONE;
  } else if (!check_usage(&s, &err)) {
    command_fail(&COMMAND_EVAL, EXIT_USAGE, &err);
  } else {
    status = s.curve ? draw_curve(&s) : evaluate(&s);
  }
  vec_free(&s.inputs);
  return status;
}

const Command COMMAND_EVAL = {"eval", "eval GOLD PREDICTED [PREDICTED2]",
                              "how right a table is, by annotated documents", run};
