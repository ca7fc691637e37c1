/* Tokens and sentences per second: the text stage beside ICU's word and sentence BreakIterators
 * (UText over UTF-8, locale en_US) on the same bytes, in one process.
 *
 * usage: bench_icu LEXICONS FILE [MEGABYTES]
 *        bench_icu --breaks FILE
 *
 * The file (articles, parted by two empty lines) is repeated to the wanted size (default 100). Each
 * reads it article by article, as the program does. CPU time of the process, the median of seven
 * rounds, taken in turn. One line a reader: name, MB/s, tokens or boundaries, sentences; then the
 * ratio. With --breaks ICU reads the file once, alone: one line, the CPU seconds of the breaking.
 */
#include "bench.h"

#include "base/file.h"
#include "text/quote.h"
#include "text/tokenize.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

typedef struct Bench {
  Str text;
  VEC(Str) articles;
  Knowledge knowledge;
  Doc doc;
  UBreakIterator *words, *sentences;
  uint64_t word_count, sentence_count;
} Bench;

static void read_ours(Bench *b, Str article) {
  doc_reset(&b->doc);
  b->doc.text = article;
  tokenize_run(&b->knowledge, &b->doc);
  b->word_count += b->doc.tokens.len;
  b->sentence_count += b->doc.sentences.len;
}

static uint64_t count_boundaries(UBreakIterator *iterator, UText *text) {
  UErrorCode status = U_ZERO_ERROR;
  uint64_t count = 0;
  ubrk_setUText(iterator, text, &status);
  while (ubrk_next(iterator) != UBRK_DONE) count++;
  return count;
}

static void read_icu(Bench *b, Str article) {
  UErrorCode status = U_ZERO_ERROR;
  UText *text = utext_openUTF8(NULL, article.ptr, (int64_t)article.len, &status);
  b->word_count += count_boundaries(b->words, text);
  b->sentence_count += count_boundaries(b->sentences, text);
  utext_close(text);
}

static double run(Bench *b, void (*read)(Bench *, Str)) {
  double start = cpu_seconds();
  b->word_count = b->sentence_count = 0;
  for (uint32_t i = 0; i < b->articles.len; i++) read(b, b->articles.items[i]);
  return cpu_seconds() - start;
}

static void report(const Bench *b, const char *name, double seconds) {
  printf("%-12s %8.1f MB/s  %10llu tokens  %9llu sentences\n", name,
         (double)b->text.len / 1e6 / seconds, (unsigned long long)b->word_count,
         (unsigned long long)b->sentence_count);
}

static void compare(Bench *b) {
  double ours[ROUNDS], icu[ROUNDS];
  Bench counts = {0};
  for (int i = 0; i < ROUNDS; i++) {
    ours[i] = run(b, read_ours);
    counts = *b;
    icu[i] = run(b, read_icu);
  }
  double a = median(ours), z = median(icu);
  report(&counts, "surety", a);
  report(b, "icu", z);
  printf("ratio        %8.2f\n", z / a);
}

/* The file as often as it takes, cut into articles. */
static void repeat(Bench *b, Str file, size_t bytes, Buf *all) {
  while (all->len < bytes) {
    buf_str(all, file);
    buf_text(all, "\n\n\n");
  }
  b->text = buf_slice(all);
  Str rest = b->text, piece;
  while (str_cut(&rest, "\n\n\n", &piece))
    if (piece.len) vec_push(&b->articles, piece);
}

static bool open_breaks(Bench *b) {
  UErrorCode status = U_ZERO_ERROR;
  b->words = ubrk_open(UBRK_WORD, "en_US", NULL, 0, &status);
  b->sentences = ubrk_open(UBRK_SENTENCE, "en_US", NULL, 0, &status);
  if (U_FAILURE(status)) fprintf(stderr, "bench_icu: %s\n", u_errorName(status));
  return !U_FAILURE(status);
}

static void close_all(Bench *b) {
  ubrk_close(b->words);
  ubrk_close(b->sentences);
  vec_free(&b->articles);
  doc_free(&b->doc);
}

static int breaks_alone(const char *path) {
  static Bench b;
  Err err;
  Buf file = {0}, all = {0};
  if (!file_read(path, &file, &err)) return fprintf(stderr, "bench_icu: %s\n", err.text), 2;
  repeat(&b, buf_slice(&file), 1, &all);
  if (!open_breaks(&b)) return 2;
  printf("%.6f\n", run(&b, read_icu));
  close_all(&b);
  buf_free(&file);
  buf_free(&all);
  return 0;
}

int main(int argc, char **argv) {
  static Bench b;
  Err err;
  Buf file = {0}, all = {0};
  if (argc == 3 && strcmp(argv[1], "--breaks") == 0) return breaks_alone(argv[2]);
  if (argc < 3) {
    fprintf(stderr, "usage: bench_icu LEXICONS FILE [MEGABYTES]\n");
    return 2;
  }
  if (!knowledge_load(&b.knowledge, argv[1], &err) || !file_read(argv[2], &file, &err)) {
    fprintf(stderr, "bench_icu: %s\n", err.text);
    return 2;
  }
  size_t megabytes = argc > 3 ? strtoul(argv[3], NULL, 10) : 100;
  repeat(&b, buf_slice(&file), megabytes * 1000000, &all);
  if (!open_breaks(&b)) return 2;
  compare(&b);
  close_all(&b);
  knowledge_free(&b.knowledge);
  buf_free(&file);
  buf_free(&all);
  return 0;
}
