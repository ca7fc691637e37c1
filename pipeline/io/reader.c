#include "io/reader.h"

#include "base/utf8.h"
#include "io/json.h"
#include "io/tsv.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* ---- which files ---- */

static bool has_ending(const char *path, const char *ending) {
  return str_ends(str_of(path), ending);
}

static bool is_readable_kind(const char *path) {
  return has_ending(path, ".txt") || has_ending(path, ".md") || has_ending(path, ".jsonl");
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
        complain(&listing, inputs[i], "no .txt, .md or .jsonl file in it");
      if (reader->paths.len > first)
        qsort(reader->paths.items + first, reader->paths.len - first, sizeof(char *), by_bytes);
    }
  }
}

void reader_close(Reader *reader) {
  for (uint32_t i = 0; i < reader->paths.len; i++) free(reader->paths.items[i]);
  vec_free(&reader->paths);
  vec_free(&reader->seen);
  if (reader->in_lines) input_close(&reader->input);
  buf_free(&reader->lines);
  *reader = (Reader){0};
}

/* ---- ids ---- */

static bool seen_before(Reader *reader, uint64_t hash) {
  if (!hash) hash = 1;
  uint32_t mask = reader->seen.len - 1;
  for (uint32_t at = (uint32_t)hash & mask;; at = (at + 1) & mask) {
    uint64_t *slot = &reader->seen.items[at];
    if (*slot == hash) return true;
    if (!*slot) return *slot = hash, reader->seen_count++, false;
  }
}

/* Ids are kept as 64-bit hashes: 16 bytes a document, however long the id. */
static bool is_duplicate(Reader *reader, Str id) {
  if (reader->seen_count * 2 >= reader->seen.len) {
    Reader bigger = *reader;
    uint32_t len = reader->seen.len ? reader->seen.len * 2 : 1024;
    bigger.seen.items = memory_get(len * sizeof(uint64_t));
    memset(bigger.seen.items, 0, len * sizeof(uint64_t));
    bigger.seen.len = bigger.seen.cap = len;
    bigger.seen_count = 0;
    for (uint32_t i = 0; i < reader->seen.len; i++)
      if (reader->seen.items[i]) seen_before(&bigger, reader->seen.items[i]);
    vec_free(&reader->seen);
    *reader = bigger;
  }
  return seen_before(reader, hash_bytes(id.ptr, id.len));
}

/* An id for tables: valid UTF-8, no character that the dialect forbids, a letter in front. */
static Str table_id(Arena *arena, Str given) {
  Buf id = {0};
  uint32_t width = 0;
  size_t valid = utf8_valid(given);
  if (!valid || utf8_case(utf8_at(given, 0, &width)) == LETTER_NONE) buf_byte(&id, 'd');
  for (Str rest = given; rest.len;) {
    tsv_put_verbatim(&id, (Str){rest.ptr, valid});
    if (valid < rest.len) buf_text(&id, "\xef\xbf\xbd"), valid++;
    rest.ptr += valid;
    rest.len -= valid;
    valid = utf8_valid(rest);
  }
  Str kept = str_trim(buf_slice(&id));
  kept = (Str){arena_copy(arena, kept.ptr, kept.len), kept.len};
  buf_free(&id);
  return kept;
}

static Str id_of_path(Arena *arena, const char *path) {
  if (strcmp(path, "-") == 0) return STR("stdin");
  Str name = str_of(path);
  while (str_starts(name, "./")) name.ptr += 2, name.len -= 2;
  name.len -= str_ends(name, ".txt") ? 4 : str_ends(name, ".md") ? 3 : 0;
  char *id = arena_copy(arena, name.ptr, name.len);
  for (size_t i = 0; i < name.len; i++)
    if (id[i] == '/') id[i] = '-';
  return (Str){id, name.len};
}

/* ---- one file, one document ---- */

static ReadStatus check_text(Reader *reader, RawDoc *raw, Err *err) {
  if (is_duplicate(reader, raw->id)) {
    err_at(err, raw->path, raw->line, "a document with the id %.*s was read before",
           (int)(raw->id.len < 200 ? raw->id.len : 200), raw->id.ptr);
    return READ_FAILED;
  }
  if (raw->text.len >= UINT32_MAX / 2) {
    err_at(err, raw->path, raw->line, "the text is larger than 2 GiB");
    return READ_FAILED;
  }
  return READ_DOCUMENT;
}

static ReadStatus read_text_file(Reader *reader, const char *path, Arena *arena, RawDoc *raw,
                                 Err *err) {
  Buf bytes = {0};
  bool ok = file_read(path, &bytes, err);
  Str text = buf_slice(&bytes);
  if (ok && str_starts(text, "\xef\xbb\xbf")) text.ptr += 3, text.len -= 3;
  if (ok && !text.len) ok = err_at(err, path, 0, "is empty");
  size_t valid = ok ? utf8_valid(text) : 0;
  if (ok && valid < text.len)
    ok = err_at(err, path, 0, "not valid UTF-8 at byte %zu", valid + (bytes.len - text.len));
  if (ok) {
    raw->path = path;
    raw->text = (Str){arena_copy(arena, text.ptr, text.len), text.len};
    raw->given_id = raw->id = table_id(arena, id_of_path(arena, path));
  }
  buf_free(&bytes);
  return ok ? check_text(reader, raw, err) : READ_FAILED;
}

