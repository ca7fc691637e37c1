/* The public interface over the engine. A row is what rows_stances writes, cut into cells, so the
 * library and the command cannot differ. */
#include "base/utf8.h"
#include "base/version.h"
#include "engine/columns.h"
#include "engine/rows.h"
#include "engine/worker.h"
#include "io/reader.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <surety.h>
#include <sys/stat.h>

enum { COLUMNS = 26 }; /* of the stance table; tests hold it to be true */

struct SuretyModel {
  Resources resources;
};

struct SuretyReader {
  Worker worker;
  Arena arena;
  Buf lines;           /* the rows, their tabs and line feeds made NULs */
  VEC(uint32_t) cells; /* where each begins in lines, row by row */
};

const char *surety_version(void) {
  return SURETY_VERSION;
}

/* Copies an error to the caller; always false. */
static bool tell(char *message, size_t size, const Err *err) {
  if (message && size) {
    size_t len = strlen(err->text);
    if (len >= size) len = size - 1;
    memcpy(message, err->text, len);
    message[len] = '\0';
  }
  return false;
}

/* ---- the model ---- */

static bool holds_lexicons(const char *folder) {
  struct stat info;
  Buf path = {0};
  buf_format(&path, "%s/lexicons", folder);
  buf_byte(&path, '\0');
  bool yes = stat(path.ptr, &info) == 0 && S_ISDIR(info.st_mode);
  buf_free(&path);
  return yes;
}

/* The data folder beside this library, be it installed (lib/, lib/<machine>/) or in a build; NULL
 * where there is none. The command finds its own beside the program, which may be any interpreter
 * here. Owned by the caller. */
static char *folder_beside(void) {
  static const char *const PLACES[] = {"/../share/surety", "/../../share/surety", "/../../..",
                                       "/../..", "/.."};
  static const char ANCHOR = 0; /* lies in this library */
  Dl_info info;
  char library[PATH_MAX];
  if (!dladdr(&ANCHOR, &info) || !info.dli_fname || !realpath(info.dli_fname, library)) return NULL;
  *strrchr(library, '/') = '\0';
  for (size_t i = 0; i < sizeof PLACES / sizeof *PLACES; i++) {
    Buf path = {0};
    buf_format(&path, "%s%s", library, PLACES[i]);
    buf_byte(&path, '\0');
    if (holds_lexicons(path.ptr)) return path.ptr;
    buf_free(&path);
  }
  return NULL;
}

SuretyModel *surety_open(const char *data, const char *model, char *message, size_t size) {
  const char *named = getenv("SURETY_DATA");
  char *beside = data || (named && *named) ? NULL : folder_beside();
  SuretyModel *opened = memory_get(sizeof *opened);
  Err err;
  bool ok = resources_load(&opened->resources, data ? data : beside, model, NEED_MODEL, &err);
  free(beside);
  if (ok) return opened;
  free(opened);
  tell(message, size, &err);
  return NULL;
}

void surety_close(SuretyModel *model) {
  if (!model) return;
  resources_free(&model->resources);
  free(model);
}

/* ---- the reader ---- */

SuretyReader *surety_reader_new(const SuretyModel *model) {
  SuretyReader *reader = memory_get(sizeof *reader);
  *reader = (SuretyReader){0};
  worker_init(&reader->worker, &model->resources);
  return reader;
}

void surety_reader_free(SuretyReader *reader) {
  if (!reader) return;
  worker_free(&reader->worker);
  arena_free(&reader->arena);
  buf_free(&reader->lines);
  vec_free(&reader->cells);
  free(reader);
}

void surety_set_min_confidence(SuretyReader *reader, double least) {
  reader->worker.threshold = least;
}

static bool check_article(const SuretyArticle *article, Err *err) {
  const char *id = article->id && *article->id ? article->id : NULL;
  if (!id) return err_at(err, NULL, 0, "an article without an id");
  if (!article->text || !article->length) return err_at(err, id, 0, "is empty");
  if (article->length > INT32_MAX) return err_at(err, id, 0, "is longer than 2 GiB");
  size_t valid = utf8_valid((Str){article->text, article->length});
  return valid == article->length || err_at(err, id, 0, "not valid UTF-8 at byte %zu", valid);
}

/* Metadata that is not UTF-8 would break the table: it is left out. */
static Str metadata(const char *text) {
  Str all = str_of(text);
  return utf8_valid(all) == all.len ? all : (Str){0};
}

static void cut_cells(SuretyReader *reader) {
  Buf *lines = &reader->lines;
  for (size_t at = 0; at < lines->len; at++) {
    if (at == 0 || !lines->ptr[at - 1]) vec_push(&reader->cells, (uint32_t)at);
    if (lines->ptr[at] == '\t' || lines->ptr[at] == '\n') lines->ptr[at] = '\0';
  }
}

bool surety_read(SuretyReader *reader, const SuretyArticle *article, char *message, size_t size) {
  Doc *doc = &reader->worker.doc;
  Err err;
  buf_clear(&reader->lines);
  vec_clear(&reader->cells);
  arena_reset(&reader->arena);
  doc_reset(doc);
  if (!check_article(article, &err)) return tell(message, size, &err);
  doc->id = reader_table_id(&reader->arena, str_of(article->id));
  doc->title = metadata(article->title);
  doc->date = metadata(article->date);
  doc->url = metadata(article->url);
  doc->text = (Str){article->text, article->length};
  bool ok = worker_run(&reader->worker, DEPTH_STANCES, &err);
  if (ok) {
    rows_stances(reader->worker.resources, doc, &reader->lines);
    cut_cells(reader);
  }
  doc_reset(doc); /* nothing of the caller's is kept */
  doc->id = doc->title = doc->date = doc->url = doc->text = (Str){0};
  return ok || tell(message, size, &err);
}

/* ---- rows ---- */

static size_t column_index(const char *name) {
  const Column *columns = TABLE_COLUMNS[TABLE_STANCES].columns;
  for (size_t i = 0; columns[i].name; i++)
    if (strcmp(columns[i].name, name) == 0) return i;
  return COLUMNS;
}

size_t surety_rows(const SuretyReader *reader) {
  return reader->cells.len / COLUMNS;
}

const char *surety_cell(const SuretyReader *reader, size_t row, const char *column) {
  size_t index = column ? column_index(column) : COLUMNS;
  if (index == COLUMNS || row >= surety_rows(reader)) return NULL;
  return reader->lines.ptr + vec_at(&reader->cells, (uint32_t)(row * COLUMNS + index));
}

const char *surety_column(size_t column) {
  return column < COLUMNS ? TABLE_COLUMNS[TABLE_STANCES].columns[column].name : NULL;
}
