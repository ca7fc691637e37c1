/* The state of the walk over markup and what its files share: markup.c (the walk, the visible
 * text), markdown.c, html.c. */
#ifndef SURETY_TEXT_DRAFTS_H
#define SURETY_TEXT_DRAFTS_H

#include "base/utf8.h"
#include "data/doc.h"

#include <string.h>

enum {
  TAG_MAX = 2000,  /* bytes of a tag or a link's target */
  LABEL_MAX = 500, /* bytes of a link's text */
  RUN_KINDS = 8    /* emphasis: two characters, runs of one to three */
};

typedef struct Draft {
  Span source;
  char with[4]; /* what is seen instead */
  uint8_t length;
  bool dropped; /* an opening mark without a partner */
} Draft;

typedef struct Markup {
  Str text;
  VEC(Draft) drafts;
  uint32_t at;
  uint32_t opened[RUN_KINDS]; /* index + 1 of the draft of an open mark */
  uint32_t searched;          /* for the end of an element that has none */
  Span target;                /* of the link whose text is being read: "](…)" */
  bool heading;
} Markup;

static inline uint8_t byte_at(const Markup *m, uint32_t at) {
  return at < m->text.len ? (uint8_t)m->text.ptr[at] : 0;
}

static inline bool is_space(uint8_t byte) {
  return byte <= ' ';
}

static inline bool is_alnum(uint8_t byte) {
  return (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z') ||
         byte >= 0x80;
}

static inline bool is_digit(uint8_t byte) {
  return byte >= '0' && byte <= '9';
}

/* Drafts an edit and moves m->at behind it; with: what is seen instead, at most four bytes. */
void replace(Markup *m, uint32_t beg, uint32_t end, const char *with);
void hide(Markup *m, uint32_t beg, uint32_t end);
/* The first `close` from `at` on; 0 when `open` or an empty line comes first, or it is too far. */
uint32_t find_end(const Markup *m, uint32_t at, uint8_t open, uint8_t close, uint32_t most);

/* Each reads what begins at m->at and moves on. */
void read_emphasis(Markup *m, uint8_t mark); /* * _ */
void read_code(Markup *m);                   /* ` */
void read_bracket(Markup *m);                /* [ */
void read_line_start(Markup *m);
void read_line_end(Markup *m);
void read_tag(Markup *m);    /* < */
void read_entity(Markup *m); /* & */

#endif
