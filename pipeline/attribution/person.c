/* Which capitalised words are a person. No single sign decides: each adds to a score, and the
 * weights are plain counts of how sure a reader would be. A side is taken only from words that tie
 * the person to it. */
#include "attribution/work.h"

#include "base/utf8.h"

#include <string.h>

/* ---- names ---- */

Str work_side(const Work *w, uint32_t actor) {
  return actor ? w->knowledge->actors.items[actor - 1].side : (Str){0};
}

uint32_t work_name_words(const Work *w, Range name) {
  uint32_t words = 0;
  for (uint32_t i = name.beg; i < name.end; i++)
    words += w->doc->tokens.items[i].kind == TOKEN_WORD;
  for (uint32_t i = name.beg; i < name.end; i++)
    words -= w->doc->tokens.items[i].kind == TOKEN_HYPHEN;
  return words;
}

Str work_name_text(Work *w, Range name) {
  Buf *buf = &w->roster.scratch;
  buf_clear(buf);
  for (uint32_t i = name.beg; i < name.end; i++) {
    const Token *token = &w->doc->tokens.items[i];
    if (i > name.beg && !(token->flags & TOKEN_GLUED)) buf_byte(buf, ' ');
    Str word = doc_text(w->doc, token->at);
    if (token->flags & TOKEN_UPPER && word.len > 2 && !memchr(word.ptr, '.', word.len)) {
      uint32_t width;
      utf8_at(word, 0, &width);
      buf_add(buf, word.ptr, width);
      utf8_fold((Str){word.ptr + width, word.len - width}, buf);
    } else
      buf_str(buf, word);
  }
  return buf_slice(buf);
}

bool work_is_lexicon_person(const Work *w, const NounPhrase *np) {
  return np->head == HEAD_ACTOR && np->actor &&
         w->knowledge->actors.items[np->actor - 1].kind == ENTITY_PERSON;
}

/* ---- signs of a person ---- */

static bool reports(const Work *w, uint32_t at) {
  if (at >= w->doc->tokens.len) return false;
  const FormInfo *form = knowledge_form(w->knowledge, &w->doc->tokens.items[at]);
  if (!form->cue) return false;
  const Cue *cue = &w->knowledge->cues.items[form->cue - 1];
  return cue->cue_class != CUE_NOUN && cue->probability >= 0.2;
}

static bool beside_report(const Work *w, Range at) {
  return reports(w, at.end) || (at.beg && reports(w, at.beg - 1));
}

static bool is_comma(const Doc *doc, uint32_t at) {
  return at < doc->tokens.len && doc->tokens.items[at].kind == TOKEN_COMMA &&
         doc->text.ptr[doc->tokens.items[at].at.beg] == ',';
}

/* A title explains the name it stands beside when no reporting verb follows: in "…, the minister
 * said" it is the speaker of what was said before. */
static bool explains(const Work *w, const NounPhrase *title) {
  return is_person_title(title) && !reports(w, title->at.end);
}

/* A person of the lexicon is no minister of another state. */
static bool sides_agree(const Work *w, const NounPhrase *name, const NounPhrase *title) {
  if (!work_is_lexicon_person(w, name) || !title->side || title->complement) return true;
  return str_equal(work_side(w, name->actor), work_side(w, title->side));
}

/* The noun phrase that explains a name as an apposition after it, or NULL. */
static NounPhrase *apposition(const Work *w, uint32_t index) {
  if (index + 1 >= w->phrases.len) return NULL;
  NounPhrase *np = &w->phrases.items[index], *next = np + 1;
  uint32_t gap = next->at.beg - np->at.end;
  if (!gap || gap > 4 || !is_comma(w->doc, np->at.end)) return NULL;
  for (uint32_t i = np->at.end + 1; i < next->at.beg; i++) {
    const Token *token = &w->doc->tokens.items[i];
    bool clause = knowledge_is(w->knowledge, token, WORD_SUBORDINATOR); /* "…, though the" */
    if (token->kind != TOKEN_WORD || clause) return NULL;
  }
  return explains(w, next) && sides_agree(w, np, next) ? next : NULL;
}

enum { APPOSITION_REACH = 10, APPOSITION_PHRASES = 3 };

/* Only a complement stands between a title and the comma before a name: "the commander of the joint
 * detachment, …". */
static bool only_complement(const Work *w, Range between) {
  const Token *tokens = w->doc->tokens.items;
  if (between.end - between.beg > APPOSITION_REACH) return false;
  for (uint32_t i = between.beg; i < between.end; i++) {
    uint8_t kind = tokens[i].kind;
    if (kind != TOKEN_WORD && kind != TOKEN_CLITIC && kind != TOKEN_HYPHEN && kind != TOKEN_NUMBER)
      return false;
    if (knowledge_is(w->knowledge, &tokens[i], WORD_AUXILIARY) || reports(w, i)) return false;
  }
  return true;
}

