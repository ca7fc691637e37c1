/* Words with full stops: abbreviations, initials, host names, and sentences without a space between
 * them. Which words are abbreviations the lexicon says; what it does not know goes by its shape. */
#include "text/scanner.h"

#include "base/utf8.h"

#include <string.h>

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
  if ((byte_class[byte] & B_DIGIT) || byte == '#' || byte == '$' ||
      (byte == '?' && byte_at(s, at + 1) == '?'))
    return true;
  if (byte == '(') return (byte_class[byte_at(s, at + 1)] & B_DIGIT) != 0;
  uint32_t end = at;
  while (end - at < 8 && byte_at(s, end) && strchr("IVXLC", byte_at(s, end))) end++;
  return end > at && !(byte_class[byte_at(s, end)]) && byte_at(s, end) < 0x80 &&
         !(end == at + 1 && byte_at(s, at) == 'I');
}

/* Some abbreviations are words too: No, Sat, Fig. Their company tells. */
static bool fits(const Scanner *s, const Word *w, uint32_t end, uint32_t form) {
  bool capital = (byte_class[byte_at(s, w->beg)] & B_UPPER) != 0;
  uint32_t next;
  switch (abbreviation_of(s, form)) {
  case ABBREVIATION_NUMBER:
    next = skip_spaces(s, end);
    if (capital && w->end == w->beg + 1) return false; /* an initial */
    return figure_at(s, next) || (byte_class[byte_at(s, next)] & B_LOWER);
  case ABBREVIATION_PLACE:
  case ABBREVIATION_MONTH:
    return capital;
  default:
    return true;
  }
}

static bool is_one_letter(const Scanner *s, uint32_t beg, uint32_t end) {
  uint32_t width;
  if (beg >= end || !letter_at(s, beg)) return false;
  utf8_at(s->text, beg, &width);
  return beg + width == end;
}

/* The end of X.X.X[.] from beg, letters one by one with a stop between; beg where there are not
 * two. */
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
  if (w->beg && byte_at(s, w->beg - 1) == '&') return false; /* R&D. */
  if (byte_at(s, w->beg) != 'I' || w->end != w->beg + 1) return true;
  if (!s->doc->tokens.len) return true;
  const Token *last = &vec_last(&s->doc->tokens);
  return last->kind != TOKEN_WORD ||
         ((last->flags & TOKEN_CAPITAL) && !knowledge_form(s->knowledge, last)->tags);
}

/* A stop after a word, white space or punctuation behind it: abbreviation or end. */
static bool take_final_stop(Scanner *s, const Word *w) {
  if (byte_at(s, w->end + 1) == '.') return false; /* an ellipsis */
  uint32_t form = abbreviation_form(s, w->beg, w->end);
  if (form && fits(s, w, w->end + 1, form))
    take_abbreviation(s, w->beg, w->end + 1, form);
  else if (is_initial(s, w))
    take_abbreviation(s, w->beg, w->end + 1, 0);
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
  return !(w->seen & B_UPPER) || (byte_class[byte_at(s, next + 1)] & B_LOWER) ||
         w->end - w->beg > 3;
}

typedef enum { STOP_LEFT, STOP_TAKEN, STOP_INSIDE } StopFate;

/* Ph.D., M.Sc.: a known abbreviation of several parts. */
static uint32_t parted_abbreviation(Scanner *s, const Word *w, uint32_t *end) {
  uint32_t at = w->end;
  while (at - w->beg < 16 && (byte_at(s, at) == '.' || (byte_class[byte_at(s, at)] & B_LETTER)))
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
bool take_stops(Scanner *s, Word *w) {
  while (byte_at(s, w->end) == '.') {
    if (!joins_at(s, w->end + 1)) return take_final_stop(s, w);
    StopFate fate = take_inner_stop(s, w);
    if (fate != STOP_INSIDE) return fate == STOP_TAKEN;
  }
  return false;
}
