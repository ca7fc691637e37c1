/* Persons are found by the hash of a folded word. Titles by that of their head word without its
 * gender
 * ("spokeswoman", "spokesperson" and "spokesman" are one), and experts and lawmakers also by what
 * they are, since "the expert" may be a researcher introduced by name. */
#include "attribution/roster.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { CHAIN_MAX = 8, TITLED_MAX = 16, WORD_BYTES = 64 };

/* Mixed into a key, so that an actor, a role and a family of the same number have keys of their own
 * beside one another and beside words. */
enum { SALT_ACTOR = 1, SALT_ROLE = 7, SALT_FAMILY = 11 };

/* ---- key tables ---- */

static KeySlot *key_slot(const KeyTable *table, uint64_t key) {
  for (uint32_t at = (uint32_t)key & table->mask;; at = (at + 1) & table->mask)
    if (!table->slots[at].value || table->slots[at].key == key) return &table->slots[at];
}

uint32_t key_get(const KeyTable *table, uint64_t key) {
  return table->slots ? key_slot(table, key)->value : 0;
}

static void key_resize(KeyTable *table, uint32_t count) {
  KeyTable old = *table;
  table->mask = count - 1;
  table->slots = memory_get(count * sizeof *table->slots);
  memset(table->slots, 0, count * sizeof *table->slots);
  for (uint32_t i = 0; old.slots && i <= old.mask; i++)
    if (old.slots[i].value) *key_slot(table, old.slots[i].key) = old.slots[i];
  free(old.slots);
}

void key_set(KeyTable *table, uint64_t key, uint32_t value) {
  if (!table->slots)
    key_resize(table, 64);
  else if (table->used > table->mask / 2)
    key_resize(table, (table->mask + 1) * 2);
  KeySlot *slot = key_slot(table, key);
  table->used += !slot->value;
  *slot = (KeySlot){key, value};
}

void key_free(KeyTable *table) {
  free(table->slots);
  *table = (KeyTable){0};
}

void roster_open(Roster *roster, const Knowledge *knowledge, Doc *doc) {
  *roster = (Roster){.knowledge = knowledge, .doc = doc};
}

void roster_close(Roster *roster) {
  key_free(&roster->by_id);
  key_free(&roster->by_actor);
  key_free(&roster->by_last);
  key_free(&roster->by_first);
  key_free(&roster->by_title);
  key_free(&roster->by_first_title);
  vec_free(&roster->persons);
  vec_free(&roster->titled);
  vec_free(&roster->mentioned);
  buf_free(&roster->scratch);
}

/* ---- entities ---- */

uint32_t roster_entity(Roster *roster, Str id, Str side, EntityKind kind) {
  uint64_t key = hash_bytes(id.ptr, id.len);
  uint32_t known = key_get(&roster->by_id, key);
  Doc *doc = roster->doc;
  if (known) return known - 1;
  Str own = {arena_copy(&doc->arena, id.ptr, id.len), id.len};
  vec_push(&doc->entities, (Entity){.id = own, .side = side, .kind = (uint8_t)kind});
  key_set(&roster->by_id, key, doc->entities.len);
  return doc->entities.len - 1;
}

uint32_t roster_actor(Roster *roster, uint32_t actor) {
  uint64_t key = hash_pair(actor, SALT_ACTOR);
  uint32_t known = key_get(&roster->by_actor, key);
  if (known) return known - 1;
  const Actor *row = &roster->knowledge->actors.items[actor - 1];
  uint32_t entity = roster_entity(roster, row->id, row->side, (EntityKind)row->kind);
  vec_at(&roster->doc->entities, entity).actor = actor;
  key_set(&roster->by_actor, key, entity + 1);
  return entity;
}

bool roster_met(const Roster *roster, uint32_t actor) {
  return key_get(&roster->by_actor, hash_pair(actor, SALT_ACTOR)) != 0;
}

