/* Nodes are numbers. While the trie is built an edge is an entry of one hash table keyed by (node,
 * key); the freeze lays the edges of a node side by side, by ascending key, a fifth of the memory
 * and most often one cache line. A key is a word id and what is asked of the word: 4·id + 0  the
 * folded form      4·id + 1  … with a capital     4·id + 2  … all upper case 4·id + 3  any
 * inflection of the lemma id                                                   */
#include "knowledge/phrase.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

enum { GAP_DEFAULT = 4, GAP_MAX = 9, ELEMENTS_MAX = 24, CHOICES_MAX = 64, PATHS_MAX = 4096 };
enum { ROOT = 1 };              /* the first node; 0 is none */
enum { EDGES_FIRST = 1 << 17 }; /* room for those of the shipped lexicons */

typedef struct {
  uint32_t entries;   /* first of a chain of Ending, + 1; 0 = none */
  uint32_t gap_child; /* node after a gap, 0 = none */
  uint32_t keys;      /* a bit for each key that leads on (Bloom 1970): most steps end here */
  uint32_t arcs;      /* its first arc, after the freeze; the next node's is behind its last */
  uint8_t gap;        /* tokens that may be left out */
} Node;

typedef struct {
  uint64_t key; /* node << 32 | word key; 0 = free */
  uint32_t child;
} Edge;

typedef struct { /* an edge of a frozen trie */
  uint32_t key, child;
} Arc;

typedef struct {
  uint32_t entry, next; /* next: index + 1 */
} Ending;

typedef struct {
  uint32_t form, lemma;
} Inflection;

struct Phrases {
  Intern *words;
  VEC(Node) nodes;
  VEC(Ending) endings;
  Edge *edges; /* until the freeze */
  uint32_t edge_mask, edge_count;
  Arc *arcs; /* after the freeze */
  VEC(Inflection) inflections;
  VEC(uint8_t) inflected; /* form → 1 when it is a lemma whose inflections are known */
  uint32_t *lemma_begin;  /* form → range of lemmas, after the freeze */
  uint32_t *roots;        /* word key → the root's child, 0 = none, after the freeze */
  uint8_t *starts;        /* form → 1 when some phrase can begin with it */
  VEC(uint32_t) keys;     /* while a phrase is added: those of its words */
  Buf word, form;         /* scratch, while a word is added */
  bool mapped;            /* the arrays belong to an image */
};

Phrases *phrases_new(Intern *words) {
  Phrases *p = memory_get(sizeof *p);
  *p = (Phrases){.words = words, .edge_mask = EDGES_FIRST - 1};
  p->edges = memory_zeroed(p->edge_mask + 1u, sizeof *p->edges);
  vec_push(&p->nodes, (Node){0}); /* 0 is no node, 1 is the root */
  vec_push(&p->nodes, (Node){0});
  return p;
}

void phrases_free(Phrases *p) {
  if (!p) return;
  if (!p->mapped) {
    vec_free(&p->nodes);
    vec_free(&p->endings);
    vec_free(&p->inflections);
    free(p->edges);
    free(p->arcs);
    free(p->lemma_begin);
    free(p->roots);
    free(p->starts);
  }
  vec_free(&p->inflected);
  vec_free(&p->keys);
  buf_free(&p->word);
  buf_free(&p->form);
  free(p);
}

/* ---- edges ---- */

static Edge *find_edge(const Phrases *p, uint64_t key) {
  for (uint32_t at = (uint32_t)hash_pair(key, 0) & p->edge_mask;; at = (at + 1) & p->edge_mask)
    if (!p->edges[at].key || p->edges[at].key == key) return &p->edges[at];
}

static void grow_edges(Phrases *p) {
  Edge *old = p->edges;
  uint32_t count = p->edge_mask + 1;
  p->edge_mask = count * 2 - 1;
  p->edges = memory_zeroed(p->edge_mask + 1u, sizeof *p->edges);
  for (uint32_t i = 0; i < count; i++)
    if (old[i].key) *find_edge(p, old[i].key) = old[i];
  free(old);
}

static uint32_t key_bit(uint32_t key) {
  return 1u << (key * 0x9e3779b1u >> 27);
}

