/* The text stage's own parts, in the order in which tokenize_run calls them. */
#ifndef SURETY_TEXT_SCAN_H
#define SURETY_TEXT_SCAN_H

#include "data/doc.h"
#include "knowledge/knowledge.h"

/* Appends the tokens of text to doc->tokens, offsets into text. Marks TOKEN_LINE at every line's
 * first token, TOKEN_PARAGRAPH after blank lines. Quotation marks have no direction yet. */
void scan_run(const Knowledge *knowledge, Doc *doc, Str text);

/* Moves TOKEN_PARAGRAPH where the shape of the document says so: lists, headings, texts without
 * blank lines. */
void layout_run(const Knowledge *knowledge, Doc *doc, Str text);

/* Decides for each quotation mark and bracket whether it opens or closes, and tells apostrophes
 * from single marks. Partners find each other by Token.reserved, their distance in tokens (0: none,
 * or too far). */
void mark_run(Doc *doc, Str text);

/* Fills doc->sentences. */
void sentence_run(const Knowledge *knowledge, Doc *doc, Str text);

static inline Str token_text(Str text, const Token *token) {
  return (Str){text.ptr + token->at.beg, token->at.end - token->at.beg};
}
static inline bool token_is(Str text, const Token *token, char byte) {
  return token->at.end == token->at.beg + 1 && text.ptr[token->at.beg] == byte;
}

#endif
