/* Content is found as offsets of tags and kept as ranges of tokens. A quotation goes on after its
 * attribution ("…," she said. "…"), in the next paragraph when its mark is repeated, and after a
 * paragraph that ended in it; each rule rests on no more than the order of tags. */
#include "attribution/content.h"

#include <string.h>

void content_start(QuotationUse *use, const TagString *tags) {
  vec_clear(&use->by);
  for (uint32_t i = 0; i < tags_count(tags); i++) vec_push(&use->by, 0);
}

void content_use_free(QuotationUse *use) { vec_free(&use->by); }

Range content_trim(const TagString *tags, Range content) {
  while (content.beg < content.end && strchr(",;:_/~>", tags_at(tags, content.beg))) content.beg++;
  while (content.beg < content.end && strchr(",;:_/~<", tags_at(tags, content.end - 1))) content.end--;
  return content;
}

static bool is_speech(char tag) { return tag == 'Q' || tag == 'R' || tag == 'Y'; }

static uint32_t nth_quotation(const TagString *tags, uint32_t at) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < at; i++) n += is_speech(tags_at(tags, i)) || tags_at(tags, i) == 'q';
  return tags->quotations.items[n];
}

uint32_t content_quotation(const TagString *tags, const Doc *doc, Range content) {
  for (uint32_t i = content.beg; i < content.end; i++)
    if (is_speech(tags_at(tags, i))) return doc->quotations.items[nth_quotation(tags, i)].group + 1;
  return 0;
}

void content_claim(QuotationUse *use, const TagString *tags, Range content, uint32_t attribution) {
  for (uint32_t i = content.beg; i < content.end; i++)
    if (is_speech(tags_at(tags, i)) && !use->by.items[i]) use->by.items[i] = attribution;
}

/* One more range, joined to the last where nothing stands between. */
static void add_part(Attribution *attribution, Range tokens) {
  Range *last = &attribution->content[attribution->parts - 1];
  if (last->end == tokens.beg) {
    last->end = tokens.end;
    return;
  }
  if (attribution->parts < ATTRIBUTION_PARTS) attribution->content[attribution->parts++] = tokens;
}

/* Do only quotations and stops stand between offset from and offset to, besides one sentence? */
void content_join(QuotationUse *use, const TagString *tags, Doc *doc, uint32_t first) {
  uint32_t current = use->open, count = tags_count(tags);
  bool fresh = false; /* a claimed quotation stands in this paragraph */
  for (uint32_t i = 0; i < count; i++) {
    if (!is_speech(tags_at(tags, i))) continue;
    if (use->by.items[i]) {
      current = use->by.items[i];
      fresh = true;
      continue;
    }
    bool begins = i == 0 || tags_at(tags, i - 1) == '/' || tags_at(tags, i - 1) == '_';
    if (!current || !begins || (!fresh && i > 0)) continue;
    Attribution *attribution = &vec_at(&doc->attributions, current - 1);
    if (!attribution->quotation) continue;
    const Quotation *part = &doc->quotations.items[nth_quotation(tags, i)];
    if (!fresh && part->group + 1 != attribution->quotation && part->group == nth_quotation(tags, i)) continue;
    add_part(attribution, tags_tokens(tags, (Range){i, i + 1}));
    use->by.items[i] = current;
  }
  (void)first;
  uint32_t last = count;
  while (last > 0 && strchr("/_", tags_at(tags, last - 1))) last--;
  use->open = last > 0 && is_speech(tags_at(tags, last - 1)) ? use->by.items[last - 1] : 0;
}

static bool is_word(const Token *token) {
  return token->kind == TOKEN_WORD || token->kind == TOKEN_NUMBER || token->kind == TOKEN_CLITIC;
}

/* Is the token inside a quotation of the outermost level? Quotations are sorted by their begin. */
static bool is_quoted(const Doc *doc, uint32_t token) {
  uint32_t low = 0, high = doc->quotations.len;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (doc->quotations.items[middle].tokens.beg <= token)
      low = middle + 1;
    else
      high = middle;
  }
  while (low > 0) {
    const Quotation *quotation = &doc->quotations.items[--low];
    if (token < quotation->tokens.end) return true;
    if (!quotation->parent) return false;
    low = quotation->parent;
  }
  return false;
}

void content_kind(const Doc *doc, Attribution *attribution) {
  bool quoted = false, plain = false;
  for (uint32_t p = 0; p < attribution->parts; p++)
    for (uint32_t i = attribution->content[p].beg; i < attribution->content[p].end; i++) {
      if (!is_word(&doc->tokens.items[i])) continue;
      if (is_quoted(doc, i))
        quoted = true;
      else
        plain = true;
    }
  attribution->kind = quoted && plain ? ATTRIBUTION_MIXED : quoted ? ATTRIBUTION_DIRECT : ATTRIBUTION_INDIRECT;
}

uint32_t attribution_begin(const Attribution *attribution) {
  uint32_t first = attribution->content[0].beg;
  for (uint32_t p = 1; p < attribution->parts; p++)
    if (attribution->content[p].beg < first) first = attribution->content[p].beg;
  if (!range_empty(attribution->source) && attribution->source.beg < first) first = attribution->source.beg;
  if (!range_empty(attribution->cue) && attribution->cue.beg < first) first = attribution->cue.beg;
  return first;
}
