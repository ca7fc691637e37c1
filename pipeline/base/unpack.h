/* Unpacking: gzip (RFC 1952) and Zstandard (RFC 8878), told by their first bytes, read piece by
 * piece in bounded memory. Members or frames that follow one another are one text, as with zcat.
 * Not thread-safe: one Unpack a file. */
#ifndef SURETY_BASE_UNPACK_H
#define SURETY_BASE_UNPACK_H

#include "base/err.h"
#include "base/str.h"

enum {
  UNPACK_MAGIC = 4,             /* bytes that tell the format */
  UNPACK_RATIO_MOST = 250,      /* news text packs 3 to 30 times, a bomb 1,000 times and more */
  UNPACK_RATIO_FROM = 64 << 20, /* bytes that may come out before the ratio counts */
  UNPACK_WINDOW_LOG = 27        /* Zstandard: the most that its `-19` and `--long` ask for */
};

/* One format. state is made by open and ended by close. */
typedef struct UnpackFormat {
  const char *name;
  bool (*fits)(Str head); /* the first UNPACK_MAGIC bytes of a file */
  void *(*open)(void);
  void (*close)(void *state);
  /* Takes bytes off the front of *in and fills out up to its cap. *whole tells whether a member
   * ended with the last byte taken. False with a constant cause for damaged data. */
  bool (*step)(void *state, Str *in, Buf *out, bool *whole, const char **cause);
} UnpackFormat;

extern const UnpackFormat UNPACK_GZIP, UNPACK_ZSTD;

typedef struct Unpack Unpack;

/* For a file that begins with head (which is used up); NULL where it is not packed. */
Unpack *unpack_new(Str head);
void unpack_free(Unpack *unpack); /* NULL allowed */
/* Appends at least one byte of what the file unpacks to, at most as much as out has room for. *more
 * is false at the end. *taken grows by the bytes read from fd. Fails on damaged or cut off data, on
 * a read error, and on a file that swells beyond reason; path is for the message. */
bool unpack_read(Unpack *unpack, int fd, const char *path, Buf *out, bool *more, uint64_t *taken,
                 Err *err);

#endif
