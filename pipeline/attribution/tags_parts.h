/* TagsParts: what the files of the tags module share, and nobody else includes.
 *
 *   tags.c        a paragraph becomes tags, token by token: what a word is where it stands
 *   tags_form.c   what a word can be, by its form alone
 *   tags_fold.c   quotations, parentheses and phrases, each of which becomes one tag
 *
 * What runs for every token stands here, to be inlined. */
#ifndef SURETY_ATTRIBUTION_TAGS_PARTS_H
#define SURETY_ATTRIBUTION_TAGS_PARTS_H

#include "attribution/tags.h"

typedef struct {
  TagString *out;
  const Knowledge *knowledge;
  const PatternSet *patterns;
  const Doc *doc;
  uint32_t *phrase, *quotation;
  uint32_t end;        /* of the paragraph, in tokens */
  bool sentence_start; /* no word of the sentence came yet */
  bool title_case;     /* a headline that capitalises its words: capitals tell nothing */
} TagsBuilder;

/* ---- tags_form.c ---- */

/* The tag of a word outside the vocabulary: the pattern table's words, else the ending. */
char tags_unknown_word(const PatternSet *patterns, Str word);
/* A guess by the ending. */
char tags_guess(Str word);
char tags_of_cue(const Cue *cue, CueForm form);
/* A class of the pattern table's own takes the place of the cue's. */
uint8_t tags_own_class(const TagsBuilder *b, const Cue *cue, uint8_t otherwise);
/* Fills in FormTags of a form. */
void tags_meet_form(const TagsBuilder *b, uint32_t form);

/* A form is looked at once a thread. */
static inline char tags_known_word(const TagsBuilder *b, uint32_t form) {
  if (!b->out->forms.tags[form]) tags_meet_form(b, form);
  return b->out->forms.tags[form];
}

/* ---- tags_fold.c ---- */

/* What begins at token i and is one tag is put; its end, or i. */
uint32_t tags_fold(TagsBuilder *b, uint32_t i);
/* "…" in a paragraph of its own, and the next opens with a dash: — Maarja Tamm. The quotation is
 * shown to it. */
void tags_put_quotation_before(TagsBuilder *b, uint32_t i);
/* See tags_phrase_at. */
const PhraseMatch *tags_find_phrase(TagsBuilder *b, uint32_t i, LexiconId lexicon);

/* The longest phrase of a lexicon that begins at token i, or NULL, as for most tokens. */
static inline const PhraseMatch *tags_phrase_at(TagsBuilder *b, uint32_t i, LexiconId lexicon) {
  return knowledge_begins(&b->doc->tokens.items[i], lexicon) ? tags_find_phrase(b, i, lexicon)
                                                             : NULL;
}

/* ---- the tags so far ---- */

static inline void tags_put(TagString *out, char tag, Range tokens) {
  if (out->tags.len < out->tags.cap)
    out->tags.ptr[out->tags.len++] = tag;
  else
    buf_byte(&out->tags, tag);
  vec_push(&out->tokens, tokens);
}

static inline char tags_last(const TagString *out) {
  return out->tags.len ? out->tags.ptr[out->tags.len - 1] : '/';
}

static inline bool tags_after_hyphen(const TagsBuilder *b, uint32_t i) {
  return i && b->doc->tokens.items[i - 1].kind == TOKEN_HYPHEN && b->out->tags.len;
}

#endif
