/* Whom a phrase stands for. Ids follow the codebook: a state's government and officials are the
 * state, an unnamed speaker is SIDE:unnamed, a public asked in a poll SIDE:public. Where the phrase
 * itself tells no side, the subject of the last sentence is taken ("Poland has decided. The
 * government …"), never more than that. */
#include "attribution/work.h"

#include <string.h>

/* ---- whose affairs the article is about ---- */

/* Percentages and people asked. */
static void note_polls(Work *w) {
  const Doc *doc = w->doc;
  for (uint32_t s = 0; s < doc->sentences.len; s++) vec_push(&w->polls, 0);
  for (uint32_t i = 0; i < w->phrases.len; i++) {
    const NounPhrase *np = &w->phrases.items[i];
    bool asked =
        np->head == HEAD_SHARE || np->determiner == DETERMINER_SHARE ||
        (np->head == HEAD_TITLE && np->title_class == TITLE_PUBLIC &&
         knowledge_role(w->knowledge, &doc->tokens.items[np->title.end - 1], ROLE_POLLED)) ||
        (np->head == HEAD_TITLE && np->title_class == TITLE_DOCUMENT &&
         knowledge_role(w->knowledge, &doc->tokens.items[np->title.end - 1], ROLE_POLLED));
    if (asked) w->polls.items[doc_sentence_of(doc, np->at.beg)] = 1;
  }
}

/* A dateline: a place known to the lexicon, at the begin of a paragraph, before a dash or a
 * bracket. */
static bool is_dateline(const Work *w, const NounPhrase *np) {
  const Doc *doc = w->doc;
  if (np->head != HEAD_ACTOR || np->at.end >= doc->tokens.len) return false;
  if (!(doc->tokens.items[np->at.beg].flags & TOKEN_PARAGRAPH)) return false;
  uint8_t next = doc->tokens.items[np->at.end].kind;
  return next == TOKEN_DASH || next == TOKEN_BRACKET;
}

static void note_dateline(Work *w) {
  for (uint32_t i = 0; i < w->phrases.len && !w->context.dateline.len; i++)
    if (is_dateline(w, &w->phrases.items[i]))
      w->context.dateline = work_side(w, w->phrases.items[i].actor);
}

/* The ground for a side where the words themselves tell none: the last sentence's subject.
 * (Measured against the dateline, the article's first subject and the side of most persons, it is
 * right most often.) */
Str work_context_side(const Work *w) {
  return w->context.subject.len ? w->context.subject : w->context.dateline;
}

/* ---- groups, bodies, titles ---- */

static void refer(Work *w, Range at, uint32_t entity, ReferenceKind kind) {
  if (range_empty(at)) return;
  vec_push(&w->doc->references, (Reference){at, entity, (uint8_t)kind});
}

/* Whose "his" and "its" are: the person, the state or body last spoken of. */
static Str possessor_side(const Work *w, const NounPhrase *np) {
  uint32_t tags = knowledge_form(w->knowledge, &w->doc->tokens.items[np->possessor - 1])->tags;
  const Context *c = &w->context;
  if (tags & (WORD_BIT(WORD_IT) | WORD_BIT(WORD_THEY))) return c->body;
  return tags & (WORD_BIT(WORD_HE) | WORD_BIT(WORD_SHE)) ? c->speaker : (Str){0};
}

Str work_phrase_side(const Work *w, const NounPhrase *np) {
  if (np->possessor && !np->side) return possessor_side(w, np);
  if (np->side) return work_side(w, np->side);
  if (np->owner_actor) return work_side(w, np->owner_actor);
  return (Str){0};
}

static bool is_collective(const Work *w, uint32_t entity) {
  uint8_t kind = vec_at(&w->doc->entities, entity).kind;
  return kind != ENTITY_PERSON && kind != ENTITY_UNNAMED;
}

/* Nothing of what is known of a person's sex speaks against the words of a title. */
static bool gender_agrees(const Work *w, const Entity *person, uint32_t head) {
  const Token *token = &w->doc->tokens.items[head];
  if (person->gender == GENDER_MALE) return !knowledge_role(w->knowledge, token, ROLE_FEMALE);
  if (person->gender == GENDER_FEMALE) return !knowledge_role(w->knowledge, token, ROLE_MALE);
  return true;
}

