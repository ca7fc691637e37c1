/* Articles and their annotation as people keep them. The annotation cites words; here they become
 * places. A row that cannot be placed for sure is a fault and not a guess: a wrong place would
 * teach the model something wrong in silence. */
#include "io/corpus.h"

#include "base/file.h"
#include "base/utf8.h"
#include "io/locate.h"
#include "io/sheet.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- which articles ---- */

static char *path_of(const char *folder, Str name, const char *ending) {
  Buf path = {0};
  buf_format(&path, "%s/%.*s%s", folder, (int)name.len, name.ptr, ending);
  buf_byte(&path, '\0');
  return path.ptr;
}

bool corpus_is_folder(const char *path) {
  struct stat info;
  return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static char *articles_folder(const char *path) {
  size_t len = strlen(path);
  while (len > 1 && path[len - 1] == '/') len--;
  char *root = memory_get(len + 1);
  memcpy(root, path, len);
  root[len] = '\0';
  char *below = path_of(root, STR("articles"), "");
  bool has_below = corpus_is_folder(below);
  free(has_below ? root : below);
  return has_below ? below : root;
}

static Str keep(Arena *arena, Str text) {
  return (Str){arena_copy(arena, text.ptr, text.len), text.len};
}

static int by_id(const void *a, const void *b) {
  return str_compare(((const CorpusArticle *)a)->id, ((const CorpusArticle *)b)->id);
}

static bool list_folder(Corpus *corpus, Faults *faults) {
  DIR *open = opendir(corpus->folder);
  if (!open) return faults_add(faults, corpus->folder, 0, "cannot be opened: %s", strerror(errno));
  for (struct dirent *entry; (entry = readdir(open));) {
    Str name = str_of(entry->d_name);
    if (!str_ends(name, ".txt") || name.ptr[0] == '.' || name.len == 4) continue;
    name.len -= 4;
    CorpusArticle article = {.id = keep(&corpus->arena, name)};
    article.fold = (uint8_t)(hash_bytes(name.ptr, name.len) % CORPUS_FOLDS);
    vec_push(&corpus->articles, article);
  }
  closedir(open);
  if (!corpus->articles.len) return faults_add(faults, corpus->folder, 0, "no .txt file in it");
  qsort(corpus->articles.items, corpus->articles.len, sizeof *corpus->articles.items, by_id);
  return true;
}

static CorpusArticle *find_article(Corpus *corpus, Str id) {
  CorpusArticle key = {.id = id};
  return bsearch(&key, corpus->articles.items, corpus->articles.len, sizeof key, by_id);
}

enum { LIST_ID, LIST_DATE, LIST_GENRE, LIST_TYPOGRAPHY, LIST_SPLIT, LIST_FOLD, LIST_COLUMNS };
static const char *const LIST_NAMES[] = {"id", "date", "genre", "typography", "split", "fold"};

static void take_list_row(Corpus *corpus, const Sheet *list, uint32_t row, const uint32_t *columns,
                          bool *listed, Faults *faults) {
  Str cell[LIST_COLUMNS];
  uint64_t line = sheet_line(list, row);
  uint32_t fold;
  for (uint32_t i = 0; i < LIST_COLUMNS; i++) cell[i] = sheet_cell(list, row, columns[i]);
  CorpusArticle *article = find_article(corpus, cell[LIST_ID]);
  bool test = str_is(cell[LIST_SPLIT], "test");
  if (!article) {
    faults_add(faults, list->path, line, "no article %.*s.txt", FAULT_TEXT(cell[LIST_ID]));
    return;
  }
  if (listed[article - corpus->articles.items])
    faults_add(faults, list->path, line, "%.*s stands twice", FAULT_TEXT(cell[LIST_ID]));
  listed[article - corpus->articles.items] = true;
  if (!test && !str_is(cell[LIST_SPLIT], "train"))
    faults_add(faults, list->path, line, "split \"%.*s\" is neither train nor test",
               FAULT_TEXT(cell[LIST_SPLIT]));
  if (str_is(cell[LIST_FOLD], "-"))
    fold = CORPUS_APART;
  else if (!str_number(cell[LIST_FOLD], &fold) || fold >= CORPUS_FOLDS)
    fold = 0, faults_add(faults, list->path, line, "fold \"%.*s\" is not 0 to %d, nor -",
                         FAULT_TEXT(cell[LIST_FOLD]), CORPUS_FOLDS - 1);
  article->date = keep(&corpus->arena, cell[LIST_DATE]);
  article->genre = keep(&corpus->arena, cell[LIST_GENRE]);
  article->typography = keep(&corpus->arena, cell[LIST_TYPOGRAPHY]);
  article->split = test ? SPLIT_TEST : SPLIT_TRAIN;
  article->fold = (uint8_t)fold;
}

static void read_list(Corpus *corpus, const char *path, Faults *faults) {
  Sheet list;
  uint32_t columns[LIST_COLUMNS];
  sheet_read(&list, path, faults);
  if (list.names.len && sheet_columns(&list, LIST_NAMES, LIST_COLUMNS, columns, faults)) {
    bool *listed = memory_get(corpus->articles.len * sizeof *listed);
    memset(listed, 0, corpus->articles.len * sizeof *listed);
    for (uint32_t row = 0; row < sheet_rows(&list); row++)
      take_list_row(corpus, &list, row, columns, listed, faults);
    for (uint32_t i = 0; i < corpus->articles.len; i++)
      if (!listed[i])
        faults_add(faults, path, 0, "%.*s.txt is not listed",
                   FAULT_TEXT(corpus->articles.items[i].id));
    free(listed);
  }
  sheet_free(&list);
}

bool corpus_open(Corpus *corpus, const char *path, Faults *faults) {
  uint64_t before = faults->count;
  *corpus = (Corpus){.folder = articles_folder(path)};
  if (!list_folder(corpus, faults)) return false;
  Buf list = {0};
  buf_format(&list, "%s.tsv", corpus->folder);
  buf_byte(&list, '\0');
  if (access(list.ptr, F_OK) == 0) read_list(corpus, list.ptr, faults);
  buf_free(&list);
  return faults->count == before;
}

void corpus_close(Corpus *corpus) {
  free(corpus->folder);
  vec_free(&corpus->articles);
  arena_free(&corpus->arena);
  *corpus = (Corpus){0};
}

/* ---- one article ---- */

enum {
  COLUMN_RECORD,
  COLUMN_WORDS,
  COLUMN_AT,
  COLUMN_KIND,
  COLUMN_SOURCE,
  COLUMN_SOURCE_ID,
  COLUMN_HOLDER,
  COLUMN_HOLDER_ID,
  COLUMN_SIDE,
  COLUMN_GUARANTEE,
  COLUMN_STANCE,
  COLUMN_CONDITION,
  COLUMNS
};
static const char *const NAMES[COLUMNS] = {"record", "words",     "at",     "kind",
                                           "source", "source_id", "holder", "holder_id",
                                           "side",   "guarantee", "stance", "condition"};

typedef struct Row { /* one line of an annotation on its way in */
  Gold *gold;
  const Locator *locator;
  SpanVec places; /* scratch */
  Str cell[COLUMNS];
  uint64_t line;
  Faults *faults;
} Row;

static bool fault(const Row *row, const char *cause, Str words) {
  return faults_add(row->faults, row->gold->path, row->line, "%s: %.*s", cause, FAULT_TEXT(words));
}

/* The place of words that must stand in the text, told apart by column `at` where they do so twice.
 */
static bool place_words(Row *row, Str words, Span *place) {
  uint32_t at = 1;
  locate(row->locator, words, false, &row->places);
  if (!row->places.len) return fault(row, "words are not in the text", words);
  if (row->cell[COLUMN_AT].len && (!str_number(row->cell[COLUMN_AT], &at) || !at))
    return fault(row, "column at is no number from 1", row->cell[COLUMN_AT]);
  if (at > row->places.len) return fault(row, "words stand fewer times than column at says", words);
  if (row->places.len > 1 && !row->cell[COLUMN_AT].len)
    return fault(row, "words stand more than once: say which in column at", words);
  *place = row->places.items[at - 1];
  return true;
}

/* The mention nearest to the evidence, in any case of letters. Empty words have none. */
static bool place_mention(Row *row, uint32_t column, Span evidence, Span *place) {
  if (!row->cell[column].len) return true;
  locate(row->locator, row->cell[column], true, &row->places);
  *place = locate_nearest(&row->places, evidence);
  const char *cause =
      column == COLUMN_HOLDER ? "holder is not in the text" : "source is not in the text";
  return row->places.len > 0 || fault(row, cause, row->cell[column]);
}

static bool place_condition(Row *row, GoldStance *stance) {
  if (!row->cell[COLUMN_CONDITION].len) return true;
  if (stance->label != STANCE_CONDITIONAL)
    return fault(row, "a condition, but the stance is", row->cell[COLUMN_STANCE]);
  locate(row->locator, row->cell[COLUMN_CONDITION], false, &row->places);
  stance->condition = locate_nearest(&row->places, stance->evidence);
  return row->places.len > 0 ||
         fault(row, "condition is not in the text", row->cell[COLUMN_CONDITION]);
}

static bool check_stance(const Row *row, GoldStance *stance) {
  bool ok = gold_label(row->cell[COLUMN_STANCE], &stance->label) ||
            fault(row, "unknown stance", row->cell[COLUMN_STANCE]);
  if (!row->cell[COLUMN_KIND].len || !gold_kind(row->cell[COLUMN_KIND], &stance->kind))
    return fault(row, "unknown kind", row->cell[COLUMN_KIND]);
  bool narrated = stance->kind == STANCE_NARRATED;
  if (narrated && row->cell[COLUMN_SOURCE].len)
    ok = fault(row, "narrated, but with a source", row->cell[COLUMN_SOURCE]);
  if (!narrated && !row->cell[COLUMN_SOURCE_ID].len)
    ok = fault(row, "no source_id", row->cell[COLUMN_WORDS]);
  for (uint32_t c = COLUMN_HOLDER; c <= COLUMN_GUARANTEE; c++)
    if (!row->cell[c].len) ok = fault(row, "empty cell in column", str_of(NAMES[c]));
  return ok;
}

static bool same_stance(const GoldStance *a, const GoldStance *b) {
  return a->evidence.beg == b->evidence.beg && a->evidence.end == b->evidence.end &&
         str_equal(a->holder_id, b->holder_id) && str_equal(a->guarantee, b->guarantee);
}

static bool is_new(const Row *row, const GoldStance *stance) {
  for (uint32_t i = 0; i < row->gold->stances.len; i++)
    if (same_stance(&row->gold->stances.items[i], stance))
      return fault(row, "the same record stands twice", row->cell[COLUMN_WORDS]);
  return true;
}

static void take_stance(Row *row) {
  GoldStance stance = {.source = row->cell[COLUMN_SOURCE],
                       .source_id = row->cell[COLUMN_SOURCE_ID],
                       .holder = row->cell[COLUMN_HOLDER],
                       .holder_id = row->cell[COLUMN_HOLDER_ID],
                       .side = row->cell[COLUMN_SIDE],
                       .guarantee = row->cell[COLUMN_GUARANTEE],
                       .line = row->line};
  bool ok = check_stance(row, &stance);
  ok = place_words(row, row->cell[COLUMN_WORDS], &stance.evidence) && ok;
  ok = place_mention(row, COLUMN_SOURCE, stance.evidence, &stance.source_at) && ok;
  ok = place_mention(row, COLUMN_HOLDER, stance.evidence, &stance.holder_at) && ok;
  ok = place_condition(row, &stance) && ok;
  if (ok && is_new(row, &stance)) vec_push(&row->gold->stances, stance);
}

static void take_quotation(Row *row) {
  Gold *gold = row->gold;
  GoldQuotation quotation = {.first = gold->parts.len,
                             .speaker = row->cell[COLUMN_SOURCE],
                             .speaker_id = row->cell[COLUMN_SOURCE_ID],
                             .side = row->cell[COLUMN_SIDE],
                             .line = row->line};
  static const uint8_t EMPTY[] = {COLUMN_KIND,      COLUMN_HOLDER, COLUMN_HOLDER_ID,
                                  COLUMN_GUARANTEE, COLUMN_STANCE, COLUMN_CONDITION};
  bool ok = true;
  for (size_t i = 0; i < sizeof EMPTY; i++)
    if (row->cell[EMPTY[i]].len) ok = fault(row, "a quotation has no", str_of(NAMES[EMPTY[i]]));
  Str rest = row->cell[COLUMN_WORDS], words;
  while (str_cut(&rest, " ¦ ", &words)) {
    Span part;
    if (place_words(row, words, &part))
      vec_push(&gold->parts, part);
    else
      ok = false;
  }
  quotation.count = gold->parts.len - quotation.first;
  if (ok)
    vec_push(&gold->quotations, quotation);
  else
    gold->parts.len = quotation.first;
}

static void take_rows(const Sheet *sheet, const Locator *locator, Arena *arena, Gold *gold,
                      Faults *faults) {
  uint32_t columns[COLUMNS];
  Row row = {.gold = gold, .locator = locator, .faults = faults};
  if (!sheet_columns(sheet, NAMES, COLUMNS, columns, faults)) return;
  for (uint32_t i = 0; i < sheet_rows(sheet); i++) {
    row.line = sheet_line(sheet, i);
    for (uint32_t c = 0; c < COLUMNS; c++)
      row.cell[c] = keep(arena, sheet_cell(sheet, i, columns[c]));
    if (str_is(row.cell[COLUMN_RECORD], "stance"))
      take_stance(&row);
    else if (str_is(row.cell[COLUMN_RECORD], "quotation"))
      take_quotation(&row);
    else
      fault(&row, "record is neither stance nor quotation", row.cell[COLUMN_RECORD]);
  }
  vec_free(&row.places);
}

static bool read_text(const char *path, Arena *arena, Gold *gold, Faults *faults) {
  Buf bytes = {0};
  Err err;
  bool ok = file_read(path, &bytes, &err) || faults_add(faults, NULL, 0, "%s", err.text);
  Str text = buf_slice(&bytes);
  size_t valid = utf8_valid(text);
  if (ok && valid < text.len)
    ok = faults_add(faults, path, 0, "not valid UTF-8 at byte %zu", valid);
  if (ok && str_starts(text, "\xef\xbb\xbf")) text.ptr += 3, text.len -= 3;
  if (ok && !text.len) ok = faults_add(faults, path, 0, "is empty");
  if (ok && text.len >= UINT32_MAX / 2) ok = faults_add(faults, path, 0, "is larger than 2 GiB");
  if (ok) gold->text = keep(arena, text);
  buf_free(&bytes);
  return ok;
}

bool corpus_read(const Corpus *corpus, uint32_t index, Arena *arena, Gold *gold, Faults *faults) {
  const CorpusArticle *article = &vec_at(&corpus->articles, index);
  uint64_t before = faults->count;
  char *text_path = path_of(corpus->folder, article->id, ".txt");
  char *path = path_of(corpus->folder, article->id, ".tsv");
  *gold = (Gold){.id = keep(arena, article->id),
                 .date = keep(arena, article->date),
                 .path = arena_copy(arena, path, strlen(path)),
                 .has_stances = true,
                 .has_quotations = true};
  if (read_text(text_path, arena, gold, faults)) {
    Locator locator = {0};
    Sheet sheet;
    Str rest = gold->text;
    str_cut(&rest, "\n", &gold->title);
    gold->title = str_trim(gold->title);
    locator_prepare(&locator, gold->text);
    sheet_read(&sheet, path, faults);
    if (sheet.names.len) take_rows(&sheet, &locator, arena, gold, faults);
    sheet_free(&sheet);
    locator_free(&locator);
  }
  free(text_path);
  free(path);
  return faults->count == before;
}
