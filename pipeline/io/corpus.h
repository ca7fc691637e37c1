/* Corpus: annotated articles in the form that people edit (corpus/README.md).
 *
 *   corpus/articles/<id>.txt   the text; its first line is the title
 *   corpus/articles/<id>.tsv   a row a record: the words of the text, not offsets (io/locate.h)
 *   corpus/articles.tsv        id date genre typography split fold
 *
 * The list may be missing: then every *.txt of the folder is an article for training, its fold
 * drawn from the hash of its id. Not thread-safe while opening; corpus_read may run in several
 * threads, each with its own arena and faults. */
#ifndef SURETY_IO_CORPUS_H
#define SURETY_IO_CORPUS_H

#include "io/gold.h"

enum { CORPUS_FOLDS = 10, CORPUS_APART = CORPUS_FOLDS };

typedef enum CorpusSplit { SPLIT_TRAIN, SPLIT_TEST } CorpusSplit;

typedef struct CorpusArticle {
  Str id, date, genre, typography; /* all but id may be empty */
  uint8_t split;                   /* CorpusSplit */
  uint8_t fold; /* 0 … CORPUS_FOLDS - 1: the part it is held out in by cross-validation;
                   CORPUS_APART: in none, it only teaches */
} CorpusArticle;

typedef struct Corpus {
  char *folder;                /* that of the articles */
  VEC(CorpusArticle) articles; /* in byte order of their ids */
  Arena arena;
} Corpus;

/* Lists a corpus: path is the folder with articles/ in it, or the folder of the articles. False
 * where there were faults (no folder, a list that does not fit the files, an unknown split or
 * fold). Close in any case. */
bool corpus_open(Corpus *corpus, const char *path, Faults *faults);
void corpus_close(Corpus *corpus); /* a zeroed Corpus is allowed */

/* Reads one article. Every fault of its annotation is told with file and line, and the record left
 * out; false where there were any. Free gold with gold_free in any case. */
bool corpus_read(const Corpus *corpus, uint32_t index, Arena *arena, Gold *gold, Faults *faults);

/* Whether path is a folder: what tells a corpus from a file of gold lines. */
bool corpus_is_folder(const char *path);

#endif
