/* Markup looked through: what a reader sees of a text, and the way back to the stored one. */
#ifndef SURETY_TEXT_MARKUP_H
#define SURETY_TEXT_MARKUP_H

#include "data/doc.h"

typedef struct MarkupEdit { /* source bytes that stand for other visible bytes, or for none */
  Span source, visible;
} MarkupEdit;

typedef struct Visible {
  Str text;          /* doc->text itself where it holds no markup; else in doc->arena */
  MarkupEdit *edits; /* in doc->arena, in order, disjoint */
  uint32_t count;
} Visible;

/* Finds emphasis, headings, links, HTML tags and entities, footnote marks, soft hyphens and
 * zero-width characters; fills doc->hidden. Linear in the text. */
void markup_read(Doc *doc, Visible *visible);

/* Turns the offsets of doc->tokens from visible into stored ones. */
void markup_map_back(Doc *doc, const Visible *visible);

#endif
