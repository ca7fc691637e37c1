/* Words, clitics and numbers. ASCII words are folded on the way; other letters go by the Unicode
 * properties that UAX #29 rests on, so that a word ends where the standard ends it: letters, digits
 * and marks join, an apostrophe or a middle dot joins between letters. A clitic comes off at the
 * end. */
#include "text/scanner.h"

#include "base/utf8.h"

#include <string.h>

enum { FORMATS_MAX = 4 }; /* format characters in a row inside a word */

const uint8_t byte_class[256] = {
    ['0' ... '9'] = B_DIGIT, ['A' ... 'Z'] = B_UPPER, ['a' ... 'z'] = B_LOWER, ['_'] = B_JOIN};

/* The class of the first character from `at` on that is more than a format character. */
static uint8_t class_behind(const Scanner *s, uint32_t at) {
  uint8_t text_class = TEXT_SPACE;
  uint32_t width;
  for (int k = 0; k < FORMATS_MAX && at < s->text.len; k++, at += width)
    if ((text_class = class_at(s, at, &width)->text) != TEXT_FORMAT) break;
  return text_class;
}

uint32_t joins_at(const Scanner *s, uint32_t at) {
  if (at >= s->text.len) return 0;
  uint32_t width;
  uint8_t text_class = class_at(s, at, &width)->text;
  if (text_class == TEXT_FORMAT)
    text_class = class_behind(s, at + width); /* no word ends with one */
  bool joins = text_class == TEXT_LETTER || text_class == TEXT_DIGIT || text_class == TEXT_MARK;
  return joins ? width : 0;
}

bool letter_at(const Scanner *s, uint32_t at) {
  uint8_t byte = byte_at(s, at);
  uint32_t width;
  return byte < 0x80 ? (byte_class[byte] & B_LETTER) != 0
                     : class_at(s, at, &width)->text == TEXT_LETTER;
}

uint32_t apostrophe_at(const Scanner *s, uint32_t at) {
  uint8_t byte = byte_at(s, at);
  if (byte == '\'') return 1;
  if (byte != 0xe2 || s->text.len - at < 3) return 0;
  return memcmp(s->text.ptr + at, "\xe2\x80\x99", 3) == 0 ? 3 : 0;
}

/* ---- tokens ---- */

uint32_t form_of(const Scanner *s, const char *form, size_t length) {
  if (length > FORM_MAX) return 0;
  Str text = {form, length};
  if (length <= INTERN_KEY) return intern_find_key(s->keys, intern_key(text));
  return intern_find(s->knowledge->words, text, hash_bytes(form, length));
}

uint32_t folded_form(Scanner *s, uint32_t beg, uint32_t end) {
  if (end - beg > FORM_MAX) return 0;
  buf_clear(&s->fold);
  utf8_fold((Str){s->text.ptr + beg, end - beg}, &s->fold);
  return form_of(s, s->fold.ptr, s->fold.len);
}

/* Capitals of a word with letters beyond ASCII. */
uint8_t case_flags(const Scanner *s, uint32_t beg, uint32_t end) {
  uint32_t letters = 0, upper = 0, width;
  bool first_upper = false;
  for (uint32_t at = beg; at < end; at += width) {
    LetterCase letter = utf8_case(utf8_at(s->text, at, &width));
    if (letter == LETTER_NONE) continue;
    letters++;
    if (letter == LETTER_UPPER && ++upper == letters) first_upper = true;
    if (upper < letters) break;
  }
  return (uint8_t)((first_upper ? TOKEN_CAPITAL : 0) |
                   (letters >= 2 && upper == letters ? TOKEN_UPPER : 0));
}

/* A name with accents that no lexicon has is looked up without them: "Løvstad" as "Lovstad". */
static void emit_accented(Scanner *s, uint32_t beg, uint32_t end, uint8_t kind) {
  uint8_t flags = case_flags(s, beg, end);
  uint32_t form = folded_form(s, beg, end);
  if (!form && (flags & TOKEN_CAPITAL) && end - beg <= FORM_MAX) {
    buf_clear(&s->fold);
    utf8_fold_spelling((Str){s->text.ptr + beg, end - beg}, &s->fold);
    form = form_of(s, s->fold.ptr, s->fold.len);
  }
  emit(s, beg, end, kind, flags)->form = form;
}

static uint8_t plain_case_flags(const Scanner *s, const Word *w) {
  if (!(w->seen & B_UPPER)) return 0;
  uint32_t at = w->beg;
  while (at < w->end && !(byte_class[byte_at(s, at)] & B_LETTER)) at++;
  uint8_t flags = byte_class[byte_at(s, at)] & B_UPPER ? TOKEN_CAPITAL : 0;
  if (!(w->seen & B_LOWER)) {
    uint32_t letters = 0;
    for (; at < w->end && letters < 2; at++) letters += (byte_class[byte_at(s, at)] & B_UPPER) != 0;
    if (letters == 2) flags |= TOKEN_UPPER;
  }
  return flags;
}

