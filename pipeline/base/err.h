/* Err: one failure, told in one line that names the place and the cause.
 *
 * A function that can fail takes an Err* last and returns false (or NULL) after filling it. Nothing
 * below the commands prints. Allocation failure is not an Err: it ends the program, in arena and vec only. */
#ifndef SURETY_BASE_ERR_H
#define SURETY_BASE_ERR_H

#include <stdbool.h>
#include <stdint.h>

enum { ERR_TEXT_MAX = 1024 };

typedef struct Err {
  char text[ERR_TEXT_MAX]; /* "path:line: cause", NUL-terminated, one line; empty = no failure */
} Err;

/* Writes "path:line: message" into err and returns false, so that a caller can `return err_at(…)`.
 * path may be NULL (no place known), line 0 (the whole file). Control characters of path and
 * message are shown as '?', so that the message stays one line. Thread-safe by err. */
bool err_at(Err *err, const char *path, uint64_t line, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Is told a failure that does not stop the work at once: of a document, of a row of a lexicon. */
typedef void (*FailureReport)(void *context, const Err *failure);

#endif
