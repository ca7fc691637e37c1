/* A pattern says what could be source and content; whether a word reports at all is a matter of
 * odds. They come from counts over annotated news: of this cue in this pattern, and of a few dozen
 * things that hold or not (what kind of source, how the content begins, what stands around), summed
 * as in naive Bayes. */
#include "attribution/candidate.h"

#include "attribution/content.h"

#include <math.h>
#include <string.h>

enum { LEFT_MOST = 40, RIGHT_MOST = 80, TURN_MOST = 200, LONG_SOURCE = 4, STRONG = 0 };

static const double CUE_SHARE =
    0.6; /* how much a cue's own odds move a pattern's, where the pair is not counted */

static const double CUE_MEAN = 0.3; /* the probability of a middling cue */

static const char *const EVIDENCE_NAMES[EVIDENCE_COUNT] = {"bias",
                                                           "source-name",
                                                           "source-title",
                                                           "source-noun",
                                                           "source-third",
                                                           "source-self",
                                                           "source-it",
                                                           "source-bare",
                                                           "source-relative",
                                                           "source-possessive",
                                                           "source-number",
                                                           "source-none",
                                                           "source-long",
                                                           "source-first",
                                                           "source-after-subordinator",
                                                           "source-after-that",
                                                           "source-after-comma",
                                                           "source-after-conjunction",
                                                           "cue-adjacent",
                                                           "cue-near",
                                                           "cue-modal",
                                                           "cue-negated",
                                                           "cue-perfect",
                                                           "cue-do",
                                                           "cue-base",
                                                           "cue-s",
                                                           "cue-past",
                                                           "cue-ing",
                                                           "content-that",
                                                           "content-to",
                                                           "content-quoted",
                                                           "content-pronoun",
                                                           "content-determiner",
                                                           "content-name",
                                                           "content-possessive",
                                                           "content-noun",
                                                           "content-question",
                                                           "content-subordinate",
                                                           "content-preposition",
                                                           "content-gerund",
                                                           "content-verb",
                                                           "content-one",
                                                           "content-two",
                                                           "content-four",
                                                           "content-eight",
                                                           "content-long",
                                                           "content-finite",
                                                           "content-clause",
                                                           "content-holds-quote",
                                                           "content-ends-early",
                                                           "content-meets-cue",
                                                           "nested",
                                                           "nested-at-start",
                                                           "around-other",
                                                           "in-heading",
                                                           "in-question"};

const char *evidence_name(Evidence evidence) {
  return EVIDENCE_NAMES[evidence];
}

Weights candidate_weights(const PatternSet *patterns) {
  Weights weights = {.frame = 1};
  for (uint32_t e = 0; e < EVIDENCE_COUNT; e++)
    weights.evidence[e] = patterns_evidence(patterns, EVIDENCE_NAMES[e], 0);
  weights.frame = patterns_evidence(patterns, "frame", 1);
  return weights;
}

const Weights *candidate_kept_weights(const PatternSet *patterns, PatternScratch *scratch) {
  bool fresh;
  Weights *weights = pattern_scratch_place(scratch, sizeof *weights, &fresh);
  if (fresh) *weights = candidate_weights(patterns);
  return weights;
}

/* ---- finding ---- */

/* The sentence of an anchor in offsets, cut to what a pattern may look at. A quotation that ended
 * with a stop may belong to it: "…?" he asked. */
static Range sentence_around(const TagString *tags, uint32_t at) {
  uint32_t beg = at, end = at + 1, count = tags_count(tags);
  while (beg > 0 && at - beg < LEFT_MOST && tags_at(tags, beg - 1) != '/') beg--;
  if (beg > 1 && tags_at(tags, beg - 1) == '/' && tags_at(tags, beg - 2) == 'R') beg -= 2;
  while (end < count && end - at < RIGHT_MOST && tags_at(tags, end) != '/') end++;
  if (end + 1 < count && tagset_has(TAGS("QRY"), tags_at(tags, end + 1))) end += 2;
  if (tags_at(tags, at) == ':' &&
      at <= 1) /* "PRESIDENT: …": a turn of speech to the end of its paragraph */
    while (end < count && end < TURN_MOST) end++;
  return (Range){beg, end};
}

