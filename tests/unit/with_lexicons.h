/* Set-up of the tests that run articles through the stages: the shipped lexicons and a worker. */
#ifndef SURETY_UNIT_WITH_LEXICONS_H
#define SURETY_UNIT_WITH_LEXICONS_H

#include "engine/worker.h"

#include <stdio.h>

static Resources resources;
static Worker worker;

static inline int lexicons_load(void) {
  Err err = {0};
  if (!resources_load(&resources, ".", NULL, NEED_LEXICONS, &err)) {
    fprintf(stderr, "%s\n", err.text);
    return 1;
  }
  worker_init(&worker, &resources);
  return 0;
}

static inline void lexicons_unload(void) {
  worker_free(&worker);
  resources_free(&resources);
}

#endif
