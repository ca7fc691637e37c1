/* PageParts: what the files of the page module share, and nobody else includes.
 *
 *   page.c           the tree: libxml2 is loaded and asked, and its tree walked; the one file that
 *                    includes it
 *   page_bytes.c     what is known before parsing: the character set, and whether the parser may
 *                    have the page at all
 *   page_text.c      which element is the article, and its paragraphs
 *   page_metadata.c  headline, date, link: of all that tell them, whose word counts */
#ifndef SURETY_IO_PAGE_PARTS_H
#define SURETY_IO_PAGE_PARTS_H

#include "base/vec.h"
#include "io/page.h"

#include <strings.h>

static inline bool page_is_white(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Is it one of these words, whatever its case? words ends with NULL; value may be NULL. */
static inline bool page_is_word(const char *value, const char *const *words) {
  for (; value && *words; words++)
    if (!strcasecmp(value, *words)) return true;
  return false;
}

/* ---- page_bytes.c ---- */

enum { PAGE_CHARSET_MOST = 40 };

/* The character set: UTF-8 where the bytes are, else the one declared. */
void page_find_charset(Str html, char charset[PAGE_CHARSET_MOST]);
/* The parser compares each attribute of a tag with those before it; this keeps that from growing
 * without end. */
bool page_has_monstrous_tag(Str html);

/* ---- page_text.c: elements ---- */

typedef enum {
  ELEMENT_INLINE,
  ELEMENT_BLOCK,     /* parts paragraphs */
  ELEMENT_PARAGRAPH, /* … and holds text of the article */
  ELEMENT_BREAK,
  ELEMENT_SKIPPED
} ElementKind;

typedef struct { /* of one element; NULL: not there */
  const char *hidden, *aria_hidden, *role, *class, *id;
} ElementAttributes;

/* The kind that an element's name tells. */
ElementKind page_element_kind(const char *name);
/* Is the element hidden, or marked as what stands beside an article? */
bool page_is_beside(const ElementAttributes *attributes);

/* ---- page_text.c: which element is the article ---- */

enum { MARK_ARTICLE_BODY = 1, MARK_ARTICLE = 2, MARK_MAIN = 4 };

typedef struct {
  uint32_t parent; /* index + 1, 0 = none */
  uint8_t marks;   /* MARK_… */
  bool skipped, linked, in_paragraph, is_paragraph, is_body;
  uint64_t text;  /* bytes of paragraphs below it that are not in links */
  uint64_t score; /* … in paragraphs right below it, and half of those one level deeper */
} PageElement;

typedef VEC(PageElement) PageElements; /* in the order of the page */

/* The MARK_… of an element; itemprop and role may be NULL. */
uint8_t page_marks(const char *name, const char *itemprop, const char *role);
/* Counts a piece of text right below an element. */
void page_count_text(PageElement *element, const char *text);
/* Adds up what was counted; index + 1 of the element that holds the article. At least one element
 * is needed. */
uint32_t page_choose(PageElements *elements);

/* ---- page_text.c: its paragraphs ---- */

typedef struct {   /* a zeroed one is ready */
  Buf text, block; /* what is done; the paragraph at hand, white space collapsed */
  size_t links;    /* bytes of the block in links */
  bool is_paragraph;
  uint32_t link_depth;
} PageWriter;

void page_begin_element(PageWriter *w, ElementKind kind, bool is_link);
void page_add_text(PageWriter *w, const char *text);
void page_end_element(PageWriter *w, ElementKind kind, bool is_link);
/* Behind the last element. */
void page_end_block(PageWriter *w);

/* ---- page_metadata.c ---- */

typedef struct {
  Page *page; /* the first choices */
  Arena *arena;
  Str meta_title, heading, title, meta_url, time; /* the others */
} PageFinder;

/* A place of the finder or its page takes a text, trimmed and white space collapsed; only where
 * there is nothing yet. */
void page_set(PageFinder *f, Str *place, Str text);
/* A <meta> by its name; either may be NULL. */
void page_take_meta(PageFinder *f, const char *name, const char *content);
/* A script of JSON-LD. */
void page_take_json(PageFinder *f, const char *script);
/* When all is taken: where there is no first choice, the next that there is. */
void page_settle(PageFinder *f);

#endif
