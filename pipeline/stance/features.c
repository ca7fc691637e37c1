/* Features: what the classifier sees of a candidate. Three kinds: the masked words of its clause
 * (1- to 3-grams), the lexicons' signs with their place and negation, and how holder, cue and
 * mention stand to one another. An actor is HOLDER or ACTOR, a guarantee TARGET or GUAR: the model
 * learns language, not who thinks what. A feature is a name; its hash is its identity, and the name
 * itself is built only while training or explaining. */
#include "stance/stance.h"

#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  const Knowledge *k;
  const Doc *doc;
  const Candidate *c;
  FeatureScratch *scratch;
  Range clause, target, sentence;
  uint32_t references_begin, references_end; /* those of the sentence */
  uint32_t phrases_begin, phrases_end;
} View;

/* ---- emitting ---- */

static void keep_name(FeatureScratch *scratch, const Str *pieces, uint32_t count, uint64_t hash) {
  buf_clear(&scratch->name);
  for (uint32_t i = 0; i < count; i++) buf_str(&scratch->name, pieces[i]);
  uint32_t known = intern_count(scratch->names);
  intern_add(scratch->names, buf_slice(&scratch->name));
  if (intern_count(scratch->names) > known) vec_push(&scratch->name_hash, hash);
}

static void emit(View *v, float value, const Str *pieces, uint32_t count) {
  uint64_t state = HASH_BEGIN;
  for (uint32_t i = 0; i < count; i++) state = hash_add(state, pieces[i]);
  uint64_t hash = hash_end(state);
  vec_push(&v->scratch->features, (RawFeature){hash, value});
  if (v->scratch->names) keep_name(v->scratch, pieces, count, hash);
}

static void sign(View *v, const char *name, const char *value) {
  Str pieces[] = {str_of(name), STR("="), str_of(value)};
  emit(v, 1, pieces, 3);
}

static void sign_str(View *v, const char *name, Str value) {
  Str pieces[] = {str_of(name), STR("="), value};
  emit(v, 1, pieces, 3);
}

/* Two names in one feature: "cue+role=say+speaker". */
static void sign_pair(View *v, const char *name, const char *a, const char *b) {
  Str pieces[] = {str_of(name), STR("="), str_of(a), STR("+"), str_of(b)};
  emit(v, 1, pieces, 5);
}

static const char *bucket(uint32_t distance) {
  return distance < 2 ? "0" : distance < 5 ? "2" : distance < 9 ? "5" : distance < 16 ? "9" : "16";
}

/* ---- masked words ---- */

static Str folded_word(View *v, uint32_t token) {
  const Token *t = &v->doc->tokens.items[token];
  if (t->form) return intern_text(v->k->words, t->form);
  size_t start = v->scratch->words.len;
  utf8_fold(doc_text(v->doc, t->at), &v->scratch->words);
  return (Str){v->scratch->words.ptr + start, v->scratch->words.len - start};
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
    if (m->at.beg > token) break;
    if (token < m->at.end)
      return *end = m->at.end, *is_target = m->type == v->doc->mentions.items[v->c->mention].type,
             true;
  }
  return false;
}

/* The mask at a token, or the empty slice where it is an ordinary word; *end: after what it covers.
 */
static Str mask_at(const View *v, uint32_t token, uint32_t *end) {
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
  for (uint32_t i = v->clause.beg; i < v->clause.end; i++) {
    Span at = v->doc->tokens.items[i].at;
    room += 3 * (size_t)(at.end - at.beg) + 8;
  }
  while (s->words.cap < room) buf_text(&s->words, "                "); /* no move from here on */
  buf_clear(&s->words);
  for (uint32_t i = v->clause.beg, end; i < v->clause.end; i = end) {
    Str word = mask_at(v, i, &end);
    if (!word.len && is_passed_over(&v->doc->tokens.items[i])) continue;
    if (!word.len) word = folded_word(v, i);
    vec_push(&s->masked, word);
    vec_push(&s->place, i);
  }
}

