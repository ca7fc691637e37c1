#include "classify/ngrams.h"

#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>

/* ---- folding ---- */

/* Piece by piece between white space, since only words are folded as such; begins and ends with a
 * space. */
static void fold(Ngrams *n, Str text) {
  buf_clear(&n->folded);
  buf_byte(&n->folded, ' ');
  for (size_t at = 0, begin = 0; at <= text.len;) {
    uint32_t width = 1;
    bool ends = at == text.len || utf8_space(utf8_at(text, at, &width));
    if (ends && at > begin) {
      size_t before = n->folded.len;
      utf8_fold((Str){text.ptr + begin, at - begin}, &n->folded);
      if (n->folded.len > before) buf_byte(&n->folded, ' '); /* zero-width characters go */
    }
    at += width;
    if (ends) begin = at;
  }
}

/* ---- words ---- */

typedef enum { IN_SPACE, IN_WORD, IN_MARKS } Place;

static Place place_of(uint32_t point) {
  return point == ' ' ? IN_SPACE : utf8_word(point) ? IN_WORD : IN_MARKS;
}

static bool is_word_at(Str text, size_t at) {
  uint32_t width;
  return at < text.len && utf8_word(utf8_at(text, at, &width));
}

static void add_word(Ngrams *n, size_t begin, size_t end) {
  if (n->words.len) buf_byte(&n->words, ' ');
  vec_push(&n->begin, (uint32_t)n->words.len);
  buf_add(&n->words, n->folded.ptr + begin, end - begin);
  vec_push(&n->end, (uint32_t)n->words.len);
}

/* The end of the word that begins at `at`, which is no space. */
static size_t word_end(Str text, size_t at) {
  uint32_t width, point = utf8_at(text, at, &width);
  Place place = place_of(point);
  if ((point == '#' || point == '@') && is_word_at(text, at + 1)) place = IN_WORD;
  for (at += width; at < text.len; at += width) {
    point = utf8_at(text, at, &width);
    if (place == IN_WORD && point == '\'' && is_word_at(text, at + 1)) continue;
    if (place == IN_MARKS && (point == '#' || point == '@') && is_word_at(text, at + 1)) break;
    if (place_of(point) != place) break;
  }
  return at;
}

static void cut_words(Ngrams *n) {
  Str text = buf_slice(&n->folded);
  buf_clear(&n->words);
  vec_clear(&n->begin);
  vec_clear(&n->end);
  for (size_t at = 0; at < text.len;) {
    if (text.ptr[at] == ' ') {
      at++;
      continue;
    }
    size_t end = word_end(text, at);
    add_word(n, at, end);
    at = end;
  }
}

/* ---- n-grams ---- */

static void tell(Str gram, bool is_words, NgramSeen seen, void *context) {
  uint64_t hash = hash_add(HASH_BEGIN, is_words ? STR("w:") : STR("c:"));
  seen(context, hash_end(hash_add(hash, gram)), gram, is_words);
}

static void tell_words(const Ngrams *n, NgramSeen seen, void *context) {
  for (uint32_t i = 0; i < n->begin.len; i++)
    for (uint32_t k = i; k < i + NGRAM_WORDS_MOST && k < n->end.len; k++) {
      uint32_t begin = n->begin.items[i];
      tell((Str){n->words.ptr + begin, n->end.items[k] - begin}, true, seen, context);
    }
}

static void tell_letters(Ngrams *n, NgramSeen seen, void *context) {
  Str text = buf_slice(&n->folded);
  vec_clear(&n->points);
  for (uint32_t at = 0, width; at < text.len; at += width) {
    vec_push(&n->points, at);
    utf8_at(text, at, &width);
  }
  vec_push(&n->points, (uint32_t)text.len);
  for (uint32_t i = 0; i < n->points.len; i++)
    for (uint32_t k = i + NGRAM_LETTERS_LEAST; k <= i + NGRAM_LETTERS_MOST && k < n->points.len;
         k++) {
      uint32_t begin = n->points.items[i];
      tell((Str){text.ptr + begin, n->points.items[k] - begin}, false, seen, context);
    }
}

void ngrams_each(Ngrams *ngrams, Str text, NgramSeen seen, void *context) {
  fold(ngrams, text);
  if (ngrams->folded.len < 2) return; /* nothing but white space */
  cut_words(ngrams);
  tell_words(ngrams, seen, context);
  tell_letters(ngrams, seen, context);
}

static void keep_hash(void *context, uint64_t hash, Str gram, bool is_words) {
  HashVec *hashes = context;
  (void)gram, (void)is_words;
  vec_push(hashes, hash);
}

void ngrams_hash(Ngrams *ngrams, Str text, HashVec *hashes) {
  vec_clear(hashes);
  ngrams_each(ngrams, text, keep_hash, hashes);
  hashes_unique(hashes, 1);
}

double ngrams_value(size_t count) {
  return count ? 1 / sqrt((double)count) : 0;
}

void ngrams_free(Ngrams *ngrams) {
  buf_free(&ngrams->folded);
  buf_free(&ngrams->words);
  vec_free(&ngrams->points);
  vec_free(&ngrams->begin);
  vec_free(&ngrams->end);
}

static int ascending(const void *a, const void *b) {
  const uint64_t *x = a, *y = b;
  return (*x > *y) - (*x < *y);
}

void hashes_unique(HashVec *hashes, uint32_t least) {
  uint32_t kept = 0, run = 0;
  if (hashes->len) qsort(hashes->items, hashes->len, sizeof *hashes->items, ascending);
  for (uint32_t i = 0; i < hashes->len; i++) {
    uint64_t hash = hashes->items[i];
    run = i && hashes->items[i - 1] == hash ? run + 1 : 1;
    if (i + 1 < hashes->len && hashes->items[i + 1] == hash) continue;
    if (run >= least) hashes->items[kept++] = hash;
  }
  hashes->len = kept;
}
