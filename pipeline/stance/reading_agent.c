/* Whose the governing words are: the actor that stands where they have their subject, told by what
 * stands before and behind the names, or else the speaker. */
#include "stance/reading_parts.h"

bool reading_subject(const View *v, Range at) {
  if (range_meets(at, v->target)) return false;
  if (at.end < v->sentence.end && v->doc->tokens.items[at.end].kind == TOKEN_HYPHEN) return false;
  return !view_governed(v, at.beg);
}

/* "…, but rules out T", "who has opposed T": a clause that opens with its verb takes its subject
 * from before. */
static uint32_t subjects_begin(const View *v, const Reading *r) {
  uint32_t beg = r->scope.beg;
  if (beg == r->words.beg || reading_strong_mark(v, beg - 1)) return beg;
  const Token *opener = &v->doc->tokens.items[beg - 1];
  bool relative = knowledge_is(v->k, opener, WORD_RELATIVE) || knowledge_is(v->k, opener, WORD_WHO);
  bool goes_on = relative || view_is_word(v, beg - 1, "but") || view_is_word(v, beg - 1, "while");
  return goes_on ? r->words.beg : beg;
}

static ReadingAgent relation(const View *v, const Reading *r, const Reference *agent) {
  if (agent && agent->entity == v->c->holder) return AGENT_HOLDER;
  if (agent) return r->own ? AGENT_OTHER_OWN : AGENT_OTHER;
  if (!r->attribution) return AGENT_NOBODY;
  return r->own ? AGENT_SPEAKER_HOLDER : AGENT_SPEAKER_OTHER;
}

/* "T is unacceptable to X", "T would be seen by X as a threat": who stands behind what is said of
 * the target. */
static const Reference *agent_behind(const View *v, const Reading *r) {
  for (uint32_t i = v->references_begin; i < v->references_end; i++) {
    const Reference *reference = &v->doc->references.items[i];
    uint32_t beg = reference->at.beg;
    if (beg <= v->target.end || beg > r->scope.end) continue;
    if (view_is_word(v, beg - 1, "by")) return reference;
    if (!view_is_word(v, beg - 1, "to") && !view_is_word(v, beg - 1, "for")) continue;
    for (uint32_t o = 0; o < r->after.count; o++) {
      Range at = r->after.items[o].at;
      if (at.end == beg - 1 || (at.end == beg && at.end - at.beg > 1)) return reference;
      if (at.end + 1 == beg - 1 && v->doc->tokens.items[at.end].kind == TOKEN_QUOTE)
        return reference;
    }
  }
  return NULL;
}

void reading_find_agents(const View *v, Reading *r) {
  uint32_t behind = r->before.count ? r->before.items[0].at.beg : v->target.beg;
  uint32_t from = subjects_begin(v, r);
  const Reference *first = NULL, *nearest = NULL;
  for (uint32_t i = v->references_begin; i < v->references_end; i++) {
    const Reference *reference = &v->doc->references.items[i];
    if (reference->at.end > behind || reference->at.beg < from ||
        !reading_subject(v, reference->at))
      continue;
    if (!first || (reference->at.beg >= r->scope.beg && first->at.beg < r->scope.beg))
      first = reference;
    nearest = reference;
  }
  const Reference *after = agent_behind(v, r);
  r->first = relation(v, r, after ? after : first);
  r->agent = relation(v, r, after ? after : nearest);
  r->verb = nearest ? nearest->at.end : 0;
  while (r->verb && r->verb < behind &&
         knowledge_is(v->k, &v->doc->tokens.items[r->verb], WORD_ADVERB))
    r->verb++;
}
