/* What the program's own commands see behind the handles of surety.h: for the descriptor of a
 * package and the words of --verbose, which are not of one document, and to save a copy. */
#ifndef SURETY_LIBRARY_HANDLE_H
#define SURETY_LIBRARY_HANDLE_H

#include "engine/resources.h"

#include <surety.h>

/* Borrowed from the model, read-only. */
const Resources *surety_resources(const SuretyModel *model);
/* Appends what surety_table_lines gives to into. An empty buffer changes places with the reader's,
 * so that nothing is copied; the reader then has no lines of the table. */
void surety_take_lines(SuretyReader *reader, SuretyTable table, Buf *into);
/* Of a document of several pieces, passed is told the text of each that was read; nobody looks at
 * it again. NULL: none. */
void surety_set_passed(SuretyReader *reader, void (*passed)(Str piece));

#endif
