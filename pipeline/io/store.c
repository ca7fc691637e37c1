/* One connection with EXCLUSIVE locking: the first transaction takes the lock, and it stays until
 * the file is closed or the process is gone. The journal is SQLite's rollback journal, since a
 * write-ahead log does not work on network file systems. */
#include "io/store_parts.h"

#include "base/arena.h"
#include "io/tsv.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

enum { WAIT_MS = 5000, BLOCK_DOCUMENTS = 256, BLOCK_BYTES = 8 << 20, CACHE_KIB = 8 << 10 };

struct Store {
  const char *path; /* borrowed */
  sqlite3 *db;
  Buf version;
  sqlite3_stmt *look, *put_document, *clear[STORE_TABLES], *put_row[STORE_TABLES];
  bool in_block;
  uint32_t documents; /* of the block */
  size_t bytes;
};

/* ---- SQLite's errors ---- */

static bool fault(const char *path, sqlite3 *db, Err *err) {
  switch (sqlite3_errcode(db) & 0xff) {
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return err_at(err, path, 0, "is in use by another run; try again when that has ended");
  case SQLITE_NOTADB:
    return err_at(err, path, 0, "is no store of surety");
  default:
    return err_at(err, path, 0, "%s", sqlite3_errmsg(db));
  }
}

static bool run(Store *store, const char *sql, Err *err) {
  return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK ||
         fault(store->path, store->db, err);
}

static bool prepare(Store *store, const char *sql, sqlite3_stmt **statement, Err *err) {
  return sqlite3_prepare_v2(store->db, sql, -1, statement, NULL) == SQLITE_OK ||
         fault(store->path, store->db, err);
}

/* A statement that gives no row, or only its first. */
static bool step(Store *store, sqlite3_stmt *statement, bool *row, Err *err) {
  int status = sqlite3_step(statement);
  *row = status == SQLITE_ROW;
  return *row || status == SQLITE_DONE || fault(store->path, store->db, err);
}

static bool step_and_reset(Store *store, sqlite3_stmt *statement, Err *err) {
  bool row, ok = step(store, statement, &row, err);
  sqlite3_reset(statement);
  return ok;
}

/* The empty text becomes NULL, as R and SQL have the missing value. */
static void bind(sqlite3_stmt *statement, int column, Str text) {
  if (text.len)
    sqlite3_bind_text64(statement, column, text.ptr, text.len, SQLITE_STATIC, SQLITE_UTF8);
  else
    sqlite3_bind_null(statement, column);
}

static Str column_text(sqlite3_stmt *statement, int column) {
  const char *text = (const char *)sqlite3_column_text(statement, column);
  return (Str){text, text ? (size_t)sqlite3_column_bytes(statement, column) : 0};
}

/* One number or text; *text is appended to. */
static bool ask(Store *store, const char *sql, Buf *text, Err *err) {
  sqlite3_stmt *statement = NULL;
  bool row;
  bool ok = prepare(store, sql, &statement, err) && step(store, statement, &row, err);
  if (ok && row) buf_str(text, column_text(statement, 0));
  sqlite3_finalize(statement);
  return ok;
}

/* ---- the schema ---- */

static bool create(Store *store, const StoreSettings *settings, Err *err) {
  Buf sql = {0};
  store_sql_create(settings, &sql);
  bool ok = run(store, sql.ptr, err);
  buf_free(&sql);
  return ok;
}

static bool drop_tables(Store *store, Err *err) {
  return run(store,
             "DROP TABLE IF EXISTS stances; DROP TABLE IF EXISTS quotations; DROP TABLE IF EXISTS "
             "documents; DROP TABLE IF EXISTS settings",
             err);
}

/* The header line of a table as it is in the store. */
static bool stored_header(Store *store, StoreTable table, Buf *header, Err *err) {
  Buf sql = {0};
  store_sql_header(table, &sql);
  bool ok = ask(store, sql.ptr, header, err);
  buf_free(&sql);
  return ok;
}

static bool same_columns(Store *store, const StoreSettings *settings, bool *same, Err *err) {
  *same = true;
  for (int t = 0; t < STORE_TABLES; t++) {
    Buf header = {0};
    if (!stored_header(store, (StoreTable)t, &header, err)) return false;
    *same &= str_is(buf_slice(&header), settings->headers[t]);
    buf_free(&header);
  }
  return true;
}

static bool set_version(Store *store, Err *err) {
  sqlite3_stmt *set = NULL;
  bool ok = prepare(store, "INSERT OR REPLACE INTO settings VALUES ('version', ?)", &set, err);
  if (ok) bind(set, 1, buf_slice(&store->version));
  ok = ok && step_and_reset(store, set, err);
  sqlite3_finalize(set);
  return ok;
}

