/* Tables of rows are made from the header lines of the TSV, so that a column is named in one place;
 * what SQL has as its type follows from its name. */
#include "io/store_parts.h"

static const char *const TABLE_NAMES[STORE_TABLES] = {"stances", "quotations"};

/* Cuts the next column's name off a header line. */
static bool next_column(Str *header, Str *name) {
  if (str_ends(*header, "\n")) header->len--;
  return str_cut(header, "\t", name);
}

static const char *type_of(Str column) {
  static const char *const WHOLE[] = {"start", "end", "part"};
  for (size_t i = 0; i < sizeof WHOLE / sizeof *WHOLE; i++)
    if (str_is(column, WHOLE[i])) return "INTEGER";
  return str_is(column, "confidence") || str_starts(column, "p_") ? "REAL" : "TEXT";
}

static void table_sql(StoreTable table, Str header, Buf *sql) {
  Str name;
  buf_format(sql, "CREATE TABLE %s (\n  document INTEGER NOT NULL REFERENCES documents (number)",
             TABLE_NAMES[table]);
  while (next_column(&header, &name))
    buf_format(sql, ",\n  \"%.*s\" %s", (int)name.len, name.ptr, type_of(name));
  buf_format(sql, "\n);\nCREATE INDEX %s_document ON %s (document);\n", TABLE_NAMES[table],
             TABLE_NAMES[table]);
}

void store_sql_create(const StoreSettings *settings, Buf *sql) {
  buf_clear(sql);
  buf_format(sql,
             "PRAGMA application_id = %d;\n"
             "CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);\n"
             "CREATE TABLE documents (\n  number INTEGER PRIMARY KEY,\n  doc_id TEXT NOT NULL "
             "UNIQUE,\n  content_sha256 TEXT NOT NULL,\n  title TEXT,\n  date TEXT,\n  url TEXT,\n "
             " language TEXT,\n  version TEXT NOT NULL\n);\n",
             STORE_APPLICATION_ID);
  for (int t = 0; t < STORE_TABLES; t++)
    table_sql((StoreTable)t, str_of(settings->headers[t]), sql);
  buf_byte(sql, '\0');
}

void store_sql_header(StoreTable table, Buf *sql) {
  buf_clear(sql);
  buf_format(sql,
             "SELECT group_concat(name, char(9)) || char(10) FROM pragma_table_info('%s') "
             "WHERE cid > 0",
             TABLE_NAMES[table]);
  buf_byte(sql, '\0');
}

void store_sql_put_row(StoreTable table, const char *header, Buf *sql) {
  Str rest = str_of(header), name;
  buf_clear(sql);
  buf_format(sql, "INSERT INTO %s VALUES (?", TABLE_NAMES[table]);
  while (next_column(&rest, &name)) buf_text(sql, ", ?");
  buf_text(sql, ")");
  buf_byte(sql, '\0');
}

void store_sql_clear_rows(StoreTable table, Buf *sql) {
  buf_clear(sql);
  buf_format(sql, "DELETE FROM %s WHERE document = ?", TABLE_NAMES[table]);
  buf_byte(sql, '\0');
}

void store_sql_rows(StoreTable table, Buf *sql) {
  buf_clear(sql);
  buf_format(sql, "SELECT * FROM %s ORDER BY document, rowid", TABLE_NAMES[table]);
  buf_byte(sql, '\0');
}
