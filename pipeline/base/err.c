#include "base/err.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

/* A file name may hold a newline; an error message must stay one line all the same. */
static void keep_one_line(char *text) {
  for (; *text; text++) {
    unsigned char byte = (unsigned char)*text;
    if (byte < 0x20 || byte == 0x7f) *text = '?';
  }
}

bool err_at(Err *err, const char *path, uint64_t line, const char *format, ...) {
  char cause[ERR_TEXT_MAX / 2];
  va_list args;
  va_start(args, format);
  vsnprintf(cause, sizeof cause, format, args);
  va_end(args);
  if (path && line)
    snprintf(err->text, sizeof err->text, "%.450s:%" PRIu64 ": %s", path, line, cause);
  else if (path)
    snprintf(err->text, sizeof err->text, "%.450s: %s", path, cause);
  else
    snprintf(err->text, sizeof err->text, "%s", cause);
  keep_one_line(err->text);
  return false;
}
