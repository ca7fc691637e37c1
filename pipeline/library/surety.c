/* The public interface over the engine. A reader keeps the lines of each table as `surety extract`
 * writes them, so the library and the command cannot differ. */
#include "base/utf8.h"
#include "base/version.h"
#include "engine/piece.h"
#include "engine/rows.h"
#include "io/reader.h"
#include "library/surety_parts.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct SuretyModel {
  Resources resources;
  char id[256];
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
  if (ok) {
    snprintf(opened->id, sizeof opened->id, "%s-l%.12s", opened->resources.model.name,
             opened->resources.knowledge.digest.hex);
    return opened;
  }
  free(opened);
  tell(message, size, &err);
  return NULL;
}

void surety_close(SuretyModel *model) {
  if (!model) return;
  resources_free(&model->resources);
  free(model);
}

const char *surety_model_id(const SuretyModel *model) {
  return model->id;
}

const Resources *surety_resources(const SuretyModel *model) {
  return &model->resources;
}

/* ---- the reader ---- */

SuretyReader *surety_reader_new(const SuretyModel *model) {
  SuretyReader *reader = memory_get(sizeof *reader);
  *reader = (SuretyReader){.tables = 1u << SURETY_STANCES};
  reader->cells = memory_zeroed(SURETY_TABLES, sizeof *reader->cells);
  worker_init(&reader->worker, &model->resources);
  return reader;
}

void surety_reader_free(SuretyReader *reader) {
  if (!reader) return;
  worker_free(&reader->worker);
  arena_free(&reader->arena);
  for (int i = 0; i < SURETY_TABLES; i++) {
    buf_free(&reader->lines[i]);
    buf_free(&reader->cells[i].text);
    vec_free(&reader->cells[i].at);
  }
  vec_free(&reader->attributions);
  free(reader->cells);
  free(reader);
}

void surety_set_min_confidence(SuretyReader *reader, double least) {
  reader->worker.threshold = least;
}

void surety_set_tables(SuretyReader *reader, unsigned tables) {
  reader->tables = tables;
}

void surety_set_passed(SuretyReader *reader, void (*passed)(Str piece)) {
  reader->passed = passed;
}

static bool is_filled(const SuretyReader *reader, SuretyTable table) {
  return reader->tables >> table & 1;
}

/* ---- reading ---- */

static Str str_from(SuretyText text) {
  return (Str){text.bytes, text.bytes ? text.length : 0};
}

static SuretyText text_of(const char *text) {
  return (SuretyText){text, text ? strlen(text) : 0};
}

static bool refuse(const SuretyDocument *d, const char *cause, Err *err) {
  size_t shown = d->id.length < 200 ? d->id.length : 200;
  return err_at(err, NULL, 0, "%.*s: %s", (int)shown, d->id.bytes, cause);
}

static bool check_document(const SuretyDocument *d, Err *err) {
  char cause[64];
  if (!str_from(d->id).len) return err_at(err, NULL, 0, "an article without an id");
  if (!str_from(d->text).len) return refuse(d, "is empty", err);
  if (d->text.length > INT32_MAX) return refuse(d, "is longer than 2 GiB", err);
  size_t valid = utf8_valid(str_from(d->text));
  if (valid == d->text.length) return true;
  snprintf(cause, sizeof cause, "not valid UTF-8 at byte %zu", valid);
  return refuse(d, cause, err);
}

/* What the caller knows of a document; fields of a later version are empty. */
static SuretyDocument document_of(const SuretyDocument *given) {
  SuretyDocument known = {0};
  memcpy(&known, given, given->size < sizeof known ? given->size : sizeof known);
  return known;
}

/* Metadata that is not UTF-8 would break the table: it is left out. */
static Str metadata(SuretyText text) {
  Str all = str_from(text);
  return utf8_valid(all) == all.len ? all : (Str){0};
}

static void forget(SuretyReader *reader) {
  for (int i = 0; i < SURETY_TABLES; i++) {
    buf_clear(&reader->lines[i]);
    buf_clear(&reader->cells[i].text);
    vec_clear(&reader->cells[i].at);
    reader->cells[i].cut = false;
  }
  vec_clear(&reader->attributions);
  arena_reset(&reader->arena);
  doc_reset(&reader->worker.doc);
}

static void fill_doc(SuretyReader *reader, const SuretyDocument *d) {
  Doc *doc = &reader->worker.doc;
  doc->id = reader_table_id(&reader->arena, str_from(d->id));
  doc->title = metadata(d->title);
  doc->date = metadata(d->date);
  doc->url = metadata(d->url);
  doc->language = metadata(d->language);
  doc->text = str_from(d->text);
}