/* A store there is: is it one of this version? */
static bool check_version(Store *store, const StoreSettings *settings, Err *err) {
  Buf version = {0};
  bool same;
  bool ok = same_columns(store, settings, &same, err) &&
            ask(store, "SELECT value FROM settings WHERE name = 'version'", &version, err);
  Str old = buf_slice(&version);
  if (ok && !settings->rebuild && (!same || !str_equal(old, buf_slice(&store->version))))
    ok = err_at(err, store->path, 0,
                "was written by %.*s%s, this is %s; --rebuild takes its documents anew",
                (int)old.len, old.ptr, same ? "" : " with other columns", settings->version);
  if (ok && !same) ok = drop_tables(store, err) && create(store, settings, err);
  buf_free(&version);
  return ok;
}

static bool prepare_all(Store *store, const StoreSettings *settings, Err *err) {
  bool ok =
      prepare(store, "SELECT content_sha256, version FROM documents WHERE doc_id = ?", &store->look,
              err) &&
      prepare(store,
              "INSERT INTO documents (doc_id, content_sha256, title, date, url, language, version) "
              "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (doc_id) DO UPDATE SET content_sha256 = "
              "excluded.content_sha256, title = excluded.title, date = excluded.date, url = "
              "excluded.url, language = excluded.language, version = excluded.version "
              "RETURNING number",
              &store->put_document, err);
  for (int t = 0; ok && t < STORE_TABLES; t++) {
    Buf sql = {0};
    store_sql_put_row((StoreTable)t, settings->headers[t], &sql);
    ok = prepare(store, sql.ptr, &store->put_row[t], err);
    store_sql_clear_rows((StoreTable)t, &sql);
    ok = ok && prepare(store, sql.ptr, &store->clear[t], err);
    buf_free(&sql);
  }
  return ok;
}

/* ---- opening and closing ---- */

static bool open_file(Store *store, int flags, Err *err) {
  char pragmas[128];
  if (sqlite3_open_v2(store->path, &store->db, flags, NULL) != SQLITE_OK)
    return fault(store->path, store->db, err);
  sqlite3_busy_timeout(store->db, WAIT_MS);
  sqlite3_snprintf(sizeof pragmas, pragmas, "PRAGMA cache_size = -%d", CACHE_KIB);
  return run(store, pragmas, err);
}

/* Empty, a store, or somebody else's file? */
static bool look_at_file(Store *store, bool *empty, Err *err) {
  Buf tables = {0}, application = {0};
  bool ok = ask(store, "SELECT count(*) FROM sqlite_master", &tables, err) &&
            ask(store, "PRAGMA application_id", &application, err);
  uint32_t id;
  *empty = str_is(buf_slice(&tables), "0");
  if (ok && !*empty && (!str_number(buf_slice(&application), &id) || id != STORE_APPLICATION_ID))
    ok = err_at(err, store->path, 0, "is no store of surety");
  buf_free(&tables);
  buf_free(&application);
  return ok;
}

/* The lock first, the mode that keeps it second: in that mode a connection that waits for the lock
 * would not give up its right to read, and whoever has the lock would wait for it in vain. */
static bool set_up(Store *store, const StoreSettings *settings, Err *err) {
  bool empty;
  return open_file(store, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err) &&
         run(store, "BEGIN EXCLUSIVE; PRAGMA locking_mode = EXCLUSIVE", err) &&
         look_at_file(store, &empty, err) &&
         (empty ? create(store, settings, err) : check_version(store, settings, err)) &&
         set_version(store, err) && run(store, "COMMIT", err) && prepare_all(store, settings, err);
}

Store *store_open(const StoreSettings *settings, Err *err) {
  Store *store = memory_get(sizeof *store);
  *store = (Store){.path = settings->path};
  buf_text(&store->version, settings->version);
  if (set_up(store, settings, err)) return store;
  store_drop(store);
  return NULL;
}

void store_drop(Store *store) {
  if (!store) return;
  sqlite3_finalize(store->look);
  sqlite3_finalize(store->put_document);
  for (int t = 0; t < STORE_TABLES; t++) {
    sqlite3_finalize(store->clear[t]);
    sqlite3_finalize(store->put_row[t]);
  }
  sqlite3_close(store->db); /* rolls back what was not committed */
  buf_free(&store->version);
  free(store);
}

static bool end_block(Store *store, Err *err) {
  if (!store->in_block) return true;
  store->in_block = false;
  store->documents = 0;
  store->bytes = 0;
  return run(store, "COMMIT", err);
}

bool store_close(Store *store, Err *err) {
  bool ok = end_block(store, err);
  store_drop(store);
  return ok;
}

/* ---- documents ---- */

Digest store_content(const RawDoc *raw) {
  const Str parts[] = {raw->text, raw->title, raw->date, raw->url, raw->language};
  enum { PARTS = sizeof parts / sizeof *parts };
  Str pieces[2 * PARTS];
  char lengths[PARTS][24];
  for (size_t i = 0; i < PARTS; i++) { /* so that what moves from one to the next is a change */
    pieces[2 * i] =
        (Str){lengths[i], (size_t)snprintf(lengths[i], sizeof lengths[i], "%zu:", parts[i].len)};
    pieces[2 * i + 1] = parts[i];
  }
  return digest_of_all(pieces, 2 * PARTS);
}

