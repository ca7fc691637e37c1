/* Tokens to sentences. A stop ends a sentence when what follows looks like a beginning, and when
 * nothing says that it belongs to something smaller: an abbreviation, an ellipsis, a list marker, a
 * quotation or a parenthesis inside the sentence. Quotations and parentheses of moderate length are
 * stepped over as one piece, so "He said: 'Yes. Now.'" is one sentence. The rules are general; what
 * is a word and what an abbreviation, the lexicons know. Each paragraph is read once from left to
 * right. */
#include "text/scan.h"

#include "base/utf8.h"
#include "text/ucd.h"

#include <string.h>

enum {
  PIECE_MAX = 60,  /* tokens: a longer quotation or parenthesis is split like any text */
  MARKER_MAX = 99, /* list items count no further */
  HEADING_MAX = 30,
  CAPTION_MAX = 14
};

/* Words that open sentences but no names. */
#define OPENERS                                                                                    \
  (WORD_BIT(WORD_DETERMINER) | WORD_BIT(WORD_PREPOSITION) | WORD_BIT(WORD_CONJUNCTION) |           \
   WORD_BIT(WORD_AUXILIARY) | WORD_BIT(WORD_RELATIVE) | WORD_BIT(WORD_SUBORDINATOR) |              \
   WORD_BIT(WORD_ADVERB) | WORD_BIT(WORD_NUMBER) | WORD_BIT(WORD_THIS) | WORD_PRONOUNS)
/* Words that are never a name's first. */
#define PERSONAL                                                                                   \
  (WORD_BIT(WORD_HE) | WORD_BIT(WORD_SHE) | WORD_BIT(WORD_THEY) | WORD_BIT(WORD_IT) |              \
   WORD_BIT(WORD_I) | WORD_BIT(WORD_WE) | WORD_BIT(WORD_THIS))

typedef enum MarkerStyle {
  MARKER_NONE,
  MARKER_BULLET,
  MARKER_NUMBER,
  MARKER_LETTER,
  MARKER_ROMAN
} MarkerStyle;

typedef struct Marker { /* what opens a list item: "1.", "b)", "(iv)", "•" */
  uint32_t value, tokens;
  uint32_t point; /* the bullet, or the punctuation behind */
  uint8_t style;
} Marker;

typedef struct Splitter {
  const Knowledge *knowledge;
  Doc *doc;
  Str text;
  uint32_t end;   /* of the paragraph, in tokens */
  uint32_t start; /* of the sentence */
  uint32_t paragraph;
  Marker list; /* the last marker of a running list */
} Splitter;

typedef struct Tail {  /* what belongs to a sentence's end behind its stop */
  uint32_t end;        /* the token after it */
  bool quote, bracket; /* closing marks in it */
  bool stop;           /* more stops in it */
} Tail;

static const Token *token_of(const Splitter *s, uint32_t i) {
  return &s->doc->tokens.items[i];
}

static Str text_of(const Splitter *s, uint32_t i) {
  return token_text(s->text, token_of(s, i));
}

static uint32_t point_of(const Splitter *s, uint32_t i) {
  uint32_t width;
  return utf8_at(s->text, token_of(s, i)->at.beg, &width);
}

static bool is_glued(const Splitter *s, uint32_t i) {
  return (token_of(s, i)->flags & TOKEN_GLUED) != 0;
}

static bool has_tag(const Splitter *s, uint32_t i, uint32_t tags) {
  return (knowledge_form(s->knowledge, token_of(s, i))->tags & tags) != 0;
}

static bool is_capital(const Splitter *s, uint32_t i) {
  return (token_of(s, i)->flags & TOKEN_CAPITAL) != 0;
}

static bool is_opener(const Splitter *s, uint32_t i) {
  const Token *token = token_of(s, i);
  return (token->flags & TOKEN_CAPITAL) && !(token->flags & TOKEN_UPPER) && has_tag(s, i, OPENERS);
}

/* ---- list markers ---- */

