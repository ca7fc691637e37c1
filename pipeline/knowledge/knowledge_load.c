/* One loader for all lexicons: each file is a table of rows, each row has a few phrases, each
 * phrase becomes an entry of the one trie. A check goes on behind a fault, a load ends with it. The
 * digest is of the bytes as they were read, so it names what a model was trained with. */
#include "knowledge/knowledge_parts.h"

#include <stdio.h>
#include <stdlib.h>

/* After a fault in err: true where the work goes on all the same. */
static bool goes_on(KnowledgeLoader *l) {
  if (!l->report) return false;
  l->report(l->context, l->err);
  l->faults++;
  return true;
}

static bool load_source(KnowledgeLoader *l, const char *folder, const KnowledgeSource *source,
                        Digest *digest) {
  char path[4096];
  if (snprintf(path, sizeof path, "%s/%s", folder, source->file) >= (int)sizeof path)
    return err_at(l->err, folder, 0, "the path is too long");
  if (!table_read(&l->table, path, source->names, source->columns, l->err)) return goes_on(l);
  *digest = digest_of(buf_slice(&l->table.bytes));
  l->seen = intern_new_for(2 * l->table.rows);
  vec_clear(&l->seen_line);
  bool ok = true;
  for (l->row = 0; ok && l->row < l->table.rows; l->row++)
    ok = (knowledge_cell(l, 0).len
              ? source->row(l)
              : knowledge_fault(l, "an empty cell in column", str_of(source->names[0]))) ||
         goes_on(l);
  intern_free(l->seen);
  table_free(&l->table);
  return ok;
}

/* Room from the start for what the shipped lexicons hold; larger ones grow. */
enum { WORDS_FIRST = 1 << 15, ACTORS_FIRST = 1 << 12 };

/* The tags grew beside the vocabulary; now they become an array as long as it. */
static void keep_forms(KnowledgeLoader *l) {
  uint32_t count = intern_count(l->k->words) + 1;
  l->k->forms = memory_get(count * sizeof *l->k->forms);
  for (uint32_t i = 0; i < count; i++)
    l->k->forms[i] = i < l->forms.len ? l->forms.items[i] : (FormInfo){0};
}

/* The attribution patterns are read by pattern.c, but what they find becomes features: they belong
 * to what a model was trained with. A file that is not there counts as empty; pattern.c complains.
 */
static const char *const PATTERN_FILES[] = {"patterns.tsv", "frames.tsv"};
enum { PATTERN_FILE_COUNT = sizeof PATTERN_FILES / sizeof *PATTERN_FILES };

static Digest file_digest(const char *folder, const char *file) {
  char path[4096];
  bool fits = snprintf(path, sizeof path, "%s/%s", folder, file) < (int)sizeof path;
  return digest_of_file(fits ? path : "");
}

typedef struct {
  Digest file[KNOWLEDGE_SOURCE_COUNT + PATTERN_FILE_COUNT];
} Digests;

static Digest digest_of_files(const Digests *digests) {
  enum { FILES = sizeof digests->file / sizeof *digests->file };
  Str hexes[FILES];
  for (uint32_t i = 0; i < FILES; i++) hexes[i] = (Str){digests->file[i].hex, DIGEST_HEX};
  return digest_of_all(hexes, FILES);
}

static void digest_pattern_files(const char *folder, Digests *digests) {
  for (uint32_t i = 0; i < PATTERN_FILE_COUNT; i++)
    digests->file[KNOWLEDGE_SOURCE_COUNT + i] = file_digest(folder, PATTERN_FILES[i]);
}

Digest knowledge_digest(const char *folder) {
  Digests digests;
  for (uint32_t i = 0; i < KNOWLEDGE_SOURCE_COUNT; i++)
    digests.file[i] = file_digest(folder, KNOWLEDGE_SOURCES[i].file);
  digest_pattern_files(folder, &digests);
  return digest_of_files(&digests);
}

static bool load_all(KnowledgeLoader *l, const char *folder) {
  Knowledge *k = l->k;
  *k = (Knowledge){.words = intern_new_for(WORDS_FIRST)};
  k->phrases = phrases_new(k->words);
  l->actor_ids = intern_new_for(ACTORS_FIRST);
  Digests digests = {0};
  bool ok = true;
  for (uint32_t i = 0; ok && i < KNOWLEDGE_SOURCE_COUNT; i++)
    ok = load_source(l, folder, &KNOWLEDGE_SOURCES[i], &digests.file[i]);
  digest_pattern_files(folder, &digests);
  if (ok) {
    k->digest = digest_of_files(&digests);
    phrases_freeze(k->phrases);
    intern_freeze(k->words);
    keep_forms(l);
  }
  intern_free(l->actor_ids);
  vec_free(&l->seen_line);
  vec_free(&l->forms);
  buf_free(&l->word);
  if (!ok) knowledge_free(k);
  return ok;
}

bool knowledge_load(Knowledge *knowledge, const char *folder, Err *err) {
  KnowledgeLoader l = {.k = knowledge, .err = err};
  return load_all(&l, folder);
}

uint32_t knowledge_check(const char *folder, FailureReport report, void *context) {
  Knowledge knowledge = {0};
  Err err;
  KnowledgeLoader l = {.k = &knowledge, .err = &err, .report = report, .context = context};
  if (load_all(&l, folder)) knowledge_free(&knowledge);
  return l.faults;
}
