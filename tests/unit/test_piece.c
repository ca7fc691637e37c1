/* Where a long document is cut: at the best end there is, and never within a character. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "engine/piece.h"

#include <string.h>

/* The text of a letter, over and over, with these bytes at a place. */
static Buf filled(size_t size, const char *letter, size_t at, const char *bytes) {
  Buf text = {0};
  while (text.len < size) buf_text(&text, letter);
  memcpy(text.ptr + at, bytes, strlen(bytes));
  return text;
}

static void cuts_at(Buf text, size_t expected) {
  Str rest = buf_slice(&text), piece = piece_cut(&rest);
  assert_int_equal(piece.len, expected);
  assert_ptr_equal(rest.ptr, text.ptr + expected);
  assert_int_equal(piece.len + rest.len, text.len);
  assert_int_equal(utf8_valid(piece), piece.len);
  assert_int_equal(utf8_valid(rest), rest.len);
  buf_free(&text);
}

static void test_one_piece(void **state) {
  (void)state;
  cuts_at(filled(1, "x", 0, "x"), 1);
  cuts_at(filled(PIECE_MOST, "x", 900000, "\n\n"), PIECE_MOST);
  cuts_at(filled(PIECE_MOST + 1, "x", PIECE_MOST - 2, "\n\n"), PIECE_MOST);
}

static void test_best_place(void **state) {
  (void)state;
  size_t size = PIECE_MOST + 100;
  cuts_at(filled(size, "x", 900000, "\n \r\ny\nz. Z y"), 900004); /* a paragraph before all else */
  cuts_at(filled(size, "x", 900000, "y\nz. Z y"), 900002);
  cuts_at(filled(size, "x", 900000, "yz. Z y"), 900004);
  cuts_at(filled(size, "x", 900000, "yz, Z."), 900004);
  cuts_at(filled(size, "x", 100, "\n\n"), PIECE_MOST); /* too far from the end */
}

static void test_characters(void **state) {
  (void)state;
  cuts_at(filled(PIECE_MOST + 100, "\xe2\x82\xac", 0, "x\xc3\xa9"), PIECE_MOST / 3 * 3);
}

static void test_all_pieces(void **state) {
  (void)state;
  Buf text = filled(5 * PIECE_MOST / 2, "Some words.\n\n", 0, "A");
  Str rest = buf_slice(&text);
  size_t pieces = 0, bytes = 0;
  for (; rest.len; pieces++) {
    Str piece = piece_cut(&rest);
    assert_true(piece.len && piece.len <= PIECE_MOST);
    assert_true(piece.ptr == text.ptr + bytes);
    if (rest.len) assert_memory_equal(piece.ptr + piece.len - 2, "\n\n", 2);
    bytes += piece.len;
  }
  assert_int_equal(bytes, text.len);
  assert_int_equal(pieces, 3);
  buf_free(&text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_one_piece), cmocka_unit_test(test_best_place),
      cmocka_unit_test(test_characters), cmocka_unit_test(test_all_pieces)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
