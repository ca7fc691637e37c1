/* Tokens to sentences: one walk over each paragraph, from stop to stop. Quotations and parentheses
 * of moderate length are stepped over as one piece, so "He said: 'Yes. Now.'" is one sentence. */
#include "text/splitter.h"

#include <string.h>

enum {
  PIECE_MAX = 60, /* tokens: a longer quotation or parenthesis is split like any text */
  HEADING_MAX = 30,
  CAPTION_MAX = 14
};

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

/* Where to look next: at the next point, or, in a list, at every token. */
static uint32_t next_place(Splitter *s, uint32_t i) {
  if (s->list.style != MARKER_NONE) return i;
  const Outline *outline = s->outline;
  while (s->point < outline->points.len && outline->points.items[s->point] < i) s->point++;
  return s->point < outline->points.len ? outline->points.items[s->point] : s->end;
}

/* Over a quotation or parenthesis of moderate length: to the stop before its closing mark, or
 * behind it. False where there is none to step over. */
static bool step_over(const Splitter *s, uint32_t *i) {
  const Token *token = token_of(s, *i);
  if (!(token->flags & TOKEN_OPENS) || !token->reserved || token->reserved > PIECE_MAX ||
      *i + token->reserved >= s->end)
    return false;
  uint32_t partner = *i + token->reserved, stop = stop_inside(s, partner);
  *i = stop < partner ? stop : partner + 1;
  return true;
}

static void split_paragraph(Splitter *s) {
  for (uint32_t i = next_place(s, s->start); i < s->end; i = next_place(s, i)) {
    if (is_next_item(s, i)) add_sentence(s, i);
    if (step_over(s, &i) && (i >= s->end || !(is_stop(s, i) || is_dotted(s, i)))) continue;
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

/* Photo: …, Image credit: … */
static bool is_credit(const Splitter *s, uint32_t beg) {
  static const char *const words[] = {"photo",   "image", "picture",      "photograph", "credit",
                                      "caption", "video", "illustration", "graphic",    "file"};
  Str word = text_of(s, beg);
  for (uint32_t i = beg + 1; i < s->end && i <= beg + 3; i++) {
    if (!token_is(s->text, token_of(s, i), ':')) continue;
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
      if (word.len == strlen(words[k]) && strncasecmp(word.ptr, words[k], word.len) == 0)
        return true;
  }
  return false;
}

static bool is_item(const Splitter *s, uint32_t beg) {
  if (s->list.style != MARKER_NONE) return true;
  const Token *token = token_of(s, beg);
  return beg + 1 < s->end && !is_glued(s, beg + 1) &&
         (token->kind == TOKEN_DASH || token_is(s->text, token, '*') ||
          token_is(s->text, token, '+'));
}

static uint8_t kind_of(const Splitter *s, uint32_t beg) {
  uint32_t length = s->end - beg;
  bool open = length <= HEADING_MAX && ends_openly(s, beg);
  if (length > 1 && length <= CAPTION_MAX && open && token_of(s, beg)->kind == TOKEN_DASH &&
      is_capital(s, beg + 1))
    return SENTENCE_CAPTION; /* – Name, below a pull-quote */
  if (length <= HEADING_MAX && is_credit(s, beg)) return SENTENCE_CAPTION;
  if (is_item(s, beg)) return SENTENCE_LIST;
  return open ? SENTENCE_HEADING : SENTENCE_PROSE;
}

void sentence_run(const Knowledge *knowledge, Doc *doc, const Outline *outline) {
  Splitter s = {.knowledge = knowledge, .doc = doc, .outline = outline, .text = outline->text};
  for (; s.paragraph < outline->paragraphs.len; s.paragraph++) {
    uint32_t first = doc->sentences.len, beg = outline->paragraphs.items[s.paragraph];
    s.start = beg;
    s.end = paragraph_end(outline, doc, s.paragraph);
    s.list = marker_at(&s, beg, NULL);
    split_paragraph(&s);
    uint8_t kind = kind_of(&s, beg);
    for (uint32_t i = first; i < doc->sentences.len; i++) doc->sentences.items[i].kind = kind;
  }
}
