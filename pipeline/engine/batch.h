/* Batch: every document of the inputs through some work, on several threads, lines out in input
 * order.
 *
 * The calling thread reads, writes and, when there is nothing to read or write, works like the
 * others. The bytes written do not depend on the number of threads. */
#ifndef SURETY_ENGINE_BATCH_H
#define SURETY_ENGINE_BATCH_H

#include "base/file.h"
#include "base/str.h"
#include "io/reader.h"
#include "io/store.h"

typedef enum RowsKind {
  ROWS_STANCES,
  ROWS_QUOTATIONS,
  ROWS_ATTRIBUTIONS,
  ROWS_TEXTS,
  ROWS_DOCUMENTS,
  ROWS_TOKENS,
  ROWS_KINDS
} RowsKind;

/* What is done with a document. Each thread begins with a state of its own. */
typedef struct BatchWork {
  void *(*begin)(const void *context); /* the state of a thread, called on it; never NULL */
  /* Appends the lines of a document to out[kind], of those kinds that are wanted, and counts its
   * rows. False with the cause alone where it fails: it is reported, not written. */
  bool (*document)(void *state, const RawDoc *raw, Buf *out, uint64_t *rows, Err *cause);
  void (*end)(void *state);
  const void *context;
} BatchWork;

typedef struct Batch {
  BatchWork work;
  uint32_t threads;          /* at least 1 */
  FILE *streams[ROWS_KINDS]; /* NULL: not wanted */
  Store *store;              /* NULL: none; borrowed. Documents it has unchanged are skipped */
  bool numbered;             /* each line with the number of its document and a tab in front */
  FailureReport report;      /* called on the calling thread, in input order */
  void (*progress)(void *context); /* NULL, or called there after each document */
  void *context;                   /* of report and progress */
  /* counts, filled by batch_run */
  uint64_t documents, rows;
  uint64_t changed, unchanged; /* by the store: of documents; besides them */
  uint64_t failures;           /* documents that failed; each was reported and has no row */
} Batch;

/* Takes all documents of an open reader. Write errors are left on the streams, for output_close to
 * find. False with a message where the store failed: the run ends there. */
bool batch_run(Batch *batch, Reader *reader, Err *err);
/* Processors this process may use. */
uint32_t batch_processors(void);

#endif
