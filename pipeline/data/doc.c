#include "data/doc.h"

enum { TURN_NAME = 6 /* tokens of "NAME:" at most */ };

void doc_reset(Doc *doc) {
  doc->id = doc->title = doc->date = doc->url = doc->language = doc->text = (Str){0};
  arena_reset(&doc->arena);
  vec_clear(&doc->hidden);
  vec_clear(&doc->tokens);
  vec_clear(&doc->sentences);
  vec_clear(&doc->quotations);
  vec_clear(&doc->phrases);
  vec_clear(&doc->entities);
  vec_clear(&doc->references);
  vec_clear(&doc->attributions);
  vec_clear(&doc->mentions);
  vec_clear(&doc->candidates);
  vec_clear(&doc->stances);
}

void doc_free(Doc *doc) {
  arena_free(&doc->arena);
  vec_free(&doc->hidden);
  vec_free(&doc->tokens);
  vec_free(&doc->sentences);
  vec_free(&doc->quotations);
  vec_free(&doc->phrases);
  vec_free(&doc->entities);
  vec_free(&doc->references);
  vec_free(&doc->attributions);
  vec_free(&doc->mentions);
  vec_free(&doc->candidates);
  vec_free(&doc->stances);
}

Span doc_span(const Doc *doc, Range tokens) {
  if (range_empty(tokens)) return (Span){0, 0};
  return (Span){vec_at(&doc->tokens, tokens.beg).at.beg,
                vec_at(&doc->tokens, tokens.end - 1).at.end};
}

Str doc_text(const Doc *doc, Span span) {
  return (Str){doc->text.ptr + span.beg, span.end - span.beg};
}

uint32_t doc_turn_colon(const Doc *doc, uint32_t token) {
  uint32_t most = token + TURN_NAME < doc->tokens.len ? token + TURN_NAME : doc->tokens.len;
  for (uint32_t i = token; i < most; i++) {
    const Token *word = &doc->tokens.items[i];
    if (i > token && word->kind == TOKEN_COMMA && doc->text.ptr[word->at.beg] == ':') return i;
    if (word->kind != TOKEN_WORD || !(word->flags & TOKEN_CAPITAL)) return 0;
    if (!(word->flags & (TOKEN_UPPER | TOKEN_ABBREVIATION))) return 0;
  }
  return 0;
}

uint32_t doc_sentence_of(const Doc *doc, uint32_t token) {
  uint32_t low = 0, high = doc->sentences.len;
  while (high - low > 1) {
    uint32_t middle = low + (high - low) / 2;
    if (doc->sentences.items[middle].tokens.beg <= token)
      low = middle;
    else
      high = middle;
  }
  return low;
}

uint32_t doc_phrase_from(const Doc *doc, uint32_t token) {
  uint32_t low = 0, high = doc->phrases.len;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (doc->phrases.items[middle].at.beg < token)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

uint32_t doc_quotation_around(const Doc *doc, Range tokens) {
  uint32_t low = 0, high = doc->quotations.len; /* the first that reaches the end */
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (doc->quotations.items[middle].reach < tokens.end)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == doc->quotations.len) return 0;
  return range_holds(doc->quotations.items[low].tokens, tokens) ? low + 1 : 0;
}

bool doc_meets_quotation(const Doc *doc, Range tokens) {
  uint32_t low = 0, high = doc->quotations.len; /* the first that begins behind the range */
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (doc->quotations.items[middle].tokens.beg < tokens.end)
      low = middle + 1;
    else
      high = middle;
  }
  return low && doc->quotations.items[low - 1].reach > tokens.beg;
}

