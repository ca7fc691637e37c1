/* Report: a stance table as one page to look at, which holds everything it needs.
 *
 * page.html, page.css and page.js of this folder are compiled in; the table goes into the page as
 * JSON in which no "<" stands, so that nothing of it can be markup. A content security policy with
 * the hashes of script and style keeps anything else from running. */
#ifndef SURETY_REPORT_REPORT_H
#define SURETY_REPORT_REPORT_H

#include "io/sheet.h"

#include <stdio.h>

/* Writes the page to stream; title: its heading. sheet has the columns that report_check asks for.
 * Write errors are left on the stream. */
void report_write(FILE *stream, const Sheet *sheet, const char *title);
/* Whether the sheet has the columns without which there is nothing to show; missing ones are
 * faults. */
bool report_check(const Sheet *sheet, Faults *faults);

#endif
