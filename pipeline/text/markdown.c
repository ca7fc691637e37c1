/* CommonMark as far as extracted articles use it: emphasis, code, links, footnote marks, headings,
 * block quotations, rules. */
#include "text/drafts.h"

/* ---- emphasis ---- */

static void forget_open(Markup *m) {
  memset(m->opened, 0, sizeof m->opened);
}

/* CommonMark's flanking rules, simplified: a mark opens before a word and closes behind one. */
void read_emphasis(Markup *m, uint8_t mark) {
  uint32_t beg = m->at, end = beg;
  while (byte_at(m, end) == mark) end++;
  uint8_t before = beg ? byte_at(m, beg - 1) : 0, after = byte_at(m, end);
  uint32_t length = end - beg;
  m->at = end;
  if (is_digit(before) && is_digit(after)) return; /* 2*3 */
  if (length > 3 || (mark == '_' && is_alnum(before) && is_alnum(after))) return;
  bool closes = beg && !is_space(before) && (mark == '*' || !is_alnum(after));
  bool opens = !is_space(after) && (mark == '*' || !is_alnum(before));
  uint32_t *open = &m->opened[(mark == '_' ? 3 : 0) + length];
  if (closes && *open) {
    vec_at(&m->drafts, *open - 1).dropped = false;
    hide(m, beg, end);
    *open = 0;
  } else if (opens) {
    hide(m, beg, end);
    vec_last(&m->drafts).dropped = true;
    *open = m->drafts.len;
  }
}

/* `code`: only where the second mark stands behind a word, so that `TeX quotes' stay. */
void read_code(Markup *m) {
  uint32_t beg = m->at++;
  uint32_t *open = &m->opened[0];
  uint8_t before = beg ? byte_at(m, beg - 1) : 0, after = byte_at(m, m->at);
  if (before == '`' || after == '`') return;
  if (*open && !is_space(before) && !is_alnum(after)) {
    vec_at(&m->drafts, *open - 1).dropped = false;
    hide(m, beg, beg + 1);
    *open = 0;
  } else if (!is_space(after) && !is_alnum(before)) {
    hide(m, beg, beg + 1);
    vec_last(&m->drafts).dropped = true;
    *open = m->drafts.len;
  }
}

/* ---- links and footnotes ---- */

/* The bracket that closes a link's target; pairs of brackets in it are allowed. */
static uint32_t find_target_end(const Markup *m, uint32_t at) {
  uint32_t depth = 0;
  for (uint32_t end = at; end < m->text.len && end - at < TAG_MAX; end++) {
    uint8_t byte = byte_at(m, end);
    if (byte == ')' && depth-- == 0) return end;
    if (byte == '(') depth++;
    if (byte == '\n' || byte == '[') return 0;
  }
  return 0;
}

/* Figures and what joins them: 3  2–11  3, 4  ^1. */
static bool is_footnote(const Markup *m, uint32_t beg, uint32_t end) {
  bool digit = false;
  if (end - beg > 12) return false;
  if (beg < end && byte_at(m, beg) == '^') return true;
  for (uint32_t at = beg; at < end; at++) {
    uint8_t byte = byte_at(m, at);
    if (byte >= '0' && byte <= '9')
      digit = true;
    else if (!strchr(", -", byte) && byte != 0xe2 && byte != 0x80 && byte != 0x93)
      return false;
  }
  return digit;
}

/* A footnote mark behind a full stop closes the sentence and stays; elsewhere it is in the way. */
void read_bracket(Markup *m) {
  uint32_t beg = m->at++, end = find_end(m, m->at, '[', ']', LABEL_MAX);
  if (!end) return;
  bool image = beg && byte_at(m, beg - 1) == '!';
  if (byte_at(m, end + 1) == '(') {
    uint32_t target = find_target_end(m, end + 2);
    if (!target) return;
    hide(m, image ? beg - 1 : beg, image ? target + 1 : beg + 1);
    if (!image) m->target = (Span){end, target + 1};
  } else if (beg && is_footnote(m, beg + 1, end)) {
    uint8_t before = byte_at(m, beg - 1);
    if (is_alnum(before) || before == ',' || byte_at(m, beg + 1) == '^') hide(m, beg, end + 1);
  }
}

/* ---- the start of a line ---- */

/* # Heading, > quotation, and rules (---, ***): paragraphs of their own, without the sign. */
void read_line_start(Markup *m) {
  uint32_t at = m->at, end;
  while (byte_at(m, at) == ' ' && at - m->at < 4) at++;
  uint8_t sign = byte_at(m, at);
  if (!sign || !strchr("#>*_-=", sign)) return;
  for (end = at; byte_at(m, end) == sign || (sign != '#' && byte_at(m, end) == ' ' && end > at);
       end++)
    if (end - at > TAG_MAX) return;
  if (sign == '#' && end - at <= 6 && byte_at(m, end) == ' ') {
    replace(m, at, end + 1, "\n");
    m->heading = true;
  } else if (sign == '>') {
    hide(m, at, end);
  } else if ((sign == '*' || sign == '_' || sign == '-' || sign == '=') && end - at >= 3 &&
             (end >= m->text.len || byte_at(m, end) == '\n' || byte_at(m, end) == '\r')) {
    replace(m, at, end, "\n");
  }
}

void read_line_end(Markup *m) {
  uint32_t at = m->at;
  if (m->heading) replace(m, at, at, "\n");
  m->heading = false;
  m->at = at + 1;
  if (byte_at(m, m->at) == '\n') forget_open(m);
  read_line_start(m);
}
