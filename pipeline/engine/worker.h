/* Worker: what one thread needs to take a document through all stages. */
#ifndef SURETY_ENGINE_WORKER_H
#define SURETY_ENGINE_WORKER_H

#include "engine/resources.h"
#include "stance/stance.h"

typedef enum Depth { /* how far a document is taken */
                     DEPTH_TOKENS,
                     DEPTH_ATTRIBUTIONS,
                     DEPTH_CANDIDATES,
                     DEPTH_STANCES
} Depth;

typedef struct Worker {
  const Resources *resources; /* borrowed, read-only */
  Doc doc;                    /* reset for each document */
  PatternScratch *patterns;
  LabelScratch labels;
  double threshold; /* < 0: the model's */
} Worker;

void worker_init(Worker *worker, const Resources *resources);
void worker_free(Worker *worker);
/* Runs the stages on worker->doc, whose id, text and metadata are set (after doc_reset). False when
 * a stage met a limit: the document is to be reported, not written. */
bool worker_run(Worker *worker, Depth depth, Err *err);

#endif
