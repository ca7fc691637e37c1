/* The chunk grammar of nounphrase.h. One left-to-right walk with a few tokens of look-ahead: the parser goes
 * on as long as the next unit can belong to the phrase, and remembers how far its best head reached, so
 * that "Ukraine's future" ends with Ukraine and "Ukraine's defence minister" with the minister. */
#include "attribution/nounphrase.h"

#include "base/utf8.h"

#include <string.h>

enum { MODIFIERS_MAX = 4, DETERMINERS_MAX = 8, NAME_WORDS_MAX = 6 };

#define WORD_CLOSED                                                                                \
  (WORD_BIT(WORD_DETERMINER) | WORD_BIT(WORD_PREPOSITION) | WORD_BIT(WORD_CONJUNCTION) |           \
   WORD_BIT(WORD_AUXILIARY) | WORD_BIT(WORD_RELATIVE) | WORD_BIT(WORD_SUBORDINATOR) |              \
   WORD_BIT(WORD_ADVERB) | WORD_BIT(WORD_NUMBER) | WORD_BIT(WORD_MONTH) | WORD_BIT(WORD_WEEKDAY) |  \
   WORD_BIT(WORD_THIS) | WORD_PRONOUNS)

const PhraseMatch *scan_match(const Scan *scan, uint32_t at, LexiconId lexicon) {
  for (uint32_t i = scan->phrase_at[at]; i < scan->phrase_at[at + 1]; i++) {
    const PhraseMatch *match = &scan->doc->phrases.items[i];
    if (knowledge_entry(scan->knowledge, match)->lexicon == lexicon) return match;
  }
  return NULL;
}

bool scan_is(const Scan *scan, uint32_t at, const char *word) {
  if (at >= scan->sentence.end) return false;
  Str text = doc_text(scan->doc, scan_token(scan, at)->at);
  return text.len == strlen(word) && strncasecmp(text.ptr, word, text.len) == 0;
}

bool scan_possessive(const Scan *scan, uint32_t at) {
  if (at >= scan->sentence.end || scan_token(scan, at)->kind != TOKEN_CLITIC) return false;
  Str text = doc_text(scan->doc, scan_token(scan, at)->at);
  return str_ends(text, "s") || str_ends(text, "S") || str_ends(text, "'") || str_ends(text, "’");
}

static bool is_capital(const Scan *scan, uint32_t at) {
  const Token *token = scan_token(scan, at);
  return at < scan->sentence.end && token->kind == TOKEN_WORD && (token->flags & TOKEN_CAPITAL);
}

static bool is_hyphen(const Scan *scan, uint32_t at) {
  return at < scan->sentence.end && scan_token(scan, at)->kind == TOKEN_HYPHEN;
}

/* Part of a compound ("US-led", "anti-Russian"): no actor of its own. */
static bool in_compound(const Scan *scan, Range at) {
  return is_hyphen(scan, at.end) || (at.beg > scan->sentence.beg && is_hyphen(scan, at.beg - 1));
}

static uint8_t class_of(const Scan *scan, const PhraseMatch *match) {
  return knowledge_entry(scan->knowledge, match)->word_class;
}

static uint32_t actor_of(const Scan *scan, const PhraseMatch *match) {
  return knowledge_entry(scan->knowledge, match)->row + 1;
}

/* ---- names ---- */

static bool is_abbreviated_title(const Scan *scan, uint32_t at);

static bool is_initial(const Scan *scan, uint32_t at) {
  const Token *token = scan_token(scan, at);
  return is_capital(scan, at) && (token->flags & TOKEN_ABBREVIATION) &&
         token->at.end - token->at.beg <= 5;
}

/* A word that can be part of a name: not of a closed class (unless also a given name, as in "Will"), not the
 * begin of a title, a demonym or a name of the lexicon that is longer than one word. */
