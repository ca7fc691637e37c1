/* KnowledgeParts: what the files of the knowledge module share, and nobody else includes.
 *
 *   knowledge.c       the tables in memory: looked up, freed, put into an image and taken from it
 *   knowledge_load.c  the folder: its files one after the other, every fault told, their digest
 *   knowledge_rows.c  the files: their columns, the names of their classes, what a row becomes */
#ifndef SURETY_KNOWLEDGE_KNOWLEDGE_PARTS_H
#define SURETY_KNOWLEDGE_KNOWLEDGE_PARTS_H

#include "base/vec.h"
#include "knowledge/knowledge.h"
#include "knowledge/table.h"

typedef struct KnowledgeLoader {
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
} KnowledgeLoader;

/* A fault of the row at hand: err names file and line. False. */
bool knowledge_fault(KnowledgeLoader *l, const char *cause, Str what);
/* A cell of the row at hand. */
static inline Str knowledge_cell(const KnowledgeLoader *l, uint32_t column) {
  return table_cell(&l->table, l->row, column);
}

typedef struct KnowledgeSource {
  const char *file;
  uint32_t columns;
  const char *names[5];
  bool (*row)(KnowledgeLoader *);
} KnowledgeSource;

enum { KNOWLEDGE_SOURCE_COUNT = 17 };
/* In the order of their needs: inflections before any phrase, types and actors before what names
 * them. */
extern const KnowledgeSource KNOWLEDGE_SOURCES[];

#endif
