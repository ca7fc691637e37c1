/* Markup: each byte of the input is a piece of it, so that chance writes nested and broken markup all the time. What is
 * hidden is ordered, inside the text and never a token of its own; the words without marks are found as they are. */
#include "fuzz.h"

#include "text/quote.h"
#include "text/tokenize.h"

static const char *const PIECES[] = {
    "Arland ", "supports", " the ban", ". ", "\n", "\n\n", "*", "**", "***", "_", "__", "`", "```\n", "#", "## ", "> ", "- ",
    "1. ", "[", "](", ")", "http://x.y/z", "![", "[1]", "[^1]", "[^1]: ", "<b>", "</b>", "<sup>", "</sup>", "<script>", "</script>",
    "<p>", "<br/>", "<!--", "-->", "<a href=\"", "\">", "</a>", "&amp;", "&nbsp;", "&#8220;", "&#x201D;", "&", ";", "\\*", "\\", "|",
    "---\n", "===\n", "    ", "\t", "\r\n", "\xc2\xad", "\xe2\x80\x8b", "\xe2\x80\x9c", "\xe2\x80\x9d", "\xe2\x80\x99", "\"", "'", "(",
    "<", ">", "e\xcc\x81", "\xf0\x9f\x87\xb5\xf0\x9f\x87\xb1", "\xe2\x80\xae", "~~", "&#0;", "&#55296;", "&#1114112;", "he said",
    "@name", "#tag", "3.5", "…", "—"};
enum { PIECE_COUNT = sizeof PIECES / sizeof *PIECES };

static void check_hidden(const Doc *doc) {
  uint32_t last = 0, token = 0;
  for (uint32_t i = 0; i < doc->hidden.len; i++) {
    Span at = doc->hidden.items[i];
    FUZZ_HOLDS(last <= at.beg && at.beg < at.end && at.end <= doc->text.len);
    last = at.end;
    while (token < doc->tokens.len && doc->tokens.items[token].at.end <= at.beg) token++;
    if (token == doc->tokens.len) continue;
    Span next = doc->tokens.items[token].at; /* a token may go around what is hidden in it */
    FUZZ_HOLDS(!(at.beg <= next.beg && next.end <= at.end));
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const Resources *resources = fuzz_resources(false);
  Doc doc = {.id = STR("d")};
  Buf text = {0};
  Err err;
  for (size_t i = 0; i < size; i++) buf_text(&text, PIECES[data[i] % PIECE_COUNT]);
  doc.text = buf_slice(&text);
  tokenize_run(&resources->knowledge, &doc);
  quote_run(&resources->knowledge, &doc);
  FUZZ_HOLDS_ERR(doc_check(&doc, &err), &err);
  check_hidden(&doc);
  for (uint32_t i = 0; i < doc.quotations.len; i++) {
    const Quotation *q = &doc.quotations.items[i];
    FUZZ_HOLDS(!i || doc.quotations.items[i - 1].at.beg <= q->at.beg);
  }
  doc_free(&doc);
  buf_free(&text);
  return 0;
}