static bool is_name_word(const Scan *scan, uint32_t at) {
  if (!is_capital(scan, at)) return false;
  bool given = scan_role(scan, at, ROLE_GIVEN);
  if (is_abbreviated_title(scan, at)) return false;
  bool more = is_capital(scan, at + 1) && !scan_has(scan, at + 1, WORD_CLOSED);
  if (scan_has(scan, at, WORD_CLOSED) && !(given && more)) return false;
  if (scan_token(scan, at)->flags & TOKEN_ABBREVIATION) return is_initial(scan, at);
  if (scan_match(scan, at, LEXICON_TITLE) && !given) return false;
  if (more && !given && scan_role(scan, at, ROLE_MODIFIER)) return false;
  if (scan_match(scan, at, LEXICON_ADJECTIVE) && !(given && more)) return false;
  const PhraseMatch *actor = scan_match(scan, at, LEXICON_ACTOR);
  if (!actor) return true;
  if (class_of(scan, actor) == ENTITY_PERSON) return actor->at.end == at + 1;
  return given && more && actor->at.end == at + 1;
}

static bool is_particle(const Scan *scan, uint32_t at) {
  return scan_role(scan, at, ROLE_PARTICLE) && !is_capital(scan, at);
}

/* Over "-yeon" or "-Cross" after a name word. */
static uint32_t over_hyphens(const Scan *scan, uint32_t at) {
  while (is_hyphen(scan, at) && at + 1 < scan->sentence.end &&
         scan_token(scan, at + 1)->kind == TOKEN_WORD &&
         (scan_token(scan, at + 1)->flags & TOKEN_GLUED))
    at += 2;
  return at;
}

uint32_t scan_name(const Scan *scan, uint32_t at, uint32_t *words) {
  uint32_t end = at, next = at;
  *words = 0;
  while (next < scan->sentence.end && *words < NAME_WORDS_MAX) {
    uint32_t word = next;
    while (is_particle(scan, word) && word - next < 3) word++;
    if (word < scan->sentence.end && is_hyphen(scan, word)) word++; /* al-Masri */
    if (word >= scan->sentence.end || !is_name_word(scan, word)) break;
    if (word > next && end == at && !(scan_token(scan, next)->flags & TOKEN_LINE) &&
        !is_hyphen(scan, word - 1))
      break; /* a name hardly begins with a lower-case particle */
    ++*words;
    next = over_hyphens(scan, word + 1);
    if (!is_initial(scan, word)) end = next;
    if (scan_match(scan, word, LEXICON_ACTOR) && !scan_role(scan, word, ROLE_GIVEN) &&
        (scan->title_case || *words > 1))
      break; /* a surname of the lexicon ends the name */
  }
  return end;
}

/* ---- determiners ---- */

static void determine(NounPhrase *np, DeterminerKind kind) {
  if (np->determiner != DETERMINER_SHARE) np->determiner = (uint8_t)kind;
}

/* One determiner word; its end, or `at` when it is none. */
static uint32_t determiner_word(const Scan *scan, uint32_t at, NounPhrase *np) {
  const PhraseMatch *phrase = scan_match(scan, at, LEXICON_WORD);
  if (phrase && class_of(scan, phrase) == WORD_DETERMINER && phrase->at.end > at + 1)
    return determine(np, DETERMINER_QUANTITY), phrase->at.end;
  if (scan_role(scan, at, ROLE_SHARE) && at > np->at.beg) return determine(np, DETERMINER_SHARE), at + 1;
  if (scan_role(scan, at, ROLE_DEFINITE)) return determine(np, DETERMINER_DEFINITE), at + 1;
  if (scan_role(scan, at, ROLE_INDEFINITE)) return determine(np, DETERMINER_INDEFINITE), at + 1;
  if (scan_has(scan, at, WORD_PRONOUNS) && scan_has(scan, at, WORD_BIT(WORD_DETERMINER))) {
    np->possessor = at + 1;
    return determine(np, DETERMINER_POSSESSIVE), at + 1;
  }
  bool counts = scan_token(scan, at)->kind == TOKEN_NUMBER || scan_has(scan, at, WORD_BIT(WORD_NUMBER));
  if (counts || (scan_has(scan, at, WORD_BIT(WORD_DETERMINER)) &&
                 !scan_has(scan, at, WORD_BIT(WORD_THIS) | WORD_BIT(WORD_RELATIVE))))
    return determine(np, np->determiner ? np->determiner : DETERMINER_QUANTITY), at + 1;
  return at;
}

