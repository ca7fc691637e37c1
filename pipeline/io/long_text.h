/* Long texts on their way from a file into an arena, with one copy in memory at a time: pages of
 * the source are given back to the system behind what was copied. For texts beyond LONG_TEXT bytes;
 * below, memory is not worth the care. */
#ifndef SURETY_IO_LONG_TEXT_H
#define SURETY_IO_LONG_TEXT_H

#include "base/arena.h"
#include "base/str.h"

enum { LONG_TEXT = 1 << 20 }; /* bytes */

/* Gives the whole pages within bytes back; what stood there is lost. For memory of the process that
 * nobody will read again. */
void long_text_drop(Str bytes);
/* A copy in arena; of a long text the source is lost. */
Str long_text_move(Arena *arena, Str bytes);

/* The string of the member "text" of a JSON object, in its line. */
typedef struct LongText {
  Str escaped;    /* between its quotation marks */
  size_t decoded; /* bytes without escapes */
} LongText;

/* Finds a long text in a line that is valid UTF-8. False where there is none, or where anything is
 * not as it mostly is (a fault, a second "text"): the line is then for the parser as a whole. */
bool long_text_find(Str line, LongText *found);
/* The line with an empty string in place of the text, appended to out. */
void long_text_without(Str line, const LongText *found, Buf *out);
/* The text itself, in arena; its part of the line is lost. */
Str long_text_take(const LongText *found, Arena *arena);

#endif
