/* surety classify: a classifier for short texts, learned from any table of texts and labels. */
#include "base/file.h"
#include "classify/learn.h"
#include "commands/command.h"
#include "commands/options.h"
#include "io/tsv.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { FAULTS_SHOWN = 20, INPUTS_TRAIN = 2, INPUTS_PREDICT = 3 };

typedef struct Settings {
  const char *output;
  Inputs inputs;
} Settings;

static int fail(const Err *err) {
  return command_fail(&COMMAND_CLASSIFY, EXIT_USAGE, err);
}

static void report_some(void *context, const Err *failure) {
  const Faults *faults = context;
  if (faults->count <= FAULTS_SHOWN) fail(failure);
}

static void report_rest(const Faults *faults) {
  Err err;
  if (faults->count <= FAULTS_SHOWN) return;
  err_at(&err, NULL, 0, "… and %" PRIu64 " faults more", faults->count - FAULTS_SHOWN);
  fail(&err);
}

/* ---- train ---- */

static void print_result(const Learning *learning, const char *folder) {
  const Classifier *classifier = &learning->classifier;
  uint32_t labels = classifier->labels.len;
  bool common = !classifier->models.items[0].target.len; /* beside others, it has their texts too */
  uint32_t first = common && classifier->models.len > 1 ? 1 : 0;
  Confusion all = {0};
  for (uint32_t t = first; t < learning->targets.len; t++)
    confusion_add(&all, &learning->targets.items[t].confusion);
  printf("%" PRIu32 " texts, %" PRIu32 " labels, %" PRIu32
         " %s; cross-validated: mean F1 %.1f, accuracy "
         "%.1f\n",
         learning->texts, labels, classifier->models.len,
         classifier->models.len == 1 ? "model" : "models", confusion_mean_f1(&all, labels),
         confusion_accuracy(&all, labels));
  printf("classifier %s in %s\n", classifier->name, folder);
}

static int train(const Settings *s) {
  Examples examples;
  Learning learning = {0};
  Faults faults = {.report = report_some};
  Err err;
  faults.context = &faults;
  int status = EXIT_USAGE;
  if (!examples_read_labelled(&examples, s->inputs.items[1], &faults)) {
    report_rest(&faults);
  } else if (!learn_run(&examples, &learning, &err) ||
             !learning_write(&learning, s->output, &err)) {
    fail(&err);
  } else {
    print_result(&learning, s->output);
    status = EXIT_DONE;
  }
  learning_free(&learning);
  examples_free(&examples);
  return status;
}

/* ---- predict ---- */

/* p_<label> as a column's name may be: small letters, digits, low lines; where two labels come to
 * the same name, the later ones are numbered. */
