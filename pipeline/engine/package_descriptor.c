/* datapackage.json. What describes the tables is made from engine/columns.h and the lexicons, so it
 * cannot say anything else than the program does. */
#include "base/version.h"
#include "engine/package_parts.h"
#include "io/json.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- tables and their columns ---- */

static void put_text(Buf *out, const char *name, const char *text) {
  buf_format(out, "\"%s\": ", name);
  json_put_string(out, str_of(text));
}

/* Values of a column, or the ids of the types, as a JSON array. */
static void put_values(Buf *out, const Column *column, const Knowledge *knowledge) {
  buf_text(out, "\"enum\": [");
  for (uint32_t i = 0; column->of_types ? i < knowledge->types.len : column->values[i] != NULL;
       i++) {
    if (i) buf_text(out, ", ");
    json_put_string(out,
                    column->of_types ? knowledge->types.items[i].id : str_of(column->values[i]));
  }
  buf_byte(out, ']');
}

static void put_constraints(Buf *out, const Column *column, const Knowledge *knowledge) {
  const char *comma = "";
  buf_text(out, ", \"constraints\": {");
  if (column->required) buf_text(out, "\"required\": true"), comma = ", ";
  if (column->unique) buf_format(out, "%s\"unique\": true", comma), comma = ", ";
  if (column->type == COLUMN_INTEGER) buf_format(out, "%s\"minimum\": 0", comma), comma = ", ";
  if (column->type == COLUMN_NUMBER)
    buf_format(out, "%s\"minimum\": 0, \"maximum\": 1", comma), comma = ", ";
  if (column->pattern) {
    buf_text(out, comma);
    put_text(out, "pattern", column->pattern);
    comma = ", ";
  }
  if (column->values || column->of_types) {
    buf_text(out, comma);
    put_values(out, column, knowledge);
  }
  buf_byte(out, '}');
}

static void put_field(Buf *out, const Column *column, const Knowledge *knowledge) {
  buf_text(out, "          {");
  put_text(out, "name", column->name);
  buf_text(out, ", ");
  put_text(out, "type", column_type_name(column->type));
  buf_text(out, ", ");
  put_text(out, "description", column->description);
  if (column->unit) {
    buf_text(out, ", ");
    put_text(out, "unit", column->unit);
  }
  put_constraints(out, column, knowledge);
  buf_byte(out, '}');
}

static void put_schema(Buf *out, const TableColumns *table, const Knowledge *knowledge) {
  buf_text(out, "      \"schema\": {\n        \"fields\": [\n");
  for (const Column *c = table->columns; c->name; c++) {
    if (c != table->columns) buf_text(out, ",\n");
    put_field(out, c, knowledge);
  }
  buf_text(out, "\n        ],\n        \"missingValues\": [\"\"],\n        \"primaryKey\": [");
  for (int i = 0; i < 2 && table->key[i]; i++)
    buf_format(out, "%s\"%s\"", i ? ", " : "", table->key[i]);
  buf_byte(out, ']');
  if (table->of_documents)
    buf_text(out, ",\n        \"foreignKeys\": [{\"fields\": \"doc_id\", \"reference\": "
                  "{\"resource\": \"documents\", \"fields\": \"doc_id\"}}]");
  buf_text(out, "\n      }\n");
}

static void put_resource(Buf *out, const TableColumns *table, const PackageTable *measures,
                         const Knowledge *knowledge) {
  buf_text(out, "    {\n      ");
  put_text(out, "name", table->name);
  buf_text(out, ", ");
  put_text(out, "path", table->file);
  buf_text(out, ",\n      ");
  put_text(out, "description", table->description);
  buf_format(out,
             ",\n      \"profile\": \"tabular-data-resource\", \"format\": \"csv\", "
             "\"mediatype\": \"text/tab-separated-values\", \"encoding\": \"utf-8\",\n"
             "      \"bytes\": %" PRIu64 ", \"hash\": \"sha256:%s\", \"rows\": %" PRIu64 ",\n"
             "      \"dialect\": {\"delimiter\": \"\\t\", \"lineTerminator\": \"\\n\", "
             "\"header\": true, \"doubleQuote\": false, \"skipInitialSpace\": false, "
             "\"caseSensitiveHeader\": true},\n",
             measures->bytes, measures->digest.hex, measures->rows);
  put_schema(out, table, knowledge);
  buf_text(out, "    }");
}

/* ---- what made them ---- */

static int is_table(const struct dirent *entry) {
  return str_ends(str_of(entry->d_name), ".tsv") && entry->d_name[0] != '.';
}

static int by_bytes(const struct dirent **a, const struct dirent **b) {
  return strcmp((*a)->d_name, (*b)->d_name);
}

/* "name": "sha256:…" of every lexicon file. */
static bool put_lexicons(Buf *out, const char *folder, Err *err) {
  struct dirent **entries;
  bool ok = true;
  int count = scandir(folder, &entries, is_table, by_bytes);
  for (int i = 0; i < count; i++) {
    Buf bytes = {0};
    char *path = package_path(folder, entries[i]->d_name);
    ok = ok && file_read(path, &bytes, err);
    buf_format(out, "%s\n        ", i ? "," : "");
    json_put_string(out, str_of(entries[i]->d_name));
    buf_format(out, ": \"sha256:%s\"", digest_of(buf_slice(&bytes)).hex);
    buf_free(&bytes);
    free(path);
    free(entries[i]);
  }
  if (count >= 0) free(entries);
  return ok;
}

static bool put_maker(Buf *out, const PackageContents *d, Err *err) {
  Buf command = {0};
  const Resources *r = d->resources;
  char *lexicons = package_path(r->folder, "lexicons");
  package_command(&command, d);
  buf_format(out, "  \"surety\": {\n    \"version\": \"" SURETY_VERSION "\",\n    \"command\": ");
  json_put_string(out, buf_slice(&command));
  buf_format(out,
             ",\n    \"model\": \"%s\",\n    \"lexicons\": {\n      \"hash\": \"sha256:%s\",\n"
             "      \"files\": {",
             r->model.name, r->knowledge.digest.hex);
  bool ok = put_lexicons(out, lexicons, err);
  buf_text(out, "\n      }\n    }\n  },\n");
  free(lexicons);
  buf_free(&command);
  return ok;
}

/* ---- all of it ---- */

bool package_put_descriptor(Buf *out, const PackageContents *d, Err *err) {
  buf_text(out, "{\n  \"profile\": \"tabular-data-package\",\n  \"name\": \"surety-stances\",\n"
                "  \"title\": \"Stances and quotations of news articles\",\n");
  if (!put_maker(out, d, err)) return false;
  buf_text(out, "  \"resources\": [\n");
  for (int i = 0; i < TABLES; i++) {
    if (i) buf_text(out, ",\n");
    put_resource(out, &TABLE_COLUMNS[i], &d->tables[i], &d->resources->knowledge);
  }
  buf_text(out, "\n  ]\n}\n");
  return true;
}
