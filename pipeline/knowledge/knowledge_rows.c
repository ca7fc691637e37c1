/* A row becomes a record, and its phrases entries of the one trie: what differs between files is
 * told in KNOWLEDGE_SOURCES, the columns and a function a file. Single closed-class words and
 * single cue words meet on almost every token, so they live in FormInfo, an array by word, and not
 * in the trie. */
#include "base/utf8.h"
#include "knowledge/knowledge_parts.h"

#include <stdlib.h>
#include <string.h>

/* ---- classes, as the files write them ---- */

static const char *const ACTOR_CLASSES[] = {"person",    "state", "body", "group",
                                            "institute", "media", NULL};
static const char *const TITLE_CLASSES[] = {"person", "group", "body", "document", "public", NULL};
static const char *const GUARANTEE_CLASSES[] = {"term",  "general", "back", "not",
                                                "bound", "sign",    NULL};
static const char *const CUE_CLASSES[] = {"say",     "tell",   "think", "want",  "order",
                                          "promise", "refuse", "ask",   "judge", "show",
                                          "noun",    "phrase", NULL};
static const char *const POLARITY_CLASSES[] = {"support", "reject", "doubt", "open",
                                               "limit",   "drop",   NULL};
static const char *const CONDITION_CLASSES[] = {"if",    "unless",  "without", "provided",
                                                "after", "depends", NULL};
static const char *const NEGATOR_CLASSES[] = {"not", "hardly", "double", NULL};
static const char *const HEDGE_CLASSES[] = {"modal", "possible", "report", "future", NULL};
static const char *const WORD_NAMES[] = {
    "determiner", "preposition", "conjunction", "auxiliary", "relative", "subordinator",
    "adverb",     "number",      "month",       "weekday",   "he",       "she",
    "they",       "it",          "i",           "we",        "you",      "who",
    "this",       "break",       "duty",        NULL};
static const char *const ROLE_NAMES[] = {
    "male",         "female",  "politician", "expert",   "military",   "parliament",
    "organisation", "thing",   "particle",   "definite", "indefinite", "share",
    "modifier",     "unnamed", "private",    "epithet",  "country",    "ally",
    "polled",       "privy",   "adjectival", "tied",     "coalition",  NULL};
static const char *const GENDER_NAMES[] = {"male", "female", "either", NULL};
static const char *const ABBREVIATION_CLASSES[] = {"title",   "number", "month", "place", "time",
                                                   "company", "latin",  "other", NULL};

static const char *const *const CLASS_NAMES[LEXICON_COUNT] = {
    [LEXICON_ACTOR] = ACTOR_CLASSES,
    [LEXICON_ADJECTIVE] = ACTOR_CLASSES,
    [LEXICON_TITLE] = TITLE_CLASSES,
    [LEXICON_GUARANTEE] = GUARANTEE_CLASSES,
    [LEXICON_CUE] = CUE_CLASSES,
    [LEXICON_POLARITY] = POLARITY_CLASSES,
    [LEXICON_CONDITION] = CONDITION_CLASSES,
    [LEXICON_NEGATOR] = NEGATOR_CLASSES,
    [LEXICON_HEDGE] = HEDGE_CLASSES,
    [LEXICON_PRONOUN] = WORD_NAMES,
    [LEXICON_WORD] = WORD_NAMES};

const char *knowledge_class_name(uint8_t lexicon, uint8_t word_class) {
  const char *const *names = lexicon < LEXICON_COUNT ? CLASS_NAMES[lexicon] : NULL;
  for (uint8_t i = 0; names && names[i]; i++)
    if (i == word_class) return names[i];
  return "";
}

/* ---- cells, words, phrases ---- */

bool knowledge_fault(KnowledgeLoader *l, const char *cause, Str what) {
  return err_at(l->err, l->table.path, table_line(l->row), "%s: %.*s", cause, (int)what.len,
                what.ptr);
}

static Str keep(KnowledgeLoader *l, Str text) {
  return (Str){arena_copy(&l->k->arena, text.ptr, text.len), text.len};
}

static bool class_of(KnowledgeLoader *l, const char *const *names, uint32_t column,
                     uint8_t *word_class) {
  Str name = knowledge_cell(l, column);
  for (uint8_t i = 0; names[i]; i++)
    if (str_is(name, names[i])) return *word_class = i, true;
  return knowledge_fault(l, "unknown class", name);
}

