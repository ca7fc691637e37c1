/* Census: what a corpus holds, and what in it asks for a second look.
 *
 * corpus_read finds what is broken in one annotation; this module looks at what only the lexicons
 * or the corpus as a whole can tell. Faults: unknown types, a quotation that stands twice, runs of
 * words that two articles share (engine/overlap.h). Warnings: a `conditional` stance without any
 * sign of a condition or of openness, one position recorded twice over the same words, a side or
 * state that actors.tsv does not have. Not thread-safe. */
#ifndef SURETY_ENGINE_CENSUS_H
#define SURETY_ENGINE_CENSUS_H

#include "engine/card.h"
#include "engine/overlap.h"
#include "io/corpus.h"

typedef struct Census {
  const Knowledge *knowledge; /* borrowed; NULL: the lexicons have faults, and only records are
                                 counted */
  uint32_t articles, test, stances, quotations;
  uint32_t sentences, silent; /* silent: no record's evidence lies in it */
  uint32_t shared_runs;
  uint32_t labels[STANCE_LABELS], kinds[GOLD_KINDS + 1];
  VEC(uint32_t) cells;   /* [type * STANCE_NONE + label] */
  CorpusDigest training; /* of the articles that are not for testing */
  Overlap overlap;
  Doc doc; /* scratch */
} Census;

/* Begins a census of the corpus whose articles lie in `articles`; stock phrases are those of
 * stock_phrases.tsv beside them (above a folder of the name articles), if there. knowledge may be
 * NULL. */
void census_begin(Census *census, const Knowledge *knowledge, const char *articles, Faults *faults);
void census_add(Census *census, const CorpusArticle *article, const Gold *gold, Faults *faults,
                Faults *warnings);
/* Looks for shared runs, once all articles are in. */
void census_end(Census *census, const char *articles, Faults *faults);
/* Appends the figures as lines of text. */
void census_put(const Census *census, Buf *out);
void census_free(Census *census); /* a zeroed Census is allowed */

#endif