/* … as one before it: "China's special envoy, Xu Wenbo, …". */
static NounPhrase *apposition_before(Work *w, uint32_t index) {
  const NounPhrase *np = &w->phrases.items[index];
  if (!np->at.beg || !is_comma(w->doc, np->at.beg - 1)) return NULL;
  for (uint32_t k = 1; k <= APPOSITION_PHRASES && k <= index; k++) {
    NounPhrase *before = &w->phrases.items[index - k];
    if (before->at.end >= np->at.beg) continue;
    if (is_person_title(before)) {
      bool beside = only_complement(w, (Range){before->at.end, np->at.beg - 1});
      return beside && sides_agree(w, np, before) ? before : NULL;
    }
  }
  return NULL;
}

/* A figure between commas, or in brackets, after a name is an age: "Maarja Tamm, 47, …". */
static bool has_age(const Doc *doc, Range at) {
  if (at.end + 2 >= doc->tokens.len) return false;
  const Token *token = &doc->tokens.items[at.end + 1];
  return doc->tokens.items[at.end].kind != TOKEN_WORD && token->kind == TOKEN_NUMBER &&
         token->at.end - token->at.beg == 2 && doc->tokens.items[at.end + 2].kind != TOKEN_WORD;
}

static bool any_role(const Work *w, Range at, RoleClass role) {
  for (uint32_t i = at.beg; i < at.end; i++)
    if (knowledge_role(w->knowledge, &w->doc->tokens.items[i], role)) return true;
  return false;
}

/* "…, who" or "… who" after a name. */
static bool is_relative(const Work *w, uint32_t at) {
  at += is_comma(w->doc, at);
  return at < w->doc->tokens.len && knowledge_is(w->knowledge, &w->doc->tokens.items[at], WORD_WHO);
}

/* A line that begins with a name and a colon: a turn of an interview. */
static bool opens_turn(const Work *w, Range at) {
  const Doc *doc = w->doc;
  if (!(doc->tokens.items[at.beg].flags & TOKEN_LINE) || at.end >= doc->tokens.len) return false;
  return doc->text.ptr[doc->tokens.items[at.end].at.beg] == ':';
}

/* "By Agnieszka Wolniak" on a line. */
static bool is_byline(const Work *w, const NounPhrase *np) {
  const Token *tokens = w->doc->tokens.items;
  uint32_t at = np->name.beg;
  return at && scan_is(&w->scan, at - 1, "by") && (tokens[at - 1].flags & TOKEN_LINE) != 0;
}

/* No word of it is in any lexicon but as a given name. */
static bool all_unknown(const Work *w, Range name) {
  for (uint32_t i = name.beg; i < name.end; i++) {
    const Token *token = &w->doc->tokens.items[i];
    if (token->kind == TOKEN_WORD && token->form &&
        !knowledge_role(w->knowledge, token, ROLE_GIVEN) &&
        !knowledge_role(w->knowledge, token, ROLE_PARTICLE))
      return false;
  }
  return true;
}

/* "… of the Shanghai Academy": a body in a complement of the name. */
static bool followed_by_of_body(const Work *w, uint32_t index) {
  if (index + 1 >= w->phrases.len) return false;
  const NounPhrase *np = &w->phrases.items[index], *next = np + 1;
  return next->at.beg == np->at.end + 1 && scan_is(&w->scan, np->at.end, "of") &&
         (next->head == HEAD_ORGANISATION || next->side || next->head == HEAD_TITLE);
}

/* How much speaks for a person's name; 2 is enough. */
static int name_score(Work *w, uint32_t index) {
  const NounPhrase *np = &w->phrases.items[index];
  const Doc *doc = w->doc;
  const Token *first = &doc->tokens.items[np->name.beg];
  uint64_t first_key, last_key;
  roster_name_keys(&w->roster, np->name, &first_key, &last_key);
  int score = 0;
  if (is_titled(np)) score += 3;
  if (knowledge_role(w->knowledge, first, ROLE_GIVEN)) score += 2;
  if (apposition(w, index) || apposition_before(w, index)) score += 2;
  if (has_age(doc, np->at)) score += 2;
  if (beside_report(w, np->at)) score += 2;
  if (key_get(&w->spoken, last_key)) score += 2;
  if (first->flags & TOKEN_ABBREVIATION) score += 1;
  if (is_relative(w, np->at.end)) score += 2;
  if (opens_turn(w, np->at) || is_byline(w, np)) score += 3;
  if (all_unknown(w, np->name)) score += 1;
  if (followed_by_of_body(w, index)) score += 1;
  if (key_get(&w->single, last_key)) score += 1;
  if (any_role(w, np->name, ROLE_THING)) score -= 3;
  if (any_role(w, np->name, ROLE_ORGANISATION)) score -= 2;
  if (np->determiner == DETERMINER_DEFINITE && !is_titled(np) && np->name.beg == np->at.beg + 1)
    score -= 2; /* "the Northern Shield" */
  if (np->at.beg && knowledge_is(w->knowledge, first - 1, WORD_PREPOSITION)) score -= 1;
  return score;
}

