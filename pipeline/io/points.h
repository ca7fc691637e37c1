/* Points: bytes to code points and back, for one text. Offsets are code points in files and bytes
 * inside. */
#ifndef SURETY_IO_POINTS_H
#define SURETY_IO_POINTS_H

#include "base/str.h"
#include "base/vec.h"

typedef struct Points {
  VEC(uint32_t) bytes; /* byte offset of each code point, and of the end */
} Points;

/* Indexes a valid UTF-8 text, in place of the one before. A zeroed Points is ready. */
void points_index(Points *points, Str text);
void points_free(Points *points);

/* Code points of the text. */
static inline uint32_t points_count(const Points *points) {
  return points->bytes.len - 1;
}
/* Byte offset of a code point; point is at most points_count. */
static inline uint32_t points_byte(const Points *points, uint32_t point) {
  return vec_at(&points->bytes, point);
}
/* Code points before a byte offset (binary search). */
uint32_t points_before(const Points *points, uint32_t byte);

#endif
