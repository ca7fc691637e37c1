/* Before a page is parsed. A page need not declare its character set, nor be right when it does;
 * what is valid UTF-8 is hardly ever anything else, so the bytes are asked first. */
#include "base/utf8.h"
#include "io/page_parts.h"

#include <string.h>

enum {
  CHARSET_WITHIN =
      1024, /* bytes in which a page declares its character set (HTML Living Standard) */
  ATTRIBUTES_MOST = 2000 /* of one tag */
};

void page_find_charset(Str html, char charset[PAGE_CHARSET_MOST]) {
  static const char MARK[] = "charset=";
  strcpy(charset, "UTF-8");
  if (utf8_valid(html) == html.len) return;
  strcpy(charset, "windows-1252");
  Str head = {html.ptr, html.len < CHARSET_WITHIN ? html.len : CHARSET_WITHIN};
  for (size_t at = 0; at + sizeof MARK <= head.len; at++) {
    if (strncasecmp(head.ptr + at, MARK, sizeof MARK - 1) != 0) continue;
    at += sizeof MARK - 1;
    while (at < head.len && (head.ptr[at] == '"' || head.ptr[at] == '\'')) at++;
    size_t len = 0;
    while (at + len < head.len && len + 1 < PAGE_CHARSET_MOST &&
           (head.ptr[at + len] == '-' || head.ptr[at + len] == '_' || head.ptr[at + len] == ':' ||
            (head.ptr[at + len] >= '0' && head.ptr[at + len] <= '9') ||
            ((head.ptr[at + len] | 32) >= 'a' && (head.ptr[at + len] | 32) <= 'z')))
      len++;
    if (!len) return;
    memcpy(charset, head.ptr + at, len);
    charset[len] = '\0';
    break;
  }
  /* Declared, but not what the bytes are; and Latin-1 means windows-1252 on the web. */
  if (!strcasecmp(charset, "utf-8") || !strcasecmp(charset, "utf8") ||
      !strcasecmp(charset, "iso-8859-1") || !strcasecmp(charset, "us-ascii"))
    strcpy(charset, "windows-1252");
}

/* Behind the '<' at text[at]: a comment, a script or a style ends where its own end stands. */
static size_t behind_raw_text(Str text, size_t at) {
  static const struct {
    const char *begin, *end;
  } RAW[] = {{"<!--", "-->"}, {"<script", "</script"}, {"<style", "</style"}};
  for (size_t i = 0; i < sizeof RAW / sizeof *RAW; i++) {
    size_t len = strlen(RAW[i].begin);
    if (text.len - at < len || strncasecmp(text.ptr + at, RAW[i].begin, len) != 0) continue;
    for (at += len; at < text.len; at++)
      if (text.len - at >= strlen(RAW[i].end) &&
          strncasecmp(text.ptr + at, RAW[i].end, strlen(RAW[i].end)) == 0)
        break;
    return at;
  }
  return at + 1;
}

bool page_has_monstrous_tag(Str html) {
  for (size_t at = 0; at < html.len;) {
    const char *open = memchr(html.ptr + at, '<', html.len - at);
    if (!open) return false;
    at = behind_raw_text(html, (size_t)(open - html.ptr));
    size_t parts = 0;
    char quote = 0, last = 0;
    if (at >= html.len || (html.ptr[at] | 32) < 'a' || (html.ptr[at] | 32) > 'z') continue;
    for (; at < html.len && (quote || html.ptr[at] != '>'); at++) {
      char c = html.ptr[at];
      if (quote)
        quote = c == quote ? 0 : quote;
      else if (last == '=' && (c == '"' || c == '\''))
        quote = c, parts++;
      else
        parts += page_is_white(c) || c == '/';
      if (!page_is_white(c)) last = c;
    }
    if (parts > ATTRIBUTES_MOST) return true;
  }
  return false;
}