enum { TAKEN_UP_WITHIN = 4 }; /* sentences */

/* Entity + 1 of the person of a side (empty: of any) spoken of last, not long before a phrase. */
static uint32_t recent_person(const Work *w, const NounPhrase *np, Str side) {
  const Context *c = &w->context;
  uint32_t sentence = doc_sentence_of(w->doc, np->at.beg);
  for (uint32_t k = 0; k < c->recents; k++) {
    if (sentence >= c->recent[k].sentence + TAKEN_UP_WITHIN) break;
    const Entity *person = &vec_at(&w->doc->entities, c->recent[k].entity);
    bool agrees = !side.len || str_equal(side, person->side);
    if (agrees && gender_agrees(w, person, np->at.end - 1)) return c->recent[k].entity + 1;
  }
  return 0;
}

/* "the diplomat": whoever was spoken of last, when the noun may take up anybody; not if one who was
 * called so was spoken of later. */
static uint32_t epithet(const Work *w, const NounPhrase *np, Str side, uint32_t titled) {
  if (!work_head_role(w, np, ROLE_EPITHET)) return titled;
  if (titled && vec_at(&w->doc->entities, titled - 1).kind == ENTITY_PERSON) return titled;
  uint32_t person = recent_person(w, np, side);
  bool later = person && (!titled || roster_last(&w->roster, person - 1) >
                                         roster_last(&w->roster, titled - 1));
  return later ? person : titled;
}

/* "the Green League president", of whom nobody has been called so: whoever of its state was spoken
 * of last. */
static uint32_t party_head(const Work *w, const NounPhrase *np, Str side) {
  if (np->determiner != DETERMINER_DEFINITE || !np->family || !np->side) return 0;
  if (w->knowledge->actors.items[np->side - 1].kind != ENTITY_GROUP) return 0;
  return recent_person(w, np, side);
}

static uint32_t single_title(Work *w, NounPhrase *np) {
  Str side = work_phrase_side(w, np);
  bool indefinite = np->determiner == DETERMINER_INDEFINITE || np->determiner >= DETERMINER_NUMBER;
  uint32_t entity = 0;
  Called by = work_called(np);
  if (np->office && roster_met(&w->roster, np->office)) by.family = 0; /* it is that person's */
  if (!indefinite) entity = roster_titled(&w->roster, by, side, true);
  if (entity && is_collective(w, entity - 1)) { /* one of several officials */
    side = vec_at(&w->doc->entities, entity - 1).side;
    entity = 0;
  }
  if (!entity && !indefinite && np->office) entity = roster_actor(&w->roster, np->office) + 1;
  if (!entity && indefinite && side.len && doc_sentence_of(w->doc, np->at.beg) < 2)
    entity = roster_titled(&w->roster, work_called(np), side,
                           true); /* the lead tells less than what follows */
  if (np->determiner == DETERMINER_DEFINITE) entity = epithet(w, np, side, entity);
  if (!entity) entity = party_head(w, np, side);
  if (!entity && !side.len && !np->possessor)
    side = work_head_role(w, np, ROLE_UNNAMED) ? work_unnamed_side(w, np) : work_context_side(w);
  if (!entity && side.len) entity = roster_group(&w->roster, side, "unnamed", ENTITY_UNNAMED) + 1;
  if (entity) roster_entitle(&w->roster, work_called(np), entity - 1, np->at.beg, false);
  return entity;
}

/* "the American" is one person, "the French" are not: a demonym with a plural of its own in -s. */
static bool is_one_person(const Work *w, const NounPhrase *np) {
  Str word = doc_text(w->doc, w->doc->tokens.items[np->at.end - 1].at);
  return str_ends(word, "an");
}

/* A poll is spoken of in this sentence, the one before or the one after. */
static bool polls_near(const Work *w, uint32_t sentence) {
  for (uint32_t s = sentence ? sentence - 1 : 0; s <= sentence + 1 && s < w->polls.len; s++)
    if (w->polls.items[s]) return true;
  return false;
}

