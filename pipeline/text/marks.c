/* The direction of marks. A mark's shape is only a hint: “ closes in German, ” opens in Swedish, "
 * and ' say nothing, and ’ is an apostrophe more often than not. So context decides first (white
 * space on one side), then the shape, then whether one is open. All of it within a paragraph, with
 * stacks of fixed depth, so that a megabyte of opening marks costs no more than a megabyte of
 * words. */
#include "text/scan.h"

#include "base/utf8.h"

#include <string.h>

enum { DEPTH_MAX = 16 };

typedef enum Family {
  F_NONE,
  F_DOUBLE,
  F_SINGLE,
  F_ANGLE,
  F_SMALL_ANGLE,
  F_CORNER,
  F_WHITE_CORNER
} Family;
typedef enum Bias { NEUTRAL, OPENS, CLOSES, ALWAYS_OPENS, ALWAYS_CLOSES } Bias;

typedef struct Shape {
  uint32_t point;
  uint8_t family, bias;
} Shape;

static const Shape shapes[] = {
    {'"', F_DOUBLE, NEUTRAL},
    {0x201c, F_DOUBLE, OPENS},
    {0x201d, F_DOUBLE, CLOSES},
    {'\'', F_SINGLE, NEUTRAL},
    {0x2018, F_SINGLE, OPENS},
    {0x2019, F_SINGLE, CLOSES},
    {0x201e, F_DOUBLE, ALWAYS_OPENS},
    {0x201f, F_DOUBLE, NEUTRAL},
    {0xff02, F_DOUBLE, NEUTRAL},
    {0xab, F_ANGLE, OPENS},
    {0xbb, F_ANGLE, CLOSES},
    {0x201a, F_SINGLE, ALWAYS_OPENS},
    {0x201b, F_SINGLE, OPENS},
    {'`', F_SINGLE, ALWAYS_OPENS},
    {0x2039, F_SMALL_ANGLE, OPENS},
    {0x203a, F_SMALL_ANGLE, CLOSES},
    {0x300c, F_CORNER, ALWAYS_OPENS},
    {0x300d, F_CORNER, ALWAYS_CLOSES},
    {0x300e, F_WHITE_CORNER, ALWAYS_OPENS},
    {0x300f, F_WHITE_CORNER, ALWAYS_CLOSES},
    {0x301d, F_DOUBLE, ALWAYS_OPENS},
    {0x301e, F_DOUBLE, ALWAYS_CLOSES},
    {0x301f, F_DOUBLE, ALWAYS_CLOSES},
    {0xff07, F_SINGLE, NEUTRAL},
    {0xff62, F_CORNER, ALWAYS_OPENS},
    {0xff63, F_CORNER, ALWAYS_CLOSES},
};

typedef struct Open {
  uint32_t token;
  uint8_t family;
} Open;

typedef struct Stack {
  Open items[DEPTH_MAX];
  uint32_t len, dropped; /* dropped: opened beyond the depth, not yet closed */
} Stack;

typedef struct Marker {
  Doc *doc;
  Str text;
  uint32_t beg, end;      /* the paragraph, in tokens */
  const uint32_t *points; /* in it, borrowed */
  uint32_t count;
  bool singles; /* there are single marks */
  Stack quotes, brackets;
} Marker;

static Shape shape_of(Str text, const Token *token) {
  uint32_t width, point = utf8_at(text, token->at.beg, &width);
  if (token->at.end - token->at.beg == 2 && text.ptr[token->at.beg + 1] == (char)point)
    return (Shape){point, F_DOUBLE, point == '`' ? ALWAYS_OPENS : NEUTRAL};
  for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
    if (shapes[i].point == point) return shapes[i];
  return (Shape){point, F_NONE, NEUTRAL};
}

static Token *token_at(const Marker *m, uint32_t i) {
  return &m->doc->tokens.items[i];
}

/* ---- context ---- */

static bool glued_before(const Marker *m, uint32_t i) {
  return i > m->beg && (token_at(m, i)->flags & TOKEN_GLUED);
}

static bool glued_after(const Marker *m, uint32_t i) {
  return i + 1 < m->end && (token_at(m, i + 1)->flags & TOKEN_GLUED);
}

/* Space, a dash, an opening mark before, and something glued behind. */
static bool looks_opening(const Marker *m, uint32_t i) {
  if (!glued_after(m, i)) return false;
  if (!glued_before(m, i)) return true;
  const Token *before = token_at(m, i - 1);
  return before->kind == TOKEN_DASH || (before->flags & TOKEN_OPENS) ||
         token_is(m->text, before, '/');
}

