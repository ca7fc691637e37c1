/* Quotations from marks whose direction is known (marks.c). */
#include "text/quote.h"

#include "base/utf8.h"
#include "text/scan.h"

enum { STACK_MAX = 32, WORDS_SEEN = 64, GAP_MAX = 24, TITLE_WORDS = 10 };

typedef struct Quoter {
  const Knowledge *knowledge;
  Doc *doc;
  uint32_t beg, end;          /* the paragraph, in tokens */
  uint32_t around[STACK_MAX]; /* quotations that are open, by index */
  uint32_t depth;
} Quoter;

typedef struct Content { /* what stands between the marks */
  uint32_t words, capitals;
  uint32_t majors; /* capitals, in words of whatever class */
  bool clause, stop, ends;
  bool small;  /* a small letter where a title has none */
  bool broken; /* a stop or comma before the last token */
} Content;

static const Token *token_of(const Quoter *q, uint32_t i) {
  return &q->doc->tokens.items[i];
}

static uint32_t mark_of(const Quoter *q, uint32_t i) { /* straight and curly alike */
  uint32_t width, point = utf8_at(q->doc->text, token_of(q, i)->at.beg, &width);
  return point == 0x201c || point == 0x201e || point == 0x201d ? '"' : point;
}

static bool opens(const Quoter *q, uint32_t i) {
  return token_of(q, i)->kind == TOKEN_QUOTE && (token_of(q, i)->flags & TOKEN_OPENS);
}

/* A mark never closed: its quotation ends where the same mark opens again, or with the paragraph.
 */
static uint32_t open_end(const Quoter *q, uint32_t mark) {
  uint32_t point = mark_of(q, mark), i = mark + 1;
  while (i < q->end && !(opens(q, i) && mark_of(q, i) == point)) i++;
  return i;
}

/* ---- kinds ---- */

static bool starts_clause(const FormInfo *info) {
  return (info->tags & (WORD_PRONOUNS | WORD_BIT(WORD_AUXILIARY))) != 0;
}

static Content content_of(const Quoter *q, Range at) {
  Content c = {0};
  uint32_t limit = at.end - at.beg > WORDS_SEEN ? at.beg + WORDS_SEEN : at.end;
  for (uint32_t i = at.beg; i < limit; i++) {
    const Token *token = token_of(q, i);
    if (token->kind == TOKEN_WORD || token->kind == TOKEN_NUMBER) {
      const FormInfo *info = knowledge_form(q->knowledge, token);
      c.words++;
      c.clause |= starts_clause(info);
      bool capital = (token->flags & TOKEN_CAPITAL) != 0;
      c.capitals += capital || token->kind == TOKEN_NUMBER || info->tags;
      c.majors += capital;
      c.small |= !capital && token->kind == TOKEN_WORD && (!info->tags || starts_clause(info));
    } else if (token->kind == TOKEN_STOP) {
      c.stop = true;
      c.broken |= i + 1 < at.end;
    } else if (token->kind == TOKEN_COMMA) {
      c.broken |= i + 1 < at.end && q->doc->text.ptr[token->at.beg] != ':';
    } else if (token->kind == TOKEN_CLITIC) {
      c.clause = true;
    }
  }
  uint8_t last = token_of(q, at.end - 1)->kind;
  c.ends = last == TOKEN_STOP || last == TOKEN_COMMA || last == TOKEN_DASH;
  return c;
}

/* A colon, a comma, a reporting word, or nothing: what introduces speech. */
static bool is_introduced(const Quoter *q, uint32_t mark) {
  if (mark == q->beg) return true;
  const Token *before = token_of(q, mark - 1);
  return before->kind == TOKEN_COMMA || before->kind == TOKEN_STOP ||
         (before->flags & TOKEN_CLOSES) || knowledge_form(q->knowledge, before)->cue != 0;
}

/* The so-called "…". */
static bool is_distanced(const Quoter *q, uint32_t mark) {
  return mark >= q->beg + 2 && token_of(q, mark - 2)->kind == TOKEN_HYPHEN &&
         str_is(doc_text(q->doc, token_of(q, mark - 1)->at), "called");
}

/* "The Long Way Home," a book or a broadcast: every word has a capital but articles, prepositions
 * and the like. The comma or stop is the writer's. */
static bool is_title(const Content *c, bool introduced) {
  return !c->small && !c->broken && c->words <= TITLE_WORDS && c->majors >= (introduced ? 3 : 2);
}

