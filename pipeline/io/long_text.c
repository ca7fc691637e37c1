/* The parser of JSON holds a string three times while it reads it, which for a text of 100 MB is
 * what the whole run should not take. So the one long string of a line is lifted out before: this
 * knows of JSON what that takes, is as strict as the parser (RFC 8259) about the string itself, and
 * leaves all else to it. */
#include "io/long_text.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { STEP = 1 << 20 }; /* bytes copied between two times of giving back */

void long_text_drop(Str bytes) {
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE), beg = (uintptr_t)bytes.ptr;
  uintptr_t first = (beg + page - 1) / page * page, last = (beg + bytes.len) / page * page;
  if (first < last) madvise((void *)first, last - first, MADV_DONTNEED); /* a wish */
}

Str long_text_move(Arena *arena, Str bytes) {
  if (bytes.len <= LONG_TEXT) return (Str){arena_copy(arena, bytes.ptr, bytes.len), bytes.len};
  char *copy = arena_alloc(arena, bytes.len + 1);
  for (size_t at = 0, step; at < bytes.len; at += step) {
    step = bytes.len - at < STEP ? bytes.len - at : STEP;
    memcpy(copy + at, bytes.ptr + at, step);
    long_text_drop((Str){bytes.ptr + at, step});
  }
  copy[bytes.len] = '\0';
  return (Str){copy, bytes.len};
}

/* ---- one string ---- */

static bool hex_value(const char *at, uint32_t *value) {
  *value = 0;
  for (int i = 0; i < 4; i++) {
    unsigned char c = (unsigned char)at[i];
    unsigned char low = c | 0x20;
    if (c >= '0' && c <= '9')
      *value = *value << 4 | (uint32_t)(c - '0');
    else if (low >= 'a' && low <= 'f')
      *value = *value << 4 | (uint32_t)(low - 'a' + 10);
    else
      return false;
  }
  return true;
}

/* \uXXXX at the front of left, or two of them for a character beyond the basic plane; bytes used, 0
 * for what is wrong. */
static size_t unicode_escape(Str left, uint32_t *point) {
  uint32_t low;
  if (left.len < 6 || !hex_value(left.ptr + 2, point)) return 0;
  if (*point < 0xd800 || *point > 0xdfff) return 6;
  if (*point > 0xdbff || left.len < 12 || left.ptr[6] != '\\' || left.ptr[7] != 'u') return 0;
  if (!hex_value(left.ptr + 8, &low) || low < 0xdc00 || low > 0xdfff) return 0;
  *point = 0x10000 + ((*point - 0xd800) << 10 | (low - 0xdc00));
  return 12;
}

/* An escape at the front of left: bytes used, 0 for what is wrong. */
static size_t escape(Str left, uint32_t *point) {
  static const char LETTERS[] = "\"\\/bfnrt", MEANT[] = "\"\\/\b\f\n\r\t";
  if (left.len < 2) return 0;
  if (left.ptr[1] == 'u') return unicode_escape(left, point);
  const char *letter = left.ptr[1] ? strchr(LETTERS, left.ptr[1]) : NULL;
  if (!letter) return 0;
  *point = (unsigned char)MEANT[letter - LETTERS];
  return 2;
}

static size_t width_of(uint32_t point) {
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
}

static size_t put_point(char *out, uint32_t point) {
  size_t width = width_of(point);
  static const unsigned char LEADS[] = {0, 0, 0xc0, 0xe0, 0xf0};
  for (size_t i = width; i-- > 1; point >>= 6) out[i] = (char)(0x80 | (point & 0x3f));
  out[0] = (char)(LEADS[width] | point);
  return width;
}

