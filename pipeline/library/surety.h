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
 * Text is UTF-8 throughout. Offsets in cells count code points. Errors are one line in `message`;
 * nothing is printed. Running out of memory ends the program.
 *
 * The interface grows by new functions and by new fields at the end of SuretyArticle, which must be
 * zero where they are not used. */
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

#ifdef __cplusplus
}
#endif

#endif
