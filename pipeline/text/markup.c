/* Most articles hold no markup: a look at all bytes, sixteen at a time, says so, and nothing is
 * copied. Where there is some, one walk drafts the edits (a mark of emphasis is hidden only when
 * its partner turns up), and a second builds the visible text. Every search ahead ends at the next
 * byte of its own kind or after a fixed number of bytes, so the walk is linear whatever the text.
 * The dialects are CommonMark and HTML as far as extracted articles use them. */
#include "text/markup.h"

#include "text/drafts.h"

/* ---- is there any? ---- */

typedef unsigned char Block __attribute__((vector_size(16)));

static bool any(Block hits) {
  uint64_t halves[2];
  memcpy(halves, &hits, sizeof halves);
  return (halves[0] | halves[1]) != 0;
}

static Block load(const char *bytes) {
  Block block;
  memcpy(&block, bytes, sizeof block);
  return block;
}

/* Bytes that can begin markup: # & * [ \ _ ` < > (and ] ^). */
static Block ascii_marks(Block a) {
  return (Block)((Block)(a - 0x5b) < 6) | (Block)((a | 2) == '>') | (Block)(a == '#') |
         (Block)(a == '&') | (Block)(a == '*');
}

static bool block_has_markup(const char *bytes) {
  return any(ascii_marks(load(bytes)));
}

/* All of it is read, without a branch on the way: articles are short. */
static bool has_markup(Str text) {
  char rest[sizeof(Block)] = {0};
  size_t at = 0;
  Block hits = load(rest);
  for (; text.len - at >= sizeof(Block); at += sizeof(Block))
    hits |= ascii_marks(load(text.ptr + at));
  if (at < text.len) memcpy(rest, text.ptr + at, text.len - at);
  return any(hits | ascii_marks(load(rest)));
}

/* ---- drafts ---- */

void replace(Markup *m, uint32_t beg, uint32_t end, const char *with) {
  Draft draft = {.source = {beg, end}, .length = (uint8_t)strlen(with)};
  memcpy(draft.with, with, draft.length);
  vec_push(&m->drafts, draft);
  m->at = end;
}

void hide(Markup *m, uint32_t beg, uint32_t end) {
  replace(m, beg, end, "");
}

uint32_t find_end(const Markup *m, uint32_t at, uint8_t open, uint8_t close, uint32_t most) {
  for (uint32_t end = at; end < m->text.len && end - at < most; end++) {
    uint8_t byte = byte_at(m, end);
    if (byte == close) return end;
    if (byte == open || (byte == '\n' && byte_at(m, end + 1) == '\n')) return 0;
  }
  return 0;
}

/* ---- the walk ---- */

/* Over plain text, a block at a time. */
static void skip_plain(Markup *m) {
  m->at++;
  while (m->text.len - m->at > sizeof(Block)) {
    const char *bytes = m->text.ptr + m->at;
    if (m->target.end && m->at + sizeof(Block) >= m->target.beg) return;
    if (block_has_markup(bytes) || any((Block)(load(bytes) == '\n'))) return;
    m->at += (uint32_t)sizeof(Block);
  }
}

static void draft_edits(Markup *m) {
  read_line_start(m);
  while (m->at < m->text.len) {
    uint8_t byte = (uint8_t)m->text.ptr[m->at];
    if (m->target.end && m->at >= m->target.beg) {
      Span target = m->target;
      m->target = (Span){0, 0};
      if (m->at == target.beg) hide(m, target.beg, target.end);
      continue;
    }
    switch (byte) {
    case '*':
    case '_':
      read_emphasis(m, byte);
      break;
    case '`':
      read_code(m);
      break;
    case '[':
      read_bracket(m);
      break;
    case '<':
      read_tag(m);
      break;
    case '&':
      read_entity(m);
      break;
    case '\n':
      read_line_end(m);
      break;
    case '\\':
      if (byte_at(m, m->at + 1) && strchr("*_`[]<>&#\\", byte_at(m, m->at + 1))) {
        hide(m, m->at, m->at + 1);
        m->at++;
      } else {
        m->at++;
      }
      break;
    default:
      skip_plain(m);
    }
  }
}

/* ---- the visible text ---- */

static bool is_kept(const Markup *m, uint32_t i) {
  return !m->drafts.items[i].dropped;
}

static void build(Doc *doc, const Markup *m, Visible *visible) {
  char *out = arena_alloc(&doc->arena, m->text.len + 1);
  visible->edits = arena_alloc(&doc->arena, m->drafts.len * sizeof *visible->edits);
  uint32_t length = 0, copied = 0;
  for (uint32_t i = 0; i < m->drafts.len; i++) {
    if (!is_kept(m, i)) continue;
    const Draft *draft = &m->drafts.items[i];
    memcpy(out + length, m->text.ptr + copied, draft->source.beg - copied);
    length += draft->source.beg - copied;
    memcpy(out + length, draft->with, draft->length);
    visible->edits[visible->count++] =
        (MarkupEdit){draft->source, {length, length + draft->length}};
    length += draft->length;
    copied = draft->source.end;
    bool seen = draft->length && draft->with[0] != '\n';
    if (!seen && draft->source.end > draft->source.beg) vec_push(&doc->hidden, draft->source);
  }
  memcpy(out + length, m->text.ptr + copied, m->text.len - copied);
  length += (uint32_t)m->text.len - copied;
  visible->text = (Str){out, length};
}

void markup_read(Doc *doc, Visible *visible) {
  *visible = (Visible){.text = doc->text};
  vec_clear(&doc->hidden);
  if (!has_markup(doc->text)) return;
  Markup m = {.text = doc->text};
  draft_edits(&m);
  if (m.drafts.len) build(doc, &m, visible);
  vec_free(&m.drafts);
}

/* ---- the way back ---- */

void markup_map_back(Doc *doc, const Visible *visible) {
  uint32_t before_beg = 0, before_end = 0; /* edits wholly before the token's begin, its end */
  const MarkupEdit *edits = visible->edits;
  if (!visible->count) return;
  for (uint32_t i = 0; i < doc->tokens.len; i++) {
    Span *at = &doc->tokens.items[i].at;
    if (at->end <= edits[0].visible.beg) continue;
    while (before_beg < visible->count && edits[before_beg].visible.end <= at->beg) before_beg++;
    while (before_end < visible->count && edits[before_end].visible.beg < at->end &&
           edits[before_end].visible.end <= at->end)
      before_end++;
    bool begins_inside = before_beg < visible->count && edits[before_beg].visible.beg <= at->beg;
    bool ends_inside = before_end < visible->count && edits[before_end].visible.beg < at->end;
    uint32_t beg = begins_inside ? edits[before_beg].source.beg : at->beg;
    uint32_t end = ends_inside ? edits[before_end].source.end : at->end;
    if (!begins_inside && before_beg)
      beg += edits[before_beg - 1].source.end - edits[before_beg - 1].visible.end;
    if (!ends_inside && before_end)
      end += edits[before_end - 1].source.end - edits[before_end - 1].visible.end;
    *at = (Span){beg, end};
  }
}
