/* Store: documents that were read before, by their content, and the rows they became, in one SQLite
 * file. README.md tells its tables.
 *
 * A run holds the file for itself from opening to closing; another one waits a few seconds and then
 * fails. Documents are put in blocks, a transaction each: a run that is killed leaves the blocks
 * before, and the next one goes on behind them. Rows come and go as lines of TSV: a table has the
 * columns of its header line. The only module that includes sqlite3. Not thread-safe. */
#ifndef SURETY_IO_STORE_H
#define SURETY_IO_STORE_H

#include "base/digest.h"
#include "base/err.h"
#include "base/str.h"
#include "io/reader.h"

#include <stdio.h>

enum { STORE_TABLES = 2 };
typedef enum StoreTable { STORE_STANCES, STORE_QUOTATIONS } StoreTable;

typedef struct Store Store;

typedef struct StoreSettings {
  const char *path;
  const char *version;               /* what decides the rows: program, model, lexicons, options */
  const char *headers[STORE_TABLES]; /* header lines of the tables, with their LF */
  bool rebuild;                      /* take documents of another version anew */
} StoreSettings;

typedef enum StoreState { STORE_NEW, STORE_CHANGED, STORE_UNCHANGED } StoreState;

/* Opens the file or makes it. NULL and a message: it is no store, is in use, or was written by
 * another version or with other columns and rebuild is not set. With rebuild, documents of another
 * version count as changed, so that a rebuild that was killed goes on where it was; other columns
 * empty the store. */
Store *store_open(const StoreSettings *settings, Err *err);

/* The name of what rows are made from: text, title, date, url, language. */
Digest store_content(const RawDoc *raw);
/* Is a document there, with this content? */
bool store_look(Store *store, Str id, const Digest *content, StoreState *state, Err *err);
/* Puts a document and its rows (lines of each table) in place of what was there under its id; state
 * as store_look told it. What is put becomes lasting with its block, at the latest on store_close.
 */
bool store_put(Store *store, const RawDoc *raw, const Digest *content, StoreState state,
               const Str lines[STORE_TABLES], Err *err);
/* Documents that still have rows of another version: those that no rebuild has met. */
bool store_count_stale(Store *store, uint64_t *stale, Err *err);
/* Makes all lasting and closes. store is gone in any case. */
bool store_close(Store *store, Err *err);
/* Gives up what was put since the last block. NULL allowed. */
void store_drop(Store *store);

/* Writes the tables of the store at path as TSV, all of the same moment, each to its stream (NULL:
 * not wanted), in the order in which their documents first came: after one run the very bytes that
 * the run without a store writes. Write errors are left on the streams. */
bool store_export(const char *path, bool header, FILE *const streams[STORE_TABLES], Err *err);

#endif
