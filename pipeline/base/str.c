#include "base/str.h"

#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Str str_of(const char *text) {
  return text ? (Str){text, strlen(text)} : (Str){0};
}

bool str_equal(Str a, Str b) {
  return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool str_is(Str a, const char *text) {
  return str_equal(a, str_of(text));
}

int str_compare(Str a, Str b) {
  size_t shorter = a.len < b.len ? a.len : b.len;
  int order = shorter ? memcmp(a.ptr, b.ptr, shorter) : 0;
  return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool str_starts(Str a, const char *prefix) {
  size_t len = strlen(prefix);
  return a.len >= len && memcmp(a.ptr, prefix, len) == 0;
}

bool str_ends(Str a, const char *suffix) {
  size_t len = strlen(suffix);
  return a.len >= len && memcmp(a.ptr + a.len - len, suffix, len) == 0;
}

static bool is_space(char byte) {
  return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

Str str_trim(Str a) {
  while (a.len && is_space(a.ptr[0])) a.ptr++, a.len--;
  while (a.len && is_space(a.ptr[a.len - 1])) a.len--;
  return a;
}

/* memmem prepares for long needles; for the one byte that most separators are memchr is at once
 * there. */
static const char *find(Str text, const char *separator, size_t width) {
  if (!text.len) return NULL;
  return width == 1 ? memchr(text.ptr, separator[0], text.len)
                    : memmem(text.ptr, text.len, separator, width);
}

bool str_cut(Str *rest, const char *separator, Str *piece) {
  if (!rest->ptr) return false;
  size_t width = strlen(separator);
  const char *found = find(*rest, separator, width);
  if (!found) {
    *piece = *rest;
    *rest = (Str){0};
    return true;
  }
  *piece = (Str){rest->ptr, (size_t)(found - rest->ptr)};
  *rest = (Str){found + width, rest->len - piece->len - width};
  return true;
}

bool str_number(Str a, uint32_t *value) {
  uint64_t sum = 0;
  if (!a.len || a.len > 10) return false;
  for (size_t i = 0; i < a.len; i++) {
    if (a.ptr[i] < '0' || a.ptr[i] > '9') return false;
    sum = sum * 10 + (uint64_t)(a.ptr[i] - '0');
  }
  *value = (uint32_t)sum;
  return sum <= UINT32_MAX;
}

static void make_room(Buf *buf, size_t more) {
  if (buf->cap - buf->len >= more) return;
  size_t cap = buf->cap ? buf->cap * 2 : 256;
  if (cap < buf->len + more) cap = buf->len + more;
  buf->ptr = memory_resize(buf->ptr, cap);
  buf->cap = cap;
}

void buf_add(Buf *buf, const char *bytes, size_t len) {
  if (!len) return;
  make_room(buf, len);
  memcpy(buf->ptr + buf->len, bytes, len);
  buf->len += len;
}

void buf_str(Buf *buf, Str text) {
  buf_add(buf, text.ptr, text.len);
}

void buf_text(Buf *buf, const char *text) {
  buf_add(buf, text, strlen(text));
}

void buf_byte(Buf *buf, char byte) {
  buf_add(buf, &byte, 1);
}

void buf_number(Buf *buf, uint32_t number) {
  char digits[10];
  size_t at = sizeof digits;
  do digits[--at] = (char)('0' + number % 10);
  while (number /= 10);
  buf_add(buf, digits + at, sizeof digits - at);
}

void buf_format(Buf *buf, const char *format, ...) {
  va_list args;
  va_start(args, format);
  int need = vsnprintf(NULL, 0, format, args);
  va_end(args);
  if (need <= 0) return;
  make_room(buf, (size_t)need + 1);
  va_start(args, format);
  vsnprintf(buf->ptr + buf->len, (size_t)need + 1, format, args);
  va_end(args);
  buf->len += (size_t)need;
}

void buf_clear(Buf *buf) {
  buf->len = 0;
}

void buf_free(Buf *buf) {
  free(buf->ptr);
  *buf = (Buf){0};
}

uint64_t hash_bytes(const char *bytes, size_t len) {
  return hash_end(hash_add(HASH_BEGIN, (Str){bytes, len}));
}
