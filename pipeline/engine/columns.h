/* Columns: what each table holds, told once for machines (Frictionless Table Schema) and for people
 * (the codebook). The names and their order are those of the headers in engine/rows.h. */
#ifndef SURETY_ENGINE_COLUMNS_H
#define SURETY_ENGINE_COLUMNS_H

#include "base/str.h"

#include <stdint.h>

typedef enum ColumnType { COLUMN_TEXT, COLUMN_INTEGER, COLUMN_NUMBER } ColumnType;

typedef struct Column {
  const char *name;
  ColumnType type;
  bool required;             /* never empty */
  bool unique;               /* no value twice in the table */
  bool of_types;             /* its values are the ids of the lexicons' guarantee types */
  const char *const *values; /* all values there are, ended by NULL; or NULL */
  const char *pattern;       /* XML Schema regular expression of the whole cell, or NULL */
  const char *unit;          /* of a number, or NULL */
  const char *description;   /* one sentence without its stop */
} Column;

typedef struct TableColumns {
  const char *file, *name, *description;
  const Column *columns; /* ended by a zeroed one */
  const char *key[2];    /* primary key; the second may be NULL */
  bool of_documents;     /* doc_id refers to the table of documents */
} TableColumns;

/* The tables of a package. */
enum { TABLE_STANCES, TABLE_QUOTATIONS, TABLE_DOCUMENTS, TABLES };
extern const TableColumns TABLE_COLUMNS[TABLES];

/* "string", "integer", "number". */
const char *column_type_name(ColumnType type);

#endif
