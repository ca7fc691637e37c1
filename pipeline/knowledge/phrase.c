/* Nodes are numbers. While the trie is built an edge is an entry of one hash table keyed by (node,
 * key); the freeze lays the edges of a node side by side, by ascending key, a fifth of the memory
 * and most often one cache line. What a key is: phrase_add.c. */
#include "knowledge/phrase_parts.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

enum { EDGES_FIRST = 1 << 17 }; /* room for those of the shipped lexicons */

struct Edge {
  uint64_t key; /* node << 32 | word key; 0 = free */
  uint32_t child;
};

struct Arc { /* an edge of a frozen trie */
  uint32_t key, child;
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

uint32_t phrases_step_or_add(Phrases *p, uint32_t node, uint32_t key) {
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
