#include "base/utf8.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

static bool eight_ascii(const char *bytes) {
  uint64_t word;
  memcpy(&word, bytes, sizeof word);
  return (word & 0x8080808080808080u) == 0;
}

static bool continues(char byte) {
  return ((unsigned char)byte & 0xc0) == 0x80;
}

/* Bytes of the sequence where its lead alone tells what may follow: the letters of most scripts,
 * quotation marks and dashes. 0 for ASCII, for what needs a closer look, and for what is wrong. */
static size_t plain_sequence(const char *at, size_t left) {
  unsigned char lead = (unsigned char)at[0];
  if (lead >= 0xc2 && lead <= 0xdf) return left >= 2 && continues(at[1]) ? 2 : 0;
  bool plain = lead >= 0xe1 && lead <= 0xec;
  return plain && left >= 3 && continues(at[1]) && continues(at[2]) ? 3 : 0;
}

size_t utf8_valid(Str text) {
  size_t at = 0;
  while (at < text.len) {
    if (text.len - at >= 8 && eight_ascii(text.ptr + at)) {
      at += 8;
      continue;
    }
    if ((unsigned char)text.ptr[at] < 0x80) {
      at++;
      continue;
    }
    size_t plain = plain_sequence(text.ptr + at, text.len - at);
    if (plain) {
      at += plain;
      continue;
    }
    utf8proc_int32_t point;
    utf8proc_ssize_t width = utf8proc_iterate((const utf8proc_uint8_t *)text.ptr + at,
                                              (utf8proc_ssize_t)(text.len - at), &point);
    if (width <= 0) return at;
    at += (size_t)width;
  }
  return at;
}

void utf8_put(Buf *out, uint32_t code_point) {
  utf8proc_uint8_t bytes[4];
  utf8proc_ssize_t width = utf8proc_encode_char((utf8proc_int32_t)code_point, bytes);
  if (width > 0) buf_add(out, (const char *)bytes, (size_t)width);
}

size_t utf8_count(Str text) {
  size_t count = 0;
  for (size_t i = 0; i < text.len; i++) count += ((unsigned char)text.ptr[i] & 0xc0) != 0x80;
  return count;
}

LetterCase utf8_case(uint32_t code_point) {
  if (code_point < 0x80) {
    if (code_point >= 'a' && code_point <= 'z') return LETTER_LOWER;
    return code_point >= 'A' && code_point <= 'Z' ? LETTER_UPPER : LETTER_NONE;
  }
  switch (utf8proc_category((utf8proc_int32_t)code_point)) {
  case UTF8PROC_CATEGORY_LU:
  case UTF8PROC_CATEGORY_LT:
    return LETTER_UPPER;
  case UTF8PROC_CATEGORY_LL:
    return LETTER_LOWER;
  case UTF8PROC_CATEGORY_LM:
  case UTF8PROC_CATEGORY_LO:
    return LETTER_OTHER;
  default:
    return LETTER_NONE;
  }
}

bool utf8_word(uint32_t code_point) {
  if (code_point < 0x80)
    return utf8_case(code_point) != LETTER_NONE || (code_point >= '0' && code_point <= '9') ||
           code_point == '_';
  utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code_point);
  return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO) ||
         category == UTF8PROC_CATEGORY_PC;
}

static bool fold_ascii(Str word, Buf *out) {
  for (size_t i = 0; i < word.len; i++)
    if ((unsigned char)word.ptr[i] >= 0x80) return false;
  size_t start = out->len;
  buf_str(out, word);
  for (size_t i = start; i < out->len; i++)
    if (out->ptr[i] >= 'A' && out->ptr[i] <= 'Z') out->ptr[i] |= 0x20;
  return true;
}

/* U+2019 and its kin are what typesetters make of an apostrophe. */
static uint32_t plain_apostrophe(uint32_t point) {
  return point == 0x2019 || point == 0x2018 || point == 0x02bc || point == 0xff07 ? '\'' : point;
}

enum {
  SHORT_MAX = 64, /* bytes of a word that takes the short way */
  FOLD_MAX =
      1024 /* utf8proc sorts combining marks in quadratic time: longer stretches are no words */
};

/* Letters of Latin-1 and Cyrillic: in NFC as they are, and small by their simple mapping. */
static bool folds_simply(uint32_t point) {
  return (point >= 0xc0 && point <= 0xff && point != 0xdf) || (point >= 0x400 && point <= 0x481) ||
         (point >= 0x48a && point <= 0x52f);
}

static bool fold_short(Str word, Buf *out) {
  char folded[SHORT_MAX + 4];
  size_t length = 0;
  if (word.len > SHORT_MAX) return false;
  for (size_t at = 0; at < word.len;) {
    uint32_t width, point = plain_apostrophe(utf8_at(word, at, &width));
    at += width;
    if (point < 0x80) {
      folded[length++] = (char)(point >= 'A' && point <= 'Z' ? point + 32 : point);
    } else if (folds_simply(point)) {
      point = (uint32_t)utf8proc_tolower((utf8proc_int32_t)point);
      folded[length++] = (char)(0xc0 | point >> 6);
      folded[length++] = (char)(0x80 | (point & 0x3f));
    } else {
      return false;
    }
  }
  buf_add(out, folded, length);
  return true;
}

