/* Topic: lexicons, codebook and corpus of another dispute, checked before anything is trained.
 *
 *   DIR/lexicons/   types.tsv guarantees.tsv actors.tsv offices.tsv places.tsv; any other table
 * here stands in for the program's own of that name DIR/CODEBOOK.md what annotators go by
 *   DIR/corpus/     annotated articles (io/corpus.h) */
#ifndef SURETY_ENGINE_TOPIC_H
#define SURETY_ENGINE_TOPIC_H

#include "base/err.h"
#include "base/str.h"

/* Checks folder, with the tables of base/lexicons where it has none of its own. Every fault is
 * reported with file and line and counted in *faults; what is no fault but worth knowing, and the
 * counts, are appended to notes, a line each. False with err when it cannot be checked at all. */
bool topic_check(const char *folder, const char *base, FailureReport report, void *context,
                 uint64_t *faults, Buf *notes, Err *err);

#endif