static uint8_t kind_of(const Quoter *q, Range at, bool closed) {
  Content c = content_of(q, at);
  bool introduced = is_introduced(q, at.beg - 1);
  if (!closed && c.words >= 5) return QUOTATION_SPEECH;
  bool capital = (token_of(q, at.beg)->flags & TOKEN_CAPITAL) != 0;
  bool names = capital && c.capitals == c.words && !c.ends && !c.stop && c.words <= 10;
  if (names && !introduced) return QUOTATION_TERM;
  if (capital && is_title(&c, introduced)) return QUOTATION_TERM;
  if (c.words <= 3 && is_distanced(q, at.beg - 1)) return QUOTATION_TERM;
  if (c.words <= 3) {
    if (c.ends && introduced) return QUOTATION_SPEECH;
    return names || !c.words ? QUOTATION_TERM : QUOTATION_FRAGMENT;
  }
  if (c.stop || c.ends || (introduced && capital)) return QUOTATION_SPEECH;
  return c.words >= 5 && c.clause ? QUOTATION_SPEECH : QUOTATION_FRAGMENT;
}

/* ---- parts ---- */

/* "…," she said, "…": the second part goes on with the first's sentence. */
static bool goes_on(const Quoter *q, const Quotation *first, uint32_t mark) {
  uint32_t gap = first->tokens.end + 1;
  if (!first->closed || mark <= gap || mark - gap > GAP_MAX || first->tokens.beg < q->beg)
    return false;
  uint8_t last = token_of(q, first->tokens.end - 1)->kind;
  if (last != TOKEN_COMMA && last != TOKEN_DASH && token_of(q, gap)->kind != TOKEN_COMMA)
    return false;
  for (uint32_t i = gap; i < mark; i++)
    if (token_of(q, i)->kind == TOKEN_STOP || token_of(q, i)->kind == TOKEN_QUOTE) return false;
  bool comma = token_of(q, mark - 1)->kind == TOKEN_COMMA;
  return comma && !(token_of(q, mark + 1)->flags & TOKEN_CAPITAL);
}

/* The quotation whose next part opens at mark: one left open by the paragraph before, or one cut by
 * its attribution. Index of its group, or the index of the new quotation. */
static uint32_t group_of(const Quoter *q, uint32_t mark) {
  uint32_t count = q->doc->quotations.len;
  if (!count || q->depth) return count;
  const Quotation *last = &q->doc->quotations.items[count - 1];
  while (last->parent) last = &q->doc->quotations.items[last->parent - 1];
  bool carried = !last->closed && mark == q->beg && last->tokens.end == q->beg &&
                 mark_of(q, last->tokens.beg - 1) == mark_of(q, mark) &&
                 !doc_turn_colon(q->doc, mark + 1); /* somebody else speaks */
  return carried || goes_on(q, last, mark) ? last->group : count;
}

static void add_quotation(Quoter *q, uint32_t mark, uint32_t end, bool closed) {
  Range at = {mark + 1, end};
  if (range_empty(at)) return;
  Quotation quotation = {.tokens = at, .at = doc_span(q->doc, at), .closed = closed};
  quotation.parent = q->depth ? q->around[q->depth - 1] + 1 : 0;
  quotation.group = group_of(q, mark);
  quotation.kind = kind_of(q, at, closed);
  uint32_t index = q->doc->quotations.len;
  uint32_t before = index ? q->doc->quotations.items[index - 1].reach : 0;
  quotation.reach = before > quotation.tokens.end ? before : quotation.tokens.end;
  vec_push(&q->doc->quotations, quotation);
  if (q->depth < STACK_MAX) q->around[q->depth++] = index;
}

static void read_mark(Quoter *q, uint32_t i) {
  while (q->depth && q->doc->quotations.items[q->around[q->depth - 1]].tokens.end <= i) q->depth--;
  uint32_t distance = token_of(q, i)->reserved;
  if (distance)
    add_quotation(q, i, i + distance, true);
  else
    add_quotation(q, i, open_end(q, i), false);
}

void quote_run(const Knowledge *knowledge, Doc *doc) {
  Quoter q = {.knowledge = knowledge, .doc = doc};
  for (uint32_t i = 0; i < doc->tokens.len; i++) {
    if (i >= q.end) { /* a new paragraph */
      q.beg = q.end;
      q.depth = 0;
      for (q.end = q.beg + 1; q.end < doc->tokens.len; q.end++)
        if (doc->tokens.items[q.end].flags & TOKEN_PARAGRAPH) break;
    }
    if (opens(&q, i)) read_mark(&q, i);
  }
}
