/* Rows that follow one another and begin alike become one program, so that they share the work of
 * their beginning:
 *
 *   .*? left part (?: right part of row 3 (*MARK:3) | right part of row 4 (*MARK:4) | … )
 *
 * The slot of the anchor is a byte in front of the tags, and matching begins behind it; there `^`
 * of a row becomes `\G`, the place where matching began. The groups of row i are renamed source →
 * source_i, since names are unique in a program. */
#include "knowledge/pattern_parts.h"

#include <string.h>

/* A pattern up to its anchor and the end of the group around it. Rows that share it share its work.
 */
static Str left_part(Str all) {
  size_t i = 0, depth = 0;
  bool anchor = false, set = false; /* set: between [ and ] */
  for (; i < all.len && !(anchor && !depth); i++) {
    if (all.ptr[i] == '[' || all.ptr[i] == ']') set = all.ptr[i] == '[';
    if (set) continue;
    if (all.ptr[i] == '(') depth++;
    if (all.ptr[i] == ')') depth--;
    if (all.ptr[i] == '@') anchor = true;
  }
  return (Str){all.ptr, i};
}

/* A piece of row with `(?<source>` written `(?<source_12>`, and `^` written `\G`. */
static void add_piece(Buf *out, Str piece, uint32_t row) {
  bool set = false;
  for (size_t i = 0; i < piece.len; i++) {
    if (piece.ptr[i] == '[' || piece.ptr[i] == ']') set = piece.ptr[i] == '[';
    bool name = i >= 3 && !memcmp(piece.ptr + i - 3, "(?<", 3) && piece.ptr[i] >= 'a';
    if (!name && piece.ptr[i] == '^' && !set)
      buf_text(out, "\\G");
    else if (!name)
      buf_byte(out, piece.ptr[i]);
    if (!name) continue;
    for (; i < piece.len && piece.ptr[i] != '>'; i++) buf_byte(out, piece.ptr[i]);
    buf_format(out, "_%u>", row);
  }
}

/* Holds right behind the byte of one of these slots. */
static void add_slots(Buf *out, const SlotSet *slots) {
  buf_text(out, "(?<=[");
  for (uint32_t s = 0; s < SLOTS; s++)
    if (pattern_has_slot(slots, s)) buf_format(out, "\\x%02x", SLOT_BYTE + s);
  buf_text(out, "])");
}

Parts pattern_parts(const Row *row) {
  Parts parts = {.right = buf_slice(&row->source)};
  Str rest = parts.right;
  if (str_cut(&rest, "::", &parts.guard) && rest.ptr)
    parts.right = rest;
  else
    parts.guard = (Str){0};
  parts.left = left_part(parts.right);
  parts.right.ptr += parts.left.len;
  parts.right.len -= parts.left.len;
  return parts;
}

static bool share_left(const Row *a, const Row *b) {
  Parts x = pattern_parts(a), y = pattern_parts(b);
  return str_equal(x.guard, y.guard) && str_equal(x.left, y.left);
}

/* The rows from `first` on that follow one another and share guard and left part: up to the row
 * returned. */
uint32_t pattern_end_of_group(const PatternSet *set, uint32_t first, SlotSet *slots) {
  uint32_t end = first;
  *slots = (SlotSet){0};
  do {
    for (size_t w = 0; w < sizeof slots->bits / sizeof *slots->bits; w++)
      slots->bits[w] |= set->rows.items[end].slots.bits[w];
    end++;
  } while (end < set->rows.len && share_left(&set->rows.items[first], &set->rows.items[end]));
  return end;
}

/* The program of rows [first, end). A row with fewer slots than all of them is asked for by a group
 * that is set, empty, only for its slots. */
void pattern_write_program(const PatternSet *set, uint32_t first, uint32_t end,
                           const SlotSet *slots, Buf *all) {
  Parts parts = pattern_parts(&set->rows.items[first]);
  for (uint32_t r = first; r < end; r++) {
    if (!memcmp(&set->rows.items[r].slots, slots, sizeof *slots)) continue;
    buf_text(all, "(?:");
    add_slots(all, &set->rows.items[r].slots);
    buf_format(all, "(?<only_%u>)|)", r);
  }
  if (parts.guard.len) {
    buf_text(all, "(?=");
    add_piece(all, parts.guard, first);
    buf_byte(all, ')');
  }
  buf_text(all, ".*?");
  add_piece(all, parts.left, first);
  for (uint32_t r = first; r < end; r++) {
    bool some = memcmp(&set->rows.items[r].slots, slots, sizeof *slots) != 0;
    buf_text(all, r == first ? "(?:" : "|");
    if (some) buf_format(all, "(?(<only_%u>)", r);
    add_piece(all, pattern_parts(&set->rows.items[r]).right, r);
    buf_format(all, "(*MARK:%u)", r);
    if (some) buf_text(all, "|(*FAIL))");
  }
  buf_byte(all, ')');
}

/* What all rows of a program need; that of a right part is one row's own. */
Need pattern_need(const Row *row, bool alone) {
  Parts parts = pattern_parts(row);
  Need need = need_nothing();
  need_add(&need, parts.guard);
  need_add(&need, alone ? (Str){parts.left.ptr, parts.left.len + parts.right.len} : parts.left);
  return need;
}

/* Which programs a slot asks for: most have few. */
void patterns_list_programs(PatternSet *set) {
  for (uint32_t slot = 0; slot < SLOTS; slot++) {
    set->tried_from[slot] = set->tried.len;
    for (uint32_t i = 0; i < set->gates.len; i++)
      if (pattern_has_slot(&set->gates.items[i].slots, slot)) vec_push(&set->tried, (uint16_t)i);
  }
  set->tried_from[SLOTS] = set->tried.len;
}