/* ---- JSON lines ---- */

static Str kept_member(const Json *object, const char *name, Arena *arena) {
  Str text;
  if (!json_text(json_member(object, name), arena, &text)) return (Str){0};
  return (Str){arena_copy(arena, text.ptr, text.len), text.len};
}

static bool take_members(const Json *object, Arena *arena, RawDoc *raw, Err *err) {
  raw->given_id = kept_member(object, "id", arena);
  if (!raw->given_id.len) return err_at(err, raw->path, raw->line, "no \"id\"");
  if (!json_holds_string(json_member(object, "text")))
    return err_at(err, raw->path, raw->line, "no \"text\"");
  raw->text = kept_member(object, "text", arena);
  if (!raw->text.len) return err_at(err, raw->path, raw->line, "the text is empty");
  raw->id = table_id(arena, raw->given_id);
  raw->title = kept_member(object, "title", arena);
  raw->date = kept_member(object, "date", arena);
  raw->url = kept_member(object, "url", arena);
  raw->language = kept_member(object, "language", arena);
  return true;
}

static ReadStatus read_line(Reader *reader, Str line, Arena *arena, RawDoc *raw, Err *err) {
  JsonDocument json;
  size_t valid = utf8_valid(line);
  if (valid < line.len) {
    err_at(err, raw->path, raw->line, "not valid UTF-8 at byte %zu of the line", valid);
    return READ_FAILED;
  }
  if (!json_parse(&json, line, raw->path, raw->line, err)) return READ_FAILED;
  bool ok = take_members(json.root, arena, raw, err);
  json_free(&json);
  return ok ? check_text(reader, raw, err) : READ_FAILED;
}

/* Reads on behind what is left of the block, which moves to its front. */
static bool read_block(Reader *reader, Err *err) {
  Buf *lines = &reader->lines;
  if (reader->at) memmove(lines->ptr, lines->ptr + reader->at, lines->len - reader->at);
  lines->len -= reader->at;
  reader->at = 0;
  return input_read(&reader->input, lines, &reader->more, err);
}

/* The next whole line, blank or not, without its LF; READ_END behind the last. */
static ReadStatus cut_line(Reader *reader, Str *line, Err *err) {
  size_t known = 0; /* bytes of the line that hold no LF */
  for (;;) {
    Str left = {reader->lines.ptr + reader->at, reader->lines.len - reader->at};
    const char *end = left.len > known ? memchr(left.ptr + known, '\n', left.len - known) : NULL;
    if (end || !reader->more) {
      *line = (Str){left.ptr, end ? (size_t)(end - left.ptr) : left.len};
      reader->at += line->len + (end != NULL);
      reader->line += left.len > 0;
      return left.len ? READ_DOCUMENT : READ_END;
    }
    known = left.len;
    if (!read_block(reader, err)) return READ_FAILED;
  }
}

/* The next line with something on it. It lies in the block: used before the next call. */
static ReadStatus next_line(Reader *reader, Str *line, Err *err) {
  for (;;) {
    ReadStatus status = cut_line(reader, line, err);
    if (status != READ_DOCUMENT) return status;
    if (reader->line == 1 && str_starts(*line, "\xef\xbb\xbf")) line->ptr += 3, line->len -= 3;
    if (str_trim(*line).len) return READ_DOCUMENT;
  }
}

static bool open_lines(Reader *reader, const char *path, Err *err) {
  if (!input_open(&reader->input, path, err)) return false;
  buf_clear(&reader->lines);
  reader->at = 0;
  reader->line = 0;
  if (read_block(reader, err) && (reader->more || err_at(err, reader->input.path, 0, "is empty")))
    return reader->in_lines = true;
  input_close(&reader->input);
  return false;
}

static void close_lines(Reader *reader) {
  input_close(&reader->input);
  reader->in_lines = false;
}

ReadStatus reader_next(Reader *reader, Arena *arena, RawDoc *raw, Err *err) {
  for (;;) {
    *raw = (RawDoc){0};
    if (reader->in_lines) {
      Str line;
      ReadStatus status = next_line(reader, &line, err);
      raw->path = reader->input.path;
      raw->line = reader->line;
      if (status == READ_DOCUMENT) return read_line(reader, line, arena, raw, err);
      close_lines(reader);
      if (status == READ_FAILED) return READ_FAILED;
    }
    if (reader->next_path == reader->paths.len) return READ_END;
    const char *path = reader->paths.items[reader->next_path++];
    if (strcmp(path, "-") != 0 && !has_ending(path, ".jsonl"))
      return read_text_file(reader, path, arena, raw, err);
    if (!open_lines(reader, path, err)) return READ_FAILED;
  }
}

Str reader_table_id(Arena *arena, Str given) {
  return table_id(arena, given);
}
