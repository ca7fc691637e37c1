/* The tables in memory, by which all that the lexicons say is looked up. In an image they lie as
 * one piece and are used where it is mapped. */
#include "knowledge/knowledge.h"

#include "base/vec.h"

#include <stddef.h>
#include <stdlib.h>

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

/* ---- look-ups ---- */

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
