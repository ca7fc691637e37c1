/* Entities in three steps. First every sentence is cut into noun phrases that may stand for an actor. Then the
 * names among them that the lexicon does not know are judged: a title before, an apposition after, a
 * reporting verb beside speak for a person; a street or a treaty in it speaks against. Last, in
 * reading order, all phrases are resolved: surnames to the persons introduced anywhere in the article (a
 * headline may name them first), titles to whoever was last called so, groups and bodies to their state. */
#include "attribution/attribution.h"
#include "attribution/nounphrase.h"
#include "attribution/roster.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

typedef struct Context { /* whose affairs the text speaks of just now */
  Str subject; /* side of the first reference of the last sentence that has one */
  Str place;   /* side of the dateline */
} Context;

typedef struct Work {
  const Knowledge *knowledge;
  Doc *doc;
  Scan scan;
  Roster roster;
  VEC(NounPhrase) phrases;
  VEC(uint32_t) phrase_at;
  KeyTable spoken; /* keys of single capitalised words that stand beside a reporting verb */
  Context context;
} Work;

/* ---- step one: noun phrases ---- */

static void index_phrases(Work *w) {
  const Doc *doc = w->doc;
  uint32_t tokens = doc->tokens.len;
  vec_reserve(&w->phrase_at, tokens + 2);
  for (uint32_t t = 0, p = 0; t <= tokens + 1; t++) {
    while (p < doc->phrases.len && doc->phrases.items[p].at.beg < t) p++;
    vec_push(&w->phrase_at, p);
  }
  w->scan.phrase_at = w->phrase_at.items;
}

/* A headline in title case: nearly all its longer words have capitals. */
static bool is_title_case(const Doc *doc, const Sentence *sentence) {
  uint32_t words = 0, capitals = 0;
  if (sentence->kind == SENTENCE_PROSE && sentence->tokens.beg) return false;
  for (uint32_t i = sentence->tokens.beg; i < sentence->tokens.end; i++) {
    const Token *token = &doc->tokens.items[i];
    if (token->kind != TOKEN_WORD || token->at.end - token->at.beg < 4) continue;
    words++;
    capitals += (token->flags & TOKEN_CAPITAL) != 0;
  }
  return words >= 4 && capitals * 10 >= words * 8;
}

static bool may_begin(const Scan *scan, uint32_t at) {
  const Token *token = scan_token(scan, at);
  if (token->kind == TOKEN_NUMBER) return true;
  return token->kind == TOKEN_WORD && (token->form || (token->flags & TOKEN_CAPITAL));
}

static void cut_sentence(Work *w, const Sentence *sentence) {
  w->scan.sentence = sentence->tokens;
  w->scan.title_case = is_title_case(w->doc, sentence);
  for (uint32_t at = sentence->tokens.beg; at < sentence->tokens.end;) {
    NounPhrase np;
    if (may_begin(&w->scan, at) && noun_phrase_parse(&w->scan, at, &np)) {
      np.title_case = w->scan.title_case;
      vec_push(&w->phrases, np);
      at = np.at.end > at ? np.at.end : at + 1;
    } else
      at++;
  }
}

/* ---- step two: names ---- */

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

static bool is_person_title(const NounPhrase *np) {
  return np->head == HEAD_TITLE && np->title_class == TITLE_PERSON && !np->plural;
}

/* The noun phrase that explains a name as an apposition after it, or NULL. */
static const NounPhrase *apposition(const Work *w, uint32_t index) {
  if (index + 1 >= w->phrases.len) return NULL;
  const NounPhrase *np = &w->phrases.items[index], *next = np + 1;
  uint32_t gap = next->at.beg - np->at.end;
  if (!gap || gap > 4 || !is_comma(w->doc, np->at.end)) return NULL;
  return is_person_title(next) ? next : NULL;
}

