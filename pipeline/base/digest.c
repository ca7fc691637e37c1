/* The only module that includes nettle, taken because it hashes with the processor's own SHA
 * instructions and needs no set-up at start. */
#include "base/digest.h"

#include <fcntl.h>
#include <nettle/sha2.h>
#include <unistd.h>

static Digest finish(struct sha256_ctx *context) {
  uint8_t bytes[SHA256_DIGEST_SIZE];
  sha256_digest(context, sizeof bytes, bytes);
  Digest digest;
  for (size_t i = 0; i < sizeof bytes; i++) {
    digest.hex[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
    digest.hex[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15];
  }
  digest.hex[DIGEST_HEX] = '\0';
  return digest;
}

Digest digest_of_all(const Str *pieces, size_t count) {
  struct sha256_ctx context;
  sha256_init(&context);
  for (size_t i = 0; i < count; i++)
    if (pieces[i].len) sha256_update(&context, pieces[i].len, (const uint8_t *)pieces[i].ptr);
  return finish(&context);
}

Digest digest_of_file(const char *path) {
  struct sha256_ctx context;
  uint8_t block[1 << 15];
  ssize_t got = 0;
  sha256_init(&context);
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  while (fd >= 0 && (got = read(fd, block, sizeof block)) > 0)
    sha256_update(&context, (size_t)got, block);
  if (got < 0) sha256_init(&context);
  if (fd >= 0) close(fd);
  return finish(&context);
}

Digest digest_of(Str bytes) {
  return digest_of_all(&bytes, 1);
}
