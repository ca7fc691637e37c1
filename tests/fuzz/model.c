/* The model file: any bytes are refused or are a model that writes them again. Since chance never
 * finds the right checksum, inputs that begin with an odd byte get it: what follows is then read as
 * the body. */
#include "fuzz.h"

#include "knowledge/model.h"

#include <math.h>
#include <string.h>

static void use(const Model *model) {
  Feature features[4];
  uint32_t count = 0;
  double margins[LINEAR_PAIRS_MAX], shares[LINEAR_CLASSES_MAX], sum = 0;
  for (uint32_t i = 0; i < model->linear.features && count < 4; i++)
    features[count++] = (Feature){i, 1};
  linear_margins(&model->linear, features, count, margins);
  linear_probabilities(&model->linear, margins, shares);
  for (uint32_t i = 0; i < model->linear.classes; i++) {
    FUZZ_HOLDS(isfinite(shares[i]) && shares[i] >= -1e-9);
    sum += shares[i];
  }
  FUZZ_HOLDS(fabs(sum - 1) < 1e-6);
  FUZZ_HOLDS(model_feature(model, 0x123456789abcdef0u) <= model->linear.features ||
             model_feature(model, 0x123456789abcdef0u) == UINT32_MAX);
  for (uint32_t i = 0; i < model->linear.features; i++)
    FUZZ_HOLDS(model_feature(model, model->hashes[i]) == i);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  Buf file = {0}, again = {0};
  Model model;
  Err err;
  if (!size) return 0;
  fuzz_sealed("SURETY3\n", data, size, &file);
  fuzz_write(fuzz_folder(), "weights.bin", buf_slice(&file));
  if (model_load(&model, fuzz_folder(), NULL, &err)) {
    model_bytes(&model, &again);
    FUZZ_HOLDS(str_equal(buf_slice(&file), buf_slice(&again)));
    use(&model);
    model_free(&model);
  } else {
    FUZZ_HOLDS(strlen(err.text) > 0);
  }
  buf_free(&file);
  buf_free(&again);
  return 0;
}
