/* Plain TSV: the one dialect that pandas, R, Miller, SQLite and awk read back unchanged with their
 * defaults. No quoting, no escaping: each character that could break a line or a cell becomes one
 * other character, so lengths and offsets stay true. */
#ifndef SURETY_IO_TSV_H
#define SURETY_IO_TSV_H

#include "base/str.h"

/* Appends valid UTF-8 with every forbidden character replaced one to one (code points in = code
 * points out): " U+FF02, \ U+FF3C, control c U+2400 + c, DEL U+2421, U+0085 U+2028 U+2029 U+FEFF
 * U+2424. */
void tsv_put_verbatim(Buf *out, Str text);
/* The same as a cell: white space at both ends goes, and a text that readers take for a missing
 * value (NA, N/A, NaN, null, None) gets a full-width first letter. The separator is the caller's.
 */
void tsv_put_cell(Buf *out, Str text);
/* The way back for people's eyes and for stages that look at characters: each stand-in becomes what
 * it stands for, U+2424 a line feed. A text that holds such characters itself does not come back as
 * it was. */
void tsv_put_text(Buf *out, Str cell);

#endif
