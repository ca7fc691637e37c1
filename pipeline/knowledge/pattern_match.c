/* At an anchor the programs are tried in the order of the table, but only those that have its slot
 * and whose needs (need.h) are met: a look at which tags stand before and behind the anchor leaves
 * two or three of forty.
 *
 * JIT code is faster than PCRE2's interpreter, but takes as long to make as a hundred sentences to
 * match. So matching begins with the interpreter, and the JIT code is made when it is worth it.
 * What comes out must not depend on who matched: the interpreter's answer counts only where it took
 * few steps and little memory, far from any limit of the JIT code; else the JIT code is asked.
 *
 * Limits: a tag string is at most a few hundred characters (the caller cuts it), and match and heap
 * limits end what backtracks beyond reason. */
#include "knowledge/pattern_parts.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
  ODDS_MEMOS = 1024, /* a power of two: more than most texts use */
  MATCH_LIMIT = 200000,
  HEAP_LIMIT_KIB = 1024,
  SLOW_MATCH_LIMIT = 1000, /* of the interpreter */
  SLOW_HEAP_LIMIT_KIB = 8 * 1024,
  SLOW_MATCHES = 64, /* in all threads, before the JIT code is made */
  STACK_FIRST = 32 * 1024,
  STACK_MOST = 256 * 1024
};

static const char *const GROUP_NAMES[GROUPS] = {"source",   "cue",      "content",
                                                "content2", "content3", "content4"};

/* The one thing that changes while threads match. */
struct Jit {
  pthread_mutex_t mutex; /* of the making */
  atomic_uint matches;
  _Atomic(pcre2_code **) codes; /* by program; NULL until all are made */
};

struct PatternScratch {
  pcre2_match_data *data;
  pcre2_match_context *context, *slow;
  pcre2_jit_stack *stack;
  Buf subject; /* slot and tags */
  FormTags tags;
  uint32_t tag_count;
  void *place; /* the caller's */
  OddsMemo odds[ODDS_MEMOS];
  bool heedless; /* tries programs whose needs are not met, too */
};

/* ---- compiling ---- */

/* The number of a row's group in its program; one of the left part has the name of the first row.
 */
static uint16_t group_number(const pcre2_code *code, const char *name, uint32_t row,
                             uint32_t first) {
  char full[32];
  snprintf(full, sizeof full, "%s_%u", name, row);
  int number = pcre2_substring_number_from_name(code, (PCRE2_SPTR)full);
  if (number > 0) return (uint16_t)number;
  return row == first ? 0 : group_number(code, name, first, first);
}

static bool compile_program(PatternSet *set, uint32_t first, uint32_t end, Gate gate, Buf *all,
                            Err *err) {
  int code;
  PCRE2_SIZE at;
  buf_clear(all);
  pattern_write_program(set, first, end, &gate.slots, all);
  pcre2_code *program =
      pcre2_compile((PCRE2_SPTR)all->ptr, all->len, PCRE2_EXTENDED | PCRE2_DOTALL | PCRE2_ANCHORED,
                    &code, &at, NULL);
  if (!program) {
    PCRE2_UCHAR message[256];
    pcre2_get_error_message(code, message, sizeof message);
    size_t from = at > 40 ? at - 40 : 0;
    return err_at(err, "patterns.tsv", 0, "%s near %.*s", (const char *)message, (int)(at - from),
                  all->ptr + from);
  }
  vec_push(&set->codes, program);
  vec_push(&set->gates, gate);
  for (uint32_t r = first; r < end; r++)
    for (uint32_t g = 0; g < GROUPS; g++)
      set->groups[r][g] = group_number(program, GROUP_NAMES[g], r, first);
  return true;
}

static bool compile(PatternSet *set, Err *err) {
  Buf all = {0};
  bool ok = true;
  set->groups = memory_zeroed(set->rows.len, sizeof *set->groups);
  for (uint32_t r = 0, end; ok && r < set->rows.len; r = end) {
    Gate gate;
    end = pattern_end_of_group(set, r, &gate.slots);
    gate.need = pattern_need(&set->rows.items[r], end == r + 1);
    ok = compile_program(set, r, end, gate, &all, err);
  }
  buf_free(&all);
  return ok;
}

/* Each row alone, to name the one that is at fault. */
static bool check_rows(const PatternSet *set, const char *path, Err *err) {
  for (uint32_t r = 0; r < set->rows.len; r++) {
    const Row *row = &set->rows.items[r];
    int code;
    PCRE2_SIZE at;
    Parts parts = pattern_parts(row);
    pcre2_code *alone = pcre2_compile((PCRE2_SPTR)parts.left.ptr, parts.left.len + parts.right.len,
                                      PCRE2_EXTENDED, &code, &at, NULL);
    if (!alone) {
      PCRE2_UCHAR message[256];
      pcre2_get_error_message(code, message, sizeof message);
      return err_at(err, path, 0, "pattern %s: %s", row->name, (const char *)message);
    }
    pcre2_code_free(alone);
  }
  return true;
}