/* Determiners, numbers and "percent of" before the phrase proper. */
static uint32_t determiners(const Scan *scan, uint32_t at, NounPhrase *np) {
  for (uint32_t k = 0; k < DETERMINERS_MAX && at < scan->sentence.end; k++) {
    uint32_t next = determiner_word(scan, at, np);
    if (next == at && at > np->at.beg && (scan_is(scan, at, "of") || is_hyphen(scan, at))) next = at + 1;
    if (next == at) break;
    at = next;
  }
  return at;
}

/* ---- units ---- */

/* The office at a token as of the document's date: index + 1 of its holder. A date outside all terms, or none,
 * means the latest holder. */
static uint32_t office_holder(const Scan *scan, uint32_t at, uint32_t *end) {
  const PhraseMatch *first = scan_match(scan, at, LEXICON_OFFICE);
  if (!first) return 0;
  *end = first->at.end;
  uint32_t latest = 0;
  Str latest_from = {0};
  for (const PhraseMatch *m = first; m < scan->doc->phrases.items + scan->phrase_at[at + 1]; m++) {
    const Entry *entry = knowledge_entry(scan->knowledge, m);
    if (m->at.end != *end) break;
    if (entry->lexicon != LEXICON_OFFICE) continue;
    const Office *office = &scan->knowledge->offices.items[entry->row];
    Str date = scan->doc->date;
    if (date.len && str_compare(office->from, date) <= 0 &&
        (!office->to.len || str_compare(date, office->to) < 0))
      return office->actor + 1;
    if (!latest || str_compare(office->from, latest_from) >= 0) {
      latest = office->actor + 1;
      latest_from = office->from;
    }
  }
  return latest;
}

static bool ends_plural(const Scan *scan, uint32_t at) {
  Str text = doc_text(scan->doc, scan_token(scan, at)->at);
  return (str_ends(text, "s") && !str_ends(text, "ss")) || str_ends(text, "men") ||
         str_ends(text, "people");
}

static void take_head(NounPhrase *np, HeadKind head, uint32_t end) {
  np->head = (uint8_t)head;
  np->at.end = end;
}

static void take_title(const Scan *scan, NounPhrase *np, Range at, uint8_t title_class) {
  np->title = at;
  np->title_class = title_class;
  np->plural = ends_plural(scan, at.end - 1);
  take_head(np, HEAD_TITLE, at.end);
}

/* A lower-case word that may stand between a tie and its title. */
static bool is_modifier(const Scan *scan, uint32_t at) {
  if (at >= scan->sentence.end) return false;
  const Token *token = scan_token(scan, at);
  if (token->kind == TOKEN_HYPHEN) return true;
  if (token->kind != TOKEN_WORD) return false;
  if (scan_role(scan, at, ROLE_MODIFIER)) return true;
  if (scan_has(scan, at, WORD_CLOSED) || (token->flags & TOKEN_CAPITAL)) return false;
  Str text = doc_text(scan->doc, token->at);
  return text.len > 4 && (str_ends(text, "al") || str_ends(text, "ic") || str_ends(text, "ary") ||
                          str_ends(text, "ive") || str_ends(text, "ous") || str_ends(text, "ist"));
}

/* The end of modifiers that lead to a title, or `at` when no title follows. */
static uint32_t modifiers(const Scan *scan, uint32_t at) {
  for (uint32_t next = at, k = 0; k <= MODIFIERS_MAX; next++, k++) {
    if (next >= scan->sentence.end) return at;
    if (k && (scan_match(scan, next, LEXICON_TITLE) || scan_match(scan, next, LEXICON_ADJECTIVE)))
      return next;
    if (k && is_capital(scan, next) && scan_match(scan, next, LEXICON_ACTOR)) return next;
    if (!is_modifier(scan, next)) return at;
  }
  return at;
}

