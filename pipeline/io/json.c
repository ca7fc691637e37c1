#include "io/json.h"

#include <jansson.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

/* Json is json_t under another name, so that no other module needs jansson's header. */
static const json_t *unwrap(const Json *value) {
  return (const json_t *)(const void *)value;
}
static const Json *wrap(const json_t *value) {
  return (const Json *)(const void *)value;
}

/* Where jansson finds no memory it leaves letters out of strings: the program ends instead. This is
 * said once, before the first line is parsed in any thread. */
static void use_memory(void) {
  json_set_alloc_funcs(memory_get, free);
}

bool json_parse(JsonDocument *document, Str line, const char *path, uint64_t number, Err *err) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  json_error_t fault;
  pthread_once(&once, use_memory);
  document->root = NULL;
  json_t *root = json_loadb(line.ptr, line.len, JSON_ALLOW_NUL, &fault);
  if (!root)
    return err_at(err, path, number, "broken JSON at byte %d: %s", fault.position, fault.text);
  if (!json_is_object(root)) {
    json_decref(root);
    return err_at(err, path, number, "the line is not a JSON object");
  }
  document->root = (Json *)(void *)root;
  return true;
}

void json_free(JsonDocument *document) {
  json_decref((json_t *)(void *)document->root);
  document->root = NULL;
}

const Json *json_member(const Json *object, const char *name) {
  return wrap(json_object_get(unwrap(object), name));
}

bool json_holds_string(const Json *value) {
  return value && json_is_string(unwrap(value));
}

bool json_text(const Json *value, Arena *arena, Str *text) {
  const json_t *v = unwrap(value);
  if (v && json_typeof(v) == JSON_STRING) {
    *text = (Str){json_string_value(v), json_string_length(v)};
    return true;
  }
  if (!v || json_typeof(v) != JSON_INTEGER) return false;
  char digits[32];
  int len = snprintf(digits, sizeof digits, "%lld", (long long)json_integer_value(v));
  *text = (Str){arena_copy(arena, digits, (size_t)len), (size_t)len};
  return true;
}

size_t json_length(const Json *array) {
  return array ? json_array_size(unwrap(array)) : 0;
}

const Json *json_item(const Json *array, size_t index) {
  return wrap(json_array_get(unwrap(array), index));
}

bool json_number(const Json *value, uint32_t *number) {
  const json_t *v = unwrap(value);
  if (!v || json_typeof(v) != JSON_INTEGER) return false;
  json_int_t n = json_integer_value(v);
  *number = (uint32_t)n;
  return n >= 0 && n <= UINT32_MAX;
}

void json_put_string(Buf *out, Str text) {
  buf_byte(out, '"');
  size_t done = 0;
  for (size_t i = 0; i < text.len; i++) {
    unsigned char byte = (unsigned char)text.ptr[i];
    if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
    buf_add(out, text.ptr + done, i - done);
    done = i + 1;
    if (byte == '"' || byte == '\\')
      buf_format(out, "\\%c", byte);
    else if (byte == '\n')
      buf_text(out, "\\n");
    else if (byte == '\t')
      buf_text(out, "\\t");
    else
      buf_format(out, "\\u%04x", byte);
  }
  if (done < text.len) buf_add(out, text.ptr + done, text.len - done);
  buf_byte(out, '"');
}

void json_put_member(Buf *out, const char *name, Str text) {
  if (!text.len) return;
  if (out->len && out->ptr[out->len - 1] != '{') buf_byte(out, ',');
  buf_format(out, "\"%s\":", name);
  json_put_string(out, text);
}
