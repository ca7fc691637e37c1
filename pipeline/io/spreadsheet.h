/* Spreadsheet: a table that has been through a spreadsheet, read into a Sheet.
 *
 * What LibreOffice, Excel and their like do to a table on saving it is undone: quotation marks
 * around cells (RFC 4180, line feeds inside them too), commas or semicolons for tabs, CRLF, a byte
 * order mark, UTF-16, empty cells left out at the end of a row, rows and columns that are empty,
 * white space around cells, capitals in the header. Columns may have any order. */
#ifndef SURETY_IO_SPREADSHEET_H
#define SURETY_IO_SPREADSHEET_H

#include "io/sheet.h"

/* Reads path into sheet, to be used and freed as one that sheet_read made. False where there were
 * faults: no header, not valid UTF-8 or UTF-16, a quotation mark that is not closed, a row longer
 * than the header. */
bool spreadsheet_read(Sheet *sheet, const char *path, Faults *faults);

#endif
