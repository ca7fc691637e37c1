/* Pieces: a document far longer than any article (a book, a year of minutes in one file) is taken
 * through the stages part after part, so that memory is bounded by a part and not by the document.
 *
 * A document of at most PIECE_MOST bytes is one piece: nothing changes for it. A longer one is cut
 * where a paragraph ends, else a line, a sentence, a word. What is known of a piece ends with it: a
 * person who was named in full in another piece only is not known by the surname alone, a quotation
 * does not go on over the cut. */
#ifndef SURETY_ENGINE_PIECE_H
#define SURETY_ENGINE_PIECE_H

#include "base/str.h"

enum { PIECE_MOST = 1 << 20 }; /* bytes */

/* Cuts the next piece off the front of *rest, which is valid UTF-8 and not empty. The pieces
 * together are the text, and each is valid UTF-8. */
Str piece_cut(Str *rest);

#endif