uint32_t doc_reference_from(const Doc *doc, uint32_t token) {
  uint32_t low = 0, high = doc->references.len;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (doc->references.items[middle].at.beg < token)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static bool is_continuation(char byte) {
  return ((unsigned char)byte & 0xc0) == 0x80;
}

uint32_t doc_code_point(const Doc *doc, CodePointCursor *cursor, uint32_t byte) {
  for (; cursor->byte < byte; cursor->byte++)
    cursor->point += !is_continuation(doc->text.ptr[cursor->byte]);
  for (; cursor->byte > byte; cursor->byte--)
    cursor->point -= !is_continuation(doc->text.ptr[cursor->byte - 1]);
  return cursor->point;
}

/* ---- doc_check ---- */

static bool span_ok(const Doc *doc, Span at) {
  return at.beg <= at.end && at.end <= doc->text.len &&
         (at.beg == doc->text.len || !is_continuation(doc->text.ptr[at.beg])) &&
         (at.end == doc->text.len || !is_continuation(doc->text.ptr[at.end]));
}

static bool range_ok(const Doc *doc, Range at) {
  return at.beg <= at.end && at.end <= doc->tokens.len;
}

static bool check_text(const Doc *doc, Err *err) {
  uint32_t end = 0;
  for (uint32_t i = 0; i < doc->tokens.len; i++) {
    Span at = doc->tokens.items[i].at;
    if (!span_ok(doc, at) || at.beg < end || at.beg == at.end)
      return err_at(err, NULL, 0, "token %u: bytes %u to %u", i, at.beg, at.end);
    end = at.end;
  }
  uint32_t token = 0;
  for (uint32_t i = 0; i < doc->sentences.len; i++) {
    Range at = doc->sentences.items[i].tokens;
    if (!range_ok(doc, at) || at.beg != token || range_empty(at))
      return err_at(err, NULL, 0, "sentence %u: tokens %u to %u", i, at.beg, at.end);
    token = at.end;
  }
  if (token != doc->tokens.len) return err_at(err, NULL, 0, "tokens after the last sentence");
  return true;
}

static bool check_quotations(const Doc *doc, Err *err) {
  for (uint32_t i = 0; i < doc->quotations.len; i++) {
    const Quotation *q = &doc->quotations.items[i];
    if (!range_ok(doc, q->tokens) || !span_ok(doc, q->at) || q->group > i || q->parent > i)
      return err_at(err, NULL, 0, "quotation %u is out of order", i);
  }
  return true;
}

static bool check_names(const Doc *doc, Err *err) {
  for (uint32_t i = 0; i < doc->phrases.len; i++)
    if (!range_ok(doc, doc->phrases.items[i].at) || range_empty(doc->phrases.items[i].at))
      return err_at(err, NULL, 0, "phrase %u lies outside", i);
  for (uint32_t i = 0; i < doc->references.len; i++) {
    const Reference *r = &doc->references.items[i];
    if (!range_ok(doc, r->at) || range_empty(r->at) || r->entity >= doc->entities.len)
      return err_at(err, NULL, 0, "reference %u lies outside", i);
    if (i && r->at.beg < doc->references.items[i - 1].at.beg)
      return err_at(err, NULL, 0, "reference %u is out of order", i);
  }
  return true;
}

static bool check_attributions(const Doc *doc, Err *err) {
  for (uint32_t i = 0; i < doc->attributions.len; i++) {
    const Attribution *a = &doc->attributions.items[i];
    bool ok = range_ok(doc, a->source) && range_ok(doc, a->cue) && a->parts >= 1 &&
              a->parts <= ATTRIBUTION_PARTS && a->speaker <= doc->entities.len &&
              a->quotation <= doc->quotations.len;
    for (uint32_t k = 0; ok && k < a->parts; k++)
      ok = range_ok(doc, a->content[k]) && !range_empty(a->content[k]);
    if (!ok) return err_at(err, NULL, 0, "attribution %u lies outside", i);
  }
  return true;
}

static bool check_stances(const Doc *doc, Err *err) {
  for (uint32_t i = 0; i < doc->mentions.len; i++)
    if (!range_ok(doc, doc->mentions.items[i].at) || range_empty(doc->mentions.items[i].at) ||
        doc->mentions.items[i].antecedent > i)
      return err_at(err, NULL, 0, "mention %u lies outside", i);
  for (uint32_t i = 0; i < doc->candidates.len; i++) {
    const Candidate *c = &doc->candidates.items[i];
    if (c->mention >= doc->mentions.len || c->holder >= doc->entities.len ||
        c->attribution > doc->attributions.len || c->sentence >= doc->sentences.len ||
        !range_ok(doc, c->holder_at) || !range_ok(doc, c->clause))
      return err_at(err, NULL, 0, "candidate %u lies outside", i);
  }
  for (uint32_t i = 0; i < doc->stances.len; i++) {
    const Stance *s = &doc->stances.items[i];
    if (s->candidate >= doc->candidates.len || !range_ok(doc, s->evidence) ||
        range_empty(s->evidence) || !range_ok(doc, s->condition) || s->source > doc->entities.len ||
        s->label >= STANCE_NONE)
      return err_at(err, NULL, 0, "stance %u lies outside", i);
  }
  return true;
}

bool doc_check(const Doc *doc, Err *err) {
  return check_text(doc, err) && check_quotations(doc, err) && check_names(doc, err) &&
         check_attributions(doc, err) && check_stances(doc, err);
}
