#include "fuzz.h"

#include "base/sealed.h"
#include "io/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

void fuzz_broken(const char *file, int line, const char *promise, const char *detail) {
  fprintf(stderr, "%s:%d: does not hold: %s%s%s\n", file, line, promise, detail ? ": " : "",
          detail ? detail : "");
  abort();
}

const Resources *fuzz_resources(bool with_model) {
  static Resources resources;
  static bool loaded;
  Err err;
  if (loaded) return &resources;
  if (!resources_load(&resources, NULL, NULL, with_model ? NEED_MODEL : NEED_WORDS, &err)) {
    fprintf(stderr, "set-up: %s\n", err.text);
    exit(2);
  }
  loaded = true;
  return &resources;
}

/* ---- files ---- */

static int memory_file(Str bytes) {
  int fd = memfd_create("fuzz", 0);
  FUZZ_HOLDS(fd >= 0);
  for (size_t done = 0; done < bytes.len;) {
    ssize_t put = write(fd, bytes.ptr + done, bytes.len - done);
    FUZZ_HOLDS(put > 0);
    done += (size_t)put;
  }
  FUZZ_HOLDS(lseek(fd, 0, SEEK_SET) == 0);
  return fd;
}

const char *fuzz_file(Str bytes) {
  static int last = -1;
  static char path[64];
  if (last >= 0) close(last);
  last = memory_file(bytes);
  snprintf(path, sizeof path, "/proc/self/fd/%d", last);
  return path;
}

void fuzz_standard_input(Str bytes) {
  int fd = memory_file(bytes);
  FUZZ_HOLDS(dup2(fd, STDIN_FILENO) == STDIN_FILENO);
  close(fd);
}

static char folder[64];

static void remove_folder(void) {
  char command[128];
  snprintf(command, sizeof command, "rm -rf %s", folder);
  if (system(command) != 0) fprintf(stderr, "%s: still there\n", folder);
}

const char *fuzz_folder(void) {
  if (*folder) return folder;
  strcpy(folder, access("/dev/shm", W_OK) == 0 ? "/dev/shm/fuzz.XXXXXX" : "/tmp/fuzz.XXXXXX");
  FUZZ_HOLDS(mkdtemp(folder) != NULL);
  atexit(remove_folder);
  return folder;
}

void fuzz_sealed(const char *magic, const uint8_t *data, size_t size, Buf *file) {
  Str body = {(const char *)data + 1, size - 1};
  if (data[0] & 1)
    sealed_add(magic, body, file);
  else
    buf_str(file, body);
}

void fuzz_write(const char *where, const char *name, Str bytes) {
  char path[256];
  snprintf(path, sizeof path, "%s/%s", where, name);
  FILE *file = fopen(path, "wb");
  FUZZ_HOLDS(file != NULL);
  FUZZ_HOLDS(!bytes.len || fwrite(bytes.ptr, 1, bytes.len, file) == bytes.len);
  FUZZ_HOLDS(fclose(file) == 0);
}

/* ---- UTF-8 ---- */

/* The length of the sequence at p, 0 for none (RFC 3629, section 4). */
static size_t sequence(const unsigned char *p, size_t left) {
  static const struct {
    unsigned char first, last, second_first, second_last;
    size_t length;
  } FORMS[] = {{0x00, 0x7f, 0, 0, 1},          {0xc2, 0xdf, 0x80, 0xbf, 2},
               {0xe0, 0xe0, 0xa0, 0xbf, 3},    {0xe1, 0xec, 0x80, 0xbf, 3},
               {0xed, 0xed, 0x80, 0x9f, 3},    {0xee, 0xef, 0x80, 0xbf, 3},
               {0xf0, 0xf0, 0x90, 0xbf, 4},    {0xf1, 0xf3, 0x80, 0xbf, 4},
               {0xf4, 0xf4, 0x80, 0x8f, 4}};
  for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++) {
    if (p[0] < FORMS[i].first || p[0] > FORMS[i].last) continue;
    if (FORMS[i].length > left) return 0;
    if (FORMS[i].length > 1 && (p[1] < FORMS[i].second_first || p[1] > FORMS[i].second_last))
      return 0;
    for (size_t k = 2; k < FORMS[i].length; k++)
      if (p[k] < 0x80 || p[k] > 0xbf) return 0;
    return FORMS[i].length;
  }
  return 0;
}

bool fuzz_utf8(Str bytes, size_t *points) {
  *points = 0;
  for (size_t at = 0; at < bytes.len; ++*points) {
    size_t length = sequence((const unsigned char *)bytes.ptr + at, bytes.len - at);
    if (!length) return false;
    at += length;
  }
  return true;
}

void fuzz_keep_valid(Str bytes, Buf *text) {
  buf_clear(text);
  for (size_t at = 0; at < bytes.len;) {
    size_t length = sequence((const unsigned char *)bytes.ptr + at, bytes.len - at);
    buf_add(text, bytes.ptr + at, length);
    at += length ? length : 1;
  }
}

/* ---- what was written ---- */

static uint32_t cells_of(Str line) {
  uint32_t cells = 0;
  for (Str cell; str_cut(&line, "\t", &cell); cells++) continue;
  return cells;
}

static void check_characters(Str table) {
  static const char *const BROKEN[] = {"\"",       "\\",           "\x7f",         "\xc2\x85",
                                       "\xef\xbb\xbf", "\xe2\x80\xa8", "\xe2\x80\xa9"};
  for (size_t i = 0; i < table.len; i++) {
    unsigned char byte = (unsigned char)table.ptr[i];
    FUZZ_HOLDS(byte >= 0x20 || byte == '\t' || byte == '\n');
  }
  for (size_t i = 0; i < sizeof BROKEN / sizeof *BROKEN; i++)
    FUZZ_HOLDS(!table.len || !memmem(table.ptr, table.len, BROKEN[i], strlen(BROKEN[i])));
}

void fuzz_check_table(Str table, const char *header, uint32_t rows) {
  uint32_t columns = cells_of(str_of(header)), seen = 0;
  size_t points;
  FUZZ_HOLDS(fuzz_utf8(table, &points));
  FUZZ_HOLDS(!table.len || table.ptr[table.len - 1] == '\n');
  check_characters(table);
  for (Str rest = table, line; rest.len && str_cut(&rest, "\n", &line); seen++)
    FUZZ_HOLDS(cells_of(line) == columns);
  FUZZ_HOLDS(seen == rows);
}

void fuzz_check_line(JsonDocument *line, Str bytes) {
  Err err;
  FUZZ_HOLDS(bytes.len && memchr(bytes.ptr, '\n', bytes.len) == bytes.ptr + bytes.len - 1);
  FUZZ_HOLDS_ERR(json_parse(line, bytes, NULL, 0, &err), &err);
}
