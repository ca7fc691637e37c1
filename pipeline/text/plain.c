/* The fast way through plain prose: ASCII words of up to twelve letters, single spaces, commas,
 * possessive clitics and full stops that no abbreviation owns. Its letters are judged all
 * at once, sixteen bytes in a vector register or eight in a plain one, and a word's bytes are its
 * key. Whatever is not plain is left to the careful way, which gives the same tokens for plain text
 * too. */
#include "text/scanner.h"

#include <string.h>

enum { AHEAD = 24 }; /* bytes that must be readable: a key, and what is looked at behind a word */

/* Bytes that end a word for sure: neither apostrophe, stop, colon (of a URL), nor part of another
 * character. */
static const uint8_t plain_end[256] = {[0 ... '&'] = 1,   ['(' ... '-'] = 1, ['/'] = 1,
                                       [';' ... '@'] = 1, ['[' ... '^'] = 1, ['`'] = 1,
                                       ['{' ... 0x7f] = 1};

/* Typographic dashes, quotation marks and the ellipsis end a word; U+2018 and U+2019 may not. */
static inline bool is_wide_end(const uint8_t *bytes) {
  return bytes[0] == 0xe2 && bytes[1] == 0x80 &&
         ((bytes[2] >= 0x93 && bytes[2] <= 0x94) || (bytes[2] >= 0x9c && bytes[2] <= 0x9e) ||
          bytes[2] == 0xa6);
}

static inline bool ends_word(const uint8_t *bytes) {
  return plain_end[bytes[0]] || is_wide_end(bytes);
}

typedef struct PlainWord {
  uint32_t length;
  uint8_t flags;
  InternKey key;
} PlainWord;

/* The letters at bytes; length 0 where there are none, or more than twelve. Letters become small by
 * setting one bit, which leaves a key for the vocabulary. */
#if defined(__SSE2__)
#include <emmintrin.h>

static inline PlainWord read_letters(const uint8_t *bytes) {
  static const uint8_t ones[32] = {255, 255, 255, 255, 255, 255, 255, 255,
                                   255, 255, 255, 255, 255, 255, 255, 255};
  __m128i text = _mm_loadu_si128((const __m128i *)bytes);
  __m128i small =
      _mm_or_si128(text, _mm_set1_epi8(0x20)); /* compared as signed: beyond ASCII < 0 */
  __m128i letters = _mm_and_si128(_mm_cmpgt_epi8(small, _mm_set1_epi8('a' - 1)),
                                  _mm_cmplt_epi8(small, _mm_set1_epi8('z' + 1)));
  uint32_t length = (uint32_t)__builtin_ctz(~(uint32_t)_mm_movemask_epi8(letters));
  if (length > INTERN_KEY) return (PlainWord){0};
  uint32_t lower = (uint32_t)_mm_movemask_epi8(_mm_slli_epi16(text, 2)); /* bit 0x20 of each byte */
  bool upper = !(lower & ((1u << length) - 1)) & (length > 1);
  __m128i mask = _mm_loadu_si128((const __m128i *)(ones + sizeof ones / 2 - length));
  __m128i key = _mm_and_si128(small, mask);
  PlainWord w = {length, (uint8_t)(TOKEN_CAPITAL * !(lower & 1) | TOKEN_UPPER * upper), {0, 0}};
  w.key.head = (uint64_t)_mm_cvtsi128_si64(key);
  w.key.tail = (uint32_t)_mm_cvtsi128_si32(_mm_srli_si128(key, 8));
  return w;
}

#else

/* Eight bytes at a time (Lamport 1975; Mycroft's tricks): a bit pattern for each byte. */
#define EACH(byte) ((byte)*0x0101010101010101u)
#define HIGH       EACH(0x80u)

/* The high bit of each byte that is an ASCII letter. */
static inline uint64_t letters_of(uint64_t bytes) {
  uint64_t small = (bytes | EACH(0x20u)) & ~HIGH;
  return (small + EACH(0x80u - 'a')) & ~(small + EACH(0x7fu - 'z')) & ~bytes & HIGH;
}

/* Which byte is the first with its high bit set; there is one. */
static inline uint32_t first_mark(uint64_t marks) {
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  return (uint32_t)__builtin_clzll(marks) / 8;
#else
  return (uint32_t)__builtin_ctzll(marks) / 8;
#endif
}

/* All bits of the bytes before it. */
static inline uint64_t before_mark(uint64_t marks) {
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  return ~(~(uint64_t)0 >> (__builtin_clzll(marks) & ~7));
#else
  return ((marks & -marks) >> 7) - 1;
#endif
}

static inline PlainWord read_letters(const uint8_t *bytes) {
  PlainWord w = {0};
  uint64_t head, mask = ~(uint64_t)0;
  memcpy(&head, bytes, sizeof head);
  uint64_t letters = letters_of(head), end = ~letters & HIGH;
  uint64_t small = letters & (head << 2); /* high bits of small letters */
  if (end) {
    mask = before_mark(end);
    small &= mask;
    w.length = first_mark(end);
  } else {
    uint64_t tail = 0; /* the last four bytes stay zero, which are no letters */
    memcpy(&tail, bytes + 8, sizeof w.key.tail);
    letters = letters_of(tail);
    end = ~letters & HIGH;
    if (first_mark(end) == 4 && (byte_class[bytes[INTERN_KEY]] & B_LETTER)) return w;
    small |= letters & (tail << 2) & before_mark(end);
    w.length = 8 + first_mark(end);
    tail = (tail | EACH(0x20u)) & before_mark(end);
    memcpy(&w.key.tail, &tail, sizeof w.key.tail);
  }
  w.flags = (uint8_t)(TOKEN_CAPITAL * !(bytes[0] & 0x20) | TOKEN_UPPER * (!small & (w.length > 1)));
  w.key.head = (head | EACH(0x20u)) & mask;
  return w;
}

