/* Content is found as offsets of tags and kept as ranges of tokens. A quotation goes on after its
 * attribution ("…," she said. "…"), in the next paragraph when its mark is repeated, and after a
 * paragraph that ended in it; each rule rests on no more than the order of tags. */
#include "attribution/content.h"

#include <string.h>

void content_use_free(QuotationUse *use) {
  vec_free(&use->by);
  vec_free(&use->first);
}

Range content_trim(const TagString *tags, Range content) {
  while (content.beg < content.end && tagset_has(TAGS(",;:_/~>"), tags_at(tags, content.beg)))
    content.beg++;
  while (content.beg < content.end && tagset_has(TAGS(",;:_/~<"), tags_at(tags, content.end - 1)))
    content.end--;
  return content;
}

static bool is_speech(char tag) {
  return tag == 'Q' || tag == 'R' || tag == 'Y';
}

/* The last quotation that begins at or before a token; Doc.quotations.len for none. */
static uint32_t quotation_before(const Doc *doc, uint32_t token) {
  uint32_t low = 0, high = doc->quotations.len;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (doc->quotations.items[middle].tokens.beg <= token)
      low = middle + 1;
    else
      high = middle;
  }
  return low ? low - 1 : doc->quotations.len;
}

void content_start(QuotationUse *use, const TagString *tags, const Doc *doc) {
  uint32_t count = tags_count(tags);
  vec_reserve(&use->by, count);
  use->by.len = count;
  if (count) memset(use->by.items, 0, count * sizeof *use->by.items);
  while (use->first.len < doc->quotations.len) vec_push(&use->first, 0);
  for (uint32_t i = 0; i < count; i++) {
    if (!is_speech(tags_at(tags, i))) continue;
    uint32_t quotation = quotation_before(doc, tags->tokens.items[i].beg + 1);
    if (quotation < doc->quotations.len) use->first.items[quotation] = i;
  }
}

/* What was noted may be of an earlier paragraph: the tag must begin with the very mark. */
uint32_t content_first(const QuotationUse *use, const TagString *tags, const Doc *doc,
                       uint32_t quotation, uint32_t at) {
  uint32_t i = vec_at(&use->first, quotation);
  Range tokens = vec_at(&doc->quotations, quotation).tokens;
  return i < at && tags->tokens.items[i].beg + 1 == tokens.beg ? i : at;
}

uint32_t content_quotation(const TagString *tags, const Doc *doc, Range content) {
  for (uint32_t i = content.beg; i < content.end; i++)
    if (is_speech(tags_at(tags, i))) {
      uint32_t quotation = quotation_before(doc, tags->tokens.items[i].beg + 1);
      return quotation < doc->quotations.len ? doc->quotations.items[quotation].group + 1 : 0;
    }
  return 0;
}

void content_claim(QuotationUse *use, const TagString *tags, Range content, uint32_t attribution) {
  for (uint32_t i = content.beg; i < content.end; i++)
    if (is_speech(tags_at(tags, i)) && !use->by.items[i]) use->by.items[i] = attribution;
}

/* One more range, joined to the last where nothing stands between. */
static void add_part(Attribution *attribution, Range tokens) {
  Range *last = &attribution->content[attribution->parts - 1];
  if (range_holds(*last, tokens)) return;
  if (last->end == tokens.beg) {
    last->end = tokens.end;
    return;
  }
  if (attribution->parts < ATTRIBUTION_PARTS) attribution->content[attribution->parts++] = tokens;
}

/* May the quotation at offset i go on with what attribution `current` began? It must open a
 * sentence, or follow the comma after the reporting words: "…," she said, "…". */
static bool continues(const TagString *tags, const Attribution *current, uint32_t i) {
  if (!current->quotation) return false;
  if (i == 0 || tagset_has(TAGS("/_QRY"), tags_at(tags, i - 1))) return true;
  if (tags_at(tags, i - 1) != ',') return false;
  uint32_t cue = current->cue.end, quotation = tags->tokens.items[i].beg;
  const Range *last = &current->content[current->parts - 1];
  return last->end <= cue && cue <= quotation && quotation - cue < 24;
}

static bool only_quotations(const TagString *tags) {
  for (uint32_t i = 0; i < tags_count(tags); i++)
    if (!tagset_has(TAGS("QRYq/_"), tags_at(tags, i))) return false;
  return true;
}

void content_join(QuotationUse *use, const TagString *tags, Doc *doc) {
  uint32_t current = only_quotations(tags) ? use->open : 0, count = tags_count(tags);
  for (uint32_t i = 0; i < count; i++) {
    if (!is_speech(tags_at(tags, i))) continue;
    if (use->by.items[i]) {
      current = use->by.items[i];
    } else if (current && continues(tags, &vec_at(&doc->attributions, current - 1), i)) {
      add_part(&vec_at(&doc->attributions, current - 1), tags_tokens(tags, (Range){i, i + 1}));
      use->by.items[i] = current;
    }
  }
  use->open = current && vec_at(&doc->attributions, current - 1).quotation ? current : 0;
}

static bool is_word(const Token *token) {
  return token->kind == TOKEN_WORD || token->kind == TOKEN_NUMBER || token->kind == TOKEN_CLITIC;
}

static bool is_quoted(const Doc *doc, uint32_t token) {
  uint32_t at = quotation_before(doc, token);
  while (at < doc->quotations.len) {
    const Quotation *quotation = &doc->quotations.items[at];
    if (token < quotation->tokens.end) return true;
    if (!quotation->parent) return false;
    at = quotation->parent - 1;
  }
  return false;
}

void content_kind(const Doc *doc, Attribution *attribution) {
  bool quoted = false, plain = false;
  for (uint32_t p = 0; p < attribution->parts; p++) {
    bool meets = doc_meets_quotation(doc, attribution->content[p]);
    for (uint32_t i = attribution->content[p].beg; i < attribution->content[p].end; i++) {
      if (quoted && plain) break;
      if (!is_word(&doc->tokens.items[i])) continue;
      if (meets && is_quoted(doc, i))
        quoted = true;
      else
        plain = true;
    }
  }
  attribution->kind = quoted && plain ? ATTRIBUTION_MIXED
                      : quoted        ? ATTRIBUTION_DIRECT
                                      : ATTRIBUTION_INDIRECT;
}

uint32_t attribution_begin(const Attribution *attribution) {
  uint32_t first = attribution->content[0].beg;
  for (uint32_t p = 1; p < attribution->parts; p++)
    if (attribution->content[p].beg < first) first = attribution->content[p].beg;
  if (!range_empty(attribution->source) && attribution->source.beg < first)
    first = attribution->source.beg;
  if (!range_empty(attribution->cue) && attribution->cue.beg < first) first = attribution->cue.beg;
  return first;
}
