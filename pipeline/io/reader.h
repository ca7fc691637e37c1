/* Reader: files, folders and standard input become documents, one after the other.
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
} RawDoc;

typedef struct Reader {
  VEC(char *) paths; /* every file, in the order of reading */
  uint32_t next_path;
  Input input; /* JSON lines: the file that is being read, while in_lines */
  Buf lines;   /* the part of it that was read and not yet used, from `at` on */
  size_t at;
  uint64_t line;
  bool in_lines, more; /* more: the file has not ended */
  VEC(uint64_t) seen; /* hashes of the ids, an open table; 0 = free */
  uint32_t seen_count;
} Reader;

typedef enum ReadStatus { READ_DOCUMENT, READ_FAILED, READ_END } ReadStatus;

/* Lists the files of all inputs (files, folders, "-"), folders in byte order of their paths. Inputs
 * that do not exist are reported and counted in *failures. */
void reader_open(Reader *reader, const char *const *inputs, uint32_t count, FailureReport report,
                 void *context, uint32_t *failures);
/* The next document. READ_FAILED: this one cannot be used, err names it; go on with the next. */
ReadStatus reader_next(Reader *reader, Arena *arena, RawDoc *raw, Err *err);
void reader_close(Reader *reader);
/* An id fit for tables, as the reader makes one of an id that an input gives: valid UTF-8, no
 * character that the dialect forbids, a letter in front. Lives in arena. */
Str reader_table_id(Arena *arena, Str given);

#endif
