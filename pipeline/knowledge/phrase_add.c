/* From a line of a lexicon to the trie: the syntax of a phrase is parsed into a shape, its words
 * become keys, and each way through the shape becomes a path. A key is a word id and what is asked
 * of the word:
 *
 *   4·id + 0  the folded form     4·id + 1  … with a capital     4·id + 2  … all upper case
 *   4·id + 3  any inflection of the lemma id */
#include "knowledge/phrase_parts.h"

#include "base/utf8.h"

#include <string.h>

enum { GAP_DEFAULT = 4, GAP_MAX = 9, ELEMENTS_MAX = 24, CHOICES_MAX = 64, PATHS_MAX = 4096 };

/* ---- inflections ---- */

/* The same form told twice counts once; all forms of a lemma are told in one go. */
static void inflect_as(Phrases *p, uint32_t lemma, Str form) {
  uint32_t id = intern_add(p->words, form);
  for (uint32_t i = p->inflections.len; i-- > 0 && p->inflections.items[i].lemma == lemma;)
    if (p->inflections.items[i].form == id) return;
  vec_push(&p->inflections, (Inflection){id, lemma});
}

static bool ends_consonant_y(Str w) {
  return w.len > 2 && w.ptr[w.len - 1] == 'y' && !strchr("aeiou", w.ptr[w.len - 2]);
}

/* Regular verb and noun endings. Forms that do not exist do no harm: no text holds them. */
static void inflect_regularly(Phrases *p, uint32_t lemma, Str w) {
  Str stem = w;
  bool y = ends_consonant_y(w), e = str_ends(w, "e");
  bool hiss = str_ends(w, "s") || str_ends(w, "x") || str_ends(w, "z") || str_ends(w, "ch") ||
              str_ends(w, "sh");
  if (y || e) stem.len--;
  const struct {
    Str stem;
    const char *ending;
  } endings[] = {{y ? stem : w, y      ? "ies"
                                : hiss ? "es"
                                       : "s"},
                 {stem, y ? "ied" : "ed"},
                 {y ? w : stem, "ing"}};
  inflect_as(p, lemma, w);
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    buf_clear(&p->form);
    buf_str(&p->form, endings[i].stem);
    buf_text(&p->form, endings[i].ending);
    inflect_as(p, lemma, buf_slice(&p->form));
  }
}

/* True once: the caller then tells the inflections. */
static bool first_inflection(Phrases *p, uint32_t lemma) {
  while (p->inflected.len <= lemma) vec_push(&p->inflected, 0);
  bool first = !vec_at(&p->inflected, lemma);
  vec_at(&p->inflected, lemma) = 1;
  return first;
}

void phrases_inflect(Phrases *p, Str lemma, const Str *forms, uint32_t count) {
  uint32_t id = intern_add(p->words, lemma);
  first_inflection(p, id);
  inflect_as(p, id, lemma);
  for (uint32_t i = 0; i < count; i++) inflect_as(p, id, forms[i]);
}

/* ---- from words to keys ---- */

/* What is asked of a word's capitals: short all-capitals like US must not meet "us". */
static uint32_t capital_demand(Str word) {
  uint32_t width, letters = 0, upper = 0;
  for (size_t at = 0; at < word.len && letters <= 3; at += width) {
    LetterCase letter = utf8_case(utf8_at(word, at, &width));
    if (letter == LETTER_NONE) continue;
    letters++;
    upper += letter == LETTER_UPPER;
    if (!upper) return 0; /* the first letter is small */
  }
  return letters >= 2 && letters <= 3 && upper == letters ? 2 : upper ? 1 : 0;
}

/* Small ASCII letters alone, as in most words: their own folded form, with nothing to part or to
 * demand. */
static bool is_simple(Str word) {
  for (size_t i = 0; i < word.len; i++)
    if (word.ptr[i] < 'a' || word.ptr[i] > 'z') return false;
  return true;
}

static uint32_t id_of_folded(Phrases *p, Str word) {
  if (is_simple(word)) return intern_add(p->words, word);
  buf_clear(&p->word);
  utf8_fold(word, &p->word);
  return intern_add(p->words, buf_slice(&p->word));
}

static void add_plain_word(Phrases *p, Str word) {
  uint32_t id = id_of_folded(p, word);
  vec_push(&p->keys, 4 * id + capital_demand(word));
}

static void add_lemma(Phrases *p, Str word) {
  uint32_t id = id_of_folded(p, word);
  if (first_inflection(p, id)) inflect_regularly(p, id, intern_text(p->words, id));
  vec_push(&p->keys, 4 * id + 3);
}

/* A word of a phrase may be written as in a text: its clitic and its hyphens part it into tokens.
 */
static void add_word(Phrases *p, Str word) {
  Str rest = word, piece;
  if (is_simple(word)) {
    vec_push(&p->keys, 4 * intern_add(p->words, word));
    return;
  }
  if (word.ptr[0] == '~' && word.len > 1) {
    add_lemma(p, (Str){word.ptr + 1, word.len - 1});
    return;
  }
  while (str_cut(&rest, "-", &piece)) {
    size_t clitic = utf8_clitic(piece);
    if (!piece.len) continue;
    add_plain_word(p, (Str){piece.ptr, piece.len - clitic});
    if (clitic) add_plain_word(p, (Str){piece.ptr + piece.len - clitic, clitic});
  }
}

/* ---- the syntax of a phrase ---- */

typedef struct {
  Range choice[CHOICES_MAX]; /* the keys of each, into Phrases.keys; an empty one may be left out */
  uint32_t choices;
  uint8_t gap; /* > 0: a gap of so many tokens, no choices */
} Element;

