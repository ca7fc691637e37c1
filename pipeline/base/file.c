#include "base/file.h"

#include "base/arena.h"
#include "base/unpack.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READ_BLOCK = 1 << 17 };

bool input_open(Input *input, const char *path, Err *err) {
  struct stat info;
  bool standard = strcmp(path, "-") == 0;
  *input = (Input){.path = standard ? "standard input" : path};
  input->fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
  if (input->fd < 0) return err_at(err, path, 0, "cannot be opened: %s", strerror(errno));
  if (fstat(input->fd, &info) != 0 || !S_ISDIR(info.st_mode)) return true;
  input_close(input);
  return err_at(err, input->path, 0, "is a folder, not a file");
}

static void make_room(Buf *out, size_t more) {
  size_t cap = out->cap * 2 > out->len + more ? out->cap * 2 : out->len + more;
  out->ptr = memory_resize(out->ptr, cap);
  out->cap = cap;
}

bool input_open_unpacked(Input *input, const char *path, Err *err) {
  if (!input_open(input, path, err)) return false;
  return input->may_be_packed = true;
}

/* At most room bytes; 0 at the end. */
static bool read_some(Input *input, char *to, size_t room, size_t *len, Err *err) {
  ssize_t got;
  do got = read(input->fd, to, room);
  while (got < 0 && errno == EINTR);
  if (got < 0) return err_at(err, input->path, 0, "cannot be read: %s", strerror(errno));
  *len = (size_t)got;
  input->taken += (uint64_t)got;
  return true;
}

static bool read_plain(Input *input, Buf *out, bool *more, Err *err) {
  size_t got = 0;
  if (!read_some(input, out->ptr + out->len, out->cap - out->len, &got, err)) return false;
  *more = got > 0;
  out->len += got;
  return true;
}

/* The first bytes tell the format; a pipe may give them one by one. */
static bool read_first(Input *input, Buf *out, bool *more, Err *err) {
  char head[UNPACK_MAGIC];
  size_t len = 0, got = 0;
  input->may_be_packed = false;
  do {
    if (!read_some(input, head + len, sizeof head - len, &got, err)) return false;
    len += got;
  } while (got && len < sizeof head);
  input->packed = unpack_new((Str){head, len});
  if (input->packed) return input_read(input, out, more, err);
  if (out->cap - out->len < sizeof head) make_room(out, READ_BLOCK);
  buf_add(out, head, len);
  *more = len > 0;
  return true;
}

bool input_read(Input *input, Buf *out, bool *more, Err *err) {
  if (out->cap == out->len) make_room(out, READ_BLOCK);
  if (input->may_be_packed) return read_first(input, out, more, err);
  if (!input->packed) return read_plain(input, out, more, err);
  return unpack_read(input->packed, input->fd, input->path, out, more, &input->taken, err);
}

void input_close(Input *input) {
  if (input->fd > STDIN_FILENO) close(input->fd);
  unpack_free(input->packed);
  input->packed = NULL;
  input->fd = -1;
}

static bool read_all(Input *input, Buf *out, Err *err) {
  struct stat info;
  if (fstat(input->fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_size > 0)
    make_room(out, (size_t)info.st_size + 1); /* all of it, and a byte to see its end */
  bool ok = true, more = true;
  while (ok && more) ok = input_read(input, out, &more, err);
  input_close(input);
  return ok;
}

bool file_read(const char *path, Buf *out, Err *err) {
  Input input;
  return input_open(&input, path, err) && read_all(&input, out, err);
}

bool file_read_unpacked(const char *path, Buf *out, uint64_t *taken, Err *err) {
  Input input;
  bool ok = input_open_unpacked(&input, path, err) && read_all(&input, out, err);
  *taken = input.taken;
  return ok;
}

bool file_map(const char *path, Str *bytes, Err *err) {
  Input input;
  struct stat info;
  *bytes = (Str){0};
  if (!input_open(&input, path, err)) return false;
  bool ok = fstat(input.fd, &info) == 0;
  if (ok && info.st_size > 0) {
    size_t len = (size_t)info.st_size;
    void *base = mmap(NULL, len, PROT_READ, MAP_PRIVATE | MAP_POPULATE, input.fd, 0);
    ok = base != MAP_FAILED;
    if (ok) *bytes = (Str){base, len};
  }
  if (!ok) err_at(err, path, 0, "cannot be read: %s", strerror(errno));
  input_close(&input);
  return ok;
}

void file_unmap(Str bytes) {
  if (bytes.len) munmap((void *)(uintptr_t)bytes.ptr, bytes.len);
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

/* The folder of a path, and the rest of it as *name. */
static bool folder_of(const char *path, struct stat *folder, const char **name) {
  const char *slash = strrchr(path, '/');
  *name = slash ? slash + 1 : path;
  if (!slash) return stat(".", folder) == 0;
  char *head = copy_text(path, "");
  head[slash - path + 1] = '\0';
  bool there = stat(head, folder) == 0;
  free(head);
  return there;
}

bool output_same(const char *a, const char *b) {
  struct stat x, y;
  const char *name_a, *name_b;
  if (strcmp(a, b) == 0) return true;
  if (strcmp(a, "-") == 0 || strcmp(b, "-") == 0) return false;
  return folder_of(a, &x, &name_a) && folder_of(b, &y, &name_b) && x.st_dev == y.st_dev &&
         x.st_ino == y.st_ino && strcmp(name_a, name_b) == 0;
}

/* fsync fails with EINVAL on pipes and devices, where there is nothing to keep. */
static bool to_disk(FILE *stream) {
  return fflush(stream) == 0 && !ferror(stream) &&
         (fsync(fileno(stream)) == 0 || errno == EINVAL || errno == EROFS || errno == ENOTSUP);
}

static const char *shown_name(const Output *out) {
  return out->path ? out->path : "standard output";
}

bool output_check(Output *out, Err *err) {
  errno = 0;
  return !out->stream || to_disk(out->stream) ||
         err_at(err, shown_name(out), 0, "cannot be written: %s", strerror(errno ? errno : EIO));
}

bool output_close(Output *out, Err *err) {
  if (!out->stream) return true;
  errno = 0;
  bool ok = to_disk(out->stream);
  int cause = errno;
  if (out->path && fclose(out->stream) != 0) ok = false, cause = errno;
  out->stream = NULL;
  if (ok && out->temporary && rename(out->temporary, out->path) != 0) ok = false, cause = errno;
  if (!ok) {
    err_at(err, shown_name(out), 0, "cannot be written: %s", strerror(cause ? cause : EIO));
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

bool output_file(const char *folder, const char *name, Str bytes, Err *err) {
  char path[4096];
  Output out;
  if (snprintf(path, sizeof path, "%s/%s", folder, name) >= (int)sizeof path)
    return err_at(err, folder, 0, "the path is too long");
  if (!output_open(&out, path, err)) return false;
  fwrite(bytes.ptr, 1, bytes.len, out.stream);
  return output_close(&out, err);
}
