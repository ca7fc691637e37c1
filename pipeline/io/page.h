/* Page: the article of an HTML page: main text, headline, date, link.
 *
 * The main text is found by structure: an element marked as the body of an article, <article>,
 * <main>, or else the element whose paragraphs hold most of the page's text (as Readability does);
 * within it, what is marked as navigation, form, advert, comment or figure is left out, and so are
 * blocks that consist of links. Paragraphs are parted by an empty line. Nothing is fetched, and a
 * page cannot define entities. The only module that includes libxml2. */
#ifndef SURETY_IO_PAGE_H
#define SURETY_IO_PAGE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

enum { PAGE_MOST = 64 << 20 }; /* bytes of a page */

typedef struct Page { /* strings in the arena; all but text may be empty */
  Str text;
  Str title;    /* JSON-LD headline, og:title, <h1>, <title>: the first there is */
  Str date;     /* JSON-LD datePublished, <meta>, <time>: as the page has it */
  Str url;      /* canonical link, og:url, JSON-LD url */
  Str language; /* of <html lang> */
} Page;

/* Reads a page whose bytes are UTF-8, or of the character set that its first kilobyte declares
 * (windows-1252 where it declares none). Fails, with path and line, on a page without a text,
 * larger than PAGE_MOST, or of an unknown character set. Not thread-safe on its first call. */
bool page_read(Str html, Arena *arena, Page *page, const char *path, uint64_t line, Err *err);

#endif