static FormInfo *form_of(KnowledgeLoader *l, Str word) {
  buf_clear(&l->word);
  utf8_fold(word, &l->word);
  uint32_t id = intern_add(l->k->words, buf_slice(&l->word));
  while (l->forms.len <= id) vec_push(&l->forms, (FormInfo){0});
  return &vec_at(&l->forms, id);
}

/* A phrase that stands twice in one file is a conflict: which row is meant? */
static bool is_new(KnowledgeLoader *l, Str phrase) {
  uint32_t id = intern_add(l->seen, phrase);
  if (id <= l->seen_line.len)
    return err_at(l->err, l->table.path, table_line(l->row), "stands on line %u too: %.*s",
                  vec_at(&l->seen_line, id - 1), (int)phrase.len, phrase.ptr);
  vec_push(&l->seen_line, (uint32_t)table_line(l->row));
  return true;
}

static bool is_single_word(Str phrase) {
  return phrase.len && !memchr(phrase.ptr, ' ', phrase.len) &&
         !memchr(phrase.ptr, '(', phrase.len) && !memchr(phrase.ptr, '[', phrase.len) &&
         !memchr(phrase.ptr, '-', phrase.len) && phrase.ptr[0] != '~' && !utf8_clitic(phrase);
}

static uint32_t add_entry(KnowledgeLoader *l, LexiconId lexicon, uint8_t word_class, uint32_t row) {
  vec_push(&l->k->entries, (Entry){(uint8_t)lexicon, word_class, 0, row});
  return l->k->entries.len - 1;
}

static bool add_phrase(KnowledgeLoader *l, Str phrase, uint32_t entry) {
  const char *cause;
  return phrases_add(l->k->phrases, phrase, entry, &cause) || knowledge_fault(l, cause, phrase);
}

/* All phrases of a cell, parted by " | ", stand for entry. */
static bool add_phrases(KnowledgeLoader *l, Str all, uint32_t entry, bool unique) {
  Str rest = all, phrase;
  if (!all.len) return true;
  while (str_cut(&rest, " | ", &phrase)) {
    phrase = str_trim(phrase);
    if (!phrase.len) return knowledge_fault(l, "an empty phrase", all);
    if (unique && !is_new(l, phrase)) return false;
    if (!add_phrase(l, phrase, entry)) return false;
  }
  return true;
}

/* ---- one function a file: a row becomes a record ---- */

static bool inflection_row(KnowledgeLoader *l) {
  Str rest = knowledge_cell(l, 1), form, forms[16];
  uint32_t count = 0;
  if (!is_new(l, knowledge_cell(l, 0))) return false;
  while (str_cut(&rest, " | ", &form)) {
    if (count == 16) return knowledge_fault(l, "more than 16 forms", knowledge_cell(l, 0));
    forms[count++] = str_trim(form);
  }
  phrases_inflect(l->k->phrases, knowledge_cell(l, 0), forms, count);
  return true;
}

static bool type_row(KnowledgeLoader *l) {
  GuaranteeType type = {.id = keep(l, knowledge_cell(l, 0))};
  if (!is_new(l, type.id)) return false;
  if (!str_number(knowledge_cell(l, 1), &type.rank))
    return knowledge_fault(l, "the rank is not a number", knowledge_cell(l, 1));
  if (l->k->types.len == TYPE_ANY) return knowledge_fault(l, "too many types", type.id);
  vec_push(&l->k->types, type);
  return true;
}

static bool actor_row(KnowledgeLoader *l) {
  uint8_t kind;
  if (!class_of(l, ACTOR_CLASSES, 1, &kind)) return false;
  Actor actor = {
      .id = keep(l, knowledge_cell(l, 0)), .side = keep(l, knowledge_cell(l, 2)), .kind = kind};
  if (!actor.id.len) return knowledge_fault(l, "no id", knowledge_cell(l, 3));
  if (intern_add(l->actor_ids, actor.id) != l->k->actors.len + 1)
    return knowledge_fault(l, "id stands twice", actor.id);
  vec_push(&l->k->actors, actor);
  uint32_t row = l->k->actors.len - 1;
  return add_phrases(l, knowledge_cell(l, 3), add_entry(l, LEXICON_ACTOR, kind, row), true) &&
         add_phrases(l, knowledge_cell(l, 4), add_entry(l, LEXICON_ADJECTIVE, kind, row), true);
}