/* Something glued before, and space or punctuation behind. */
static bool looks_closing(const Marker *m, uint32_t i) {
  if (!glued_before(m, i)) return false;
  if (!glued_after(m, i)) return true;
  const Token *after = token_at(m, i + 1);
  return after->kind == TOKEN_STOP || after->kind == TOKEN_COMMA || after->kind == TOKEN_DASH ||
         after->kind == TOKEN_HYPHEN || after->kind == TOKEN_QUOTE || after->kind == TOKEN_CLITIC ||
         (after->flags & TOKEN_CLOSES);
}

/* ---- stacks ---- */

static bool is_open(const Stack *stack, uint8_t family) {
  for (uint32_t i = stack->len; i > 0; i--)
    if (stack->items[i - 1].family == family) return true;
  return false;
}

static void push(Stack *stack, uint32_t token, uint8_t family) {
  if (stack->len < DEPTH_MAX)
    stack->items[stack->len++] = (Open){token, family};
  else
    stack->dropped++;
}

/* A single mark that opened and was never closed is none. */
static void forget(const Marker *m, Open open) {
  Token *token = token_at(m, open.token);
  bool curly = shape_of(m->text, token).point == 0x2018;
  if (open.family == F_SINGLE && !(curly && open.token == m->beg))
    token->flags &= (uint8_t)~TOKEN_OPENS;
}

static void close_mark(const Marker *m, Stack *stack, uint32_t i, uint8_t family) {
  if (stack->dropped) {
    stack->dropped--;
    return;
  }
  if (!is_open(stack, family)) return;
  Open open;
  while ((open = stack->items[--stack->len]).family != family) forget(m, open);
  uint32_t distance = i - open.token;
  if (distance > UINT16_MAX) return;
  token_at(m, open.token)->reserved = token_at(m, i)->reserved = (uint16_t)distance;
}

/* ---- single marks ---- */

/* Could be the apostrophe of a plural: workers' rights. */
static bool is_plural_apostrophe(const Marker *m, uint32_t i) {
  if (!glued_before(m, i) || i + 1 >= m->end || glued_after(m, i)) return false;
  char last = m->text.ptr[token_at(m, i)->at.beg - 1];
  return (last == 's' || last == 'S') && token_at(m, i + 1)->kind == TOKEN_WORD;
}

/* Is there, before another one opens, a single mark after i that can only close? Token.reserved of
 * single marks holds the answer while the paragraph is read: bit 0 a sure closing mark follows, bit
 * 1 any. */
enum { SURE_FOLLOWS = 1, CLOSING_FOLLOWS = 2 };

static void look_ahead(const Marker *m) {
  uint16_t sure = 0, any = 0;
  for (uint32_t k = m->count; k-- > 0;) {
    uint32_t i = m->points[k];
    Token *token = token_at(m, i);
    if (token->kind != TOKEN_QUOTE || shape_of(m->text, token).family != F_SINGLE) continue;
    token->reserved = (uint16_t)(sure | any);
    if (looks_closing(m, i)) {
      any = CLOSING_FOLLOWS;
      if (!is_plural_apostrophe(m, i)) sure = SURE_FOLLOWS;
    } else if (looks_opening(m, i)) {
      sure = 0;
    }
  }
}

static void read_single(Marker *m, uint32_t i, Shape shape) {
  Token *token = token_at(m, i);
  uint16_t ahead = token->reserved;
  bool open = is_open(&m->quotes, F_SINGLE);
  bool opening = looks_opening(m, i) && shape.bias != CLOSES;
  token->reserved = 0;
  if (shape.bias == ALWAYS_OPENS || (opening && !open)) {
    bool first = i == m->beg && shape.bias == OPENS; /* of a quotation over paragraphs */
    if (!first && !(ahead & CLOSING_FOLLOWS)) return;
    token->flags |= TOKEN_OPENS;
    push(&m->quotes, i, F_SINGLE);
  } else if (open && !(is_plural_apostrophe(m, i) && (ahead & SURE_FOLLOWS))) {
    token->flags |= TOKEN_CLOSES;
    close_mark(m, &m->quotes, i, F_SINGLE);
  } else if (glued_before(m, i)) {
    token->kind = TOKEN_CLITIC;
  }
}

/* ---- the others ---- */

static bool decide_opens(const Marker *m, uint32_t i, Shape shape) {
  bool open = is_open(&m->quotes, shape.family);
  bool opening = looks_opening(m, i), closing = looks_closing(m, i);
  switch (shape.bias) {
  case ALWAYS_OPENS:
    return true;
  case ALWAYS_CLOSES:
    return false;
  case OPENS:
    return !(closing && open && !opening);
  case CLOSES:
    return opening && !open;
  default:
    if (opening != closing) return opening;
    return !open;
  }
}