static const char *side_of(const View *v, uint32_t token) {
  return token < v->target.beg ? "<" : ">";
}

static void word_grams(View *v) {
  FeatureScratch *s = v->scratch;
  float scale = s->masked.len ? 1 / sqrtf((float)s->masked.len) : 0;
  for (uint32_t i = 0; i < s->masked.len; i++) {
    Str one[] = {STR("w:"), s->masked.items[i]};
    emit(v, scale, one, 2);
    Str sided[] = {STR("w"), str_of(side_of(v, s->place.items[i])), s->masked.items[i]};
    emit(v, scale, sided, 3);
    if (i + 1 == s->masked.len) break;
    Str two[] = {STR("w:"), s->masked.items[i], STR(" "), s->masked.items[i + 1]};
    emit(v, scale, two, 4);
    if (i + 2 >= s->masked.len) continue;
    Str three[] = {STR("w:"), s->masked.items[i],    STR(" "), s->masked.items[i + 1],
                   STR(" "),  s->masked.items[i + 2]};
    emit(v, scale, three, 6);
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
      emit(v, 0.5f, pieces, 3);
    }
    return;
  }
}

/* ---- lexicon signs ---- */

static bool is_negated(const View *v, Range at) {
  for (uint32_t i = v->phrases_begin; i < v->phrases_end; i++) {
    const PhraseMatch *m = &v->doc->phrases.items[i];
    if (m->at.beg >= at.beg) break;
    if (knowledge_entry(v->k, m)->lexicon == LEXICON_NEGATOR && m->at.end <= at.beg &&
        at.beg - m->at.end <= 3)
      return true;
  }
  return false;
}

static bool is_overlapped_by_longer(const View *v, uint32_t index) {
  const PhraseMatch *m = &v->doc->phrases.items[index];
  const Entry *entry = knowledge_entry(v->k, m);
  for (uint32_t i = v->phrases_begin; i < v->phrases_end; i++) {
    const PhraseMatch *other = &v->doc->phrases.items[i];
    if (other->at.beg > m->at.beg) break;
    if (i != index && knowledge_entry(v->k, other)->lexicon == entry->lexicon &&
        range_holds(other->at, m->at) && other->at.end - other->at.beg > m->at.end - m->at.beg)
      return true;
  }
  return false;
}

static void lexicon_sign(View *v, const PhraseMatch *match) {
  static const char *const NAMES[LEXICON_COUNT] = {[LEXICON_POLARITY] = "polarity",
                                                   [LEXICON_CONDITION] = "condition",
                                                   [LEXICON_NEGATOR] = "negator",
                                                   [LEXICON_HEDGE] = "hedge"};
  const Entry *entry = knowledge_entry(v->k, match);
  const char *name = NAMES[entry->lexicon];
  const char *value = knowledge_class_name(entry->lexicon, entry->word_class);
  bool in_clause = range_holds(v->clause, match->at);
  sign_pair(v, name, value, in_clause ? "clause" : "sentence");
  if (!in_clause) return;
  bool negated = entry->lexicon == LEXICON_POLARITY && is_negated(v, match->at);
  uint32_t distance = match->at.end <= v->target.beg   ? v->target.beg - match->at.end
                      : match->at.beg >= v->target.end ? match->at.beg - v->target.end
                                                       : 0;
  Str pieces[] = {str_of(name), STR(negated ? "=not " : "="),      str_of(value),
                  STR("+"),     str_of(side_of(v, match->at.beg)), str_of(bucket(distance))};
  emit(v, 1, pieces, 6);
  if (negated) sign_pair(v, name, "not", value);
}

static void lexicon_signs(View *v) {
  for (uint32_t i = v->phrases_begin; i < v->phrases_end; i++) {
    uint8_t lexicon = knowledge_entry(v->k, &v->doc->phrases.items[i])->lexicon;
    if (lexicon != LEXICON_POLARITY && lexicon != LEXICON_CONDITION && lexicon != LEXICON_NEGATOR &&
        lexicon != LEXICON_HEDGE)
      continue;
    if (!is_overlapped_by_longer(v, i)) lexicon_sign(v, &v->doc->phrases.items[i]);
  }
}

