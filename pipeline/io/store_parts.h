/* StoreParts: what the files of the store module share, and nobody else includes.
 *
 *   store.c         the connection: documents and rows go in and out; the one file that includes
 *                   sqlite3
 *   store_schema.c  the tables as SQL: a table of rows has the columns of its header line */
#ifndef SURETY_IO_STORE_PARTS_H
#define SURETY_IO_STORE_PARTS_H

#include "io/store.h"

enum { STORE_APPLICATION_ID = 0x53755274 }; /* "SuRt", in the header of the file */

/* Statements, each with a NUL behind, in place of what sql held. */
/* Makes all tables. */
void store_sql_create(const StoreSettings *settings, Buf *sql);
/* Asks for the header line of a table as it is in the store. */
void store_sql_header(StoreTable table, Buf *sql);
/* Puts a row: the document's number, then a cell a column. */
void store_sql_put_row(StoreTable table, const char *header, Buf *sql);
/* Takes away the rows of a document. */
void store_sql_clear_rows(StoreTable table, Buf *sql);
/* All rows, in the order in which their documents first came. */
void store_sql_rows(StoreTable table, Buf *sql);

#endif