static uint32_t step_or_add(Phrases *p, uint32_t node, uint32_t key) {
  uint64_t full = (uint64_t)node << 32 | key;
  Edge *edge = find_edge(p, full);
  if (edge->key) return edge->child;
  vec_at(&p->nodes, node).keys |= key_bit(key);
  vec_push(&p->nodes, (Node){0});
  uint32_t child = p->nodes.len - 1;
  *edge = (Edge){full, child};
  if (++p->edge_count > p->edge_mask / 2) grow_edges(p);
  return child;
}

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
  for (uint32_t i = keys.beg; i < keys.end; i++) node = step_or_add(p, node, vec_at(&p->keys, i));
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

/* ---- freeze ---- */

/* Orders the inflections by form, then lemma, by counting: a form has few lemmas. While it runs,
 * lemma_begin[form + 1] is where the next one of form goes; in the end that is where form + 1
 * begins. */
static void sort_inflections(Phrases *p, uint32_t forms) {
  /* zeros: a place that is not taken yet is of no form */
  Inflection *sorted = memory_zeroed(p->inflections.len, sizeof *sorted);
  uint32_t *next = p->lemma_begin = memory_zeroed(forms + 3u, sizeof *next);
  for (uint32_t i = 0; i < p->inflections.len; i++) next[p->inflections.items[i].form + 2]++;
  for (uint32_t form = 2; form <= forms + 2; form++) next[form] += next[form - 1];
  for (uint32_t i = 0; i < p->inflections.len; i++) {
    Inflection new = p->inflections.items[i];
    uint32_t begin = next[new.form], at = next[new.form + 1]++;
    for (; at > begin && sorted[at - 1].form == new.form &&sorted[at - 1].lemma > new.lemma; at--)
      sorted[at] = sorted[at - 1];
    sorted[at] = new;
  }
  if (p->inflections.len) memcpy(p->inflections.items, sorted, p->inflections.len * sizeof *sorted);
  free(sorted);
}

/* Most words of a text are tried at the root, so its edges lie in an array of their own. */
static void gather_roots(Phrases *p, uint32_t forms) {
  p->roots = memory_zeroed(4 * (forms + 1u), sizeof *p->roots);
  p->starts = memory_zeroed(forms + 1u, 1);
  for (uint32_t i = 0; i <= p->edge_mask; i++)
    if (p->edges[i].key >> 32 == ROOT) p->roots[(uint32_t)p->edges[i].key] = p->edges[i].child;
  for (uint32_t form = 1; form <= forms; form++) {
    const uint32_t *root = p->roots + 4 * form;
    p->starts[form] = root[0] || root[1] || root[2];
  }
  for (uint32_t i = 0; i < p->inflections.len; i++) {
    Inflection inflection = p->inflections.items[i];
    if (p->roots[4 * inflection.lemma + 3]) p->starts[inflection.form] = 1;
  }
}

/* Counting sort by node, then by key. Those of the root are in an array of their own. */
static void lay_arcs(Phrases *p) {
  vec_push(&p->nodes, (Node){0}); /* tells where the last one's end */
  Node *nodes = p->nodes.items;
  uint32_t *next = memory_zeroed(p->nodes.len, sizeof *next);
  p->arcs = memory_zeroed(p->edge_count, sizeof *p->arcs);
  for (uint32_t i = 0; i <= p->edge_mask; i++)
    if (p->edges[i].key >> 32 > ROOT) next[(p->edges[i].key >> 32) + 1]++;
  for (uint32_t n = 1; n < p->nodes.len; n++) nodes[n].arcs = next[n] += next[n - 1];
  for (uint32_t i = 0; i <= p->edge_mask; i++) {
    uint32_t node = (uint32_t)(p->edges[i].key >> 32), key = (uint32_t)p->edges[i].key;
    if (node <= ROOT) continue;
    uint32_t at = next[node]++;
    for (; at > nodes[node].arcs && p->arcs[at - 1].key > key; at--) p->arcs[at] = p->arcs[at - 1];
    p->arcs[at] = (Arc){key, p->edges[i].child};
  }
  free(next);
  free(p->edges);
  p->edges = NULL;
}

void phrases_freeze(Phrases *p) {
  uint32_t forms = intern_count(p->words);
  sort_inflections(p, forms);
  gather_roots(p, forms);
  lay_arcs(p);
}

/* ---- images ---- */

/* As in knowledge.c: a new member is put into the image and taken from it. */
_Static_assert(sizeof(void *) != 8 || sizeof(Phrases) == 192, "put and take");