static bool is_inch(const Marker *m, uint32_t i, Shape shape) {
  return shape.bias == NEUTRAL && glued_before(m, i) && token_at(m, i - 1)->kind == TOKEN_NUMBER &&
         !is_open(&m->quotes, shape.family);
}

static void read_quote(Marker *m, uint32_t i) {
  Token *token = token_at(m, i);
  Shape shape = shape_of(m->text, token);
  if (shape.family == F_SINGLE) {
    read_single(m, i, shape);
  } else if (is_inch(m, i, shape)) {
    token->kind = TOKEN_SYMBOL;
  } else if (decide_opens(m, i, shape)) {
    token->flags |= TOKEN_OPENS;
    Stack *stack = &m->quotes; /* a straight mark that opens again: the first was never closed */
    if (shape.bias == NEUTRAL && stack->len && stack->items[stack->len - 1].family == shape.family)
      stack->len--;
    push(stack, i, shape.family);
  } else {
    token->flags |= TOKEN_CLOSES;
    close_mark(m, &m->quotes, i, shape.family);
  }
}

/* The scanner takes the first two of three straight marks for a double one. Where a single one is
 * open, it is the single one that closes first: ''…, '…,''' said Tamm. */
static void part_triple(const Marker *m, uint32_t i) {
  if (i + 1 >= m->end || !m->quotes.len) return;
  if (m->quotes.items[m->quotes.len - 1].family != F_SINGLE) return;
  Token *pair = token_at(m, i), *last = token_at(m, i + 1);
  bool triple = str_is(doc_text(m->doc, pair->at), "''") && pair->at.end == last->at.beg &&
                str_is(doc_text(m->doc, last->at), "'");
  if (!triple) return;
  last->at.beg = --pair->at.end;
  last->reserved = pair->reserved = 0;
}

static void read_bracket(Marker *m, uint32_t i) {
  const Token *token = token_at(m, i);
  uint32_t width, point = utf8_at(m->text, token->at.beg, &width);
  uint8_t family = point == '(' || point == ')'   ? 1
                   : point == '[' || point == ']' ? 2
                   : point == '{' || point == '}' ? 3
                                                  : 4;
  if (token->flags & TOKEN_OPENS)
    push(&m->brackets, i, family);
  else if (m->brackets.dropped || is_open(&m->brackets, family))
    close_mark(m, &m->brackets, i, family);
}

static void read_paragraph(Marker *m) {
  if (m->singles) look_ahead(m);
  m->quotes.len = m->quotes.dropped = m->brackets.len = m->brackets.dropped = 0;
  for (uint32_t k = 0; k < m->count; k++) {
    uint32_t i = m->points[k];
    if (token_at(m, i)->kind == TOKEN_QUOTE) {
      part_triple(m, i);
      read_quote(m, i);
    } else if (token_at(m, i)->kind == TOKEN_BRACKET)
      read_bracket(m, i);
  }
  while (m->quotes.len) forget(m, m->quotes.items[--m->quotes.len]);
}

static bool may_be_single(const Marker *m, uint32_t i) {
  const unsigned char *bytes = (const unsigned char *)m->text.ptr + token_at(m, i)->at.beg;
  if (bytes[0] == '\'' || bytes[0] == '`' || bytes[0] == 0xef) return true;
  return bytes[0] == 0xe2 && bytes[2] >= 0x98 && bytes[2] <= 0x9b;
}

/* The points of the next paragraph, from *next on; true where there are marks. */
static bool take_points(Marker *m, const Outline *outline, uint32_t *next) {
  uint32_t count = outline->points.len, at = *next;
  bool marks = false;
  m->points = outline->points.items + at;
  m->singles = false;
  for (; at < count && outline->points.items[at] < m->end; at++) {
    uint8_t kind = token_at(m, outline->points.items[at])->kind;
    marks |= kind == TOKEN_QUOTE || kind == TOKEN_BRACKET;
    m->singles |= kind == TOKEN_QUOTE && may_be_single(m, outline->points.items[at]);
  }
  m->count = at - *next;
  *next = at;
  return marks;
}

void mark_run(Doc *doc, const Outline *outline) {
  Marker m = {.doc = doc, .text = outline->text};
  uint32_t next = 0;
  for (uint32_t i = 0; i < outline->paragraphs.len; i++) {
    m.beg = outline->paragraphs.items[i];
    m.end = paragraph_end(outline, doc, i);
    if (take_points(&m, outline, &next)) read_paragraph(&m);
  }
}
