/* Does a sentence end here? A stop ends one when what follows looks like a beginning, and when
 * nothing says that it belongs to something smaller: an abbreviation, an ellipsis, a list marker, a
 * brand. The rules are general; what is a word and what an abbreviation, the lexicons know. */
#include "text/splitter.h"

#include "text/ucd.h"

enum { ELLIPSIS_MAX = 12 }; /* tokens */

/* Words that open sentences but no names. */
#define OPENERS                                                                                    \
  (WORD_BIT(WORD_DETERMINER) | WORD_BIT(WORD_PREPOSITION) | WORD_BIT(WORD_CONJUNCTION) |           \
   WORD_BIT(WORD_AUXILIARY) | WORD_BIT(WORD_RELATIVE) | WORD_BIT(WORD_SUBORDINATOR) |              \
   WORD_BIT(WORD_ADVERB) | WORD_BIT(WORD_NUMBER) | WORD_BIT(WORD_THIS) | WORD_PRONOUNS)
/* Words that are never a name's first. */
#define PERSONAL                                                                                   \
  (WORD_BIT(WORD_HE) | WORD_BIT(WORD_SHE) | WORD_BIT(WORD_THEY) | WORD_BIT(WORD_IT) |              \
   WORD_BIT(WORD_I) | WORD_BIT(WORD_WE) | WORD_BIT(WORD_THIS))

typedef struct Tail {  /* what belongs to a sentence's end behind its stop */
  uint32_t end;        /* the token after it */
  bool quote, bracket; /* closing marks in it */
  bool stop;           /* more stops in it */
} Tail;

/* Pronouns of the closed class that no lexicon of names and numbers lists. */
static bool is_indefinite(Str word) {
  static const char *const words[] = {"Nobody",     "Everybody", "Somebody", "Anybody",
                                      "Everyone",   "Someone",   "Anyone",   "Nothing",
                                      "Everything", "Something", "Anything", "Yes"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (str_is(word, words[i])) return true;
  return false;
}

static bool is_opener(const Splitter *s, uint32_t i) {
  const Token *token = token_of(s, i);
  return (token->flags & TOKEN_CAPITAL) && !(token->flags & TOKEN_UPPER) &&
         (has_tag(s, i, OPENERS) || is_indefinite(text_of(s, i)));
}

/* ---- what follows a stop ---- */

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
    else if (token->kind == TOKEN_STOP &&
             (is_glued(s, tail.end) ||
              (space_after(s, tail.end) && token->at.end == token->at.beg + 1)))
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
    return true;
  case TOKEN_SYMBOL:
    return !token_is(s->text, token, '/'); /* of an agency's dateline */
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
  bool preposition = has_tag(s, s->start, WORD_BIT(WORD_PREPOSITION));
  if (!preposition && stop - s->start > 3) return false;
  for (uint32_t i = s->start; i < stop; i++) {
    const Token *token = token_of(s, i);
    if (has_tag(s, i, WORD_BIT(WORD_AUXILIARY) | PERSONAL) || token->kind == TOKEN_COMMA ||
        (!preposition && knowledge_form(s->knowledge, token)->cue))
      return false;
  }
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
  case ABBREVIATION_LATIN:
    return false;
  case ABBREVIATION_TIME:
    return ends_after_time(s, stop, word);
  case ABBREVIATION_OTHER: /* 40 lb. Nobody … */
    if (!is_capital(s, stop) && stop > s->start && is_figure(s, stop - 1))
      return is_capital(s, word);
    return is_opener(s, word);
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
  for (uint32_t i = stop; i < s->end && i < stop + ELLIPSIS_MAX && is_stop(s, i); i++) {
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

/* “Will it hold?” Tamm asked: a speaker and a reporting verb go on with the sentence. */
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

/* N°. 12: the sign before the stop announces a figure. */
static bool is_numero(const Splitter *s, uint32_t stop) {
  if (stop == s->start || token_of(s, stop - 1)->kind != TOKEN_SYMBOL) return false;
  uint32_t point = point_of(s, stop - 1);
  return point == 0xb0 || point == 0x2116;
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
  if (full) return !(is_figure(s, word) && is_numero(s, stop));
  if (knowledge_form(s->knowledge, token_of(s, word))->abbreviation == ABBREVIATION_COMPANY &&
      (token_of(s, word)->flags & TOKEN_ABBREVIATION))
    return false; /* Yahoo! Inc. */
  if (tail->bracket && stop > s->start && (token_of(s, stop - 1)->flags & TOKEN_OPENS))
    return false; /* (?) */
  return !(tail->quote && is_speech_tag(s, word));
}

/* The common case: a word, a full stop, a space, a word with a capital. */
static bool ends_plainly(const Splitter *s, uint32_t stop) {
  if (stop - s->start < 4 || stop + 1 >= s->end || !token_is(s->text, token_of(s, stop), '.'))
    return false;
  const Token *before = token_of(s, stop - 1), *after = token_of(s, stop + 1);
  return before->kind == TOKEN_WORD && after->kind == TOKEN_WORD &&
         (after->flags & (TOKEN_CAPITAL | TOKEN_GLUED)) == TOKEN_CAPITAL;
}

uint32_t end_at(const Splitter *s, uint32_t stop, uint32_t *seen) {
  if (ends_plainly(s, stop)) return *seen = stop + 1;
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
