/* UTF-8 and tokens: any bytes. What is valid is found valid, and nothing of it is lost between the tokens. */
#include "fuzz.h"

#include "base/utf8.h"
#include "engine/rows.h"
#include "io/json.h"
#include "text/tokenize.h"
#include "text/ucd.h"

static void check_validity(Str bytes) {
  size_t points = 0, valid = utf8_valid(bytes);
  FUZZ_HOLDS(valid <= bytes.len);
  FUZZ_HOLDS(fuzz_utf8((Str){bytes.ptr, valid}, &points));
  FUZZ_HOLDS(points == utf8_count((Str){bytes.ptr, valid}));
  for (size_t more = 1; more <= 4 && valid + more <= bytes.len; more++) /* it could not go on */
    FUZZ_HOLDS(!fuzz_utf8((Str){bytes.ptr + valid, more}, &points));
}

static void check_folding(Str word) {
  Buf folded = {0}, name = {0};
  size_t points;
  utf8_fold(word, &folded);
  utf8_fold_name(word, &name);
  FUZZ_HOLDS(fuzz_utf8(buf_slice(&folded), &points));
  FUZZ_HOLDS(fuzz_utf8(buf_slice(&name), &points));
  size_t clitic = utf8_clitic(word);
  FUZZ_HOLDS(!clitic || clitic < word.len);
  buf_free(&folded);
  buf_free(&name);
}

static bool is_blank(uint32_t point) {
  uint8_t text_class = ucd_of(point)->text;
  return text_class == TEXT_SPACE || text_class == TEXT_LINE || text_class == TEXT_CONTROL ||
         text_class == TEXT_FORMAT;
}

/* The bytes of an HTML entity, which may stand for white space: &nbsp; */
static uint32_t entity_at(Str text, uint32_t at) {
  uint32_t end = at + 1;
  if (text.ptr[at] != '&') return 0;
  while (end < text.len && end - at < 12 && text.ptr[end] != ';' && (unsigned char)text.ptr[end] > ' ') end++;
  return end < text.len && text.ptr[end] == ';' ? end + 1 - at : 0;
}

/* White space, controls, and what is in doc->hidden, may stand between tokens; nothing else. */
static void check_nothing_lost(const Doc *doc) {
  uint32_t token = 0, hidden = 0, width;
  for (uint32_t at = 0; at < doc->text.len; at += width) {
    uint32_t point = utf8_at(doc->text, at, &width);
    while (token < doc->tokens.len && doc->tokens.items[token].at.end <= at) token++;
    while (hidden < doc->hidden.len && doc->hidden.items[hidden].end <= at) hidden++;
    bool in_token = token < doc->tokens.len && doc->tokens.items[token].at.beg <= at;
    bool in_hidden = hidden < doc->hidden.len && doc->hidden.items[hidden].beg <= at;
    if (in_token || in_hidden || is_blank(point)) continue;
    uint32_t entity = entity_at(doc->text, at);
    FUZZ_HOLDS(entity > 0);
    width = entity;
  }
}

static void check_line(const Doc *doc) {
  Buf out = {0};
  JsonDocument line;
  rows_tokens(doc, doc->id, &out);
  fuzz_check_line(&line, buf_slice(&out));
  const Json *tokens = json_member(line.root, "tokens");
  FUZZ_HOLDS(json_length(tokens) == doc->tokens.len);
  FUZZ_HOLDS(json_length(json_member(line.root, "sentences")) == doc->sentences.len);
  uint32_t last = 0, beg, end, points = (uint32_t)utf8_count(doc->text);
  for (uint32_t i = 0; i < doc->tokens.len; i++) {
    const Json *pair = json_item(tokens, i);
    FUZZ_HOLDS(json_number(json_item(pair, 0), &beg) && json_number(json_item(pair, 1), &end));
    FUZZ_HOLDS(last <= beg && beg < end && end <= points);
    last = end;
  }
  json_free(&line);
  buf_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const Resources *resources = fuzz_resources(false);
  Str bytes = {(const char *)data, size};
  Doc doc = {0};
  Buf text = {0};
  Err err;
  if (size) check_validity(bytes);
  fuzz_keep_valid(bytes, &text);
  doc.id = STR("d");
  doc.text = buf_slice(&text);
  if (text.len) check_folding(doc.text);
  tokenize_run(&resources->knowledge, &doc);
  FUZZ_HOLDS_ERR(doc_check(&doc, &err), &err);
  check_nothing_lost(&doc);
  for (uint32_t i = 0; i < doc.tokens.len; i++) check_folding(doc_text(&doc, doc.tokens.items[i].at));
  check_line(&doc);
  doc_free(&doc);
  buf_free(&text);
  return 0;
}
