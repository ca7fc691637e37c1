/* The packed bytes pass through a small buffer of their own; what comes out goes straight into the
 * reader's block. */
#include "base/unpack.h"

#include "base/arena.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PACKED_BLOCK = 1 << 16 };

struct Unpack {
  const UnpackFormat *format;
  void *state;
  char block[PACKED_BLOCK];
  Str left; /* of the block */
  bool whole, ended;
  uint64_t in, out; /* bytes so far */
};

Unpack *unpack_new(Str head) {
  static const UnpackFormat *const FORMATS[] = {&UNPACK_GZIP, &UNPACK_ZSTD};
  for (size_t i = 0; head.len >= UNPACK_MAGIC && i < sizeof FORMATS / sizeof *FORMATS; i++) {
    if (!FORMATS[i]->fits(head)) continue;
    Unpack *unpack = memory_get(sizeof *unpack);
    unpack->format = FORMATS[i];
    unpack->state = FORMATS[i]->open();
    unpack->whole = unpack->ended = false;
    unpack->in = head.len, unpack->out = 0;
    memcpy(unpack->block, head.ptr, head.len);
    unpack->left = (Str){unpack->block, head.len};
    return unpack;
  }
  return NULL;
}

void unpack_free(Unpack *unpack) {
  if (unpack) unpack->format->close(unpack->state);
  free(unpack);
}

static bool read_packed(Unpack *unpack, int fd, const char *path, uint64_t *taken, Err *err) {
  ssize_t got;
  do got = read(fd, unpack->block, sizeof unpack->block);
  while (got < 0 && errno == EINTR);
  if (got < 0) return err_at(err, path, 0, "cannot be read: %s", strerror(errno));
  unpack->left = (Str){unpack->block, (size_t)got};
  unpack->ended = got == 0;
  unpack->in += (uint64_t)got;
  *taken += (uint64_t)got;
  return true;
}

/* Memory is bounded anyway; this bounds the time that a few kilobytes can cost. */
static bool swells(const Unpack *unpack) {
  return unpack->out > UNPACK_RATIO_FROM && unpack->out / UNPACK_RATIO_MOST > unpack->in;
}

bool unpack_read(Unpack *unpack, int fd, const char *path, Buf *out, bool *more, uint64_t *taken,
                 Err *err) {
  const char *cause;
  const char *name = unpack->format->name;
  size_t before = out->len;
  while (out->len == before) {
    if (!unpack->left.len && !unpack->ended && !read_packed(unpack, fd, path, taken, err))
      return false;
    if (unpack->ended) {
      *more = false;
      return unpack->whole || err_at(err, path, 0, "is cut off: its %s data end too early", name);
    }
    if (!unpack->format->step(unpack->state, &unpack->left, out, &unpack->whole, &cause))
      return err_at(err, path, 0, "holds damaged %s data: %s", name, cause);
  }
  *more = true;
  unpack->out += out->len - before;
  return !swells(unpack) ||
         err_at(err, path, 0,
                "unpacks to more than %d times its size, which no text does; unpack it yourself "
                "if it is meant",
                UNPACK_RATIO_MOST);
}
