/* List markers: figures, letters and roman figures with a stop or bracket, and bullets. A list may
 * stand on lines of its own or run on in one paragraph ("1) … 2) …"); there only the marker that
 * continues the count parts sentences. */
#include "text/splitter.h"

#include <string.h>

enum { MARKER_MAX = 99 }; /* items are counted no further */

static uint32_t roman_value(Str digits) {
  static const char *const numerals[] = {"i",  "ii", "iii", "iv",  "v",    "vi",  "vii", "viii",
                                         "ix", "x",  "xi",  "xii", "xiii", "xiv", "xv"};
  if (!digits.len || !strchr("ivxIVX", digits.ptr[0])) return 0;
  for (uint32_t i = 0; i < sizeof numerals / sizeof *numerals; i++) {
    size_t len = strlen(numerals[i]);
    if (digits.len == len && strncasecmp(digits.ptr, numerals[i], len) == 0) return i + 1;
  }
  return 0;
}

static bool is_bullet(uint32_t point) {
  return point == 0x2022 || point == 0x2043 || point == 0x2023 || point == 0x25e6 ||
         point == 0x25aa || point == 0x25cf || point == 0x25a0 || point == 0xb7 || point == 0x2219;
}

/* The value of a marker's word in the style of a running list, or in any style that it could open.
 */
static uint32_t marker_value(Str word, uint8_t *style, const Marker *list) {
  uint32_t value = 0;
  uint8_t wanted = list ? list->style : MARKER_NONE;
  if (str_number(word, &value)) {
    *style = MARKER_NUMBER;
  } else if (wanted != MARKER_LETTER && (value = roman_value(word)) && (list || value == 1)) {
    *style = MARKER_ROMAN;
  } else if (word.len == 1) {
    *style = MARKER_LETTER;
    value = (uint32_t)((word.ptr[0] | 0x20) - 'a') + 1;
    if (value > 26) value = 0;
  }
  return value <= MARKER_MAX ? value : 0;
}

Marker marker_at(const Splitter *s, uint32_t i, const Marker *list) {
  Marker none = {0}, m = {0};
  const Token *token = token_of(s, i);
  if (token->kind == TOKEN_SYMBOL) {
    m = (Marker){0, 1, point_of(s, i), MARKER_BULLET};
    return is_bullet(m.point) ? m : none;
  }
  bool bracket = token->kind == TOKEN_BRACKET && token_is(s->text, token, '(');
  uint32_t at = bracket ? i + 1 : i;
  if (at >= s->end ||
      (token_of(s, at)->kind != TOKEN_NUMBER && token_of(s, at)->kind != TOKEN_WORD))
    return none;
  if (!(token_of(s, at)->flags & TOKEN_ABBREVIATION) && (at + 1 >= s->end || !is_glued(s, at + 1)))
    return none;
  Str word = text_of(s, at);
  bool stop = word.len > 1 && word.ptr[word.len - 1] == '.';
  if (stop) word.len--;
  if (word.len > 5) return none;
  m.value = marker_value(word, &m.style, list);
  if (!m.value) return none;
  m.point = stop ? '.' : 0;
  for (at++; at < s->end && at < i + 4 && is_glued(s, at); at++) {
    uint32_t point = point_of(s, at);
    if ((point != '.' && point != ')') || token_of(s, at)->at.end != token_of(s, at)->at.beg + 1)
      break;
    m.point = m.point * 256 + point;
  }
  m.tokens = at - i;
  return m.point && (!bracket || m.point % 256 == ')') ? m : none;
}

bool is_next_item(const Splitter *s, uint32_t i) {
  if (s->list.style == MARKER_NONE || i == s->start) return false;
  const Token *token = token_of(s, i);
  if (token->kind != TOKEN_NUMBER && token->kind != TOKEN_SYMBOL && token->kind != TOKEN_BRACKET &&
      token->at.end - token->at.beg > 5)
    return false;
  if (s->list.style != MARKER_BULLET && is_glued(s, i)) return false;
  Marker m = marker_at(s, i, &s->list);
  return m.style == s->list.style && m.point == s->list.point &&
         (m.style == MARKER_BULLET || m.value == s->list.value + 1);
}

bool is_only_marker(const Splitter *s, uint32_t stop) {
  uint32_t i = s->start;
  if (i < stop && token_of(s, i)->kind == TOKEN_SYMBOL && is_bullet(point_of(s, i))) i++;
  if (i < stop && token_of(s, i)->kind == TOKEN_BRACKET) i++;
  const Token *token = token_of(s, i);
  if (token->kind != TOKEN_NUMBER && token->kind != TOKEN_WORD) return false;
  if (stop > i + 1 || (stop == i) != ((token->flags & TOKEN_ABBREVIATION) != 0)) return false;
  Str word = text_of(s, i);
  if (stop == i) word.len--;
  if (token->kind == TOKEN_NUMBER) return word.len <= 3;
  return word.len == 1 || (word.len <= 5 && roman_value(word));
}
