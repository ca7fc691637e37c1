/* How a feature gets its name, and what the words of a sentence look like behind the masks. A
 * feature is a name; its hash is its identity, and the name itself is built only while training or
 * explaining. */
#include "stance/view.h"

#include "base/utf8.h"

/* ---- emitting ---- */

static void keep_name(FeatureScratch *scratch, const Str *pieces, uint32_t count, uint64_t hash) {
  buf_clear(&scratch->name);
  for (uint32_t i = 0; i < count; i++) buf_str(&scratch->name, pieces[i]);
  uint32_t known = intern_count(scratch->names);
  intern_add(scratch->names, buf_slice(&scratch->name));
  if (intern_count(scratch->names) > known) vec_push(&scratch->name_hash, hash);
}

void view_emit_hash(View *v, float value, uint64_t hash, const Str *pieces, uint32_t count) {
  vec_push(&v->scratch->features, (RawFeature){hash, value});
  if (v->scratch->names) keep_name(v->scratch, pieces, count, hash);
}

void view_emit(View *v, float value, const Str *pieces, uint32_t count) {
  uint64_t state = HASH_BEGIN;
  for (uint32_t i = 0; i < count; i++) state = hash_add(state, pieces[i]);
  view_emit_hash(v, value, hash_end(state), pieces, count);
}

void view_sign(View *v, const char *name, const char *value) {
  Str pieces[] = {str_of(name), STR("="), str_of(value)};
  view_emit(v, 1, pieces, 3);
}

void view_sign_text(View *v, const char *name, Str value) {
  Str pieces[] = {str_of(name), STR("="), value};
  view_emit(v, 1, pieces, 3);
}

/* Two names in one feature: "cue+role=say+speaker". */
void view_sign_pair(View *v, const char *name, const char *a, const char *b) {
  Str pieces[] = {str_of(name), STR("="), str_of(a), STR("+"), str_of(b)};
  view_emit(v, 1, pieces, 5);
}

void view_sign_pair_text(View *v, const char *name, Str a, const char *b) {
  Str pieces[] = {str_of(name), STR("="), a, STR("+"), str_of(b)};
  view_emit(v, 1, pieces, 5);
}

enum { LIST_MAX = 6 };

void view_sign_list(View *v, const char *name, const char *const *values, uint32_t count) {
  Str pieces[2 * LIST_MAX] = {str_of(name)};
  if (count > LIST_MAX - 1) count = LIST_MAX - 1;
  for (uint32_t i = 0; i < count; i++) {
    pieces[2 * i + 1] = i ? STR("+") : STR("=");
    pieces[2 * i + 2] = str_of(values[i]);
  }
  view_emit(v, 1, pieces, 2 * count + 1);
}

const char *const VIEW_MENTION_NAMES[] = {"term", "general", "back", "carried"};

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

static bool in_reference(const View *v, uint32_t token, uint32_t *end) {
  for (uint32_t i = v->references_begin; i < v->references_end; i++) {
    const Reference *r = &v->doc->references.items[i];
    if (r->at.beg > token) break;
    if (token < r->at.end) return *end = r->at.end, true;
  }
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

Str view_mask(const View *v, uint32_t token, uint32_t *end) {
  bool is_target;
  *end = token + 1;
  if (in_mention(v, token, end, &is_target)) return is_target ? STR("TARGET") : STR("GUAR");
  if (token >= v->c->holder_at.beg && token < v->c->holder_at.end)
    return *end = v->c->holder_at.end, STR("HOLDER");
  if (in_reference(v, token, end)) return STR("ACTOR");
  const Token *t = &v->doc->tokens.items[token];
  if (t->kind == TOKEN_NUMBER) return STR("NUM");
  if (t->kind == TOKEN_LINK) return STR("LINK");
  if ((t->flags & TOKEN_CAPITAL) && !t->form && !(t->flags & TOKEN_PARAGRAPH)) return STR("NAME");
  return (Str){0};
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
