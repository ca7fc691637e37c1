/* Sealed files: eight bytes that name the format, the SHA-256 of the body in hex, the body. What
 * was cut, extended or changed is refused before a number of it is believed. */
#ifndef SURETY_BASE_SEALED_H
#define SURETY_BASE_SEALED_H

#include "base/digest.h"
#include "base/err.h"

#define SEALED_MAGIC 8 /* bytes */

/* Appends the sealed body to out; returns the body's digest. magic: SEALED_MAGIC bytes. */
Digest sealed_add(const char *magic, Str body, Buf *out);
/* The body of a sealed file, a slice of bytes, and its digest. False with a message that names
 * path; kind: what the file ought to be ("model"). */
bool sealed_open(Str bytes, const char *magic, const char *kind, const char *path, Str *body,
                 Digest *digest, Err *err);
/* Copies the next len bytes of *rest and moves it on; false, nothing moved, where it has fewer. */
bool sealed_take(Str *rest, void *to, size_t len);

#endif
