/* HTML tags and character references. */
#include "text/drafts.h"

static bool is_name(Str name, const char *const *names, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (name.len == strlen(names[i]) && strncasecmp(name.ptr, names[i], name.len) == 0) return true;
  return false;
}

static Str tag_name(const Markup *m, uint32_t at) {
  uint32_t end = at;
  while (is_alnum(byte_at(m, end)) && byte_at(m, end) < 0x80) end++;
  return (Str){m->text.ptr + at, end - at};
}

/* The place behind </name>, or `at` where there is none near. A search in vain is not repeated
 * before its end. */
static uint32_t skip_element(Markup *m, uint32_t at, Str name, uint32_t most) {
  if (at < m->searched) return at;
  Str rest = {m->text.ptr + at, m->text.len - at};
  if (rest.len > most) rest.len = most;
  for (size_t i = 0; i + name.len + 2 < rest.len; i++)
    if (rest.ptr[i] == '<' && rest.ptr[i + 1] == '/' &&
        strncasecmp(rest.ptr + i + 2, name.ptr, name.len) == 0)
      return at + (uint32_t)(i + 2 + name.len);
  m->searched = at + (uint32_t)rest.len;
  return at;
}

void read_tag(Markup *m) {
  static const char *const blocks[] = {
      "p",       "div",     "h1",     "h2",     "h3",    "h4",         "h5",     "h6",
      "li",      "ul",      "ol",     "tr",     "table", "blockquote", "figure", "figcaption",
      "section", "article", "header", "footer", "hr",    "pre",        "td",     "th"};
  static const char *const unseen[] = {"sup", "script", "style"};
  uint32_t beg = m->at++;
  bool closing = byte_at(m, m->at) == '/';
  uint32_t name_at = m->at + closing;
  if (byte_at(m, m->at) == '!') name_at++;
  if (!is_alnum(byte_at(m, name_at)) && byte_at(m, m->at) != '!') return;
  uint32_t end = find_end(m, m->at, '<', '>', TAG_MAX);
  if (!end) return;
  Str name = tag_name(m, name_at);
  end++;
  if (memchr(name.ptr, ':', end - name_at) && byte_at(m, name_at + (uint32_t)name.len) == ':') {
    hide(m, beg, beg + 1); /* <https://…> */
    return;
  }
  if (!closing && is_name(name, unseen, sizeof unseen / sizeof *unseen)) {
    uint32_t inner = skip_element(m, end, name, (name.ptr[1] | 0x20) == 'u' ? 40 : 20 * TAG_MAX);
    uint32_t close = inner > end ? find_end(m, inner, '<', '>', TAG_MAX) : 0;
    if (close) end = close + 1;
  }
  bool block = is_name(name, blocks, sizeof blocks / sizeof *blocks);
  bool line = name.len == 2 && strncasecmp(name.ptr, "br", 2) == 0;
  replace(m, beg, end, block ? "\n\n" : line ? "\n" : "");
}

typedef struct NamedEntity {
  const char *name;
  uint32_t point;
} NamedEntity;

static const NamedEntity entities[] = {
    {"amp", '&'},      {"lt", '<'},       {"gt", '>'},        {"quot", '"'},     {"apos", '\''},
    {"nbsp", 0xa0},    {"shy", 0xad},     {"ndash", 0x2013},  {"mdash", 0x2014}, {"lsquo", 0x2018},
    {"rsquo", 0x2019}, {"sbquo", 0x201a}, {"ldquo", 0x201c},  {"rdquo", 0x201d}, {"bdquo", 0x201e},
    {"laquo", 0xab},   {"raquo", 0xbb},   {"hellip", 0x2026}, {"euro", 0x20ac},  {"pound", 0xa3},
    {"cent", 0xa2},    {"yen", 0xa5},     {"sect", 0xa7},     {"copy", 0xa9},    {"reg", 0xae},
    {"trade", 0x2122}, {"deg", 0xb0},     {"bull", 0x2022},   {"middot", 0xb7},  {"times", 0xd7},
    {"eacute", 0xe9},  {"egrave", 0xe8},  {"aacute", 0xe1},   {"oacute", 0xf3},  {"uuml", 0xfc},
    {"ouml", 0xf6},    {"auml", 0xe4},    {"szlig", 0xdf},    {"ccedil", 0xe7},  {"ntilde", 0xf1},
    {"zwj", 0x200d},   {"zwnj", 0x200c},  {"thinsp", 0x2009}, {"ensp", 0x2002},  {"emsp", 0x2003}};

static uint32_t numeric_entity(const Markup *m, uint32_t at, uint32_t end) {
  bool hex = (byte_at(m, at) | 0x20) == 'x';
  uint32_t point = 0;
  if (hex) at++;
  if (at == end) return 0;
  for (; at < end; at++) {
    uint8_t byte = byte_at(m, at), low = byte | 0x20;
    uint32_t digit = byte >= '0' && byte <= '9'        ? byte - (uint32_t)'0'
                     : hex && low >= 'a' && low <= 'f' ? low - (uint32_t)'a' + 10
                                                       : 99;
    if (digit == 99) return 0;
    point = point * (hex ? 16 : 10) + digit;
  }
  return point >= 0x110000 || (point >= 0xd800 && point < 0xe000) ? 0 : point;
}

static uint32_t entity_point(const Markup *m, uint32_t at, uint32_t end) {
  if (byte_at(m, at) == '#') return numeric_entity(m, at + 1, end);
  Str name = {m->text.ptr + at, end - at};
  for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
    if (str_is(name, entities[i].name)) return entities[i].point;
  return 0;
}

/* Joiners are not among them: they make emoji and letters of some scripts what they are. */
static bool is_invisible(uint32_t point) {
  return point == 0xad || point == 0x200b || point == 0x200e || point == 0x200f ||
         (point >= 0x202a && point <= 0x202e) || (point >= 0x2060 && point <= 0x2069) ||
         point == 0xfeff;
}

void read_entity(Markup *m) {
  uint32_t beg = m->at++, end = m->at;
  while (end - beg < 10 &&
         ((is_alnum(byte_at(m, end)) && byte_at(m, end) < 0x80) || byte_at(m, end) == '#'))
    end++;
  if (byte_at(m, end) != ';') return;
  uint32_t point = entity_point(m, m->at, end);
  if (!point) return;
  Buf bytes = {0};
  if (!is_invisible(point)) utf8_put(&bytes, point);
  buf_byte(&bytes, '\0');
  replace(m, beg, end + 1, bytes.ptr);
  buf_free(&bytes);
}