bool patterns_compile(PatternSet *set, Err *err) {
  return compile(set, err) || (check_rows(set, "patterns.tsv", err) && false);
}

Jit *patterns_jit_new(void) {
  Jit *jit = memory_get(sizeof *jit);
  pthread_mutex_init(&jit->mutex, NULL);
  atomic_init(&jit->matches, 0);
  atomic_init(&jit->codes, NULL);
  return jit;
}

static void free_codes(pcre2_code **codes, uint32_t count) {
  for (uint32_t i = 0; codes && i < count; i++) pcre2_code_free(codes[i]);
  free(codes);
}

void patterns_free_codes(PatternSet *set) {
  free_codes(set->codes.items, set->codes.len);
  free_codes(atomic_load(&set->jit->codes), set->codes.len);
  pthread_mutex_destroy(&set->jit->mutex);
  free(set->jit);
}

void patterns_put_codes(const PatternSet *set, Buf *image) {
  uint8_t *bytes = NULL;
  PCRE2_SIZE size = 0;
  int32_t count = (int32_t)set->codes.len;
  const pcre2_code **codes = (const pcre2_code **)set->codes.items;
  if (count && pcre2_serialize_encode(codes, count, &bytes, &size, NULL) != count) size = 0;
  image_put(image, bytes, size, 1);
  pcre2_serialize_free(bytes);
}

void patterns_take_codes(PatternSet *set, Image *image) {
  uint32_t size;
  const uint8_t *bytes = image_take(image, 1, &size);
  int32_t count = (int32_t)set->gates.len;
  if (image->broken || !count) return;
  set->codes.items = memory_zeroed(set->gates.len, sizeof *set->codes.items);
  set->codes.len = set->codes.cap = set->gates.len;
  image->broken = !size || pcre2_serialize_decode(set->codes.items, count, bytes, NULL) != count;
}

/* ---- matching ---- */

PatternScratch *pattern_scratch_new(const PatternSet *set) {
  PatternScratch *scratch = memory_get(sizeof *scratch);
  uint32_t groups, most = 0;
  for (uint32_t i = 0; i < set->codes.len; i++) {
    pcre2_pattern_info(set->codes.items[i], PCRE2_INFO_CAPTURECOUNT, &groups);
    if (groups > most) most = groups;
  }
  *scratch = (PatternScratch){.data = pcre2_match_data_create(most + 1, NULL),
                              .context = pcre2_match_context_create(NULL),
                              .slow = pcre2_match_context_create(NULL),
                              .stack = pcre2_jit_stack_create(STACK_FIRST, STACK_MOST, NULL)};
  if (!scratch->data || !scratch->context || !scratch->slow || !scratch->stack) memory_none(0);
  pcre2_set_match_limit(scratch->context, MATCH_LIMIT);
  pcre2_set_heap_limit(scratch->context, HEAP_LIMIT_KIB);
  pcre2_set_match_limit(scratch->slow, SLOW_MATCH_LIMIT);
  pcre2_set_heap_limit(scratch->slow, SLOW_HEAP_LIMIT_KIB);
  pcre2_jit_stack_assign(scratch->context, NULL, scratch->stack);
  return scratch;
}

void pattern_scratch_free(PatternScratch *scratch) {
  if (!scratch) return;
  pcre2_match_data_free(scratch->data);
  pcre2_match_context_free(scratch->context);
  pcre2_match_context_free(scratch->slow);
  pcre2_jit_stack_free(scratch->stack);
  buf_free(&scratch->subject);
  free(scratch->tags.tags);
  free(scratch->tags.cues);
  free(scratch->place);
  free(scratch);
}

FormTags pattern_scratch_tags(PatternScratch *scratch, uint32_t count) {
  if (scratch->tag_count == count) return scratch->tags;
  free(scratch->tags.tags);
  free(scratch->tags.cues);
  scratch->tags.tags = memory_zeroed(count, 1);
  scratch->tags.cues = memory_zeroed(count, sizeof *scratch->tags.cues);
  scratch->tag_count = count;
  return scratch->tags;
}

void *pattern_scratch_place(PatternScratch *scratch, size_t size, bool *fresh) {
  *fresh = !scratch->place;
  if (*fresh) scratch->place = memory_zeroed(1, size);
  return scratch->place;
}

OddsMemo *pattern_scratch_memo(PatternScratch *scratch, uint64_t key) {
  return &scratch->odds[hash_mix(key) & (ODDS_MEMOS - 1)];
}

