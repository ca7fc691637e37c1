/* What `surety classify` learned: any bytes are refused or are a classifier that writes them again and labels any text.
 * Inputs that begin with an odd byte get the right checksum, as in model.c. */
#include "fuzz.h"

#include "classify/classifier.h"

#include <math.h>
#include <string.h>

static void label(const Classifier *classifier, const TargetModel *model, Str text) {
  ClassifyScratch scratch = {0};
  double sum = 0;
  Prediction prediction = classifier_predict(model, text, &scratch);
  FUZZ_HOLDS(prediction.label < classifier->labels.len);
  for (uint32_t i = 0; i < LINEAR_CLASSES_MAX; i++) {
    FUZZ_HOLDS(isfinite(prediction.probability[i]) && prediction.probability[i] >= -1e-9);
    FUZZ_HOLDS(i < classifier->labels.len || prediction.probability[i] == 0);
    sum += prediction.probability[i];
  }
  FUZZ_HOLDS(fabs(sum - 1) < 1e-6);
  classify_scratch_free(&scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  Buf file = {0}, again = {0}, text = {0};
  Classifier classifier;
  Err err;
  if (!size) return 0;
  Str rest = {(const char *)data + 1, size - 1};
  fuzz_sealed("SURETYC1", data, size, &file);
  fuzz_keep_valid(rest, &text);
  fuzz_write(fuzz_folder(), "classifier.bin", buf_slice(&file));
  if (classifier_load(&classifier, fuzz_folder(), &err)) {
    classifier_bytes(&classifier, &again);
    FUZZ_HOLDS(str_equal(buf_slice(&file), buf_slice(&again)));
    for (uint32_t i = 0; i < classifier.models.len; i++) {
      const TargetModel *model = &classifier.models.items[i];
      FUZZ_HOLDS(classifier_model(&classifier, model->target) == model);
      label(&classifier, model, buf_slice(&text));
      label(&classifier, model, STR("a red boat"));
    }
  } else {
    FUZZ_HOLDS(strlen(err.text) > 0);
  }
  classifier_free(&classifier);
  buf_free(&file);
  buf_free(&again);
  buf_free(&text);
  return 0;
}
