/* Where paragraphs part. Blank lines always do, but for one that extraction put into the middle of
 * a sentence. What a single line end means depends on the document: in wrapped text it is a space,
 * in a text without blank lines it is a paragraph, and headings and list items stand on lines of
 * their own in both. */
#include "text/scan.h"

#include "base/utf8.h"

#include <string.h>

enum {
  HEADING_TOKENS = 14, /* a longer line is no heading */
  ITEM_TOKENS = 6,     /* lines of a bare list */
  WRAP_WIDTH = 200,    /* bytes: wrapped lines are no longer */
  BROKEN_TOKENS = 8    /* a paragraph cut in mid-sentence has at least as many */
};

typedef struct Shape { /* of the document, or of one stretch between blank lines */
  uint32_t lines;      /* single line ends */
  uint32_t small;      /* of these, followed by a lower-case letter */
  uint32_t widest;     /* line, in bytes */
  uint32_t longest;    /* line, in tokens */
  bool stops;          /* a line ends with a full stop or the like */
} Shape;

typedef struct Layout {
  const Knowledge *knowledge;
  Doc *doc;
  Str text;
} Layout;

static const Token *token_of(const Layout *l, uint32_t i) {
  return &l->doc->tokens.items[i];
}

static bool starts_line(const Layout *l, uint32_t i) {
  return i >= l->doc->tokens.len || (token_of(l, i)->flags & TOKEN_LINE);
}

static bool starts_block(const Layout *l, uint32_t i) {
  return i >= l->doc->tokens.len || (token_of(l, i)->flags & TOKEN_PARAGRAPH);
}

static bool is_small(const Layout *l, uint32_t i) {
  uint32_t width;
  return token_of(l, i)->kind == TOKEN_WORD &&
         utf8_case(utf8_at(l->text, token_of(l, i)->at.beg, &width)) == LETTER_LOWER;
}

static bool is_stopped(const Layout *l, uint32_t end) { /* the line that ends before token end */
  uint32_t i = end - 1;
  while (i > 0 && !starts_line(l, i) &&
         (token_of(l, i)->kind == TOKEN_QUOTE || (token_of(l, i)->flags & TOKEN_CLOSES)))
    i--;
  return token_of(l, i)->kind == TOKEN_STOP || (token_of(l, i)->flags & TOKEN_ABBREVIATION) ||
         token_is(l->text, token_of(l, i), ':');
}

static uint32_t line_end(const Layout *l, uint32_t i) {
  do i++;
  while (!starts_line(l, i));
  return i;
}

static uint32_t width_of(const Layout *l, uint32_t beg, uint32_t end) {
  return token_of(l, end - 1)->at.end - token_of(l, beg)->at.beg;
}

static void add_line(const Layout *l, Shape *shape, uint32_t beg, uint32_t end) {
  uint32_t width = width_of(l, beg, end);
  if (width > shape->widest) shape->widest = width;
  if (end - beg > shape->longest) shape->longest = end - beg;
  shape->stops |= is_stopped(l, end);
  if (starts_block(l, end)) return;
  shape->lines++;
  shape->small += is_small(l, end);
}

/* •, *, –, or a short figure or letter with a stop or bracket, and a space behind. */
static bool is_item(const Layout *l, uint32_t i) {
  const Token *token = token_of(l, i);
  if (i + 1 >= l->doc->tokens.len) return false;
  bool space = !(token_of(l, i + 1)->flags & TOKEN_GLUED);
  if (token->kind == TOKEN_DASH || token->kind == TOKEN_SYMBOL)
    return space && (token->kind == TOKEN_DASH || strchr("*+", l->text.ptr[token->at.beg]) ||
                     token->at.end - token->at.beg > 1);
  if (token_is(l->text, token, '(')) i++, token++;
  if (i + 2 >= l->doc->tokens.len) return false;
  if (token->flags & TOKEN_ABBREVIATION) return token->at.end - token->at.beg == 2;
  if (token->at.end - token->at.beg > 2 + (token->kind == TOKEN_WORD ? 1u : 0u)) return false;
  const Token *mark = token_of(l, i + 1);
  if (!(mark->flags & TOKEN_GLUED)) return false;
  if (token_is(l->text, mark, ')')) return true;
  return token_is(l->text, mark, '.') &&
         (token->kind == TOKEN_NUMBER || token->at.end == token->at.beg + 1) &&
         !(token_of(l, i + 2)->flags & TOKEN_LINE);
}

