/* The evidence: the shortest stretch that shows the stance. The candidate's clause comes near; what
 * it lacks is put back (a reporting verb that is the stance itself: "has refused T"; a condition
 * right beside it), and what it does not need is cut off ("…, its spokesman said on Monday"). */
#include "stance/stance.h"

enum { NEAR = 3 /* tokens between a cue and its words, or its source */, BESIDE = 2 };

static bool is_edge_mark(const Doc *doc, uint32_t token) {
  uint8_t kind = doc->tokens.items[token].kind;
  return kind == TOKEN_COMMA || kind == TOKEN_DASH || kind == TOKEN_STOP;
}

/* Commas and stops at the edge carry nothing. */
static Range trim(const Doc *doc, Range at) {
  while (at.end - at.beg > 1 && is_edge_mark(doc, at.beg)) at.beg++;
  while (at.end - at.beg > 1 && is_edge_mark(doc, at.end - 1)) at.end--;
  return at;
}

static bool covers(const Attribution *a, Range at) {
  for (uint32_t i = 0; i < a->parts; i++)
    if (range_holds(a->content[i], at)) return true;
  return false;
}

static Range join(Range a, Range b) {
  if (range_empty(a)) return b;
  if (range_empty(b)) return a;
  return (Range){a.beg < b.beg ? a.beg : b.beg, a.end > b.end ? a.end : b.end};
}

enum { NEIGHBOURS = 8 }; /* attributions around the candidate's own that are looked at */

static bool is_stance_itself(uint8_t cue_class) {
  return cue_class == CUE_REFUSE || cue_class == CUE_PROMISE || cue_class == CUE_WANT ||
         cue_class == CUE_ORDER;
}

/* Who reports the target is no part of it: "T, a spokesman said", "a spokesman said that T". */
static Range cut_report(const Doc *doc, const Candidate *c, Range evidence, Range target) {
  if (!c->attribution) return evidence;
  uint32_t own = c->attribution - 1, first = own > NEIGHBOURS ? own - NEIGHBOURS : 0;
  for (uint32_t i = first; i < doc->attributions.len && i <= own + NEIGHBOURS; i++) {
    const Attribution *a = &doc->attributions.items[i];
    Range report = join(a->source, a->cue);
    if (range_empty(report) || !covers(a, target) || is_stance_itself(a->cue_class)) continue;
    if (report.beg >= target.end && report.beg < evidence.end &&
        doc->tokens.items[report.beg - 1].kind == TOKEN_COMMA)
      evidence.end = report.beg;
    if (report.end <= target.beg && report.end > evidence.beg && a->content[0].beg >= report.end &&
        a->content[0].beg <= target.beg && !range_meets(report, c->holder_at))
      evidence.beg = a->content[0].beg;
  }
  return evidence;
}

/* "The council has refused" T: the verb that opens the words, with its source right before it. */
static Range add_cue(const Doc *doc, const Candidate *c, Range evidence, Range sentence) {
  if (!c->attribution) return evidence;
  const Attribution *a = &vec_at(&doc->attributions, c->attribution - 1);
  if (!is_stance_itself(a->cue_class) || range_empty(a->cue)) return evidence;
  if (a->cue.beg < sentence.beg || a->cue.end > evidence.beg || a->cue.end + NEAR < evidence.beg)
    return evidence;
  evidence.beg = a->cue.beg;
  bool source = !range_empty(a->source) && a->source.beg >= sentence.beg &&
                a->source.end <= a->cue.beg && a->source.end + NEAR >= a->cue.beg;
  if (source) evidence.beg = a->source.beg;
  return evidence;
}

/* A condition that goes on where the evidence ends, or that leads to where it begins. One outside
 * the reported words ("speaking on condition of …, he said") leads to nothing. */
static Range add_condition(const Doc *doc, const Candidate *c, Range evidence, Range condition) {
  if (range_empty(condition)) return evidence;
  if (condition.beg < evidence.end + BESIDE && condition.end > evidence.end) {
    evidence.end = condition.end;
  } else if (condition.beg < evidence.beg && condition.end + BESIDE > evidence.beg) {
    bool said =
        !c->attribution || covers(&vec_at(&doc->attributions, c->attribution - 1), condition);
    if (said) evidence.beg = condition.beg;
  }
  return evidence;
}

Range evidence_of(const Doc *doc, const Candidate *c, Range condition) {
  Range target = vec_at(&doc->mentions, c->mention).at;
  Range sentence = vec_at(&doc->sentences, c->sentence).tokens;
  Range evidence = trim(doc, cut_report(doc, c, c->clause, target));
  evidence = add_cue(doc, c, evidence, sentence);
  return trim(doc, add_condition(doc, c, evidence, condition));
}
