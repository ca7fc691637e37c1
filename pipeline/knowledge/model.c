/* weights.bin, little endian:
 *   "SURETY3\n"  digest of all that follows the first 72 bytes (64 hex)
 *   digest of the lexicons (64 hex)  u32 classes  u32 features  f64 threshold
 *   f64 bias and weights of the context   f64 bias, slope, offset of each pair
 *    u64 hash of each feature   f64 weights [feature][pair]
 * The order of the fields keeps every number aligned. */
#include "knowledge/model.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/sealed.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char MAGIC[SEALED_MAGIC] = "SURETY3\n";
enum { FEATURES_MAX = 1 << 26 };

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "weights.bin is written and read as little endian; swap bytes here for this machine"
#endif

static void build_slots(Model *model) {
  uint32_t count = model->linear.features, size = 16;
  while (size < count * 2) size *= 2;
  model->slot_mask = size - 1;
  model->slots = memory_zeroed(size, sizeof *model->slots);
  model->filter = memory_zeroed((1u << MODEL_FILTER_BITS) / 64, sizeof *model->filter);
  for (uint32_t i = 0; i < count; i++) {
    uint32_t at = (uint32_t)model->hashes[i] & model->slot_mask;
    while (model->slots[at].feature) at = (at + 1) & model->slot_mask;
    model->slots[at] = (ModelSlot){(uint32_t)(model->hashes[i] >> 32), i + 1};
    uint64_t bit = model->hashes[i] >> (64 - MODEL_FILTER_BITS);
    model->filter[bit / 64] |= UINT64_C(1) << bit % 64;
  }
}

static void name_it(Model *model) {
  Buf bytes = {0};
  model_bytes(model, &bytes);
  snprintf(model->name, sizeof model->name, "m%.12s", bytes.ptr + sizeof MAGIC);
  buf_free(&bytes);
}

void model_make(Model *model, Linear linear, const Logistic *context, uint64_t *hashes,
                double threshold, const Digest *lexicons) {
  *model = (Model){.linear = linear,
                   .context = *context,
                   .threshold = threshold,
                   .hashes = hashes,
                   .lexicons = *lexicons};
  build_slots(model);
  name_it(model);
}

uint32_t model_find(const Model *model, uint64_t hash) {
  for (uint32_t at = (uint32_t)hash & model->slot_mask;; at = (at + 1) & model->slot_mask) {
    ModelSlot slot = model->slots[at];
    if (!slot.feature) return UINT32_MAX;
    if (slot.tag == (uint32_t)(hash >> 32) && model->hashes[slot.feature - 1] == hash)
      return slot.feature - 1;
  }
}

static void put(Buf *out, const void *bytes, size_t len) {
  buf_add(out, bytes, len);
}

void model_bytes(const Model *model, Buf *out) {
  const Linear *linear = &model->linear;
  Buf body = {0};
  put(&body, model->lexicons.hex, DIGEST_HEX);
  put(&body, &linear->classes, 4);
  put(&body, &linear->features, 4);
  put(&body, &model->threshold, 8);
  put(&body, &model->context.bias, 8);
  put(&body, model->context.weights, sizeof model->context.weights);
  put(&body, linear->bias, linear->pairs * 8u);
  put(&body, linear->slope, linear->pairs * 8u);
  put(&body, linear->offset, linear->pairs * 8u);
  put(&body, model->hashes, linear->features * (size_t)8);
  put(&body, linear->weights, (size_t)linear->features * linear->pairs * 8);
  sealed_add(MAGIC, buf_slice(&body), out);
  buf_free(&body);
}

/* ---- loading ---- */

static bool take_numbers(Str *c, Linear *linear) {
  size_t size = linear->pairs * 8u;
  return sealed_take(c, linear->bias, size) && sealed_take(c, linear->slope, size) &&
         sealed_take(c, linear->offset, size);
}

static bool take_context(Str *c, Logistic *context) {
  return sealed_take(c, &context->bias, 8) &&
         sealed_take(c, context->weights, sizeof context->weights);
}

static bool take_body(Str *c, Model *model) {
  Linear *linear = &model->linear;
  if (!sealed_take(c, model->lexicons.hex, DIGEST_HEX) || !sealed_take(c, &linear->classes, 4) ||
      !sealed_take(c, &linear->features, 4) || !sealed_take(c, &model->threshold, 8))
    return false;
  model->lexicons.hex[DIGEST_HEX] = '\0';
  if (linear->classes < 2 || linear->classes > LINEAR_CLASSES_MAX ||
      linear->features > FEATURES_MAX)
    return false;
  linear->pairs = linear->classes * (linear->classes - 1) / 2;
  size_t hashes = (size_t)linear->features * 8, weights = hashes * linear->pairs;
  if (!take_context(c, &model->context) || !take_numbers(c, linear) || c->len != hashes + weights)
    return false;
  model->hashes =
      (uint64_t *)(uintptr_t)c->ptr; /* read-only: in the file, where they are aligned */
  linear->weights = (double *)(uintptr_t)(c->ptr + hashes);
  return true;
}

/* A file with the right checksum may still come from a program gone wrong: what the look-up and the
 * arithmetic rest on is seen to. */
static bool makes_sense(const Model *model) {
  const Linear *linear = &model->linear;
  bool ok =
      isfinite(model->threshold) && logistic_is_finite(&model->context) && linear_is_finite(linear);
  for (uint32_t i = 1; i < linear->features; i++) ok &= model->hashes[i - 1] < model->hashes[i];
  return ok;
}

static bool parse(Model *model, Str bytes, const char *path, const Digest *lexicons, Err *err) {
  Str body;
  Digest digest;
  if (!sealed_open(bytes, MAGIC, "model", path, &body, &digest, err)) return false;
  if (!take_body(&body, model)) return err_at(err, path, 0, "is damaged: its sizes do not fit");
  if (!makes_sense(model)) return err_at(err, path, 0, "holds numbers that no training gives");
  if (lexicons && strcmp(lexicons->hex, model->lexicons.hex) != 0)
    return err_at(err, path, 0,
                  "was built with other lexicons (%.12s, now %.12s); train it anew: surety train",
                  model->lexicons.hex, lexicons->hex);
  snprintf(model->name, sizeof model->name, "m%.12s", digest.hex);
  build_slots(model);
  return true;
}

bool model_load(Model *model, const char *folder, const Digest *lexicons, Err *err) {
  char path[4096];
  Str bytes;
  *model = (Model){0};
  if (snprintf(path, sizeof path, "%s/weights.bin", folder) >= (int)sizeof path)
    return err_at(err, folder, 0, "the path is too long");
  if (!file_map(path, &bytes, err)) return false;
  model->file = bytes;
  if (parse(model, bytes, path, lexicons, err)) return true;
  model_free(model);
  return false;
}

void model_free(Model *model) {
  if (model->file.len) {
    file_unmap(model->file);
  } else {
    linear_free(&model->linear);
    free(model->hashes);
  }
  free(model->slots);
  free(model->filter);
  *model = (Model){0};
}
