/* What describes the tables is made from engine/columns.h and the lexicons, so it cannot say
 * anything else than the program does. Hashes and counts are taken from the finished tables. */
#include "engine/package.h"

#include "base/arena.h"
#include "base/version.h"
#include "io/json.h"
#include "knowledge/table.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
  Digest digest;
  uint64_t bytes, rows;
} Measures; /* of a finished table */

typedef struct {
  const Resources *resources;
  const char *const *command;
  uint32_t words;
  Measures tables[TABLES];
  Table types, guarantees, actors; /* the lexicons that make up the codebook */
} Description;

/* ---- the folder ---- */

static char *path_in(const char *folder, const char *name) {
  Buf path = {0};
  buf_format(&path, "%s/%s", folder, name);
  buf_byte(&path, '\0');
  return path.ptr;
}

static bool open_in(Output *out, const char *folder, const char *name, Err *err) {
  char *path = path_in(folder, name);
  bool ok = output_open(out, path, err);
  free(path);
  return ok;
}

bool package_open(Package *package, const char *folder, Err *err) {
  *package = (Package){.folder = path_in(folder, "")};
  package->made = mkdir(folder, 0777) == 0;
  struct stat info;
  bool there =
      package->made || (errno == EEXIST && stat(folder, &info) == 0 && S_ISDIR(info.st_mode));
  if (!there) return err_at(err, folder, 0, "cannot be made: %s", strerror(errno));
  for (int i = 0; i < TABLES; i++) package->paths[i] = path_in(folder, TABLE_COLUMNS[i].file);
  return open_in(&package->descriptor, folder, "datapackage.json", err) &&
         open_in(&package->readme, folder, "README.md", err);
}

bool package_close(Package *package, bool keep, Err *err) {
  bool ok = !keep || (output_check(&package->readme, err) && output_close(&package->readme, err) &&
                      output_close(&package->descriptor, err));
  output_drop(&package->readme);
  output_drop(&package->descriptor);
  if (!(keep && ok) && package->made) (void)rmdir(package->folder);
  for (int i = 0; i < TABLES; i++) free(package->paths[i]);
  free(package->folder);
  *package = (Package){0};
  return ok;
}

/* ---- measuring the tables ---- */

static bool measure(const Output *table, Measures *measures, Err *err) {
  const char *path = table->temporary ? table->temporary : table->path;
  struct stat info = {0};
  int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
  void *bytes = MAP_FAILED;
  if (fd >= 0 && fstat(fd, &info) == 0 && info.st_size > 0)
    bytes = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
  bool ok = bytes != MAP_FAILED ||
            err_at(err, table->path, 0, "cannot be read back: %s", strerror(errno));
  if (ok) {
    Str all = {bytes, (size_t)info.st_size};
    *measures = (Measures){.digest = digest_of(all), .bytes = all.len};
    for (const char *at = all.ptr, *end = all.ptr + all.len;
         (at = memchr(at, '\n', (size_t)(end - at))); at++)
      measures->rows++;
    measures->rows--; /* the header */
    munmap(bytes, all.len);
  }
  if (fd >= 0) close(fd);
  return ok;
}

/* ---- datapackage.json ---- */

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