static double logit(double p) {
  p = p < 0.01 ? 0.01 : p > 0.99 ? 0.99 : p;
  return log(p / (1 - p));
}

static double frame_odds(const Knowledge *knowledge, const PatternSet *patterns,
                         PatternScratch *scratch, const Anchor *anchor, uint32_t pattern) {
  double odds, weight = patterns_weight(patterns, pattern);
  if (anchor_is_mark(anchor)) return logit(weight);
  const Cue *cue = &knowledge->cues.items[anchor->cue];
  if (pattern_scratch_odds(scratch, patterns, pattern, anchor->cue, cue->lemma, &odds)) return odds;
  return logit(weight) + CUE_SHARE * (logit(cue->probability) - logit(CUE_MEAN));
}

static Range shifted(Range range, uint32_t by) {
  return range_empty(range) ? (Range){0} : (Range){range.beg + by, range.end + by};
}

static void add_candidate(AttributionCandidates *out, const TagString *tags, const Anchor *anchor,
                          Range around, const PatternMatch *match) {
  AttributionCandidate found = {.anchor = *anchor, .pattern = match->pattern};
  found.cue = range_empty(match->cue) ? (Range){anchor->at, anchor->at + 1}
                                      : shifted(match->cue, around.beg);
  found.source = content_trim(tags, shifted(match->source, around.beg));
  for (uint32_t p = 0; p < match->parts; p++) {
    Range content = content_trim(tags, shifted(match->content[p], around.beg));
    if (!range_empty(content)) found.content[found.parts++] = content;
  }
  if (found.parts) vec_push(out, found);
}

/* ---- evidence ---- */

static uint64_t bit(Evidence evidence) {
  return UINT64_C(1) << evidence;
}
static uint64_t bit_if(bool holds, Evidence evidence) {
  return holds ? bit(evidence) : 0;
}

static bool is_self(const Knowledge *knowledge, const Doc *doc, Range tokens) {
  if (range_empty(tokens)) return false;
  const Token *token = &doc->tokens.items[tokens.beg];
  return (knowledge_form(knowledge, token)->tags &
          (WORD_BIT(WORD_I) | WORD_BIT(WORD_WE) | WORD_BIT(WORD_YOU))) != 0;
}

static Evidence source_kind(char first, char last, bool self) {
  if (first == 'P') return self ? SOURCE_SELF : SOURCE_THIRD;
  if (first == 'H') return SOURCE_POSSESSIVE;
  if (first == 'i') return SOURCE_IT;
  if (last == 'N' || last == 'B') return SOURCE_NAME;
  if (last == 'L') return SOURCE_TITLE;
  if (last == 'W' || last == 'T') return SOURCE_RELATIVE;
  if (last == 'D') return SOURCE_BARE;
  if (last == '9') return SOURCE_NUMBER;
  return SOURCE_NOUN;
}

static uint64_t source_evidence(const AttributionCandidate *c, const TagString *tags, bool self) {
  if (range_empty(c->source)) return bit(SOURCE_NONE);
  uint64_t bits =
      bit(source_kind(tags_at(tags, c->source.beg), tags_at(tags, c->source.end - 1), self));
  char before = c->source.beg ? tags_at(tags, c->source.beg - 1) : '/';
  bits |= bit_if(c->source.end - c->source.beg >= LONG_SOURCE, SOURCE_LONG);
  bits |= bit_if(before == '/', SOURCE_FIRST) |
          bit_if(before == 'u' || before == 'w', SOURCE_AFTER_SUBORDINATOR);
  bits |= bit_if(before == 'T', SOURCE_AFTER_THAT) | bit_if(before == ',', SOURCE_AFTER_COMMA);
  bits |= bit_if(before == '&' || before == 'U', SOURCE_AFTER_CONJUNCTION);
  uint32_t gap =
      c->source.end <= c->cue.beg ? c->cue.beg - c->source.end : c->source.beg - c->cue.end;
  return bits | bit_if(gap == 0, CUE_ADJACENT) | bit_if(gap > 0 && gap < 5, CUE_NEAR);
}

