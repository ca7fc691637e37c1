/* Features: what the classifier sees of a candidate. Three kinds: the masked words of its clause
 * (1- to 3-grams), the lexicons' signs with their place and negation, and how holder, cue and
 * mention stand to one another. An actor is HOLDER or ACTOR, a guarantee TARGET or GUAR: the model
 * learns language, not who thinks what. A feature is a name; its hash is its identity, and the name
 * itself is built only while training or explaining. */
#include "stance/memo.h"
#include "stance/view.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- masked words ---- */

static bool is_passed_over(const Token *t) {
  return t->kind == TOKEN_QUOTE || t->kind == TOKEN_HYPHEN || t->kind == TOKEN_SYMBOL ||
         t->kind == TOKEN_BRACKET;
}

/* Room for all folded words of the sentence: no move from here on. */
static void make_room(const View *v) {
  Buf *words = &v->scratch->words;
  Span first = v->doc->tokens.items[v->sentence.beg].at;
  Span last = v->doc->tokens.items[v->sentence.end - 1].at;
  size_t room = 3 * (size_t)(last.end - first.beg) + 8;
  buf_clear(words);
  while (words->cap < room) buf_text(words, "                ");
  buf_clear(words);
}

/* In prediction only what the memo knows has a code; masks have the codes below MASK_COUNT. */
static uint32_t code_of(const FeatureScratch *s, const Token *token) {
  return s->model && token->form ? memo_code(s->memo, token->form) : 0;
}

static void mask_words(View *v) {
  FeatureScratch *s = v->scratch;
  uint32_t reference = v->references_begin;
  vec_clear(&s->masked);
  make_room(v);
  for (uint32_t i = v->sentence.beg, end; i < v->sentence.end; i = end) {
    const Token *token = &v->doc->tokens.items[i];
    Mask mask = view_mask(v, i, &reference, &end);
    if (mask)
      vec_push(&s->masked, (MaskedWord){view_mask_name(mask), i, mask});
    else if (!is_passed_over(token))
      vec_push(&s->masked, (MaskedWord){view_word(v, i), i, code_of(s, token)});
  }
}

/* Where a word stands: in the clause, in it before or behind the target, in a window. */
enum { GRAM_MAX = 3, PLACE_CLAUSE = 0, PLACE_BEFORE, PLACE_BEHIND, PLACE_HOLDER, PLACE_TARGET = 9 };

static bool in_clause(const View *v, const MaskedWord *word) {
  return word->token >= v->clause.beg && word->token < v->clause.end;
}

/* A feature of one word behind a name. Its number in the model, if any. */
static uint32_t emit_word(View *v, float value, uint32_t place, Str name, const MaskedWord *word) {
  const FeatureScratch *s = v->scratch;
  bool known = false, coded = s->model && word->code;
  uint32_t *number = coded ? memo_word(s->memo, word->code, place, &known) : NULL;
  if (known)
    view_add(v, value, *number);
  else {
    uint32_t found = view_emit(v, value, (const Str[]){name, word->text}, 2);
    if (!number) return found;
    *number = found;
  }
  return *number;
}

/* One of two or three words; shorter: the number of the feature without the last. */
static uint32_t emit_gram(View *v, float value, uint32_t shorter, const MaskedWord *words,
                          uint32_t count) {
  const FeatureScratch *s = v->scratch;
  uint32_t last = words[count - 1].code;
  bool known = false, coded = s->model && last;
  uint32_t *number = coded ? memo_gram(s->memo, shorter, last, &known) : NULL;
  if (known)
    view_add(v, value, *number);
  else {
    Str pieces[2 * GRAM_MAX] = {STR("c:"), words[0].text, STR(" "), words[1].text};
    if (count == GRAM_MAX) pieces[4] = STR(" "), pieces[5] = words[2].text;
    uint32_t found = view_emit(v, value, pieces, 2 * count);
    if (!number) return found;
    *number = found;
  }
  return *number;
}

