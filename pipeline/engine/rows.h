/* Rows: a finished document as lines of text, one function an output. Offsets are code points here
 * and nowhere before. Each function appends whole lines to out; thread-safe by document. */
#ifndef SURETY_ENGINE_ROWS_H
#define SURETY_ENGINE_ROWS_H

#include "base/digest.h"
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

/* What stands before a piece of a long document (engine/piece.h): numbers and places go on. */
typedef struct RowsBefore {
  Str text;        /* of the whole document */
  Digest digest;   /* of that; hex empty: not yet known, taken from text when a row needs it */
  uint32_t points; /* code points before the piece */
  uint32_t stances, quotations, attributions, sentences; /* how many there were */
} RowsBefore;

/* Before the first piece. */
RowsBefore rows_before(Str text);
/* Adds the piece that is in doc. */
void rows_pass(RowsBefore *before, const Doc *doc);

/* The rows of a piece; a document that is one piece has the same rows as by the functions below. */
void rows_piece_stances(const Resources *resources, const Doc *doc, RowsBefore *before, Buf *out);
void rows_piece_quotations(const Doc *doc, const RowsBefore *before, Buf *out);
/* One line of JSON: its beginning, a piece after the other, its end. */
void rows_begin_attributions(Str given_id, Buf *out);
void rows_piece_attributions(const Doc *doc, const RowsBefore *before, Buf *out);
void rows_end_attributions(Buf *out);
/* Behind the last piece, whose Doc tells id and metadata. */
void rows_pieces_document(const Doc *doc, Str given_id, RowsBefore *before, Buf *out);

void rows_stances(const Resources *resources, const Doc *doc, Buf *out);
void rows_quotations(const Doc *doc, Buf *out);
/* given_id: the id as the input had it; JSON lines carry it unchanged. */
void rows_attributions(const Doc *doc, Str given_id, Buf *out);
/* Not of a piece: text stands in doc as a whole. */
void rows_text(const Doc *doc, Str given_id, Buf *out);
void rows_tokens(const Doc *doc, Str given_id, Buf *out);

#endif
