/* classifier.bin, little endian:
 *   "SURETYC1"  digest of all that follows (64 hex)  digest of the table (64 hex)
 *   u32 labels  each: text   u32 models  each:
 *     target: text   u32 classes, features   u32 label of each class
 *     f64 bias, slope, offset of each pair   u64 hash of each feature   f64 weights [feature][pair]
 * A text is its length (u32) and its bytes. */
#include "classify/classifier.h"

#include "base/file.h"
#include "base/sealed.h"
#include "base/utf8.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char MAGIC[SEALED_MAGIC] = "SURETYC1";
enum { FEATURES_MAX = 1 << 28 };

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "classifier.bin is written and read as little endian; swap bytes here for this machine"
#endif

/* ---- predicting ---- */

static const TargetModel *find_model(const Classifier *classifier, Str target) {
  uint32_t low = 0, high = classifier->models.len;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    int order = str_compare(classifier->models.items[middle].target, target);
    if (order == 0) return &classifier->models.items[middle];
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return NULL;
}

const TargetModel *classifier_model(const Classifier *classifier, Str target) {
  const TargetModel *model = find_model(classifier, target);
  return model ? model : find_model(classifier, (Str){0});
}

/* Both lists ascend, so that each search begins where the last one ended. */
static void find_features(const TargetModel *model, const HashVec *hashes, ClassifyScratch *s) {
  uint32_t low = 0;
  double value = ngrams_value(hashes->len);
  vec_clear(&s->features);
  for (uint32_t i = 0; i < hashes->len; i++) {
    uint32_t high = model->linear.features;
    while (low < high) {
      uint32_t middle = low + (high - low) / 2;
      if (model->hashes[middle] < hashes->items[i])
        low = middle + 1;
      else
        high = middle;
    }
    if (low < model->linear.features && model->hashes[low] == hashes->items[i])
      vec_push(&s->features, (Feature){low, value});
  }
}

uint32_t classifier_vote(const Linear *linear, const double *margins, const double *probability) {
  uint32_t votes[LINEAR_CLASSES_MAX] = {0}, best = 0;
  for (uint32_t a = 0, pair = 0; a < linear->classes; a++)
    for (uint32_t b = a + 1; b < linear->classes; b++, pair++)
      if (!isnan(margins[pair])) votes[margins[pair] > 0 ? a : b]++;
  for (uint32_t c = 1; c < linear->classes; c++)
    if (votes[c] > votes[best] ||
        (votes[c] == votes[best] && probability && probability[c] > probability[best]))
      best = c;
  return best;
}

Prediction classifier_predict(const TargetModel *model, Str text, ClassifyScratch *scratch) {
  double margins[LINEAR_PAIRS_MAX], probability[LINEAR_CLASSES_MAX];
  Prediction prediction = {0};
  ngrams_hash(&scratch->ngrams, text, &scratch->hashes);
  find_features(model, &scratch->hashes, scratch);
  linear_margins(&model->linear, scratch->features.items, scratch->features.len, margins);
  linear_probabilities(&model->linear, margins, probability);
  for (uint32_t c = 0; c < model->linear.classes; c++)
    prediction.probability[model->label[c]] = probability[c];
  prediction.label = model->label[classifier_vote(&model->linear, margins, probability)];
  return prediction;
}

void classify_scratch_free(ClassifyScratch *scratch) {
  ngrams_free(&scratch->ngrams);
  vec_free(&scratch->hashes);
  vec_free(&scratch->features);
}

/* ---- writing ---- */

static void put(Buf *out, const void *bytes, size_t len) {
  buf_add(out, bytes, len);
}

static void put_text(Buf *out, Str text) {
  uint32_t len = (uint32_t)text.len;
  put(out, &len, 4);
  buf_str(out, text);
}

static void put_model(Buf *out, const TargetModel *model) {
  const Linear *linear = &model->linear;
  put_text(out, model->target);
  put(out, &linear->classes, 4);
  put(out, &linear->features, 4);
  put(out, model->label, linear->classes * 4u);
  put(out, linear->bias, linear->pairs * 8u);
  put(out, linear->slope, linear->pairs * 8u);
  put(out, linear->offset, linear->pairs * 8u);
  put(out, model->hashes, linear->features * (size_t)8);
  put(out, linear->weights, (size_t)linear->features * linear->pairs * 8);
}

static void name_it(Classifier *classifier, const char *hex) {
  snprintf(classifier->name, sizeof classifier->name, "c%.12s", hex);
}

void classifier_bytes(Classifier *classifier, Buf *out) {
  Buf body = {0};
  put(&body, classifier->table.hex, DIGEST_HEX);
  put(&body, &classifier->labels.len, 4);
  for (uint32_t i = 0; i < classifier->labels.len; i++)
    put_text(&body, classifier->labels.items[i]);
  put(&body, &classifier->models.len, 4);
  for (uint32_t i = 0; i < classifier->models.len; i++)
    put_model(&body, &classifier->models.items[i]);
  Digest digest = sealed_add(MAGIC, buf_slice(&body), out);
  buf_free(&body);
  name_it(classifier, digest.hex);
}

