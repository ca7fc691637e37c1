/* PhraseParts: what the files of the phrase module share, and nobody else includes.
 *
 *   phrase.c      the trie: its edges, frozen, put into an image and taken from it, walked
 *   phrase_add.c  the syntax of a phrase: read, and written into the trie */
#ifndef SURETY_KNOWLEDGE_PHRASE_PARTS_H
#define SURETY_KNOWLEDGE_PHRASE_PARTS_H

#include "base/vec.h"
#include "knowledge/phrase.h"

enum { ROOT = 1 }; /* the first node; 0 is none */

typedef struct {
  uint32_t entries;   /* first of a chain of Ending, + 1; 0 = none */
  uint32_t gap_child; /* node after a gap, 0 = none */
  uint32_t keys;      /* a bit for each key that leads on (Bloom 1970): most steps end here */
  uint32_t arcs;      /* its first arc, after the freeze; the next node's is behind its last */
  uint8_t gap;        /* tokens that may be left out */
} Node;

typedef struct Edge Edge; /* while the trie is built */
typedef struct Arc Arc;   /* afterwards */

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

/* phrase.c: the child of a node along the edge of a word key, which is added if need be. */
uint32_t phrases_step_or_add(Phrases *p, uint32_t node, uint32_t key);

#endif