static uint32_t actor_of(const KnowledgeLoader *l, Str id) {
  return intern_find(l->actor_ids, id, hash_bytes(id.ptr, id.len));
}

static bool office_row(KnowledgeLoader *l) {
  uint32_t actor = actor_of(l, knowledge_cell(l, 1));
  if (!actor) return knowledge_fault(l, "no such actor", knowledge_cell(l, 1));
  vec_push(&l->k->offices,
           (Office){actor - 1, 0, keep(l, knowledge_cell(l, 2)), keep(l, knowledge_cell(l, 3))});
  uint32_t row = l->k->offices.len - 1;
  return add_phrases(l, knowledge_cell(l, 0), add_entry(l, LEXICON_OFFICE, 0, row), false);
}

static bool place_row(KnowledgeLoader *l) {
  uint32_t actor = actor_of(l, knowledge_cell(l, 0));
  if (!actor) return knowledge_fault(l, "no such actor", knowledge_cell(l, 0));
  return add_phrases(l, knowledge_cell(l, 1), add_entry(l, LEXICON_PLACE, 0, actor - 1), true);
}

/* Index + 1 of the next type of a cell; false: there is none of that name. */
static bool take_type(KnowledgeLoader *l, Str *rest, uint32_t *type) {
  Str id;
  if (!str_cut(rest, " | ", &id)) return true;
  *type = str_is(id, "*") ? TYPE_ANY + 1 : knowledge_type(l->k, id);
  return *type || knowledge_fault(l, "no such type in types.tsv", id);
}

/* The type a phrase names, or the two of which its article tells which. */
static bool guarantee_row(KnowledgeLoader *l) {
  uint8_t word_class;
  uint32_t type = 0, rival = 0;
  Str rest = knowledge_cell(l, 1);
  if (!take_type(l, &rest, &type) || !take_type(l, &rest, &rival)) return false;
  if (!class_of(l, GUARANTEE_CLASSES, 2, &word_class)) return false;
  if (rest.len || rival == TYPE_ANY + 1 || type == rival)
    return knowledge_fault(l, "neither a type nor two types", knowledge_cell(l, 1));
  if (type == TYPE_ANY + 1 && (rival || word_class != GUARANTEE_BACK))
    return knowledge_fault(l, "only a back reference stands for any type", knowledge_cell(l, 0));
  if (rival && (word_class == GUARANTEE_NOT || word_class == GUARANTEE_SIGN))
    return knowledge_fault(l, "a near miss or a sign has one type", knowledge_cell(l, 0));
  uint32_t entry = add_entry(l, LEXICON_GUARANTEE, word_class, type - 1);
  vec_at(&l->k->entries, entry).rival = (uint16_t)rival;
  return add_phrases(l, knowledge_cell(l, 0), entry, true);
}

static bool cue_row(KnowledgeLoader *l) {
  Cue cue = {.lemma = keep(l, knowledge_cell(l, 0))};
  char number[32] = {0}, *end;
  Str probability = knowledge_cell(l, 2), rest = knowledge_cell(l, 3), form;
  memcpy(number, probability.ptr, probability.len < 31 ? probability.len : 31);
  cue.probability = strtod(number, &end);
  if (*end || end == number || cue.probability < 0 || cue.probability > 1)
    return knowledge_fault(l, "the probability is not between 0 and 1", probability);
  if (!class_of(l, CUE_CLASSES, 1, &cue.cue_class) || !is_new(l, cue.lemma)) return false;
  vec_push(&l->k->cues, cue);
  uint32_t row = l->k->cues.len - 1;
  uint32_t entry = add_entry(l, LEXICON_CUE, cue.cue_class, row);
  while (str_cut(&rest, " | ", &form)) {
    if (is_single_word(form))
      form_of(l, form)->cue = (uint16_t)(row + 1);
    else if (!add_phrase(l, form, entry))
      return false;
  }
  return true;
}

static bool abbreviation_row(KnowledgeLoader *l) {
  uint8_t word_class;
  if (!is_new(l, knowledge_cell(l, 0)) || !class_of(l, ABBREVIATION_CLASSES, 1, &word_class))
    return false;
  form_of(l, knowledge_cell(l, 0))->abbreviation = (uint8_t)(word_class + 1);
  return true;
}

/* words.tsv and pronouns.tsv: tags for single words, entries for the others. A word may have
 * several classes ("that"), so it may stand twice with different ones. */
