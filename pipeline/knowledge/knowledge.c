/* One loader for all lexicons: each file is a table of rows, each row has a few phrases, each
 * phrase becomes an entry of the one trie. What differs between files is told in SOURCES: the
 * columns, and a function that turns a row into its record. Single closed-class words and single
 * cue words meet on almost every token, so they live in FormInfo, an array by word, and not in the
 * trie. */
#include "knowledge/knowledge.h"

#include "base/utf8.h"
#include "knowledge/table.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* ---- the loader's state ---- */

typedef struct Loader {
  Knowledge *k;
  Table table;
  uint32_t row;
  Intern *seen;      /* phrases of this file, to find those that stand twice */
  Intern *actor_ids; /* id - 1 = index into k->actors */
  VEC(uint32_t) seen_line;
  VEC(FormInfo) forms; /* grows with the vocabulary */
  Buf word;            /* scratch: a word, folded */
  Err *err;
  FailureReport report; /* not NULL: tell every fault and go on */
  void *context;
  uint32_t faults;
} Loader;

/* After a fault in err: true where the work goes on all the same. */
static bool goes_on(Loader *l) {
  if (!l->report) return false;
  l->report(l->context, l->err);
  l->faults++;
  return true;
}

static bool fault(Loader *l, const char *cause, Str what) {
  return err_at(l->err, l->table.path, table_line(l->row), "%s: %.*s", cause, (int)what.len,
                what.ptr);
}

static Str cell(const Loader *l, uint32_t column) {
  return table_cell(&l->table, l->row, column);
}

static Str keep(Loader *l, Str text) {
  return (Str){arena_copy(&l->k->arena, text.ptr, text.len), text.len};
}

static bool class_of(Loader *l, const char *const *names, uint32_t column, uint8_t *word_class) {
  Str name = cell(l, column);
  for (uint8_t i = 0; names[i]; i++)
    if (str_is(name, names[i])) return *word_class = i, true;
  return fault(l, "unknown class", name);
}

static FormInfo *form_of(Loader *l, Str word) {
  buf_clear(&l->word);
  utf8_fold(word, &l->word);
  uint32_t id = intern_add(l->k->words, buf_slice(&l->word));
  while (l->forms.len <= id) vec_push(&l->forms, (FormInfo){0});
  return &vec_at(&l->forms, id);
}

