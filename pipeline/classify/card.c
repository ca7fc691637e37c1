/* The folder of a classifier: numbers for the program, a card for people. */
#include "classify/learn.h"

#include "base/file.h"
#include "io/tsv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static void put_words(Buf *out, Str text) {
  for (Str piece; str_cut(&text, "|", &piece);) { /* the sign that parts the cells */
    tsv_put_cell(out, piece);
    if (text.ptr) buf_byte(out, '/');
  }
}

static void put_rule(Buf *out, uint32_t cells) {
  for (uint32_t i = 0; i < cells; i++) buf_text(out, i ? " --- |" : "| --- |");
  buf_byte(out, '\n');
}

static void put_labels(Buf *out, const Classifier *classifier, const char *after) {
  for (uint32_t i = 0; i < classifier->labels.len; i++) {
    buf_byte(out, ' ');
    put_words(out, classifier->labels.items[i]);
    buf_text(out, after);
    buf_text(out, " |");
  }
}

static void put_target(Buf *out, const Learning *learning, uint32_t t) {
  const Classifier *classifier = &learning->classifier;
  const TargetModel *model = &classifier->models.items[t];
  const LearnedTarget *learned = &learning->targets.items[t];
  uint32_t labels = classifier->labels.len;
  buf_text(out, "| ");
  if (model->target.len)
    put_words(out, model->target);
  else
    buf_text(out, "(all)");
  buf_text(out, " |");
  for (uint32_t l = 0; l < labels; l++) buf_format(out, " %u |", learned->texts[l]);
  buf_format(out, " %u |", model->linear.features);
  for (uint32_t l = 0; l < labels; l++)
    buf_format(out, " %.1f |", confusion_f1(&learned->confusion, labels, l));
  buf_format(out, " %.1f | %.1f |\n", confusion_mean_f1(&learned->confusion, labels),
             confusion_accuracy(&learned->confusion, labels));
}

static void put_targets(Buf *out, const Learning *learning) {
  const Classifier *classifier = &learning->classifier;
  buf_text(out, "| target |");
  put_labels(out, classifier, "");
  buf_text(out, " features |");
  put_labels(out, classifier, " F1");
  buf_text(out, " mean F1 | accuracy |\n");
  put_rule(out, 4 + 2 * classifier->labels.len);
  for (uint32_t t = 0; t < learning->targets.len; t++) put_target(out, learning, t);
}

static void put_costs(Buf *out, const Learning *learning, int kind) {
  uint32_t labels = learning->classifier.labels.len;
  buf_format(
      out,
      "\nC of the %s was chosen by mean F1 over the labels: %g.\n\n| C | mean F1 | accuracy |\n",
      kind ? "model for all" : "models for one target, together,", learning->cost[kind]);
  put_rule(out, 3);
  for (uint32_t c = 0; c < LEARN_COSTS; c++)
    buf_format(out, "| %g | %.1f | %.1f |\n", LEARN_COST[c],
               confusion_mean_f1(&learning->tried[kind][c], labels),
               confusion_accuracy(&learning->tried[kind][c], labels));
}

static void put_card(Buf *out, const Learning *learning) {
  const Classifier *classifier = &learning->classifier;
  buf_format(out, "# Classifier %s\n\n", classifier->name);
  buf_format(
      out,
      "Linear C-SVC (libsvm) over the word 1- to %d-grams and character %d- to %d-grams that "
      "a text has, in\n"
      "lower case. Learned from %u texts (SHA-256 of the table: %s).\n\n",
      NGRAM_WORDS_MOST, NGRAM_LETTERS_LEAST, NGRAM_LETTERS_MOST, learning->texts,
      classifier->table.hex);
  buf_format(out,
             "For each target the texts by label, and how right the model was on texts that it was "
             "not shown\n"
             "(cross-validation, %d parts; equal texts are in the same part), in per cent:\n\n",
             LEARN_FOLDS);
  put_targets(out, learning);
  bool common = !classifier->models.items[0].target.len;
  if (classifier->models.len > common) put_costs(out, learning, 0);
  if (common) put_costs(out, learning, 1);
}

bool learning_write(Learning *learning, const char *folder, Err *err) {
  Buf weights = {0}, card = {0};
  if (mkdir(folder, 0777) != 0 && errno != EEXIST)
    return err_at(err, folder, 0, "cannot be made: %s", strerror(errno));
  classifier_bytes(&learning->classifier, &weights);
  put_card(&card, learning);
  bool ok = output_file(folder, "card.md", buf_slice(&card), err) &&
            output_file(folder, "classifier.bin", buf_slice(&weights), err);
  buf_free(&weights);
  buf_free(&card);
  return ok;
}