/* The string that begins at line[at], behind its quotation mark; false for what is wrong. */
static bool measure(Str line, size_t at, LongText *string) {
  *string = (LongText){{line.ptr + at, 0}, 0};
  while (at < line.len) {
    unsigned char byte = (unsigned char)line.ptr[at];
    uint32_t point;
    if (byte == '"') {
      string->escaped.len = (size_t)(line.ptr + at - string->escaped.ptr);
      return true;
    }
    if (byte < 0x20) return false;
    size_t used = byte == '\\' ? escape((Str){line.ptr + at, line.len - at}, &point) : 1;
    if (!used) return false;
    string->decoded += byte == '\\' ? width_of(point) : 1;
    at += used;
  }
  return false;
}

/* ---- the line ---- */

static void skip_space(Str line, size_t *at) {
  while (*at < line.len && strchr(" \t\r\n", line.ptr[*at]) && line.ptr[*at]) ++*at;
}

static bool take_byte(Str line, size_t *at, char byte) {
  skip_space(line, at);
  if (*at >= line.len || line.ptr[*at] != byte) return false;
  ++*at;
  return true;
}

static bool skip_string(Str line, size_t *at, LongText *string) {
  if (!take_byte(line, at, '"') || !measure(line, *at, string)) return false;
  *at += string->escaped.len + 1;
  return true;
}

/* To the comma or bracket that ends a value; what it is the parser will see. */
static bool skip_value(Str line, size_t *at) {
  LongText string;
  for (size_t depth = 0;;) {
    skip_space(line, at);
    if (*at >= line.len) return false;
    char byte = line.ptr[*at];
    if (!depth && (byte == ',' || byte == '}')) return true;
    if (byte == '"') {
      if (!skip_string(line, at, &string)) return false;
      continue;
    }
    depth += byte == '{' || byte == '[';
    if (byte == '}' || byte == ']') {
      if (!depth) return false;
      depth--;
    }
    ++*at;
  }
}

/* One member; is it the text? */
static bool read_member(Str line, size_t *at, LongText *found) {
  LongText key, value = {0};
  if (!skip_string(line, at, &key) || !take_byte(line, at, ':')) return false;
  if (key.decoded != key.escaped.len) return false; /* an escaped name may be any */
  skip_space(line, at);
  if (!str_is(key.escaped, "text")) return skip_value(line, at);
  bool second = found->escaped.ptr != NULL;
  if (second || !skip_string(line, at, &value)) return false;
  *found = value;
  return true;
}

bool long_text_find(Str line, LongText *found) {
  size_t at = 0;
  *found = (LongText){0};
  if (line.len <= LONG_TEXT || !take_byte(line, &at, '{')) return false;
  do
    if (!read_member(line, &at, found)) return false;
  while (take_byte(line, &at, ','));
  return take_byte(line, &at, '}') && found->escaped.len > LONG_TEXT;
}

void long_text_without(Str line, const LongText *found, Buf *out) {
  const char *behind = found->escaped.ptr + found->escaped.len;
  buf_add(out, line.ptr, (size_t)(found->escaped.ptr - line.ptr));
  buf_add(out, behind, (size_t)(line.ptr + line.len - behind));
}

Str long_text_take(const LongText *found, Arena *arena) {
  Str rest = found->escaped;
  if (found->decoded == rest.len) return long_text_move(arena, rest);
  char *text = arena_alloc(arena, found->decoded + 1), *to = text;
  for (size_t dropped = 0, at = 0; at < rest.len;) {
    const char *next = memchr(rest.ptr + at, '\\', rest.len - at);
    size_t plain = next ? (size_t)(next - (rest.ptr + at)) : rest.len - at;
    uint32_t point;
    memcpy(to, rest.ptr + at, plain);
    to += plain, at += plain;
    if (at < rest.len) {
      at += escape((Str){rest.ptr + at, rest.len - at}, &point);
      to += put_point(to, point);
    }
    if (at - dropped < STEP) continue;
    long_text_drop((Str){rest.ptr + dropped, at - dropped});
    dropped = at;
  }
  *to = '\0';
  return (Str){text, found->decoded};
}
