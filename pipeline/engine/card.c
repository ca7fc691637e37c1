#include "engine/card.h"

#include "base/arena.h"
#include "base/file.h"
#include "io/tsv.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* ---- features.tsv ---- */

typedef struct {
  uint64_t hash;
  uint32_t name;
} Named;

static int by_hash(const void *a, const void *b) {
  const Named *x = a, *y = b;
  return (x->hash > y->hash) - (x->hash < y->hash);
}

/* One line a feature, in the order of the model's hashes, which is ascending. */
static void put_features(const Model *model, const SampleSet *set, Buf *out) {
  uint32_t count = set->scratch.name_hash.len, at = 0;
  Named *names = memory_get(count * sizeof *names);
  for (uint32_t i = 0; i < count; i++) names[i] = (Named){set->scratch.name_hash.items[i], i + 1};
  qsort(names, count, sizeof *names, by_hash);
  buf_text(out, "feature\tname\n");
  for (uint32_t f = 0; f < model->linear.features; f++) {
    while (at < count && names[at].hash < model->hashes[f]) at++;
    if (at == count) break;
    buf_format(out, "%u\t", f);
    tsv_put_cell(out, intern_text(set->scratch.names, names[at].name));
    buf_byte(out, '\n');
  }
  free(names);
}

/* ---- what it was trained on ---- */

#define CORPUS_ROW "| corpus (SHA-256) | "

void corpus_digest_add(CorpusDigest *digest, const Gold *gold) {
  Buf line = {0};
  gold_put(&line, gold);
  vec_push(&digest->parts, digest_of(buf_slice(&line)));
  buf_free(&line);
}

Digest corpus_digest_end(CorpusDigest *digest) {
  Buf hexes = {0};
  for (uint32_t i = 0; i < digest->parts.len; i++) buf_text(&hexes, digest->parts.items[i].hex);
  Digest all = digest_of(buf_slice(&hexes));
  buf_free(&hexes);
  vec_free(&digest->parts);
  return all;
}

bool card_corpus(const char *folder, Digest *corpus) {
  Buf path = {0}, bytes = {0};
  Err err;
  bool found = false;
  buf_format(&path, "%s/card.md", folder);
  buf_byte(&path, '\0');
  Str rest = {0}, line;
  if (file_read(path.ptr, &bytes, &err)) rest = buf_slice(&bytes);
  while (!found && rest.ptr && str_cut(&rest, "\n", &line)) {
    size_t skip = sizeof CORPUS_ROW - 1;
    found = str_starts(line, CORPUS_ROW) && line.len >= skip + DIGEST_HEX;
    if (found) snprintf(corpus->hex, sizeof corpus->hex, "%.*s", DIGEST_HEX, line.ptr + skip);
  }
  buf_free(&path);
  buf_free(&bytes);
  return found;
}

/* ---- card.md ---- */

static void put_confusion(const Figures *f, Buf *out) {
  static const char *const NAMES[] = {"supports", "rejects", "conditional", "none"};
  buf_text(out, "| gold \\ predicted | supports | rejects | conditional | none |\n| --- | --- | "
                "--- | --- | --- |\n");
  for (int g = 0; g < STANCE_LABELS; g++) {
    buf_format(out, "| %s |", NAMES[g]);
    for (int p = 0; p < STANCE_LABELS; p++) buf_format(out, " %u |", f->confusion[g][p]);
    buf_byte(out, '\n');
  }
}

static uint32_t measured_samples(const Figures *f) {
  uint32_t count = 0;
  for (int g = 0; g < STANCE_LABELS; g++)
    for (int p = 0; p < STANCE_LABELS; p++) count += f->confusion[g][p];
  return count;
}

static void put_card(const Training *t, const SampleSet *set, const Digest *corpus, Buf *out) {
  const Figures *f = &t->figures;
  buf_format(out, "# Model %s\n\n", t->model.name);
  buf_text(out, "A linear C-SVC (libsvm) with four classes: supports, rejects, conditional, none. "
                "It labels pairs of\n"
                "a holder and a guarantee type in one sentence. A second look, a logistic "
                "regression on what the\n"
                "article's other candidates say, makes a row's confidence of its probabilities. "
                "Trained on the\n"
                "project's own corpus of written articles; licence as the project's.\n\n"
                "| | |\n| --- | --- |\n");
  buf_format(out, "| articles, candidates | %u, %u |\n", set->articles, set->samples.len);
  buf_format(out, "| gold records, of them reachable by a candidate | %u, %u (%.1f %%) |\n",
             set->records, set->reachable,
             set->records ? 100.0 * set->reachable / set->records : 0);
  buf_format(out, "| features | %u |\n", t->model.linear.features);
  if (set->without)
    buf_format(out, "| left out | features whose names begin with: %s |\n", set->without);
  buf_format(out, "| C, weight of none | %g, %g |\n", t->used.cost, t->used.none_weight);
  buf_format(out, "| threshold | %.4f |\n", t->model.threshold);
  buf_format(out, CORPUS_ROW "%s |\n", corpus->hex);
  buf_format(out, "| lexicons (SHA-256) | %s |\n\n", t->model.lexicons.hex);
  buf_format(out,
             "Cross-validated over the articles that have a fold, %u folds, at the threshold, a "
             "row being right when "
             "its place, type,\n"
             "holder and stance are: precision %.1f, recall %.1f, F1 %.1f (%u right of %u rows, %u "
             "gold).\n"
             "Expected calibration error of the confidence: %.3f.\n\n",
             t->used.folds, figure_precision(f), figure_recall(f), figure_f1(f), f->right,
             f->predicted, f->gold, f->calibration_error);
  buf_format(
      out,
      "The sigmoids, the second look (%d weights and a bias) and the threshold were fitted on "
      "the held-out margins of the\n"
      "same %u candidates that these figures are counted on, so the calibration error is a "
      "little flattered.\n\n",
      CONTEXT_VALUES, measured_samples(f));
  put_confusion(f, out);
}

bool card_write(const Training *training, const SampleSet *set, const Digest *corpus,
                const char *folder, Err *err) {
  if (mkdir(folder, 0777) != 0 && errno != EEXIST)
    return err_at(err, folder, 0, "cannot be made: %s", strerror(errno));
  Buf weights = {0}, features = {0}, card = {0};
  model_bytes(&training->model, &weights);
  put_features(&training->model, set, &features);
  put_card(training, set, corpus, &card);
  bool ok = output_file(folder, "features.tsv", buf_slice(&features), err) &&
            output_file(folder, "card.md", buf_slice(&card), err) &&
            output_file(folder, "weights.bin", buf_slice(&weights), err);
  buf_free(&weights);
  buf_free(&features);
  buf_free(&card);
  return ok;
}
