/* One step looks at the lexicon matches that begin at a token and takes the longest of them; only
 * then at capitals and roles of single words. The phrase's head is whatever reached farthest. */
#include "attribution/unit.h"

#include <string.h>

enum { MODIFIERS_MAX = 4, DETERMINERS_MAX = 8 };

/* ---- determiners ---- */

static void determine(NounPhrase *np, DeterminerKind kind) {
  bool kept = np->determiner == DETERMINER_SHARE || (np->determiner == DETERMINER_NUMBER &&
                                                     kind < DETERMINER_QUANTITY); /* one of the … */
  if (!kept) np->determiner = (uint8_t)kind;
}

static bool is_number(const Scan *scan, uint32_t at) {
  return at < scan->sentence.end &&
         (scan_token(scan, at)->kind == TOKEN_NUMBER || scan_has(scan, at, WORD_BIT(WORD_NUMBER)));
}

/* "per cent", "[clear] majority", "[six] out of ten", "[two] in three": the end of a share whose
 * first word stands before `at`, or `at` when there is none. */
static uint32_t rest_of_share(const Scan *scan, uint32_t at) {
  if (scan_is(scan, at, "per") && scan_is(scan, at + 1, "cent")) return at + 2;
  bool plain = at < scan->sentence.end && scan_token(scan, at)->kind == TOKEN_WORD &&
               !scan_capital(scan, at) && !scan_has(scan, at, WORD_CLOSED);
  if (plain && scan_role(scan, at + 1, ROLE_SHARE)) return at + 2;
  if (!is_number(scan, at - 1)) return at;
  if (scan_is(scan, at, "in") && is_number(scan, at + 1)) return at + 2;
  bool out = scan_is(scan, at, "out") && scan_is(scan, at + 1, "of") && is_number(scan, at + 2);
  return out ? at + 3 : at;
}

/* One determiner word; its end, or `at` when it is none. */
static uint32_t determiner_word(const Scan *scan, uint32_t at, NounPhrase *np) {
  const PhraseMatch *phrase = scan_match(scan, at, LEXICON_WORD);
  if (phrase && scan_class(scan, phrase) == WORD_DETERMINER && phrase->at.end > at + 1) {
    bool number = scan_has(scan, at, WORD_BIT(WORD_NUMBER)); /* one of */
    return determine(np, number ? DETERMINER_NUMBER : DETERMINER_QUANTITY), phrase->at.end;
  }
  bool share = scan_role(scan, at, ROLE_SHARE) || scan_is(scan, at, "%");
  if (share && (at > np->at.beg || scan_is(scan, at + 1, "of")))
    return determine(np, DETERMINER_SHARE), at + 1;
  uint32_t end = at > np->at.beg ? rest_of_share(scan, at) : at;
  if (end > at) return determine(np, DETERMINER_SHARE), end;
  if (scan_is(scan, at, "what")) return at; /* "what Tamm had said" */
  if (scan_role(scan, at, ROLE_DEFINITE)) return determine(np, DETERMINER_DEFINITE), at + 1;
  if (scan_role(scan, at, ROLE_INDEFINITE)) return determine(np, DETERMINER_INDEFINITE), at + 1;
  if (scan_has(scan, at, WORD_PRONOUNS) && scan_has(scan, at, WORD_BIT(WORD_DETERMINER))) {
    np->possessor = at + 1;
    return determine(np, DETERMINER_POSSESSIVE), at + 1;
  }
  if (is_number(scan, at))
    return determine(np, np->determiner ? np->determiner : DETERMINER_NUMBER), at + 1;
  if ((scan_has(scan, at, WORD_BIT(WORD_DETERMINER)) &&
       !scan_has(scan, at, WORD_BIT(WORD_THIS) | WORD_BIT(WORD_RELATIVE))))
    return determine(np, np->determiner ? np->determiner : DETERMINER_QUANTITY), at + 1;
  return at;
}

/* Determiners, numbers and "percent of" before the phrase proper. */
uint32_t unit_determiners(const Scan *scan, uint32_t at, NounPhrase *np) {
  for (uint32_t k = 0; k < DETERMINERS_MAX && at < scan->sentence.end; k++) {
    uint32_t next = determiner_word(scan, at, np);
    if (next == at && at > np->at.beg && (scan_is(scan, at, "of") || scan_hyphen(scan, at)))
      next = at + 1;
    if (next == at) break;
    at = next;
  }
  return at;
}

/* ---- units ---- */