/* ---- loading ---- */

static bool take_text(Str *c, Arena *arena, Str *text) {
  uint32_t len;
  if (!sealed_take(c, &len, 4) || len > c->len) return false;
  *text = (Str){arena_copy(arena, c->ptr, len), len};
  c->ptr += len;
  c->len -= len;
  return utf8_valid(*text) == len;
}

/* A new block of count numbers of eight bytes. */
static bool take_block(Str *c, size_t count, void **block) {
  if (c->len / 8 < count) return false;
  *block = memory_get(count * 8);
  return sealed_take(c, *block, count * 8);
}

static bool take_labels(Str *c, const Classifier *classifier, TargetModel *model) {
  if (!sealed_take(c, model->label, model->linear.classes * 4u)) return false;
  for (uint32_t i = 0; i < model->linear.classes; i++)
    if (model->label[i] >= classifier->labels.len) return false;
  return true;
}

/* A file with the right checksum may still come from a program gone wrong: what the search and the
 * arithmetic rest on is seen to. */
static bool makes_sense(const TargetModel *model) {
  const Linear *linear = &model->linear;
  bool ok = linear_is_finite(linear);
  for (uint32_t i = 1; i < linear->classes; i++) ok &= model->label[i - 1] < model->label[i];
  for (uint32_t i = 1; i < linear->features; i++) ok &= model->hashes[i - 1] < model->hashes[i];
  return ok;
}

static bool take_model(Str *c, Classifier *classifier) {
  vec_push(&classifier->models, (TargetModel){0});
  TargetModel *model = &vec_last(&classifier->models);
  Linear *linear = &model->linear;
  if (!take_text(c, &classifier->arena, &model->target) || !sealed_take(c, &linear->classes, 4) ||
      !sealed_take(c, &linear->features, 4) || linear->classes < 2 ||
      linear->classes > LINEAR_CLASSES_MAX || linear->features > FEATURES_MAX)
    return false;
  linear->pairs = linear->classes * (linear->classes - 1) / 2;
  size_t size = linear->pairs * 8u;
  void *hashes = NULL, *weights = NULL;
  bool ok = take_labels(c, classifier, model) && sealed_take(c, linear->bias, size) &&
            sealed_take(c, linear->slope, size) && sealed_take(c, linear->offset, size) &&
            take_block(c, linear->features, &hashes) &&
            take_block(c, (size_t)linear->features * linear->pairs, &weights);
  model->hashes = hashes;
  linear->weights = weights;
  return ok && makes_sense(model);
}

static bool take_body(Str *c, Classifier *classifier) {
  uint32_t labels, models;
  if (!sealed_take(c, classifier->table.hex, DIGEST_HEX) || !sealed_take(c, &labels, 4) ||
      labels < 2 || labels > LINEAR_CLASSES_MAX)
    return false;
  classifier->table.hex[DIGEST_HEX] = '\0';
  for (uint32_t i = 0; i < labels; i++) {
    Str label;
    if (!take_text(c, &classifier->arena, &label)) return false;
    vec_push(&classifier->labels, label);
  }
  if (!sealed_take(c, &models, 4)) return false;
  for (uint32_t i = 0; i < models; i++) {
    if (!take_model(c, classifier)) return false;
    const TargetModel *model = &classifier->models.items[i];
    if (i && str_compare(model[-1].target, model->target) >= 0) return false;
  }
  return c->len == 0;
}

static bool parse(Classifier *classifier, Str bytes, const char *path, Err *err) {
  Str body;
  Digest digest;
  if (!sealed_open(bytes, MAGIC, "classifier", path, &body, &digest, err)) return false;
  if (!take_body(&body, classifier))
    return err_at(err, path, 0, "is damaged: its sizes or numbers do not fit");
  name_it(classifier, digest.hex);
  return true;
}

bool classifier_load(Classifier *classifier, const char *folder, Err *err) {
  char path[4096];
  Str bytes;
  *classifier = (Classifier){0};
  if (snprintf(path, sizeof path, "%s/classifier.bin", folder) >= (int)sizeof path)
    return err_at(err, folder, 0, "the path is too long");
  if (!file_map(path, &bytes, err)) return false;
  bool ok = parse(classifier, bytes, path, err);
  file_unmap(bytes);
  return ok;
}

void classifier_free(Classifier *classifier) {
  for (uint32_t i = 0; i < classifier->models.len; i++) {
    linear_free(&classifier->models.items[i].linear);
    free(classifier->models.items[i].hashes);
  }
  vec_free(&classifier->models);
  vec_free(&classifier->labels);
  arena_free(&classifier->arena);
}
