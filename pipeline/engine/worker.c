#include "engine/worker.h"

#include "attribution/attribution.h"
#include "text/quote.h"
#include "text/tokenize.h"

void worker_init(Worker *worker, const Resources *resources) {
  *worker = (Worker){.resources = resources, .threshold = -1};
  if (resources->patterns) worker->patterns = pattern_scratch_new(resources->patterns);
}

void worker_free(Worker *worker) {
  doc_free(&worker->doc);
  pattern_scratch_free(worker->patterns);
  label_scratch_free(&worker->labels);
}

bool worker_run(Worker *worker, Depth depth, Err *err) {
  const Resources *r = worker->resources;
  const Knowledge *k = &r->knowledge;
  Doc *doc = &worker->doc;
  tokenize_run(k, doc);
  if (depth == DEPTH_TOKENS) return true;
  quote_run(k, doc);
  phrase_run(k, doc);
  entity_run(k, doc);
  if (!attribute_run(k, r->patterns, worker->patterns, doc, err)) return false;
  speaker_run(k, doc);
  if (depth == DEPTH_ATTRIBUTIONS) return true;
  mention_run(k, doc);
  candidate_run(k, doc);
  if (depth == DEPTH_STANCES) label_run(k, &r->model, worker->threshold, &worker->labels, doc);
  return true;
}