static uint32_t demonym(Work *w, NounPhrase *np) {
  uint32_t actor = np->actor;
  Str side = work_side(w, actor);
  bool asked =
      np->determiner == DETERMINER_NONE && polls_near(w, doc_sentence_of(w->doc, np->at.beg));
  if (np->determiner == DETERMINER_NUMBER && !asked)
    return roster_group(&w->roster, side, "unnamed", ENTITY_UNNAMED) + 1;
  if (!np->plural && np->determiner != DETERMINER_DEFINITE) return 0;
  if (np->determiner == DETERMINER_DEFINITE && !np->plural && is_one_person(w, np)) {
    uint32_t person = recent_person(w, np, side); /* "the American said" */
    if (person) return person;
  }
  if (np->determiner >= DETERMINER_QUANTITY || asked)
    return roster_group(&w->roster, side, "public", ENTITY_PUBLIC) + 1;
  return work_tie_entity(w, actor) + 1;
}

static uint32_t surname(Work *w, NounPhrase *np) {
  uint32_t words = work_name_words(w, np->name);
  uint32_t person = roster_find(&w->roster, np->name, words, np->at.beg);
  if (!person && words > 1) {
    Range last = {np->name.end - 1, np->name.end};
    person = roster_find(&w->roster, last, 1, np->at.beg);
    if (person) np->at.beg = last.beg;
  }
  return person ? w->roster.persons.items[person - 1].entity + 1 : 0;
}

static uint32_t organisation(Work *w, const NounPhrase *np) {
  return roster_entity(&w->roster, work_name_text(w, np->name), work_side(w, np->side),
                       ENTITY_INSTITUTE) +
         1;
}

/* "52 percent": of the public asked last, else of whose affairs the text is about. */
static uint32_t polled(Work *w, const NounPhrase *np) {
  Str side = w->context.polled;
  if (!side.len && polls_near(w, doc_sentence_of(w->doc, np->at.beg))) side = work_context_side(w);
  return side.len ? roster_group(&w->roster, side, "public", ENTITY_PUBLIC) + 1 : 0;
}

/* "Lima", where the article has introduced an Ernesto Lima: not the capital of Peru, unless
 * something happens in it. */
static uint32_t namesake(Work *w, NounPhrase *np) {
  if (np->head != HEAD_ACTOR || np->at.end - np->at.beg != 1 || np->entity) return 0;
  if (w->knowledge->actors.items[np->actor - 1].kind != ENTITY_STATE) return 0;
  const Token *token = &w->doc->tokens.items[np->at.beg];
  if (np->at.beg && knowledge_is(w->knowledge, token - 1, WORD_PREPOSITION)) return 0;
  uint32_t person = roster_surname(&w->roster, np->at);
  if (!person) return 0;
  np->side = 0;
  return w->roster.persons.items[person - 1].entity + 1;
}

static uint32_t resolve(Work *w, NounPhrase *np) {
  uint32_t bearer = namesake(w, np);
  if (bearer) return bearer;
  if (work_is_lexicon_person(w, np) && work_name_words(w, np->name) == 1) {
    uint32_t namesake = surname(w, np); /* the article's own Kostenko, not that of the lexicon */
    if (namesake) return namesake;
  }
  if (np->entity) return np->entity;
  switch (np->head) {
  case HEAD_ACTOR:
    return collective_some_of(w, np);
  case HEAD_DEMONYM:
    return demonym(w, np);
  case HEAD_NAME:
  case HEAD_WORD:
    return surname(w, np);
  case HEAD_TITLE:
    if (is_person_title(np)) return single_title(w, np);
    return collective_resolve(w, np);
  case HEAD_ORGANISATION:
    return organisation(w, np);
  case HEAD_SHARE:
    return polled(w, np);
  default:
    return 0;
  }
}

/* "In France, 44 percent …": the sentence opens with where people were asked. */
static bool opens_with_place(const Work *w, const NounPhrase *np, uint32_t sentence) {
  uint32_t beg = w->doc->sentences.items[sentence].tokens.beg;
  return w->polls.items[sentence] && np->at.beg == beg + 1 && scan_is(&w->scan, beg, "in");
}