/* In the tags: the subject has the slot in front. */
static Range group_range(const PCRE2_SIZE *offsets, uint32_t number, uint32_t most) {
  if (!number || number >= most || offsets[2 * number] == PCRE2_UNSET) return (Range){0};
  return (Range){(uint32_t)offsets[2 * number] - 1, (uint32_t)offsets[2 * number + 1] - 1};
}

static void read_match(const PatternSet *set, pcre2_match_data *data, uint32_t groups,
                       PatternMatch *match) {
  PCRE2_SPTR mark = pcre2_get_mark(data);
  const PCRE2_SIZE *offsets = pcre2_get_ovector_pointer(data);
  *match = (PatternMatch){.pattern = mark ? (uint32_t)strtoul((const char *)mark, NULL, 10) : 0};
  const uint16_t *numbers = set->groups[match->pattern];
  match->source = group_range(offsets, numbers[0], groups);
  match->cue = group_range(offsets, numbers[1], groups);
  for (uint32_t g = 2; g < GROUPS; g++) {
    Range content = group_range(offsets, numbers[g], groups);
    if (!range_empty(content)) match->content[match->parts++] = content;
  }
}

static pcre2_code **make_jit(const PatternSet *set) {
  Jit *jit = set->jit;
  pthread_mutex_lock(&jit->mutex);
  pcre2_code **codes = atomic_load(&jit->codes);
  if (!codes) {
    codes = memory_get(set->codes.len * sizeof *codes);
    for (uint32_t i = 0; i < set->codes.len; i++) {
      codes[i] = pcre2_code_copy(set->codes.items[i]);
      if (!codes[i]) memory_none(0);
      pcre2_jit_compile(codes[i], PCRE2_JIT_COMPLETE); /* without JIT it works, slower */
    }
    atomic_store(&jit->codes, codes);
  }
  pthread_mutex_unlock(&jit->mutex);
  return codes;
}

static int run_code(const pcre2_code *code, const PatternScratch *scratch,
                    pcre2_match_context *context) {
  return pcre2_match(code, (PCRE2_SPTR)scratch->subject.ptr, scratch->subject.len, 1,
                     PCRE2_NO_UTF_CHECK, scratch->data, context);
}

/* Straight to the JIT code: what pcre2_match checks before is known of every subject. */
static int run_jit(const pcre2_code *code, const PatternScratch *scratch) {
  int groups = pcre2_jit_match(code, (PCRE2_SPTR)scratch->subject.ptr, scratch->subject.len, 1, 0,
                               scratch->data, scratch->context);
  bool none = groups == PCRE2_ERROR_JIT_BADOPTION; /* a machine without JIT */
  return none ? run_code(code, scratch, scratch->context) : groups;
}

static int run_program(const PatternSet *set, uint32_t program, const PatternScratch *scratch) {
  pcre2_code **codes = atomic_load_explicit(&set->jit->codes, memory_order_acquire);
  if (!codes &&
      atomic_fetch_add_explicit(&set->jit->matches, 1, memory_order_relaxed) < SLOW_MATCHES) {
    int groups = run_code(set->codes.items[program], scratch, scratch->slow);
    if (groups > 0 || groups == PCRE2_ERROR_NOMATCH) return groups;
  }
  return run_jit((codes ? codes : make_jit(set))[program], scratch);
}

/* The first program that matches or reaches a limit. */
static int run_programs(const PatternSet *set, uint32_t slot, Str tags,
                        const PatternScratch *scratch) {
  const char *anchor = memchr(tags.ptr, '@', tags.len);
  Surroundings around = need_around(tags, anchor ? (size_t)(anchor - tags.ptr) : 0);
  int groups = PCRE2_ERROR_NOMATCH;
  uint32_t end = set->tried_from[slot + 1];
  for (uint32_t i = set->tried_from[slot]; i < end && groups == PCRE2_ERROR_NOMATCH; i++) {
    uint32_t program = set->tried.items[i];
    if (scratch->heedless || need_met(&set->gates.items[program].need, &around))
      groups = run_program(set, program, scratch);
  }
  return groups;
}

void pattern_scratch_heedless(PatternScratch *scratch) {
  scratch->heedless = true;
}

PatternResult pattern_match(const PatternSet *set, PatternScratch *scratch, uint32_t slot, Str tags,
                            PatternMatch *match, Err *err) {
  Buf *subject = &scratch->subject;
  buf_clear(subject);
  buf_byte(subject, (char)(SLOT_BYTE + slot));
  buf_str(subject, tags);
  int groups = run_programs(set, slot, tags, scratch);
  if (groups > 0) {
    read_match(set, scratch->data, (uint32_t)groups, match);
    return PATTERN_FOUND;
  }
  if (groups == PCRE2_ERROR_NOMATCH) return PATTERN_NOTHING;
  err_at(err, "patterns.tsv", 0, "a limit was reached by the patterns of class %s",
         pattern_anchor_name((uint8_t)(slot / CUE_FORMS)));
  return PATTERN_LIMIT;
}