static bool has_tag(const TagString *tags, Range range, TagSet any) {
  for (uint32_t i = range.beg; i < range.end; i++)
    if (tagset_has(any, tags_at(tags, i))) return true;
  return false;
}

static uint64_t cue_evidence(const AttributionCandidate *c, const TagString *tags) {
  static const Evidence FORMS[CUE_FORMS] = {CUE_IS_BASE, CUE_IS_S, CUE_IS_PAST, CUE_IS_ING};
  return bit_if(has_tag(tags, c->cue, TAGS("m")), CUE_MODAL) |
         bit_if(has_tag(tags, c->cue, TAGS("!")), CUE_NEGATED) |
         bit_if(has_tag(tags, c->cue, TAGS("h")), CUE_PERFECT) |
         bit_if(has_tag(tags, c->cue, TAGS("d")), CUE_DO) | bit(FORMS[c->anchor.form]);
}

static Evidence content_kind_of(char first) {
  switch (first) {
  case 'T':
    return CONTENT_THAT;
  case 't':
    return CONTENT_TO;
  case 'Q':
  case 'R':
  case 'Y':
  case 'q':
    return CONTENT_QUOTED;
  case 'P':
  case 'i':
  case 'O':
    return CONTENT_PRONOUN;
  case 'D':
  case 'A':
    return CONTENT_DETERMINER;
  case 'N':
    return CONTENT_NAME;
  case 'H':
  case 'J':
    return CONTENT_POSSESSIVE;
  case 'w':
  case 'W':
    return CONTENT_QUESTION;
  case 'u':
    return CONTENT_SUBORDINATE;
  case 'p':
  case 'o':
  case 'b':
  case 'a':
    return CONTENT_PREPOSITION;
  case 'g':
  case 'G':
    return CONTENT_GERUND;
  case 'v':
  case 'x':
  case 'h':
  case 'm':
  case 'd':
  case 'e':
  case 'E':
  case 'V':
  case 'Z':
    return CONTENT_VERB;
  default:
    return CONTENT_NOUN;
  }
}

static Evidence content_size(uint32_t size) {
  return size <= 1   ? CONTENT_ONE
         : size <= 2 ? CONTENT_TWO
         : size <= 4 ? CONTENT_FOUR
         : size <= 8 ? CONTENT_EIGHT
                     : CONTENT_LONG;
}

/* A subject and its verb: "(that) the talks will go on". */
static bool is_clause(const TagString *tags, Range content) {
  uint32_t i = content.beg;
  if (i < content.end && tags_at(tags, i) == 'T') i++;
  if (i == content.end || !tagset_has(TAGS("AJnNL9DPiTKq"), tags_at(tags, i))) return false;
  for (i++; i < content.end && tagset_has(TAGS("opbAJnNLKqrM"), tags_at(tags, i)); i++) {
  }
  return i < content.end && tagset_has(TAGS("xhmdvVZE"), tags_at(tags, i));
}

static uint64_t content_evidence(const AttributionCandidate *c, const TagString *tags) {
  Range all = c->content[0];
  uint32_t size = 0;
  uint64_t bits = bit(content_kind_of(tags_at(tags, all.beg)));
  for (uint32_t p = 0; p < c->parts; p++) {
    Range part = c->content[p];
    size += part.end - part.beg;
    bits |= bit_if(has_tag(tags, part, TAGS("xhmdvEVZ")), CONTENT_FINITE) |
            bit_if(has_tag(tags, part, TAGS("QRYq")), CONTENT_HOLDS_QUOTE);
  }
  uint32_t end = c->content[c->parts - 1].end;
  bits |= bit_if(end < tags_count(tags) && !tagset_has(TAGS("_/"), tags_at(tags, end)),
                 CONTENT_ENDS_EARLY);
  bits |= bit_if(c->content[0].beg == c->cue.end, CONTENT_MEETS_CUE);
  return bits | bit(content_size(size)) |
         bit_if(is_clause(tags, c->content[c->parts - 1]), CONTENT_CLAUSE);
}