/* Part of a compound ("US-led", "anti-Russian"): no actor of its own. */
static bool in_compound(const Scan *scan, Range at) {
  return scan_hyphen(scan, at.end) ||
         (at.beg > scan->sentence.beg && scan_hyphen(scan, at.beg - 1));
}

/* Who holds the office of a match at the document's date: index + 1. A date outside all terms, or
 * none, means the latest holder. The other terms of the office follow the match in Doc.phrases. */
static uint32_t office_holder(const Scan *scan, const PhraseMatch *first) {
  const PhraseMatch *last = scan->doc->phrases.items + scan->phrase_at[first->at.beg + 1];
  uint32_t latest = 0;
  Str latest_from = {0}, date = scan->doc->date;
  for (const PhraseMatch *m = first; m < last && m->at.end == first->at.end; m++) {
    const Entry *entry = knowledge_entry(scan->knowledge, m);
    if (entry->lexicon != LEXICON_OFFICE) continue;
    const Office *office = &scan->knowledge->offices.items[entry->row];
    if (date.len && str_compare(office->from, date) <= 0 &&
        (!office->to.len || str_compare(date, office->to) < 0))
      return office->actor + 1;
    if (latest && str_compare(office->from, latest_from) < 0) continue;
    latest = office->actor + 1;
    latest_from = office->from;
  }
  return latest;
}

static bool ends_plural(const Scan *scan, uint32_t at) {
  Str text = doc_text(scan->doc, scan_token(scan, at)->at);
  return (str_ends(text, "s") && !str_ends(text, "ss")) || str_ends(text, "men") ||
         str_ends(text, "people");
}

static void take_title(const Scan *scan, NounPhrase *np, Range at, uint8_t title_class) {
  np->title = at;
  np->family = 0;
  np->title_class = title_class;
  np->plural = title_class != TITLE_PERSON && ends_plural(scan, at.end - 1);
  unit_head(np, HEAD_TITLE, at.end);
}

/* -al, -ic, -ary, -ive, -ous, -ist: by the last letter first, which few words have. */
static bool ends_as_adjective(Str word) {
  switch (word.ptr[word.len - 1]) {
  case 'l':
    return str_ends(word, "al");
  case 'c':
    return str_ends(word, "ic");
  case 'y':
    return str_ends(word, "ary");
  case 'e':
    return str_ends(word, "ive");
  case 's':
    return str_ends(word, "ous");
  case 't':
    return str_ends(word, "ist");
  default:
    return false;
  }
}

bool unit_modifier(const Scan *scan, uint32_t at) {
  if (at >= scan->sentence.end) return false;
  const Token *token = scan_token(scan, at);
  if (token->kind == TOKEN_HYPHEN) return true;
  if (token->kind != TOKEN_WORD) return false;
  if (scan_role(scan, at, ROLE_MODIFIER)) return true;
  if (scan_has(scan, at, WORD_CLOSED) || (token->flags & TOKEN_CAPITAL)) return false;
  Str text = doc_text(scan->doc, token->at);
  return text.len > 4 && ends_as_adjective(text);
}

/* The end of modifiers that lead to a title, or `at` when no title follows. */
static uint32_t modifiers(const Scan *scan, uint32_t at) {
  for (uint32_t next = at, k = 0; k <= MODIFIERS_MAX; next++, k++) {
    if (next >= scan->sentence.end) return at;
    if (k && (scan_match(scan, next, LEXICON_TITLE) || scan_match(scan, next, LEXICON_ADJECTIVE)))
      return next;
    if (k && scan_capital(scan, next) && scan_match(scan, next, LEXICON_ACTOR)) return next;
    if (!unit_modifier(scan, next)) return at;
  }
  return at;
}

static void take_name(NounPhrase *np, uint32_t at, uint32_t end, uint32_t words) {
  np->name = (Range){at, end};
  bool after_state = np->head == HEAD_ACTOR && np->at.end == at;
  if (after_state && words == 1) { /* "the U.S. Treasury" */
    np->name = (Range){0, 0};
    unit_head(np, HEAD_ACTOR, end);
    return;
  }
  np->actor = 0;
  bool titled = !range_empty(np->title) && np->title_class == TITLE_PERSON;
  unit_head(np, words > 1 || titled ? HEAD_NAME : HEAD_WORD, end);
}

/* ---- the walk ---- */

static bool title_may_follow(const Walk *w, uint32_t at) {
  const Scan *scan = w->scan;
  if (at >= scan->sentence.end) return false;
  return scan_match(scan, at, LEXICON_TITLE) || modifiers(scan, at) > at ||
         (scan_capital(scan, at) && !scan_has(scan, at, WORD_CLOSED));
}

