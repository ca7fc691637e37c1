/* How much a find is worth. The table of patterns has one probability a pattern; frames.tsv has the
 * log-odds of a pattern with a cue's lemma, counted in annotated news, and under the lemma `*` the
 * weights of other evidence. A text asks for the same few pairs over and over: the scratch
 * remembers them. */
#include "knowledge/pattern_parts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool number_cell(Loader *l, Str text, double *value) {
  char number[32] = {0}, *end;
  memcpy(number, text.ptr, text.len < 31 ? text.len : 31);
  *value = strtod(number, &end);
  return (!*end && end != number && isfinite(*value)) || pattern_fault(l, "no number", text);
}

static bool odds_row(Loader *l) {
  double odds;
  Buf pair = {0};
  if (!number_cell(l, pattern_cell(l, 2), &odds)) return false;
  buf_str(&pair, pattern_cell(l, 1));
  buf_byte(&pair, '\t');
  buf_str(&pair, pattern_cell(l, 0));
  bool fresh = intern_add(l->set->pairs, buf_slice(&pair)) == l->set->odds.len + 1;
  buf_free(&pair);
  if (!fresh) return pattern_fault(l, "stands twice", pattern_cell(l, 0));
  vec_push(&l->set->odds, odds);
  return true;
}

bool patterns_read_odds(PatternSet *set, const char *folder, Err *err) {
  static const char *const NAMES[] = {"lemma", "pattern", "odds"};
  Loader l = {.set = set, .err = err};
  char path[4096];
  if (snprintf(path, sizeof path, "%s/frames.tsv", folder) >= (int)sizeof path)
    return err_at(err, folder, 0, "the path is too long");
  if (!table_read(&l.table, path, NAMES, 3, err)) return false;
  bool ok = true;
  for (; ok && l.row < l.table.rows; l.row++) ok = odds_row(&l);
  table_free(&l.table);
  return ok;
}

static bool find_odds(const PatternSet *set, const char *name, Str lemma, double *odds) {
  char pair[256];
  size_t width = strlen(name), len = width + 1 + lemma.len;
  if (len >= sizeof pair) return false;
  memcpy(pair, name, width);
  pair[width] = '\t';
  memcpy(pair + width + 1, lemma.ptr, lemma.len);
  uint32_t id = intern_find(set->pairs, (Str){pair, len}, hash_bytes(pair, len));
  if (!id) return false;
  *odds = set->odds.items[id - 1];
  return true;
}

bool patterns_odds(const PatternSet *set, uint32_t pattern, Str lemma, double *odds) {
  return find_odds(set, vec_at(&set->rows, pattern).name, lemma, odds);
}

bool pattern_scratch_odds(PatternScratch *scratch, const PatternSet *set, uint32_t pattern,
                          uint32_t cue, Str lemma, double *odds) {
  uint64_t key = (uint64_t)pattern << 32 | (cue + 1u);
  OddsMemo *memo = pattern_scratch_memo(scratch, key);
  if (memo->key != key) {
    *memo = (OddsMemo){.key = key};
    memo->counted = patterns_odds(set, pattern, lemma, &memo->odds);
  }
  if (memo->counted) *odds = memo->odds;
  return memo->counted;
}

double patterns_evidence(const PatternSet *set, const char *name, double otherwise) {
  double weight;
  return find_odds(set, name, STR("*"), &weight) ? weight : otherwise;
}
