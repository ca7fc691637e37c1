/* Locate: words that a person copied from a text, found again in it.
 *
 * Annotators cite the words, not offsets. Straight and curly quotation marks are equal, and so are
 * all runs of white space. Where the words do not stand in the text as they are, " … " in them
 * stands for whatever lies between the two pieces (the shortest such stretch). */
#ifndef SURETY_IO_LOCATE_H
#define SURETY_IO_LOCATE_H

#include "base/str.h"
#include "base/vec.h"
#include "data/doc.h"

typedef VEC(Span) SpanVec;

typedef struct LocateView { /* the text folded, and where each byte of it came from */
  Buf folded;
  VEC(uint32_t) origin; /* byte offset in the text of each folded byte, and of the end */
} LocateView;

typedef struct Locator {
  LocateView exact, caseless;
} Locator;

/* Prepares a valid UTF-8 text, in place of the one before. A zeroed Locator is ready. */
void locator_prepare(Locator *locator, Str text);
void locator_free(Locator *locator);

/* All places of words in the text, left to right and without overlap, in place of what places held.
 * None for words that are all white space. */
void locate(const Locator *locator, Str words, bool caseless, SpanVec *places);

/* Of places, the one nearest to `to`: inside it, or else the fewest bytes away, the earlier of two.
 * The empty span where there are no places. */
Span locate_nearest(const SpanVec *places, Span to);

#endif
