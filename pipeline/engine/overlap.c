/* Every run of eight words gets a hash; sorted, equal hashes lie side by side, so each place learns
 * the first place in another article that reads the same. Neighbouring places whose partners are
 * neighbours too are one longer run. */
#include "engine/overlap.h"

#include "base/utf8.h"
#include "io/sheet.h"
#include "text/tokenize.h"

#include <stdlib.h>
#include <unistd.h>

/* ---- words ---- */

typedef VEC(OverlapWord) Words;

static uint64_t folded_hash(const Doc *doc, const Token *token, Buf *scratch) {
  buf_clear(scratch);
  utf8_fold(doc_text(doc, token->at), scratch);
  return hash_bytes(scratch->ptr, scratch->len);
}

/* The words of a document; a clitic is part of the word before it ("Ukraine's" is one). */
static void list_words(const Doc *doc, uint32_t article, Words *words) {
  Buf scratch = {0};
  for (uint32_t i = 0; i < doc->tokens.len; i++) {
    const Token *token = &doc->tokens.items[i];
    bool clitic = token->kind == TOKEN_CLITIC && words->len;
    if (!clitic && token->kind != TOKEN_WORD && token->kind != TOKEN_NUMBER) continue;
    uint64_t hash = folded_hash(doc, token, &scratch);
    if (clitic)
      vec_last(words).hash = hash_pair(vec_last(words).hash, hash);
    else
      vec_push(words, (OverlapWord){hash, token->at.beg, article, false});
  }
  buf_free(&scratch);
}

void overlap_read_stock(Overlap *overlap, const char *path, const Knowledge *knowledge,
                        Doc *scratch, Faults *faults) {
  static const char *const NAMES[] = {"phrase"};
  uint32_t column;
  Sheet sheet = {0};
  Words words = {0};
  if (access(path, F_OK) != 0) return;
  sheet_read(&sheet, path, faults);
  if (sheet.names.len && sheet_columns(&sheet, NAMES, 1, &column, faults))
    for (uint32_t row = 0; row < sheet_rows(&sheet); row++) {
      doc_reset(scratch);
      scratch->text = sheet_cell(&sheet, row, column);
      tokenize_run(knowledge, scratch);
      vec_clear(&words);
      list_words(scratch, 0, &words);
      vec_push(&overlap->stock_first, overlap->stock.len);
      for (uint32_t i = 0; i < words.len; i++) vec_push(&overlap->stock, words.items[i].hash);
    }
  vec_push(&overlap->stock_first, overlap->stock.len);
  doc_reset(scratch);
  vec_free(&words);
  sheet_free(&sheet);
}

/* Words of the stock phrase that begins at a word of the article, 0 where none does. */
static uint32_t stock_at(const Overlap *overlap, uint32_t word) {
  uint32_t longest = 0;
  for (uint32_t p = 0; p + 1 < overlap->stock_first.len; p++) {
    uint32_t first = overlap->stock_first.items[p];
    uint32_t count = overlap->stock_first.items[p + 1] - first, same = 0;
    if (count > overlap->words.len - word) continue;
    while (same < count &&
           overlap->stock.items[first + same] == overlap->words.items[word + same].hash)
      same++;
    if (same == count && count > longest) longest = count;
  }
  return longest;
}

void overlap_add(Overlap *overlap, const Doc *doc) {
  Words words = {0};
  uint32_t first = overlap->words.len;
  list_words(doc, overlap->articles.len, &words);
  for (uint32_t i = 0; i < words.len; i++) vec_push(&overlap->words, words.items[i]);
  vec_free(&words);
  for (uint32_t i = first; i < overlap->words.len; i++)
    for (uint32_t covered = stock_at(overlap, i); covered; covered--)
      overlap->words.items[i + covered - 1].stock = true;
  Arena *arena = &overlap->arena;
  vec_push(&overlap->articles,
           (OverlapArticle){{arena_copy(arena, doc->id.ptr, doc->id.len), doc->id.len},
                            {arena_copy(arena, doc->text.ptr, doc->text.len), doc->text.len}});
}

void overlap_free(Overlap *overlap) {
  vec_free(&overlap->words);
  vec_free(&overlap->articles);
  vec_free(&overlap->stock);
  vec_free(&overlap->stock_first);
  arena_free(&overlap->arena);
}

/* ---- sequences ---- */

typedef struct Gram {
  uint64_t hash;
  uint32_t word; /* its first */
} Gram;
typedef VEC(Gram) Grams;