/* "Lavrov's spokeswoman": the person before 's becomes the owner when a title follows. */
static bool take_owner(Walk *w, Range name, uint32_t actor) {
  const Scan *scan = w->scan;
  if (!scan_possessive(scan, name.end)) return false;
  uint32_t next = name.end + 1, after = modifiers(scan, next);
  if (next >= scan->sentence.end || !scan_match(scan, after, LEXICON_TITLE)) return false;
  w->np->owner = name;
  w->np->owner_actor = actor;
  w->np->name = (Range){0, 0};
  w->np->actor = 0;
  w->np->head = HEAD_NONE;
  w->at = next;
  return true;
}

/* An actor of the lexicon. True when the walk goes on. */
static bool step_actor(Walk *w, const PhraseMatch *match) {
  const Scan *scan = w->scan;
  NounPhrase *np = w->np;
  if (in_compound(scan, match->at)) return false;
  uint8_t kind = scan_class(scan, match);
  if (kind == ENTITY_PERSON) {
    np->actor = scan_actor(scan, match);
    np->name = match->at;
    unit_head(np, HEAD_ACTOR, match->at.end);
    return take_owner(w, match->at, np->actor);
  }
  if (np->head == HEAD_TITLE) return false;
  np->actor = scan_actor(scan, match);
  if (!np->side) np->side = np->actor;
  unit_head(np, HEAD_ACTOR, match->at.end);
  w->at = match->at.end + scan_possessive(scan, match->at.end);
  return title_may_follow(w, w->at);
}

static bool step_demonym(Walk *w, const PhraseMatch *match) {
  const Scan *scan = w->scan;
  NounPhrase *np = w->np;
  if (np->head == HEAD_TITLE || in_compound(scan, match->at)) return false;
  if (!np->side) np->side = scan_actor(scan, match);
  np->actor = np->side;
  np->plural = ends_plural(scan, match->at.end - 1);
  unit_head(np, HEAD_DEMONYM, match->at.end);
  w->at = match->at.end + scan_possessive(scan, match->at.end);
  return title_may_follow(w, w->at);
}

/* Over "(ret.)" between a rank and a name. */
static uint32_t over_brackets(const Scan *scan, uint32_t at) {
  if (at >= scan->sentence.end || scan_token(scan, at)->kind != TOKEN_BRACKET) return at;
  for (uint32_t k = 1; k <= 4 && at + k + 1 < scan->sentence.end; k++)
    if (scan_token(scan, at + k)->kind == TOKEN_BRACKET)
      return scan_capital(scan, at + k + 1) ? at + k + 1 : at;
  return at;
}

/* "the opposition [demands] that": a noun of documents that is the verb here, as what follows it
 * tells. */
static bool is_verb_here(const Walk *w, const PhraseMatch *match) {
  const Scan *scan = w->scan;
  static const uint32_t after =
      WORD_BIT(WORD_DETERMINER) | WORD_BIT(WORD_SUBORDINATOR) | WORD_BIT(WORD_THIS) | WORD_PRONOUNS;
  if (w->np->head != HEAD_TITLE || w->np->at.end != w->at) return false;
  if (scan_class(scan, match) != TITLE_DOCUMENT || match->at.end != w->at + 1) return false;
  const FormInfo *form = knowledge_form(scan->knowledge, scan_token(scan, w->at));
  bool verb = form->cue && scan->knowledge->cues.items[form->cue - 1].cue_class != CUE_NOUN;
  return verb && (scan_has(scan, match->at.end, after) || scan_is(scan, match->at.end, "to"));
}

static bool step_title(Walk *w, const PhraseMatch *match) {
  if (is_verb_here(w, match)) return false;
  bool person = w->np->head == HEAD_TITLE && w->np->title_class == TITLE_PERSON;
  if (person && scan_class(w->scan, match) != TITLE_PERSON)
    return false; /* "an official briefing …" */
  take_title(w->scan, w->np, match->at, scan_class(w->scan, match));
  w->np->family = knowledge_entry(w->scan->knowledge, match)->row;
  w->np->actor = 0;
  w->at = over_brackets(w->scan, match->at.end);
  if (scan_possessive(w->scan, w->at)) { /* the ministry's spokesman */
    if (!title_may_follow(w, w->at + 1)) return false;
    w->at++;
  }
  return w->at < w->scan->sentence.end;
}

