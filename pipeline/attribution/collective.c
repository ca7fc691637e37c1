/* Several people, bodies and documents by a common noun: whom "Polish officials", "the ministry",
 * "26 countries", "voters" stand for. Ids follow the codebook: officials and bodies are their
 * state, politicians, experts, soldiers and publics are groups of it. */
#include "attribution/work.h"

/* The state or body that a tie stands for. */
uint32_t work_tie_entity(Work *w, uint32_t actor) {
  const Actor *row = &w->knowledge->actors.items[actor - 1];
  bool own = row->kind == ENTITY_INSTITUTE || row->kind == ENTITY_MEDIA || row->kind == ENTITY_BODY;
  if (own || str_equal(row->id, row->side) || !row->side.len)
    return roster_actor(&w->roster, actor);
  return roster_entity(&w->roster, row->side, row->side, ENTITY_STATE);
}

bool work_head_role(const Work *w, const NounPhrase *np, RoleClass role) {
  return knowledge_role(w->knowledge, &w->doc->tokens.items[np->title.end - 1], role);
}

/* "European allies" are Europe, "Ukraine's allies" are not Ukraine. */
static uint32_t ally(Work *w, const NounPhrase *np) {
  if (!np->side || np->complement) return 0;
  return w->knowledge->actors.items[np->side - 1].kind == ENTITY_BODY
             ? work_tie_entity(w, np->side) + 1
             : 0;
}

/* A phrase with no tie of its own may be tied by what the text is about. */
static bool may_take_context(const Work *w, const NounPhrase *np) {
  if (np->plural && work_head_role(w, np, ROLE_COUNTRY)) return false;
  if (work_head_role(w, np, ROLE_TIED)) return false;
  if (np->possessor || np->title_class == TITLE_DOCUMENT) return false;
  if (np->title_class == TITLE_PUBLIC)
    return np->determiner == DETERMINER_SHARE || work_head_role(w, np, ROLE_POLLED);
  return true;
}

/* The side of unnamed speakers the words tie to nobody: that of those before, where the phrase
 * takes them up, else whose affairs the text is about. */
Str work_unnamed_side(const Work *w, const NounPhrase *np) {
  bool back = np->determiner == DETERMINER_DEFINITE || np->determiner == DETERMINER_NUMBER;
  if (back && w->context.unnamed) return vec_at(&w->doc->entities, w->context.unnamed - 1).side;
  Str side = np->privy ? (Str){0} : work_context_side(w); /* familiar with what two sides do */
  return side.len ? side : STR("OTHER");
}

/* The side of a phrase about several people, a body or a document; empty when nothing tells it. */
static Str collective_side(Work *w, const NounPhrase *np) {
  Str side = work_phrase_side(w, np);
  if (side.len) return side;
  if (np->title_class == TITLE_PUBLIC && work_head_role(w, np, ROLE_POLLED) &&
      w->context.polled.len)
    return w->context.polled;
  if (np->title_class == TITLE_GROUP && np->determiner != DETERMINER_NONE) {
    uint32_t same = roster_titled(&w->roster, work_called(np), (Str){0}, false);
    if (same) return vec_at(&w->doc->entities, same - 1).side; /* one of the officials */
  }
  if (np->privy || (np->title_class == TITLE_GROUP && work_head_role(w, np, ROLE_UNNAMED)))
    return work_unnamed_side(w, np);
  return may_take_context(w, np) ? work_context_side(w) : side;
}

/* A body stands in the title before its last word: "government sources". */
static bool is_of_body(const Work *w, const NounPhrase *np) {
  uint32_t last = np->title.end - 1;
  if (last <= np->at.beg) return false;
  for (uint32_t i = w->scan.phrase_at[last - 1]; i < w->scan.phrase_at[last]; i++) {
    const PhraseMatch *match = &w->doc->phrases.items[i];
    if (match->at.end != last) continue;
    if (knowledge_entry(w->knowledge, match)->lexicon == LEXICON_TITLE &&
        scan_class(&w->scan, match) == TITLE_BODY)
      return true;
  }
  return false;
}

/* Members of a body are states: "nine members of the league". */
static bool is_member_states(const Work *w, const NounPhrase *np) {
  return np->side && work_head_role(w, np, ROLE_COUNTRY) &&
         w->knowledge->actors.items[np->side - 1].kind == ENTITY_BODY;
}

/* The group a head noun makes, as ids write it; NULL: its state itself. */
static const char *group_of(const Work *w, const NounPhrase *np, EntityKind *kind) {
  bool group = np->title_class == TITLE_GROUP;
  *kind = ENTITY_GROUP;
  if (group && work_head_role(w, np, ROLE_POLITICIAN)) return "politicians";
  *kind = ENTITY_UNNAMED;
  if (is_member_states(w, np)) return NULL;
  if (group && is_of_body(w, np) && work_head_role(w, np, ROLE_UNNAMED)) return NULL;
  if (np->privy ||
      (group && (np->determiner == DETERMINER_NUMBER || work_head_role(w, np, ROLE_UNNAMED))))
    return "unnamed";
  *kind = ENTITY_PUBLIC;
  if (np->title_class == TITLE_PUBLIC || np->determiner == DETERMINER_SHARE) return "public";
  *kind = ENTITY_BODY;
  if (work_head_role(w, np, ROLE_PARLIAMENT)) return "parliament";
  *kind = ENTITY_GROUP;
  if (work_head_role(w, np, ROLE_POLITICIAN)) return "politicians";
  if (work_head_role(w, np, ROLE_EXPERT)) return "experts";
  if (group && work_head_role(w, np, ROLE_MILITARY)) return "military";
  return NULL;
}