/* A phrase that stands twice in one file is a conflict: which row is meant? */
static bool is_new(Loader *l, Str phrase) {
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

static uint32_t add_entry(Loader *l, LexiconId lexicon, uint8_t word_class, uint32_t row) {
  vec_push(&l->k->entries, (Entry){(uint8_t)lexicon, word_class, 0, row});
  return l->k->entries.len - 1;
}

static bool add_phrase(Loader *l, Str phrase, uint32_t entry) {
  const char *cause;
  return phrases_add(l->k->phrases, phrase, entry, &cause) || fault(l, cause, phrase);
}

/* All phrases of a cell, parted by " | ", stand for entry. */
static bool add_phrases(Loader *l, Str all, uint32_t entry, bool unique) {
  Str rest = all, phrase;
  if (!all.len) return true;
  while (str_cut(&rest, " | ", &phrase)) {
    phrase = str_trim(phrase);
    if (!phrase.len) return fault(l, "an empty phrase", all);
    if (unique && !is_new(l, phrase)) return false;
    if (!add_phrase(l, phrase, entry)) return false;
  }
  return true;
}

/* ---- one function a file: a row becomes a record ---- */

static bool inflection_row(Loader *l) {
  Str rest = cell(l, 1), form, forms[16];
  uint32_t count = 0;
  if (!is_new(l, cell(l, 0))) return false;
  while (str_cut(&rest, " | ", &form)) {
    if (count == 16) return fault(l, "more than 16 forms", cell(l, 0));
    forms[count++] = str_trim(form);
  }
  phrases_inflect(l->k->phrases, cell(l, 0), forms, count);
  return true;
}

static bool type_row(Loader *l) {
  GuaranteeType type = {.id = keep(l, cell(l, 0))};
  if (!is_new(l, type.id)) return false;
  if (!str_number(cell(l, 1), &type.rank)) return fault(l, "the rank is not a number", cell(l, 1));
  if (l->k->types.len == TYPE_ANY) return fault(l, "too many types", type.id);
  vec_push(&l->k->types, type);
  return true;
}

static bool actor_row(Loader *l) {
  uint8_t kind;
  if (!class_of(l, ACTOR_CLASSES, 1, &kind)) return false;
  Actor actor = {.id = keep(l, cell(l, 0)), .side = keep(l, cell(l, 2)), .kind = kind};
  if (!actor.id.len) return fault(l, "no id", cell(l, 3));
  if (intern_add(l->actor_ids, actor.id) != l->k->actors.len + 1)
    return fault(l, "id stands twice", actor.id);
  vec_push(&l->k->actors, actor);
  uint32_t row = l->k->actors.len - 1;
  return add_phrases(l, cell(l, 3), add_entry(l, LEXICON_ACTOR, kind, row), true) &&
         add_phrases(l, cell(l, 4), add_entry(l, LEXICON_ADJECTIVE, kind, row), true);
}

static uint32_t actor_of(const Loader *l, Str id) {
  return intern_find(l->actor_ids, id, hash_bytes(id.ptr, id.len));
}

static bool office_row(Loader *l) {
  uint32_t actor = actor_of(l, cell(l, 1));
  if (!actor) return fault(l, "no such actor", cell(l, 1));
  vec_push(&l->k->offices, (Office){actor - 1, 0, keep(l, cell(l, 2)), keep(l, cell(l, 3))});
  uint32_t row = l->k->offices.len - 1;
  return add_phrases(l, cell(l, 0), add_entry(l, LEXICON_OFFICE, 0, row), false);
}

static bool place_row(Loader *l) {
  uint32_t actor = actor_of(l, cell(l, 0));
  if (!actor) return fault(l, "no such actor", cell(l, 0));
  return add_phrases(l, cell(l, 1), add_entry(l, LEXICON_PLACE, 0, actor - 1), true);
}

/* Index + 1 of the next type of a cell; false: there is none of that name. */
static bool take_type(Loader *l, Str *rest, uint32_t *type) {
  Str id;
  if (!str_cut(rest, " | ", &id)) return true;
  *type = str_is(id, "*") ? TYPE_ANY + 1 : knowledge_type(l->k, id);
  return *type || fault(l, "no such type in types.tsv", id);
}

/* The type a phrase names, or the two of which its article tells which. */
static bool guarantee_row(Loader *l) {
  uint8_t word_class;
  uint32_t type = 0, rival = 0;
  Str rest = cell(l, 1);
  if (!take_type(l, &rest, &type) || !take_type(l, &rest, &rival)) return false;
  if (!class_of(l, GUARANTEE_CLASSES, 2, &word_class)) return false;
  if (rest.len || rival == TYPE_ANY + 1 || type == rival)
    return fault(l, "neither a type nor two types", cell(l, 1));
  if (type == TYPE_ANY + 1 && (rival || word_class != GUARANTEE_BACK))
    return fault(l, "only a back reference stands for any type", cell(l, 0));
  if (rival && (word_class == GUARANTEE_NOT || word_class == GUARANTEE_SIGN))
    return fault(l, "a near miss or a sign has one type", cell(l, 0));
  uint32_t entry = add_entry(l, LEXICON_GUARANTEE, word_class, type - 1);
  vec_at(&l->k->entries, entry).rival = (uint16_t)rival;
  return add_phrases(l, cell(l, 0), entry, true);
}

static bool cue_row(Loader *l) {
  Cue cue = {.lemma = keep(l, cell(l, 0))};
  char number[32] = {0}, *end;
  Str probability = cell(l, 2), rest = cell(l, 3), form;
  memcpy(number, probability.ptr, probability.len < 31 ? probability.len : 31);
  cue.probability = strtod(number, &end);
  if (*end || end == number || cue.probability < 0 || cue.probability > 1)
    return fault(l, "the probability is not between 0 and 1", probability);
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

static bool abbreviation_row(Loader *l) {
  uint8_t word_class;
  if (!is_new(l, cell(l, 0)) || !class_of(l, ABBREVIATION_CLASSES, 1, &word_class)) return false;
  form_of(l, cell(l, 0))->abbreviation = (uint8_t)(word_class + 1);
  return true;
}

/* words.tsv and pronouns.tsv: tags for single words, entries for the others. A word may have
 * several classes ("that"), so it may stand twice with different ones. */
static bool word_row(Loader *l, LexiconId lexicon) {
  uint8_t word_class;
  if (!class_of(l, WORD_NAMES, 1, &word_class)) return false;
  if (!is_single_word(cell(l, 0)))
    return add_phrases(l, cell(l, 0), add_entry(l, lexicon, word_class, 0), false);
  form_of(l, cell(l, 0))->tags |= WORD_BIT(word_class);
  return true;
}

static bool role_row(Loader *l) {
  uint8_t role;
  if (!class_of(l, ROLE_NAMES, 1, &role)) return false;
  form_of(l, cell(l, 0))->roles |= ROLE_BIT(role);
  return true;
}

static bool given_name_row(Loader *l) {
  static const uint32_t roles[] = {ROLE_BIT(ROLE_MALE), ROLE_BIT(ROLE_FEMALE), 0};
  uint8_t gender;
  if (!class_of(l, GENDER_NAMES, 1, &gender) || !is_new(l, cell(l, 0))) return false;
  form_of(l, cell(l, 0))->roles |= ROLE_BIT(ROLE_GIVEN) | roles[gender];
  return true;
}

static bool pronoun_row(Loader *l) {
  return word_row(l, LEXICON_PRONOUN);
}
static bool closed_class_row(Loader *l) {
  return word_row(l, LEXICON_WORD);
}

static bool plain_row(Loader *l, LexiconId lexicon) {
  uint8_t word_class;
  return class_of(l, CLASS_NAMES[lexicon], 1, &word_class) &&
         add_phrases(l, cell(l, 0), add_entry(l, lexicon, word_class, 0), true);
}

/* The family of an office is only compared, so its hash will do; 0 is none. */
static bool title_row(Loader *l) {
  uint8_t word_class;
  Str family = cell(l, 2);
  uint32_t row = family.len ? (uint32_t)hash_bytes(family.ptr, family.len) | 1 : 0;
  return class_of(l, TITLE_CLASSES, 1, &word_class) &&
         add_phrases(l, cell(l, 0), add_entry(l, LEXICON_TITLE, word_class, row), true);
}
static bool polarity_row(Loader *l) {
  return plain_row(l, LEXICON_POLARITY);
}
static bool condition_row(Loader *l) {
  return plain_row(l, LEXICON_CONDITION);
}
static bool negator_row(Loader *l) {
  return plain_row(l, LEXICON_NEGATOR);
}
static bool hedge_row(Loader *l) {
  return plain_row(l, LEXICON_HEDGE);
}

typedef struct Source {
  const char *file;
  uint32_t columns;
  const char *names[5];
  bool (*row)(Loader *);
} Source;

/* In the order of their needs: inflections before any phrase, types and actors before what names
 * them. */
static const Source SOURCES[] = {
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
enum { SOURCE_COUNT = sizeof SOURCES / sizeof *SOURCES };

static bool load_source(Loader *l, const char *folder, const Source *source, Digest *digest) {
  char path[4096];
  if (snprintf(path, sizeof path, "%s/%s", folder, source->file) >= (int)sizeof path)
    return err_at(l->err, folder, 0, "the path is too long");
  if (!table_read(&l->table, path, source->names, source->columns, l->err)) return goes_on(l);
  *digest = digest_of(buf_slice(&l->table.bytes));
  l->seen = intern_new_for(2 * l->table.rows);
  vec_clear(&l->seen_line);
  bool ok = true;
  for (l->row = 0; ok && l->row < l->table.rows; l->row++)
    ok = (cell(l, 0).len ? source->row(l)
                         : fault(l, "an empty cell in column", str_of(source->names[0]))) ||
         goes_on(l);
  intern_free(l->seen);
  table_free(&l->table);
  return ok;
}

/* Room from the start for what the shipped lexicons hold; larger ones grow. */
enum { WORDS_FIRST = 1 << 15, ACTORS_FIRST = 1 << 12 };

/* The tags grew beside the vocabulary; now they become an array as long as it. */
static void keep_forms(Loader *l) {
  uint32_t count = intern_count(l->k->words) + 1;
  l->k->forms = memory_get(count * sizeof *l->k->forms);
  for (uint32_t i = 0; i < count; i++)
    l->k->forms[i] = i < l->forms.len ? l->forms.items[i] : (FormInfo){0};
}

/* The attribution patterns are read by pattern.c, but what they find becomes features: they belong
 * to what a model was trained with. A file that is not there counts as empty; pattern.c complains.
 */
static const char *const PATTERN_FILES[] = {"patterns.tsv", "frames.tsv"};
enum { PATTERN_FILE_COUNT = sizeof PATTERN_FILES / sizeof *PATTERN_FILES };

static Digest file_digest(const char *folder, const char *file) {
  char path[4096];
  bool fits = snprintf(path, sizeof path, "%s/%s", folder, file) < (int)sizeof path;
  return digest_of_file(fits ? path : "");
}

typedef struct {
  Digest file[SOURCE_COUNT + PATTERN_FILE_COUNT];
} Digests;

static Digest digest_of_files(const Digests *digests) {
  enum { FILES = sizeof digests->file / sizeof *digests->file };
  Str hexes[FILES];
  for (uint32_t i = 0; i < FILES; i++) hexes[i] = (Str){digests->file[i].hex, DIGEST_HEX};
  return digest_of_all(hexes, FILES);
}

static void digest_pattern_files(const char *folder, Digests *digests) {
  for (uint32_t i = 0; i < PATTERN_FILE_COUNT; i++)
    digests->file[SOURCE_COUNT + i] = file_digest(folder, PATTERN_FILES[i]);
}

Digest knowledge_digest(const char *folder) {
  Digests digests;
  for (uint32_t i = 0; i < SOURCE_COUNT; i++)
    digests.file[i] = file_digest(folder, SOURCES[i].file);
  digest_pattern_files(folder, &digests);
  return digest_of_files(&digests);
}

static bool load_all(Loader *l, const char *folder) {
  Knowledge *k = l->k;
  *k = (Knowledge){.words = intern_new_for(WORDS_FIRST)};
  k->phrases = phrases_new(k->words);
  l->actor_ids = intern_new_for(ACTORS_FIRST);
  Digests digests = {0};
  bool ok = true;
  for (uint32_t i = 0; ok && i < SOURCE_COUNT; i++)
    ok = load_source(l, folder, &SOURCES[i], &digests.file[i]);
  digest_pattern_files(folder, &digests);
  if (ok) {
    k->digest = digest_of_files(&digests);
    phrases_freeze(k->phrases);
    intern_freeze(k->words);
    keep_forms(l);
  }
  intern_free(l->actor_ids);
  vec_free(&l->seen_line);
  vec_free(&l->forms);
  buf_free(&l->word);
  if (!ok) knowledge_free(k);
  return ok;
}

bool knowledge_load(Knowledge *knowledge, const char *folder, Err *err) {
  Loader l = {.k = knowledge, .err = err};
  return load_all(&l, folder);
}

uint32_t knowledge_check(const char *folder, FailureReport report, void *context) {
  Knowledge knowledge = {0};
  Err err;
  Loader l = {.k = &knowledge, .err = &err, .report = report, .context = context};
  if (load_all(&l, folder)) knowledge_free(&knowledge);
  return l.faults;
}

void knowledge_free(Knowledge *knowledge) {
  phrases_free(knowledge->phrases);
  intern_free(knowledge->words);
  if (!knowledge->image.base) {
    free(knowledge->forms);
    vec_free(&knowledge->entries);
    vec_free(&knowledge->actors);
    vec_free(&knowledge->offices);
    vec_free(&knowledge->cues);
    vec_free(&knowledge->types);
  }
  arena_free(&knowledge->arena);
  image_close(&knowledge->image);
  *knowledge = (Knowledge){0};
}

/* ---- images ---- */

/* Whoever adds a table adds it to both functions, and its size here: what is forgotten would be
 * empty in every run that starts from an image. */
_Static_assert(sizeof(void *) != 8 || sizeof(Knowledge) == 216, "put and take");

static const size_t ACTOR_TEXTS[] = {offsetof(Actor, id), offsetof(Actor, side)};
static const size_t OFFICE_TEXTS[] = {offsetof(Office, from), offsetof(Office, to)};
static const size_t CUE_TEXTS[] = {offsetof(Cue, lemma)};
static const size_t TYPE_TEXTS[] = {offsetof(GuaranteeType, id)};

void knowledge_put(const Knowledge *k, Buf *image) {
  intern_put(k->words, image);
  phrases_put(k->phrases, image);
  image_put(image, k->forms, intern_count(k->words) + 1u, sizeof *k->forms);
  image_put(image, k->entries.items, k->entries.len, sizeof *k->entries.items);
  image_put_texts(image, k->actors.items, k->actors.len, sizeof(Actor), ACTOR_TEXTS, 2);
  image_put_texts(image, k->offices.items, k->offices.len, sizeof(Office), OFFICE_TEXTS, 2);
  image_put_texts(image, k->cues.items, k->cues.len, sizeof(Cue), CUE_TEXTS, 1);
  image_put_texts(image, k->types.items, k->types.len, sizeof(GuaranteeType), TYPE_TEXTS, 1);
}

bool knowledge_take(Knowledge *k, const Image *image, const Digest *digest) {
  uint32_t ignored;
  *k = (Knowledge){.image = *image, .digest = *digest};
  Image *i = &k->image;
  k->words = intern_take(i);
  k->phrases = phrases_take(i);
  k->forms = image_take(i, sizeof *k->forms, &ignored);
  k->entries.items = image_take(i, sizeof *k->entries.items, &k->entries.len);
  k->actors.items = image_take_texts(i, sizeof(Actor), ACTOR_TEXTS, 2, &k->actors.len);
  k->offices.items = image_take_texts(i, sizeof(Office), OFFICE_TEXTS, 2, &k->offices.len);
  k->cues.items = image_take_texts(i, sizeof(Cue), CUE_TEXTS, 1, &k->cues.len);
  k->types.items = image_take_texts(i, sizeof(GuaranteeType), TYPE_TEXTS, 1, &k->types.len);
  if (!k->image.broken) return true;
  knowledge_free(k);
  return false;
}

/* Few look-ups, all while loading or writing: a scan is enough. */
uint32_t knowledge_actor(const Knowledge *knowledge, Str id) {
  for (uint32_t i = 0; i < knowledge->actors.len; i++)
    if (str_equal(knowledge->actors.items[i].id, id)) return i + 1;
  return 0;
}

uint32_t knowledge_type(const Knowledge *knowledge, Str id) {
  for (uint32_t i = 0; i < knowledge->types.len; i++)
    if (str_equal(knowledge->types.items[i].id, id)) return i + 1;
  return 0;
}

/* The loader adds one entry for each row of these, in order. */
bool knowledge_row(const Knowledge *knowledge, uint32_t entry, uint32_t *row) {
  static const uint32_t ONE_A_ROW = 1u << LEXICON_GUARANTEE | 1u << LEXICON_POLARITY |
                                    1u << LEXICON_CONDITION | 1u << LEXICON_NEGATOR |
                                    1u << LEXICON_HEDGE | 1u << LEXICON_TITLE;
  uint8_t lexicon = vec_at(&knowledge->entries, entry).lexicon;
  *row = 0;
  for (uint32_t i = 0; i < entry; i++) *row += knowledge->entries.items[i].lexicon == lexicon;
  return (ONE_A_ROW >> lexicon & 1) != 0;
}