/* The family of the title that an office ends with: "Ukrainian [prime minister]". */
static uint32_t family_within(const Scan *scan, Range at) {
  for (uint32_t t = at.beg; t < at.end; t++) {
    const PhraseMatch *title = scan_match(scan, t, LEXICON_TITLE);
    if (title && title->at.end == at.end) return knowledge_entry(scan->knowledge, title)->row;
  }
  return 0;
}

static bool step_office(Walk *w, uint32_t holder, Range at) {
  if (!w->np->side) w->np->side = holder;
  take_title(w->scan, w->np, at, TITLE_PERSON);
  w->np->family = family_within(w->scan, at);
  w->np->office = holder;
  w->np->actor = 0;
  w->at = at.end;
  return true;
}

/* The lexicon's person whose surname ends a name and whose given name begins alike: "Kiril
 * Dmitriev". */
static uint32_t respelt_actor(const Scan *scan, Range name) {
  const PhraseMatch *surname = scan_match(scan, name.end - 1, LEXICON_ACTOR);
  if (!surname || surname->at.end != name.end || scan_class(scan, surname) != ENTITY_PERSON)
    return 0;
  Str id = scan->knowledge->actors.items[scan_actor(scan, surname) - 1].id;
  Str given = doc_text(scan->doc, scan_token(scan, name.beg)->at);
  size_t need = scan_initial(scan, name.beg) ? 1 : 3;
  bool alike = given.len >= need && id.len >= need && strncasecmp(given.ptr, id.ptr, need) == 0;
  return alike ? scan_actor(scan, surname) : 0;
}

/* "Orientalist Renata Safiullina": a calling no lexicon knows, before a given name. */
static bool is_calling(const Scan *scan, uint32_t at) {
  static const char *const endings[] = {"ist", "er", "or", "ian", "man"};
  Str word = doc_text(scan->doc, scan_token(scan, at)->at);
  if (scan_role(scan, at, ROLE_GIVEN)) return false;
  if (scan_role(scan, at, ROLE_EPITHET)) return true;
  if (!scan_role(scan, at + 1, ROLE_GIVEN)) return false;
  if (scan_role(scan, at, ROLE_MODIFIER)) return true;
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
    if (str_ends(word, endings[i])) return true;
  return false;
}

static bool step_name(Walk *w) {
  uint32_t words, end = scan_name(w->scan, w->at, &words);
  if (words > 2 && is_calling(w->scan, w->at)) {
    w->at++;
    words--;
  }
  bool titled = w->np->head == HEAD_TITLE;
  if (w->np->head == HEAD_ORGANISATION && w->np->at.end == w->at) return false;
  if (end == w->at || (titled && (w->np->title_class != TITLE_PERSON || w->np->plural)))
    return false;
  const PhraseMatch *actor = scan_match(w->scan, w->at, LEXICON_ACTOR);
  take_name(w->np, w->at, end, words);
  if (actor && actor->at.end == end && words == 1) w->np->actor = scan_actor(w->scan, actor);
  if (words > 1 && w->np->head == HEAD_NAME)
    w->np->actor = respelt_actor(w->scan, (Range){w->at, end});
  return take_owner(w, (Range){w->at, end}, w->np->actor);
}

/* "the Danube Owners' Association": a body of its own. True when a title follows its 's. */
static bool step_organisation(Walk *w, uint32_t end) {
  NounPhrase *np = w->np;
  Range name = {w->at, end};
  if (!np->side) np->side = scan_tie(w->scan, name);
  np->name = name;
  np->actor = 0;
  unit_head(np, HEAD_ORGANISATION, end);
  w->at = end + scan_possessive(w->scan, end);
  return title_may_follow(w, w->at);
}

static uint32_t length_of(const PhraseMatch *match) {
  return match ? match->at.end - match->at.beg : 0;
}

/* "his country", "the nation" */
static bool is_country(const Walk *w) {
  bool determined = w->np->possessor || w->np->determiner == DETERMINER_DEFINITE;
  return determined && w->np->head == HEAD_NONE && scan_role(w->scan, w->at, ROLE_COUNTRY);
}

/* "26 of them" */
static bool is_counted(const Walk *w) {
  const Scan *scan = w->scan;
  if (w->np->head != HEAD_NONE || w->np->determiner != DETERMINER_NUMBER) return false;
  return scan_is(scan, w->at, "them") && scan_is(scan, w->at - 1, "of") &&
         !scan_is(scan, w->np->at.beg, "one");
}

