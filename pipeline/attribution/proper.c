/* Where a proper name ends is told by capitals, by what the lexicons know of the words, and by a
 * few words that join the parts of names. A person's name is at most six words; a body's goes on
 * over "of" and "for". */
#include "attribution/proper.h"

#include <string.h>

enum { NAME_WORDS_MAX = 6 };

const PhraseMatch *scan_first_match(const Scan *scan, uint32_t at, LexiconId lexicon) {
  for (uint32_t i = scan->phrase_at[at]; i < scan->phrase_at[at + 1]; i++) {
    const PhraseMatch *match = &scan->doc->phrases.items[i];
    if (knowledge_entry(scan->knowledge, match)->lexicon == lexicon) return match;
  }
  return NULL;
}

bool scan_possessive(const Scan *scan, uint32_t at) {
  if (at >= scan->sentence.end || scan_token(scan, at)->kind != TOKEN_CLITIC) return false;
  Str text = doc_text(scan->doc, scan_token(scan, at)->at);
  return str_ends(text, "s") || str_ends(text, "S") || str_ends(text, "'") || str_ends(text, "’");
}

/* ---- names ---- */

/* "Sens.", "Baroness": a title no lexicon phrase covers, with a name behind it. */
bool scan_short_title(const Scan *scan, uint32_t at) {
  const FormInfo *form = knowledge_form(scan->knowledge, scan_token(scan, at));
  if (!scan_capital(scan, at) || !scan_capital(scan, at + 1)) return false;
  if (form->abbreviation == ABBREVIATION_TITLE) return true;
  return (form->roles & (ROLE_BIT(ROLE_MALE) | ROLE_BIT(ROLE_FEMALE))) &&
         !(form->roles & ROLE_BIT(ROLE_GIVEN));
}

bool scan_initial(const Scan *scan, uint32_t at) {
  const Token *token = scan_token(scan, at);
  return scan_capital(scan, at) && (token->flags & TOKEN_ABBREVIATION) &&
         token->at.end - token->at.beg <= 5;
}

/* A word that can be part of a name: not of a closed class (unless also a given name, as in
 * "Will"), not the begin of a title, a demonym or a name of the lexicon that is longer than one
 * word. */
static bool is_name_word(const Scan *scan, uint32_t at) {
  if (!scan_capital(scan, at)) return false;
  bool given = scan_role(scan, at, ROLE_GIVEN);
  if (scan_short_title(scan, at)) return false;
  bool more = scan_capital(scan, at + 1) && !scan_has(scan, at + 1, WORD_CLOSED);
  if (scan_has(scan, at, WORD_CLOSED) && !(given && more)) return false;
  if (scan_token(scan, at)->flags & TOKEN_ABBREVIATION) return scan_initial(scan, at);
  if (scan_match(scan, at, LEXICON_TITLE) && !given) return false;
  if (more && !given && scan_role(scan, at, ROLE_MODIFIER)) return false;
  if (scan_match(scan, at, LEXICON_ADJECTIVE) && !(given && more)) return false;
  const PhraseMatch *place = scan_match(scan, at, LEXICON_PLACE);
  if (place && (place->at.end > at + 1 || !given)) return false;
  const PhraseMatch *actor = scan_match(scan, at, LEXICON_ACTOR);
  if (!actor) return true;
  if (scan_class(scan, actor) == ENTITY_PERSON) return actor->at.end == at + 1;
  return given && more && actor->at.end == at + 1;
}

/* "Ernesto Lima": a state or town behind a given name is a surname, unless the given name may
 * be the verb that begins the sentence ("Will Britain"). */
static bool is_place_surname(const Scan *scan, uint32_t at) {
  if (!scan_capital(scan, at) || at <= scan->sentence.beg || scan->title_case) return false;
  if (!scan_role(scan, at - 1, ROLE_GIVEN) || !scan_capital(scan, at - 1)) return false;
  if (at - 1 == scan->sentence.beg || scan_has(scan, at - 1, WORD_CLOSED)) return false;
  const PhraseMatch *place = scan_match(scan, at, LEXICON_PLACE);
  const PhraseMatch *actor = scan_match(scan, at, LEXICON_ACTOR);
  if (actor && (actor->at.end > at + 1 || scan_class(scan, actor) != ENTITY_STATE)) return false;
  return (actor || (place && place->at.end == at + 1)) && !scan_capital(scan, at + 1);
}

