/* Progress: how far a run is, on a terminal's one line, and what it did, when it is over. All on
 * standard error, and without a terminal nothing unless it is asked for. Not thread-safe. */
#ifndef SURETY_COMMANDS_PROGRESS_H
#define SURETY_COMMANDS_PROGRESS_H

#include "engine/batch.h"

typedef enum Loudness { LOUD_QUIET = -1, LOUD_NORMAL, LOUD_VERBOSE } Loudness;

typedef struct Progress {
  const Reader *reader;
  const Batch *batch;
  bool terminal, shown; /* standard error is one; the line stands there */
  Loudness loudness;
  double start, last; /* seconds */
} Progress;

/* reader and batch are borrowed and looked at while they change. */
void progress_begin(Progress *progress, const Reader *reader, const Batch *batch,
                    Loudness loudness);
/* For Batch.progress: the line, a few times a second. */
void progress_show(void *progress);
/* A FailureReport (context: the Progress): the failure on a line of its own. */
void progress_report(void *progress, const Err *failure);
/* Takes the line away and tells the sum: on a terminal, or when verbose, and never when quiet. */
void progress_end(Progress *progress);

#endif