/* Moves a person to the front of those spoken of. */
static void note_recent(Context *c, uint32_t entity, uint32_t sentence) {
  uint32_t k = 0;
  while (k < c->recents && c->recent[k].entity != entity) k++;
  if (k == c->recents && c->recents < RECENT_MAX) c->recents++;
  if (k == RECENT_MAX) k--;
  for (; k; k--) c->recent[k] = c->recent[k - 1];
  c->recent[0] = (Recent){entity, sentence};
}

/* The first reference of a sentence tells whose affairs it is about. */
static void note_context(Work *w, const NounPhrase *np) {
  Context *c = &w->context;
  uint32_t sentence = doc_sentence_of(w->doc, np->at.beg);
  const Entity *entity = &vec_at(&w->doc->entities, np->entity - 1);
  if (entity->kind == ENTITY_PERSON) note_recent(c, np->entity - 1, sentence);
  if (entity->kind == ENTITY_UNNAMED) c->unnamed = np->entity;
  if (entity->kind == ENTITY_STATE && c->state[0] != np->entity) {
    c->state[1] = c->state[0];
    c->state[0] = np->entity;
  }
  if (entity->kind == ENTITY_PERSON || entity->kind == ENTITY_UNNAMED) c->speaker = entity->side;
  if (entity->kind == ENTITY_PUBLIC) c->polled = entity->side;
  bool document = np->head == HEAD_TITLE && np->title_class == TITLE_DOCUMENT;
  bool body = entity->kind == ENTITY_STATE || entity->kind == ENTITY_BODY;
  if (entity->kind == ENTITY_STATE && opens_with_place(w, np, sentence)) c->polled = entity->side;
  if (body && !document && sentence + 1 != c->body_sentence) {
    c->body = entity->side;
    c->body_sentence = sentence + 1;
  }
  if (sentence + 1 == c->sentence || !entity->side.len || entity->kind == ENTITY_MEDIA) return;
  c->sentence = sentence + 1;
  c->subject = entity->side;
}

static ReferenceKind reference_kind(const NounPhrase *np) {
  if (np->head == HEAD_TITLE)
    return np->title_class == TITLE_PERSON && !np->plural ? REFERENCE_TITLE : REFERENCE_GROUP;
  return np->head == HEAD_DEMONYM ? REFERENCE_GROUP : REFERENCE_NAME;
}

/* The owner is a reference of its own, except where the whole already stands for him. */
static void resolve_owner(Work *w, NounPhrase *np) {
  if (range_empty(np->owner)) return;
  uint32_t entity = work_owner_entity(w, np);
  if (entity && entity != np->entity) refer(w, np->owner, entity - 1, REFERENCE_NAME);
}

/* The like of a phrase for another state: "voters in Spain and [Italy]", "[Danish] and Dutch
 * voters". */
static void refer_alike(Work *w, const NounPhrase *model, uint32_t actor, Range at) {
  NounPhrase np = *model;
  np.at = at;
  np.side = actor;
  np.entity = collective_resolve(w, &np);
  if (!np.entity) return;
  refer(w, at, np.entity - 1, REFERENCE_GROUP);
  roster_mention(&w->roster, np.entity - 1, at.beg);
}

static void resolve_others(Work *w, const NounPhrase *np) {
  for (uint32_t t = np->others.beg; t < np->others.end; t++) {
    const PhraseMatch *state = scan_match(&w->scan, t, LEXICON_ACTOR);
    if (!state) continue;
    refer_alike(w, np, scan_actor(&w->scan, state), state->at);
    t = state->at.end - 1;
  }
}

enum { SHARED_MOST = 4 };

/* "Danish, Dutch and Swedish voters": the phrase with the noun that demonyms before it have, too.
 * NULL: none. */