/* "somebody", "a person": nobody's title, yet someone who speaks. */
static bool is_somebody(const Scan *scan, uint32_t at) {
  return scan_role(scan, at, ROLE_UNNAMED) && !scan_match(scan, at, LEXICON_TITLE);
}

/* The longest matches of each lexicon that a step asks for, gathered in one pass. */
typedef struct Matches {
  const PhraseMatch *actor, *demonym, *title, *office;
} Matches;

static Matches matches_at(const Scan *scan, uint32_t at) {
  Matches found = {0};
  const uint16_t some =
      1u << LEXICON_ACTOR | 1u << LEXICON_ADJECTIVE | 1u << LEXICON_TITLE | 1u << LEXICON_OFFICE;
  if (!(scan_token(scan, at)->reserved & some)) return found;
  for (uint32_t i = scan->phrase_at[at]; i < scan->phrase_at[at + 1]; i++) {
    const PhraseMatch *match = &scan->doc->phrases.items[i];
    uint8_t lexicon = knowledge_entry(scan->knowledge, match)->lexicon;
    if (lexicon == LEXICON_ACTOR && !found.actor) found.actor = match;
    if (lexicon == LEXICON_ADJECTIVE && !found.demonym) found.demonym = match;
    if (lexicon == LEXICON_TITLE && !found.title) found.title = match;
    if (lexicon == LEXICON_OFFICE && !found.office) found.office = match;
  }
  return found;
}

/* Units that begin with a capital: names of any kind. *taken tells whether there was one. */
static bool step_capital(Walk *w, const Matches *m, uint32_t longest, bool *taken) {
  const Scan *scan = w->scan;
  uint32_t words, named = scan_name(scan, w->at, &words);
  uint32_t body = w->np->head == HEAD_TITLE ? w->at : scan_organisation(scan, w->at);
  *taken = true;
  if (body - w->at > longest + 1 && !(m->title && body == m->title->at.end))
    return step_organisation(w, body);
  if (named - w->at > longest && scan_role(scan, w->at, ROLE_GIVEN)) return step_name(w);
  if (m->title && m->actor && length_of(m->title) == longest &&
      scan_capital(scan, m->title->at.end) && scan_class(scan, m->actor) == ENTITY_MEDIA &&
      !scan_match(scan, m->title->at.end, LEXICON_ACTOR))
    return step_title(w, m->title); /* "Economist Daryna Poltorak" */
  if (m->actor && length_of(m->actor) == 1 && longest == 1 && named > w->at + 1 &&
      scan_class(scan, m->actor) == ENTITY_PERSON)
    return step_name(w);
  return *taken = false;
}

/* Units that no lexicon phrase begins. */
static bool step_unknown(Walk *w) {
  const Scan *scan = w->scan;
  if (scan_short_title(scan, w->at)) {
    take_title(scan, w->np, (Range){w->at, w->at + 1}, TITLE_PERSON);
    w->at = over_brackets(scan, w->at + 1);
    w->np->plural = false;
    return true;
  }
  if (is_counted(w)) {
    take_title(scan, w->np, (Range){w->at, w->at + 1}, TITLE_GROUP);
    return w->np->counted = true, false;
  }
  if (is_country(w) || is_somebody(scan, w->at)) {
    take_title(scan, w->np, (Range){w->at, w->at + 1}, is_country(w) ? TITLE_BODY : TITLE_PERSON);
    return false;
  }
  uint32_t next = w->np->head == HEAD_TITLE ? w->at : modifiers(scan, w->at);
  if (next > w->at) return w->at = next, true;
  return w->names && scan_capital(scan, w->at) && step_name(w);
}

/* Takes the unit at w->at; true when another may follow. */
bool unit_step(Walk *w) {
  const Scan *scan = w->scan;
  if (w->at >= scan->sentence.end || scan_token(scan, w->at)->kind != TOKEN_WORD) return false;
  Matches m = matches_at(scan, w->at);
  uint32_t longest = length_of(m.actor);
  if (length_of(m.demonym) > longest) longest = length_of(m.demonym);
  if (length_of(m.title) > longest) longest = length_of(m.title);
  if (length_of(m.office) > longest)
    return step_office(w, office_holder(scan, m.office), m.office->at);
  bool taken = false;
  if (scan_capital(scan, w->at)) {
    bool more = step_capital(w, &m, longest, &taken);
    if (taken) return more;
  }
  if (m.actor && length_of(m.actor) == longest) return step_actor(w, m.actor);
  if (m.title && length_of(m.title) == longest) return step_title(w, m.title);
  if (m.demonym) return step_demonym(w, m.demonym);
  return step_unknown(w);
}
