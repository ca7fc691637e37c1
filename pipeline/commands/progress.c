#include "commands/progress.h"

#include "commands/command.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static const double EVERY = 0.2; /* seconds between two lines */

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

void progress_begin(Progress *p, const Reader *reader, const Batch *batch, Loudness loudness) {
  double start = now();
  *p = (Progress){reader, batch, isatty(STDERR_FILENO) == 1, false, loudness, start, start};
}

/* "1,234,567 documents", "1 document". */
static void put_count(uint64_t count, const char *one, const char *many) {
  char digits[24], grouped[32] = {0};
  int len = snprintf(digits, sizeof digits, "%" PRIu64, count), at = 0;
  for (int i = 0; i < len; i++) {
    if (i && (len - i) % 3 == 0) grouped[at++] = ',';
    grouped[at++] = digits[i];
  }
  fprintf(stderr, "%.*s %s", at, grouped, count == 1 ? one : many);
}

static void clear_line(Progress *p) {
  if (p->shown) fputs("\r\033[K", stderr);
  p->shown = false;
}

static void put_time_left(const Progress *p, double seconds) {
  uint64_t taken = reader_taken(p->reader), total = p->reader->total;
  if (!taken || taken > total) return;
  uint64_t left = (uint64_t)(seconds * (double)(total - taken) / (double)taken + 0.5);
  if (left >= 3600)
    fprintf(stderr, ", %" PRIu64 " h %02d min left", left / 3600, (int)(left / 60 % 60));
  else
    fprintf(stderr, ", %d:%02d left", (int)(left / 60), (int)(left % 60));
}

static double megabytes_per_second(const Progress *p, double seconds) {
  return seconds > 0 ? (double)reader_taken(p->reader) / 1e6 / seconds : 0;
}

void progress_show(void *context) {
  Progress *p = context;
  if (!p->terminal || p->loudness == LOUD_QUIET) return;
  double time = now(), seconds = time - p->start;
  if (time - p->last < EVERY) return;
  p->last = time;
  fputc('\r', stderr);
  put_count(p->batch->documents + p->batch->unchanged, "document", "documents");
  fprintf(stderr, ", %.1f MB/s", megabytes_per_second(p, seconds));
  put_time_left(p, seconds);
  fputs(", ", stderr);
  put_count(p->batch->failures, "failure", "failures");
  fputs("\033[K", stderr);
  p->shown = true;
}

void progress_report(void *context, const Err *failure) {
  clear_line(context);
  command_report(NULL, failure);
}

void progress_end(Progress *p) {
  const Batch *batch = p->batch;
  double seconds = now() - p->start;
  clear_line(p);
  if (p->loudness == LOUD_QUIET || (p->loudness == LOUD_NORMAL && !p->terminal)) return;
  fputs("surety: ", stderr);
  put_count(batch->documents, "document", "documents");
  if (batch->store)
    fprintf(stderr, " (%" PRIu64 " new, %" PRIu64 " changed; %" PRIu64 " more unchanged)",
            batch->documents - batch->changed, batch->changed, batch->unchanged);
  fputs(", ", stderr);
  put_count(batch->rows, "row", "rows");
  fputs(", ", stderr);
  put_count(batch->failures, "failure", "failures");
  fprintf(stderr, ", %.1f s, %.1f MB/s\n", seconds, megabytes_per_second(p, seconds));
}
