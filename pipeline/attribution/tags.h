/* A stretch of text as a string of tags, one character a token (or a few folded tokens), for the
 * patterns of lexicons/patterns.tsv; lexicons/README.md lists the tags. */
#ifndef SURETY_ATTRIBUTION_TAGS_H
#define SURETY_ATTRIBUTION_TAGS_H

#include "data/doc.h"
#include "knowledge/knowledge.h"
#include "knowledge/pattern.h"
#include "knowledge/tagset.h"

typedef struct Anchor { /* a word or phrase that may report */
  uint32_t at;          /* offset of its tag */
  uint32_t cue;         /* index into Knowledge.cues; unused for marks */
  uint8_t anchor_class; /* CueClass or one of the pattern table's own: ANCHOR_COLON … */
  uint8_t form;         /* CueForm */
} Anchor;

/* A colon, a dash or a verb of no lexicon: no cue stands for it. */
static inline bool anchor_is_mark(const Anchor *anchor) {
  return anchor->anchor_class == ANCHOR_COLON || anchor->anchor_class == ANCHOR_DASH ||
         anchor->anchor_class == ANCHOR_VERB;
}

typedef struct TagString {
  Buf tags;
  VEC(Range) tokens; /* by offset: the tokens that a tag stands for; empty for a sentence break */
  VEC(Anchor) anchors;
  FormTags forms; /* borrowed from the scratch */
} TagString;

/* Room for the tags by form of the vocabulary, which are found as they are met. */
void tags_prepare(TagString *out, const Knowledge *knowledge, PatternScratch *scratch);
/* Tags of the sentences [first, end) of one paragraph; a `/` stands between two sentences. Replaces
 * what out held. phrase, quotation: cursors into Doc.phrases and Doc.quotations, moved on. */
void tags_build(TagString *out, const Knowledge *knowledge, const PatternSet *patterns,
                const Doc *doc, Range sentences, uint32_t *phrase, uint32_t *quotation);
void tags_free(TagString *out);

/* Tokens of the offsets [range.beg, range.end). */
Range tags_tokens(const TagString *tags, Range range);
static inline char tags_at(const TagString *tags, uint32_t at) {
  return tags->tags.ptr[at];
}
static inline uint32_t tags_count(const TagString *tags) {
  return (uint32_t)tags->tags.len;
}

#endif