/* One word, two and three. Where the model does not have the shorter gram it has none that begins
 * so, for training leaves out what too few articles have. */
static void grams_at(View *v, float value, const MaskedWord *words, uint32_t count) {
  uint32_t number = emit_word(v, value, PLACE_CLAUSE, STR("c:"), words);
  for (uint32_t n = 2; n <= GRAM_MAX && n <= count; n++) {
    if (v->scratch->model && number == UINT32_MAX) return;
    number = emit_gram(v, value, number, words, n);
  }
}

/* Of the clause only: the words of the rest of the sentence teach the training articles by heart.
 */
static void word_grams(View *v) {
  const FeatureScratch *s = v->scratch;
  uint32_t inside = 0;
  for (uint32_t i = 0; i < s->masked.len; i++) inside += in_clause(v, &s->masked.items[i]);
  float scale = inside ? 1 / sqrtf((float)inside) : 0;
  for (uint32_t i = 0; i < s->masked.len; i++) {
    const MaskedWord *word = &s->masked.items[i];
    if (!in_clause(v, word)) continue;
    grams_at(v, scale, word, s->masked.len - i);
    bool before = word->token < v->target.beg;
    emit_word(v, scale, before ? PLACE_BEFORE : PLACE_BEHIND, before ? STR("c<") : STR("c>"), word);
  }
}

/* The masked words right around one place: what verb follows the holder, what governs the target.
 */
static void window(View *v, char name, uint32_t place, Mask mask, int from, int to) {
  const FeatureScratch *s = v->scratch;
  uint32_t i = 0;
  while (i < s->masked.len && s->masked.items[i].text.ptr != view_mask_name(mask).ptr) i++;
  for (int d = from; i < s->masked.len && d <= to; d++, place++) {
    int64_t at = (int64_t)i + d;
    if (!d || at < 0 || at >= s->masked.len) continue;
    char full[] = {name, d < 0 ? '-' : '+', (char)('0' + (d < 0 ? -d : d)), '='};
    emit_word(v, 0.5f, place, (Str){full, sizeof full}, &s->masked.items[at]);
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

static void all_features(const Knowledge *knowledge, const Doc *doc, uint32_t candidate,
                         FeatureScratch *scratch) {
  View v = view_of(knowledge, doc, candidate, scratch);
  mask_words(&v);
  word_grams(&v);
  window(&v, 'h', PLACE_HOLDER, MASK_HOLDER, -2, 3);
  window(&v, 't', PLACE_TARGET, MASK_TARGET, -3, 3);
  polarity_features(&v);
  structure_features(&v);
  reading_features(&v);
  view_sign(&v, "bias", "1");
}

void features_known(const Knowledge *knowledge, const Doc *doc, uint32_t candidate,
                    const Model *model, FeatureScratch *scratch) {
  if (scratch->model != model) {
    memo_free(scratch->memo);
    scratch->memo = memo_new(MASK_COUNT, intern_count(knowledge->words));
    scratch->model = model;
    vec_clear(&scratch->place);
    while (scratch->place.len < model->linear.features) vec_push(&scratch->place, 0);
  }
  vec_clear(&scratch->vector);
  all_features(knowledge, doc, candidate, scratch);
}

void features_of(const Knowledge *knowledge, const Doc *doc, uint32_t candidate,
                 FeatureScratch *scratch) {
  vec_clear(&scratch->features);
  scratch->model = NULL;
  all_features(knowledge, doc, candidate, scratch);
  keep_unique(scratch);
}

void feature_scratch_free(FeatureScratch *scratch) {
  vec_free(&scratch->features);
  vec_free(&scratch->masked);
  vec_free(&scratch->vector);
  vec_free(&scratch->place);
  memo_free(scratch->memo);
  vec_free(&scratch->name_hash);
  buf_free(&scratch->words);
  buf_free(&scratch->name);
}