/* Male, female or not known, by titles and given name. */
static uint8_t gender_of(const Work *w, const NounPhrase *np) {
  Range told = {np->title.beg, np->name.beg + 1};
  if (range_empty(np->title) || np->title.end > np->name.beg) told.beg = np->name.beg;
  for (uint32_t i = told.beg; i < told.end; i++) {
    const Token *token = &w->doc->tokens.items[i];
    bool male = knowledge_role(w->knowledge, token, ROLE_MALE);
    bool female = knowledge_role(w->knowledge, token, ROLE_FEMALE);
    if (male != female) return male ? GENDER_MALE : GENDER_FEMALE;
  }
  return GENDER_UNKNOWN;
}

/* The side of what a token's longest tie names: a state, a body, a demonym, a town. Empty: no tie.
 */
static Str tie_at(const Work *w, uint32_t token) {
  static const LexiconId ties[] = {LEXICON_ACTOR, LEXICON_ADJECTIVE, LEXICON_PLACE};
  for (size_t i = 0; i < sizeof ties / sizeof *ties; i++) {
    const PhraseMatch *match = scan_match(&w->scan, token, ties[i]);
    if (!match) continue;
    const Entry *entry = knowledge_entry(w->knowledge, match);
    if (ties[i] == LEXICON_PLACE || entry->word_class != ENTITY_PERSON)
      return work_side(w, entry->row + 1);
  }
  return (Str){0};
}

enum { TIE_REACH = 14, TIE_REACH_OF = 7 };

/* The side that stands in the words after a name: ", a fellow at the Y Institute", "of the Latvian
 * parliament", "(R-Fla.)". A relative clause tells what the person did, not whose the person is. */
static Str side_after(const Work *w, const NounPhrase *np) {
  const Doc *doc = w->doc;
  uint32_t at = np->at.end, sentence = doc_sentence_of(doc, np->at.beg);
  uint32_t end = doc->sentences.items[sentence].tokens.end;
  if (at >= end) return (Str){0};
  bool of = knowledge_is(w->knowledge, &doc->tokens.items[at], WORD_PREPOSITION);
  if (!of && doc->tokens.items[at].kind != TOKEN_BRACKET && !is_comma(doc, at)) return (Str){0};
  uint32_t reach = at + (of ? TIE_REACH_OF : TIE_REACH);
  for (uint32_t t = at + 1; t < reach && t < end; t++) {
    const Token *token = &doc->tokens.items[t];
    if (token->kind == TOKEN_QUOTE || token->kind == TOKEN_STOP || reports(w, t)) break;
    if (knowledge_is(w->knowledge, token, WORD_WHO) ||
        knowledge_is(w->knowledge, token, WORD_AUXILIARY))
      break;
    Str side = tie_at(w, t);
    if (side.len) return side;
  }
  return (Str){0};
}

/* The entity of a name that introduces a person. A longer form of a name already met becomes its
 * id. */
static uint32_t introduced(Work *w, const NounPhrase *np) {
  uint32_t words = work_name_words(w, np->name);
  uint32_t known = roster_find(&w->roster, np->name, words, np->name.beg);
  if (np->actor) {
    uint32_t entity = roster_actor(&w->roster, np->actor);
    if (!known && words > 1) roster_add(&w->roster, np->name, entity);
    return entity;
  }
  if (known) {
    Person *person = &w->roster.persons.items[known - 1];
    Entity *entity = &vec_at(&w->doc->entities, person->entity);
    if (words > work_name_words(w, person->name) && !entity->actor) {
      Str longer = work_name_text(w, np->name);
      entity->id = (Str){arena_copy(&w->doc->arena, longer.ptr, longer.len), longer.len};
      person->name = np->name;
    }
    return person->entity;
  }
  uint32_t entity = roster_entity(&w->roster, work_name_text(w, np->name), (Str){0}, ENTITY_PERSON);
  roster_add(&w->roster, np->name, entity);
  return entity;
}

static void entitle_apposition(Work *w, NounPhrase *title, uint32_t entity) {
  title->entity = entity + 1;
  roster_entitle(&w->roster, work_called(title), entity, title->at.beg, true);
}

