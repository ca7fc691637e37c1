/* The classifier alone: collapsed weights beside libsvm's svm_predict_probability on the same
 * made-up samples, in one process. One line: milliseconds a sample of each, their ratio, the
 * largest difference of two probabilities.
 *
 * usage: bench_svm [SAMPLES [FEATURES]]
 *
 * libsvm's time is that of training and predicting less that of training alone. */
#include "base/arena.h"
#include "knowledge/svm.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { CLASSES = 4, PER_SAMPLE = 150, ROUNDS = 200 };

static double cpu_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static uint32_t draw(uint64_t *state, uint32_t below) {
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)((*state >> 33) % below);
}

/* Ascending features; the low ones tell the class a little. */
static void make_sample(Sample *sample, Feature *features, uint32_t width, uint64_t *state) {
  uint32_t step = width / PER_SAMPLE;
  *sample =
      (Sample){.features = features, .count = PER_SAMPLE, .label = draw(state, CLASSES)};
  for (uint32_t f = 0; f < PER_SAMPLE; f++) {
    bool telling = f < 20 && draw(state, 3);
    features[f] = (Feature){f * step + (telling ? sample->label : draw(state, step)), 0.1};
  }
}

static double predict_all(const Linear *linear, const Sample *samples, uint32_t count,
                          double *probabilities) {
  double start = cpu_seconds(), margins[LINEAR_PAIRS_MAX];
  for (int round = 0; round < ROUNDS; round++)
    for (uint32_t i = 0; i < count; i++) {
      linear_margins(linear, samples[i].features, samples[i].count, margins);
      linear_probabilities(linear, margins, probabilities + (size_t)i * CLASSES);
    }
  return (cpu_seconds() - start) / ROUNDS;
}

int main(int argc, char **argv) {
  uint32_t count = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 2000;
  uint32_t width = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 15000;
  Sample *samples = memory_get(count * sizeof *samples);
  Feature *features = memory_get((size_t)count * PER_SAMPLE * sizeof *features);
  double *expected = memory_get((size_t)count * CLASSES * sizeof *expected);
  double *seen = memory_get((size_t)count * CLASSES * sizeof *seen), worst = 0;
  SvmSettings settings = {.classes = CLASSES, .features = width, .cost = 1};
  uint64_t state = 1;
  Linear linear;
  Err err;
  for (uint32_t i = 0; i < count; i++)
    make_sample(&samples[i], features + (size_t)i * PER_SAMPLE, width, &state);
  double start = cpu_seconds();
  if (!svm_train_linear(samples, count, UINT32_MAX, &settings, &linear, &err)) return 2;
  double trained = cpu_seconds();
  if (!svm_reference_probabilities(samples, count, &settings, &linear, expected, &err)) return 2;
  double libsvm = cpu_seconds() - trained - (trained - start);
  double ours = predict_all(&linear, samples, count, seen);
  for (size_t i = 0; i < (size_t)count * CLASSES; i++)
    worst = fmax(worst, fabs(expected[i] - seen[i]));
  printf("libsvm %.4f ms  collapsed %.6f ms  ratio %.0f  largest difference %.1e\n",
         libsvm * 1e3 / count, ours * 1e3 / count, libsvm / ours, worst);
  linear_free(&linear);
  free(samples);
  free(features);
  free(expected);
  free(seen);
  return 0;
}
