/* How a feature gets its name, and what the words of a sentence look like behind the masks. A
 * feature is a name; its hash is its identity, and the name itself is built only while training or
 * explaining. */
#include "stance/view.h"

#include "base/utf8.h"
#include "stance/memo.h"

/* ---- emitting ---- */

static void keep_name(FeatureScratch *scratch, const Str *pieces, uint32_t count, uint64_t hash) {
  buf_clear(&scratch->name);
  for (uint32_t i = 0; i < count; i++) buf_str(&scratch->name, pieces[i]);
  uint32_t known = intern_count(scratch->names);
  intern_add(scratch->names, buf_slice(&scratch->name));
  if (intern_count(scratch->names) > known) vec_push(&scratch->name_hash, hash);
}

void view_add(View *v, float value, uint32_t number) {
  FeatureScratch *s = v->scratch;
  if (number == UINT32_MAX) return;
  uint32_t at = s->place.items[number];
  if (at < s->vector.len && s->vector.items[at].index == number) {
    if ((double)value > s->vector.items[at].value) s->vector.items[at].value = (double)value;
    return;
  }
  const Linear *linear = &s->model->linear; /* read next: on the way while the others are found */
  __builtin_prefetch(linear->weights + (size_t)number * linear->pairs);
  s->place.items[number] = s->vector.len;
  vec_push(&s->vector, (Feature){number, (double)value});
}

static uint64_t hash_of(const Str *pieces, uint32_t count) {
  uint64_t state = HASH_BEGIN;
  for (uint32_t i = 0; i < count; i++) state = hash_add(state, pieces[i]);
  return hash_end(state);
}

uint32_t view_emit(View *v, float value, const Str *pieces, uint32_t count) {
  FeatureScratch *s = v->scratch;
  uint64_t hash = hash_of(pieces, count);
  if (s->model) {
    uint32_t number = model_feature(s->model, hash);
    view_add(v, value, number);
    return number;
  }
  vec_push(&s->features, (RawFeature){hash, value});
  if (s->names) keep_name(s, pieces, count, hash);
  return UINT32_MAX;
}

static uint32_t sign_pieces(Str *pieces, const char *const part[MEMO_PARTS]) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < MEMO_PARTS && part[i]; i++) {
    if (i) pieces[count++] = i > 1 ? STR("+") : STR("=");
    pieces[count++] = str_of(part[i]);
  }
  return count;
}

/* part: the name and its values; no more than these. */
static void emit_sign(View *v, const char *const part[MEMO_PARTS]) {
  Str pieces[2 * MEMO_PARTS];
  const Model *model = v->scratch->model;
  if (!model) {
    view_emit(v, 1, pieces, sign_pieces(pieces, part));
    return;
  }
  bool known;
  uint32_t *number = memo_sign(v->scratch->memo, part, &known);
  if (!known) *number = model_feature(model, hash_of(pieces, sign_pieces(pieces, part)));
  view_add(v, 1, *number);
}

void view_sign(View *v, const char *name, const char *value) {
  emit_sign(v, (const char *[MEMO_PARTS]){name, value});
}

/* Two names in one feature: "cue+role=say+speaker". */
void view_sign_pair(View *v, const char *name, const char *a, const char *b) {
  emit_sign(v, (const char *[MEMO_PARTS]){name, a, b});
}

void view_sign_list(View *v, const char *name, const char *const *values, uint32_t count) {
  const char *part[MEMO_PARTS] = {name};
  for (uint32_t i = 0; i < count && i + 1 < MEMO_PARTS; i++) part[i + 1] = values[i];
  emit_sign(v, part);
}

void view_sign_text(View *v, const char *name, Str value) {
  Str pieces[] = {str_of(name), STR("="), value};
  view_emit(v, 1, pieces, 3);
}

void view_sign_pair_text(View *v, const char *name, Str a, const char *b) {
  Str pieces[] = {str_of(name), STR("="), a, STR("+"), str_of(b)};
  view_emit(v, 1, pieces, 5);
}

const char *const VIEW_MENTION_NAMES[] = {[MENTION_TERM] = "term",
                                          [MENTION_GENERAL] = "general",
                                          [MENTION_BOUND] = "bound",
                                          [MENTION_BACK] = "back",
                                          [MENTION_CARRIED] = "carried"};
const char *const VIEW_ENTITY_NAMES[] = {
    [ENTITY_PERSON] = "person", [ENTITY_STATE] = "state",         [ENTITY_BODY] = "body",
    [ENTITY_GROUP] = "group",   [ENTITY_INSTITUTE] = "institute", [ENTITY_MEDIA] = "media",
    [ENTITY_PUBLIC] = "public", [ENTITY_UNNAMED] = "unnamed",     [ENTITY_DOCUMENT] = "document"};

const char *view_role(const View *v) {
  static const char *const NAMES[] = {"speaker", "subject", "other", "carried", "author"};
  return NAMES[v->c->role];
}

