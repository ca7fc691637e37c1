/* Words that read like an actor and stand before another noun: "the Ukrainian capital", "military
 * aid", "a 50 % tariff", "the Lisbon Charter". Whether a noun follows is told by what does
 * not: a mark, a word of a closed class, a verb that reports, a past form. */
#include "attribution/work.h"

/* A word that may be the verb of what stands before it. */
static bool is_verb(const Work *w, const Token *token) {
  const FormInfo *form = knowledge_form(w->knowledge, token);
  if (form->cue && w->knowledge->cues.items[form->cue - 1].cue_class != CUE_NOUN) return true;
  return str_ends(doc_text(w->doc, token->at), "ed");
}

static bool noun_follows(const Work *w, uint32_t at) {
  const Doc *doc = w->doc;
  if (at >= doc->tokens.len) return false;
  const Token *token = &doc->tokens.items[at];
  if (token->kind == TOKEN_HYPHEN) return true;
  if (token->kind != TOKEN_WORD || (token->flags & TOKEN_PARAGRAPH)) return false;
  return !(knowledge_form(w->knowledge, token)->tags & WORD_CLOSED) && !is_verb(w, token);
}

/* "military", "public", "press": actors only where something determines them. */
static bool is_undetermined(const NounPhrase *np) {
  bool tied = np->side || np->owner_actor || !range_empty(np->owner);
  return np->determiner == DETERMINER_INDEFINITE || np->determiner == DETERMINER_NUMBER ||
         (np->determiner == DETERMINER_NONE && !tied);
}

static bool title_modifies(const Work *w, const NounPhrase *np) {
  if (np->at.end != np->title.end) return false;
  const Token *last = &w->doc->tokens.items[np->title.end - 1];
  if (np->title_class == TITLE_DOCUMENT) /* "Article 5" */
    return np->at.end < w->doc->tokens.len && last[1].kind == TOKEN_NUMBER;
  if (!knowledge_role(w->knowledge, last, ROLE_ADJECTIVAL)) return false;
  if (knowledge_role(w->knowledge, last,
                     ROLE_POLITICIAN)) /* "the opposition", but not "to" a thing */
    return is_undetermined(np) || scan_is(&w->scan, np->at.end, "to");
  return is_undetermined(np) || noun_follows(w, np->at.end);
}

/* "the Minsk Agreements": a state by its capital in the name of a thing. */
static bool names_a_thing(const Work *w, const NounPhrase *np) {
  if (np->at.end >= w->doc->tokens.len) return false;
  const Token *next = &w->doc->tokens.items[np->at.end];
  return next->kind == TOKEN_WORD && (next->flags & TOKEN_CAPITAL) && !np->title_case &&
         knowledge_role(w->knowledge, next, ROLE_THING);
}

bool modifier_only(const Work *w, const NounPhrase *np) {
  switch (np->head) {
  case HEAD_DEMONYM:
    return !np->plural && noun_follows(w, np->at.end);
  case HEAD_SHARE:
    return noun_follows(w, np->at.end);
  case HEAD_TITLE:
    return title_modifies(w, np);
  case HEAD_ACTOR:
    return w->knowledge->actors.items[np->actor - 1].kind == ENTITY_STATE && names_a_thing(w, np);
  default:
    return false;
  }
}