static void take_name(const Scan *scan, NounPhrase *np, uint32_t at, uint32_t end, uint32_t words) {
  bool organisation = false;
  for (uint32_t i = at; i < end; i++)
    organisation = organisation || (scan_role(scan, i, ROLE_ORGANISATION) && is_capital(scan, i));
  np->name = (Range){at, end};
  bool after_state = np->head == HEAD_ACTOR && np->at.end == at;
  if (after_state && words == 1) { /* "the U.S. Treasury" */
    np->name = (Range){0, 0};
    take_head(np, HEAD_ACTOR, end);
    return;
  }
  np->actor = 0;
  bool titled = !range_empty(np->title) && np->title_class == TITLE_PERSON;
  if (organisation && !titled && !scan_role(scan, at, ROLE_GIVEN))
    take_head(np, HEAD_ORGANISATION, end);
  else
    take_head(np, words > 1 || titled ? HEAD_NAME : HEAD_WORD, end);
}

/* ---- the walk ---- */

typedef struct Walk {
  const Scan *scan;
  NounPhrase *np;
  uint32_t at; /* next token */
  bool names;  /* a name may end the phrase */
} Walk;

static bool title_may_follow(const Walk *w, uint32_t at) {
  const Scan *scan = w->scan;
  if (at >= scan->sentence.end) return false;
  return scan_match(scan, at, LEXICON_TITLE) || modifiers(scan, at) > at ||
         (is_capital(scan, at) && !scan_has(scan, at, WORD_CLOSED));
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
  uint8_t kind = class_of(scan, match);
  if (kind == ENTITY_PERSON) {
    np->actor = actor_of(scan, match);
    np->name = match->at;
    take_head(np, HEAD_ACTOR, match->at.end);
    return take_owner(w, match->at, np->actor);
  }
  if (np->head == HEAD_TITLE) return false;
  np->side = actor_of(scan, match);
  np->actor = np->side;
  take_head(np, HEAD_ACTOR, match->at.end);
  w->at = match->at.end + scan_possessive(scan, match->at.end);
  return title_may_follow(w, w->at);
}

static bool step_demonym(Walk *w, const PhraseMatch *match) {
  const Scan *scan = w->scan;
  NounPhrase *np = w->np;
  if (np->head == HEAD_TITLE || in_compound(scan, match->at)) return false;
  if (!np->side) np->side = actor_of(scan, match);
  np->actor = np->side;
  np->plural = ends_plural(scan, match->at.end - 1);
  take_head(np, HEAD_DEMONYM, match->at.end);
  w->at = match->at.end + scan_possessive(scan, match->at.end);
  return title_may_follow(w, w->at);
}

/* Over "(ret.)" between a rank and a name. */
static uint32_t over_brackets(const Scan *scan, uint32_t at) {
  if (at >= scan->sentence.end || scan_token(scan, at)->kind != TOKEN_BRACKET) return at;
  for (uint32_t k = 1; k <= 4 && at + k + 1 < scan->sentence.end; k++)
    if (scan_token(scan, at + k)->kind == TOKEN_BRACKET)
      return is_capital(scan, at + k + 1) ? at + k + 1 : at;
  return at;
}

static bool step_title(Walk *w, const PhraseMatch *match) {
  take_title(w->scan, w->np, match->at, class_of(w->scan, match));
  w->np->actor = 0;
  w->at = over_brackets(w->scan, match->at.end);
  if (scan_possessive(w->scan, w->at)) { /* the ministry's spokesman */
    if (!title_may_follow(w, w->at + 1)) return false;
    w->at++;
  }
  return w->at < w->scan->sentence.end;
}

static bool step_office(Walk *w, uint32_t holder, Range at) {
  take_title(w->scan, w->np, at, TITLE_PERSON);
  w->np->office = holder;
  w->np->actor = 0;
  w->at = at.end;
  return true;
}

