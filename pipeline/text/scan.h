/* The text stage's own parts, in the order in which tokenize_run calls them. */
#ifndef SURETY_TEXT_SCAN_H
#define SURETY_TEXT_SCAN_H

#include "data/doc.h"
#include "knowledge/knowledge.h"

/* What the scan notes for those after it, so that they need not read every token again. Owned by
 * tokenize_run. */
typedef struct Outline {
  Str text;                 /* that the tokens' offsets count */
  VEC(uint32_t) paragraphs; /* the first token of each */
  VEC(uint32_t) points;     /* stops, abbreviations, quotation marks, brackets */
  bool lines;               /* lines end inside paragraphs */
} Outline;

/* Appends the tokens of outline->text to doc->tokens. Marks TOKEN_LINE at every line's first token,
 * TOKEN_PARAGRAPH after blank lines. Quotation marks have no direction yet. */
void scan_run(const Knowledge *knowledge, Doc *doc, Outline *outline);

/* Moves paragraphs to where the shape of the document says: lists, headings, texts without blank
 * lines. */
void layout_run(const Knowledge *knowledge, Doc *doc, Outline *outline);

/* Decides for each quotation mark and bracket whether it opens or closes, and tells apostrophes
 * from single marks. Partners find each other by Token.reserved, their distance in tokens (0: none,
 * or too far). */
void mark_run(Doc *doc, const Outline *outline);

/* Fills doc->sentences. */
void sentence_run(const Knowledge *knowledge, Doc *doc, const Outline *outline);

static inline Str token_text(Str text, const Token *token) {
  return (Str){text.ptr + token->at.beg, token->at.end - token->at.beg};
}
static inline bool token_is(Str text, const Token *token, char byte) {
  return token->at.end == token->at.beg + 1 && text.ptr[token->at.beg] == byte;
}
/* The token behind paragraph i. */
static inline uint32_t paragraph_end(const Outline *outline, const Doc *doc, uint32_t i) {
  return i + 1 < outline->paragraphs.len ? outline->paragraphs.items[i + 1] : doc->tokens.len;
}

#endif