static void introduce(Work *w, uint32_t index) {
  NounPhrase *np = &w->phrases.items[index];
  uint32_t entity = introduced(w, np);
  Entity *e = &vec_at(&w->doc->entities, entity);
  NounPhrase *before = apposition_before(w, index), *after = apposition(w, index);
  if (!e->gender) e->gender = gender_of(w, np);
  if (!e->side.len) e->side = work_side(w, np->side);
  if (!e->side.len && before) e->side = work_side(w, before->side);
  if (!e->side.len) e->side = side_after(w, np);
  np->entity = entity + 1;
  if (is_titled(np)) roster_entitle(&w->roster, work_called(np), entity, np->at.beg, true);
  if (before) entitle_apposition(w, before, entity);
  if (after) entitle_apposition(w, after, entity);
}

/* Surnames that stand alone, and those that do so beside a reporting verb. */
static void note_spoken(Work *w) {
  for (uint32_t i = 0; i < w->phrases.len; i++) {
    const NounPhrase *np = &w->phrases.items[i];
    bool titled = np->head == HEAD_NAME && is_titled(np) && work_name_words(w, np->name) == 1;
    if (np->head != HEAD_WORD && !titled) continue; /* "Mr Tamm" speaks for "Maarja Tamm", too */
    uint64_t key = roster_key(&w->roster, np->name);
    key_set(titled || beside_report(w, np->at) ? &w->spoken : &w->single, key, i + 1);
  }
}

/* "Lord Dannick", with no fuller name anywhere. */
static bool is_surname_alone(Work *w, const NounPhrase *np) {
  return np->head == HEAD_NAME && !np->entity && !np->actor && !np->title_case && is_titled(np) &&
         !np->plural && np->title.end == np->name.beg && work_name_words(w, np->name) == 1 &&
         all_unknown(w, np->name) && !roster_find(&w->roster, np->name, 1, np->at.beg);
}

/* The noun phrase that says what a person is: "Tamm is a former minister". */
static NounPhrase *predicate(const Work *w, uint32_t index) {
  if (index + 1 >= w->phrases.len) return NULL;
  NounPhrase *np = &w->phrases.items[index], *next = np + 1;
  bool is = scan_is(&w->scan, np->at.end, "is") || scan_is(&w->scan, np->at.end, "was");
  return is && next->at.beg == np->at.end + 1 && explains(w, next) ? next : NULL;
}

static void introduce_all(Work *w, bool (*wanted)(Work *, uint32_t)) {
  for (uint32_t i = 0; i < w->phrases.len; i++) {
    if (!wanted(w, i)) continue;
    introduce(w, i);
    NounPhrase *title = predicate(w, i);
    if (title) entitle_apposition(w, title, w->phrases.items[i].entity - 1);
  }
}

/* "PRIME MINISTER MAARJA TAMM" or "Admiral Maarja Tamm on the fleet" as a whole heading. */
static bool is_heading(const Work *w, const NounPhrase *np) {
  enum { TAIL = 4 };
  Range sentence = w->doc->sentences.items[doc_sentence_of(w->doc, np->at.beg)].tokens;
  return is_titled(np) && np->at.beg == sentence.beg && np->at.end + TAIL >= sentence.end;
}

static bool is_person(Work *w, uint32_t index) {
  const NounPhrase *np = &w->phrases.items[index];
  if (work_is_lexicon_person(w, np)) return true;
  return np->head == HEAD_NAME && (!np->title_case || is_heading(w, np)) &&
         work_name_words(w, np->name) > 1 && name_score(w, index) >= 2;
}

static bool is_known_by_surname(Work *w, uint32_t index) {
  return is_surname_alone(w, &w->phrases.items[index]);
}

/* "Prime Minister Maarja Tamm's coalition", "envoys of President Maarja Tamm": a person who stands
 * nowhere else by the full name. */
static void introduce_owner(Work *w, const NounPhrase *np) {
  if (range_empty(np->owner) || np->owner_actor || work_name_words(w, np->owner) < 2) return;
  const Token *first = &w->doc->tokens.items[np->owner.beg];
  bool given = knowledge_role(w->knowledge, first, ROLE_GIVEN);
  if (!given || any_role(w, np->owner, ROLE_THING) || any_role(w, np->owner, ROLE_ORGANISATION))
    return;
  NounPhrase owner = {.at = np->owner, .name = np->owner, .side = np->side, .head = HEAD_NAME};
  uint32_t index = introduced(w, &owner);
  Entity *entity = &vec_at(&w->doc->entities, index);
  if (!entity->gender) entity->gender = gender_of(w, &owner);
  if (!entity->side.len) entity->side = work_side(w, owner.side);
}

void person_introduce(Work *w) {
  w->scan.sentence = (Range){0, w->doc->tokens.len};
  note_spoken(w);
  introduce_all(w, is_person);
  for (uint32_t i = 0; i < w->phrases.len; i++) introduce_owner(w, &w->phrases.items[i]);
  introduce_all(w, is_known_by_surname);
}
