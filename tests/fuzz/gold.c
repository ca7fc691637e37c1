/* Gold lines: what gold_parse takes, gold_put writes, and reading that gives the same line again. */
#include "fuzz.h"

#include "io/gold.h"

static void check_gold(const Gold *gold) {
  uint32_t length = (uint32_t)gold->text.len;
  for (uint32_t i = 0; i < gold->stances.len; i++) {
    const GoldStance *s = &gold->stances.items[i];
    FUZZ_HOLDS(s->evidence.beg < s->evidence.end && s->evidence.end <= length);
    FUZZ_HOLDS(s->condition.beg <= s->condition.end && s->condition.end <= length);
    FUZZ_HOLDS(s->label < STANCE_NONE && s->kind <= GOLD_KIND_NONE);
  }
  for (uint32_t i = 0; i < gold->quotations.len; i++)
    FUZZ_HOLDS(gold->quotations.items[i].first + gold->quotations.items[i].count <= gold->parts.len);
  for (uint32_t i = 0; i < gold->parts.len; i++)
    FUZZ_HOLDS(gold->parts.items[i].beg < gold->parts.items[i].end && gold->parts.items[i].end <= length);
}

static bool parse(Gold *gold, Str line, Arena *arena) {
  Faults faults = {0};
  *gold = (Gold){0};
  bool ok = gold_parse(gold, line, "gold", 1, NULL, NULL, arena, &faults);
  FUZZ_HOLDS(ok == (faults.count == 0));
  check_gold(gold);
  return ok;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  Arena arena = {0};
  Gold gold, again;
  Buf first = {0}, second = {0}, valid = {0};
  fuzz_keep_valid((Str){(const char *)data, size}, &valid);
  if (parse(&gold, buf_slice(&valid), &arena)) {
    gold_put(&first, &gold);
    FUZZ_HOLDS(parse(&again, (Str){first.ptr, first.len - 1}, &arena));
    gold_put(&second, &again);
    FUZZ_HOLDS(str_equal(buf_slice(&first), buf_slice(&second)));
    gold_free(&again);
  }
  gold_free(&gold);
  arena_free(&arena);
  buf_free(&first);
  buf_free(&second);
  buf_free(&valid);
  return 0;
}