static void put_resource(Buf *out, const TableColumns *table, const Measures *measures,
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
    char *path = path_in(folder, entries[i]->d_name);
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

static bool needs_quotes(const char *word) {
  static const char PLAIN[] =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-=:,+@%";
  return !*word || word[strspn(word, PLAIN)] != '\0';
}

/* As a shell would read it back. */
static void command_line(Buf *out, const Description *d) {
  for (uint32_t i = 0; i < d->words; i++) {
    const char *word = d->command[i];
    if (i) buf_byte(out, ' ');
    if (!needs_quotes(word)) {
      buf_text(out, word);
      continue;
    }
    buf_byte(out, '\'');
    for (; *word; word++) buf_text(out, *word == '\'' ? "'\\''" : (char[]){*word, '\0'});
    buf_byte(out, '\'');
  }
}

static bool put_maker(Buf *out, const Description *d, Err *err) {
  Buf command = {0};
  const Resources *r = d->resources;
  char *lexicons = path_in(r->folder, "lexicons");
  command_line(&command, d);
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

static bool put_descriptor(Buf *out, const Description *d, Err *err) {
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

/* ---- README.md ---- */

/* A bar would end the cell of a Markdown table. */
static void put_cell(Buf *out, Str text) {
  for (size_t i = 0; i < text.len; i++) {
    if (text.ptr[i] == '|') buf_byte(out, '\\');
    buf_byte(out, text.ptr[i]);
  }
}

static void put_columns(Buf *out, const TableColumns *table) {
  buf_format(out,
             "\n### %s\n%s.\n\n| column | type | empty? | meaning |\n| --- | --- | --- | --- |\n",
             table->file, table->description);
  for (const Column *c = table->columns; c->name; c++) {
    buf_format(out, "| `%s` | %s | %s | %s", c->name, column_type_name(c->type),
               c->required ? "no" : "may be", c->description);
    if (c->unit) buf_format(out, " (%s)", c->unit);
    buf_text(out, " |\n");
  }
}

/* The first phrases that name a type, in the lexicons' own signs, and how many there are. */
static void put_phrases(Buf *out, const Table *guarantees, Str type) {
  enum { SHOWN = 3 };
  uint32_t count = 0;
  for (uint32_t row = 0; row < guarantees->rows; row++) {
    if (!str_equal(table_cell(guarantees, row, 1), type)) continue;
    if (!str_is(table_cell(guarantees, row, 2), "term")) continue;
    if (count++ >= SHOWN) continue;
    buf_text(out, count > 1 ? ", `" : "`");
    put_cell(out, table_cell(guarantees, row, 0));
    buf_byte(out, '`');
  }
  if (count > SHOWN) buf_format(out, " and %u more", count - SHOWN);
}

static void put_types(Buf *out, const Description *d) {
  buf_text(out, "\n## Types of guarantee\n| `guarantee` | what it is | named by |\n"
                "| --- | --- | --- |\n");
  for (uint32_t row = 0; row < d->types.rows; row++) {
    Str id = table_cell(&d->types, row, 0);
    buf_format(out, "| `%.*s` | ", (int)id.len, id.ptr);
    put_cell(out, table_cell(&d->types, row, 2));
    buf_text(out, " | ");
    put_phrases(out, &d->guarantees, id);
    buf_text(out, " |\n");
  }
  buf_text(out, "\n`(a|b)` is one of these, `[a]` may be missing, `~word` is any form of the word, "
                "`…` up to four words.\n");
}

static void put_sides(Buf *out, const Description *d) {
  buf_text(out,
           "\n## States and bodies\nIds that `holder_id`, `source_id`, `speaker_id` and "
           "`side` use besides the full names of persons; `SIDE:group` is a group or an "
           "unnamed speaker of a side.\n\n| id | | side | name |\n| --- | --- | --- | --- |\n");
  for (uint32_t row = 0; row < d->actors.rows; row++) {
    Str kind = table_cell(&d->actors, row, 1), names = table_cell(&d->actors, row, 3), first;
    if (!str_is(kind, "state") && !str_is(kind, "body")) continue;
    buf_text(out, "| `");
    put_cell(out, table_cell(&d->actors, row, 0));
    buf_format(out, "` | %.*s | ", (int)kind.len, kind.ptr);
    put_cell(out, table_cell(&d->actors, row, 2));
    buf_text(out, " | ");
    if (str_cut(&names, " | ", &first)) put_cell(out, first);
    buf_text(out, " |\n");
  }
}

static void put_readme(Buf *out, const Description *d) {
  const Resources *r = d->resources;
  buf_format(out,
             "# Stances and quotations of %" PRIu64 " documents\n\n"
             "%" PRIu64 " stances and %" PRIu64
             " parts of quotations, found by a program (surety " SURETY_VERSION
             ", model %s, lexicons %.12s), not by people: `confidence` says how "
             "likely a row is right.\n\n```\n",
             d->tables[TABLE_DOCUMENTS].rows, d->tables[TABLE_STANCES].rows,
             d->tables[TABLE_QUOTATIONS].rows, r->model.name, r->knowledge.digest.hex);
  command_line(out, d);
  buf_text(
      out,
      "\n```\n\n## Loading\nPlain TSV: UTF-8, a header row, tabs, no quoting, empty cells are "
      "missing values. `datapackage.json` tells types and keys.\n\n```r\nlibrary(readr)\n"
      "stances <- read_tsv(\"stances.tsv\")\ndocuments <- read_tsv(\"documents.tsv\")\n```\n\n"
      "```python\nimport pandas\nstances = pandas.read_csv(\"stances.tsv\", sep=\"\\t\")\n"
      "documents = pandas.read_csv(\"documents.tsv\", sep=\"\\t\")\n```\n\n"
      "`start` and `end` count code points of the document's text: Python `text[start:end]`, R "
      "`substr(text, start + 1, end)`. Characters that could break a cell have stand-ins, one for "
      "one: `\"` is `＂`, `\\` is `＼`, a tab `␉`, a line feed `␊`. The texts are not part of "
      "this package; `text_sha256` tells whether a text is the same.\n\n## Tables\n");
  for (int i = 0; i < TABLES; i++) put_columns(out, &TABLE_COLUMNS[i]);
  put_types(out, d);
  put_sides(out, d);
}

/* ---- both ---- */

static bool read_lexicon(Table *table, const char *folder, const char *file,
                         const char *const *names, uint32_t count, Err *err) {
  char *lexicons = path_in(folder, "lexicons"), *path = path_in(lexicons, file);
  bool ok = table_read(table, path, names, count, err);
  free(path);
  free(lexicons);
  return ok;
}

static bool read_codebook(Description *d, Err *err) {
  static const char *const TYPES[] = {"id", "rank", "description"};
  static const char *const GUARANTEES[] = {"phrase", "type", "class"};
  static const char *const ACTORS[] = {"id", "class", "side", "names", "adjectives"};
  const char *folder = d->resources->folder;
  return read_lexicon(&d->types, folder, "types.tsv", TYPES, 3, err) &&
         read_lexicon(&d->guarantees, folder, "guarantees.tsv", GUARANTEES, 3, err) &&
         read_lexicon(&d->actors, folder, "actors.tsv", ACTORS, 5, err);
}

static void write_out(const Buf *bytes, Output *out) {
  fwrite(bytes->ptr, 1, bytes->len, out->stream); /* a failure is found on closing */
}

bool package_describe(Package *package, const Output *const tables[TABLES],
                      const Resources *resources, const char *const *command, uint32_t words,
                      Err *err) {
  Description d = {.resources = resources, .command = command, .words = words};
  Buf descriptor = {0}, readme = {0};
  bool ok = read_codebook(&d, err);
  for (int i = 0; ok && i < TABLES; i++) ok = measure(tables[i], &d.tables[i], err);
  ok = ok && put_descriptor(&descriptor, &d, err);
  if (ok) {
    put_readme(&readme, &d);
    write_out(&descriptor, &package->descriptor);
    write_out(&readme, &package->readme);
  }
  table_free(&d.types);
  table_free(&d.guarantees);
  table_free(&d.actors);
  buf_free(&descriptor);
  buf_free(&readme);
  return ok;
}
