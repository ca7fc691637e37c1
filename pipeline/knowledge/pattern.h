/* Patterns: regular expressions over token tags, from lexicons/patterns.tsv. One of its files
 * includes pcre2: pattern_match.c.
 *
 * A text is matched not by its letters but by its tokens: each token becomes one tag, a printable
 * ASCII character (a name N, a pronoun P, a reporting verb V, …), so that a pattern speaks of
 * words, markup and white space do not matter, and an offset of the match is a token.
 *
 * Matching starts at anchors only: the tag of one reporting word (or colon) becomes `@`, and the
 * patterns for words of its class and form are tried in the table's order as far as the tags around
 * it allow them, the first that matches wins. Compiled once, shared by all threads; match data and
 * limits live in a PatternScratch, one a thread. */
#ifndef SURETY_KNOWLEDGE_PATTERN_H
#define SURETY_KNOWLEDGE_PATTERN_H

#include "base/err.h"
#include "base/str.h"
#include "data/doc.h"
#include "knowledge/knowledge.h"

typedef struct PatternSet PatternSet;
typedef struct PatternScratch PatternScratch;

/* Loads folder/patterns.tsv; its columns and the tags are told in lexicons/README.md. */
PatternSet *patterns_load(const char *folder, Err *err);
void patterns_free(PatternSet *patterns); /* NULL allowed */
/* A set as part of an image (base/image.h), and back; NULL where it does not fit. What comes back
 * lives as long as the image. */
void patterns_put(const PatternSet *patterns, Buf *image);
PatternSet *patterns_take(Image *image);
uint32_t patterns_count(const PatternSet *patterns);
/* The id of a pattern, as the table names it; lives as long as the set. */
const char *patterns_name(const PatternSet *patterns, uint32_t index);
/* The probability the table gives a pattern when nothing is known of the cue. */
double patterns_weight(const PatternSet *patterns, uint32_t index);

/* A text that the pattern must find as marked ([s source] [q cue] [c content]), and one in which it
 * must find nothing; for tests. */
Str patterns_example(const PatternSet *patterns, uint32_t index);
Str patterns_counter_example(const PatternSet *patterns, uint32_t index);

/* The tag that the table gives to a folded word, 0 for none. */
char patterns_word(const PatternSet *patterns, Str folded);
/* The anchor class that the table gives to all forms of a lemma, beside its class as a cue; 0 for
 * none. */
uint8_t patterns_lemma(const PatternSet *patterns, Str lemma);
/* The log-odds that a cue found by a pattern reports, counted in annotated news; false where
 * the table has no count for this pair and the weight has to do. */
bool patterns_odds(const PatternSet *patterns, uint32_t pattern, Str lemma, double *odds);

/* The same for a cue, remembered in the scratch; cue: its index in the lexicons, lemma: its lemma.
 */
bool pattern_scratch_odds(PatternScratch *scratch, const PatternSet *patterns, uint32_t pattern,
                          uint32_t cue, Str lemma, double *odds);

/* The weight of a piece of evidence by its name, otherwise where the table has none. */
double patterns_evidence(const PatternSet *patterns, const char *name, double otherwise);

PatternScratch *pattern_scratch_new(const PatternSet *patterns);
void pattern_scratch_free(PatternScratch *scratch); /* NULL allowed */

/* For tests: from now on patterns are tried even where a look at the tags tells that they cannot
 * match. What is found is the same. */
void pattern_scratch_heedless(PatternScratch *scratch);

typedef struct FormTags { /* of the vocabulary, by Token.form */
  char *tags;             /* 0 = not met yet */
  struct {
    uint8_t anchor_class; /* of a cue: CueClass or one of the table's own */
    uint8_t form;         /* CueForm */
  } * cues;
} FormTags;

/* What the tags keep of each form: filled by the caller as it meets them, kept for all documents of
 * the thread. Zeroed memory for count forms on the first call. The tags stand alone, for every word
 * asks for its tag, few for more. */
FormTags pattern_scratch_tags(PatternScratch *scratch, uint32_t count);

/* A place for what the caller would else read off the patterns for each document, kept likewise:
 * size bytes, zeroed on the first call, which *fresh tells. One caller, one size. */
void *pattern_scratch_place(PatternScratch *scratch, size_t size, bool *fresh);

/* What starts a match. The forms of a cue are told by its ending. */
typedef enum CueForm { CUE_BASE, CUE_S, CUE_PAST, CUE_ING, CUE_FORMS } CueForm;
enum {
  ANCHOR_COLON = CUE_PHRASE + 1, /* beside the cue classes */
  ANCHOR_PREPOSITION,            /* a phrase that governs its source: according to */
  ANCHOR_ADVERB,                 /* a phrase without a source: reportedly */
  ANCHOR_RAISING,                /* its subject belongs to the content: seem, is expected */
  ANCHOR_DASH,                   /* after a quotation: "…" — Maarja Tamm */
  ANCHOR_VERB,                   /* any verb right after a quotation: "…" beamed … */
  ANCHOR_ADJECTIVE,              /* a state of mind after a form of be: is convinced */
  ANCHOR_CLASSES
};
static inline uint32_t pattern_slot(uint32_t anchor_class, CueForm form) {
  return anchor_class * CUE_FORMS + (uint32_t)form;
}

typedef struct PatternMatch { /* offsets into the tags; an unset group is empty */
  uint32_t pattern;
  Range source, cue;
  Range content[ATTRIBUTION_PARTS];
  uint32_t parts;
} PatternMatch;

typedef enum PatternResult { PATTERN_FOUND, PATTERN_NOTHING, PATTERN_LIMIT } PatternResult;

/* Tries the patterns of a slot on tags, which hold one `@`, the anchor. PATTERN_LIMIT: a match,
 * heap or stack limit was hit; err says in which pattern group. */
PatternResult pattern_match(const PatternSet *patterns, PatternScratch *scratch, uint32_t slot,
                            Str tags, PatternMatch *match, Err *err);

#endif
