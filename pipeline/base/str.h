/* Str: a borrowed slice of bytes (not NUL-terminated). Buf: owned, growing bytes. */
#ifndef SURETY_BASE_STR_H
#define SURETY_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Str {
  const char *ptr; /* borrowed; may be NULL when len is 0 */
  size_t len;      /* bytes */
} Str;

#define STR(literal) ((Str){"" literal, sizeof(literal) - 1})

Str str_of(const char *text); /* text NUL-terminated, or NULL for the empty slice */
bool str_equal(Str a, Str b);
bool str_is(Str a, const char *text);
/* Byte order, as memcmp and then length. */
int str_compare(Str a, Str b);
bool str_starts(Str a, const char *prefix);
bool str_ends(Str a, const char *suffix);
/* Without ASCII white space at both ends. */
Str str_trim(Str a);
/* Cuts the piece before the first separator off *rest (all of it where there is none); returns
 * false when *rest was already used up (rest->ptr == NULL). The separator is not empty. */
bool str_cut(Str *rest, const char *separator, Str *piece);
/* A whole number in decimal; false unless all of a is one below 2^32. */
bool str_number(Str a, uint32_t *value);

typedef struct Buf {
  char *ptr; /* owned; NULL while empty */
  size_t len, cap;
} Buf;

void buf_add(Buf *buf, const char *bytes, size_t len);
void buf_str(Buf *buf, Str text);
void buf_text(Buf *buf, const char *text);
void buf_byte(Buf *buf, char byte);
void buf_number(Buf *buf, uint32_t number); /* in decimal */
void buf_format(Buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_clear(Buf *buf);
void buf_free(Buf *buf);
static inline Str buf_slice(const Buf *buf) {
  return (Str){buf->ptr, buf->len};
}

/* splitmix64's finaliser: every bit of the result depends on every bit of x. */
static inline uint64_t hash_mix(uint64_t x) {
  x ^= x >> 30;
  x *= 0xbf58476d1ce4e5b9u;
  x ^= x >> 27;
  x *= 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

/* 64-bit FNV-1a with a final mix: the same on every machine (features and tables rest on it). The
 * hash of a concatenation can be built piece by piece: hash_end(hash_add(hash_add(HASH_BEGIN, a),
 * b)). */
#define HASH_BEGIN 0xcbf29ce484222325u
static inline uint64_t hash_add(uint64_t state, Str piece) {
  for (size_t i = 0; i < piece.len; i++)
    state = (state ^ (unsigned char)piece.ptr[i]) * 0x100000001b3u;
  return state;
}
static inline uint64_t hash_end(uint64_t state) {
  return hash_mix(state);
}
uint64_t hash_bytes(const char *bytes, size_t len);
/* One hash from two, order kept (splitmix64's finaliser). */
static inline uint64_t hash_pair(uint64_t a, uint64_t b) {
  return hash_mix(a * 0x9e3779b97f4a7c15u + b);
}

#endif
