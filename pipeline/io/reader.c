/* Documents as they come. An id is known before the text is looked at, so what belongs to another
 * shard costs little; lines are cut out of blocks of the file, and a long text is lifted out of its
 * line before that is parsed. */
#include "io/reader_parts.h"

#include "base/utf8.h"
#include "io/json.h"
#include "io/long_text.h"
#include "io/page.h"
#include "io/tsv.h"

#include <stdlib.h>
#include <string.h>

enum { TEXT_MOST = INT32_MAX }; /* bytes: places are 32-bit numbers */

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

static Str id_of_path(Arena *arena, Str name) {
  while (str_starts(name, "./")) name.ptr += 2, name.len -= 2;
  char *id = arena_copy(arena, name.ptr, name.len);
  for (size_t i = 0; i < name.len; i++)
    if (id[i] == '/') id[i] = '-';
  return (Str){id, name.len};
}

static bool is_ours(const Reader *reader, Str id) {
  return !reader->shard.parts ||
         hash_bytes(id.ptr, id.len) % reader->shard.parts == reader->shard.part - 1;
}

/* A line whose id cannot be known falls into a shard by its place, so that one of them tells it. */
static bool is_ours_by_place(const Reader *reader, const RawDoc *raw) {
  Str path = str_of(raw->path);
  uint64_t place = hash_pair(hash_bytes(path.ptr, path.len), raw->line);
  return !reader->shard.parts || place % reader->shard.parts == reader->shard.part - 1;
}

/* ---- one file, one document ---- */

static ReadStatus check_text(Reader *reader, RawDoc *raw, Err *err) {
  if (is_duplicate(reader, raw->id)) {
    err_at(err, raw->path, raw->line, "a document with the id %.*s was read before",
           (int)(raw->id.len < 200 ? raw->id.len : 200), raw->id.ptr);
    return READ_FAILED;
  }
  if (raw->text.len > TEXT_MOST) {
    err_at(err, raw->path, raw->line, "the text is larger than 2 GiB");
    return READ_FAILED;
  }
  return READ_DOCUMENT;
}

/* A text as it is, but for a byte order mark. */
static bool take_text(Str bytes, Arena *arena, RawDoc *raw, Err *err) {
  Str text = bytes;
  if (str_starts(text, "\xef\xbb\xbf")) text.ptr += 3, text.len -= 3;
  if (!text.len) return err_at(err, raw->path, 0, "is empty");
  size_t valid = utf8_valid(text);
  if (valid < text.len)
    return err_at(err, raw->path, 0, "not valid UTF-8 at byte %zu", valid + (bytes.len - text.len));
  raw->text = long_text_move(arena, text);
  return true;
}

/* What a page tells, where the line of JSON around it does not. */
static bool take_page(Str html, Arena *arena, RawDoc *raw, Err *err) {
  Page page;
  if (!page_read(html, arena, &page, raw->path, raw->line, err)) return false;
  raw->text = page.text;
  if (!raw->title.len) raw->title = page.title;
  if (!raw->date.len) raw->date = page.date;
  if (!raw->url.len) raw->url = page.url;
  if (!raw->language.len) raw->language = page.language;
  return true;
}

/* raw has its path and its id. */
static ReadStatus read_whole_file(Reader *reader, FileKind kind, Arena *arena, RawDoc *raw,
                                  Err *err) {
  Buf bytes = {0};
  uint64_t taken;
  bool ok = file_read_unpacked(raw->path, &bytes, &taken, err) &&
            (kind == KIND_PAGE ? take_page : take_text)(buf_slice(&bytes), arena, raw, err);
  reader->taken += taken;
  buf_free(&bytes);
  return ok ? check_text(reader, raw, err) : READ_FAILED;
}

/* ---- JSON lines ---- */

static Str kept_member(const Json *object, const char *name, Arena *arena) {
  Str text;
  if (!json_text(json_member(object, name), arena, &text)) return (Str){0};
  return (Str){arena_copy(arena, text.ptr, text.len), text.len};
}