uint32_t roster_group(Roster *roster, Str side, const char *group, EntityKind kind) {
  buf_clear(&roster->scratch);
  buf_str(&roster->scratch, side);
  buf_byte(&roster->scratch, ':');
  buf_text(&roster->scratch, group);
  return roster_entity(roster, buf_slice(&roster->scratch), side, kind);
}

/* ---- keys of words ---- */

/* Of a word without case and accents: "Løvstad" and "Lovstad" are one name. */
static uint64_t word_key(Roster *roster, Str word) {
  char folded[WORD_BYTES];
  if (word.len <= WORD_BYTES) {
    unsigned char high = 0;
    for (size_t i = 0; i < word.len; i++) {
      char c = word.ptr[i];
      high |= (unsigned char)c;
      folded[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
    if (high < 0x80) return hash_bytes(folded, word.len);
  }
  buf_clear(&roster->scratch);
  utf8_fold_spelling(word, &roster->scratch);
  return hash_bytes(roster->scratch.ptr, roster->scratch.len);
}

uint64_t roster_key(Roster *roster, Range word) {
  uint64_t key = 0;
  for (uint32_t i = word.beg; i < word.end; i++) {
    uint64_t own = word_key(roster, doc_text(roster->doc, vec_at(&roster->doc->tokens, i).at));
    key = i == word.beg ? own : hash_pair(key, own);
  }
  return key;
}

static bool is_hyphen(const Doc *doc, uint32_t at) {
  return vec_at(&doc->tokens, at).kind == TOKEN_HYPHEN;
}

void roster_name_keys(Roster *roster, Range name, uint64_t *first, uint64_t *last) {
  uint32_t end = name.beg + 1, beg = name.end - 1;
  while (end + 1 < name.end && is_hyphen(roster->doc, end)) end += 2;
  while (beg > name.beg + 1 && is_hyphen(roster->doc, beg - 1)) beg -= 2;
  *first = roster_key(roster, (Range){name.beg, end});
  *last = roster_key(roster, (Range){beg, name.end});
}

/* ---- persons ---- */

/* The first letters of two names agree: "J." and "John", "Sergei" and "Sergey". */
static bool initials_agree(const Doc *doc, uint32_t a, uint32_t b) {
  Str x = doc_text(doc, vec_at(&doc->tokens, a).at), y = doc_text(doc, vec_at(&doc->tokens, b).at);
  bool initial = x.len <= 2 || y.len <= 2 || x.ptr[1] == '.' || y.ptr[1] == '.';
  size_t need = initial ? 1 : 3;
  return x.len >= need && y.len >= need && strncasecmp(x.ptr, y.ptr, need) == 0;
}

/* A word of a name is this one: "Albuquerque Novaes" is part of "Tarcísio Albuquerque Novaes". */
static bool holds_word(Roster *roster, Range name, uint64_t key) {
  for (uint32_t i = name.beg; i < name.end && i < name.beg + 8; i++)
    if (roster_key(roster, (Range){i, i + 1}) == key) return true;
  return false;
}

static uint32_t better(const Roster *roster, uint32_t best, uint32_t candidate, uint32_t at) {
  if (!best) return candidate;
  uint32_t a = roster->persons.items[best - 1].at, b = roster->persons.items[candidate - 1].at;
  if (a <= at) return b <= at && b > a ? candidate : best;
  return b < a ? candidate : best;
}

static uint32_t find_full(Roster *roster, Range name, uint64_t first, uint64_t last, uint32_t at) {
  uint32_t best = 0, next = key_get(&roster->by_last, last);
  for (uint32_t k = 0; next && k < CHAIN_MAX; k++) {
    const Person *person = &roster->persons.items[next - 1];
    if (person->first == first || initials_agree(roster->doc, person->name.beg, name.beg) ||
        holds_word(roster, person->name, first) || holds_word(roster, name, person->first))
      best = better(roster, best, next, at);
    next = person->same_last;
  }
  return best;
}

uint32_t roster_find(Roster *roster, Range name, uint32_t words, uint32_t at) {
  uint64_t first, last;
  uint32_t best = 0;
  roster_name_keys(roster, name, &first, &last);
  if (words > 1) return find_full(roster, name, first, last, at);
  uint32_t next = key_get(&roster->by_last, last);
  for (uint32_t k = 0; next && k < CHAIN_MAX; k++, next = roster->persons.items[next - 1].same_last)
    best = better(roster, best, next, at);
  if (best) return best;
  next = key_get(&roster->by_first, last);
  for (uint32_t k = 0; next && k < CHAIN_MAX;
       k++, next = roster->persons.items[next - 1].same_first)
    best = better(roster, best, next, at);
  return best;
}

uint32_t roster_surname(Roster *roster, Range word) {
  return key_get(&roster->by_last, roster_key(roster, word));
}

uint32_t roster_add(Roster *roster, Range name, uint32_t entity) {
  Person person = {.entity = entity, .at = name.beg, .name = name};
  roster_name_keys(roster, name, &person.first, &person.last);
  person.same_last = key_get(&roster->by_last, person.last);
  person.same_first = key_get(&roster->by_first, person.first);
  vec_push(&roster->persons, person);
  key_set(&roster->by_last, person.last, roster->persons.len);
  key_set(&roster->by_first, person.first, roster->persons.len);
  return roster->persons.len;
}

/* ---- titles ---- */

/* "spokeswoman" and "spokesman" have one key, "officials" and "official" too. */
static uint64_t title_key(Roster *roster, uint32_t head) {
  static const char *const genders[] = {"person", "woman", "man"};
  Str word = doc_text(roster->doc, vec_at(&roster->doc->tokens, head).at);
  for (size_t i = 0; i < sizeof genders / sizeof *genders; i++)
    if (word.len > strlen(genders[i]) + 2 && str_ends(word, genders[i])) {
      word.len -= strlen(genders[i]);
      return word_key(roster, word);
    }
  if (word.len > 3 && str_ends(word, "s")) word.len--; /* the officials, the official */
  return word_key(roster, word);
}

/* The word of a title that can stand alone: the first of "Minister of Defence", the last of others.
 */
static uint32_t title_head(const Roster *roster, Range title) {
  for (uint32_t i = title.beg + 1; i + 1 < title.end; i++) {
    const Token *token = &vec_at(&roster->doc->tokens, i);
    if (knowledge_is(roster->knowledge, token, WORD_PREPOSITION)) return i - 1;
  }
  return title.end - 1;
}

/* What a title makes of its bearer, where another noun may take it up: an expert, a politician. */
static uint64_t role_key(const Roster *roster, uint32_t head) {
  const Token *token = &vec_at(&roster->doc->tokens, head);
  if (knowledge_role(roster->knowledge, token, ROLE_EXPERT))
    return hash_pair(ROLE_EXPERT, SALT_ROLE);
  if (knowledge_role(roster->knowledge, token, ROLE_POLITICIAN))
    return hash_pair(ROLE_POLITICIAN, SALT_ROLE);
  if (knowledge_role(roster->knowledge, token, ROLE_MILITARY))
    return hash_pair(ROLE_MILITARY, SALT_ROLE);
  return 0;
}

static void entitle_as(Roster *roster, uint64_t key, Titled titled, bool introduction) {
  if (introduction) {
    if (!key_get(&roster->by_first_title, key)) {
      vec_push(&roster->titled, titled);
      key_set(&roster->by_first_title, key, roster->titled.len);
    }
    return;
  }
  titled.older = key_get(&roster->by_title, key);
  vec_push(&roster->titled, titled);
  key_set(&roster->by_title, key, roster->titled.len);
}

/* "premier" and "prime minister" are one office. */
static uint64_t family_key(uint32_t family) {
  return family ? hash_pair(family, SALT_FAMILY) : 0;
}

void roster_entitle(Roster *roster, Called by, uint32_t entity, uint32_t at, bool introduction) {
  Titled titled = {.entity = entity, .at = at, .by = by};
  uint32_t head = title_head(roster, by.title);
  uint64_t role = role_key(roster, head), family = family_key(by.family);
  entitle_as(roster, title_key(roster, head), titled, introduction);
  if (role) entitle_as(roster, role, titled, introduction);
  if (family) entitle_as(roster, family, titled, introduction);
}

static bool side_agrees(const Roster *roster, uint32_t entity, Str side) {
  Str own = vec_at(&roster->doc->entities, entity).side;
  return !side.len || !own.len || str_equal(own, side);
}

/* Words that make another office of one: a vice president is no president. */
static bool is_rank(const Roster *roster, uint32_t token) {
  static const char *const ranks[] = {"vice", "deputy", "assistant", "under", "ex", "former"};
  Str word = doc_text(roster->doc, vec_at(&roster->doc->tokens, token).at);
  for (size_t i = 0; i < sizeof ranks / sizeof *ranks; i++)
    if (word.len == strlen(ranks[i]) && strncasecmp(word.ptr, ranks[i], word.len) == 0) return true;
  return false;
}

/* "foreign minister" asks for the foreign minister where there are several, "deputy minister" for a
 * deputy foreign minister: the words of b stand in a, in their order, and the last is its last.
 * What a does not go into does not matter. */
static bool same_title(Roster *roster, Range a, Range b) {
  for (bool last = true; b.end > b.beg && a.end > a.beg; a.end--, b.end--, last = false) {
    uint64_t key = title_key(roster, b.end - 1);
    while (title_key(roster, a.end - 1) != key) {
      if (last || is_rank(roster, a.end - 1) || --a.end == a.beg) return false;
    }
  }
  return true;
}

/* The president of a party or an institute is not that of its state. */
static bool is_own_body(const Roster *roster, uint32_t tie) {
  uint8_t kind = tie ? roster->knowledge->actors.items[tie - 1].kind : ENTITY_STATE;
  return kind == ENTITY_INSTITUTE || kind == ENTITY_GROUP;
}

static bool ties_agree(const Roster *roster, uint32_t known, uint32_t asked) {
  if (!asked || known == asked) return true;
  return !is_own_body(roster, asked) && !is_own_body(roster, known);
}

uint32_t roster_last(const Roster *roster, uint32_t entity) {
  return entity < roster->mentioned.len ? roster->mentioned.items[entity] : 0;
}

/* The entity + 1 under a key spoken of last, or `best` where that was spoken of later still. */
static uint32_t titled_by(Roster *roster, const KeyTable *table, uint64_t key, const Called *by,
                          bool same, Str side, uint32_t best) {
  uint32_t next = key ? key_get(table, key) : 0;
  for (uint32_t k = 0; next && k < TITLED_MAX; k++) {
    const Titled *titled = &roster->titled.items[next - 1];
    if (side_agrees(roster, titled->entity, side) && ties_agree(roster, titled->by.tie, by->tie) &&
        (!same || same_title(roster, titled->by.title, by->title)) &&
        (!best || roster_last(roster, titled->entity) > roster_last(roster, best - 1)))
      best = titled->entity + 1;
    next = titled->older;
  }
  return best;
}

void roster_mention(Roster *roster, uint32_t entity, uint32_t token) {
  while (roster->mentioned.len <= entity) vec_push(&roster->mentioned, 0);
  vec_at(&roster->mentioned, entity) = token + 1;
}

uint32_t roster_titled(Roster *roster, Called by, Str side, bool ahead) {
  uint32_t head = title_head(roster, by.title);
  uint64_t key = title_key(roster, head), role = role_key(roster, head);
  uint64_t family = family_key(by.family);
  const KeyTable *first = &roster->by_first_title;
  uint32_t found = titled_by(roster, &roster->by_title, key, &by, true, side, 0);
  if (role) found = titled_by(roster, &roster->by_title, role, &by, false, side, found);
  if (!found) found = titled_by(roster, &roster->by_title, family, &by, false, side, 0);
  if (!found && ahead) found = titled_by(roster, first, key, &by, true, side, 0);
  if (!found && ahead) found = titled_by(roster, first, family, &by, false, side, 0);
  return found;
}