static bool step_name(Walk *w) {
  uint32_t words, end = scan_name(w->scan, w->at, &words);
  if (end == w->at) return false;
  const PhraseMatch *actor = scan_match(w->scan, w->at, LEXICON_ACTOR);
  take_name(w->scan, w->np, w->at, end, words);
  if (actor && actor->at.end == end && words == 1) w->np->actor = actor_of(w->scan, actor);
  return take_owner(w, (Range){w->at, end}, w->np->actor);
}

static uint32_t length_of(const PhraseMatch *match) {
  return match ? match->at.end - match->at.beg : 0;
}

/* "Sens.", "Baroness": a title no lexicon phrase covers, with a name behind it. */
static bool is_abbreviated_title(const Scan *scan, uint32_t at) {
  const FormInfo *form = knowledge_form(scan->knowledge, scan_token(scan, at));
  if (!is_capital(scan, at) || !is_capital(scan, at + 1)) return false;
  if (form->abbreviation == ABBREVIATION_TITLE) return true;
  return (form->roles & (ROLE_BIT(ROLE_MALE) | ROLE_BIT(ROLE_FEMALE))) && !(form->roles & ROLE_BIT(ROLE_GIVEN));
}

/* Takes the unit at w->at; true when another may follow. */
static bool step(Walk *w) {
  const Scan *scan = w->scan;
  if (w->at >= scan->sentence.end) return false;
  const PhraseMatch *actor = scan_match(scan, w->at, LEXICON_ACTOR);
  const PhraseMatch *demonym = scan_match(scan, w->at, LEXICON_ADJECTIVE);
  const PhraseMatch *title = scan_match(scan, w->at, LEXICON_TITLE);
  uint32_t office_end = w->at, holder = office_holder(scan, w->at, &office_end), words;
  uint32_t named = is_capital(scan, w->at) ? scan_name(scan, w->at, &words) : w->at;
  uint32_t longest = length_of(actor);
  if (length_of(demonym) > longest) longest = length_of(demonym);
  if (length_of(title) > longest) longest = length_of(title);
  if (holder && office_end - w->at > longest) return step_office(w, holder, (Range){w->at, office_end});
  if (named - w->at > longest && scan_role(scan, w->at, ROLE_GIVEN)) return step_name(w);
  if (title && actor && length_of(title) == longest && class_of(scan, actor) == ENTITY_MEDIA &&
      !scan_match(scan, title->at.end, LEXICON_ACTOR) && is_capital(scan, title->at.end))
    return step_title(w, title); /* "Economist Daryna Poltorak" */
  if (actor && actor->at.end - w->at == longest) {
    bool single_person = class_of(scan, actor) == ENTITY_PERSON && longest == 1;
    return single_person && named > w->at + 1 ? step_name(w) : step_actor(w, actor);
  }
  if (title && length_of(title) == longest) return step_title(w, title);
  if (demonym) return step_demonym(w, demonym);
  if (is_abbreviated_title(scan, w->at)) {
    take_title(scan, w->np, (Range){w->at, w->at + 1}, TITLE_PERSON);
    w->at = over_brackets(scan, w->at + 1);
    w->np->plural = false;
    return true;
  }
  uint32_t next = modifiers(scan, w->at);
  if (next > w->at && w->np->head != HEAD_TITLE) return w->at = next, true;
  return named > w->at && w->names && step_name(w);
}

/* ---- complements: "of Norway", "for the White House", "at the planning headquarters" ---- */

