/* JSON lines in and out. The only module that includes jansson, taken because a parser of untrusted
 * JSON should be one that thousands of programs have tried. */
#ifndef SURETY_IO_JSON_H
#define SURETY_IO_JSON_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

/* A parsed value; borrowed from the JsonDocument it came from. */
typedef struct Json Json;

/* One line of JSON parsed whole. False with path, line and cause for anything that is not one JSON
 * object. Thread-safe by document. */
typedef struct JsonDocument {
  Json *root; /* an object */
} JsonDocument;
bool json_parse(JsonDocument *document, Str line, const char *path, uint64_t number, Err *err);
void json_free(JsonDocument *document);

/* A member of an object, NULL where there is none (or value is no object). */
const Json *json_member(const Json *object, const char *name);
/* The text of a string value; an integer is given as its digits, kept in arena. False otherwise. */
bool json_text(const Json *value, Arena *arena, Str *text);
bool json_holds_string(const Json *value);
/* Elements of an array (0 for anything else), and one of them. */
size_t json_length(const Json *array);
const Json *json_item(const Json *array, size_t index);
/* A non-negative integer below 2^32. */
bool json_number(const Json *value, uint32_t *number);

/* Appends text as a JSON string with its quotation marks (RFC 8259: only what must be escaped is).
 */
void json_put_string(Buf *out, Str text);
/* Appends "name":"text", with a comma in front unless it is the first. Nothing for an empty text.
 */
void json_put_member(Buf *out, const char *name, Str text);

#endif
