/* Text to tokens in one pass: a jump for each first byte. plain.c takes most of a text in long
 * strides; word.c, stop.c and link.c have what needs thought. No character is looked at more than a
 * bounded number of times, whatever the text. */
#include "text/scanner.h"

#include "base/utf8.h"
#include "text/segment.h"

#include <string.h>

/* ---- punctuation ---- */

static void scan_stops(Scanner *s) {
  uint32_t beg = s->at, width;
  if (byte_at(s, beg) == '.' && space_before(s) && digit_at(s, beg + 1)) { /* .5 */
    s->at++;
    while (digit_at(s, s->at)) s->at++;
    emit(s, beg, s->at, TOKEN_NUMBER, 0)->form = folded_form(s, beg, s->at);
    return;
  }
  while (s->at < s->text.len && class_at(s, s->at, &width)->text == TEXT_STOP) s->at += width;
  emit(s, beg, s->at, TOKEN_STOP, 0);
}

/* 'tis, 'em, ’90s: letters left out at the beginning. Straight and opening marks are taken for
 * elision only before words that are hardly ever quoted alone. */
static uint32_t elision_end(const Scanner *s, uint32_t at, bool apostrophe) {
  if (digit_at(s, at) && digit_at(s, at + 1) && !digit_at(s, at + 2)) {
    uint32_t end = byte_at(s, at + 2) == 's' ? at + 3 : at + 2;
    return byte_class[byte_at(s, end)] || apostrophe_at(s, end) ? 0 : end;
  }
  static const char *const words[] = {"tis",   "twas", "em",    "til", "n",
                                      "cause", "bout", "round", "cos"};
  enum { SURE = 5 };
  uint32_t end = at;
  while (byte_class[byte_at(s, end)] & B_LETTER) end++;
  Str word = {s->text.ptr + at, end - at};
  for (size_t i = 0; i < (apostrophe ? sizeof words / sizeof *words : SURE); i++) {
    if (word.len != strlen(words[i]) || strncasecmp(word.ptr, words[i], word.len) != 0) continue;
    return word.len == 1 ? end + apostrophe_at(s, end) : end; /* rock 'n' roll */
  }
  return 0;
}

/* A single mark at the edge of a word: clitic, elision, or a mark whose direction mark_run decides.
 */
static void scan_single(Scanner *s, uint32_t width) {
  uint32_t beg = s->at, next = beg + width;
  bool apostrophe = byte_at(s, beg) == '\'' || width == 3;
  if (!space_before(s) && apostrophe_at(s, beg) && (byte_at(s, next) | 0x20) == 's' &&
      !joins_at(s, next + 1)) { /* U.S.'s, BBC”’s, 1990's */
    emit_clitic(s, beg, next + 1);
    s->at = next + 1;
    return;
  }
  uint32_t end =
      space_before(s) && apostrophe
          ? elision_end(s, next, memcmp(s->text.ptr + beg, "\xe2\x80\x99", width < 3 ? 1 : 3) == 0)
          : 0;
  if (end) {
    emit(s, beg, end, TOKEN_WORD, 0)->form = folded_form(s, beg, end);
    s->at = end;
    return;
  }
  if ((byte_at(s, beg) == '\'' || byte_at(s, beg) == '`') && byte_at(s, next) == byte_at(s, beg))
    next++; /* ``TeX'' */
  emit(s, beg, next, TOKEN_QUOTE, 0);
  s->at = next;
}

static void scan_hyphen(Scanner *s) {
  uint32_t beg = s->at;
  while (byte_at(s, s->at) == '-') s->at++;
  bool inner = s->at == beg + 1 && !space_before(s);
  emit(s, beg, s->at, inner ? TOKEN_HYPHEN : TOKEN_DASH, 0);
}

static void take_one(Scanner *s, uint32_t width, uint8_t kind, uint8_t flags) {
  emit(s, s->at, s->at + width, kind, flags);
  s->at += width;
}

/* ---- white space ---- */

/* A stretch without visible characters; two line ends in it part paragraphs. */
static void skip_gap(Scanner *s) {
  uint32_t lines = 0, width;
  while (s->at < s->text.len) {
    uint8_t byte = byte_at(s, s->at);
    width = 1;
    if (byte == '\n') {
      lines++;
    } else if (byte > ' ' && byte != 0x7f) {
      if (byte < 0x80) break;
      uint8_t text_class = class_at(s, s->at, &width)->text;
      if (text_class == TEXT_LINE)
        lines += byte == 0xe2 ? 2 : 1; /* NEL; a line or paragraph separator parts for good */
      else if (text_class != TEXT_SPACE && text_class != TEXT_CONTROL)
        break;
    } else if (byte == '\r' && byte_at(s, s->at + 1) != '\n') {
      lines++;
    }
    s->at += width;
  }
  if (s->at >= s->text.len) return;
  if (lines > 1 && !(s->gap & TOKEN_PARAGRAPH))
    vec_push(&s->outline->paragraphs, s->doc->tokens.len);
  s->outline->lines |= lines == 1 && s->doc->tokens.len;
  s->gap = (uint8_t)((s->gap & (TOKEN_LINE | TOKEN_PARAGRAPH)) | (lines ? TOKEN_LINE : 0) |
                     (lines > 1 ? TOKEN_PARAGRAPH : 0));
}

