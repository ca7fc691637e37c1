/* libsurety: who supports, rejects or attaches conditions to what, in whose words, from C and from
 * whatever can call C.
 *
 *   char message[SURETY_MESSAGE];
 *   SuretyModel *model = surety_open(NULL, NULL, message, sizeof message);
 *   SuretyReader *reader = surety_reader_new(model);
 *   SuretyArticle article = {.id = "a1", .text = text, .length = strlen(text)};
 *   if (surety_read(reader, &article, message, sizeof message))
 *     for (size_t row = 0; row < surety_rows(reader); row++)
 *       puts(surety_cell(reader, row, "evidence"));
 *   surety_reader_free(reader);
 *   surety_close(model);
 *
 * Threads: a SuretyModel is only read and may serve any number of threads at once; a SuretyReader
 * belongs to one thread at a time. Open the model before other threads start: the loader of the
 * classifier needs the process to itself. There is no other state.
 *
 * Text is UTF-8 throughout. Offsets in cells and spans count code points, half-open. Errors are one
 * line in `message`; nothing is printed. Running out of memory ends the program.
 *
 * The command `surety extract` is a client of this header: all that it writes of a document comes
 * from surety_read_document: the lines of surety_table_lines.
 *
 * The interface grows by new functions and by new fields at the end of SuretyDocument, whose `size`
 * tells which of them a caller knows. */
#ifndef SURETY_H
#define SURETY_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined __GNUC__
#define SURETY_API __attribute__((visibility("default")))
#else
#define SURETY_API
#endif

enum { SURETY_MESSAGE = 1024 }; /* bytes that hold any message */

typedef struct SuretyModel SuretyModel;   /* lexicons, patterns and classifier */
typedef struct SuretyReader SuretyReader; /* reads one article after the other */

/* "0.1.0": of the library that runs, which need not be the one compiled against. */
SURETY_API const char *surety_version(void);

/* Loads lexicons and a model. data: the folder that holds lexicons/ and models/, NULL for the one
 * that SURETY_DATA names or that is installed with the library. model: a folder of models/ or a
 * path with a slash, NULL for the usual one. NULL and a message where that fails; message may be
 * NULL. Close with surety_close. */
SURETY_API SuretyModel *surety_open(const char *data, const char *model, char *message,
                                    size_t size);
/* After all its readers were freed. NULL is allowed. */
SURETY_API void surety_close(SuretyModel *model);

/* A reader for one thread; it borrows the model. Free with surety_reader_free (NULL is allowed). */
SURETY_API SuretyReader *surety_reader_new(const SuretyModel *model);
SURETY_API void surety_reader_free(SuretyReader *reader);
/* Keeps rows of at least this confidence, 0 to 1; a negative one is the model's own threshold,
 * which is what a new reader keeps to. */
SURETY_API void surety_set_min_confidence(SuretyReader *reader, double least);

typedef struct SuretyArticle {
  const char *id;                 /* NUL-terminated; not empty */
  const char *text;               /* need not be NUL-terminated */
  size_t length;                  /* of text, in bytes; 1 to 2^31 - 1 */
  const char *title, *date, *url; /* NUL-terminated, or NULL */
} SuretyArticle;

/* Reads an article; the rows of the one before are gone. False and a message where it cannot be
 * read (no text, not valid UTF-8, too long): there are no rows then. The article is borrowed for
 * the call only. */
SURETY_API bool surety_read(SuretyReader *reader, const SuretyArticle *article, char *message,
                            size_t size);

/* Rows of the article read last: one a stance, in order of the text. */
SURETY_API size_t surety_rows(const SuretyReader *reader);
/* A cell of row 0 … surety_rows - 1, as the table of `surety extract` has it: NUL-terminated, ""
 * where the table has nothing. NULL for a row or a column that is not there. Valid until the reader
 * reads again. */
SURETY_API const char *surety_cell(const SuretyReader *reader, size_t row, const char *column);
/* Name of column 0, 1, … of the table; NULL beyond the last. */
SURETY_API const char *surety_column(size_t column);

/* ---- all that is known of a document ---- */

typedef enum SuretyTable {                      /* what a reader can fill */
                           SURETY_STANCES,      /* a row a stance */
                           SURETY_QUOTATIONS,   /* a row a part of a quotation */
                           SURETY_ATTRIBUTIONS, /* no columns: see surety_attribution */
                           SURETY_TEXTS,     /* no columns: the document as it was read, one line of
                                                JSON */
                           SURETY_DOCUMENTS, /* one row: the document, and how much was found in it
                                              */
                           SURETY_TABLES
} SuretyTable;

/* Which tables the next documents fill: a sum of 1u << SURETY_STANCES and so on. A new reader fills
 * the stances alone. What is not filled costs nothing and has no rows. */
SURETY_API void surety_set_tables(SuretyReader *reader, unsigned tables);

typedef struct SuretyText {
  const char *bytes; /* need not be NUL-terminated; NULL for none */
  size_t length;
} SuretyText;

typedef struct SuretyDocument {
  size_t size;                           /* sizeof (SuretyDocument) */
  SuretyText id, text;                   /* not empty; a text has at most 2^31 - 1 bytes */
  SuretyText title, date, url, language; /* left out where they are not valid UTF-8 */
} SuretyDocument;

/* As surety_read, with all that a document may have. */
SURETY_API bool surety_read_document(SuretyReader *reader, const SuretyDocument *document,
                                     char *message, size_t size);

/* What the document read last has in a table; 0 for a table that is not filled. */
SURETY_API size_t surety_table_rows(const SuretyReader *reader, SuretyTable table);
/* As surety_cell and surety_column, of any table. */
SURETY_API const char *surety_table_cell(const SuretyReader *reader, SuretyTable table, size_t row,
                                         const char *column);
SURETY_API const char *surety_table_column(SuretyTable table, size_t column);

/* The document's lines of a table as `surety extract` writes them, each with its line feed: rows in
 * TSV, or one line of JSON for attributions and texts. Not NUL-terminated; *length bytes, valid
 * until the reader reads again. */
SURETY_API const char *surety_table_lines(const SuretyReader *reader, SuretyTable table,
                                          size_t *length);
/* The header line of a table, with its line feed; "" for a table of JSON lines. */
SURETY_API const char *surety_table_header(SuretyTable table);

typedef struct SuretySpan {
  size_t start, end; /* code points of the text, half-open; equal: nothing */
} SuretySpan;

enum { SURETY_PARTS = 4 };

typedef struct SuretyAttribution { /* someone's words or thoughts, whatever they are about */
  SuretySpan source;               /* who is cited */
  SuretySpan cue;                  /* the reporting words */
  SuretySpan content[SURETY_PARTS];
  size_t parts; /* of content that are used */
} SuretyAttribution;

/* Attribution 0 … surety_table_rows(reader, SURETY_ATTRIBUTIONS) - 1, in order of the text; NULL
 * beyond. Valid until the reader reads again. */
SURETY_API const SuretyAttribution *surety_attribution(const SuretyReader *reader, size_t row);

/* What decided: the model's name and the beginning of the lexicons' hash, as column `model` has
 * it. Lives as long as the model. */
SURETY_API const char *surety_model_id(const SuretyModel *model);

#ifdef __cplusplus
}
#endif

#endif
