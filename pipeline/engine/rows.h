/* Rows: a finished document as lines of text, one function an output. Offsets are code points here
 * and nowhere before. Each function appends whole lines to out; thread-safe by document. */
#ifndef SURETY_ENGINE_ROWS_H
#define SURETY_ENGINE_ROWS_H

#include "base/str.h"
#include "data/doc.h"
#include "engine/resources.h"

extern const char ROWS_STANCE_HEADER[]; /* the header lines, with their LF */
extern const char ROWS_QUOTATION_HEADER[];
extern const char ROWS_DOCUMENT_HEADER[];

typedef struct RowsPlace { /* code points, half-open */
  uint32_t start, end;
} RowsPlace;
/* Where a token range lies; 0 and 0 for an empty one. The cursor starts zeroed. */
RowsPlace rows_place(const Doc *doc, CodePointCursor *cursor, Range tokens);

void rows_stances(const Resources *resources, const Doc *doc, Buf *out);
void rows_quotations(const Doc *doc, Buf *out);
/* given_id: the id as the input had it; JSON lines carry it unchanged. */
void rows_attributions(const Doc *doc, Str given_id, Buf *out);
void rows_text(const Doc *doc, Str given_id, Buf *out);
/* One line: the document itself, and how much was found in it. */
void rows_document(const Doc *doc, Str given_id, Buf *out);
void rows_tokens(const Doc *doc, Str given_id, Buf *out);

#endif
