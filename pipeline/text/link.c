/* Addresses: URLs, host names, e-mail, @names and #tags, each one token. */
#include "text/scanner.h"

#include <string.h>

static bool ends_link(uint8_t byte) {
  return byte <= ' ' || byte >= 0x7f || strchr("<>\"{}|\\^`", byte) != NULL;
}

/* The end of a link that goes on from `at`: up to white space, without the punctuation of the
 * sentence. */
static uint32_t link_end(const Scanner *s, uint32_t at) {
  uint32_t beg = at, open = 0;
  for (; at < s->text.len && !ends_link(byte_at(s, at)); at++) {
    if (byte_at(s, at) == '(') open++;
    if (byte_at(s, at) == ')' && open-- == 0) break;
  }
  while (at > beg && strchr(".,;:!?'*_[]", byte_at(s, at - 1))) at--;
  return at;
}

static bool is_host_ending(Str name) {
  static const char *const known[] = {"com", "org",  "net", "gov", "edu",  "mil", "int", "info",
                                      "biz", "news", "uk",  "eu",  "de",   "fr",  "ru",  "ua",
                                      "pl",  "io",   "tv",  "ca",  "au",   "nl",  "se",  "ch",
                                      "cz",  "ro",   "hu",  "lt",  "lv",   "ee",  "fi",  "dk",
                                      "jp",  "cn",   "kr",  "br",  "html", "htm", "php", "pdf"};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (str_is(name, known[i])) return true;
  return false;
}

static bool is_host_byte(uint8_t byte) {
  return (byte_class[byte] & (B_LETTER | B_DIGIT)) || byte == '.' || byte == '-';
}

/* The end of a host name that begins at beg (a name, a stop, a known ending), with its path; 0 for
 * none. */
uint32_t host_end(Scanner *s, uint32_t beg) {
  if (beg < s->checked) return 0;
  uint32_t end = beg, last_dot = beg;
  while (is_host_byte(byte_at(s, end))) end++;
  s->checked = end;
  while (end > beg && (byte_at(s, end - 1) == '.' || byte_at(s, end - 1) == '-')) end--;
  for (uint32_t at = beg; at < end; at++)
    if (byte_at(s, at) == '.') last_dot = at;
  if (last_dot == beg) return 0;
  bool www = end - beg > 4 && memcmp(s->text.ptr + beg, "www.", 4) == 0;
  if (!www && !is_host_ending((Str){s->text.ptr + last_dot + 1, end - last_dot - 1})) return 0;
  return byte_at(s, end) == '/' ? link_end(s, end) : end;
}

void take_link(Scanner *s, uint32_t beg, uint32_t end) {
  emit(s, beg, end, TOKEN_LINK, 0);
  s->at = end;
}

/* An @ after a name: all that is glued before it belongs to the address. */
static bool take_address(Scanner *s, uint32_t at) {
  uint32_t end = at + 1;
  bool dot = false;
  for (; is_host_byte(byte_at(s, end)); end++) dot |= byte_at(s, end) == '.';
  while (end > at && strchr(".-", byte_at(s, end - 1))) end--;
  if (!dot || !(s->gap & TOKEN_GLUED) || end <= at + 1) return false;
  uint32_t beg = at;
  uint8_t gap = s->gap;
  while (s->doc->tokens.len) {
    Token last = vec_last(&s->doc->tokens);
    if (last.at.end != beg || last.kind == TOKEN_QUOTE || last.kind == TOKEN_BRACKET ||
        last.kind == TOKEN_COMMA || last.kind == TOKEN_DASH || last.kind == TOKEN_LINK)
      break;
    beg = last.at.beg;
    gap = last.flags & (TOKEN_GLUED | TOKEN_LINE | TOKEN_PARAGRAPH);
    s->doc->tokens.len--;
    if (s->outline->points.len && vec_last(&s->outline->points) == s->doc->tokens.len)
      s->outline->points.len--;
    if (!(gap & TOKEN_GLUED)) break;
  }
  if (beg == at) return false;
  s->gap = gap;
  take_link(s, beg, end);
  return true;
}

bool take_scheme(Scanner *s, const Word *w) {
  if (byte_at(s, w->end + 1) != '/' || byte_at(s, w->end + 2) != '/') return false;
  uint32_t end = link_end(s, w->end + 3);
  if (end <= w->end + 3) return false;
  take_link(s, w->beg, end);
  return true;
}

void scan_at(Scanner *s) {
  uint32_t beg = s->at;
  if (take_address(s, beg)) return;
  uint32_t end = beg + 1;
  while (byte_class[byte_at(s, end)]) end++;
  if (end > beg + 1 && space_before(s))
    take_link(s, beg, end);
  else
    emit(s, beg, s->at = beg + 1, TOKEN_SYMBOL, 0);
}

void scan_hash(Scanner *s) {
  uint32_t beg = s->at, end = beg + 1;
  bool letters = false;
  for (; byte_class[byte_at(s, end)]; end++)
    letters |= (byte_class[byte_at(s, end)] & B_LETTER) != 0;
  if (letters)
    take_link(s, beg, end);
  else
    emit(s, beg, s->at = beg + 1, TOKEN_SYMBOL, 0);
}