/* Index + 1 of the person who owns what a title names. */
uint32_t work_owner_entity(Work *w, const NounPhrase *np) {
  if (np->owner_actor && work_name_words(w, np->owner) > 1)
    return roster_actor(&w->roster, np->owner_actor) + 1;
  uint32_t person =
      roster_find(&w->roster, np->owner, work_name_words(w, np->owner), np->owner.beg);
  if (person) return w->roster.persons.items[person - 1].entity + 1;
  return np->owner_actor ? roster_actor(&w->roster, np->owner_actor) + 1 : 0;
}

/* ---- groups of states ---- */

void collective_note_coalition(Work *w) {
  for (uint32_t i = 0; i < w->phrases.len && !w->coalition; i++) {
    const NounPhrase *np = &w->phrases.items[i];
    if (np->head != HEAD_ACTOR || !np->actor) continue;
    if (w->knowledge->actors.items[np->actor - 1].kind != ENTITY_BODY) continue;
    for (uint32_t t = np->at.beg; t < np->at.end; t++)
      if (knowledge_role(w->knowledge, &w->doc->tokens.items[t], ROLE_COALITION))
        w->coalition = np->actor;
  }
}

/* "seven countries", "several more states", "seven of them" */
static bool is_some_states(const Work *w, const NounPhrase *np) {
  if (np->counted) return true;
  bool counted = np->determiner == DETERMINER_NUMBER || np->determiner == DETERMINER_QUANTITY ||
                 np->determiner == DETERMINER_INDEFINITE;
  return counted && np->plural && work_head_role(w, np, ROLE_COUNTRY);
}

/* They, and "the coalition", are the group of states the article speaks of, where no words tie them
 * to anything else. */
static bool is_coalition(const Work *w, const NounPhrase *np) {
  if (!w->coalition || np->side || np->possessor || !range_empty(np->owner)) return false;
  if (np->title.end - np->title.beg == 1 && work_head_role(w, np, ROLE_COALITION))
    return np->determiner == DETERMINER_DEFINITE;
  return is_some_states(w, np);
}

/* "seven of the club's partners" */
uint32_t collective_some_of(Work *w, const NounPhrase *np) {
  const Token *tokens = w->doc->tokens.items;
  bool some = np->determiner == DETERMINER_NUMBER && !scan_is(&w->scan, np->at.beg, "one");
  if (!w->coalition || !some || w->knowledge->actors.items[np->actor - 1].kind != ENTITY_BODY)
    return roster_actor(&w->roster, np->actor) + 1;
  bool allies = knowledge_role(w->knowledge, &tokens[np->at.end - 1], ROLE_ALLY);
  return roster_actor(&w->roster, allies ? w->coalition : np->actor) + 1;
}

/* "the Lisbon Charter": named after where it was signed, not after whose it is. */
static bool is_named_after_place(const Work *w, const NounPhrase *np) {
  if (np->title_class != TITLE_DOCUMENT || !np->side || np->title.beg == np->at.beg) return false;
  const Token *title = &w->doc->tokens.items[np->title.beg];
  bool adjacent = scan_match(&w->scan, np->title.beg - 1, LEXICON_ACTOR) != NULL;
  return adjacent && !np->title_case && (title->flags & TOKEN_CAPITAL);
}

/* Index + 1 of what a title noun of several people, of a body or a document stands for. */
uint32_t collective_resolve(Work *w, NounPhrase *np) {
  if (is_coalition(w, np)) return roster_actor(&w->roster, w->coalition) + 1;
  if (is_some_states(w, np)) return np->side ? work_tie_entity(w, np->side) + 1 : 0;
  if (work_head_role(w, np, ROLE_ALLY)) return ally(w, np);
  if (work_head_role(w, np, ROLE_PRIVATE) || is_named_after_place(w, np)) return 0;
  if (np->title_class == TITLE_DOCUMENT && !range_empty(np->owner)) return work_owner_entity(w, np);
  Str side = collective_side(w, np);
  if (!side.len) return 0;
  if (np->title_class == TITLE_DOCUMENT && np->side &&
      w->knowledge->actors.items[np->side - 1].kind == ENTITY_MEDIA)
    return 0;
  EntityKind kind;
  const char *group = group_of(w, np, &kind);
  if (group) return roster_group(&w->roster, side, group, kind) + 1;
  return np->side ? work_tie_entity(w, np->side) + 1
                  : roster_entity(&w->roster, side, side, ENTITY_STATE) + 1;
}
