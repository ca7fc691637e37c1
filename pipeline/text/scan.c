/* Text to tokens in one pass. ASCII goes by a table of byte classes and is folded and looked up on the way;
 * everything else goes by the Unicode properties that UAX #29 rests on, so that a word ends where the standard
 * ends it: letters, digits and marks join, an apostrophe or a middle dot joins between letters.
 * English news needs a little more on top: clitics come off, a stop belongs to its abbreviation, a
 * stop between two sentences parts them even where the space is missing. No character is looked at more than a
 * bounded number of times, whatever the text. */
#include "text/scan.h"

#include "base/utf8.h"
#include "text/segment.h"
#include "text/ucd.h"

#include <string.h>

enum { FORM_MAX = 64 }; /* no word of a lexicon is longer, in bytes */

typedef struct Scanner {
  const Knowledge *knowledge;
  Doc *doc;
  Str text;
  uint32_t at;
  uint32_t checked; /* up to here no host name begins */
  uint8_t gap;      /* flags for the next token: what lies before it */
  Buf fold;
} Scanner;

typedef struct Word { /* a run of letters and digits, while it is read */
  uint32_t beg, end;
  uint8_t seen; /* bits of byte_class */
  bool plain;   /* ASCII and typographic apostrophes only: form holds it, folded */
  bool apostrophe;
  uint32_t length; /* of form */
  char form[FORM_MAX + 8];
} Word;

enum { B_LOWER = 1, B_UPPER = 2, B_DIGIT = 4, B_JOIN = 8, B_LETTER = B_LOWER | B_UPPER };

static const uint8_t byte_class[256] = {
    ['0' ... '9'] = B_DIGIT, ['A' ... 'Z'] = B_UPPER, ['a' ... 'z'] = B_LOWER, ['_'] = B_JOIN};

static inline uint8_t byte_at(const Scanner *s, uint32_t at) {
  return at < s->text.len ? (uint8_t)s->text.ptr[at] : 0;
}

static const UcdClass *class_at(const Scanner *s, uint32_t at, uint32_t *width) {
  return ucd_of(utf8_at(s->text, at, width));
}

/* Bytes of a letter, digit or mark at `at`, 0 when there is something else. */
static uint32_t joins_at(const Scanner *s, uint32_t at) {
  if (at >= s->text.len) return 0;
  uint32_t width;
  uint8_t text_class = class_at(s, at, &width)->text;
  return text_class == TEXT_LETTER || text_class == TEXT_DIGIT || text_class == TEXT_MARK ? width : 0;
}

static bool letter_at(const Scanner *s, uint32_t at) {
  uint8_t byte = byte_at(s, at);
  uint32_t width;
  return byte < 0x80 ? (byte_class[byte] & B_LETTER) != 0
                     : class_at(s, at, &width)->text == TEXT_LETTER;
}

/* Bytes of an apostrophe in one of its usual shapes, 0 for none. */
static uint32_t apostrophe_at(const Scanner *s, uint32_t at) {
  uint8_t byte = byte_at(s, at);
  if (byte == '\'') return 1;
  if (byte != 0xe2 || s->text.len - at < 3) return 0;
  return memcmp(s->text.ptr + at, "\xe2\x80\x99", 3) == 0 ? 3 : 0;
}

/* ---- tokens ---- */

static Token *emit(Scanner *s, uint32_t beg, uint32_t end, uint8_t kind, uint8_t flags) {
  Token token = {{beg, end}, 0, kind, (uint8_t)(flags | s->gap), 0};
  vec_push(&s->doc->tokens, token);
  s->gap = TOKEN_GLUED;
  return &vec_last(&s->doc->tokens);
}

static uint32_t form_of(const Scanner *s, const char *form, size_t length) {
  if (length > FORM_MAX) return 0;
  return intern_find(s->knowledge->words, (Str){form, length}, hash_bytes(form, length));
}

static uint32_t folded_form(Scanner *s, uint32_t beg, uint32_t end) {
  if (end - beg > FORM_MAX) return 0;
  buf_clear(&s->fold);
  utf8_fold((Str){s->text.ptr + beg, end - beg}, &s->fold);
  return form_of(s, s->fold.ptr, s->fold.len);
}

