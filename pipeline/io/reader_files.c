/* Which files a run reads. A folder is listed to its end before the first file is read, and sorted,
 * so that documents come in the same order whatever the file system. Folders wait on a stack, so
 * that no depth of them is too much. */
#include "io/reader_parts.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct {
  const char *ending;
  FileKind kind;
} ENDINGS[] = {{".txt", KIND_TEXT},
               {".md", KIND_TEXT},
               {".html", KIND_PAGE},
               {".htm", KIND_PAGE},
               {".jsonl", KIND_LINES}};

FileKind reader_kind(const char *path, Str *name) {
  *name = str_of(path);
  if (str_is(*name, "-")) return KIND_LINES;
  name->len -= str_ends(*name, ".gz") ? 3 : str_ends(*name, ".zst") ? 4 : 0;
  for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++) {
    if (!str_ends(*name, ENDINGS[i].ending)) continue;
    name->len -= strlen(ENDINGS[i].ending);
    return ENDINGS[i].kind;
  }
  *name = str_of(path);
  return KIND_OTHER;
}

static bool is_readable_kind(const char *path) {
  Str name;
  return reader_kind(path, &name) != KIND_OTHER;
}

static char *join(const char *folder, const char *name) {
  Buf path = {0};
  buf_text(&path, folder);
  if (path.len && path.ptr[path.len - 1] != '/') buf_byte(&path, '/');
  buf_text(&path, name);
  buf_byte(&path, '\0');
  return path.ptr;
}

typedef struct {
  Reader *reader;
  FailureReport report;
  void *context;
  uint32_t *failures;
} Listing;

static void complain(const Listing *listing, const char *path, const char *cause) {
  Err err;
  err_at(&err, path, 0, "%s", cause);
  listing->report(listing->context, &err);
  ++*listing->failures;
}

/* Folders that are links are not entered (they may lead back), nor are pipes and devices read. */
static void list_folder(const Listing *listing, const char *root) {
  VEC(char *) folders = {0};
  vec_push(&folders, join(root, ""));
  while (folders.len) {
    char *folder = folders.items[--folders.len];
    DIR *open = opendir(folder);
    if (!open) complain(listing, folder, strerror(errno));
    for (struct dirent *entry; open && (entry = readdir(open));) {
      struct stat info;
      if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) continue;
      char *path = join(folder, entry->d_name);
      bool known = lstat(path, &info) == 0;
      if (known && S_ISDIR(info.st_mode))
        vec_push(&folders, path);
      else if (is_readable_kind(path) && stat(path, &info) == 0 && S_ISREG(info.st_mode))
        vec_push(&listing->reader->paths, path);
      else
        free(path);
    }
    if (open) closedir(open);
    free(folder);
  }
  vec_free(&folders);
}

static int by_bytes(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static uint64_t size_of(const char *path) {
  struct stat info;
  bool known = strcmp(path, "-") == 0 ? fstat(STDIN_FILENO, &info) == 0 : stat(path, &info) == 0;
  return known && S_ISREG(info.st_mode) ? (uint64_t)info.st_size : 0;
}

void reader_open(Reader *reader, const char *const *inputs, uint32_t count, FailureReport report,
                 void *context, uint32_t *failures) {
  *reader = (Reader){0};
  Listing listing = {reader, report, context, failures};
  for (uint32_t i = 0; i < count; i++) {
    struct stat info;
    uint32_t first = reader->paths.len;
    if (strcmp(inputs[i], "-") == 0 || (stat(inputs[i], &info) == 0 && !S_ISDIR(info.st_mode))) {
      vec_push(&reader->paths, strcpy(memory_get(strlen(inputs[i]) + 1), inputs[i]));
    } else if (stat(inputs[i], &info) != 0) {
      complain(&listing, inputs[i], strerror(errno));
    } else {
      list_folder(&listing, inputs[i]);
      if (reader->paths.len == first)
        complain(&listing, inputs[i], "no .txt, .md, .html or .jsonl file in it");
      if (reader->paths.len > first)
        qsort(reader->paths.items + first, reader->paths.len - first, sizeof(char *), by_bytes);
    }
  }
  for (uint32_t i = 0; i < reader->paths.len; i++) reader->total += size_of(reader->paths.items[i]);
}
