/* ReaderParts: what the files of the reader module share, and nobody else includes.
 *
 *   reader.c        documents, one after the other: their ids, their shard, lines of JSON
 *   reader_files.c  which files they come from */
#ifndef SURETY_IO_READER_PARTS_H
#define SURETY_IO_READER_PARTS_H

#include "io/reader.h"

typedef enum { KIND_OTHER, KIND_TEXT, KIND_PAGE, KIND_LINES } FileKind;

/* The kind of a file; *name becomes its path without the endings that tell it. */
FileKind reader_kind(const char *path, Str *name);

#endif
