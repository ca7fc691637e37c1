/* The chunk grammar of nounphrase.h. One left-to-right walk with a few tokens of look-ahead: the
 * parser goes on as long as the next unit can belong to the phrase, and remembers how far its best
 * head reached, so that "Ukraine's future" ends with Ukraine and "Ukraine's defence minister" with
 * the minister. Titles may have complements, and a name may stand behind those. */
#include "attribution/nounphrase.h"

#include "attribution/unit.h"

/* ---- complements: "of Norway", "for the Green League", "at the planning headquarters" ---- */

static bool is_complement_preposition(const Scan *scan, uint32_t at) {
  static const Str words[] = {{"of", 2},  {"in", 2}, {"at", 2},   {"from", 4},
                              {"for", 3}, {"on", 2}, {"with", 4}, {"to", 2}};
  return scan_is_any(scan, at, words, sizeof words / sizeof *words);
}

/* Where soldiers and missions are does not tell whose they are, nor whose an agreement is with whom
 * it is. */
static bool is_loose(const Scan *scan, const NounPhrase *np) {
  static const Str where[] = {{"in", 2}, {"at", 2}, {"on", 2}, {"to", 2}};
  uint32_t at = np->at.end, head = np->title.end - 1;
  if (np->title_class == TITLE_DOCUMENT) return scan_is(scan, at, "with");
  bool stationed = scan_role(scan, head, ROLE_MILITARY) || scan_role(scan, head, ROLE_ADJECTIVAL);
  bool group = np->title_class == TITLE_GROUP || np->title_class == TITLE_BODY;
  return group && stationed && scan_is_any(scan, at, where, sizeof where / sizeof *where);
}

static void complement_tie(NounPhrase *np, uint32_t actor, bool to) {
  if (np->side || np->possessor || to || !actor) return;
  np->side = actor;
  np->complement = true;
}

/* "… of Foreign Affairs", "… of the Navy": capitalised words that are known, before a name that is
 * not. */
static uint32_t domain_end(const Scan *scan, uint32_t at) {
  uint32_t end = at;
  for (uint32_t next = at; next < scan->sentence.end && next - at < 6; next++) {
    bool known = scan_token(scan, next)->form && !scan_role(scan, next, ROLE_GIVEN) &&
                 !scan_match(scan, next, LEXICON_ACTOR);
    if (scan_capital(scan, next) && known)
      end = next + 1;
    else if (!(end > at && scan_has(scan, next, WORD_BIT(WORD_CONJUNCTION)) &&
               scan_capital(scan, next + 1)))
      break;
  }
  return end;
}

/* "ambassador to Oslo and Riga" */
static uint32_t over_second_actor(const Scan *scan, uint32_t at) {
  if (!scan_is(scan, at, "and") || at + 1 >= scan->sentence.end) return at;
  const PhraseMatch *second = scan_match(scan, at + 1, LEXICON_ACTOR);
  return second && scan_capital(scan, second->at.end) ? second->at.end : at;
}

/* "…, Italy and Portugal": the end of further states in a list, or `at` when there are none. */
static uint32_t over_states(const Scan *scan, uint32_t at) {
  uint32_t end = at;
  for (uint32_t next = at; next < scan->sentence.end;) {
    Str mark = doc_text(scan->doc, scan_token(scan, next)->at);
    bool comma = mark.len == 1 && mark.ptr[0] == ',', joined = scan_is(scan, next + comma, "and");
    if (!comma && !joined) break;
    next += comma + joined;
    if (scan_is(scan, next, "the")) next++;
    const PhraseMatch *state = scan_match(scan, next, LEXICON_ACTOR);
    if (!state || scan_class(scan, state) != ENTITY_STATE || scan_possessive(scan, state->at.end))
      break;
    next = state->at.end;
    if (joined) return next; /* only a list that ends with "and" is one */
  }
  return end;
}

/* Reads one complement of a title; a few may follow one another ("of the defence committee of the
 * Riigikogu"). */
