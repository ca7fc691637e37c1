/* Who says what: each reporting word is an anchor, a pattern over the tags around it finds source
 * and content, and odds decide whether it is taken (candidate.c). A paragraph is the unit: it
 * becomes one tag string, in which a quotation is one tag (tags.c). What goes beyond a sentence is
 * content.c's: quotations that go on after their attribution and over paragraphs. */
#include "attribution/attribution.h"
#include "attribution/candidate.h"
#include "attribution/content.h"
#include "attribution/tags.h"

#include <stdlib.h>
#include <string.h>

/* F1 is best somewhat below even odds; a quotation has a rival more often than a clause has. */
static const double ODDS_PLAIN = -0.6;
static const double ODDS_QUOTED = 0.1;

typedef struct {
  double odds;
  uint32_t index; /* of the candidate */
} Rank;

typedef struct {
  Doc *doc;
  TagString tags;
  AttributionCandidates candidates;
  VEC(Rank) order; /* of the candidates, likely ones first */
  QuotationUse use;
} Attributor;

/* ---- choosing ---- */

static int likelier_first(const void *left, const void *right) {
  const Rank *a = left, *b = right;
  if (a->odds != b->odds) return a->odds > b->odds ? -1 : 1;
  return a->index < b->index ? -1 : 1;
}

static uint8_t cue_class_of(const Anchor *anchor) {
  if (anchor_is_mark(anchor)) return CUE_SAY;
  return anchor->anchor_class > ANCHOR_COLON ? CUE_PHRASE : anchor->anchor_class;
}

/* The attribution (index + 1) whose quotation goes on at an offset: "…," Tamm said, referring to
 * the bridge, "…". 0 where the quotation there is a first part, or nobody has its first one. */
static uint32_t continued_by(const Attributor *a, uint32_t at) {
  uint32_t part = content_quotation(&a->tags, a->doc, (Range){at, at + 1});
  if (!part) return 0;
  uint32_t first = content_first(&a->use, &a->tags, a->doc, part - 1, at);
  return first < at ? a->use.by.items[first] : 0;
}

/* What is said of the bridge ends before the quotation goes on. */
static Range before_continuation(const Attributor *a, Range content, uint32_t cue_end) {
  for (uint32_t i = content.beg; i < content.end; i++)
    if (i > cue_end + 1 && continued_by(a, i))
      return content_trim(&a->tags, (Range){content.beg, i});
  return content;
}

static void take(Attributor *a, const AttributionCandidate *c) {
  Attribution found = {.cue_class = cue_class_of(&c->anchor),
                       .pattern = (uint16_t)c->pattern,
                       .source = tags_tokens(&a->tags, c->source),
                       .cue = tags_tokens(&a->tags, c->cue)};
  for (uint32_t p = 0; p < c->parts; p++) {
    Range content = before_continuation(a, c->content[p], c->cue.end);
    Range tokens = tags_tokens(&a->tags, content);
    if (range_empty(tokens)) continue;
    if (!found.parts) found.quotation = content_quotation(&a->tags, a->doc, content);
    content_claim(&a->use, &a->tags, content, a->doc->attributions.len + 1);
    found.content[found.parts++] = tokens;
  }
  if (found.parts) vec_push(&a->doc->attributions, found);
}

/* Another attribution has the very quotation. */
static bool is_taken(const Attributor *a, const AttributionCandidate *c) {
  Range content = c->content[0];
  return content.end == content.beg + 1 && a->use.by.items[content.beg];
}

static bool is_likely(const AttributionCandidate *c) {
  bool quoted = c->evidence >> CONTENT_QUOTED & 1 || c->evidence >> CONTENT_HOLDS_QUOTE & 1;
  return c->odds >= (quoted ? ODDS_QUOTED : ODDS_PLAIN);
}

static void choose(Attributor *a) {
  vec_clear(&a->order);
  for (uint32_t i = 0; i < a->candidates.len; i++)
    if (is_likely(&a->candidates.items[i]))
      vec_push(&a->order, (Rank){a->candidates.items[i].odds, i});
  if (a->order.len) qsort(a->order.items, a->order.len, sizeof *a->order.items, likelier_first);
  for (uint32_t i = 0; i < a->order.len; i++) {
    const AttributionCandidate *c = &a->candidates.items[a->order.items[i].index];
    if (!is_taken(a, c)) take(a, c);
  }
}

/* ---- the document ---- */

static int by_first_token(const void *left, const void *right) {
  const Attribution *a = left, *b = right;
  uint32_t x = attribution_begin(a), y = attribution_begin(b);
  if (x != y) return x < y ? -1 : 1;
  return a->cue.beg < b->cue.beg ? -1 : a->cue.beg > b->cue.beg;
}

static Range next_paragraph(const Doc *doc, uint32_t first) {
  uint32_t end = first + 1;
  while (end < doc->sentences.len &&
         doc->sentences.items[end].paragraph == doc->sentences.items[first].paragraph)
    end++;
  return (Range){first, end};
}

bool attribute_run(const Knowledge *knowledge, const PatternSet *patterns, PatternScratch *scratch,
                   Doc *doc, Err *err) {
  Attributor a = {.doc = doc};
  const Weights *weights = candidate_kept_weights(patterns, scratch);
  uint32_t phrase = 0, quotation = 0;
  bool ok = true;
  tags_prepare(&a.tags, knowledge, scratch);
  for (Range sentences = {0, 0}; ok && sentences.end < doc->sentences.len;) {
    sentences = next_paragraph(doc, sentences.end);
    tags_build(&a.tags, knowledge, patterns, doc, sentences, &phrase, &quotation);
    content_start(&a.use, &a.tags, doc);
    ok = candidates_find(&a.candidates, &a.tags, knowledge, patterns, scratch, weights, doc, err);
    choose(&a);
    content_join(&a.use, &a.tags, doc);
  }
  for (uint32_t i = 0; i < doc->attributions.len; i++)
    content_kind(doc, &doc->attributions.items[i]);
  if (doc->attributions.len)
    qsort(doc->attributions.items, doc->attributions.len, sizeof *doc->attributions.items,
          by_first_token);
  tags_free(&a.tags);
  vec_free(&a.candidates);
  vec_free(&a.order);
  content_use_free(&a.use);
  return ok;
}
