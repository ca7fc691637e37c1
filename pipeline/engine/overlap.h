/* Overlap: what articles have in common word for word.
 *
 * A corpus that was written from templates, or copied within itself, teaches a model its phrases
 * instead of the language. Two figures tell: runs of eight words that two articles share, and the
 * share of distinct four-word sequences. Words are compared folded; punctuation, line ends and
 * markup do not count. Time n log n in the words. Not thread-safe. */
#ifndef SURETY_ENGINE_OVERLAP_H
#define SURETY_ENGINE_OVERLAP_H

#include "data/doc.h"
#include "io/faults.h"
#include "knowledge/knowledge.h"

enum { OVERLAP_RUN = 8, OVERLAP_GRAM = 4 };

typedef struct OverlapWord {
  uint64_t hash; /* of the folded word */
  uint32_t at;   /* byte of its article's text */
  uint32_t article;
  bool stock; /* inside a stock phrase: never part of a run */
} OverlapWord;

typedef struct OverlapArticle {
  Str id, text; /* copies in the arena */
} OverlapArticle;

typedef struct Overlap {
  VEC(OverlapWord) words; /* of all articles, one after the other */
  VEC(OverlapArticle) articles;
  VEC(uint64_t) stock;       /* hashes of the words of all stock phrases … */
  VEC(uint32_t) stock_first; /* … and where each phrase begins; one more at the end */
  Arena arena;
} Overlap;

/* Phrases that articles may share: a table with the column "phrase", a phrase a line. To be read
 * before articles are added; scratch is any Doc. A file that is not there is no fault. */
void overlap_read_stock(Overlap *overlap, const char *path, const Knowledge *knowledge,
                        Doc *scratch, Faults *faults);
/* Adds an article; doc has its tokens. */
void overlap_add(Overlap *overlap, const Doc *doc);
/* A fault for each run of OVERLAP_RUN words or more that stands in an earlier article too (the
 * first one that has it), with the line of folder/<id>.txt; the number of runs. */
uint32_t overlap_report(const Overlap *overlap, const char *folder, Faults *faults);
/* Four-word sequences within articles: all of them, and how many are distinct. */
typedef struct OverlapGrams {
  uint32_t all, distinct;
} OverlapGrams;
OverlapGrams overlap_grams(const Overlap *overlap);
void overlap_free(Overlap *overlap); /* a zeroed Overlap is allowed */

#endif