static bool complement(const Scan *scan, NounPhrase *np) {
  uint32_t at = np->at.end;
  if (!is_complement_preposition(scan, at)) return false;
  bool to = scan_is(scan, at, "to") || is_loose(scan, np);
  NounPhrase inner = {.at = {at + 1, at + 1}};
  uint32_t next = unit_determiners(scan, at + 1, &inner);
  Walk w = {scan, &inner, next, true};
  if (next >= scan->sentence.end) return false;
  while (unit_step(&w)) w.names = w.names && inner.head == HEAD_NONE;
  uint32_t organisation = scan_capital(scan, next) ? scan_organisation(scan, next) : next;
  if (organisation > next && organisation >= inner.at.end) {
    complement_tie(np, scan_tie(scan, (Range){next, organisation}), to);
    np->at.end = organisation;
    return true;
  }
  const PhraseMatch *place = scan_match(scan, next, LEXICON_PLACE);
  if (place && inner.head != HEAD_ACTOR) { /* mayor of Tartu */
    complement_tie(np, scan_actor(scan, place), to);
    np->at.end = place->at.end;
    return true;
  }
  uint32_t domain = domain_end(scan, next);
  if (domain > next &&
      (inner.head == HEAD_NONE || inner.head >= HEAD_NAME || domain > inner.at.end)) {
    np->at.end = domain;
    return true;
  }
  if (inner.head == HEAD_NONE || inner.head == HEAD_WORD) return false;
  bool person = inner.head == HEAD_NAME || (inner.head == HEAD_ACTOR && !range_empty(inner.name));
  if (person && !to && !scan_is(scan, at, "of") && !scan_is(scan, at, "for")) return false;
  if (!np->possessor && !np->side) np->possessor = inner.possessor;
  if (person) {
    np->owner = inner.name;
    np->owner_actor = inner.actor;
    complement_tie(np, inner.side, to); /* "envoys of US President …" */
  } else if (inner.side)
    complement_tie(np, inner.side, to);
  else if (inner.head == HEAD_TITLE && inner.title_class != TITLE_BODY)
    return false;
  np->at.end = over_second_actor(scan, inner.at.end);
  bool several = np->plural || np->title_class == TITLE_PUBLIC || np->title_class == TITLE_BODY;
  if (several && np->at.end == inner.at.end && inner.side) {
    Range others = {inner.at.end, over_states(scan, inner.at.end)};
    if (!range_empty(others)) np->others = others, np->at.end = others.end;
  }
  return true;
}

/* "Foreign Minister of Norway Elsa X": a name may follow the complement at once. */
static void name_after_complement(const Scan *scan, NounPhrase *np) {
  if (np->at.end >= scan->sentence.end) return;
  const PhraseMatch *known = scan_match(scan, np->at.end, LEXICON_ACTOR);
  if (known && scan_class(scan, known) == ENTITY_PERSON && known->at.end > np->at.end + 1) {
    np->actor = scan_actor(scan, known);
    np->name = known->at;
    unit_head(np, HEAD_ACTOR, known->at.end);
    return;
  }
  uint32_t words, end = scan_name(scan, np->at.end, &words);
  if (end <= np->at.end || words < 2 || scan_token(scan, np->at.end)->flags & TOKEN_LINE) return;
  const PhraseMatch *actor = scan_match(scan, np->at.end, LEXICON_ACTOR);
  if (actor && scan_class(scan, actor) == ENTITY_PERSON) np->actor = scan_actor(scan, actor);
  np->name = (Range){np->at.end, end};
  unit_head(np, np->actor ? HEAD_ACTOR : HEAD_NAME, end);
}

/* "familiar with", "briefed on", "with knowledge of" */
static bool is_privy(const Scan *scan, uint32_t at) {
  if (scan_is(scan, at, "who") || scan_is(scan, at, "with")) at++;
  if (scan_is(scan, at, "were") || scan_is(scan, at, "was") || scan_is(scan, at, "direct")) at++;
  return scan_role(scan, at, ROLE_PRIVY);
}

/* "52 percent", "a slim majority" as those who answered a poll. */
static bool take_share(const Scan *scan, NounPhrase *np, uint32_t end) {
  bool after_preposition =
      np->at.beg > scan->sentence.beg && scan_has(scan, np->at.beg - 1, WORD_BIT(WORD_PREPOSITION));
  if (after_preposition || end <= np->at.beg) return false;
  unit_head(np, HEAD_SHARE, end);
  return true;
}

bool noun_phrase_parse(const Scan *scan, uint32_t at, NounPhrase *np) {
  *np = (NounPhrase){.at = {at, at}};
  const PhraseMatch *whole = scan_match(scan, at, LEXICON_ACTOR); /* "The Hague" */
  Walk w = {scan, np, whole ? at : unit_determiners(scan, at, np), true};
  while (unit_step(&w)) {
  }
  if (np->head == HEAD_NONE)
    return np->determiner == DETERMINER_SHARE && take_share(scan, np, w.at);
  if (np->head == HEAD_TITLE) {
    np->privy = is_privy(scan, np->at.end);
    for (uint32_t k = 0; k < 3 && complement(scan, np); k++) {
    }
    if (np->title_class == TITLE_PERSON && !np->plural) name_after_complement(scan, np);
  }
  return true;
}
