/* A package is described when its tables are finished: hashes and counts are taken from the files
 * as they are, and not from what was meant to go into them. */
#include "engine/package_parts.h"

#include "base/arena.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- the folder ---- */

char *package_path(const char *folder, const char *name) {
  Buf path = {0};
  buf_format(&path, "%s/%s", folder, name);
  buf_byte(&path, '\0');
  return path.ptr;
}

static bool open_in(Output *out, const char *folder, const char *name, Err *err) {
  char *path = package_path(folder, name);
  bool ok = output_open(out, path, err);
  free(path);
  return ok;
}

bool package_open(Package *package, const char *folder, Err *err) {
  *package = (Package){.folder = package_path(folder, "")};
  package->made = mkdir(folder, 0777) == 0;
  struct stat info;
  bool there =
      package->made || (errno == EEXIST && stat(folder, &info) == 0 && S_ISDIR(info.st_mode));
  if (!there) return err_at(err, folder, 0, "cannot be made: %s", strerror(errno));
  for (int i = 0; i < TABLES; i++) package->paths[i] = package_path(folder, TABLE_COLUMNS[i].file);
  return open_in(&package->descriptor, folder, "datapackage.json", err) &&
         open_in(&package->readme, folder, "README.md", err);
}

bool package_close(Package *package, bool keep, Err *err) {
  bool ok = !keep || (output_check(&package->readme, err) && output_close(&package->readme, err) &&
                      output_close(&package->descriptor, err));
  output_drop(&package->readme);
  output_drop(&package->descriptor);
  if (!(keep && ok) && package->made) (void)rmdir(package->folder);
  for (int i = 0; i < TABLES; i++) free(package->paths[i]);
  free(package->folder);
  *package = (Package){0};
  return ok;
}

/* ---- measuring the tables ---- */

static bool measure(const Output *table, PackageTable *measures, Err *err) {
  const char *path = table->temporary ? table->temporary : table->path;
  struct stat info = {0};
  int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
  void *bytes = MAP_FAILED;
  if (fd >= 0 && fstat(fd, &info) == 0 && info.st_size > 0)
    bytes = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
  bool ok = bytes != MAP_FAILED ||
            err_at(err, table->path, 0, "cannot be read back: %s", strerror(errno));
  if (ok) {
    Str all = {bytes, (size_t)info.st_size};
    *measures = (PackageTable){.digest = digest_of(all), .bytes = all.len};
    for (const char *at = all.ptr, *end = all.ptr + all.len;
         (at = memchr(at, '\n', (size_t)(end - at))); at++)
      measures->rows++;
    measures->rows--; /* the header */
    munmap(bytes, all.len);
  }
  if (fd >= 0) close(fd);
  return ok;
}

/* ---- the command ---- */

static bool needs_quotes(const char *word) {
  static const char PLAIN[] =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-=:,+@%";
  return !*word || word[strspn(word, PLAIN)] != '\0';
}

void package_command(Buf *out, const PackageContents *d) {
  for (uint32_t i = 0; i < d->words; i++) {
    const char *word = d->command[i];
    if (i) buf_byte(out, ' ');
    if (!needs_quotes(word)) {
      buf_text(out, word);
      continue;
    }
    buf_byte(out, '\'');
    for (; *word; word++) buf_text(out, *word == '\'' ? "'\\''" : (char[]){*word, '\0'});
    buf_byte(out, '\'');
  }
}

/* ---- all of it ---- */

static bool read_lexicon(Table *table, const char *folder, const char *file,
                         const char *const *names, uint32_t count, Err *err) {
  char *lexicons = package_path(folder, "lexicons"), *path = package_path(lexicons, file);
  bool ok = table_read(table, path, names, count, err);
  free(path);
  free(lexicons);
  return ok;
}

static bool read_codebook(PackageContents *d, Err *err) {
  static const char *const TYPES[] = {"id", "rank", "description"};
  static const char *const GUARANTEES[] = {"phrase", "type", "class"};
  static const char *const ACTORS[] = {"id", "class", "side", "names", "adjectives"};
  const char *folder = d->resources->folder;
  return read_lexicon(&d->types, folder, "types.tsv", TYPES, 3, err) &&
         read_lexicon(&d->guarantees, folder, "guarantees.tsv", GUARANTEES, 3, err) &&
         read_lexicon(&d->actors, folder, "actors.tsv", ACTORS, 5, err);
}

static void write_out(const Buf *bytes, Output *out) {
  fwrite(bytes->ptr, 1, bytes->len, out->stream); /* a failure is found on closing */
}

bool package_describe(Package *package, const Output *const tables[TABLES],
                      const Resources *resources, const char *const *command, uint32_t words,
                      Err *err) {
  PackageContents d = {.resources = resources, .command = command, .words = words};
  Buf descriptor = {0}, readme = {0};
  bool ok = read_codebook(&d, err);
  for (int i = 0; ok && i < TABLES; i++) ok = measure(tables[i], &d.tables[i], err);
  ok = ok && package_put_descriptor(&descriptor, &d, err);
  if (ok) {
    package_put_readme(&readme, &d);
    write_out(&descriptor, &package->descriptor);
    write_out(&readme, &package->readme);
  }
  table_free(&d.types);
  table_free(&d.guarantees);
  table_free(&d.actors);
  buf_free(&descriptor);
  buf_free(&readme);
  return ok;
}