/* ---- everything ---- */

static bool is_single_mark(const Scanner *s, uint32_t width) {
  return width == 3 && (memcmp(s->text.ptr + s->at, "\xe2\x80\x98", 3) == 0 ||
                        memcmp(s->text.ptr + s->at, "\xe2\x80\x99", 3) == 0);
}

static void scan_wide(Scanner *s) {
  uint32_t width;
  switch (class_at(s, s->at, &width)->text) {
  case TEXT_LETTER:
  case TEXT_DIGIT:
    scan_word(s);
    break;
  case TEXT_FORMAT:
    s->at += width;
    break;
  case TEXT_SPACE:
  case TEXT_LINE:
  case TEXT_CONTROL:
    skip_gap(s);
    break;
  case TEXT_STOP:
    scan_stops(s);
    break;
  case TEXT_COMMA:
    take_one(s, width, TOKEN_COMMA, 0);
    break;
  case TEXT_QUOTE:
    if (is_single_mark(s, width))
      scan_single(s, width);
    else
      take_one(s, width, TOKEN_QUOTE, 0);
    break;
  case TEXT_OPEN:
    take_one(s, width, TOKEN_BRACKET, TOKEN_OPENS);
    break;
  case TEXT_CLOSE:
    take_one(s, width, TOKEN_BRACKET, TOKEN_CLOSES);
    break;
  case TEXT_HYPHEN:
    take_one(s, width, space_before(s) ? TOKEN_DASH : TOKEN_HYPHEN, 0);
    break;
  case TEXT_DASH:
    take_one(s, width, TOKEN_DASH, 0);
    break;
  case TEXT_IDEOGRAPH: {
    uint32_t end = (uint32_t)segment_word(s->text, s->at);
    emit(s, s->at, end, TOKEN_WORD, 0)->form = folded_form(s, s->at, end);
    s->at = end;
    break;
  }
  default:
    take_one(s, (uint32_t)segment_grapheme(s->text, s->at) - s->at, TOKEN_SYMBOL, 0);
  }
}

static void scan_ascii(Scanner *s, uint8_t byte) {
  switch (byte) {
  case '.':
  case '!':
  case '?':
    scan_stops(s);
    break;
  case ',':
  case ';':
  case ':':
    take_one(s, 1, TOKEN_COMMA, 0);
    break;
  case '"':
    take_one(s, 1, TOKEN_QUOTE, 0);
    break;
  case '\'':
  case '`':
    scan_single(s, 1);
    break;
  case '-':
    scan_hyphen(s);
    break;
  case '(':
  case '[':
  case '{':
    take_one(s, 1, TOKEN_BRACKET, TOKEN_OPENS);
    break;
  case ')':
  case ']':
  case '}':
    take_one(s, 1, TOKEN_BRACKET, TOKEN_CLOSES);
    break;
  case '@':
    scan_at(s);
    break;
  case '#':
    scan_hash(s);
    break;
  default:
    take_one(s, 1, TOKEN_SYMBOL, 0);
  }
}

static void scan_other(Scanner *s, uint8_t byte, uint8_t bits) {
  if (bits & (B_LETTER | B_JOIN))
    scan_word(s);
  else if (bits & B_DIGIT)
    scan_number(s);
  else if (byte <= ' ' || byte == 0x7f)
    skip_gap(s);
  else if (byte < 0x80)
    scan_ascii(s, byte);
  else
    scan_wide(s);
}

void scan_run(const Knowledge *knowledge, Doc *doc, Outline *outline) {
  Str text = outline->text;
  Scanner s = {.knowledge = knowledge,
               .keys = intern_keys(knowledge->words),
               .doc = doc,
               .outline = outline,
               .text = text,
               .gap = TOKEN_PARAGRAPH | TOKEN_LINE};
  s.possessive = form_of(&s, "'s", 2);
  vec_reserve(&doc->tokens, (uint32_t)(text.len / 5 + 16));
  vec_reserve(&outline->points, (uint32_t)(text.len / 30 + 16));
  vec_push(&outline->paragraphs, 0);
  while (s.at < text.len) {
    uint8_t byte = (uint8_t)text.ptr[s.at], bits = byte_class[byte];
    if (bits & B_LETTER) {
      uint32_t at = s.at;
      take_plain_words(&s);
      if (s.at > at) continue;
    }
    scan_other(&s, byte, bits);
  }
  buf_free(&s.fold);
  while (outline->paragraphs.len && vec_last(&outline->paragraphs) >= doc->tokens.len)
    outline->paragraphs.len--; /* nothing visible followed */
}