static const NounPhrase *shared_noun(const Work *w, uint32_t index) {
  for (uint32_t k = 0; k < SHARED_MOST && index + k + 1 < w->phrases.len; k++) {
    const NounPhrase *np = &w->phrases.items[index + k], *next = np + 1;
    if (np->head != HEAD_DEMONYM || np->plural || next->at.beg != np->at.end + 1) return NULL;
    if (!scan_match(&w->scan, next->at.beg, LEXICON_ADJECTIVE)) return NULL;
    bool joined = scan_is(&w->scan, np->at.end, "and");
    if (joined && next->head == HEAD_TITLE && next->side && !next->complement)
      return is_person_title(next) ? NULL : next;
    if (joined || !scan_is(&w->scan, np->at.end, ",")) return NULL;
  }
  return NULL;
}

/* "both governments", "the two leaders": the two states, or the two persons, last spoken of. False:
 * none such. */
static bool resolve_pair(Work *w, NounPhrase *np) {
  const Context *c = &w->context;
  uint32_t beg = np->at.beg, sentence = doc_sentence_of(w->doc, beg);
  bool two = scan_is(&w->scan, beg, "both") ||
             (scan_is(&w->scan, beg, "the") && scan_is(&w->scan, beg + 1, "two"));
  if (!two || np->head != HEAD_TITLE || !np->plural || np->side || !range_empty(np->owner))
    return false;
  bool states = np->title_class == TITLE_BODY || work_head_role(w, np, ROLE_COUNTRY);
  uint32_t a = c->state[0], b = c->state[1];
  if (!states) {
    if (c->recents < 2 || sentence >= c->recent[1].sentence + TAKEN_UP_WITHIN) return false;
    a = c->recent[0].entity + 1;
    b = c->recent[1].entity + 1;
  }
  if (!a || !b) return false;
  refer(w, np->at, a - 1, REFERENCE_GROUP);
  refer(w, np->title, b - 1, REFERENCE_GROUP);
  return true;
}

/* True when a token stands inside a quotation; tokens must be asked in ascending order. */
typedef struct QuotedCursor {
  uint32_t next, end;
} QuotedCursor;

static bool is_quoted(const Doc *doc, QuotedCursor *cursor, uint32_t token) {
  for (; cursor->next < doc->quotations.len; cursor->next++) {
    const Quotation *quotation = &doc->quotations.items[cursor->next];
    if (quotation->tokens.beg > token) break;
    if (quotation->kind != QUOTATION_TERM && quotation->tokens.end > cursor->end)
      cursor->end = quotation->tokens.end;
  }
  return token < cursor->end;
}

/* A resolved phrase becomes a reference and is remembered: by title, and, outside quotations, as
 * what the text speaks of. (Nobody takes himself up by title in his own words.) */
static void settle(Work *w, const NounPhrase *np, bool quoted) {
  uint32_t index = np->entity - 1;
  Entity *entity = &vec_at(&w->doc->entities, index);
  if (!entity->side.len && entity->kind == ENTITY_PERSON) entity->side = work_phrase_side(w, np);
  if (!entity->side.len && entity->kind == ENTITY_PERSON) entity->side = work_context_side(w);
  refer(w, np->at, index, reference_kind(np));
  bool people = np->head == HEAD_TITLE && np->title_class == TITLE_GROUP;
  if ((entity->kind == ENTITY_PERSON || people) && !range_empty(np->title))
    roster_entitle(&w->roster, work_called(np), index, np->at.beg, false);
  if (quoted) return;
  roster_mention(&w->roster, index, np->at.beg);
  note_context(w, np);
}

void resolve_run(Work *w) {
  QuotedCursor cursor = {0};
  note_polls(w);
  note_dateline(w);
  collective_note_coalition(w);
  for (uint32_t i = 0; i < w->phrases.len; i++) {
    NounPhrase *np = &w->phrases.items[i];
    bool quoted = is_quoted(w->doc, &cursor, np->at.beg);
    const NounPhrase *noun = shared_noun(w, i);
    if (noun) {
      refer_alike(w, noun, np->actor, np->at);
      continue;
    }
    if (!np->entity && modifier_only(w, np)) continue;
    if (!np->entity && resolve_pair(w, np)) continue;
    np->entity = resolve(w, np);
    if (np->entity) settle(w, np, quoted);
    if (np->entity) resolve_others(w, np);
    resolve_owner(w, np);
  }
}