void emit_clitic(Scanner *s, uint32_t beg, uint32_t end) {
  emit(s, beg, end, TOKEN_CLITIC, 0)->form = folded_form(s, beg, end);
}

void emit_word(Scanner *s, const Word *word) {
  Word w = *word;
  uint32_t clitic = 0;
  if (w.apostrophe) clitic = (uint32_t)utf8_clitic((Str){s->text.ptr + w.beg, w.end - w.beg});
  w.end -= clitic;
  uint8_t kind = w.seen == B_DIGIT ? TOKEN_NUMBER : TOKEN_WORD;
  if (w.plain) {
    uint8_t flags = plain_case_flags(s, &w);
    uint32_t length = w.length;
    if (clitic) { /* the folded clitic is as long, but for the apostrophe */
      Str tail = {s->text.ptr + w.end, clitic};
      length -= clitic - (memchr(tail.ptr, '\'', tail.len) ? 0 : 2);
    }
    emit(s, w.beg, w.end, kind, flags)->form =
        w.length <= FORM_MAX ? form_of(s, w.form, length) : 0;
  } else {
    emit_accented(s, w.beg, w.end, kind);
  }
  if (clitic) emit_clitic(s, w.end, w.end + clitic);
}

/* ---- words ---- */

static inline void read_ascii(Scanner *s, Word *w) {
  const uint8_t *bytes = (const uint8_t *)s->text.ptr;
  uint32_t at = w->end, n = w->length, limit = (uint32_t)s->text.len;
  uint8_t seen = w->seen, bits;
  while (at < limit && (bits = byte_class[bytes[at]])) {
    seen |= bits;
    w->form[n < FORM_MAX ? n : FORM_MAX] = (char)(bytes[at] + ((bits & B_UPPER) << 4));
    n++, at++;
  }
  w->end = at, w->length = n, w->seen = seen;
}

void add_to_form(Word *w, char byte) {
  w->form[w->length < FORM_MAX ? w->length : FORM_MAX] = byte;
  w->length++;
}

/* Reads on from w->end to the end of the word by UAX #29, stops aside (those need thought). */
void read_word(Scanner *s, Word *w) {
  for (;;) {
    read_ascii(s, w);
    uint8_t next = byte_at(s, w->end);
    uint32_t width;
    if ((next == '\'' || next == 0xe2) && (width = apostrophe_at(s, w->end))) {
      if (!letter_at(s, w->end + width) || !(w->seen & ~B_DIGIT)) return;
      w->apostrophe = true;
      w->end += width;
      add_to_form(w, '\'');
      continue;
    }
    if (next < 0x80) return;
    uint32_t beg = w->end;
    while (byte_at(s, w->end) >= 0x80 && (width = joins_at(s, w->end))) w->end += width;
    if (w->end > beg) {
      w->plain = false;
      w->seen |= B_JOIN;
      continue;
    }
    if (class_at(s, w->end, &width)->word != WB_MIDLETTER || !letter_at(s, w->end + width)) return;
    w->plain = false;
    w->seen |= B_JOIN;
    w->end += width;
  }
}

static Word word_from(uint32_t at) {
  Word w;
  w.beg = w.end = at;
  w.seen = 0, w.length = 0;
  w.plain = true, w.apostrophe = false;
  return w;
}

void scan_word(Scanner *s) {
  Word w = word_from(s->at);
  read_word(s, &w);
  uint8_t next = byte_at(s, w.end);
  if (next == '.' && take_stops(s, &w)) return;
  if (next == ':' && take_scheme(s, &w)) return;
  emit_word(s, &w);
  s->at = w.end;
}

/* ---- numbers ---- */

/* Figures with their separators (1,500  3.5  10:30), and what is glued to them (30th, 1990s, 5km).
 */
void scan_number(Scanner *s) {
  Word w = word_from(s->at);
  for (;;) {
    read_ascii(s, &w);
    uint8_t next = byte_at(s, w.end);
    bool goes_on = w.seen == B_DIGIT && digit_at(s, w.end + 1) &&
                   (next == '.' || next == ',' || (next == ':' && digit_at(s, w.end + 2)));
    if (!goes_on) break;
    add_to_form(&w, (char)next);
    w.end++;
  }
  if (joins_at(s, w.end)) read_word(s, &w);
  emit_word(s, &w);
  s->at = w.end;
}