const char *view_polarity_name(uint8_t polarity, bool negated) {
  static const char *const NAMES[2][POLARITY_COUNT] = {
      {"support", "reject", "doubt", "open", "limit", "drop"},
      {"not support", "not reject", "not doubt", "not open", "not limit", "not drop"}};
  return NAMES[negated][polarity];
}

const char *view_bucket(uint32_t distance) {
  return distance < 2 ? "0" : distance < 5 ? "2" : distance < 9 ? "5" : distance < 16 ? "9" : "16";
}

/* ---- masked words ---- */

Str view_word(View *v, uint32_t token) {
  const Token *t = &v->doc->tokens.items[token];
  if (t->form) return intern_text(v->k->words, t->form);
  size_t start = v->scratch->words.len;
  utf8_fold(doc_text(v->doc, t->at), &v->scratch->words);
  return (Str){v->scratch->words.ptr + start, v->scratch->words.len - start};
}

bool view_is_word(const View *v, uint32_t token, const char *word) {
  const Token *t = &v->doc->tokens.items[token];
  return t->form && str_is(intern_text(v->k->words, t->form), word);
}

static bool in_reference(const View *v, uint32_t token, uint32_t *first, uint32_t *end) {
  const Reference *references = v->doc->references.items;
  while (*first < v->references_end && references[*first].at.end <= token) ++*first;
  for (uint32_t i = *first; i < v->references_end && references[i].at.beg <= token; i++)
    if (token < references[i].at.end) return *end = references[i].at.end, true;
  return false;
}

static bool in_mention(const View *v, uint32_t token, uint32_t *end, bool *is_target) {
  if (token >= v->target.beg && token < v->target.end)
    return *end = v->target.end, *is_target = true;
  for (uint32_t i = v->c->mention; i-- > 0;) { /* mentions before */
    const Mention *m = &v->doc->mentions.items[i];
    if (m->at.end <= v->sentence.beg) break;
    if (token >= m->at.beg && token < m->at.end)
      return *end = m->at.end, *is_target = m->type == v->doc->mentions.items[v->c->mention].type,
             true;
  }
  for (uint32_t i = v->c->mention + 1; i < v->doc->mentions.len; i++) {
    const Mention *m = &v->doc->mentions.items[i];
    if (m->at.beg >= v->sentence.end) break;
    if (token >= m->at.beg && token < m->at.end)
      return *end = m->at.end, *is_target = m->type == v->doc->mentions.items[v->c->mention].type,
             true;
  }
  return false;
}

Mask view_mask(const View *v, uint32_t token, uint32_t *reference, uint32_t *end) {
  bool is_target;
  *end = token + 1;
  if (in_mention(v, token, end, &is_target)) return is_target ? MASK_TARGET : MASK_GUARANTEE;
  if (token >= v->c->holder_at.beg && token < v->c->holder_at.end)
    return *end = v->c->holder_at.end, MASK_HOLDER;
  if (in_reference(v, token, reference, end)) return MASK_ACTOR;
  const Token *t = &v->doc->tokens.items[token];
  if (t->kind == TOKEN_NUMBER) return MASK_NUMBER;
  if (t->kind == TOKEN_LINK) return MASK_LINK;
  bool name = (t->flags & TOKEN_CAPITAL) && !t->form && !(t->flags & TOKEN_PARAGRAPH);
  return name ? MASK_NAME : MASK_NONE;
}

Str view_mask_name(Mask mask) {
  static const Str NAMES[] = {
      [MASK_NONE] = {"", 0},         [MASK_TARGET] = {"TARGET", 6}, [MASK_GUARANTEE] = {"GUAR", 4},
      [MASK_HOLDER] = {"HOLDER", 6}, [MASK_ACTOR] = {"ACTOR", 5},   [MASK_NUMBER] = {"NUM", 3},
      [MASK_LINK] = {"LINK", 4},     [MASK_NAME] = {"NAME", 4}};
  return NAMES[mask];
}

const char *view_side(const View *v, uint32_t token) {
  return token < v->target.beg ? "<" : ">";
}

View view_of(const Knowledge *knowledge, const Doc *doc, uint32_t candidate,
             FeatureScratch *scratch) {
  const Candidate *c = &vec_at(&doc->candidates, candidate);
  Range sentence = vec_at(&doc->sentences, c->sentence).tokens;
  return (View){.k = knowledge,
                .doc = doc,
                .c = c,
                .scratch = scratch,
                .clause = c->clause,
                .target = vec_at(&doc->mentions, c->mention).at,
                .sentence = sentence,
                .phrases_begin = doc_phrase_from(doc, sentence.beg),
                .phrases_end = doc_phrase_from(doc, sentence.end),
                .references_begin = doc_reference_from(doc, sentence.beg),
                .references_end = doc_reference_from(doc, sentence.end)};
}

/* "until", "before" open clauses as well: what follows them may be a subject. */
bool view_governed(const View *view, uint32_t token) {
  if (token <= view->sentence.beg) return false;
  const Token *before = &view->doc->tokens.items[token - 1];
  return knowledge_is(view->k, before, WORD_PREPOSITION) &&
         !knowledge_is(view->k, before, WORD_SUBORDINATOR);
}
