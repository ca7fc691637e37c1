/* UAX #29 as two small machines. Each starts on a boundary, so it never looks back: what a rule
 * says about the characters before (regional indicators in pairs, a letter before a mid-word mark)
 * is in the state. The word rules look one character ahead, past marks that WB4 ignores. Where that
 * look fails, a boundary falls right before the mark, so that no stretch is looked through more
 * than twice. */
#include "text/segment.h"

#include "base/utf8.h"
#include "text/ucd.h"

/* ---- words ---- */

static bool is_ignored(uint8_t wb) { /* WB4 */
  return wb == WB_EXTEND || wb == WB_FORMAT || wb == WB_ZWJ;
}

static bool is_ahletter(uint8_t wb) {
  return wb == WB_ALETTER || wb == WB_HEBREW_LETTER;
}

static bool is_midletter(uint8_t wb) { /* MidLetter | MidNumLetQ */
  return wb == WB_MIDLETTER || wb == WB_MIDNUMLET || wb == WB_SINGLE_QUOTE;
}

static bool is_midnumber(uint8_t wb) { /* MidNum | MidNumLetQ */
  return wb == WB_MIDNUM || wb == WB_MIDNUMLET || wb == WB_SINGLE_QUOTE;
}

static const UcdClass *class_at(Str text, size_t at, uint32_t *width) {
  return ucd_of(utf8_at(text, at, width));
}

/* The property of the first character from `at` that WB4 does not ignore; WB_OTHER at the end. */
static uint8_t word_ahead(Str text, size_t at) {
  while (at < text.len) {
    uint32_t width;
    uint8_t wb = class_at(text, at, &width)->word;
    if (!is_ignored(wb)) return wb;
    at += width;
  }
  return WB_OTHER;
}

/* WB5 to WB16 between neighbours that need no look ahead. */
static bool joins_plainly(uint8_t left, uint8_t right, bool odd_indicator) {
  switch (left) {
  case WB_ALETTER:
  case WB_HEBREW_LETTER:
    return is_ahletter(right) || right == WB_NUMERIC || right == WB_EXTENDNUMLET ||
           (left == WB_HEBREW_LETTER && right == WB_SINGLE_QUOTE); /* WB5, WB9, WB13a, WB7a */
  case WB_NUMERIC:
    return right == WB_NUMERIC || is_ahletter(right) || right == WB_EXTENDNUMLET; /* WB8, WB10 */
  case WB_KATAKANA:
    return right == WB_KATAKANA || right == WB_EXTENDNUMLET; /* WB13 */
  case WB_EXTENDNUMLET:
    return is_ahletter(right) || right == WB_NUMERIC || right == WB_KATAKANA ||
           right == WB_EXTENDNUMLET; /* WB13b */
  case WB_REGIONAL_INDICATOR:
    return right == WB_REGIONAL_INDICATOR && odd_indicator; /* WB15 */
  default:
    return false;
  }
}

/* The mark `right` inside a word or number: joined when the next character goes on with it. */
static bool joins_over(uint8_t left, uint8_t right, uint8_t next) {
  if (is_ahletter(left) && is_midletter(right)) return is_ahletter(next);        /* WB6, WB7 */
  if (left == WB_HEBREW_LETTER && right == WB_DOUBLE_QUOTE) return next == left; /* WB7b, WB7c */
  if (left == WB_NUMERIC && is_midnumber(right)) return next == WB_NUMERIC;      /* WB11, WB12 */
  return false;
}

static bool may_join_over(uint8_t left, uint8_t right) {
  return (is_ahletter(left) && is_midletter(right)) ||
         (left == WB_HEBREW_LETTER && right == WB_DOUBLE_QUOTE) ||
         (left == WB_NUMERIC && is_midnumber(right));
}

static bool is_newline(uint8_t wb) {
  return wb == WB_CR || wb == WB_LF || wb == WB_NEWLINE;
}

size_t segment_word(Str text, size_t at) {
  uint32_t width;
  uint8_t left = class_at(text, at, &width)->word, before = left; /* before: with ignored ones */
  at += width;
  if (left == WB_CR) return at < text.len && text.ptr[at] == '\n' ? at + 1 : at; /* WB3 */
  if (is_newline(left)) return at;                                               /* WB3a */
  bool odd_indicator = left == WB_REGIONAL_INDICATOR, over = false;
  while (at < text.len) {
    const UcdClass *class = class_at(text, at, &width);
    uint8_t right = class->word;
    if (is_newline(right)) break;                                      /* WB3b */
    bool joined = (before == WB_ZWJ && class->pictographic) ||         /* WB3c */
                  (before == WB_WSEGSPACE && right == WB_WSEGSPACE) || /* WB3d */
                  is_ignored(right);                                   /* WB4 */
    if (!joined || !is_ignored(right)) {
      if (!joined) joined = over || joins_plainly(left, right, odd_indicator);
      over = false;
      if (!joined && may_join_over(left, right))
        joined = over = joins_over(left, right, word_ahead(text, at + width));
      if (!joined) break;
      odd_indicator = right == WB_REGIONAL_INDICATOR && !odd_indicator;
      left = right;
    }
    before = right;
    at += width;
  }
  return at;
}

/* ---- grapheme clusters ---- */

/* GB6 to GB8: Hangul syllables. */
static bool joins_hangul(uint8_t left, uint8_t right) {
  switch (left) {
  case GCB_L:
    return right == GCB_L || right == GCB_V || right == GCB_LV || right == GCB_LVT;
  case GCB_LV:
  case GCB_V:
    return right == GCB_V || right == GCB_T;
  case GCB_LVT:
  case GCB_T:
    return right == GCB_T;
  default:
    return false;
  }
}

static bool is_control(uint8_t gcb) {
  return gcb == GCB_CR || gcb == GCB_LF || gcb == GCB_CONTROL;
}

size_t segment_grapheme(Str text, size_t at) {
  uint32_t width;
  const UcdClass *class = class_at(text, at, &width);
  uint8_t left = class->grapheme;
  at += width;
  if (left == GCB_CR) return at < text.len && text.ptr[at] == '\n' ? at + 1 : at; /* GB3 */
  if (is_control(left)) return at;                                                /* GB4 */
  bool odd_indicator = left == GCB_REGIONAL_INDICATOR;
  bool picture = class->pictographic; /* \p{ExtPict} Extend* so far */
  while (at < text.len) {
    class = class_at(text, at, &width);
    uint8_t right = class->grapheme;
    if (is_control(right)) break; /* GB5 */
    bool joined = right == GCB_EXTEND || right == GCB_ZWJ ||
                  right == GCB_SPACINGMARK || /* GB9, 9a */
                  left == GCB_PREPEND ||      /* GB9b */
                  joins_hangul(left, right) ||
                  (picture && left == GCB_ZWJ && class->pictographic) || /* GB11 */
                  (odd_indicator && left == right);                      /* GB12, GB13 */
    if (!joined) break;
    odd_indicator = right == GCB_REGIONAL_INDICATOR && !(odd_indicator && left == right);
    picture = class->pictographic ||
              (picture && (right == GCB_EXTEND || (right == GCB_ZWJ && left != GCB_ZWJ)));
    left = right;
    at += width;
  }
  return at;
}
