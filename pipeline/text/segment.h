/* Word and grapheme-cluster boundaries by UAX #29, Unicode 15.0. */
#ifndef SURETY_TEXT_SEGMENT_H
#define SURETY_TEXT_SEGMENT_H

#include "base/str.h"

/* The byte offset of the next boundary after `at`, which must itself be a boundary of the same kind
 * and less than text.len; text is valid UTF-8. Walking from 0 visits every boundary, in time linear
 * in the text. Thread-safe. */
size_t segment_word(Str text, size_t at);
size_t segment_grapheme(Str text, size_t at);

#endif
