/* README.md, for people: what the tables are, how to load them, what their columns and ids mean.
 * The codebook is the lexicons' own. */
#include "base/version.h"
#include "engine/package_parts.h"

#include <inttypes.h>

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

static void put_types(Buf *out, const PackageContents *d) {
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

static void put_sides(Buf *out, const PackageContents *d) {
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

void package_put_readme(Buf *out, const PackageContents *d) {
  const Resources *r = d->resources;
  buf_format(out,
             "# Stances and quotations of %" PRIu64 " documents\n\n"
             "%" PRIu64 " stances and %" PRIu64
             " parts of quotations, found by a program (surety " SURETY_VERSION
             ", model %s, lexicons %.12s), not by people: `confidence` says how "
             "likely a row is right.\n\n```\n",
             d->tables[TABLE_DOCUMENTS].rows, d->tables[TABLE_STANCES].rows,
             d->tables[TABLE_QUOTATIONS].rows, r->model.name, r->knowledge.digest.hex);
  package_command(out, d);
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