static bool is_complement_preposition(const Scan *scan, uint32_t at) {
  static const char *const words[] = {"of", "in", "at", "from", "for", "on", "with", "to"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (scan_is(scan, at, words[i])) return true;
  return false;
}

static void complement_tie(NounPhrase *np, uint32_t actor, bool to) {
  if (np->side || to) return;
  np->side = actor;
  np->complement = true;
}

/* "… of Foreign Affairs", "… of the Navy": capitalised words that are known, before a name that is not. */
static uint32_t domain_end(const Scan *scan, uint32_t at) {
  uint32_t end = at;
  for (uint32_t next = at; next < scan->sentence.end && next - at < 6; next++) {
    bool known = scan_token(scan, next)->form && !scan_role(scan, next, ROLE_GIVEN) &&
                 !scan_match(scan, next, LEXICON_ACTOR);
    if (is_capital(scan, next) && known)
      end = next + 1;
    else if (!(end > at && scan_has(scan, next, WORD_BIT(WORD_CONJUNCTION)) && is_capital(scan, next + 1)))
      break;
  }
  return end;
}

/* "ambassador to Moscow and Kyiv" */
static uint32_t over_second_actor(const Scan *scan, uint32_t at) {
  if (!scan_is(scan, at, "and") || at + 1 >= scan->sentence.end) return at;
  const PhraseMatch *second = scan_match(scan, at + 1, LEXICON_ACTOR);
  return second && is_capital(scan, second->at.end) ? second->at.end : at;
}

/* Reads one complement of a title; at most two follow one another ("of the defence committee of the Riigikogu"). */
static bool complement(const Scan *scan, NounPhrase *np) {
  uint32_t at = np->at.end;
  if (!is_complement_preposition(scan, at)) return false;
  bool to = scan_is(scan, at, "to");
  NounPhrase inner = {.at = {at + 1, at + 1}};
  uint32_t next = determiners(scan, at + 1, &inner);
  Walk w = {scan, &inner, next, true};
  if (next >= scan->sentence.end) return false;
  while (step(&w)) w.names = w.names && inner.head == HEAD_NONE;
  uint32_t domain = domain_end(scan, next);
  if (domain > next && (inner.head == HEAD_NONE || inner.head >= HEAD_NAME)) return np->at.end = domain, true;
  if (inner.head == HEAD_NONE || inner.head == HEAD_WORD) return false;
  bool person = inner.head == HEAD_NAME || (inner.head == HEAD_ACTOR && !range_empty(inner.name));
  if (person && !to && !scan_is(scan, at, "of") && !scan_is(scan, at, "for")) return false;
  if (person) {
    np->owner = inner.name;
    np->owner_actor = inner.actor;
  } else if (inner.side)
    complement_tie(np, inner.side, to);
  else if (inner.head == HEAD_TITLE && inner.title_class != TITLE_BODY)
    return false;
  np->at.end = over_second_actor(scan, inner.at.end);
  return true;
}

/* "Foreign Minister of Norway Elsa X": a name may follow the complement at once. */
static void name_after_complement(const Scan *scan, NounPhrase *np) {
  uint32_t words, end = np->at.end < scan->sentence.end ? scan_name(scan, np->at.end, &words) : 0;
  if (end <= np->at.end || words < 2 || scan_token(scan, np->at.end)->flags & TOKEN_LINE) return;
  const PhraseMatch *actor = scan_match(scan, np->at.end, LEXICON_ACTOR);
  if (actor && class_of(scan, actor) == ENTITY_PERSON) np->actor = actor_of(scan, actor);
  np->name = (Range){np->at.end, end};
  take_head(np, np->actor ? HEAD_ACTOR : HEAD_NAME, end);
}

bool noun_phrase_parse(const Scan *scan, uint32_t at, NounPhrase *np) {
  *np = (NounPhrase){.at = {at, at}};
  const PhraseMatch *whole = scan_match(scan, at, LEXICON_ACTOR); /* "The Hague" */
  Walk w = {scan, np, whole ? at : determiners(scan, at, np), true};
  while (step(&w)) {
  }
  if (np->head == HEAD_NONE) return false;
  if (np->head == HEAD_TITLE) {
    for (uint32_t k = 0; k < 2 && complement(scan, np); k++) {
    }
    if (np->title_class == TITLE_PERSON && !np->plural) name_after_complement(scan, np);
  }
  return true;
}