/* ---- structure ---- */

static const char *const ROLE_NAMES[] = {"speaker", "subject", "other", "carried", "author"};
static const char *const MENTION_NAMES[] = {"term", "general", "back"};
static const char *const ATTRIBUTION_NAMES[] = {"direct", "indirect", "mixed"};
static const char *const REFERENCE_NAMES[] = {"name", "title", "pronoun", "group"};

static const char *role_name(const View *v) {
  return ROLE_NAMES[v->c->role];
}

static void attribution_signs(View *v) {
  if (!v->c->attribution) {
    sign_pair(v, "attribution+role", "none", role_name(v));
    return;
  }
  const Attribution *a = &vec_at(&v->doc->attributions, v->c->attribution - 1);
  bool own = a->speaker == v->c->holder + 1;
  const char *cue = knowledge_class_name(LEXICON_CUE, a->cue_class);
  sign_pair(v, "attribution+role", ATTRIBUTION_NAMES[a->kind], role_name(v));
  sign_pair(v, "attribution+own", ATTRIBUTION_NAMES[a->kind], own ? "own" : "other");
  sign_pair(v, "cue+own", cue, own ? "own" : "other");
  if (!own || range_empty(a->cue)) return;
  for (uint32_t i = a->cue.beg; i < a->cue.end && i < a->cue.beg + 6; i++) {
    uint16_t lemma = knowledge_form(v->k, &v->doc->tokens.items[i])->cue;
    if (lemma) sign_str(v, "cue", v->k->cues.items[lemma - 1].lemma);
  }
}

static uint32_t references_between(const View *v, uint32_t from, uint32_t to) {
  uint32_t count = 0;
  for (uint32_t i = v->references_begin; i < v->references_end; i++) {
    const Reference *r = &v->doc->references.items[i];
    count += r->at.beg >= from && r->at.end <= to && r->entity != v->c->holder;
  }
  return count;
}

static const char *few(uint32_t count) {
  return count == 0 ? "0" : count == 1 ? "1" : count < 4 ? "2" : "4";
}

static uint8_t reference_kind(const View *v) {
  for (uint32_t i = 0; i < v->doc->references.len; i++) {
    const Reference *r = &v->doc->references.items[i];
    if (r->at.beg > v->c->holder_at.beg) break;
    if (r->at.beg == v->c->holder_at.beg && r->entity == v->c->holder) return r->kind;
  }
  return REFERENCE_NAME;
}

/* What stands on both sides of the holder: "by HOLDER", "HOLDER's", "HOLDER and". */
static void holder_signs(View *v) {
  Range at = v->c->holder_at;
  const Token *tokens = v->doc->tokens.items;
  bool here = range_holds(v->sentence, at);
  sign_pair(v, "role+kind", role_name(v), REFERENCE_NAMES[reference_kind(v)]);
  static const char *const KINDS[] = {"person", "state",  "body",    "group",   "institute",
                                      "media",  "public", "unnamed", "document"};
  sign(v, "holder", KINDS[v->doc->entities.items[v->c->holder].kind]);
  if (!here) return;
  const char *order = at.end <= v->target.beg   ? "before"
                      : at.beg >= v->target.end ? "after"
                                                : "inside";
  uint32_t low = at.end < v->target.end ? at.end : v->target.end;
  uint32_t high = at.beg > v->target.beg ? at.beg : v->target.beg;
  sign_pair(v, "order+distance", order, bucket(high > low ? high - low : 0));
  sign_pair(v, "order+between", order, few(references_between(v, low, high)));
  sign_pair(v, "order+role", order, role_name(v));
  sign_pair(v, "first", references_between(v, v->sentence.beg, at.beg) ? "no" : "yes", order);
  if (at.beg > v->sentence.beg) sign_str(v, "holder-1", folded_word(v, at.beg - 1));
  if (at.end < v->sentence.end) {
    sign_str(v, "holder+1", folded_word(v, at.end));
    sign(v, "possessor", tokens[at.end].kind == TOKEN_CLITIC ? order : "no");
  }
}

