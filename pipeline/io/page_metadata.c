/* A page tells its headline in up to four places and its date in more, and they differ: the name of
 * the site behind the title, a shorter headline for those who share it. JSON-LD is written for
 * machines and comes first; what stands on the page itself comes where nothing else does. */
#include "base/utf8.h"
#include "io/json.h"
#include "io/page_parts.h"

void page_set(PageFinder *f, Str *place, Str text) {
  Buf flat = {0};
  if (place->len || utf8_valid(text) < text.len) return;
  for (size_t i = 0; i < text.len; i++) {
    bool white = page_is_white(text.ptr[i]);
    if (!white || (flat.len && flat.ptr[flat.len - 1] != ' '))
      buf_byte(&flat, white ? ' ' : text.ptr[i]);
  }
  Str trimmed = str_trim(buf_slice(&flat));
  if (trimmed.len) *place = (Str){arena_copy(f->arena, trimmed.ptr, trimmed.len), trimmed.len};
  buf_free(&flat);
}

void page_take_meta(PageFinder *f, const char *name, const char *content) {
  static const char *const DATES[] = {"article:published_time",
                                      "og:published_time",
                                      "datePublished",
                                      "date",
                                      "pubdate",
                                      "publishdate",
                                      "publish-date",
                                      "dc.date",
                                      "dc.date.issued",
                                      "dcterms.date",
                                      "dcterms.created",
                                      "parsely-pub-date",
                                      "sailthru.date",
                                      NULL};
  if (!name || !content) return;
  if (!strcasecmp(name, "og:title")) page_set(f, &f->meta_title, str_of(content));
  if (!strcasecmp(name, "og:url")) page_set(f, &f->meta_url, str_of(content));
  if (page_is_word(name, DATES)) page_set(f, &f->page->date, str_of(content));
}

static void set_member(PageFinder *f, Str *place, const Json *object, const char *name) {
  Str text;
  if (json_holds_string(json_member(object, name)) &&
      json_text(json_member(object, name), f->arena, &text))
    page_set(f, place, text);
}

/* One object of JSON-LD: the article is the one with a headline. */
static void take_object(PageFinder *f, const Json *object, Str *url) {
  if (!json_holds_string(json_member(object, "headline"))) return;
  set_member(f, &f->page->title, object, "headline");
  set_member(f, &f->page->date, object, "datePublished");
  set_member(f, url, object, "url");
}

void page_take_json(PageFinder *f, const char *script) {
  Buf line = {0};
  JsonDocument json;
  Err ignored;
  Str text = str_trim(str_of(script));
  bool list = str_starts(text, "[");
  if (list) buf_text(&line, "{\"@graph\":");
  buf_str(&line, text);
  if (list) buf_byte(&line, '}');
  if (utf8_valid(buf_slice(&line)) == line.len &&
      json_parse(&json, buf_slice(&line), NULL, 0, &ignored)) {
    const Json *graph = json_member(json.root, "@graph");
    Str url = {0};
    take_object(f, json.root, &url);
    for (size_t i = 0; i < json_length(graph); i++) take_object(f, json_item(graph, i), &url);
    if (!f->meta_url.len) f->meta_url = url;
    json_free(&json);
  }
  buf_free(&line);
}

void page_settle(PageFinder *f) {
  page_set(f, &f->page->title, f->meta_title);
  page_set(f, &f->page->title, f->heading);
  page_set(f, &f->page->title, f->title);
  page_set(f, &f->page->url, f->meta_url);
  page_set(f, &f->page->date, f->time);
}
