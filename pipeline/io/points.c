#include "io/points.h"

void points_index(Points *points, Str text) {
  vec_clear(&points->bytes);
  for (size_t i = 0; i < text.len; i++)
    if (((unsigned char)text.ptr[i] & 0xc0) != 0x80) vec_push(&points->bytes, (uint32_t)i);
  vec_push(&points->bytes, (uint32_t)text.len);
}

void points_free(Points *points) {
  vec_free(&points->bytes);
}

uint32_t points_before(const Points *points, uint32_t byte) {
  uint32_t low = 0, high = points->bytes.len;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (points->bytes.items[middle] < byte)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}
