#include "engine/resources.h"

#include "base/arena.h"
#include "base/file.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/stat.h>
#include <unistd.h>

static char *copy_path(Str head, const char *tail) {
  Buf path = {0};
  buf_str(&path, head);
  buf_text(&path, tail);
  buf_byte(&path, '\0');
  return path.ptr;
}

static bool holds_lexicons(const char *folder) {
  char *path = copy_path(str_of(folder), "/lexicons");
  struct stat info;
  bool yes = stat(path, &info) == 0 && S_ISDIR(info.st_mode);
  free(path);
  return yes;
}

/* The running program's file; without /proc (a bare chroot) as it was named when it was started. */
static bool program_path(char path[PATH_MAX]) {
  ssize_t len = readlink("/proc/self/exe", path, PATH_MAX - 1);
  if (len > 0) return path[len] = '\0', true;
  const char *name = (const char *)(uintptr_t)getauxval(AT_EXECFN);
  return name && realpath(name, path) != NULL;
}

/* The folder `up` levels above the running program's file, with a tail; NULL where there is none.
 */
static char *beside_program(int up, const char *tail) {
  char program[PATH_MAX];
  if (!program_path(program)) return NULL;
  Str path = str_of(program);
  for (; up > 0 && path.len; up--)
    while (path.len && path.ptr[--path.len] != '/') continue;
  return copy_path(path, tail);
}

char *resources_folder(const char *data, Err *err) {
  const char *named = data ? data : getenv("SURETY_DATA");
  if (named && *named) {
    if (holds_lexicons(named)) return copy_path(str_of(named), "");
    err_at(err, named, 0, "holds no folder lexicons");
    return NULL;
  }
  static const struct {
    int up;
    const char *tail;
  } PLACES[] = {{1, ""}, {2, ""}, {3, ""}, {2, "/share/surety"}};
  for (size_t i = 0; i < sizeof PLACES / sizeof *PLACES; i++) {
    char *folder = beside_program(PLACES[i].up, PLACES[i].tail);
    if (folder && holds_lexicons(folder)) return folder;
    free(folder);
  }
  err_at(
      err, NULL, 0,
      "no lexicons beside the program or under its prefix; say where: --data DIR or SURETY_DATA");
  return NULL;
}

/* models/default is one line: the name of the model to use when none is asked for. */
static char *model_folder(const char *folder, const char *name, Err *err) {
  Buf line = {0};
  char *path;
  if (name && strchr(name, '/')) return copy_path(str_of(name), "");
  if (!name) {
    path = copy_path(str_of(folder), "/models/default");
    bool ok = file_read(path, &line, err);
    free(path);
    if (!ok) {
      buf_free(&line);
      return NULL;
    }
  } else {
    buf_text(&line, name);
  }
  path = copy_path(str_of(folder), "/models/");
  char *full = copy_path(str_of(path), "");
  Buf joined = {.ptr = full, .len = strlen(full), .cap = strlen(full) + 1};
  buf_str(&joined, str_trim(buf_slice(&line)));
  buf_byte(&joined, '\0');
  free(path);
  buf_free(&line);
  return joined.ptr;
}

static bool load_model(Resources *r, const char *name, Err *err) {
  char *folder = model_folder(r->folder, name, err);
  if (!folder) return false;
  r->has_model = model_load(&r->model, folder, &r->knowledge.digest, err);
  free(folder);
  return r->has_model;
}

/* ---- images ---- */

static const char IMAGE_NAME[] = "/surety.image";

/* Where images are looked for: beside the program, and in the data folder. Owned by the caller. */
static char *image_path(const char *folder, int place) {
  return place == 0 ? beside_program(1, IMAGE_NAME) : copy_path(str_of(folder), IMAGE_NAME);
}

static bool take_image(Resources *r, const Image *image, const Digest *digest, ResourceNeed need) {
  if (!knowledge_take(&r->knowledge, image, digest)) return false;
  if (need == NEED_WORDS || (r->patterns = patterns_take(&r->knowledge.image))) return true;
  knowledge_free(&r->knowledge);
  return false;
}

static bool load_image(Resources *r, const char *lexicons, ResourceNeed need) {
  Digest digest = knowledge_digest(lexicons);
  bool found = false;
  for (int place = 0; !found && place < 2; place++) {
    char *path = image_path(r->folder, place);
    Image image;
    found = path && image_open(&image, path, &digest) && take_image(r, &image, &digest, need);
    free(path);
  }
  return found;
}

bool resources_check_image(const char *folder, Err *err) {
  bool ok = true;
  for (int place = 0; ok && place < 2; place++) {
    char *path = image_path(folder, place);
    ok = !path || image_check(path, err);
    free(path);
  }
  return ok;
}

static bool load_lexicons(Resources *r, const char *lexicons, ResourceNeed need, Err *err) {
  return knowledge_load(&r->knowledge, lexicons, err) &&
         (need == NEED_WORDS || (r->patterns = patterns_load(lexicons, err)));
}

static bool write_image(const Resources *r, const char *path, Err *err) {
  Buf image = {0};
  Output output;
  image_begin(&image, &r->knowledge.digest);
  knowledge_put(&r->knowledge, &image);
  patterns_put(r->patterns, &image);
  image_end(&image);
  bool ok = output_open(&output, path, err);
  if (ok) {
    fwrite(image.ptr, 1, image.len, output.stream);
    ok = output_close(&output, err);
  }
  buf_free(&image);
  return ok;
}

bool resources_write_image(const char *data, const char *path, Err *err) {
  Resources r = {.folder = resources_folder(data, err)};
  if (!r.folder) return false;
  char *lexicons = copy_path(str_of(r.folder), "/lexicons"), *beside = image_path(NULL, 0);
  bool ok = path || beside || err_at(err, NULL, 0, "the program's own folder is not known");
  ok = ok && load_lexicons(&r, lexicons, NEED_LEXICONS, err) &&
       write_image(&r, path ? path : beside, err);
  free(lexicons);
  free(beside);
  resources_free(&r);
  return ok;
}

bool resources_load(Resources *r, const char *data, const char *model_name, ResourceNeed need,
                    Err *err) {
  *r = (Resources){.folder = resources_folder(data, err)};
  if (!r->folder) return false;
  char *lexicons = copy_path(str_of(r->folder), "/lexicons");
  bool ok = load_image(r, lexicons, need) || load_lexicons(r, lexicons, need, err);
  free(lexicons);
  if (ok && need == NEED_MODEL) ok = load_model(r, model_name, err);
  if (!ok) resources_free(r);
  return ok;
}

void resources_free(Resources *r) {
  if (r->has_model) model_free(&r->model);
  patterns_free(r->patterns);
  knowledge_free(&r->knowledge);
  free(r->folder);
  *r = (Resources){0};
}
