/* What a pattern needs of the tags around its anchor: so little that a glance tells where it cannot
 * match, so that most patterns are never tried. Read off the regular expression itself. Private to
 * pipeline/knowledge. */
#ifndef SURETY_KNOWLEDGE_NEED_H
#define SURETY_KNOWLEDGE_NEED_H

#include "base/str.h"
#include "knowledge/tagset.h"

enum { NEEDS_MAX = 4 };

typedef struct Need { /* all of it must hold */
  TagSet last; /* the tag right before the anchor is one of these; the NUL: none stands there */
  char next;   /* the tag right behind the anchor; the NUL: whatever it is */
  TagSet before[NEEDS_MAX], after[NEEDS_MAX]; /* one of each set stands somewhere before, after */
  uint32_t befores, afters;
} Need;

typedef struct Surroundings { /* of an anchor */
  char last, next;
  TagSet before, after;
} Surroundings;

/* Needs nothing. */
Need need_nothing(void);
/* Adds what one more expression needs that begins to match at or before the anchor `@`, holds it
 * once if at all, and is written with PCRE2_EXTENDED. What is not understood needs nothing, so an
 * expression never needs more than is true. */
void need_add(Need *need, Str expression);

Surroundings need_around(Str tags, size_t anchor);
/* False only where no match is possible. */
bool need_met(const Need *need, const Surroundings *around);

#endif
