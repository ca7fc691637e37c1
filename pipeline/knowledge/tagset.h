/* Sets of tags (ASCII characters) as bits: a question costs a shift, whatever the set. */
#ifndef SURETY_KNOWLEDGE_TAGSET_H
#define SURETY_KNOWLEDGE_TAGSET_H

#include <stdbool.h>
#include <stdint.h>

typedef struct TagSet {
  uint64_t bits[2];
} TagSet;

static inline bool tagset_has(TagSet set, char tag) {
  return (tag & 64 ? set.bits[1] : set.bits[0]) >> (tag & 63) & 1;
}

/* The tags of a literal of at most 16, as a constant: TAGS("QRY"). */
#define TAGS(literal) ((TagSet){{TAGS_HALF_(literal, 0), TAGS_HALF_(literal, 1)}})
#define TAGS_HALF_(s, h)                                                                           \
  (TAGS_FOUR_(s, h, 0) | TAGS_FOUR_(s, h, 4) | TAGS_FOUR_(s, h, 8) | TAGS_FOUR_(s, h, 12))
#define TAGS_FOUR_(s, h, i)                                                                        \
  (TAGS_ONE_(s, h, i) | TAGS_ONE_(s, h, i + 1) | TAGS_ONE_(s, h, i + 2) | TAGS_ONE_(s, h, i + 3))
#define TAGS_ONE_(s, h, i)                                                                         \
  ((i) < sizeof(s) - 1 && (s)[(i) % sizeof(s)] >> 6 == (h)                                         \
       ? UINT64_C(1) << ((s)[(i) % sizeof(s)] & 63)                                                \
       : 0)

#endif