/* text: where it is long and was lifted out of the line; the object has an empty one then. */
static bool take_members(const Json *object, const LongText *text, Arena *arena, RawDoc *raw,
                         Err *err) {
  Str html;
  bool has_text = json_holds_string(json_member(object, "text"));
  bool has_page = json_holds_string(json_member(object, "html"));
  if (!has_text && !has_page) return err_at(err, raw->path, raw->line, "no \"text\"");
  raw->text = text->escaped.len ? long_text_take(text, arena) : kept_member(object, "text", arena);
  raw->title = kept_member(object, "title", arena);
  raw->date = kept_member(object, "date", arena);
  raw->url = kept_member(object, "url", arena);
  raw->language = kept_member(object, "language", arena);
  if (raw->text.len) return true;
  if (has_page && json_text(json_member(object, "html"), arena, &html))
    return take_page(html, arena, raw, err);
  return err_at(err, raw->path, raw->line, "the text is empty");
}

/* A line whose long text was lifted out; false where it has none, or where the rest is broken. */
static bool parse_rest(Str line, LongText *text, RawDoc *raw, JsonDocument *json) {
  Err unused;
  Buf rest = {0};
  if (!long_text_find(line, text)) return *text = (LongText){0}, false;
  long_text_without(line, text, &rest);
  bool ok = json_parse(json, buf_slice(&rest), raw->path, raw->line, &unused);
  if (!ok) *text = (LongText){0};
  buf_free(&rest);
  return ok;
}

/* One line as an object, its id, and its text where that is long. */
static bool parse_line(Str line, Arena *arena, RawDoc *raw, JsonDocument *json, LongText *text,
                       Err *err) {
  size_t valid = utf8_valid(line);
  if (valid < line.len)
    return err_at(err, raw->path, raw->line, "not valid UTF-8 at byte %zu of the line", valid);
  if (!parse_rest(line, text, raw, json) && !json_parse(json, line, raw->path, raw->line, err))
    return false;
  raw->given_id = kept_member(json->root, "id", arena);
  if (raw->given_id.len) {
    raw->id = table_id(arena, raw->given_id);
    return true;
  }
  json_free(json);
  return err_at(err, raw->path, raw->line, "no \"id\"");
}

/* False where the line belongs to another shard; else *status tells what became of it. */
static bool read_line(Reader *reader, Str line, Arena *arena, RawDoc *raw, ReadStatus *status,
                      Err *err) {
  JsonDocument json;
  LongText text;
  *status = READ_FAILED;
  if (!parse_line(line, arena, raw, &json, &text, err)) return is_ours_by_place(reader, raw);
  bool ours = is_ours(reader, raw->id);
  bool ok = ours && take_members(json.root, &text, arena, raw, err);
  json_free(&json);
  if (ok) *status = check_text(reader, raw, err);
  return ours;
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
    if (known > TEXT_MOST) {
      err_at(err, reader->input.path, reader->line + 1, "the line is larger than 2 GiB");
      return READ_FAILED;
    }
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
  if (!input_open_unpacked(&reader->input, path, err)) return false;
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
  reader->taken += reader->input.taken;
  reader->in_lines = false;
}

/* The next document of the file that is being read by lines; READ_END behind its last. */
static ReadStatus next_of_lines(Reader *reader, Arena *arena, RawDoc *raw, Err *err) {
  for (;;) {
    Str line;
    *raw = (RawDoc){.path = reader->input.path};
    ReadStatus status = next_line(reader, &line, err);
    raw->line = reader->line;
    if (status != READ_DOCUMENT) return status;
    raw->number = ++reader->number;
    if (read_line(reader, line, arena, raw, &status, err)) return status;
  }
}

ReadStatus reader_next(Reader *reader, Arena *arena, RawDoc *raw, Err *err) {
  for (;;) {
    if (reader->in_lines) {
      ReadStatus status = next_of_lines(reader, arena, raw, err);
      if (raw->number) return status; /* of one line; else of the whole file */
      close_lines(reader);
      if (status == READ_FAILED) return READ_FAILED;
    }
    *raw = (RawDoc){0};
    if (reader->next_path == reader->paths.len) return READ_END;
    const char *path = reader->paths.items[reader->next_path++];
    Str name;
    FileKind kind = reader_kind(path, &name);
    raw->path = path;
    if (kind == KIND_LINES) {
      if (!open_lines(reader, path, err)) return READ_FAILED;
      continue;
    }
    raw->number = ++reader->number;
    raw->given_id = raw->id = table_id(arena, id_of_path(arena, name));
    if (is_ours(reader, raw->id)) return read_whole_file(reader, kind, arena, raw, err);
  }
}

Str reader_table_id(Arena *arena, Str given) {
  return table_id(arena, given);
}
