/* gzip by zlib. The only module that includes zlib. */
#include "base/arena.h"
#include "base/unpack.h"

#include <stdlib.h>
#include <string.h>
#define ZLIB_CONST
#include <zlib.h>

enum { STEP_MOST = 1 << 30, GZIP_ALONE = 16 }; /* zlib counts in 32 bits; no raw deflate */

typedef struct {
  z_stream z;
  bool whole;
} Gzip;

static bool fits(Str head) {
  return !memcmp(head.ptr, "\x1f\x8b\x08", 3);
}

static void *open_stream(void) {
  Gzip *gzip = memory_get(sizeof *gzip);
  *gzip = (Gzip){0};
  if (inflateInit2(&gzip->z, MAX_WBITS + GZIP_ALONE) != Z_OK) memory_none(0);
  return gzip;
}

static void close_stream(void *state) {
  Gzip *gzip = state;
  inflateEnd(&gzip->z);
  free(gzip);
}

static uInt at_most(size_t len) {
  return (uInt)(len < STEP_MOST ? len : STEP_MOST);
}

/* Behind a member comes another, or zeros that fill a tape's block. */
static bool next_member(Gzip *gzip, Str *in, const char **cause) {
  while (in->len && !*in->ptr) in->ptr++, in->len--;
  if (!in->len) return true;
  if (*in->ptr != '\x1f') return *cause = "something else stands behind its last member", false;
  gzip->whole = false;
  return inflateReset(&gzip->z) == Z_OK;
}

static bool step(void *state, Str *in, Buf *out, bool *whole, const char **cause) {
  Gzip *gzip = state;
  if (gzip->whole && !next_member(gzip, in, cause)) return false;
  *whole = gzip->whole;
  if (!in->len) return true;
  gzip->z.next_in = (const Bytef *)in->ptr;
  gzip->z.avail_in = at_most(in->len);
  gzip->z.next_out = (Bytef *)out->ptr + out->len;
  gzip->z.avail_out = at_most(out->cap - out->len);
  uInt in_before = gzip->z.avail_in, out_before = gzip->z.avail_out;
  int status = inflate(&gzip->z, Z_NO_FLUSH);
  in->ptr += in_before - gzip->z.avail_in;
  in->len -= in_before - gzip->z.avail_in;
  out->len += out_before - gzip->z.avail_out;
  *whole = gzip->whole = status == Z_STREAM_END;
  if (status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR) return true;
  return *cause = gzip->z.msg ? gzip->z.msg : "not what gzip writes", false;
}

const UnpackFormat UNPACK_GZIP = {"gzip", fits, open_stream, close_stream, step};