static void mention_signs(View *v) {
  const Mention *mention = &v->doc->mentions.items[v->c->mention];
  Str type = v->k->types.items[mention->type].id;
  sign(v, "mention", MENTION_NAMES[mention->kind]);
  sign_str(v, "type", type);
  Str pieces[] = {STR("type+mention="), type, STR("+"), str_of(MENTION_NAMES[mention->kind])};
  emit(v, 1, pieces, 4);
  uint32_t same = 0, other = 0, higher = 0;
  for (uint32_t i = 0; i < v->doc->mentions.len; i++) {
    const Mention *m = &v->doc->mentions.items[i];
    if (m->at.beg < v->sentence.beg) continue;
    if (m->at.beg >= v->sentence.end) break;
    same += m->type == mention->type;
    other += m->type != mention->type && m->kind == MENTION_TERM;
    higher += v->k->types.items[m->type].rank > v->k->types.items[mention->type].rank &&
              m->kind == MENTION_TERM;
  }
  sign(v, "same-type", few(same));
  sign_pair(v, "other-types", few(other), MENTION_NAMES[mention->kind]);
  if (higher) sign(v, "outranked", MENTION_NAMES[mention->kind]);
}

static void sentence_signs(View *v) {
  static const char *const KINDS[] = {"prose", "heading", "list", "caption"};
  const Sentence *sentence = &v->doc->sentences.items[v->c->sentence];
  sign(v, "sentence", KINDS[sentence->kind]);
  sign(v, "place", v->c->sentence == 0 ? "first" : v->c->sentence < 4 ? "top" : "body");
  const Token *last = &v->doc->tokens.items[sentence->tokens.end - 1];
  Str stop = doc_text(v->doc, last->at);
  if (last->kind == TOKEN_STOP && memchr(stop.ptr, '?', stop.len))
    sign(v, "question", role_name(v));
  sign(v, "holders", few(references_between(v, v->sentence.beg, v->sentence.end)));
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

/* First phrase and first reference that can touch the sentence, by binary search on their begin. */
static void find_neighbours(View *v) {
  const Doc *doc = v->doc;
  uint32_t low = 0, high = doc->phrases.len;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    if (doc->phrases.items[middle].at.beg < v->sentence.beg)
      low = middle + 1;
    else
      high = middle;
  }
  v->phrases_begin = low;
  while (low < doc->phrases.len && doc->phrases.items[low].at.beg < v->sentence.end) low++;
  v->phrases_end = low;
  low = 0, high = doc->references.len;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    if (doc->references.items[middle].at.beg < v->sentence.beg)
      low = middle + 1;
    else
      high = middle;
  }
  v->references_begin = low;
  while (low < doc->references.len && doc->references.items[low].at.beg < v->sentence.end) low++;
  v->references_end = low;
}

void features_of(const Knowledge *knowledge, const Doc *doc, uint32_t candidate,
                 FeatureScratch *scratch) {
  const Candidate *c = &vec_at(&doc->candidates, candidate);
  View v = {.k = knowledge, .doc = doc, .c = c, .scratch = scratch, .clause = c->clause};
  v.target = vec_at(&doc->mentions, c->mention).at;
  v.sentence = vec_at(&doc->sentences, c->sentence).tokens;
  vec_clear(&scratch->features);
  find_neighbours(&v);
  mask_words(&v);
  word_grams(&v);
  window(&v, "h", STR("HOLDER"), -2, 3);
  window(&v, "t", STR("TARGET"), -3, 3);
  lexicon_signs(&v);
  attribution_signs(&v);
  holder_signs(&v);
  mention_signs(&v);
  sentence_signs(&v);
  sign(&v, "bias", "1");
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
