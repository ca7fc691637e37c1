/* Packed files. The first byte chooses: the rest as it is; or packed here by gzip or Zstandard, in two members, one byte
 * of it perhaps changed: what comes out is then the same, or refused. */
#include "fuzz.h"

#include "base/file.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

static void add_gzip(Str part, Buf *out) {
  unsigned char bytes[1 << 16];
  z_stream stream = {.next_in = (Bytef *)(uintptr_t)part.ptr, .avail_in = (uInt)part.len,
                     .next_out = bytes, .avail_out = sizeof bytes};
  FUZZ_HOLDS(deflateInit2(&stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  FUZZ_HOLDS(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  buf_add(out, (const char *)bytes, stream.total_out);
  deflateEnd(&stream);
}

static void add_zstd(Str part, Buf *out) {
  char bytes[1 << 16];
  size_t len = ZSTD_compress(bytes, sizeof bytes, part.ptr, part.len, 1);
  FUZZ_HOLDS(!ZSTD_isError(len));
  buf_add(out, bytes, len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 4 || size > 1 << 15) return 0;
  Str text = {(const char *)data + 3, size - 3};
  void (*const add)(Str, Buf *) = data[0] & 2 ? add_zstd : add_gzip;
  bool packed = data[0] & 1, harmed = packed && (data[0] & 4);
  Buf file = {0}, back = {0};
  uint64_t taken = 0;
  Err err;
  if (packed) {
    size_t half = text.len / 2;
    add((Str){text.ptr, half}, &file);
    add((Str){text.ptr + half, text.len - half}, &file);
  } else {
    buf_str(&file, text);
  }
  if (harmed) file.ptr[data[1] * 256u + data[2] < file.len ? data[1] * 256u + data[2] : file.len - 1] ^= 1;
  bool ok = file_read_unpacked(fuzz_file(buf_slice(&file)), &back, &taken, &err);
  FUZZ_HOLDS(!packed || harmed || (ok && str_equal(buf_slice(&back), text)));
  FUZZ_HOLDS(ok || strlen(err.text) > 0);
  FUZZ_HOLDS(taken <= file.len && (!ok || taken == file.len));
  FUZZ_HOLDS(back.len <= (64u << 20) + 256 * file.len);
  buf_free(&file);
  buf_free(&back);
  return 0;
}
