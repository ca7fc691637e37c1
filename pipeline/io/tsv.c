#include "io/tsv.h"

#include "base/utf8.h"

#include <string.h>

static bool is_harmless(unsigned char byte) {
  return byte >= 0x20 && byte < 0x7f && byte != '"' && byte != '\\';
}

/* The stand-in for a forbidden code point, or the code point itself. */
static uint32_t stand_in(uint32_t point) {
  switch (point) {
  case '"':
    return 0xff02;
  case '\\':
    return 0xff3c;
  case 0x7f:
    return 0x2421;
  case 0x85:
  case 0x2028:
  case 0x2029:
  case 0xfeff:
    return 0x2424;
  default:
    return point < 0x20 ? 0x2400 + point : point;
  }
}

void tsv_put_verbatim(Buf *out, Str text) {
  for (size_t at = 0; at < text.len;) {
    size_t plain = at;
    while (plain < text.len && is_harmless((unsigned char)text.ptr[plain])) plain++;
    buf_add(out, text.ptr + at, plain - at);
    if ((at = plain) == text.len) break;
    uint32_t width, point = utf8_at(text, at, &width), other = stand_in(point);
    if (other == point)
      buf_add(out, text.ptr + at, width);
    else
      utf8_put(out, other);
    at += width;
  }
}

static bool reads_as_missing(Str text) {
  static const char *const MISSING[] = {"NA", "N/A", "NaN", "null", "None"};
  for (size_t i = 0; i < sizeof MISSING / sizeof *MISSING; i++)
    if (str_is(text, MISSING[i])) return true;
  return false;
}

/* White space by Unicode, as readers strip it. */
static bool is_white(uint32_t point) {
  return point == ' ' || (point >= 9 && point <= 13) || point == 0x85 || point == 0xa0 ||
         point == 0x1680 || (point >= 0x2000 && point <= 0x200a) || point == 0x2028 ||
         point == 0x2029 || point == 0x202f || point == 0x205f || point == 0x3000;
}

static Str trim_white(Str text) {
  uint32_t width;
  while (text.len && is_white(utf8_at(text, 0, &width))) text.ptr += width, text.len -= width;
  while (text.len) {
    size_t last = text.len - 1;
    while (last && ((unsigned char)text.ptr[last] & 0xc0) == 0x80) last--;
    if (!is_white(utf8_at(text, last, &width))) break;
    text.len = last;
  }
  return text;
}

void tsv_put_cell(Buf *out, Str text) {
  text = trim_white(text);
  if (reads_as_missing(text)) {
    utf8_put(out, 0xff00 + (uint32_t)text.ptr[0] - 0x20);
    text.ptr++, text.len--;
  }
  tsv_put_verbatim(out, text);
}

void tsv_put_text(Buf *out, Str cell) {
  uint32_t width;
  for (size_t at = 0; at < cell.len; at += width) {
    uint32_t point = utf8_at(cell, at, &width);
    if (point == 0xff02 || point == 0xff3c)
      buf_byte(out, point == 0xff02 ? '"' : '\\');
    else if (point == 0x2421 || point == 0x2424)
      buf_byte(out, point == 0x2421 ? 0x7f : '\n');
    else if (point >= 0x2400 && point < 0x2420)
      buf_byte(out, (char)(point - 0x2400));
    else
      buf_add(out, cell.ptr + at, width);
  }
}