void phrases_put(const Phrases *p, Buf *image) {
  uint32_t forms = intern_count(p->words);
  image_put(image, p->nodes.items, p->nodes.len, sizeof *p->nodes.items);
  image_put(image, p->endings.items, p->endings.len, sizeof *p->endings.items);
  image_put(image, p->inflections.items, p->inflections.len, sizeof *p->inflections.items);
  image_put(image, p->arcs, p->edge_count, sizeof *p->arcs);
  image_put(image, p->lemma_begin, forms + 3u, sizeof *p->lemma_begin);
  image_put(image, p->roots, 4 * (forms + 1u), sizeof *p->roots);
  image_put(image, p->starts, forms + 1u, sizeof *p->starts);
}

Phrases *phrases_take(Image *image) {
  Phrases *p = memory_get(sizeof *p);
  uint32_t ignored;
  *p = (Phrases){.mapped = true};
  p->nodes.items = image_take(image, sizeof *p->nodes.items, &p->nodes.len);
  p->endings.items = image_take(image, sizeof *p->endings.items, &p->endings.len);
  p->inflections.items = image_take(image, sizeof *p->inflections.items, &p->inflections.len);
  p->arcs = image_take(image, sizeof *p->arcs, &p->edge_count);
  p->lemma_begin = image_take(image, sizeof *p->lemma_begin, &ignored);
  p->roots = image_take(image, sizeof *p->roots, &ignored);
  p->starts = image_take(image, sizeof *p->starts, &ignored);
  if (!image->broken) return p;
  free(p);
  return NULL;
}

/* ---- matching ---- */

typedef struct {
  const Phrases *phrases;
  Doc *doc;
  uint32_t begin, limit;
} Match;

static bool looked_through(const Token *token) {
  return token->kind == TOKEN_HYPHEN || token->kind == TOKEN_QUOTE;
}

static void follow(const Match *m, uint32_t node, uint32_t at);

/* Binary search without a branch on what is found: which half it is cannot be foretold. */
static uint32_t child_of(const Phrases *p, uint32_t node, uint32_t key) {
  const Arc *arc = p->arcs + p->nodes.items[node].arcs;
  uint32_t left = p->nodes.items[node + 1].arcs - p->nodes.items[node].arcs;
  if (!left) return 0;
  for (uint32_t half; left > 1; left -= half) {
    half = left / 2;
    arc += arc[half - 1].key < key ? half : 0;
  }
  return arc->key == key ? arc->child : 0;
}

static void follow_key(const Match *m, uint32_t node, uint32_t key, uint32_t at) {
  uint32_t child = 0;
  if (node == ROOT)
    child = m->phrases->roots[key];
  else if (m->phrases->nodes.items[node].keys & key_bit(key))
    child = child_of(m->phrases, node, key);
  if (child) follow(m, child, at + 1);
}

/* Steps over the token at `at` by each of its keys. */
static void step(const Match *m, uint32_t node, uint32_t at) {
  const Token *token = &m->doc->tokens.items[at];
  if (!token->form) return;
  const Phrases *p = m->phrases;
  follow_key(m, node, 4 * token->form, at);
  if (token->flags & TOKEN_CAPITAL) follow_key(m, node, 4 * token->form + 1, at);
  if (token->flags & TOKEN_UPPER) follow_key(m, node, 4 * token->form + 2, at);
  for (uint32_t i = p->lemma_begin[token->form]; i < p->lemma_begin[token->form + 1]; i++)
    follow_key(m, node, 4 * p->inflections.items[i].lemma + 3, at);
}

/* A node was reached by the words before `at`: its entries match, its edges go on. */
static void follow(const Match *m, uint32_t node, uint32_t at) {
  const Node *here = &m->phrases->nodes.items[node];
  for (uint32_t i = here->entries; i; i = m->phrases->endings.items[i - 1].next)
    vec_push(&m->doc->phrases,
             (PhraseMatch){{m->begin, at}, m->phrases->endings.items[i - 1].entry});
  uint32_t next = at;
  while (next < m->limit && looked_through(&m->doc->tokens.items[next])) next++;
  if (next < m->limit) step(m, node, next);
  if (!here->gap_child) return;
  for (uint32_t k = 0; k <= here->gap && at + k < m->limit; k++) step(m, here->gap_child, at + k);
}

void phrases_match(const Phrases *p, Doc *doc, Range within) {
  Match m = {p, doc, 0, within.end};
  for (uint32_t at = within.beg; at < within.end; at++) {
    uint32_t form = doc->tokens.items[at].form;
    if (!form || !p->starts[form]) continue;
    m.begin = at;
    step(&m, ROOT, at);
  }
}