void utf8_fold(Str word, Buf *out) {
  if (fold_ascii(word, out) || fold_short(word, out)) return;
  if (word.len > FOLD_MAX) {
    buf_str(out, word);
    return;
  }
  utf8proc_uint8_t *folded = NULL;
  utf8proc_ssize_t len =
      utf8proc_map((const utf8proc_uint8_t *)word.ptr, (utf8proc_ssize_t)word.len, &folded,
                   UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
  if (len == UTF8PROC_ERROR_NOMEM) memory_none(word.len);
  if (len < 0) { /* not valid: the bytes as they are compare with themselves */
    buf_str(out, word);
    return;
  }
  Str text = {(const char *)folded, (size_t)len};
  for (size_t at = 0; at < text.len;) {
    uint32_t width, point = utf8_at(text, at, &width);
    utf8_put(out, plain_apostrophe(point));
    at += width;
  }
  free(folded);
}

/* Length of an apostrophe that ends right before `end`, 0 when there is none. */
static size_t apostrophe_before(Str word, size_t end) {
  if (end >= 1 && word.ptr[end - 1] == '\'') return 1;
  if (end >= 3 && memcmp(word.ptr + end - 3, "\xe2\x80\x99", 3) == 0) return 3;
  return 0;
}

static bool is_letter_of(char byte, const char *letters) {
  return byte && strchr(letters, byte | 0x20) != NULL;
}

size_t utf8_clitic(Str word) {
  if (word.len < 3) return 0;
  char last = word.ptr[word.len - 1];
  size_t mark;
  if (is_letter_of(last, "t") && (mark = apostrophe_before(word, word.len - 1))) {
    size_t n = word.len - 1 - mark; /* n't: the n goes with it */
    return n >= 2 && is_letter_of(word.ptr[n - 1], "n") ? mark + 2 : 0;
  }
  if (is_letter_of(last, "smd") && (mark = apostrophe_before(word, word.len - 1)))
    return word.len > mark + 1 ? mark + 1 : 0;
  if (word.len >= 4 && is_letter_of(word.ptr[word.len - 2], "rvl") &&
      ((is_letter_of(last, "e") && is_letter_of(word.ptr[word.len - 2], "rv")) ||
       (is_letter_of(last, "l") && is_letter_of(word.ptr[word.len - 2], "l"))) &&
      (mark = apostrophe_before(word, word.len - 2)))
    return word.len > mark + 2 ? mark + 2 : 0;
  return 0;
}

bool utf8_space(uint32_t code_point) {
  if (code_point < 0x80)
    return code_point == ' ' || (code_point >= 9 && code_point <= 13) ||
           (code_point >= 0x1c && code_point <= 0x1f);
  return code_point == 0x85 || code_point == 0xa0 || code_point == 0x1680 ||
         (code_point >= 0x2000 && code_point <= 0x200a) || code_point == 0x2028 ||
         code_point == 0x2029 || code_point == 0x202f || code_point == 0x205f ||
         code_point == 0x3000;
}

enum { FOLD_MOST = 4 }; /* code points that one may fold to; Unicode's most is 3 */

static void put_folded_name(Str decomposed, size_t start, Buf *out) {
  bool gap = false;
  for (size_t at = 0; at < decomposed.len;) {
    uint32_t width, point = utf8_at(decomposed, at, &width);
    utf8proc_int32_t folded[FOLD_MOST];
    int boundary = 0;
    utf8proc_ssize_t count = utf8proc_decompose_char((utf8proc_int32_t)point, folded, FOLD_MOST,
                                                     UTF8PROC_CASEFOLD, &boundary);
    at += width;
    if (utf8_space(point)) gap = out->len > start;
    if (utf8_space(point)) continue;
    for (utf8proc_ssize_t i = 0; i < count && i < FOLD_MOST; i++) {
      if (utf8proc_get_property(folded[i])->combining_class) continue;
      if (gap) buf_byte(out, ' ');
      gap = false;
      utf8_put(out, (uint32_t)folded[i]);
    }
  }
}

void utf8_fold_name(Str name, Buf *out) {
  utf8proc_uint8_t *decomposed = NULL;
  utf8proc_ssize_t len =
      utf8proc_map((const utf8proc_uint8_t *)name.ptr, (utf8proc_ssize_t)name.len, &decomposed,
                   UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT);
  if (len == UTF8PROC_ERROR_NOMEM) memory_none(name.len);
  if (len > 0) put_folded_name((Str){(const char *)decomposed, (size_t)len}, out->len, out);
  free(decomposed);
}

/* Letters with a stroke and ligatures have no decomposition, yet names are written without them. */
static const char *plain_letter(uint32_t point) {
  static const struct {
    uint32_t point;
    const char *plain;
  } letters[] = {{0xe6, "ae"}, {0xf0, "d"},  {0xf8, "o"},  {0xfe, "th"},
                 {0x111, "d"}, {0x131, "i"}, {0x142, "l"}, {0x153, "oe"}};
  for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
    if (letters[i].point == point) return letters[i].plain;
  return NULL;
}

void utf8_fold_spelling(Str name, Buf *out) {
  size_t start = out->len, to = start;
  utf8_fold_name(name, out);
  for (size_t at = start; at < out->len;) {
    uint32_t width;
    const char *plain = plain_letter(utf8_at(buf_slice(out), at, &width));
    const char *from = plain ? plain : out->ptr + at;
    size_t length = plain ? strlen(plain) : width; /* never longer than the letter was */
    memmove(out->ptr + to, from, length);
    to += length;
    at += width;
  }
  out->len = to;
}
