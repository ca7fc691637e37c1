/* What the timing programs share: seconds of processor and the median of a few rounds. */
#ifndef SURETY_EVAL_BENCH_H
#define SURETY_EVAL_BENCH_H

#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 7 };

static inline double cpu_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static inline int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Of ROUNDS figures, which it sorts. */
static inline double median(double *seconds) {
  qsort(seconds, ROUNDS, sizeof *seconds, by_size);
  return seconds[ROUNDS / 2];
}

#endif
