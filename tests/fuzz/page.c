/* HTML pages: any bytes are refused or give a text; all that is given is valid UTF-8. */
#include "fuzz.h"

#include "io/page.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  Arena arena = {0};
  Page page = {0}, again = {0};
  Err err;
  size_t points;
  Str html = {(const char *)data, size};
  bool ok = page_read(html, &arena, &page, "page", 1, &err);
  if (ok) {
    const Str parts[] = {page.text, page.title, page.date, page.url, page.language};
    FUZZ_HOLDS(page.text.len > 0);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) FUZZ_HOLDS(fuzz_utf8(parts[i], &points));
    FUZZ_HOLDS(str_equal(page.text, str_trim(page.text)));
  } else {
    FUZZ_HOLDS(strstr(err.text, "page:1: ") == err.text);
  }
  FUZZ_HOLDS(page_read(html, &arena, &again, "page", 1, &err) == ok); /* nothing stays from the page before */
  FUZZ_HOLDS(!ok || (str_equal(page.text, again.text) && str_equal(page.title, again.title)));
  arena_free(&arena);
  return 0;
}