#endif

static inline void take_word(Scanner *s, const PlainWord *w) {
  emit(s, s->at, s->at + w->length, TOKEN_WORD, w->flags)->form = intern_find_key(s->keys, w->key);
  s->at += w->length;
}

/* A stop behind the word that is no abbreviation's, and white space or a closing mark behind that.
 */
static bool take_with_stop(Scanner *s, const uint8_t *bytes, const PlainWord *w) {
  const uint8_t *next = bytes + w->length + 1;
  bool ends =
      *next == ' ' || *next == '\n' || *next == '"' || (is_wide_end(next) && next[2] != 0xa6);
  if (w->length < 2 || !ends || (intern_look(s->keys, w->key) & INTERN_STOPPED)) return false;
  take_word(s, w);
  emit(s, s->at, s->at + 1, TOKEN_STOP, 0);
  s->at++;
  return true;
}

/* 's or ’s behind the word. */
static bool take_with_clitic(Scanner *s, const uint8_t *bytes, const PlainWord *w) {
  uint32_t mark = bytes[w->length] == '\'' ? 1 : 3;
  if (mark == 3 &&
      (bytes[w->length] != 0xe2 || bytes[w->length + 1] != 0x80 || bytes[w->length + 2] != 0x99))
    return false;
  const uint8_t *letter = bytes + w->length + mark;
  if (*letter != 's' || !(ends_word(letter + 1) || letter[1] == '.')) return false;
  take_word(s, w);
  emit(s, s->at, s->at + mark + 1, TOKEN_CLITIC, 0)->form = s->possessive;
  s->at += mark + 1;
  return true;
}

/* Bytes of a double quotation mark at bytes, or 0. */
static inline uint32_t quote_width(const uint8_t *bytes) {
  if (bytes[0] == '"') return 1;
  return bytes[0] == 0xe2 && bytes[1] == 0x80 && (bytes[2] == 0x9c || bytes[2] == 0x9d) ? 3 : 0;
}

static inline void take_mark(Scanner *s, uint32_t width, uint8_t kind) {
  emit(s, s->at, s->at + width, kind, 0);
  s->at += width;
}

/* Quotation marks, and a hyphen between letters. */
static inline bool take_plain_mark(Scanner *s, const uint8_t *bytes) {
  uint32_t width = quote_width(bytes);
  if (width)
    take_mark(s, width, TOKEN_QUOTE);
  else if (bytes[0] == '-' && !space_before(s) && (byte_class[bytes[1]] & B_LETTER))
    take_mark(s, 1, TOKEN_HYPHEN);
  else
    return false;
  return true;
}

/* Words with one space behind each, the bulk of a text, as far as they go. Returns the word that
 * stopped it (length 0: none), which is still to be taken. Everything is kept in registers on the
 * way. */
static PlainWord take_stride(Scanner *s, uint32_t limit) {
  const uint8_t *text = (const uint8_t *)s->text.ptr;
  InternKeys keys = s->keys;
  Token *tokens = s->doc->tokens.items;
  uint32_t at = s->at, gap = s->gap, count = s->doc->tokens.len, room = s->doc->tokens.cap;
  PlainWord w;
  do {
    w = read_letters(text + at);
    if (text[at + w.length] != ' ' || count == room || !w.length) break;
    uint32_t form = intern_find_key(keys, w.key);
    Span span = {at, at + w.length};
    tokens[count++] = (Token){span, form, TOKEN_WORD, (uint8_t)(w.flags | gap), 0};
    at += w.length + 1;
    gap = 0;
    w.length = 0;
  } while (at < limit);
  s->at = at;
  s->gap = (uint8_t)gap;
  s->doc->tokens.len = count;
  return w;
}

void take_plain_words(Scanner *s) {
  uint32_t limit = s->text.len > AHEAD ? (uint32_t)s->text.len - AHEAD : 0;
  while (s->at < limit) {
    const uint8_t *bytes = (const uint8_t *)s->text.ptr + s->at;
    if (byte_class[bytes[0]] & B_LETTER) {
      uint32_t at = s->at;
      PlainWord w = take_stride(s, limit);
      bytes += s->at - at;
      if (!w.length && s->at == at) return;
      if (!w.length) continue;
      if (ends_word(bytes + w.length))
        take_word(s, &w);
      else if (bytes[w.length] == '.' ? !take_with_stop(s, bytes, &w)
                                      : !take_with_clitic(s, bytes, &w))
        return;
    } else if (bytes[0] == ' ') {
      s->gap = 0;
      s->at++;
    } else if (bytes[0] == ',') {
      take_mark(s, 1, TOKEN_COMMA);
    } else if (!take_plain_mark(s, bytes)) {
      return;
    }
  }
}