/* Capitals of a word with letters beyond ASCII. */
static uint8_t case_flags(const Scanner *s, uint32_t beg, uint32_t end) {
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

static uint8_t plain_case_flags(const Scanner *s, const Word *w) {
  if (!(w->seen & B_UPPER)) return 0;
  uint32_t at = w->beg;
  while (at < w->end && !(byte_class[byte_at(s, at)] & B_LETTER)) at++;
  uint8_t flags = byte_class[byte_at(s, at)] & B_UPPER ? TOKEN_CAPITAL : 0;
  if (!(w->seen & B_LOWER)) {
    uint32_t letters = 0;
    for (; at < w->end && letters < 2; at++)
      letters += (byte_class[byte_at(s, at)] & B_UPPER) != 0;
    if (letters == 2) flags |= TOKEN_UPPER;
  }
  return flags;
}

static void emit_clitic(Scanner *s, uint32_t beg, uint32_t end) {
  emit(s, beg, end, TOKEN_CLITIC, 0)->form = folded_form(s, beg, end);
}

static void emit_word(Scanner *s, const Word *word) {
  Word w = *word;
  uint32_t clitic = 0;
  if (w.apostrophe)
    clitic = (uint32_t)utf8_clitic((Str){s->text.ptr + w.beg, w.end - w.beg});
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
    emit(s, w.beg, w.end, kind, case_flags(s, w.beg, w.end))->form = folded_form(s, w.beg, w.end);
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

static void add_to_form(Word *w, char byte) {
  w->form[w->length < FORM_MAX ? w->length : FORM_MAX] = byte;
  w->length++;
}

/* Reads on from w->end to the end of the word by UAX #29, stops aside (those need thought). */
static void read_word(Scanner *s, Word *w) {
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
    width = joins_at(s, w->end);
    if (!width) {
      const UcdClass *class = class_at(s, w->end, &width);
      if (class->word != WB_MIDLETTER || !letter_at(s, w->end + width)) return;
    }
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

/* ---- links ---- */

static bool ends_link(uint8_t byte) {
  return byte <= ' ' || byte >= 0x7f || strchr("<>\"{}|\\^`", byte) != NULL;
}

/* The end of a link that goes on from `at`: up to white space, without the punctuation of the sentence. */
static uint32_t link_end(const Scanner *s, uint32_t at) {
  uint32_t beg = at, open = 0;
  for (; at < s->text.len && !ends_link(byte_at(s, at)); at++) {
    if (byte_at(s, at) == '(') open++;
    if (byte_at(s, at) == ')' && open-- == 0) break;
  }
  while (at > beg && strchr(".,;:!?'*_[]", byte_at(s, at - 1))) at--;
  return at;
}

static bool is_host_ending(Str name) {
  static const char *const known[] = {
      "com", "org", "net",  "gov",  "edu", "mil", "int", "info", "biz", "news", "uk", "eu",
      "de",  "fr",  "ru",   "ua",   "pl",  "io",  "tv",  "ca",   "au",  "nl",   "se", "ch",
      "cz",  "ro",  "hu",   "lt",   "lv",  "ee",  "fi",  "dk",   "jp",  "cn",   "kr", "br",
      "html", "htm", "php", "pdf"};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (str_is(name, known[i])) return true;
  return false;
}

static bool is_host_byte(uint8_t byte) {
  return (byte_class[byte] & (B_LETTER | B_DIGIT)) || byte == '.' || byte == '-';
}

/* The end of a host name that begins at beg (a name, a stop, a known ending), with its path; 0 for none. */
static uint32_t host_end(Scanner *s, uint32_t beg) {
  if (beg < s->checked) return 0;
  uint32_t end = beg, last_dot = beg;
  while (is_host_byte(byte_at(s, end))) end++;
  s->checked = end;
  while (end > beg && (byte_at(s, end - 1) == '.' || byte_at(s, end - 1) == '-')) end--;
  for (uint32_t at = beg; at < end; at++)
    if (byte_at(s, at) == '.') last_dot = at;
  if (last_dot == beg) return 0;
  bool www = end - beg > 4 && memcmp(s->text.ptr + beg, "www.", 4) == 0;
  if (!www && !is_host_ending((Str){s->text.ptr + last_dot + 1, end - last_dot - 1})) return 0;
  return byte_at(s, end) == '/' ? link_end(s, end) : end;
}

static void take_link(Scanner *s, uint32_t beg, uint32_t end) {
  emit(s, beg, end, TOKEN_LINK, 0);
  s->at = end;
}

/* An @ after a name: all that is glued before it belongs to the address. */
static bool take_address(Scanner *s, uint32_t at) {
  uint32_t end = at + 1;
  bool dot = false;
  for (; is_host_byte(byte_at(s, end)); end++)
    dot |= byte_at(s, end) == '.';
  while (end > at && strchr(".-", byte_at(s, end - 1))) end--;
  if (!dot || !(s->gap & TOKEN_GLUED) || end <= at + 1) return false;
  uint32_t beg = at;
  uint8_t gap = s->gap;
  while (s->doc->tokens.len) {
    Token last = vec_last(&s->doc->tokens);
    if (last.at.end != beg || last.kind == TOKEN_QUOTE || last.kind == TOKEN_BRACKET ||
        last.kind == TOKEN_COMMA || last.kind == TOKEN_DASH || last.kind == TOKEN_LINK)
      break;
    beg = last.at.beg;
    gap = last.flags & (TOKEN_GLUED | TOKEN_LINE | TOKEN_PARAGRAPH);
    s->doc->tokens.len--;
    if (!(gap & TOKEN_GLUED)) break;
  }
  if (beg == at) return false;
  s->gap = gap;
  take_link(s, beg, end);
  return true;
}

/* ---- words with stops ---- */

static AbbreviationClass abbreviation_of(const Scanner *s, uint32_t form) {
  return s->knowledge->forms[form].abbreviation;
}

/* The form of the bytes with a stop behind, when it is an abbreviation of the lexicon; else 0. */
static uint32_t abbreviation_form(Scanner *s, uint32_t beg, uint32_t end) {
  if (end - beg >= FORM_MAX) return 0;
  buf_clear(&s->fold);
  utf8_fold((Str){s->text.ptr + beg, end - beg}, &s->fold);
  if (!s->fold.len || s->fold.ptr[s->fold.len - 1] != '.') buf_byte(&s->fold, '.');
  uint32_t form = form_of(s, s->fold.ptr, s->fold.len);
  return abbreviation_of(s, form) ? form : 0;
}

static void take_abbreviation(Scanner *s, uint32_t beg, uint32_t end, uint32_t form) {
  uint8_t flags = (uint8_t)(TOKEN_ABBREVIATION | case_flags(s, beg, end));
  emit(s, beg, end, TOKEN_WORD, flags)->form = form;
  s->at = end;
}

static uint32_t skip_spaces(const Scanner *s, uint32_t at) {
  for (;; at++) {
    uint8_t byte = byte_at(s, at);
    if (byte == 0xc2 && byte_at(s, at + 1) == 0xa0)
      at++;
    else if (byte != ' ' && byte != '\n')
      return at;
  }
}

/* Does a figure follow: 5, #5, ??, IV? */
static bool figure_at(const Scanner *s, uint32_t at) {
  uint8_t byte = byte_at(s, at);
  if ((byte_class[byte] & B_DIGIT) || byte == '#' || (byte == '?' && byte_at(s, at + 1) == '?'))
    return true;
  if (byte == '(') return (byte_class[byte_at(s, at + 1)] & B_DIGIT) != 0;
  uint32_t end = at;
  while (end - at < 8 && byte_at(s, end) && strchr("IVXLC", byte_at(s, end))) end++;
  return end > at && !(byte_class[byte_at(s, end)]) && byte_at(s, end) < 0x80 &&
         !(end == at + 1 && byte_at(s, at) == 'I');
}

/* Some abbreviations are words too: No, Sat, Fig. Their company tells. */
static bool fits(const Scanner *s, const Word *w, uint32_t end, uint32_t form) {
  switch (abbreviation_of(s, form)) {
  case ABBREVIATION_NUMBER: return figure_at(s, skip_spaces(s, end));
  case ABBREVIATION_MONTH: return (byte_class[byte_at(s, w->beg)] & B_UPPER) != 0;
  default: return true;
  }
}

static bool is_one_letter(const Scanner *s, uint32_t beg, uint32_t end) {
  uint32_t width;
  if (beg >= end || !letter_at(s, beg)) return false;
  utf8_at(s->text, beg, &width);
  return beg + width == end;
}

/* The end of X.X.X[.] from beg, letters one by one with a stop between; beg where there are not two. */
static uint32_t initials_end(const Scanner *s, uint32_t beg) {
  uint32_t at = beg, letters = 0, end = beg, width;
  while (letter_at(s, at)) {
    utf8_at(s->text, at, &width);
    uint32_t next = at + width;
    bool stop = byte_at(s, next) == '.';
    if (!stop && joins_at(s, next)) break; /* the first letter of a longer word */
    letters++;
    end = stop ? next + 1 : next;
    if (!stop) break;
    at = next + 1;
  }
  return letters >= 2 ? end : beg;
}

/* "you and I." ends a sentence, "Albert I. Jones" does not: an initial follows a name or opens. */
static bool is_initial(const Scanner *s, const Word *w) {
  if (!is_one_letter(s, w->beg, w->end)) return false;
  uint32_t width;
  if (utf8_case(utf8_at(s->text, w->beg, &width)) != LETTER_UPPER) return false;
  if (byte_at(s, w->beg) != 'I' || w->end != w->beg + 1) return true;
  if (!s->doc->tokens.len) return true;
  const Token *last = &vec_last(&s->doc->tokens);
  return last->kind != TOKEN_WORD || ((last->flags & TOKEN_CAPITAL) && !last->form);
}

/* A stop after a word, white space or punctuation behind it: abbreviation or end. */
static bool take_final_stop(Scanner *s, const Word *w) {
  if (byte_at(s, w->end + 1) == '.') return false; /* an ellipsis */
  uint32_t form = abbreviation_form(s, w->beg, w->end);
  if (form && fits(s, w, w->end + 1, form))
    take_abbreviation(s, w->beg, w->end + 1, form);
  else if (is_initial(s, w))
    take_abbreviation(s, w->beg, w->end + 1, form);
  else
    return false;
  return true;
}

/* "end.The": two sentences without a space between them. "v2.0" and "Node.js" are one word. */
static bool parts_sentences(const Scanner *s, const Word *w, uint32_t next) {
  uint32_t width;
  if (w->end - w->beg < 2) return false;
  if (byte_class[byte_at(s, next)] & B_DIGIT)
    return w->end - w->beg > 2 && !(w->seen & (B_UPPER | B_DIGIT));
  if (utf8_case(utf8_at(s->text, next, &width)) != LETTER_UPPER) return false;
  return !(w->seen & B_UPPER) || (byte_class[byte_at(s, next + 1)] & B_LOWER) || w->end - w->beg > 3;
}

typedef enum { STOP_LEFT, STOP_TAKEN, STOP_INSIDE } StopFate;

/* Ph.D., M.Sc.: a known abbreviation of several parts. */
static uint32_t parted_abbreviation(Scanner *s, const Word *w, uint32_t *end) {
  uint32_t at = w->end;
  while (at - w->beg < 16 &&
         (byte_at(s, at) == '.' || (byte_class[byte_at(s, at)] & B_LETTER)))
    at++;
  *end = at;
  return byte_at(s, at - 1) == '.' && at > w->end + 1 ? abbreviation_form(s, w->beg, at) : 0;
}

/* A stop after a word with a letter or digit behind it. */
static StopFate take_inner_stop(Scanner *s, Word *w) {
  uint32_t end = host_end(s, w->beg), form;
  if (end) {
    take_link(s, w->beg, end);
  } else if ((end = initials_end(s, w->beg)) > w->beg) {
    take_abbreviation(s, w->beg, end, abbreviation_form(s, w->beg, end));
  } else if ((form = parted_abbreviation(s, w, &end))) {
    take_abbreviation(s, w->beg, end, form);
  } else if ((form = abbreviation_form(s, w->beg, w->end)) && fits(s, w, w->end + 1, form)) {
    take_abbreviation(s, w->beg, w->end + 1, form);
  } else if (parts_sentences(s, w, w->end + 1)) {
    return STOP_LEFT;
  } else if (is_initial(s, w)) {
    take_abbreviation(s, w->beg, w->end + 1, 0);
  } else {
    w->end++; /* one word with a stop inside, as UAX #29 has it */
    add_to_form(w, '.');
    read_word(s, w);
    return STOP_INSIDE;
  }
  return STOP_TAKEN;
}

/* True when the word was emitted on the way. */
static bool take_stops(Scanner *s, Word *w) {
  while (byte_at(s, w->end) == '.') {
    if (!joins_at(s, w->end + 1)) return take_final_stop(s, w);
    StopFate fate = take_inner_stop(s, w);
    if (fate != STOP_INSIDE) return fate == STOP_TAKEN;
  }
  return false;
}

static bool take_scheme(Scanner *s, const Word *w) {
  if (byte_at(s, w->end + 1) != '/' || byte_at(s, w->end + 2) != '/') return false;
  uint32_t end = link_end(s, w->end + 3);
  if (end <= w->end + 3) return false;
  take_link(s, w->beg, end);
  return true;
}

static void scan_word(Scanner *s) {
  Word w = word_from(s->at);
  read_word(s, &w);
  uint8_t next = byte_at(s, w.end);
  if (next == '.' && take_stops(s, &w)) return;
  if (next == ':' && take_scheme(s, &w)) return;
  emit_word(s, &w);
  s->at = w.end;
}

/* ---- numbers ---- */

static bool digit_at(const Scanner *s, uint32_t at) {
  return (byte_class[byte_at(s, at)] & B_DIGIT) != 0;
}

/* Figures with their separators (1,500  3.5  10:30), and what is glued to them (30th, 1990s, 5km). */
static void scan_number(Scanner *s) {
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

/* ---- punctuation ---- */

static bool space_before(const Scanner *s) {
  return !(s->gap & TOKEN_GLUED);
}

static bool is_space_at(const Scanner *s, uint32_t at) {
  uint8_t byte = byte_at(s, at);
  uint32_t width;
  if (at >= s->text.len || byte <= ' ') return true;
  if (byte < 0x80) return false;
  uint8_t text_class = class_at(s, at, &width)->text;
  return text_class == TEXT_SPACE || text_class == TEXT_LINE;
}

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

/* 'tis, 'em, ’90s: letters left out at the beginning. Straight and opening marks are taken for elision only
 * before words that are hardly ever quoted alone. */
static uint32_t elision_end(const Scanner *s, uint32_t at, bool apostrophe) {
  if (digit_at(s, at) && digit_at(s, at + 1) && !digit_at(s, at + 2)) {
    uint32_t end = byte_at(s, at + 2) == 's' ? at + 3 : at + 2;
    return byte_class[byte_at(s, end)] || apostrophe_at(s, end) ? 0 : end;
  }
  static const char *const words[] = {"tis", "twas", "em", "n", "til", "cause", "bout", "round", "cos"};
  enum { SURE = 5 };
  uint32_t end = at;
  while (byte_class[byte_at(s, end)] & B_LETTER) end++;
  for (size_t i = 0; i < (apostrophe ? sizeof words / sizeof *words : SURE); i++)
    if (str_is((Str){s->text.ptr + at, end - at}, words[i])) return end;
  return 0;
}

/* A single mark at the edge of a word: clitic, elision, or a mark whose direction mark_run decides. */
static void scan_single(Scanner *s, uint32_t width) {
  uint32_t beg = s->at, next = beg + width;
  bool apostrophe = byte_at(s, beg) == '\'' || width == 3;
  if (!space_before(s) && apostrophe_at(s, beg) && (byte_at(s, next) | 0x20) == 's' &&
      !joins_at(s, next + 1)) { /* U.S.'s, NATO”’s, 1990's */
    emit_clitic(s, beg, next + 1);
    s->at = next + 1;
    return;
  }
  uint32_t end = space_before(s) && apostrophe
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

static void scan_at(Scanner *s) {
  uint32_t beg = s->at;
  if (take_address(s, beg)) return;
  uint32_t end = beg + 1;
  while (byte_class[byte_at(s, end)]) end++;
  if (end > beg + 1 && space_before(s))
    take_link(s, beg, end);
  else
    emit(s, beg, s->at = beg + 1, TOKEN_SYMBOL, 0);
}

static void scan_hash(Scanner *s) {
  uint32_t beg = s->at, end = beg + 1;
  bool letters = false;
  for (; byte_class[byte_at(s, end)]; end++)
    letters |= (byte_class[byte_at(s, end)] & B_LETTER) != 0;
  if (letters)
    take_link(s, beg, end);
  else
    emit(s, beg, s->at = beg + 1, TOKEN_SYMBOL, 0);
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
  case TEXT_DIGIT: scan_word(s); break;
  case TEXT_SPACE:
  case TEXT_LINE:
  case TEXT_CONTROL: skip_gap(s); break;
  case TEXT_STOP: scan_stops(s); break;
  case TEXT_COMMA: take_one(s, width, TOKEN_COMMA, 0); break;
  case TEXT_QUOTE:
    if (is_single_mark(s, width))
      scan_single(s, width);
    else
      take_one(s, width, TOKEN_QUOTE, 0);
    break;
  case TEXT_OPEN: take_one(s, width, TOKEN_BRACKET, TOKEN_OPENS); break;
  case TEXT_CLOSE: take_one(s, width, TOKEN_BRACKET, TOKEN_CLOSES); break;
  case TEXT_HYPHEN: take_one(s, width, space_before(s) ? TOKEN_DASH : TOKEN_HYPHEN, 0); break;
  case TEXT_DASH: take_one(s, width, TOKEN_DASH, 0); break;
  case TEXT_IDEOGRAPH: {
    uint32_t end = (uint32_t)segment_word(s->text, s->at);
    emit(s, s->at, end, TOKEN_WORD, 0)->form = folded_form(s, s->at, end);
    s->at = end;
    break;
  }
  default: take_one(s, (uint32_t)segment_grapheme(s->text, s->at) - s->at, TOKEN_SYMBOL, 0);
  }
}

static void scan_ascii(Scanner *s, uint8_t byte) {
  switch (byte) {
  case '.':
  case '!':
  case '?': scan_stops(s); break;
  case ',':
  case ';':
  case ':': take_one(s, 1, TOKEN_COMMA, 0); break;
  case '"': take_one(s, 1, TOKEN_QUOTE, 0); break;
  case '\'':
  case '`': scan_single(s, 1); break;
  case '-': scan_hyphen(s); break;
  case '(':
  case '[':
  case '{': take_one(s, 1, TOKEN_BRACKET, TOKEN_OPENS); break;
  case ')':
  case ']':
  case '}': take_one(s, 1, TOKEN_BRACKET, TOKEN_CLOSES); break;
  case '@': scan_at(s); break;
  case '#': scan_hash(s); break;
  default: take_one(s, 1, TOKEN_SYMBOL, 0);
  }
}

void scan_run(const Knowledge *knowledge, Doc *doc, Str text) {
  Scanner s = {.knowledge = knowledge, .doc = doc, .text = text};
  s.gap = TOKEN_PARAGRAPH | TOKEN_LINE;
  vec_reserve(&doc->tokens, (uint32_t)(text.len / 5 + 16));
  while (s.at < text.len) {
    uint8_t byte = (uint8_t)text.ptr[s.at], bits = byte_class[byte];
    if (bits & (B_LETTER | B_JOIN))
      scan_word(&s);
    else if (byte <= ' ' || byte == 0x7f)
      skip_gap(&s);
    else if (bits & B_DIGIT)
      scan_number(&s);
    else if (byte < 0x80)
      scan_ascii(&s, byte);
    else
      scan_wide(&s);
  }
  buf_free(&s.fold);
}