static bool is_question(const TagString *tags, const Doc *doc, uint32_t at) {
  uint32_t count = tags_count(tags), most = at + RIGHT_MOST;
  while (at < count && at < most && !tagset_has(TAGS("_/"), tags_at(tags, at))) at++;
  if (at >= count || tags_at(tags, at) != '_') return false;
  Str stop = doc_words(doc, tags->tokens.items[at]);
  return stop.len && stop.ptr[0] == '?';
}

/* Inside what a likely candidate reports, and around one. */
static uint64_t nested_evidence(const AttributionCandidates *all, uint32_t index) {
  const AttributionCandidate *c = &all->items[index];
  uint64_t bits = 0;
  for (uint32_t i = index > 8 ? index - 8 : 0; i < all->len && i < index + 8; i++) {
    const AttributionCandidate *other = &all->items[i];
    if (i == index || other->frame < STRONG) continue;
    for (uint32_t p = 0; p < other->parts; p++)
      bits |= bit_if(range_holds(other->content[p], c->cue), NESTED) |
              bit_if(other->content[p].beg == c->cue.beg, NESTED_AT_START);
    for (uint32_t p = 0; p < c->parts; p++)
      bits |= bit_if(range_holds(c->content[p], other->cue), AROUND_OTHER);
  }
  return bits;
}

static double sum(const Weights *weights, const AttributionCandidate *c) {
  double odds = weights->frame * c->frame;
  for (uint64_t left = c->evidence; left; left &= left - 1)
    odds += weights->evidence[__builtin_ctzll(left)];
  return odds;
}

bool candidates_find(AttributionCandidates *out, TagString *tags, const Knowledge *knowledge,
                     const PatternSet *patterns, PatternScratch *scratch, const Weights *weights,
                     const Doc *doc, Err *err) {
  vec_clear(out);
  for (uint32_t i = 0; i < tags->anchors.len; i++) {
    const Anchor *anchor = &tags->anchors.items[i];
    Range around = sentence_around(tags, anchor->at);
    char *tag = tags->tags.ptr + anchor->at, before = *tag;
    *tag = '@';
    PatternMatch match;
    PatternResult result =
        pattern_match(patterns, scratch, pattern_slot(anchor->anchor_class, (CueForm)anchor->form),
                      (Str){tags->tags.ptr + around.beg, around.end - around.beg}, &match, err);
    *tag = before;
    if (result == PATTERN_LIMIT) return false;
    if (result == PATTERN_FOUND) add_candidate(out, tags, anchor, around, &match);
  }
  for (uint32_t i = 0; i < out->len; i++)
    out->items[i].frame =
        frame_odds(knowledge, patterns, scratch, &out->items[i].anchor, out->items[i].pattern);
  bool heading = tags->tokens.len && tags->tokens.items[0].beg == 0;
  for (uint32_t i = 0; i < out->len; i++) {
    AttributionCandidate *c = &out->items[i];
    bool self = is_self(knowledge, doc, tags_tokens(tags, c->source));
    c->evidence = bit(EVIDENCE_BIAS) | source_evidence(c, tags, self) | cue_evidence(c, tags) |
                  content_evidence(c, tags) | nested_evidence(out, i) |
                  bit_if(heading, IN_HEADING) |
                  bit_if(is_question(tags, doc, c->anchor.at), IN_QUESTION);
    c->odds = sum(weights, c);
  }
  return true;
}
