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
static Str context_side(const Work *w) {
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

static Str phrase_side(const Work *w, const NounPhrase *np) {
  if (np->possessor && !np->side) return possessor_side(w, np);
  if (np->side) return work_side(w, np->side);
  if (np->owner_actor) return work_side(w, np->owner_actor);
  return (Str){0};
}

/* The state or body that a tie stands for. */
static uint32_t tie_entity(Work *w, uint32_t actor) {
  const Actor *row = &w->knowledge->actors.items[actor - 1];
  bool own = row->kind == ENTITY_INSTITUTE || row->kind == ENTITY_MEDIA || row->kind == ENTITY_BODY;
  if (own || str_equal(row->id, row->side) || !row->side.len)
    return roster_actor(&w->roster, actor);
  return roster_entity(&w->roster, row->side, row->side, ENTITY_STATE);
}

static bool head_role(const Work *w, const NounPhrase *np, RoleClass role) {
  return knowledge_role(w->knowledge, &w->doc->tokens.items[np->title.end - 1], role);
}

/* "European allies" are Europe, "Ukraine's allies" are not Ukraine. */
static uint32_t ally(Work *w, const NounPhrase *np) {
  if (!np->side || np->complement) return 0;
  return w->knowledge->actors.items[np->side - 1].kind == ENTITY_BODY ? tie_entity(w, np->side) + 1
                                                                      : 0;
}

/* A phrase with no tie of its own may be tied by what the text is about. */
static bool may_take_context(const Work *w, const NounPhrase *np) {
  if (np->plural && head_role(w, np, ROLE_COUNTRY)) return false;
  if (head_role(w, np, ROLE_TIED)) return false;
  if (np->possessor || np->title_class == TITLE_DOCUMENT) return false;
  if (np->title_class == TITLE_PUBLIC)
    return np->determiner == DETERMINER_SHARE || head_role(w, np, ROLE_POLLED);
  return true;
}

/* The side of a phrase about several people, a body or a document; empty when nothing tells it. */
static Str collective_side(Work *w, const NounPhrase *np) {
  Str side = phrase_side(w, np);
  if (side.len) return side;
  if (np->title_class == TITLE_PUBLIC && head_role(w, np, ROLE_POLLED) && w->context.polled.len)
    return w->context.polled;
  if (np->title_class == TITLE_GROUP && np->determiner != DETERMINER_NONE) {
    uint32_t same = roster_titled(&w->roster, work_called(np), (Str){0}, false);
    if (same) return vec_at(&w->doc->entities, same - 1).side; /* one of the officials */
  }
  if (np->privy || (np->title_class == TITLE_GROUP && head_role(w, np, ROLE_UNNAMED)))
    return STR("OTHER");
  return may_take_context(w, np) ? context_side(w) : side;
}

/* The group a head noun makes, as ids write it; NULL: its state itself. */
static const char *group_of(const Work *w, const NounPhrase *np, EntityKind *kind) {
  bool group = np->title_class == TITLE_GROUP;
  *kind = ENTITY_GROUP;
  if (group && head_role(w, np, ROLE_POLITICIAN)) return "politicians";
  *kind = ENTITY_UNNAMED;
  if (np->privy ||
      (group && (np->determiner == DETERMINER_NUMBER || head_role(w, np, ROLE_UNNAMED))))
    return "unnamed";
  *kind = ENTITY_PUBLIC;
  if (np->title_class == TITLE_PUBLIC || np->determiner == DETERMINER_SHARE) return "public";
  *kind = ENTITY_BODY;
  if (head_role(w, np, ROLE_PARLIAMENT)) return "parliament";
  *kind = ENTITY_GROUP;
  if (head_role(w, np, ROLE_POLITICIAN)) return "politicians";
  if (head_role(w, np, ROLE_EXPERT)) return "experts";
  if (group && head_role(w, np, ROLE_MILITARY)) return "military";
  return NULL;
}

/* Index + 1 of the person who owns what a title names. */
static uint32_t owner_entity(Work *w, const NounPhrase *np) {
  if (np->owner_actor && work_name_words(w, np->owner) > 1)
    return roster_actor(&w->roster, np->owner_actor) + 1;
  uint32_t person =
      roster_find(&w->roster, np->owner, work_name_words(w, np->owner), np->owner.beg);
  if (person) return w->roster.persons.items[person - 1].entity + 1;
  return np->owner_actor ? roster_actor(&w->roster, np->owner_actor) + 1 : 0;
}

/* Index + 1 of what a title noun of several people, of a body or a document stands for. */
static uint32_t collective(Work *w, NounPhrase *np) {
  if (head_role(w, np, ROLE_ALLY)) return ally(w, np);
  if (head_role(w, np, ROLE_PRIVATE)) return 0;
  if (np->title_class == TITLE_DOCUMENT && !range_empty(np->owner)) return owner_entity(w, np);
  Str side = collective_side(w, np);
  if (!side.len) return 0;
  if (np->title_class == TITLE_DOCUMENT && np->side &&
      w->knowledge->actors.items[np->side - 1].kind == ENTITY_MEDIA)
    return 0;
  EntityKind kind;
  const char *group = group_of(w, np, &kind);
  if (group) return roster_group(&w->roster, side, group, kind) + 1;
  return np->side ? tie_entity(w, np->side) + 1
                  : roster_entity(&w->roster, side, side, ENTITY_STATE) + 1;
}

static bool is_collective(const Work *w, uint32_t entity) {
  uint8_t kind = vec_at(&w->doc->entities, entity).kind;
  return kind != ENTITY_PERSON && kind != ENTITY_UNNAMED;
}

/* "the diplomat": whoever was spoken of last, when the noun may take up anybody. */
static uint32_t epithet(const Work *w, const NounPhrase *np, Str side) {
  const Context *c = &w->context;
  if (!head_role(w, np, ROLE_EPITHET) || !c->person) return 0;
  if (doc_sentence_of(w->doc, np->at.beg) > c->person_sentence + 3) return 0;
  const Entity *person = &vec_at(&w->doc->entities, c->person - 1);
  return !side.len || str_equal(side, person->side) ? c->person : 0;
}

static uint32_t single_title(Work *w, NounPhrase *np) {
  Str side = phrase_side(w, np);
  bool indefinite = np->determiner == DETERMINER_INDEFINITE || np->determiner >= DETERMINER_NUMBER;
  uint32_t entity = 0;
  if (!indefinite) entity = roster_titled(&w->roster, work_called(np), side, true);
  if (entity && is_collective(w, entity - 1)) { /* one of several officials */
    side = vec_at(&w->doc->entities, entity - 1).side;
    entity = 0;
  }
  if (!entity && !indefinite && np->office) entity = roster_actor(&w->roster, np->office) + 1;
  if (!entity && indefinite && side.len && doc_sentence_of(w->doc, np->at.beg) < 2)
    entity = roster_titled(&w->roster, work_called(np), side,
                           true); /* the lead tells less than what follows */
  if (!entity && np->determiner == DETERMINER_DEFINITE) entity = epithet(w, np, side);
  if (!entity && !side.len && !np->possessor)
    side = head_role(w, np, ROLE_UNNAMED) ? STR("OTHER") : context_side(w);
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
  if (np->determiner == DETERMINER_DEFINITE && !np->plural && w->context.person &&
      str_equal(vec_at(&w->doc->entities, w->context.person - 1).side, side) &&
      is_one_person(w, np))
    return w->context.person; /* "the American said" */
  if (np->determiner >= DETERMINER_QUANTITY || asked)
    return roster_group(&w->roster, side, "public", ENTITY_PUBLIC) + 1;
  return tie_entity(w, actor) + 1;
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

static uint32_t resolve(Work *w, NounPhrase *np) {
  if (work_is_lexicon_person(w, np) && work_name_words(w, np->name) == 1) {
    uint32_t namesake = surname(w, np); /* the article's own Kostenko, not that of the lexicon */
    if (namesake) return namesake;
  }
  if (np->entity) return np->entity;
  switch (np->head) {
  case HEAD_ACTOR:
    return roster_actor(&w->roster, np->actor) + 1;
  case HEAD_DEMONYM:
    return demonym(w, np);
  case HEAD_NAME:
  case HEAD_WORD:
    return surname(w, np);
  case HEAD_TITLE:
    if (is_person_title(np)) return single_title(w, np);
    return collective(w, np);
  case HEAD_ORGANISATION:
    return organisation(w, np);
  case HEAD_SHARE:
    return w->context.polled.len
               ? roster_group(&w->roster, w->context.polled, "public", ENTITY_PUBLIC) + 1
               : 0;
  default:
    return 0;
  }
}

/* The first reference of a sentence tells whose affairs it is about. */
static void note_context(Work *w, const NounPhrase *np) {
  Context *c = &w->context;
  uint32_t sentence = doc_sentence_of(w->doc, np->at.beg);
  const Entity *entity = &vec_at(&w->doc->entities, np->entity - 1);
  if (entity->kind == ENTITY_PERSON) {
    c->person = np->entity;
    c->person_sentence = sentence;
  }
  if (entity->kind == ENTITY_PERSON || entity->kind == ENTITY_UNNAMED) c->speaker = entity->side;
  if (entity->kind == ENTITY_PUBLIC) c->polled = entity->side;
  bool document = np->head == HEAD_TITLE && np->title_class == TITLE_DOCUMENT;
  bool body = entity->kind == ENTITY_STATE || entity->kind == ENTITY_BODY;
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
  uint32_t entity = owner_entity(w, np);
  if (entity && entity != np->entity) refer(w, np->owner, entity - 1, REFERENCE_NAME);
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
  if (!entity->side.len && entity->kind == ENTITY_PERSON) entity->side = phrase_side(w, np);
  if (!entity->side.len && entity->kind == ENTITY_PERSON) entity->side = context_side(w);
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
  for (uint32_t i = 0; i < w->phrases.len; i++) {
    NounPhrase *np = &w->phrases.items[i];
    bool quoted = is_quoted(w->doc, &cursor, np->at.beg);
    if (!np->entity && modifier_only(w, np)) continue;
    np->entity = resolve(w, np);
    if (np->entity) settle(w, np, quoted);
    resolve_owner(w, np);
  }
}
