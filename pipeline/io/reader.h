/* Reader: files, folders and standard input become documents, one after the other.
 *
 * What a file is, its ending tells: .jsonl and standard input hold JSON lines, .html and .htm a
 * page (io/page.h), all others a text. Each may be packed by gzip or Zstandard, with .gz or .zst
 * behind its ending or not: the first bytes tell.
 *
 * JSON lines are read in blocks, so that memory is bounded by the longest line and not by the file.
 * Not thread-safe: one thread reads, workers take what it read. */
#ifndef SURETY_IO_READER_H
#define SURETY_IO_READER_H

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/str.h"
#include "base/vec.h"

typedef struct RawDoc { /* a document as it was read; strings live in the arena given to reader_next
                         */
  Str id;               /* begins with a letter, fit for a table cell; not empty */
  Str given_id;         /* as the input has it (JSON lines) or as id */
  Str text;             /* valid UTF-8, not empty */
  Str title, date, url, language;
  const char *path; /* where it came from; lives as long as the reader */
  uint64_t line;    /* JSON lines: its line, else 0 */
  uint64_t number;  /* its place in all the inputs, from 1, those of other shards counted too */
} RawDoc;

/* One part of the documents, told by a hash of their ids: part `part` of `parts`, from 1. The same
 * document falls into the same part wherever it stands. Zeroed: all documents. */
typedef struct Shard {
  uint32_t part, parts;
} Shard;

typedef struct Reader {
  VEC(char *) paths; /* every file, in the order of reading */
  uint32_t next_path;
  Input input; /* JSON lines: the file that is being read, while in_lines */
  Buf lines;   /* the part of it that was read and not yet used, from `at` on */
  size_t at;
  uint64_t line;
  bool in_lines, more; /* more: the file has not ended */
  Shard shard;         /* set behind reader_open */
  uint64_t number;     /* documents so far, of all shards */
  uint64_t total;      /* bytes of the files, as far as they have a size; pipes have none */
  uint64_t taken;      /* bytes read of the files that were closed; see reader_taken */
  VEC(uint64_t) seen;  /* hashes of the ids, an open table; 0 = free */
  uint32_t seen_count;
} Reader;

typedef enum ReadStatus { READ_DOCUMENT, READ_FAILED, READ_END } ReadStatus;

/* Lists the files of all inputs (files, folders, "-"), folders in byte order of their paths. Inputs
 * that do not exist are reported and counted in *failures. */
void reader_open(Reader *reader, const char *const *inputs, uint32_t count, FailureReport report,
                 void *context, uint32_t *failures);
/* The next document of the shard. READ_FAILED: this one cannot be used, err names it; go on with
 * the next. */
ReadStatus reader_next(Reader *reader, Arena *arena, RawDoc *raw, Err *err);
void reader_close(Reader *reader);
/* Bytes read so far, as they lie in the files (packed ones packed): for telling the progress. */
static inline uint64_t reader_taken(const Reader *reader) {
  return reader->taken + (reader->in_lines ? reader->input.taken : 0);
}
/* An id fit for tables, as the reader makes one of an id that an input gives: valid UTF-8, no
 * character that the dialect forbids, a letter in front. Lives in arena. */
Str reader_table_id(Arena *arena, Str given);

#endif
