/* The state of sentence splitting and what its files share: sentence.c (the walk), ending.c (is
 * this the end?), item.c (list markers). */
#ifndef SURETY_TEXT_SPLITTER_H
#define SURETY_TEXT_SPLITTER_H

#include "base/utf8.h"
#include "text/scan.h"

typedef enum MarkerStyle {
  MARKER_NONE,
  MARKER_BULLET,
  MARKER_NUMBER,
  MARKER_LETTER,
  MARKER_ROMAN
} MarkerStyle;

typedef struct Marker { /* what opens a list item: "1.", "b)", "(iv)", "•" */
  uint32_t value, tokens;
  uint32_t point; /* the bullet, or the punctuation behind */
  uint8_t style;
} Marker;

typedef struct Splitter {
  const Knowledge *knowledge;
  Doc *doc;
  const Outline *outline;
  Str text;
  uint32_t point; /* index of the next of the outline's points */
  uint32_t end;   /* of the paragraph, in tokens */
  uint32_t start; /* of the sentence */
  uint32_t paragraph;
  Marker list; /* the last marker of a running list */
} Splitter;

static inline const Token *token_of(const Splitter *s, uint32_t i) {
  return &s->doc->tokens.items[i];
}

static inline Str text_of(const Splitter *s, uint32_t i) {
  return token_text(s->text, token_of(s, i));
}

static inline uint32_t point_of(const Splitter *s, uint32_t i) {
  uint32_t width;
  return utf8_at(s->text, token_of(s, i)->at.beg, &width);
}

static inline bool is_glued(const Splitter *s, uint32_t i) {
  return (token_of(s, i)->flags & TOKEN_GLUED) != 0;
}

static inline bool has_tag(const Splitter *s, uint32_t i, uint32_t tags) {
  return (knowledge_form(s->knowledge, token_of(s, i))->tags & tags) != 0;
}

static inline bool is_capital(const Splitter *s, uint32_t i) {
  return (token_of(s, i)->flags & TOKEN_CAPITAL) != 0;
}

static inline bool is_stop(const Splitter *s, uint32_t i) {
  return token_of(s, i)->kind == TOKEN_STOP;
}

static inline bool is_dotted(const Splitter *s, uint32_t i) { /* an abbreviation with its stop */
  const Token *token = token_of(s, i);
  return (token->flags & TOKEN_ABBREVIATION) && s->text.ptr[token->at.end - 1] == '.';
}

/* ---- list markers ---- */

/* A list marker at token i, in the style of the running list where one is given; style MARKER_NONE
 * where there is none. */
Marker marker_at(const Splitter *s, uint32_t i, const Marker *list);
/* Does a running list go on with a new item at i? */
bool is_next_item(const Splitter *s, uint32_t i);
/* Is all of the sentence up to its stop a marker: "1", "b", "• 9"? */
bool is_only_marker(const Splitter *s, uint32_t stop);

/* ---- ends ---- */

/* The end of the sentence at a stop or a dotted abbreviation: the token behind it; 0 when the
 * sentence goes on. *seen: the token up to which all is settled. */
uint32_t end_at(const Splitter *s, uint32_t stop, uint32_t *seen);

#endif
