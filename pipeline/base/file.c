#include "base/file.h"

#include "base/arena.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READ_BLOCK = 1 << 16 };

static bool read_all(int fd, const char *path, Buf *out, Err *err) {
  struct stat info;
  if (fstat(fd, &info) == 0 && S_ISDIR(info.st_mode))
    return err_at(err, path, 0, "is a folder, not a file");
  for (;;) {
    if (out->cap - out->len < READ_BLOCK) {
      out->cap = out->cap ? out->cap * 2 : 2 * READ_BLOCK;
      out->ptr = memory_resize(out->ptr, out->cap);
    }
    ssize_t got = read(fd, out->ptr + out->len, out->cap - out->len);
    if (got > 0)
      out->len += (size_t)got;
    else if (got == 0)
      return true;
    else if (errno != EINTR)
      return err_at(err, path, 0, "cannot be read: %s", strerror(errno));
  }
}

bool file_read(const char *path, Buf *out, Err *err) {
  if (strcmp(path, "-") == 0) return read_all(STDIN_FILENO, "standard input", out, err);
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return err_at(err, path, 0, "cannot be opened: %s", strerror(errno));
  bool ok = read_all(fd, path, out, err);
  close(fd);
  return ok;
}

static bool is_special(const char *path) {
  struct stat info;
  return stat(path, &info) == 0 && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode);
}

static char *copy_text(const char *text, const char *suffix) {
  size_t len = strlen(text), more = strlen(suffix);
  char *copy = memory_get(len + more + 1);
  memcpy(copy, text, len);
  memcpy(copy + len, suffix, more + 1);
  return copy;
}

/* mkstemp makes files for the owner alone; an output gets what the umask gives any new file. */
static void widen_permissions(int fd) {
  mode_t mask = umask(0);
  umask(mask);
  (void)fchmod(fd, 0666 & ~mask);
}

static bool open_temporary(Output *out, Err *err) {
  out->temporary = copy_text(out->path, ".XXXXXX");
  int fd = mkstemp(out->temporary);
  if (fd < 0) return err_at(err, out->path, 0, "cannot be written: %s", strerror(errno));
  widen_permissions(fd);
  out->stream = fdopen(fd, "w");
  return true;
}

bool output_open(Output *out, const char *path, Err *err) {
  *out = (Output){0};
  if (!path || strcmp(path, "-") == 0) {
    out->stream = stdout;
    return true;
  }
  struct stat info;
  if (stat(path, &info) == 0 && S_ISDIR(info.st_mode))
    return err_at(err, path, 0, "is a folder, not a file");
  out->path = copy_text(path, "");
  bool ok = true;
  if (is_special(path))
    out->stream = fopen(path, "w");
  else
    ok = open_temporary(out, err);
  if (ok && !out->stream) ok = err_at(err, path, 0, "cannot be written: %s", strerror(errno));
  if (!ok) {
    free(out->temporary); /* mkstemp made no file */
    free(out->path);
    *out = (Output){0};
  }
  return ok;
}

/* fsync fails with EINVAL on pipes and devices, where there is nothing to keep. */
static bool to_disk(FILE *stream) {
  return fflush(stream) == 0 && !ferror(stream) &&
         (fsync(fileno(stream)) == 0 || errno == EINVAL || errno == EROFS || errno == ENOTSUP);
}

bool output_close(Output *out, Err *err) {
  if (!out->stream) return true;
  const char *name = out->path ? out->path : "standard output";
  errno = 0;
  bool ok = to_disk(out->stream);
  int cause = errno;
  if (out->path && fclose(out->stream) != 0) ok = false, cause = errno;
  out->stream = NULL;
  if (ok && out->temporary && rename(out->temporary, out->path) != 0) ok = false, cause = errno;
  if (!ok) {
    err_at(err, name, 0, "cannot be written: %s", strerror(cause ? cause : EIO));
    if (out->temporary) unlink(out->temporary);
  }
  free(out->temporary);
  free(out->path);
  *out = (Output){0};
  return ok;
}

void output_drop(Output *out) {
  if (out->stream && out->path) fclose(out->stream);
  if (out->temporary) unlink(out->temporary);
  free(out->temporary);
  free(out->path);
  *out = (Output){0};
}