static bool is_particle(const Scan *scan, uint32_t at) {
  return scan_role(scan, at, ROLE_PARTICLE) && !scan_capital(scan, at);
}

/* Over "-yeon" or "-Cross" after a name word. */
static uint32_t over_hyphens(const Scan *scan, uint32_t at) {
  while (scan_hyphen(scan, at) && at + 1 < scan->sentence.end &&
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
    if (word < scan->sentence.end && scan_hyphen(scan, word)) word++; /* al-Masri */
    bool surname = *words == 1 && word == next && is_place_surname(scan, word);
    if (word >= scan->sentence.end || (!surname && !is_name_word(scan, word))) break;
    if (word > next && end == at && !(scan_token(scan, next)->flags & TOKEN_LINE) &&
        !scan_hyphen(scan, word - 1))
      break; /* a name hardly begins with a lower-case particle */
    ++*words;
    next = over_hyphens(scan, word + 1);
    if (!scan_initial(scan, word)) end = next;
    if (scan_match(scan, word, LEXICON_ACTOR) && !scan_role(scan, word, ROLE_GIVEN) &&
        (scan->title_case || *words > 1))
      break; /* a surname of the lexicon ends the name */
  }
  return end;
}

/* ---- organisations ---- */

enum { ORGANISATION_MAX = 14 };

static bool is_connector(const Scan *scan, uint32_t at) {
  static const Str words[] = {{"of", 2}, {"for", 3}, {"and", 3}, {"on", 2},
                              {"&", 1},  {"in", 2},  {"the", 3}};
  return scan_is_any(scan, at, words, sizeof words / sizeof *words);
}

/* The end of a name's part that no connector joins, when it can only be a person's: two or three
 * words of no lexicon behind the last word of the body. "… MGIMO University Egor Sergeyev" */
static bool is_person_tail(const Scan *scan, Range tail) {
  if (tail.end - tail.beg < 2 || tail.end - tail.beg > 5) return false;
  for (uint32_t i = tail.beg; i < tail.end; i++)
    if (!scan_hyphen(scan, i) && scan_token(scan, i)->form && !scan_role(scan, i, ROLE_GIVEN))
      return false;
  return true;
}

/* The end of a proper name with Institute, University, … in it, its "of …" and "for …" included;
 * `at` when there is none. A name of the lexicon inside is one unit; a person's name behind it is
 * left out. */
uint32_t scan_organisation(const Scan *scan, uint32_t at) {
  uint32_t end = at, body = at, limit = at + ORGANISATION_MAX;
  for (uint32_t next = at; next < scan->sentence.end && next < limit;) {
    const PhraseMatch *actor = scan_match(scan, next, LEXICON_ACTOR);
    bool person = actor && scan_class(scan, actor) == ENTITY_PERSON;
    bool capital = scan_capital(scan, next) &&
                   !(scan_token(scan, next)->flags & TOKEN_ABBREVIATION) &&
                   !scan_has(scan, next, WORD_PRONOUNS);
    if (next > at && capital &&
        (person || (scan_role(scan, next, ROLE_GIVEN) && scan_capital(scan, next + 1))))
      break;
    if (actor && !person) {
      if (next > at && scan_is(scan, next - 1, "and")) break;
      end = next = actor->at.end;
      if (body > at) body = end;
    } else if (capital) {
      end = next = over_hyphens(scan, next + 1);
      if (scan_role(scan, next - 1, ROLE_ORGANISATION)) body = end;
    } else if (end > at &&
               (scan_possessive(scan, next) || (body > at && is_connector(scan, next)))) {
      if (body > at && scan_capital(scan, next + 1)) body = next + 2;
      next++;
    } else
      break;
  }
  if (body == at) return at;
  return body < end && is_person_tail(scan, (Range){body, end}) ? body : end;
}

/* The first actor, demonym or town inside a range: index + 1 of its actor. */
uint32_t scan_tie(const Scan *scan, Range at) {
  static const LexiconId ties[] = {LEXICON_ACTOR, LEXICON_ADJECTIVE, LEXICON_PLACE};
  for (uint32_t i = at.beg; i < at.end; i++)
    for (size_t k = 0; k < sizeof ties / sizeof *ties; k++) {
      const PhraseMatch *match = scan_match(scan, i, ties[k]);
      if (match && (ties[k] == LEXICON_PLACE || scan_class(scan, match) != ENTITY_PERSON))
        return scan_actor(scan, match);
    }
  return 0;
}
