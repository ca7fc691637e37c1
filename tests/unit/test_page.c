/* Page: which words of a page are the article, and what its head tells. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "io/page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The page as "title|date|url|language|text", or "! message". */
static void reads_bytes(Str html, const char *expected) {
  Arena arena = {0};
  Page page;
  Err err;
  Buf seen = {0};
  if (page_read(html, &arena, &page, "p", 0, &err)) {
    const Str parts[] = {page.title, page.date, page.url, page.language, page.text};
    for (int i = 0; i < 5; i++) {
      if (i) buf_byte(&seen, '|');
      buf_str(&seen, parts[i]);
    }
  } else {
    buf_format(&seen, "! %s", err.text);
  }
  buf_byte(&seen, '\0');
  assert_string_equal(seen.ptr, expected);
  buf_free(&seen);
  arena_free(&arena);
}

static void reads(const char *html, const char *expected) {
  reads_bytes(str_of(html), expected);
}

static void test_paragraphs(void **state) {
  (void)state;
  reads("<p>One\n two.</p><p>Three.<br>Four.", "||||One two.\n\nThree.\nFour.");
  reads("<div>Loose <b>bold</b>text<div>below</div>", "||||Loose boldtext\n\nbelow");
  reads("Bare text &amp; no tag", "||||Bare text & no tag");
  reads("<p>a</p><script>x()</script><style>p{}</style><!-- c --><p>b</p>", "||||a\n\nb");
  reads("<p>&ldquo;Yes&rdquo;&#8212;caf&eacute;</p>", "||||“Yes”—café");
}

static void test_the_article_is_found(void **state) {
  (void)state;
  reads("<nav><p>Home News</p></nav><article><p>The nets were cut.</p></article>"
        "<aside><p>Buy!</p></aside><footer><p>Us</p></footer>",
        "||||The nets were cut.");
  reads("<div role=navigation><p>Home</p></div><div id=main><p>First of it.</p><p>Second of it.</p>"
        "</div><div class='x related-box'><p>Another story entirely.</p></div>",
        "||||First of it.\n\nSecond of it.");
  /* cards of other stories are articles too: the one with most text is meant */
  reads("<article><p>Short card.</p></article><article><p>The long text of the story that the page "
        "is "
        "about.</p></article><article><p>Other card.</p></article>",
        "||||The long text of the story that the page is about.");
  reads("<main><h1>Head</h1><div itemprop=articleBody><p>Body of the text.</p></div></main>",
        "Head||||Body of the text.");
}

static void test_blocks_of_links_are_left_out(void **state) {
  (void)state;
  reads(
      "<p>Text with <a href=x>a link</a> in it.</p><ul><li><a href=y>More stories here</a></li>"
      "<li>An item, <a>linked</a> in part.</li></ul><p><a href=z>Read on, on another page</a></p>",
      "||||Text with a link in it.\n\nAn item, linked in part.");
}

static void test_metadata(void **state) {
  (void)state;
  reads("<html lang=en-GB><title>T | Paper</title><meta property='og:title' content='T'>"
        "<meta name=date content='2025-01-02'><link rel=canonical href='https://e.org/t'><p>x",
        "T|2025-01-02|https://e.org/t|en-GB|x");
  reads("<title> Only\n title </title><p>x <time datetime='2025-02-03T10:00Z'>today</time>",
        "Only title|2025-02-03T10:00Z|||x today");
  reads("<meta property='og:title' content='B'><script type='application/ld+json'>"
        "{\"@graph\":[{\"@type\":\"Person\",\"name\":\"N\"},{\"headline\":\"A\",\"datePublished\":"
        "\"2025-03-04\",\"url\":\"https://e.org/a\"}]}</script><p>x",
        "A|2025-03-04|https://e.org/a||x");
  reads("<script type='application/ld+json'>{broken</script><h1>H</h1><p>x", "H||||H\n\nx");
}

static void test_character_sets(void **state) {
  (void)state;
  reads("<meta charset=iso-8859-1><p>caf\xc3\xa9", "||||café"); /* the bytes are UTF-8 */
  reads("<meta charset=iso-8859-1><p>caf\xe9 \x93x\x94", "||||café “x”");
  reads("<p>caf\xe9", "||||café");
  reads("<meta http-equiv=Content-Type content='text/html; charset=windows-1251'><p>\xcf\xf0",
        "||||Пр");
  reads("<meta charset=klingon><p>\xe9", "! p: unknown character set klingon");
  reads("\xef\xbb\xbf<p>x", "||||x");
}

static void test_refused(void **state) {
  (void)state;
  reads("", "! p: is empty");
  reads("<html><body></body></html>", "! p: no article was found in the page");
  reads("<script>x</script>", "! p: no article was found in the page");
}

static void repeats(const char *begin, const char *piece, uint32_t count, const char *end,
                    const char *expected) {
  Buf html = {0};
  buf_text(&html, begin);
  for (uint32_t i = 0; i < count; i++) buf_text(&html, piece);
  buf_text(&html, end);
  reads_bytes(buf_slice(&html), expected);
  buf_free(&html);
}

static void test_hostile_pages_end_soon(void **state) {
  (void)state;
  repeats("", "<div>", 300000, "<p>deep", "! p: no article was found in the page");
  repeats("<p ", "a=1 ", 300000, ">x", "! p: a tag has too many attributes");
  repeats("<p ", "a='1'", 300000, ">x", "! p: a tag has too many attributes");
  repeats("", "<", 300000, "", "! p: no article was found in the page");
  /* no entity but HTML's own */
  reads("<!DOCTYPE html [<!ENTITY b 'aaaa'>]><p>&b;&amp;", "||||]>\n\n&b;&");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_paragraphs),
      cmocka_unit_test(test_the_article_is_found),
      cmocka_unit_test(test_blocks_of_links_are_left_out),
      cmocka_unit_test(test_metadata),
      cmocka_unit_test(test_character_sets),
      cmocka_unit_test(test_refused),
      cmocka_unit_test(test_hostile_pages_end_soon),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
