#include "engine/piece.h"

#include <string.h>

/* The last quarter of the longest piece there may be is searched for the best place. */
enum { SEARCHED = PIECE_MOST / 4 };

static bool is_blank(char byte) {
  return byte == ' ' || byte == '\t' || byte == '\r';
}

/* A line ends before `at`, and so does a paragraph: the line was empty. */
static bool ends_paragraph(Str text, size_t at) {
  if (text.ptr[at - 1] != '\n') return false;
  size_t before = at - 1;
  while (before && is_blank(text.ptr[before - 1])) before--;
  return before && text.ptr[before - 1] == '\n';
}

static bool ends_line(Str text, size_t at) {
  return text.ptr[at - 1] == '\n';
}

static bool ends_sentence(Str text, size_t at) {
  return at > 1 && text.ptr[at - 1] == ' ' && strchr(".!?", text.ptr[at - 2]) && text.ptr[at - 2];
}

static bool ends_word(Str text, size_t at) {
  return text.ptr[at - 1] == ' ';
}

static bool ends_character(Str text, size_t at) {
  return ((unsigned char)text.ptr[at] & 0xc0) != 0x80;
}

/* Where a text longer than a piece is cut. */
static size_t best_place(Str text) {
  static bool (*const ENDS[])(Str, size_t) = {ends_paragraph, ends_line, ends_sentence, ends_word,
                                              ends_character};
  for (size_t kind = 0; kind < sizeof ENDS / sizeof *ENDS; kind++)
    for (size_t at = PIECE_MOST; at > PIECE_MOST - SEARCHED; at--)
      if (ENDS[kind](text, at)) return at;
  return PIECE_MOST; /* not in valid UTF-8 */
}

Str piece_cut(Str *rest) {
  Str piece = {rest->ptr, rest->len > PIECE_MOST ? best_place(*rest) : rest->len};
  rest->ptr += piece.len;
  rest->len -= piece.len;
  return piece;
}
