/* Reviewed: rows of a stance table that a person has corrected, as training samples.
 *
 * A reviewed row says something about its own place only: what the holder it names (or should have
 * named) thinks of the type it names (or should have named) in that sentence. All other candidates
 * of the document are left out, since nobody looked at them. */
#ifndef SURETY_ENGINE_REVIEWED_H
#define SURETY_ENGINE_REVIEWED_H

#include "base/digest.h"
#include "engine/samples.h"
#include "io/sheet.h"

typedef struct ReviewedRow {
  Str doc_id, title, date, evidence, sentence, text_sha256; /* of the sheet */
  Str holder, guarantee, side;                              /* as the table had them */
  Str right_holder, right_guarantee;                        /* as they should be */
  uint32_t start, end; /* code points; equal where the file does not tell them */
  uint8_t label;       /* StanceLabel; STANCE_NONE: there is no such stance */
  uint64_t line;
} ReviewedRow;

typedef struct Reviewed {
  Sheet sheet;
  VEC(ReviewedRow) rows; /* by doc_id, then line */
  uint32_t passed_over;  /* rows that were not looked at */
  Arena arena;
} Reviewed;

typedef struct ReviewedUse { /* what became of the rows */
  uint32_t used;             /* rows that a candidate stands for */
  uint32_t samples;
  VEC(Digest) digests; /* of each document's text and corrections, in order */
} ReviewedUse;

/* Reads a review file as spreadsheets hand it back. Unknown stances and types, rows without a
 * document: faults with file and line; false where there were any. Free in any case. */
bool reviewed_read(Reviewed *reviewed, const char *path, const Knowledge *knowledge,
                   Faults *faults);
void reviewed_free(Reviewed *reviewed);
/* The rows of a document: index of the first one, and how many; 0 where there is none. */
uint32_t reviewed_find(const Reviewed *reviewed, Str doc_id, uint32_t *first);

/* Adds the samples of rows [first, first + count), which are of one document, whose text is given.
 * False when a stage met a limit, or when text_sha256 is another text's. */
bool reviewed_add(const Reviewed *reviewed, uint32_t first, uint32_t count, Str text,
                  SampleSet *set, Worker *worker, ReviewedUse *use, Err *err);
/* The same without the document: each sentence of the table is a text of its own. What stood in
 * the sentences before is lost, so a row whose holder is a pronoun may find no candidate. */
bool reviewed_add_sentences(const Reviewed *reviewed, uint32_t first, uint32_t count,
                            SampleSet *set, Worker *worker, ReviewedUse *use, Err *err);

#endif
