/* Faults: what is wrong with a hand-made file, all of it and not only the first, each with its
 * place. */
#ifndef SURETY_IO_FAULTS_H
#define SURETY_IO_FAULTS_H

#include "io/reader.h"

typedef struct Faults {
  FailureReport report; /* told each fault as it is found; NULL: they are only counted */
  void *context;        /* for report */
  uint64_t count;
} Faults;

/* One more fault, "path:line: message" (see err_at). Always false, so that a reader can
 * `return faults_add(…)`. */
bool faults_add(Faults *faults, const char *path, uint64_t line, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* For printf("%.*s"): at most 120 bytes of text, cut between characters. */
#define FAULT_TEXT(text) faults_shown(text), (text).ptr
int faults_shown(Str text);

#endif
