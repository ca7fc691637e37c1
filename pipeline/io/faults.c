#include "io/faults.h"

#include <stdarg.h>
#include <stdio.h>

enum { SHOWN_MAX = 120 };

bool faults_add(Faults *faults, const char *path, uint64_t line, const char *format, ...) {
  char cause[ERR_TEXT_MAX / 2];
  va_list args;
  va_start(args, format);
  vsnprintf(cause, sizeof cause, format, args);
  va_end(args);
  Err err;
  err_at(&err, path, line, "%s", cause);
  if (faults->report) faults->report(faults->context, &err);
  faults->count++;
  return false;
}

int faults_shown(Str text) {
  if (text.len <= SHOWN_MAX) return (int)text.len;
  size_t len = SHOWN_MAX;
  while (len && ((unsigned char)text.ptr[len] & 0xc0) == 0x80) len--;
  return (int)len;
}