static uint32_t roman_value(Str digits) {
  static const char *const numerals[] = {"i",  "ii", "iii", "iv",  "v",    "vi",  "vii", "viii",
                                         "ix", "x",  "xi",  "xii", "xiii", "xiv", "xv"};
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

/* A list marker at token i; style MARKER_NONE where there is none. */
static Marker marker_at(const Splitter *s, uint32_t i, const Marker *list) {
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

/* Does a running list go on with a new item at i? */
static bool is_next_item(const Splitter *s, uint32_t i) {
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

/* Is all of the sentence up to its stop a marker: "1", "b", "• 9"? */
static bool is_only_marker(const Splitter *s, uint32_t stop) {
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

/* ---- what follows a stop ---- */

static bool is_stop(const Splitter *s, uint32_t i) {
  return token_of(s, i)->kind == TOKEN_STOP;
}

static bool is_dotted(const Splitter *s, uint32_t i) { /* an abbreviation with its stop */
  const Token *token = token_of(s, i);
  return (token->flags & TOKEN_ABBREVIATION) && s->text.ptr[token->at.end - 1] == '.';
}

/* [1] or a figure glued to the stop: a footnote mark, when a beginning follows. */
static uint32_t footnote_end(const Splitter *s, uint32_t i) {
  uint32_t at = i;
  if (!is_glued(s, i)) return i;
  while (at + 2 < s->end && is_glued(s, at) && token_is(s->text, token_of(s, at), '[')) {
    uint16_t partner = token_of(s, at)->reserved;
    if (!partner || partner > 4 || at + partner >= s->end) return i;
    at += partner + 1u;
  }
  if (at == i)
    while (at < s->end && token_of(s, at)->kind == TOKEN_NUMBER &&
           token_of(s, at)->at.end - token_of(s, at)->at.beg <= 3 && at < i + 4)
      at++;
  return at;
}

/* White space or nothing after the mark at i. */
static bool space_after(const Splitter *s, uint32_t i) {
  return i + 1 >= s->end || !is_glued(s, i + 1);
}

static Tail tail_of(const Splitter *s, uint32_t stop) {
  Tail tail = {stop + 1, false, false, false};
  for (; tail.end < s->end; tail.end++) {
    const Token *token = token_of(s, tail.end);
    if (token->kind == TOKEN_QUOTE && !(token->flags & TOKEN_OPENS) &&
        ((token->flags & TOKEN_CLOSES) || space_after(s, tail.end)))
      tail.quote = true;
    else if (token->kind == TOKEN_BRACKET && (token->flags & TOKEN_CLOSES))
      tail.bracket = true;
    else if (token->kind == TOKEN_STOP && (is_glued(s, tail.end) || space_after(s, tail.end)))
      tail.stop = true;
    else
      break;
  }
  uint32_t footnote = tail.end < s->end ? footnote_end(s, tail.end) : tail.end;
  if (footnote > tail.end &&
      (footnote >= s->end || is_capital(s, footnote) || token_of(s, footnote)->kind == TOKEN_QUOTE))
    tail.end = footnote;
  while (tail.end < s->end && token_of(s, tail.end)->kind == TOKEN_SYMBOL &&
         ucd_of(point_of(s, tail.end))->pictographic)
    tail.end++; /* an emoji closes what stands before it */
  return tail;
}

/* The first word from i, past opening marks and dashes; s->end where there is none near. */
static uint32_t word_ahead(const Splitter *s, uint32_t i) {
  for (uint32_t limit = i + 4; i < s->end && i < limit; i++) {
    const Token *token = token_of(s, i);
    bool opens = (token->kind == TOKEN_QUOTE && !(token->flags & TOKEN_CLOSES)) ||
                 (token->kind == TOKEN_BRACKET && (token->flags & TOKEN_OPENS)) ||
                 token->kind == TOKEN_DASH;
    if (!opens) return i;
  }
  return s->end;
}

/* Could a sentence begin with this word, going by its shape alone? */
static bool may_begin(const Splitter *s, uint32_t i) {
  const Token *token = token_of(s, i);
  switch (token->kind) {
  case TOKEN_WORD:
    return (token->flags & TOKEN_CAPITAL) || utf8_case(point_of(s, i)) != LETTER_LOWER;
  case TOKEN_NUMBER:
  case TOKEN_LINK:
  case TOKEN_SYMBOL:
    return true;
  case TOKEN_STOP:
    return !is_glued(s, i) || !space_after(s, i); /* "... and so" */
  default:
    return false;
  }
}

/* ---- abbreviations ---- */

static bool is_figure(const Splitter *s, uint32_t i) {
  return token_of(s, i)->kind == TOKEN_NUMBER;
}

/* "At 5 a.m. Mr. Smith left": so far only a time, no clause. */
static bool is_only_adverbial(const Splitter *s, uint32_t stop) {
  if (stop - s->start > 8) return false;
  if (stop - s->start <= 3) return true;
  if (!has_tag(s, s->start, WORD_BIT(WORD_PREPOSITION))) return false;
  for (uint32_t i = s->start; i < stop; i++)
    if (has_tag(s, i, WORD_BIT(WORD_AUXILIARY) | PERSONAL) || token_of(s, i)->kind == TOKEN_COMMA)
      return false;
  return true;
}

static bool ends_after_time(const Splitter *s, uint32_t stop, uint32_t word) {
  if (has_tag(s, word, WORD_BIT(WORD_WEEKDAY) | WORD_BIT(WORD_MONTH)) || is_only_adverbial(s, stop))
    return false;
  const Token *token = token_of(s, word);
  if (token->flags & TOKEN_UPPER) return false; /* EST, GMT */
  bool zone = word + 1 < s->end &&
              (str_is(text_of(s, word + 1), "time") || str_is(text_of(s, word + 1), "Time"));
  return is_capital(s, word) && !zone;
}

/* Does the sentence end with the abbreviation at stop, when `word` comes next? */
static bool ends_after_abbreviation(const Splitter *s, uint32_t stop, uint32_t word) {
  switch (knowledge_form(s->knowledge, token_of(s, stop))->abbreviation) {
  case ABBREVIATION_TITLE:
    return is_capital(s, word) && has_tag(s, word, PERSONAL) && stop > s->start;
  case ABBREVIATION_NUMBER:
    return false;
  case ABBREVIATION_TIME:
    return ends_after_time(s, stop, word);
  default:
    return is_opener(s, word);
  }
}

/* ---- ellipses ---- */

typedef struct Ellipsis {
  uint32_t dots, tokens;
  bool spaced, glued; /* glued: to the word before */
} Ellipsis;

static Ellipsis ellipsis_at(const Splitter *s, uint32_t stop) {
  Ellipsis e = {0, 0, false, is_glued(s, stop)};
  for (uint32_t i = stop; i < s->end && is_stop(s, i); i++) {
    Str text = text_of(s, i);
    for (size_t k = 0; k < text.len; k++) {
      if (text.ptr[k] == '.')
        e.dots++;
      else if ((unsigned char)text.ptr[k] == 0xe2 && text.len - k >= 3)
        e.dots += 3, k += 2;
      else
        return (Ellipsis){0};
    }
    if (i > stop && !is_glued(s, i)) e.spaced = true;
    e.tokens++;
  }
  return e;
}

static bool ends_after_ellipsis(const Splitter *s, const Ellipsis *e, uint32_t word) {
  if (!may_begin(s, word)) return false;
  if (e->spaced) return e->dots >= 4;
  if (e->dots >= 4) return true;
  return !has_tag(s, word, WORD_BIT(WORD_I));
}

/* ---- stops ---- */

/* “Will it hold?” Macron asked: a speaker and a reporting verb go on with the sentence. */
static bool is_speech_tag(const Splitter *s, uint32_t word) {
  if (has_tag(s, word, OPENERS)) return false;
  uint32_t i = word;
  while (i < s->end && i < word + 5 && token_of(s, i)->kind == TOKEN_WORD && is_capital(s, i)) i++;
  if (i == word || i >= s->end) return false;
  const FormInfo *info = knowledge_form(s->knowledge, token_of(s, i));
  if (!info->cue) return false;
  uint8_t cue = s->knowledge->cues.items[info->cue - 1].cue_class;
  if (cue != CUE_SAY && cue != CUE_ASK && cue != CUE_TELL) return false;
  if (++i >= s->end) return true;
  return token_of(s, i)->kind == TOKEN_STOP || token_of(s, i)->kind == TOKEN_COMMA ||
         has_tag(s, i, WORD_BIT(WORD_PREPOSITION) | WORD_BIT(WORD_WEEKDAY));
}

/* A lower-case word after a full stop: a beginning only after a word that is surely one. */
static bool ends_before_lower(const Splitter *s, uint32_t stop, const Tail *tail, uint32_t next) {
  if (!token_is(s->text, token_of(s, stop), '.') || tail->quote || tail->bracket ||
      stop == s->start)
    return false;
  const Token *before = token_of(s, stop - 1);
  if (before->kind != TOKEN_WORD || token_of(s, next)->kind != TOKEN_WORD) return false;
  uint32_t length = before->at.end - before->at.beg;
  return length >= 5 || (length >= 3 && before->form && is_glued(s, stop));
}

/* Text goes on right behind the stop, without a space. */
static bool ends_glued(const Splitter *s, uint32_t stop, uint32_t next, uint32_t word) {
  if (s->text.ptr[token_of(s, stop)->at.beg] & 0x80 && !token_is(s->text, token_of(s, stop), '.'))
    return point_of(s, stop) != 0x2026;
  if (token_of(s, next)->kind == TOKEN_BRACKET || stop == s->start || !is_glued(s, stop))
    return false;
  const Token *before = token_of(s, stop - 1);
  return is_capital(s, word) && token_of(s, word)->kind == TOKEN_WORD &&
         (before->kind == TOKEN_NUMBER || before->at.end - before->at.beg > 1);
}

static bool ends_after_stop(const Splitter *s, uint32_t stop, const Tail *tail, uint32_t word) {
  uint32_t next = tail->end;
  uint8_t kind = token_of(s, next)->kind;
  if (kind == TOKEN_COMMA || kind == TOKEN_HYPHEN || kind == TOKEN_CLITIC) return false;
  if (is_glued(s, next) && !tail->quote && !tail->bracket) return ends_glued(s, stop, next, word);
  Ellipsis e = ellipsis_at(s, stop);
  if (e.dots >= 3) {
    if (tail->bracket && stop > s->start && (token_of(s, stop - 1)->flags & TOKEN_OPENS))
      return false; /* [...] */
    return ends_after_ellipsis(s, &e, word);
  }
  if (!may_begin(s, word)) return ends_before_lower(s, stop, tail, next);
  bool full = token_is(s->text, token_of(s, stop), '.');
  if (full) return true;
  if (knowledge_form(s->knowledge, token_of(s, word))->abbreviation == ABBREVIATION_COMPANY &&
      (token_of(s, word)->flags & TOKEN_ABBREVIATION))
    return false; /* Yahoo! Inc. */
  if (tail->bracket && stop > s->start && (token_of(s, stop - 1)->flags & TOKEN_OPENS))
    return false; /* (?) */
  return !(tail->quote && is_speech_tag(s, word));
}

/* The end of the sentence at a stop or a dotted abbreviation; 0 when it goes on. *seen: tokens that
 * are settled. */
static uint32_t end_at(const Splitter *s, uint32_t stop, uint32_t *seen) {
  Tail tail = tail_of(s, stop);
  *seen = tail.end;
  uint32_t word = tail.end < s->end ? word_ahead(s, tail.end) : s->end;
  if (word >= s->end) return tail.end >= s->end ? tail.end : 0;
  if (is_only_marker(s, stop) && !tail.quote) return 0;
  if (is_dotted(s, stop) && !tail.stop) {
    if (tail.bracket || is_figure(s, word)) return 0;
    return ends_after_abbreviation(s, stop, word) ? tail.end : 0;
  }
  if (is_dotted(s, stop)) stop++; /* U.S.? */
  Ellipsis e = is_stop(s, stop) ? ellipsis_at(s, stop) : (Ellipsis){0};
  if (e.spaced && e.glued && e.dots == 4 && e.tokens == 4 && may_begin(s, word)) {
    *seen = stop + 4; /* the first is the sentence's own, the others open the next one */
    return stop + 1;
  }
  return ends_after_stop(s, stop, &tail, word) ? tail.end : 0;
}

/* ---- the walk ---- */

static void add_sentence(Splitter *s, uint32_t end) {
  Sentence sentence = {{s->start, end}, s->paragraph, SENTENCE_PROSE};
  vec_push(&s->doc->sentences, sentence);
  s->start = end;
  if (end >= s->end) return;
  Marker marker = marker_at(s, end, s->list.style == MARKER_NONE ? NULL : &s->list);
  if (marker.style != MARKER_NONE) s->list = marker;
}

/* The stop right before the closing marks that end at i, or i itself. */
static uint32_t stop_inside(const Splitter *s, uint32_t i) {
  uint32_t at = i;
  while (at > s->start && (token_of(s, at)->flags & TOKEN_CLOSES)) at--;
  return is_stop(s, at) || is_dotted(s, at) ? at : i;
}

static void split_paragraph(Splitter *s) {
  uint32_t i = s->start;
  while (i < s->end) {
    const Token *token = token_of(s, i);
    if (is_next_item(s, i)) add_sentence(s, i);
    if ((token->flags & TOKEN_OPENS) && token->reserved && token->reserved <= PIECE_MAX &&
        i + token->reserved < s->end) {
      i += token->reserved;
      uint32_t stop = stop_inside(s, i);
      if (stop == i) {
        i++;
        continue;
      }
      i = stop;
    }
    uint32_t seen = i + 1;
    if (is_stop(s, i) || is_dotted(s, i)) {
      uint32_t end = end_at(s, i, &seen);
      if (end) add_sentence(s, end);
    }
    i = seen;
  }
  if (s->start < s->end) add_sentence(s, s->end);
}

/* ---- kinds ---- */

static bool ends_openly(const Splitter *s, uint32_t beg) { /* no stop at the paragraph's end */
  uint32_t last = s->end - 1;
  while (last > beg &&
         ((token_of(s, last)->flags & TOKEN_CLOSES) || token_of(s, last)->kind == TOKEN_QUOTE))
    last--;
  return !is_stop(s, last) && !is_dotted(s, last) && token_of(s, last)->kind != TOKEN_COMMA;
}

static uint8_t kind_of(const Splitter *s, uint32_t beg) {
  uint32_t length = s->end - beg;
  if (length <= CAPTION_MAX && length > 1 && token_of(s, beg)->kind == TOKEN_DASH &&
      ends_openly(s, beg) && is_capital(s, beg + 1))
    return SENTENCE_CAPTION; /* – Name, below a pull-quote */
  if (s->list.style != MARKER_NONE) return SENTENCE_LIST;
  return length <= HEADING_MAX && ends_openly(s, beg) ? SENTENCE_HEADING : SENTENCE_PROSE;
}

void sentence_run(const Knowledge *knowledge, Doc *doc, Str text) {
  Splitter s = {.knowledge = knowledge, .doc = doc, .text = text};
  for (uint32_t beg = 0; beg < doc->tokens.len; beg = s.end, s.paragraph++) {
    uint32_t first = doc->sentences.len;
    s.start = beg;
    s.end = beg + 1;
    while (s.end < doc->tokens.len && !(doc->tokens.items[s.end].flags & TOKEN_PARAGRAPH)) s.end++;
    s.list = marker_at(&s, beg, NULL);
    split_paragraph(&s);
    uint8_t kind = kind_of(&s, beg);
    for (uint32_t i = first; i < doc->sentences.len; i++) doc->sentences.items[i].kind = kind;
  }
}
