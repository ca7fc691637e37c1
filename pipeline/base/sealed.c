/* The head is of fixed length, so that the body of a mapped file keeps its alignment. */
#include "base/sealed.h"

#include <string.h>

enum { HEAD = SEALED_MAGIC + DIGEST_HEX };

Digest sealed_add(const char *magic, Str body, Buf *out) {
  Digest digest = digest_of(body);
  buf_add(out, magic, SEALED_MAGIC);
  buf_add(out, digest.hex, DIGEST_HEX);
  buf_str(out, body);
  return digest;
}

bool sealed_open(Str bytes, const char *magic, const char *kind, const char *path, Str *body,
                 Digest *digest, Err *err) {
  if (bytes.len < HEAD || memcmp(bytes.ptr, magic, SEALED_MAGIC) != 0)
    return err_at(err, path, 0, "is no %s of this version of surety", kind);
  *body = (Str){bytes.ptr + HEAD, bytes.len - HEAD};
  *digest = digest_of(*body);
  return memcmp(digest->hex, bytes.ptr + SEALED_MAGIC, DIGEST_HEX) == 0 ||
         err_at(err, path, 0, "is damaged: its checksum does not fit its bytes");
}

bool sealed_take(Str *rest, void *to, size_t len) {
  if (rest->len < len) return false;
  if (len) memcpy(to, rest->ptr, len);
  rest->ptr += len;
  rest->len -= len;
  return true;
}
