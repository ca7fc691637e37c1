/* Files in and out. Reading takes a whole file; writing makes a file appear whole or not at all. */
#ifndef SURETY_BASE_FILE_H
#define SURETY_BASE_FILE_H

#include "base/err.h"
#include "base/str.h"

#include <stdio.h>

/* Appends all bytes of path ("-" = standard input) to out. Fails on a folder, a missing file, no
 * permission, a read error. */
bool file_read(const char *path, Buf *out, Err *err);
/* The same, unpacked where it is packed (base/unpack.h). *taken: bytes read from the file. */
bool file_read_unpacked(const char *path, Buf *out, uint64_t *taken, Err *err);

/* The bytes of a file as a read-only mapping, to be given back by file_unmap; fails as file_read
 * does. An empty file is the empty slice. */
bool file_map(const char *path, Str *bytes, Err *err);
void file_unmap(Str bytes); /* the empty slice allowed */

/* A file that is read piece by piece. */
typedef struct Input {
  int fd;
  const char *path;      /* for messages; borrowed */
  bool may_be_packed;    /* nothing was read yet of a file that is to be unpacked */
  struct Unpack *packed; /* NULL: what is read is what the file holds */
  uint64_t taken;        /* bytes read from the file so far */
} Input;

/* Opens path ("-" = standard input); fails as file_read does. */
bool input_open(Input *input, const char *path, Err *err);
/* The same, to be unpacked where its first bytes tell that it is packed. */
bool input_open_unpacked(Input *input, const char *path, Err *err);
/* Appends what the file gives next, at most as much as out has room for (and makes room where there
 * is none). *more is false at the end of the file. */
bool input_read(Input *input, Buf *out, bool *more, Err *err);
void input_close(Input *input);

/* An output under its final name only once it is complete: written to a temporary file in the same
 * folder, flushed to disk, renamed. path NULL or "-": standard output. A path that is a device or a
 * pipe is written directly. */
typedef struct Output {
  FILE *stream;    /* write here; NULL after close or drop */
  char *path;      /* owned; NULL for standard output */
  char *temporary; /* owned; NULL when written directly */
} Output;

bool output_open(Output *out, const char *path, Err *err);
/* Do two paths name one place? Their last files need not exist. */
bool output_same(const char *a, const char *b);
/* Flushes and checks every write made so far, for several outputs that shall appear together. */
bool output_check(Output *out, Err *err);
/* Flushes, checks every write that was made, and gives the file its name. On failure nothing is
 * left under the final name. out may be used no more. */
bool output_close(Output *out, Err *err);
/* Writes a whole file of a folder by its name, as an Output does. */
bool output_file(const char *folder, const char *name, Str bytes, Err *err);
/* Gives up: the temporary file goes. Safe on a closed or zeroed Output. */
void output_drop(Output *out);

#endif