static int by_hash_then_place(const void *a, const void *b) {
  const Gram *x = a, *y = b;
  if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
  return (x->word > y->word) - (x->word < y->word);
}

static bool within_article(const Overlap *overlap, uint32_t word, uint32_t count) {
  return word + count <= overlap->words.len &&
         overlap->words.items[word].article == overlap->words.items[word + count - 1].article;
}

/* All sequences of `length` words within an article, sorted by hash, then place. */
static void list_grams(const Overlap *overlap, uint32_t length, bool with_stock, Grams *grams) {
  for (uint32_t i = 0; i < overlap->words.len; i++) {
    uint64_t hash = HASH_BEGIN;
    bool whole = within_article(overlap, i, length);
    for (uint32_t n = 0; whole && n < length; n++) {
      hash = hash_pair(hash, overlap->words.items[i + n].hash);
      whole = with_stock || !overlap->words.items[i + n].stock;
    }
    if (whole) vec_push(grams, (Gram){hash, i});
  }
  if (grams->len) qsort(grams->items, grams->len, sizeof(Gram), by_hash_then_place);
}

OverlapGrams overlap_grams(const Overlap *overlap) {
  Grams grams = {0};
  list_grams(overlap, OVERLAP_GRAM, true, &grams);
  OverlapGrams count = {.all = grams.len};
  for (uint32_t i = 0; i < grams.len; i++)
    count.distinct += !i || grams.items[i].hash != grams.items[i - 1].hash;
  vec_free(&grams);
  return count;
}

/* ---- runs ---- */

enum { NOWHERE = UINT32_MAX, SHOWN_WORDS = 20 };

/* Word → the first word of the same run in an earlier article, or NOWHERE. Owned by the caller. */
static uint32_t *find_partners(const Overlap *overlap) {
  uint32_t *partners = memory_get((overlap->words.len + 1u) * sizeof *partners);
  Grams grams = {0};
  for (uint32_t i = 0; i <= overlap->words.len; i++) partners[i] = NOWHERE;
  list_grams(overlap, OVERLAP_RUN, false, &grams);
  for (uint32_t i = 1, first = 0; i < grams.len; i++) {
    if (grams.items[i].hash != grams.items[first].hash) first = i;
    uint32_t here = grams.items[i].word, there = grams.items[first].word;
    if (overlap->words.items[here].article != overlap->words.items[there].article)
      partners[here] = there;
  }
  vec_free(&grams);
  return partners;
}

static uint64_t line_of(const Overlap *overlap, uint32_t word) {
  const OverlapWord *w = &overlap->words.items[word];
  Str text = overlap->articles.items[w->article].text;
  uint64_t line = 1;
  for (uint32_t i = 0; i < w->at; i++) line += text.ptr[i] == '\n';
  return line;
}

static void report_run(const Overlap *overlap, const char *folder, uint32_t word, uint32_t partner,
                       uint32_t count, Faults *faults) {
  const OverlapWord *here = &overlap->words.items[word], *there = &overlap->words.items[partner];
  const OverlapArticle *article = &overlap->articles.items[here->article];
  Str other = overlap->articles.items[there->article].id;
  uint32_t last = word + (count < SHOWN_WORDS ? count : SHOWN_WORDS);
  size_t end = last < overlap->words.len && overlap->words.items[last].article == here->article
                   ? overlap->words.items[last].at
                   : article->text.len;
  Str words = str_trim((Str){article->text.ptr + here->at, end - here->at});
  Buf path = {0};
  buf_format(&path, "%s/%.*s.txt", folder, (int)article->id.len, article->id.ptr);
  buf_byte(&path, '\0');
  faults_add(faults, path.ptr, line_of(overlap, word),
             "%u words that stand in %.*s.txt:%llu too: %.*s", count, FAULT_TEXT(other),
             (unsigned long long)line_of(overlap, partner), FAULT_TEXT(words));
  buf_free(&path);
}

uint32_t overlap_report(const Overlap *overlap, const char *folder, Faults *faults) {
  uint32_t *partners = find_partners(overlap), runs = 0;
  for (uint32_t i = 0; i < overlap->words.len; i++) {
    if (partners[i] == NOWHERE) continue;
    uint32_t first = i;
    while (partners[i + 1] == partners[i] + 1) i++;
    report_run(overlap, folder, first, partners[first], i - first + OVERLAP_RUN, faults);
    runs++;
  }
  free(partners);
  return runs;
}
