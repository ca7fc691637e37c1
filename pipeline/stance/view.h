/* View: a candidate with the sentence around it, shared by the modules that make features. Private
 * to this folder, but for what explain.h shows. */
#ifndef SURETY_STANCE_VIEW_H
#define SURETY_STANCE_VIEW_H

#include "stance/stance.h"

typedef struct View {
  const Knowledge *k;
  const Doc *doc;
  const Candidate *c;
  FeatureScratch *scratch;
  Range clause, target, sentence;
  uint32_t references_begin, references_end; /* those of the sentence */
  uint32_t phrases_begin, phrases_end;
} View;

/* The view of a candidate, the phrases and references of its sentence found. */
View view_of(const Knowledge *knowledge, const Doc *doc, uint32_t candidate,
             FeatureScratch *scratch);

/* Adds a feature: its name is the pieces one after the other. Its number in the model; UINT32_MAX
 * where it has none, and in training. */
uint32_t view_emit(View *view, float value, const Str *pieces, uint32_t count);
/* The same where the number of the feature in the model is known already: prediction alone. */
void view_add(View *view, float value, uint32_t number);
/* A feature of value 1: "name=value", "name=a+b". Names and values are literals, or as lasting as
 * the program: they are known by their addresses. */
void view_sign(View *view, const char *name, const char *value);
void view_sign_pair(View *view, const char *name, const char *a, const char *b);
/* "name=a+b+c": up to four values. */
void view_sign_list(View *view, const char *name, const char *const *values, uint32_t count);
/* The same with words of the text. */
void view_sign_text(View *view, const char *name, Str value);
void view_sign_pair_text(View *view, const char *name, Str a, const char *b);

/* The candidate's role and its mention's class: "speaker", "back". */
const char *view_role(const View *view);
/* By MentionClass and EntityKind. */
extern const char *const VIEW_MENTION_NAMES[], *const VIEW_ENTITY_NAMES[];
/* "support", "not reject": a PolarityClass, perhaps negated. */
const char *view_polarity_name(uint8_t polarity, bool negated);

/* A distance in tokens, coarsely: "0", "2", "5", "9", "16". */
const char *view_bucket(uint32_t distance);
/* "<" before the target, ">" in it or after. */
const char *view_side(const View *view, uint32_t token);
/* A token's folded word; lives until the next candidate. */
Str view_word(View *view, uint32_t token);
/* Is the token this word, in any case? */
bool view_is_word(const View *view, uint32_t token, const char *word);
/* What stands in place of words, so that no name is learned. */
typedef enum Mask {
  MASK_NONE, /* an ordinary word */
  MASK_TARGET,
  MASK_GUARANTEE,
  MASK_HOLDER,
  MASK_ACTOR,
  MASK_NUMBER,
  MASK_LINK,
  MASK_NAME,
  MASK_COUNT
} Mask;
/* The mask at a token; *end: the token after what it covers. reference: a cursor into
 * Doc.references, moved on; begins at those of the sentence, and tokens come in ascending order. */
Mask view_mask(const View *view, uint32_t token, uint32_t *reference, uint32_t *end);
/* "TARGET", "GUAR", … */
Str view_mask_name(Mask mask);
/* Does a preposition govern what begins at a token of the sentence? */
bool view_governed(const View *view, uint32_t token);
/* Is a polarity phrase turned round by a negator close before it? */
bool view_negated(const View *view, Range at);
/* Does a longer phrase of the same lexicon cover this one? */
bool view_overlapped(const View *view, uint32_t phrase);

/* The groups of features beside the word n-grams of features.c. */
void polarity_features(View *view);
void structure_features(View *view);
void reading_features(View *view);

/* Does a condition begin inside a longer one, or inside words that name a guarantee? Then it is
 * none of its own. */
bool condition_is_covered(const Knowledge *knowledge, const Doc *doc, const PhraseMatch *condition);

#endif