static bool word_row(KnowledgeLoader *l, LexiconId lexicon) {
  uint8_t word_class;
  if (!class_of(l, WORD_NAMES, 1, &word_class)) return false;
  if (!is_single_word(knowledge_cell(l, 0)))
    return add_phrases(l, knowledge_cell(l, 0), add_entry(l, lexicon, word_class, 0), false);
  form_of(l, knowledge_cell(l, 0))->tags |= WORD_BIT(word_class);
  return true;
}

static bool role_row(KnowledgeLoader *l) {
  uint8_t role;
  if (!class_of(l, ROLE_NAMES, 1, &role)) return false;
  form_of(l, knowledge_cell(l, 0))->roles |= ROLE_BIT(role);
  return true;
}

static bool given_name_row(KnowledgeLoader *l) {
  static const uint32_t roles[] = {ROLE_BIT(ROLE_MALE), ROLE_BIT(ROLE_FEMALE), 0};
  uint8_t gender;
  if (!class_of(l, GENDER_NAMES, 1, &gender) || !is_new(l, knowledge_cell(l, 0))) return false;
  form_of(l, knowledge_cell(l, 0))->roles |= ROLE_BIT(ROLE_GIVEN) | roles[gender];
  return true;
}

static bool pronoun_row(KnowledgeLoader *l) {
  return word_row(l, LEXICON_PRONOUN);
}
static bool closed_class_row(KnowledgeLoader *l) {
  return word_row(l, LEXICON_WORD);
}

static bool plain_row(KnowledgeLoader *l, LexiconId lexicon) {
  uint8_t word_class;
  return class_of(l, CLASS_NAMES[lexicon], 1, &word_class) &&
         add_phrases(l, knowledge_cell(l, 0), add_entry(l, lexicon, word_class, 0), true);
}

/* The family of an office is only compared, so its hash will do; 0 is none. */
static bool title_row(KnowledgeLoader *l) {
  uint8_t word_class;
  Str family = knowledge_cell(l, 2);
  uint32_t row = family.len ? (uint32_t)hash_bytes(family.ptr, family.len) | 1 : 0;
  return class_of(l, TITLE_CLASSES, 1, &word_class) &&
         add_phrases(l, knowledge_cell(l, 0), add_entry(l, LEXICON_TITLE, word_class, row), true);
}
static bool polarity_row(KnowledgeLoader *l) {
  return plain_row(l, LEXICON_POLARITY);
}
static bool condition_row(KnowledgeLoader *l) {
  return plain_row(l, LEXICON_CONDITION);
}
static bool negator_row(KnowledgeLoader *l) {
  return plain_row(l, LEXICON_NEGATOR);
}
static bool hedge_row(KnowledgeLoader *l) {
  return plain_row(l, LEXICON_HEDGE);
}

const KnowledgeSource KNOWLEDGE_SOURCES[] = {
    {"inflections.tsv", 2, {"lemma", "forms"}, inflection_row},
    {"types.tsv", 3, {"id", "rank", "description"}, type_row},
    {"actors.tsv", 5, {"id", "class", "side", "names", "adjectives"}, actor_row},
    {"offices.tsv", 4, {"phrase", "id", "from", "to"}, office_row},
    {"places.tsv", 2, {"side", "names"}, place_row},
    {"titles.tsv", 3, {"phrase", "class", "family"}, title_row},
    {"guarantees.tsv", 3, {"phrase", "type", "class"}, guarantee_row},
    {"cues.tsv", 4, {"lemma", "class", "probability", "forms"}, cue_row},
    {"polarity.tsv", 2, {"phrase", "class"}, polarity_row},
    {"conditions.tsv", 2, {"phrase", "class"}, condition_row},
    {"negators.tsv", 2, {"phrase", "class"}, negator_row},
    {"hedges.tsv", 2, {"phrase", "class"}, hedge_row},
    {"pronouns.tsv", 2, {"phrase", "class"}, pronoun_row},
    {"words.tsv", 2, {"phrase", "class"}, closed_class_row},
    {"roles.tsv", 2, {"phrase", "class"}, role_row},
    {"given_names.tsv", 2, {"phrase", "class"}, given_name_row},
    {"abbreviations.tsv", 2, {"phrase", "class"}, abbreviation_row},
};
_Static_assert(sizeof KNOWLEDGE_SOURCES / sizeof *KNOWLEDGE_SOURCES == KNOWLEDGE_SOURCE_COUNT,
               "each file counts");