static bool is_wrapped(const Shape *shape) {
  return shape->small * 4 >= shape->lines && shape->widest <= WRAP_WIDTH;
}

/* Does a paragraph begin at the line that begins with token i, after the line that began with beg?
 */
static bool parts(const Layout *l, const Shape *doc, const Shape *block, uint32_t beg, uint32_t i) {
  bool stopped = is_stopped(l, i);
  if (is_item(l, i) && (stopped || is_item(l, beg) || i - beg <= HEADING_TOKENS)) return true;
  if (is_small(l, i)) return !block->stops && block->longest <= ITEM_TOKENS;
  if (!is_wrapped(doc)) return true;
  bool is_short = width_of(l, beg, i) * 3 < doc->widest * 2;
  return is_short && (stopped || i - beg <= HEADING_TOKENS);
}

/* Parts one stretch between blank lines; returns its end. */
static uint32_t read_block(Layout *l, const Shape *doc, uint32_t beg) {
  Shape block = {0};
  uint32_t i = beg, line = beg;
  do {
    uint32_t end = line_end(l, i);
    add_line(l, &block, i, end);
    i = end;
  } while (!starts_block(l, i));
  uint32_t block_end = i;
  for (i = line_end(l, beg); i < block_end; line = i, i = line_end(l, i))
    if (parts(l, doc, &block, line, i)) l->doc->tokens.items[i].flags |= TOKEN_PARAGRAPH;
  return block_end;
}

/* Words that no sentence ends with. */
#define LEADING                                                                                    \
  (WORD_BIT(WORD_DETERMINER) | WORD_BIT(WORD_PREPOSITION) | WORD_BIT(WORD_CONJUNCTION))

/* A blank line between two small letters, inside a sentence. */
static void mend_break(Layout *l, uint32_t beg, uint32_t i) {
  const Token *last = token_of(l, i - 1);
  if (!is_small(l, i) || is_item(l, beg)) return;
  if (last->kind != TOKEN_WORD || (last->flags & (TOKEN_CAPITAL | TOKEN_ABBREVIATION))) return;
  if (i - beg >= BROKEN_TOKENS || (knowledge_form(l->knowledge, last)->tags & LEADING))
    l->doc->tokens.items[i].flags &= (uint8_t)~TOKEN_PARAGRAPH;
}

/* Reads all lines, and parts paragraphs at some. */
static void read_lines(Layout *l) {
  Doc *doc = l->doc;
  Shape shape = {0};
  for (uint32_t i = 0, end; i < doc->tokens.len; i = end) {
    end = line_end(l, i);
    add_line(l, &shape, i, end);
  }
  for (uint32_t i = 0; shape.lines && i < doc->tokens.len;) i = read_block(l, &shape, i);
}

static void list_paragraphs(Layout *l, Outline *outline) {
  vec_clear(&outline->paragraphs);
  for (uint32_t i = 0; i < l->doc->tokens.len; i++)
    if (starts_block(l, i)) vec_push(&outline->paragraphs, i);
}

void layout_run(const Knowledge *knowledge, Doc *doc, Outline *outline) {
  Layout l = {knowledge, doc, outline->text};
  if (outline->lines) {
    read_lines(&l);
    list_paragraphs(&l, outline);
  }
  uint32_t kept = 0, count = outline->paragraphs.len;
  for (uint32_t i = 0; i < count; i++) {
    uint32_t first = outline->paragraphs.items[i];
    if (i) mend_break(&l, outline->paragraphs.items[kept - 1], first);
    if (starts_block(&l, first)) outline->paragraphs.items[kept++] = first;
  }
  outline->paragraphs.len = kept;
}
