/* How holder, cue and mention stand to one another, and where in the article. */
#include "stance/view.h"

#include <string.h>

static const char *const ATTRIBUTION_NAMES[] = {"direct", "indirect", "mixed"};
static const char *const REFERENCE_NAMES[] = {"name", "title", "pronoun", "group"};

static void attribution_signs(View *v) {
  if (!v->c->attribution) {
    view_sign_pair(v, "attribution+role", "none", view_role(v));
    return;
  }
  const Attribution *a = &vec_at(&v->doc->attributions, v->c->attribution - 1);
  bool own = a->speaker == v->c->holder + 1;
  const char *cue = knowledge_class_name(LEXICON_CUE, a->cue_class);
  view_sign_pair(v, "attribution+role", ATTRIBUTION_NAMES[a->kind], view_role(v));
  view_sign_pair(v, "attribution+own", ATTRIBUTION_NAMES[a->kind], own ? "own" : "other");
  view_sign_pair(v, "cue+own", cue, own ? "own" : "other");
  if (!own || range_empty(a->cue)) return;
  for (uint32_t i = a->cue.beg; i < a->cue.end && i < a->cue.beg + 6; i++) {
    uint16_t lemma = knowledge_form(v->k, &v->doc->tokens.items[i])->cue;
    if (lemma) view_sign_text(v, "cue", v->k->cues.items[lemma - 1].lemma);
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
  uint32_t at = v->c->holder_at.beg;
  for (uint32_t i = doc_reference_from(v->doc, at); i < v->doc->references.len; i++) {
    const Reference *r = &v->doc->references.items[i];
    if (r->at.beg > at) break;
    if (r->entity == v->c->holder) return r->kind;
  }
  return REFERENCE_NAME;
}

/* What the holder's words are in their clause, told by their neighbours. */
static const char *position_of(const View *v) {
  Range at = v->c->holder_at;
  if (range_meets(at, v->target)) return "in-target";
  if (at.end < v->sentence.end) {
    uint8_t next = v->doc->tokens.items[at.end].kind;
    if (next == TOKEN_HYPHEN) return "compound";
    if (next == TOKEN_CLITIC && view_is_word(v, at.end, "'s")) return "possessor";
  }
  if (at.beg > v->sentence.beg) {
    if (view_is_word(v, at.beg - 1, "by")) return "by";
    if (view_is_word(v, at.beg - 1, "to") || view_is_word(v, at.beg - 1, "for")) return "to";
    if (view_governed(v, at.beg)) return "governed";
  }
  if (at.end < v->sentence.end &&
      (knowledge_is(v->k, &v->doc->tokens.items[at.end], WORD_AUXILIARY) ||
       knowledge_form(v->k, &v->doc->tokens.items[at.end])->cue))
    return "subject";
  return "free";
}

/* What stands on both sides of the holder: "by HOLDER", "HOLDER's", "HOLDER and". */
static void holder_signs(View *v) {
  Range at = v->c->holder_at;
  const Token *tokens = v->doc->tokens.items;
  bool here = range_holds(v->sentence, at);
  view_sign_pair(v, "role+kind", view_role(v), REFERENCE_NAMES[reference_kind(v)]);
  view_sign(v, "holder", VIEW_ENTITY_NAMES[v->doc->entities.items[v->c->holder].kind]);
  if (!here) return;
  const char *order = at.end <= v->target.beg   ? "before"
                      : at.beg >= v->target.end ? "after"
                                                : "inside";
  uint32_t low = at.end < v->target.end ? at.end : v->target.end;
  uint32_t high = at.beg > v->target.beg ? at.beg : v->target.beg;
  view_sign_pair(v, "order+distance", order, view_bucket(high > low ? high - low : 0));
  view_sign_pair(v, "order+between", order, few(references_between(v, low, high)));
  view_sign_pair(v, "order+role", order, view_role(v));
  view_sign_pair(v, "position", position_of(v), order);
  view_sign_pair(v, "position+role", position_of(v), view_role(v));
  view_sign_pair(v, "first", references_between(v, v->sentence.beg, at.beg) ? "no" : "yes", order);
  if (at.beg > v->sentence.beg) view_sign_text(v, "holder-1", view_word(v, at.beg - 1));
  if (at.end < v->sentence.end) {
    view_sign_text(v, "holder+1", view_word(v, at.end));
    view_sign(v, "possessor", tokens[at.end].kind == TOKEN_CLITIC ? order : "no");
  }
}

static void mention_signs(View *v) {
  const Mention *mention = &v->doc->mentions.items[v->c->mention];
  view_sign(v, "mention", VIEW_MENTION_NAMES[mention->kind]);
  view_sign_pair(v, "mention+role", VIEW_MENTION_NAMES[mention->kind], view_role(v));
  uint32_t same = 0, other = 0, higher = 0;
  uint32_t first = v->c->mention;
  while (first && v->doc->mentions.items[first - 1].at.beg >= v->sentence.beg) first--;
  for (uint32_t i = first; i < v->doc->mentions.len; i++) {
    const Mention *m = &v->doc->mentions.items[i];
    if (m->at.beg >= v->sentence.end) break;
    same += m->type == mention->type;
    other += m->type != mention->type && m->kind == MENTION_TERM;
    higher += v->k->types.items[m->type].rank > v->k->types.items[mention->type].rank &&
              m->kind == MENTION_TERM;
  }
  view_sign(v, "same-type", few(same));
  view_sign_pair(v, "other-types", few(other), VIEW_MENTION_NAMES[mention->kind]);
  if (higher) view_sign(v, "outranked", VIEW_MENTION_NAMES[mention->kind]);
}

/* How many sentences away is the next place where the article names a guarantee in full? */
static const char *neighbour_distance(const View *v) {
  const Doc *doc = v->doc;
  uint32_t least = UINT32_MAX, here = v->c->sentence;
  for (uint32_t i = v->c->mention; i-- > 0;) {
    const Mention *m = &doc->mentions.items[i];
    if (m->kind != MENTION_TERM || m->at.beg >= v->sentence.beg) continue;
    least = here - doc_sentence_of(doc, m->at.beg);
    break;
  }
  for (uint32_t i = v->c->mention + 1; i < doc->mentions.len; i++) {
    const Mention *m = &doc->mentions.items[i];
    if (m->kind != MENTION_TERM || m->at.beg < v->sentence.end) continue;
    uint32_t apart = doc_sentence_of(doc, m->at.beg) - here;
    if (apart < least) least = apart;
    break;
  }
  return least <= 1 ? "1" : least <= 3 ? "3" : least <= 8 ? "8" : "far";
}

/* What a back reference stands for, and whether the article is about guarantees around here. */
static void target_signs(View *v) {
  const Mention *mention = &v->doc->mentions.items[v->c->mention];
  const char *kind = VIEW_MENTION_NAMES[mention->kind];
  const char *distance = neighbour_distance(v);
  view_sign(v, "neighbour", distance);
  view_sign_pair(v, "neighbour", distance, kind);
  if (!mention->antecedent) return;
  const Mention *named = &vec_at(&v->doc->mentions, mention->antecedent - 1);
  uint32_t there = doc_sentence_of(v->doc, named->at.beg);
  uint32_t apart = v->c->sentence - there;
  bool same_paragraph =
      v->doc->sentences.items[there].paragraph == v->doc->sentences.items[v->c->sentence].paragraph;
  view_sign_pair(v, "antecedent", apart == 0 ? "0" : apart == 1 ? "1" : "2", kind);
  view_sign_pair(v, "antecedent-paragraph", same_paragraph ? "same" : "other", kind);
  view_sign_pair(v, "antecedent-kind", VIEW_MENTION_NAMES[named->kind], kind);
}

static void sentence_signs(View *v) {
  static const char *const KINDS[] = {"prose", "heading", "list", "caption"};
  const Sentence *sentence = &v->doc->sentences.items[v->c->sentence];
  view_sign(v, "sentence", KINDS[sentence->kind]);
  view_sign(v, "place", v->c->sentence == 0 ? "first" : v->c->sentence < 4 ? "top" : "body");
  const Token *last = &v->doc->tokens.items[sentence->tokens.end - 1];
  Str stop = doc_text(v->doc, last->at);
  if (last->kind == TOKEN_STOP && memchr(stop.ptr, '?', stop.len))
    view_sign(v, "question", view_role(v));
  view_sign(v, "holders", few(references_between(v, v->sentence.beg, v->sentence.end)));
}

void structure_features(View *v) {
  attribution_signs(v);
  holder_signs(v);
  mention_signs(v);
  target_signs(v);
  sentence_signs(v);
}
