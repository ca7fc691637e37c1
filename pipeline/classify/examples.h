/* Examples: the rows of a table to learn from, or to label: `text` and `label`, a `target` where
 * the table has that column, and an `id`. */
#ifndef SURETY_CLASSIFY_EXAMPLES_H
#define SURETY_CLASSIFY_EXAMPLES_H

#include "base/digest.h"
#include "io/sheet.h"

typedef struct Example { /* strings are the sheet's */
  Str id, text, target;
  uint32_t target_number, label; /* in Examples.targets and labels; 0 where not to learn from */
  uint64_t line;
} Example;

typedef VEC(Str) StrVec;

typedef struct Examples {
  Sheet sheet;
  VEC(Example) rows;
  StrVec labels, targets; /* those that occur, in byte order; only where to learn from */
  bool has_targets;       /* there is such a column */
  Digest digest;          /* of the table's bytes */
} Examples;

/* Reads a table to learn from: columns text and label. Each fault is told with its line: a column
 * that is missing, an empty text or label, more labels than LINEAR_CLASSES_MAX, fewer than two.
 * False where there were any. Free in any case. */
bool examples_read_labelled(Examples *examples, const char *path, Faults *faults);
/* Reads a table to label: columns id and text. Rows with a fault (an empty id or text) are told and
 * left out; false where no row can be read at all. Free in any case. */
bool examples_read(Examples *examples, const char *path, Faults *faults);
void examples_free(Examples *examples);

/* Index of text in a list in byte order, UINT32_MAX where it is not there. */
uint32_t names_index(const StrVec *names, Str text);

#endif