typedef struct {
  Element element[ELEMENTS_MAX];
  uint32_t count;
} Shape;

static void add_choice(Phrases *p, Element *element, Str choice) {
  Range keys = {p->keys.len, 0};
  Str rest = choice, word;
  while (str_cut(&rest, " ", &word))
    if (word.len) add_word(p, word);
  keys.end = p->keys.len;
  element->choice[element->choices++] = keys;
}

static bool add_choices(Phrases *p, Element *element, Str inside, const char **cause) {
  Str rest = inside, choice;
  while (str_cut(&rest, "|", &choice)) {
    choice = str_trim(choice);
    if (!choice.len) return *cause = "an empty alternative", false;
    if (element->choices == CHOICES_MAX) return *cause = "too many alternatives", false;
    add_choice(p, element, choice);
  }
  return true;
}

static bool parse_gap(Element *element, Str word, const char **cause) {
  element->gap = GAP_DEFAULT;
  if (word.len == 3) return true;
  uint32_t size;
  if (!str_number((Str){word.ptr + 3, word.len - 3}, &size) || size < 1 || size > GAP_MAX)
    return *cause = "a gap is … or …1 to …9", false;
  element->gap = (uint8_t)size;
  return true;
}

static bool parse_element(Phrases *p, Element *element, Str *rest, const char **cause) {
  char first = rest->ptr[0];
  if (first == '(' || first == '[') {
    const char *close = memchr(rest->ptr, first == '(' ? ')' : ']', rest->len);
    if (!close) return *cause = "a bracket is not closed", false;
    Str inside = {rest->ptr + 1, (size_t)(close - rest->ptr) - 1};
    if (memchr(inside.ptr, '(', inside.len) || memchr(inside.ptr, '[', inside.len))
      return *cause = "brackets may not be nested", false;
    rest->len -= (size_t)(close - rest->ptr) + 1;
    rest->ptr = close + 1;
    if (first == '[') add_choice(p, element, (Str){0});
    return add_choices(p, element, inside, cause);
  }
  const char *space = memchr(rest->ptr, ' ', rest->len);
  Str word = {rest->ptr, space ? (size_t)(space - rest->ptr) : rest->len};
  if (memchr(word.ptr, ')', word.len) || memchr(word.ptr, ']', word.len) ||
      memchr(word.ptr, '|', word.len))
    return *cause = "a bracket or bar stands alone", false;
  if (str_is(word, "~")) return *cause = "~ needs a word right behind it", false;
  rest->ptr += word.len;
  rest->len -= word.len;
  if (str_starts(word, "…")) return parse_gap(element, word, cause);
  add_choice(p, element, word);
  return true;
}

static bool parse_shape(Phrases *p, Shape *shape, Str phrase, const char **cause) {
  shape->count = 0;
  vec_clear(&p->keys);
  for (Str rest = str_trim(phrase); rest.len; rest = str_trim(rest)) {
    if (shape->count == ELEMENTS_MAX) return *cause = "the phrase is too long", false;
    Element *element = &shape->element[shape->count++];
    element->choices = element->gap = 0; /* the array stays as it is: clearing it would cost most */
    if (!parse_element(p, element, &rest, cause)) return false;
  }
  if (!shape->count) return *cause = "the phrase is empty", false;
  if (shape->element[0].gap || shape->element[shape->count - 1].gap)
    return *cause = "a gap needs words on both sides", false;
  return true;
}

/* ---- from shape to trie ---- */

static uint32_t step_along(Phrases *p, uint32_t node, Range keys) {
  for (uint32_t i = keys.beg; i < keys.end; i++)
    node = phrases_step_or_add(p, node, vec_at(&p->keys, i));
  return node;
}

static uint32_t add_gap(Phrases *p, uint32_t node, uint8_t gap) {
  if (!vec_at(&p->nodes, node).gap_child) {
    vec_push(&p->nodes, (Node){0});
    vec_at(&p->nodes, node).gap_child = p->nodes.len - 1;
  }
  if (vec_at(&p->nodes, node).gap < gap) vec_at(&p->nodes, node).gap = gap;
  return vec_at(&p->nodes, node).gap_child;
}

static void add_ending(Phrases *p, uint32_t node, uint32_t entry) {
  for (uint32_t i = vec_at(&p->nodes, node).entries; i; i = p->endings.items[i - 1].next)
    if (p->endings.items[i - 1].entry == entry) return;
  vec_push(&p->endings, (Ending){entry, vec_at(&p->nodes, node).entries});
  vec_at(&p->nodes, node).entries = p->endings.len;
}

typedef struct {
  Phrases *phrases;
  const Shape *shape;
  uint32_t entry, paths;
} Insertion;

static void insert_from(Insertion *in, uint32_t node, uint32_t at) {
  if (in->paths > PATHS_MAX) return;
  if (at == in->shape->count) {
    in->paths++;
    if (node != ROOT) add_ending(in->phrases, node, in->entry);
    return;
  }
  const Element *element = &in->shape->element[at];
  if (element->gap) insert_from(in, add_gap(in->phrases, node, element->gap), at + 1);
  for (uint32_t i = 0; i < element->choices; i++)
    insert_from(in, step_along(in->phrases, node, element->choice[i]), at + 1);
}

bool phrases_add(Phrases *p, Str phrase, uint32_t entry, const char **cause) {
  Shape shape;
  if (!parse_shape(p, &shape, phrase, cause)) return false;
  Insertion in = {p, &shape, entry, 0};
  insert_from(&in, ROOT, 0);
  if (in.paths > PATHS_MAX)
    return *cause = "the alternatives multiply to more than 4096 phrases", false;
  return true;
}