bool store_look(Store *store, Str id, const Digest *content, StoreState *state, Err *err) {
  bool row;
  bind(store->look, 1, id);
  bool ok = step(store, store->look, &row, err);
  *state = STORE_NEW;
  if (ok && row)
    *state = str_is(column_text(store->look, 0), content->hex) &&
                     str_equal(column_text(store->look, 1), buf_slice(&store->version))
                 ? STORE_UNCHANGED
                 : STORE_CHANGED;
  sqlite3_reset(store->look);
  return ok;
}

static bool put_document(Store *store, const RawDoc *raw, const Digest *content,
                         sqlite3_int64 *number, Err *err) {
  const Str cells[] = {raw->id,       str_of(content->hex),      raw->title, raw->date, raw->url,
                       raw->language, buf_slice(&store->version)};
  bool row;
  for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
    bind(store->put_document, (int)i + 1, cells[i]);
  bool ok = step(store, store->put_document, &row, err);
  if (ok) *number = sqlite3_column_int64(store->put_document, 0);
  sqlite3_reset(store->put_document);
  return ok;
}

static bool put_rows(Store *store, StoreTable table, sqlite3_int64 number, Str lines, Err *err) {
  sqlite3_stmt *put = store->put_row[table];
  sqlite3_bind_int64(put, 1, number);
  for (Str line, cell; str_cut(&lines, "\n", &line) && lines.ptr;) {
    for (int column = 2; str_cut(&line, "\t", &cell); column++) bind(put, column, cell);
    if (!step_and_reset(store, put, err)) return false;
  }
  return true;
}

static bool clear_rows(Store *store, StoreTable table, sqlite3_int64 number, Err *err) {
  sqlite3_bind_int64(store->clear[table], 1, number);
  return step_and_reset(store, store->clear[table], err);
}

bool store_put(Store *store, const RawDoc *raw, const Digest *content, StoreState state,
               const Str lines[STORE_TABLES], Err *err) {
  sqlite3_int64 number;
  if (!store->in_block && !run(store, "BEGIN IMMEDIATE", err)) return false;
  store->in_block = true;
  if (!put_document(store, raw, content, &number, err)) return false;
  for (int t = 0; t < STORE_TABLES; t++) {
    if (state != STORE_NEW && !clear_rows(store, (StoreTable)t, number, err)) return false;
    if (!put_rows(store, (StoreTable)t, number, lines[t], err)) return false;
    store->bytes += lines[t].len;
  }
  store->documents++;
  if (store->documents < BLOCK_DOCUMENTS && store->bytes < BLOCK_BYTES) return true;
  return end_block(store, err);
}

bool store_count_stale(Store *store, uint64_t *stale, Err *err) {
  sqlite3_stmt *count = NULL;
  bool row;
  bool ok = prepare(store, "SELECT count(*) FROM documents WHERE version <> ?", &count, err);
  if (ok) bind(count, 1, buf_slice(&store->version));
  ok = ok && step(store, count, &row, err);
  if (ok) *stale = (uint64_t)sqlite3_column_int64(count, 0);
  sqlite3_finalize(count);
  return ok;
}

/* ---- export ---- */

/* Cells as the TSV had them, whatever was done to the file since. */
static void export_row(sqlite3_stmt *rows, Buf *line) {
  int columns = sqlite3_column_count(rows);
  for (int i = 1; i < columns; i++) {
    if (i > 1) buf_byte(line, '\t');
    if (sqlite3_column_type(rows, i) == SQLITE_FLOAT)
      buf_format(line, "%.4f", sqlite3_column_double(rows, i));
    else
      tsv_put_cell(line, column_text(rows, i));
  }
  buf_byte(line, '\n');
}

static bool export_rows(Store *store, StoreTable table, FILE *stream, Err *err) {
  Buf text = {0};
  sqlite3_stmt *rows = NULL;
  store_sql_rows(table, &text);
  bool more, ok = prepare(store, text.ptr, &rows, err);
  while (ok && (ok = step(store, rows, &more, err)) && more) {
    buf_clear(&text);
    export_row(rows, &text);
    fwrite(text.ptr, 1, text.len, stream);
  }
  sqlite3_finalize(rows);
  buf_free(&text);
  return ok;
}

static bool export_table(Store *store, StoreTable table, bool header, FILE *stream, Err *err) {
  Buf names = {0};
  if (!stream) return true;
  bool ok = stored_header(store, table, &names, err);
  if (ok && header) fwrite(names.ptr, 1, names.len, stream);
  buf_free(&names);
  return ok && export_rows(store, table, stream, err);
}

bool store_export(const char *path, bool header, FILE *const streams[STORE_TABLES], Err *err) {
  Store *store = memory_get(sizeof *store);
  bool empty = false;
  *store = (Store){.path = path};
  /* For writing where that is allowed: what a killed run left is rolled back then. */
  bool ok = open_file(store, SQLITE_OPEN_READWRITE, err) && run(store, "BEGIN", err) &&
            look_at_file(store, &empty, err);
  if (ok && empty) ok = err_at(err, path, 0, "is no store of surety");
  for (int t = 0; ok && t < STORE_TABLES; t++)
    ok = export_table(store, (StoreTable)t, header, streams[t], err);
  store_drop(store);
  return ok;
}
