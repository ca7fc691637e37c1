/* Zstandard by its own library. The only module that includes zstd. */
#include "base/arena.h"
#include "base/unpack.h"

#include <stdlib.h>
#include <string.h>
#include <zstd.h>

/* A frame, or one of the sixteen kinds of frame that are skipped. */
static bool fits(Str head) {
  bool skipped = (head.ptr[0] & 0xf0) == 0x50 && !memcmp(head.ptr + 1, "\x2a\x4d\x18", 3);
  return skipped || !memcmp(head.ptr, "\x28\xb5\x2f\xfd", 4);
}

static void *open_stream(void) {
  ZSTD_DCtx *context = ZSTD_createDCtx();
  if (!context) memory_none(0);
  ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, UNPACK_WINDOW_LOG);
  return context;
}

static void close_stream(void *state) {
  ZSTD_freeDCtx(state);
}

static bool step(void *state, Str *in, Buf *out, bool *whole, const char **cause) {
  ZSTD_inBuffer from = {in->ptr, in->len, 0};
  ZSTD_outBuffer to = {out->ptr, out->cap, out->len};
  size_t status = ZSTD_decompressStream(state, &to, &from);
  in->ptr += from.pos;
  in->len -= from.pos;
  out->len = to.pos;
  *whole = status == 0;
  if (!ZSTD_isError(status)) return true;
  return *cause = ZSTD_getErrorName(status), false;
}

const UnpackFormat UNPACK_ZSTD = {"Zstandard", fits, open_stream, close_stream, step};
