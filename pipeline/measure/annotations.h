/* Annotations: stance records and quotations of a set of documents, whoever made them: a person
 * (gold lines, a corpus, a corrected table) or the program (a stance table, a quotation table). The
 * forms become one here, so that any of them can be measured against any other.
 *
 * Units: code points of the document's text, as in the files; two spans are compared by the share
 * that they have in common, and the published scorers count characters. */
#ifndef SURETY_MEASURE_ANNOTATIONS_H
#define SURETY_MEASURE_ANNOTATIONS_H

#include "io/corpus.h"
#include "io/faults.h"
#include "io/gold.h"
#include "measure/names.h"

typedef struct Record {  /* one stance */
  uint32_t beg, end;     /* code points */
  uint32_t holder, side; /* numbers of names */
  uint32_t guarantee;    /* the same, of the type */
  uint8_t label;         /* StanceLabel */
  uint8_t kind;          /* StanceKind or GOLD_KIND_NONE */
  double confidence;     /* 0 … 1; negative where the file gives none */
  Str words;             /* the evidence; may be empty where neither text nor table has it */
  uint64_t line;         /* of the file */
} Record;

typedef struct Passage { /* one span of a quotation, quotation marks and outer punctuation aside */
  uint32_t beg, end;     /* code points */
  uint32_t speaker;      /* number of a name */
  uint32_t word_count;
  Str words;
  uint64_t line;
} Passage;

typedef struct Annotated { /* one document */
  Str id, text;            /* text: empty where the file does not hold it */
  Str given;               /* its id as the file writes it, see annotations_find */
  bool left_out;    /* of the other split: named, so that its rows are no fault, but not measured */
  const char *path; /* the file that speaks of it: that of the annotations, or one of a corpus */
  uint64_t line;    /* where that file first names it; 0: it does not */
  VEC(Record) records; /* in the order of the file */
  VEC(Passage) passages;
} Annotated;

typedef struct Annotations {
  const char *path; /* as given; borrowed */
  VEC(Annotated) docs;
  Intern *ids;                    /* id → index + 1 */
  bool has_records, has_passages; /* the file speaks of stances, of quotations */
  bool lists_all; /* documents without a record are named too (lines, corpus), unlike in a table */
  bool has_kinds, has_confidence;
  Arena arena;
} Annotations;

typedef enum SplitChoice { SPLIT_ALL, SPLIT_TRAIN_ONLY, SPLIT_TEST_ONLY } SplitChoice;

/* Reads path: a folder (a corpus), *.jsonl (gold lines; lines of id and text alone are documents
 * without a record), anything else a table. of, where not NULL, are the documents that this file
 * speaks about: annotations->docs then are the same ones in the same order, with their texts; a
 * document that is not among them is a fault, and so is one of them that lines or a corpus leave
 * out (a table names only what has rows). split is for corpora. False where there were faults. Free
 * in any case, before `of`. */
bool annotations_read(Annotations *annotations, const char *path, SplitChoice split,
                      const Annotations *of, Names *names, Faults *faults);
void annotations_free(Annotations *annotations);

/* Index + 1 of a document, 0 = none. Besides the id itself, the id that the program makes of it
 * counts: with the folders in front ("corpus-articles-a001"), or with a letter before a figure
 * ("d2025"). */
uint32_t annotations_find(const Annotations *annotations, Str id);
/* Documents that are measured: all but those left out. */
uint32_t annotations_measured(const Annotations *annotations);

/* ---- for the modules that read one form each ---- */

/* Where a file's words for one document go. NULL, and a fault, where `of` does not know the id or
 * the file named it before (once_only). */
Annotated *annotations_doc(Annotations *annotations, Str id, const Annotations *of, uint64_t line,
                           bool once_only, Faults *faults);
/* Moves both ends of a passage over white space, quotation marks and outer punctuation, and counts
 * its words. as_cell: the words come from a table, where some characters have stand-ins. */
void passage_trim(Passage *passage, bool as_cell);
/* A stance table or a quotation table. */
void annotations_read_table(Annotations *annotations, const Annotations *of, Names *names,
                            Faults *faults);

#endif
