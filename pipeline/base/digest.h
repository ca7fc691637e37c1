/* SHA-256 (FIPS 180-4) as 64 hexadecimal digits: the name of a text, of the lexicons, of a model.
 */
#ifndef SURETY_BASE_DIGEST_H
#define SURETY_BASE_DIGEST_H

#include "base/str.h"

enum { DIGEST_HEX = 64 };

typedef struct Digest {
  char hex[DIGEST_HEX + 1]; /* lower case, NUL-terminated */
} Digest;

Digest digest_of(Str bytes);
/* The digest of pieces one after the other; count pieces. */
Digest digest_of_all(const Str *pieces, size_t count);
/* The digest of a file's bytes; that of nothing where it cannot be read. */
Digest digest_of_file(const char *path);

#endif