static void put_column(Buf *out, Str label) {
  buf_text(out, "p_");
  for (size_t i = 0; i < label.len; i++) {
    char c = label.ptr[i];
    if (c >= 'A' && c <= 'Z') c = (char)(c + 'a' - 'A');
    buf_byte(out, (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '_');
  }
}

static void put_header(Buf *out, const Classifier *classifier) {
  buf_text(out, "id\tlabel");
  for (uint32_t i = 0; i < classifier->labels.len; i++) {
    Buf name = {0}, other = {0};
    uint32_t same = 1;
    put_column(&name, classifier->labels.items[i]);
    for (uint32_t k = 0; k < i; k++) {
      buf_clear(&other);
      put_column(&other, classifier->labels.items[k]);
      same += str_equal(buf_slice(&name), buf_slice(&other));
    }
    buf_byte(out, '\t');
    buf_str(out, buf_slice(&name));
    if (same > 1) buf_format(out, "_%" PRIu32, same);
    buf_free(&name);
    buf_free(&other);
  }
  buf_byte(out, '\n');
}

static void put_row(Buf *out, const Classifier *classifier, const Example *example,
                    const Prediction *prediction) {
  tsv_put_cell(out, example->id);
  buf_byte(out, '\t');
  tsv_put_cell(out, classifier->labels.items[prediction->label]);
  for (uint32_t l = 0; l < classifier->labels.len; l++)
    buf_format(out, "\t%.4f", prediction->probability[l]);
  buf_byte(out, '\n');
}

static void predict_rows(const Classifier *classifier, const Examples *examples, Faults *faults,
                         Buf *out) {
  ClassifyScratch scratch = {0};
  put_header(out, classifier);
  for (uint32_t i = 0; i < examples->rows.len; i++) {
    const Example *example = &examples->rows.items[i];
    const TargetModel *model = classifier_model(classifier, example->target);
    if (!model) {
      faults_add(faults, examples->sheet.path, example->line,
                 "nothing was learned about the target '%.*s'", FAULT_TEXT(example->target));
      continue;
    }
    Prediction prediction = classifier_predict(model, example->text, &scratch);
    put_row(out, classifier, example, &prediction);
  }
  classify_scratch_free(&scratch);
}

static bool write_out(const char *path, const Buf *bytes, Err *err) {
  Output output;
  if (!output_open(&output, path, err)) return false;
  fwrite(bytes->ptr, 1, bytes->len, output.stream);
  return output_close(&output, err);
}

static bool needs_targets(const Classifier *classifier) {
  return classifier->models.len > 0 && classifier->models.items[0].target.len > 0;
}

/* Reads the table and fills out; false where nothing can be predicted at all. */
static bool predict_table(const Classifier *classifier, const char *path, Faults *faults,
                          Buf *out) {
  Examples examples;
  bool ok = examples_read(&examples, path, faults);
  if (ok && needs_targets(classifier) && !examples.has_targets)
    ok = faults_add(faults, path, 1, "no column \"target\": there is a model for each");
  if (ok) predict_rows(classifier, &examples, faults, out);
  examples_free(&examples);
  return ok;
}

static int predict(const Settings *s) {
  Classifier classifier = {0};
  Faults faults = {.report = command_report};
  Buf out = {0};
  Err err;
  int status = EXIT_USAGE;
  if (!classifier_load(&classifier, s->inputs.items[1], &err)) {
    fail(&err);
  } else if (predict_table(&classifier, s->inputs.items[2], &faults, &out)) {
    if (write_out(s->output, &out, &err))
      status = faults.count ? EXIT_SOME_FAILED : EXIT_DONE;
    else
      fail(&err);
  }
  buf_free(&out);
  classifier_free(&classifier);
  return status;
}

/* ---- the command ---- */

static void print_usage(const Option *options) {
  printf("Usage: surety classify train FILE.tsv -o DIR\n"
         "       surety classify predict DIR FILE.tsv [-o FILE]\n\n"
         "Learns to label short texts from any table with the columns text and label, and labels "
         "the\n"
         "rows of a table with the columns id and text. Where there is a column target, and it "
         "varies,\n"
         "each target has a model of its own. Predictions have the columns id, label and p_<label> "
         "for\n"
         "each label.\n\n");
  options_print(options);
  printf("\nExamples:\n"
         "  surety classify train labelled.tsv -o my-classifier\n"
         "  surety classify predict my-classifier new.tsv -o labels.tsv\n");
}

static bool is_mode(const Settings *s, const char *mode) {
  return s->inputs.len > 0 && strcmp(s->inputs.items[0], mode) == 0;
}

static int run_mode(const Settings *s) {
  Err err;
  if (is_mode(s, "train")) {
    if (s->inputs.len == INPUTS_TRAIN && s->output) return train(s);
    err_at(&err, NULL, 0, "train takes one FILE.tsv and -o DIR; surety classify --help tells more");
  } else if (is_mode(s, "predict")) {
    if (s->inputs.len == INPUTS_PREDICT) return predict(s);
    err_at(&err, NULL, 0, "predict takes DIR and one FILE.tsv; surety classify --help tells more");
  } else if (s->inputs.len) {
    err_at(&err, NULL, 0, "takes train or predict, not '%s'", s->inputs.items[0]);
  } else {
    err_at(&err, NULL, 0, "takes train or predict; surety classify --help tells more");
  }
  return fail(&err);
}

static int run(int argc, char *const *argv) {
  Settings s = {0};
  bool help;
  Err err;
  const Option options[] = {{"--output", "-o", "PATH",
                             "train: the classifier's folder; predict: the table (default: "
                             "standard output)",
                             OPTION_TEXT, &s.output},
                            {0}};
  int status = EXIT_DONE;
  if (!options_parse(argc, argv, options, &s.inputs, &help, &err))
    status = fail(&err);
  else if (help)
    print_usage(options);
  else
    status = run_mode(&s);
  vec_free(&s.inputs);
  return status;
}

const Command COMMAND_CLASSIFY = {"classify", "classify train|predict …",
                                  "label short texts, learned from any table", run};
