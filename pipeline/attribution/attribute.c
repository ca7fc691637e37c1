/* Who says what: each reporting word is an anchor, a pattern over the tags around it finds source and
 * content, and the odds counted for this word in this pattern decide whether it is taken.
 *
 * A paragraph is the unit: it becomes one tag string, in which a quotation is one tag (tags.c). The
 * patterns see the sentence of their anchor. What goes beyond a sentence is done here: quotations
 * that go on after their attribution, over paragraphs, or in turns of a dialogue. */
#include "attribution/attribution.h"
#include "attribution/content.h"
#include "attribution/tags.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LEFT_MOST = 70, RIGHT_MOST = 160 };

#ifndef ODDS_TAKEN_TEST
#define ODDS_TAKEN_TEST -0.7
#endif
static const double ODDS_TAKEN = ODDS_TAKEN_TEST; /* of being right: F1 is best somewhat below even odds */
static const double CUE_SHARE = 0.6;   /* how much the cue's own odds move a pattern's, where the pair is not counted */

typedef struct {
  const Knowledge *knowledge;
  const PatternSet *patterns;
  PatternScratch *scratch;
  Doc *doc;
  Err *err;
  TagString tags;
  QuotationUse use;
} Attributor;

/* ---- one anchor ---- */

/* The sentence of an anchor in offsets, cut to what a pattern may look at. */
static Range sentence_around(const TagString *tags, uint32_t at) {
  uint32_t beg = at, end = at + 1, count = tags_count(tags);
  while (beg > 0 && at - beg < LEFT_MOST && tags_at(tags, beg - 1) != '/') beg--;
  if (beg > 1 && tags_at(tags, beg - 1) == '/' && tags_at(tags, beg - 2) == 'R') beg -= 2;
  while (end < count && end - at < RIGHT_MOST && tags_at(tags, end) != '/') end++;
  return (Range){beg, end};
}

static PatternResult match_anchor(Attributor *a, const Anchor *anchor, Range around, PatternMatch *match) {
  char *tag = a->tags.tags.ptr + anchor->at, before = *tag;
  *tag = '@';
  Str text = {a->tags.tags.ptr + around.beg, around.end - around.beg};
  PatternResult result = pattern_match(a->patterns, a->scratch, pattern_slot(anchor->anchor_class, (CueForm)anchor->form),
                                       text, match, a->err);
  *tag = before;
  return result;
}

static double logit(double p) {
  p = p < 0.01 ? 0.01 : p > 0.99 ? 0.99 : p;
  return log(p / (1 - p));
}

static double odds_of(const Attributor *a, const Anchor *anchor, const PatternMatch *match) {
  double odds, weight = patterns_weight(a->patterns, match->pattern);
  if (anchor->anchor_class == ANCHOR_COLON) return logit(weight);
  const Cue *cue = &a->knowledge->cues.items[anchor->cue];
  if (patterns_odds(a->patterns, match->pattern, cue->lemma, &odds)) return odds;
  return logit(weight) + CUE_SHARE * logit(cue->probability);
}

static Range shifted(Range range, uint32_t by) { return (Range){range.beg + by, range.end + by}; }

static uint8_t anchor_cue_class(const Anchor *anchor) {
  if (anchor->anchor_class == ANCHOR_COLON) return CUE_SAY;
  return anchor->anchor_class > ANCHOR_COLON ? CUE_PHRASE : anchor->anchor_class;
}

static void add_attribution(Attributor *a, const Anchor *anchor, Range around, const PatternMatch *match) {
  Attribution found = {.cue_class = anchor_cue_class(anchor),
                       .pattern = (uint16_t)match->pattern};
  Range cue = range_empty(match->cue) ? (Range){anchor->at, anchor->at + 1} : shifted(match->cue, around.beg);
  found.cue = tags_tokens(&a->tags, cue);
  if (!range_empty(match->source))
    found.source = tags_tokens(&a->tags, content_trim(&a->tags, shifted(match->source, around.beg)));
  for (uint32_t p = 0; p < match->parts; p++) {
    Range content = content_trim(&a->tags, shifted(match->content[p], around.beg));
    Range tokens = tags_tokens(&a->tags, content);
    if (range_empty(tokens)) continue;
    if (!found.parts) found.quotation = content_quotation(&a->tags, a->doc, content);
    content_claim(&a->use, &a->tags, content, a->doc->attributions.len + 1);
    found.content[found.parts++] = tokens;
  }
  if (found.parts) vec_push(&a->doc->attributions, found);
}

static bool try_anchor(Attributor *a, const Anchor *anchor) {
  PatternMatch match;
  Range around = sentence_around(&a->tags, anchor->at);
  switch (match_anchor(a, anchor, around, &match)) {
  case PATTERN_LIMIT: return false;
  case PATTERN_NOTHING: return true;
  case PATTERN_FOUND: break;
  }
  if (odds_of(a, anchor, &match) >= ODDS_TAKEN) add_attribution(a, anchor, around, &match);
  return true;
}

/* ---- the document ---- */

static bool paragraph(Attributor *a, Range sentences, uint32_t *phrase, uint32_t *quotation) {
  tags_build(&a->tags, a->knowledge, a->patterns, a->doc, sentences, phrase, quotation);
  content_start(&a->use, &a->tags);
  uint32_t first = a->doc->attributions.len;
  for (uint32_t i = 0; i < a->tags.anchors.len; i++)
    if (!try_anchor(a, &a->tags.anchors.items[i])) return false;
  content_join(&a->use, &a->tags, a->doc, first);
  return true;
}

static int by_first_token(const void *left, const void *right) {
  const Attribution *a = left, *b = right;
  uint32_t x = attribution_begin(a), y = attribution_begin(b);
  if (x != y) return x < y ? -1 : 1;
  return a->cue.beg < b->cue.beg ? -1 : a->cue.beg > b->cue.beg;
}

bool attribute_run(const Knowledge *knowledge, const PatternSet *patterns, PatternScratch *scratch, Doc *doc,
                   Err *err) {
  Attributor a = {.knowledge = knowledge, .patterns = patterns, .scratch = scratch, .doc = doc, .err = err};
  uint32_t phrase = 0, quotation = 0;
  bool ok = true;
  tags_prepare(&a.tags, knowledge, patterns, scratch);
  for (uint32_t s = 0, end; ok && s < doc->sentences.len; s = end) {
    for (end = s + 1; end < doc->sentences.len; end++)
      if (doc->sentences.items[end].paragraph != doc->sentences.items[s].paragraph) break;
    ok = paragraph(&a, (Range){s, end}, &phrase, &quotation);
  }
  for (uint32_t i = 0; i < doc->attributions.len; i++) content_kind(doc, &doc->attributions.items[i]);
  if (doc->attributions.len)
    qsort(doc->attributions.items, doc->attributions.len, sizeof *doc->attributions.items, by_first_token);
  tags_free(&a.tags);
  content_use_free(&a.use);
  return ok;
}