static void take_attributions(SuretyReader *reader, const RowsBefore *before) {
  const Doc *doc = &reader->worker.doc;
  CodePointCursor cursor = {0, before->points};
  for (uint32_t i = 0; i < doc->attributions.len; i++) {
    const Attribution *from = &doc->attributions.items[i];
    SuretyAttribution to = {.parts = from->parts};
    RowsPlace place = rows_place(doc, &cursor, from->source);
    to.source = (SuretySpan){place.start, place.end};
    place = rows_place(doc, &cursor, from->cue);
    to.cue = (SuretySpan){place.start, place.end};
    for (uint32_t k = 0; k < from->parts; k++) {
      place = rows_place(doc, &cursor, from->content[k]);
      to.content[k] = (SuretySpan){place.start, place.end};
    }
    vec_push(&reader->attributions, to);
  }
}

/* What stands once for the whole document, before its pieces and behind them. */
static void begin_tables(SuretyReader *reader, Str given_id) {
  const Doc *doc = &reader->worker.doc;
  if (is_filled(reader, SURETY_ATTRIBUTIONS))
    rows_begin_attributions(given_id, &reader->lines[SURETY_ATTRIBUTIONS]);
  if (is_filled(reader, SURETY_TEXTS)) rows_text(doc, given_id, &reader->lines[SURETY_TEXTS]);
}

static void end_tables(SuretyReader *reader, Str given_id, RowsBefore *before) {
  if (is_filled(reader, SURETY_ATTRIBUTIONS))
    rows_end_attributions(&reader->lines[SURETY_ATTRIBUTIONS]);
  if (is_filled(reader, SURETY_DOCUMENTS))
    rows_pieces_document(&reader->worker.doc, given_id, before, &reader->lines[SURETY_DOCUMENTS]);
}

static void add_piece(SuretyReader *reader, RowsBefore *before) {
  const Doc *doc = &reader->worker.doc;
  Buf *lines = reader->lines;
  if (is_filled(reader, SURETY_STANCES))
    rows_piece_stances(reader->worker.resources, doc, before, &lines[SURETY_STANCES]);
  if (is_filled(reader, SURETY_QUOTATIONS))
    rows_piece_quotations(doc, before, &lines[SURETY_QUOTATIONS]);
  if (is_filled(reader, SURETY_ATTRIBUTIONS)) {
    rows_piece_attributions(doc, before, &lines[SURETY_ATTRIBUTIONS]);
    take_attributions(reader, before);
  }
}

static void next_piece(SuretyReader *reader, const SuretyDocument *document) {
  doc_reset(&reader->worker.doc);
  arena_reset(&reader->arena);
  fill_doc(reader, document);
}

static bool read_pieces(SuretyReader *reader, const SuretyDocument *document, Err *err) {
  Str given_id = str_from(document->id), rest = str_from(document->text);
  RowsBefore before = rows_before(rest);
  bool one = rest.len <= PIECE_MOST;
  if (!one) before.digest = digest_of(rest); /* the text need not be there when a row wants it */
  fill_doc(reader, document);
  begin_tables(reader, given_id);
  while (rest.len) {
    Str piece = reader->worker.doc.text = piece_cut(&rest);
    if (!worker_run(&reader->worker, DEPTH_STANCES, err)) return false;
    add_piece(reader, &before);
    if (rest.len || is_filled(reader, SURETY_DOCUMENTS))
      rows_pass(&before, &reader->worker.doc); /* counts code points, which takes time */
    if (rest.len) next_piece(reader, document);
    if (!one && reader->passed) reader->passed(piece);
  }
  end_tables(reader, given_id, &before);
  return true;
}

bool surety_read_document(SuretyReader *reader, const SuretyDocument *document, char *message,
                          size_t size) {
  Err err;
  SuretyDocument known = document_of(document);
  forget(reader);
  bool ok = check_document(&known, &err) && read_pieces(reader, &known, &err);
  if (!ok) forget(reader);
  doc_reset(&reader->worker.doc); /* nothing of the caller's is kept */
  return ok || tell(message, size, &err);
}

bool surety_read(SuretyReader *reader, const SuretyArticle *article, char *message, size_t size) {
  SuretyDocument document = {.size = sizeof document,
                             .id = text_of(article->id),
                             .text = {article->text, article->length},
                             .title = text_of(article->title),
                             .date = text_of(article->date),
                             .url = text_of(article->url)};
  return surety_read_document(reader, &document, message, size);
}