/* … as one before it: "China's special envoy, Xu Wenbo, …". */
static NounPhrase *apposition_before(Work *w, uint32_t index) {
  if (!index) return NULL;
  NounPhrase *np = &w->phrases.items[index], *before = np - 1;
  if (!is_person_title(before) || before->at.end + 1 != np->at.beg || !is_comma(w->doc, before->at.end))
    return NULL;
  return before;
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

static bool is_titled(const NounPhrase *np) {
  return !range_empty(np->title) && np->title_class == TITLE_PERSON && np->title.end <= np->name.beg;
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
  if (scan_is(&w->scan, np->at.end, "who")) score += 1;
  if (any_role(w, np->name, ROLE_THING)) score -= 3;
  if (any_role(w, np->name, ROLE_ORGANISATION)) score -= 2;
  if (np->determiner != DETERMINER_NONE && !is_titled(np)) score -= 2;
  if (np->at.beg && knowledge_is(w->knowledge, first - 1, WORD_PREPOSITION)) score -= 1;
  return score;
}

static Str actor_side(const Work *w, uint32_t actor) {
  return actor ? w->knowledge->actors.items[actor - 1].side : (Str){0};
}

/* The name as the article writes it, one space between words, markup left out; a name all in capitals is
 * given small letters. */
static Str name_text(Work *w, Range name) {
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

static uint32_t name_words(const Work *w, Range name) {
  uint32_t words = 0;
  for (uint32_t i = name.beg; i < name.end; i++)
    words += w->doc->tokens.items[i].kind == TOKEN_WORD;
  for (uint32_t i = name.beg; i < name.end; i++)
    words -= w->doc->tokens.items[i].kind == TOKEN_HYPHEN;
  return words;
}

/* The side that stands in the words after a name: ", a fellow at the Y Institute", "of the Latvian parliament". */
static Str side_after(const Work *w, uint32_t index) {
  const NounPhrase *np = &w->phrases.items[index];
  const Doc *doc = w->doc;
  uint32_t at = np->at.end, reach = at + 14;
  if (at >= doc->tokens.len) return (Str){0};
  bool of = knowledge_is(w->knowledge, &doc->tokens.items[at], WORD_PREPOSITION);
  bool bracket = doc->tokens.items[at].kind == TOKEN_BRACKET;
  if (!of && !bracket && !is_comma(doc, at)) return (Str){0};
  if (of) reach = at + 4;
  for (uint32_t i = index + 1; i < w->phrases.len && w->phrases.items[i].at.beg < reach; i++) {
    const NounPhrase *next = &w->phrases.items[i];
    if (doc_sentence_of(doc, next->at.beg) != doc_sentence_of(doc, at)) break;
    if (next->head == HEAD_NAME || (next->head == HEAD_ACTOR && !range_empty(next->name))) break;
    if (next->side) return actor_side(w, next->side);
    if (reports(w, next->at.end)) break;
  }
  return (Str){0};
}

static void introduce(Work *w, uint32_t index) {
  NounPhrase *np = &w->phrases.items[index];
  uint32_t words = name_words(w, np->name);
  uint32_t known = roster_find(&w->roster, np->name, words, np->name.beg);
  uint32_t entity;
  if (np->actor)
    entity = roster_actor(&w->roster, np->actor);
  else if (known)
    entity = w->roster.persons.items[known - 1].entity;
  else
    entity = roster_entity(&w->roster, name_text(w, np->name), (Str){0}, ENTITY_PERSON);
  Entity *e = &vec_at(&w->doc->entities, entity);
  NounPhrase *before = apposition_before(w, index);
  const NounPhrase *after = apposition(w, index);
  if (!known && words > 1) roster_add(&w->roster, np->name, entity);
  if (!known && words == 1 && !np->actor) roster_add(&w->roster, np->name, entity);
  if (!e->gender) e->gender = gender_of(w, np);
  if (!e->side.len) e->side = actor_side(w, np->side);
  if (!e->side.len && before) e->side = actor_side(w, before->side);
  if (!e->side.len) e->side = side_after(w, index);
  np->entity = entity + 1;
  if (is_titled(np)) roster_entitle(&w->roster, np->title, entity, np->at.beg, true);
  if (before) {
    before->entity = entity + 1;
    roster_entitle(&w->roster, before->title, entity, np->at.beg, true);
  }
  if (after) {
    w->phrases.items[after - w->phrases.items].entity = entity + 1;
    roster_entitle(&w->roster, after->title, entity, np->at.beg, true);
  }
}

static bool is_lexicon_person(const Work *w, const NounPhrase *np) {
  return np->head == HEAD_ACTOR && np->actor &&
         w->knowledge->actors.items[np->actor - 1].kind == ENTITY_PERSON;
}

/* "Daryna Kostenko" is not the Kostenko of the lexicon when the given names differ. */
static void doubt_actor(Work *w, NounPhrase *np) {
  (void)w;
  (void)np;
}

static void introduce_names(Work *w) {
  for (uint32_t i = 0; i < w->phrases.len; i++) {
    NounPhrase *np = &w->phrases.items[i];
    w->scan.sentence = (Range){0, w->doc->tokens.len};
    if (is_lexicon_person(w, np)) {
      doubt_actor(w, np);
      introduce(w, i);
    } else if (np->head == HEAD_NAME && !np->title_case && name_words(w, np->name) > 1 &&
               name_score(w, i) >= 2)
      introduce(w, i);
  }
}

static void note_spoken(Work *w) {
  for (uint32_t i = 0; i < w->phrases.len; i++) {
    const NounPhrase *np = &w->phrases.items[i];
    if (np->head == HEAD_WORD && beside_report(w, np->at))
      key_set(&w->spoken, roster_key(&w->roster, np->name), i + 1);
  }
}

/* ---- step three: resolution in reading order ---- */

static void refer(Work *w, Range at, uint32_t entity, ReferenceKind kind) {
  if (range_empty(at)) return;
  vec_push(&w->doc->references, (Reference){at, entity, (uint8_t)kind});
}

static Str phrase_side(const Work *w, const NounPhrase *np) {
  if (np->side) return actor_side(w, np->side);
  if (np->owner_actor) return actor_side(w, np->owner_actor);
  return (Str){0};
}

/* The state or body that a tie stands for. */
static uint32_t tie_entity(Work *w, uint32_t actor) {
  const Actor *row = &w->knowledge->actors.items[actor - 1];
  if (str_equal(row->id, row->side) || !row->side.len) return roster_actor(&w->roster, actor);
  return roster_entity(&w->roster, row->side, row->side, ENTITY_STATE);
}

static bool head_role(const Work *w, const NounPhrase *np, RoleClass role) {
  return knowledge_role(w->knowledge, &w->doc->tokens.items[np->title.end - 1], role);
}

/* Index + 1 of what a title noun of several people or of a body stands for. */
static uint32_t collective(Work *w, NounPhrase *np) {
  Str side = phrase_side(w, np);
  if (!side.len) return 0;
  Roster *r = &w->roster;
  if (np->title_class == TITLE_PUBLIC || np->determiner == DETERMINER_SHARE)
    return roster_group(r, side, "public", ENTITY_PUBLIC) + 1;
  if (np->title_class == TITLE_BODY && head_role(w, np, ROLE_PRIVATE)) return 0;
  if (head_role(w, np, ROLE_PARLIAMENT)) return roster_group(r, side, "parliament", ENTITY_BODY) + 1;
  if (head_role(w, np, ROLE_POLITICIAN)) return roster_group(r, side, "politicians", ENTITY_GROUP) + 1;
  if (head_role(w, np, ROLE_EXPERT)) return roster_group(r, side, "experts", ENTITY_GROUP) + 1;
  if (np->title_class == TITLE_GROUP && head_role(w, np, ROLE_MILITARY))
    return roster_group(r, side, "military", ENTITY_GROUP) + 1;
  return np->side ? tie_entity(w, np->side) + 1 : 0;
}

static uint32_t single_title(Work *w, NounPhrase *np) {
  Str side = phrase_side(w, np);
  bool indefinite = np->determiner == DETERMINER_INDEFINITE || np->determiner == DETERMINER_QUANTITY;
  uint32_t entity = 0;
  if (!indefinite) entity = roster_titled(&w->roster, np->title, side, np->at.beg, true);
  if (!entity && !indefinite && np->office) entity = roster_actor(&w->roster, np->office) + 1;
  if (!entity && side.len) entity = roster_group(&w->roster, side, "unnamed", ENTITY_UNNAMED) + 1;
  if (entity) roster_entitle(&w->roster, np->title, entity - 1, np->at.beg, false);
  return entity;
}

static uint32_t demonym(Work *w, NounPhrase *np) {
  uint32_t actor = np->actor;
  if (!np->plural && np->determiner != DETERMINER_DEFINITE) return 0;
  if (np->determiner == DETERMINER_SHARE)
    return roster_group(&w->roster, actor_side(w, actor), "public", ENTITY_PUBLIC) + 1;
  return tie_entity(w, actor) + 1;
}

static uint32_t surname(Work *w, NounPhrase *np) {
  uint32_t words = name_words(w, np->name);
  uint32_t person = roster_find(&w->roster, np->name, words, np->at.beg);
  if (!person && words > 1) {
    Range last = {np->name.end - 1, np->name.end};
    person = roster_find(&w->roster, last, 1, np->at.beg);
    if (person) np->at.beg = last.beg;
  }
  return person ? w->roster.persons.items[person - 1].entity + 1 : 0;
}

static uint32_t resolve(Work *w, NounPhrase *np) {
  if (np->entity) return np->entity;
  switch (np->head) {
  case HEAD_ACTOR: return roster_actor(&w->roster, np->actor) + 1;
  case HEAD_DEMONYM: return demonym(w, np);
  case HEAD_NAME:
  case HEAD_WORD: return surname(w, np);
  case HEAD_TITLE:
    if (is_person_title(np)) return single_title(w, np);
    return collective(w, np);
  default: return 0;
  }
}

static ReferenceKind reference_kind(const NounPhrase *np) {
  if (np->head == HEAD_TITLE)
    return np->title_class == TITLE_PERSON && !np->plural ? REFERENCE_TITLE : REFERENCE_GROUP;
  return np->head == HEAD_DEMONYM ? REFERENCE_GROUP : REFERENCE_NAME;
}

static void resolve_owner(Work *w, NounPhrase *np) {
  uint32_t entity = 0;
  if (range_empty(np->owner)) return;
  if (np->owner_actor)
    entity = roster_actor(&w->roster, np->owner_actor) + 1;
  else {
    uint32_t person = roster_find(&w->roster, np->owner, name_words(w, np->owner), np->owner.beg);
    if (person) entity = w->roster.persons.items[person - 1].entity + 1;
  }
  if (entity) refer(w, np->owner, entity - 1, REFERENCE_NAME);
}

static void resolve_all(Work *w) {
  for (uint32_t i = 0; i < w->phrases.len; i++) {
    NounPhrase *np = &w->phrases.items[i];
    np->entity = resolve(w, np);
    if (np->entity) {
      refer(w, np->at, np->entity - 1, reference_kind(np));
      if (is_titled(np)) roster_entitle(&w->roster, np->title, np->entity - 1, np->at.beg, false);
    }
    resolve_owner(w, np);
  }
}

void entity_run(const Knowledge *knowledge, Doc *doc) {
  Work w = {.knowledge = knowledge, .doc = doc};
  w.scan = (Scan){.knowledge = knowledge, .doc = doc};
  roster_open(&w.roster, knowledge, doc);
  index_phrases(&w);
  for (uint32_t s = 0; s < doc->sentences.len; s++) cut_sentence(&w, &doc->sentences.items[s]);
  note_spoken(&w);
  introduce_names(&w);
  resolve_all(&w);
  roster_close(&w.roster);
  key_free(&w.spoken);
  vec_free(&w.phrases);
  vec_free(&w.phrase_at);
}
