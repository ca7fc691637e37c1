/* Features: what the classifier sees of a candidate. Three kinds: the masked words of its clause
 * (1- to 3-grams), the lexicons' signs with their place and negation, and how holder, cue and
 * mention stand to one another. An actor is HOLDER or ACTOR, a guarantee TARGET or GUAR: the model
 * learns language, not who thinks what. A feature is a name; its hash is its identity, and the name
 * itself is built only while training or explaining. */
#include "stance/view.h"

#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- masked words ---- */

static bool is_passed_over(const Token *t) {
  return t->kind == TOKEN_QUOTE || t->kind == TOKEN_HYPHEN || t->kind == TOKEN_SYMBOL ||
         t->kind == TOKEN_BRACKET;
}

static void mask_words(View *v) {
  FeatureScratch *s = v->scratch;
  vec_clear(&s->masked);
  vec_clear(&s->place);
  buf_clear(&s->words);
  size_t room = 0;
  for (uint32_t i = v->sentence.beg; i < v->sentence.end; i++) {
    Span at = v->doc->tokens.items[i].at;
    room += 3 * (size_t)(at.end - at.beg) + 8;
  }
  while (s->words.cap < room) buf_text(&s->words, "                "); /* no move from here on */
  buf_clear(&s->words);
  for (uint32_t i = v->sentence.beg, end; i < v->sentence.end; i = end) {
    Str word = view_mask(v, i, &end);
    if (!word.len && is_passed_over(&v->doc->tokens.items[i])) continue;
    if (!word.len) word = view_word(v, i);
    vec_push(&s->masked, word);
    vec_push(&s->place, i);
  }
}

enum { GRAM_MAX = 3 };

static bool in_clause(const View *v, uint32_t masked) {
  uint32_t token = v->scratch->place.items[masked];
  return token >= v->clause.beg && token < v->clause.end;
}

/* One word, two and three: each hash goes on from the one before. */
static void grams_at(View *v, uint32_t i, const char *name, float scale) {
  const FeatureScratch *s = v->scratch;
  Str pieces[2 * GRAM_MAX] = {str_of(name)};
  uint64_t state = hash_add(HASH_BEGIN, pieces[0]);
  for (uint32_t n = 0; n < GRAM_MAX && i + n < s->masked.len; n++) {
    if (n) state = hash_add(state, pieces[2 * n] = STR(" "));
    state = hash_add(state, pieces[2 * n + 1] = s->masked.items[i + n]);
    view_emit_hash(v, scale, hash_end(state), pieces, 2 * n + 2);
  }
}

/* Of the clause only: the words of the rest of the sentence teach the training articles by heart.
 */
static void word_grams(View *v) {
  FeatureScratch *s = v->scratch;
  uint32_t inside = 0;
  for (uint32_t i = 0; i < s->masked.len; i++) inside += in_clause(v, i);
  float clause_scale = inside ? 1 / sqrtf((float)inside) : 0;
  for (uint32_t i = 0; i < s->masked.len; i++) {
    if (!in_clause(v, i)) continue;
    grams_at(v, i, "c:", clause_scale);
    Str sided[] = {STR("c"), str_of(view_side(v, s->place.items[i])), s->masked.items[i]};
    view_emit(v, clause_scale, sided, 3);
  }
}

/* The masked words right around one place: what verb follows the holder, what governs the target.
 */
static void window(View *v, const char *name, Str mask, int from, int to) {
  FeatureScratch *s = v->scratch;
  for (uint32_t i = 0; i < s->masked.len; i++) {
    if (!str_equal(s->masked.items[i], mask)) continue;
    for (int d = from; d <= to; d++) {
      int64_t at = (int64_t)i + d;
      if (!d || at < 0 || at >= s->masked.len) continue;
      char offset[4] = {d < 0 ? '-' : '+', (char)('0' + (d < 0 ? -d : d)), '=', '\0'};
      Str pieces[] = {str_of(name), str_of(offset), s->masked.items[at]};
      view_emit(v, 0.5f, pieces, 3);
    }
    return;
  }
}

/* ---- all of it ---- */

static int by_hash(const void *a, const void *b) {
  const RawFeature *x = a, *y = b;
  if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
  return (x->value < y->value) - (x->value > y->value);
}

static void keep_unique(FeatureScratch *s) {
  uint32_t kept = 0;
  if (s->features.len) qsort(s->features.items, s->features.len, sizeof(RawFeature), by_hash);
  for (uint32_t i = 0; i < s->features.len; i++)
    if (!kept || s->features.items[kept - 1].hash != s->features.items[i].hash)
      s->features.items[kept++] = s->features.items[i];
  s->features.len = kept;
}

void features_unordered(const Knowledge *knowledge, const Doc *doc, uint32_t candidate,
                        FeatureScratch *scratch) {
  View v = view_of(knowledge, doc, candidate, scratch);
  vec_clear(&scratch->features);
  mask_words(&v);
  word_grams(&v);
  window(&v, "h", STR("HOLDER"), -2, 3);
  window(&v, "t", STR("TARGET"), -3, 3);
  polarity_features(&v);
  structure_features(&v);
  reading_features(&v);
  view_sign(&v, "bias", "1");
}

void features_of(const Knowledge *knowledge, const Doc *doc, uint32_t candidate,
                 FeatureScratch *scratch) {
  features_unordered(knowledge, doc, candidate, scratch);
  keep_unique(scratch);
}

void feature_scratch_free(FeatureScratch *scratch) {
  vec_free(&scratch->features);
  vec_free(&scratch->masked);
  vec_free(&scratch->place);
  vec_free(&scratch->name_hash);
  buf_free(&scratch->words);
  buf_free(&scratch->name);
}
