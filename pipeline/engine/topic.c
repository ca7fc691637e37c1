/* The loaders take one folder of tables, so the topic's and the program's own meet in a folder of
 * links that goes when the check is done; messages name the files as the user knows them. */
#include "engine/topic.h"

#include "base/arena.h"
#include "engine/samples.h"
#include "io/corpus.h"
#include "knowledge/table.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
  const char *folder, *base;
  char *joined; /* a data folder of links: lexicons/ alone */
  FailureReport report;
  void *context;
  Faults faults;
  Buf *notes;
} Topic;

static const char *const OWN_TABLES[] = {"types.tsv", "guarantees.tsv", "actors.tsv", "offices.tsv",
                                         "places.tsv"};
enum { OWN_COUNT = sizeof OWN_TABLES / sizeof *OWN_TABLES, FEW_ARTICLES = 30, SHOWN = 20 };

/* "a/b/c"; b and c may be empty, a may end with a slash. */
static char *join(const char *a, const char *b, const char *c) {
  Buf path = {0};
  size_t len = strlen(a);
  while (len > 1 && a[len - 1] == '/') len--;
  buf_add(&path, a, len);
  buf_format(&path, "%s%s%s%s", *b ? "/" : "", b, *c ? "/" : "", c);
  buf_byte(&path, '\0');
  return path.ptr;
}

static bool is_there(const char *path) {
  struct stat info;
  return stat(path, &info) == 0;
}

/* ---- the folder of links ---- */

/* Where a table of the joined folder lies in truth: owned by the caller. */
static char *true_place(const Topic *t, const char *file) {
  char *own = join(t->folder, "lexicons", file);
  if (is_there(own)) return own;
  free(own);
  return join(t->base, "lexicons", file);
}

/* "JOINED/lexicons/types.tsv:3: …" becomes "DIR/lexicons/types.tsv:3: …". */
static void report_truly(void *context, const Err *failure) {
  const Topic *t = context;
  char *links = join(t->joined, "lexicons", "");
  size_t len = strlen(links);
  const char *rest = failure->text + len + 1, *end = strchr(failure->text, ':');
  if (strncmp(failure->text, links, len) != 0 || !end || end < rest) {
    t->report(t->context, failure);
  } else {
    Buf file = {0};
    Err err;
    buf_add(&file, rest, (size_t)(end - rest));
    buf_byte(&file, '\0');
    char *place = true_place(t, file.ptr);
    err_at(&err, NULL, 0, "%s%s", place, end);
    t->report(t->context, &err);
    free(place);
    buf_free(&file);
  }
  free(links);
}

static int is_table(const struct dirent *entry) {
  return str_ends(str_of(entry->d_name), ".tsv") && entry->d_name[0] != '.';
}

static bool link_table(const Topic *t, const char *file, Err *err) {
  char *place = true_place(t, file), *link = join(t->joined, "lexicons", file);
  char full[PATH_MAX];
  bool ok = realpath(place, full) && symlink(full, link) == 0;
  if (!ok) err_at(err, place, 0, "cannot be linked to: %s", strerror(errno));
  free(place);
  free(link);
  return ok;
}

static bool link_tables(const Topic *t, Err *err) {
  struct dirent **entries;
  bool ok = true;
  char *lexicons = join(t->base, "lexicons", "");
  int count = scandir(lexicons, &entries, is_table, alphasort);
  if (count < 0) ok = err_at(err, lexicons, 0, "cannot be read: %s", strerror(errno));
  for (int i = 0; i < count; i++) {
    ok = ok && link_table(t, entries[i]->d_name, err);
    free(entries[i]);
  }
  if (count >= 0) free(entries);
  free(lexicons);
  return ok;
}

static bool open_joined(Topic *t, Err *err) {
  const char *place = getenv("TMPDIR");
  t->joined = join(place && *place ? place : "/tmp", "surety-topic-XXXXXX", "");
  if (!mkdtemp(t->joined)) return err_at(err, t->joined, 0, "cannot be made: %s", strerror(errno));
  char *lexicons = join(t->joined, "lexicons", "");
  bool ok =
      mkdir(lexicons, 0700) == 0 || err_at(err, lexicons, 0, "cannot be made: %s", strerror(errno));
  free(lexicons);
  return ok && link_tables(t, err);
}

static void close_joined(Topic *t) {
  struct dirent **entries;
  char *lexicons = join(t->joined, "lexicons", "");
  int count = scandir(lexicons, &entries, is_table, alphasort);
  for (int i = 0; i < count; i++) {
    char *link = join(lexicons, entries[i]->d_name, "");
    unlink(link);
    free(link);
    free(entries[i]);
  }
  if (count >= 0) free(entries);
  rmdir(lexicons);
  rmdir(t->joined);
  free(lexicons);
  free(t->joined);
}

/* ---- what stands in the folder ---- */

static void check_files(Topic *t) {
  for (int i = 0; i < OWN_COUNT; i++) {
    char *path = join(t->folder, "lexicons", OWN_TABLES[i]);
    if (!is_there(path))
      faults_add(&t->faults, path, 0, "is missing: a topic has its own, were it a header alone");
    free(path);
  }
  char *codebook = join(t->folder, "CODEBOOK.md", "");
  if (!is_there(codebook))
    faults_add(&t->faults, codebook, 0, "is missing: what do annotators go by?");
  free(codebook);
}

static bool is_plain_id(Str id) {
  for (size_t i = 0; i < id.len; i++) {
    char c = id.ptr[i];
    bool letter = c >= 'a' && c <= 'z';
    if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '_'))) return false;
  }
  return id.len > 0;
}

/* A type that nothing names is never found, and one without a description cannot be annotated. */
static void check_types(Topic *t) {
  static const char *const TYPES[] = {"id", "rank", "description"};
  static const char *const GUARANTEES[] = {"phrase", "type", "class"};
  Table types, guarantees;
  Err err;
  char *path = join(t->folder, "lexicons", "types.tsv");
  char *phrases = join(t->folder, "lexicons", "guarantees.tsv");
  bool has_types = table_read(&types, path, TYPES, 3, &err);
  if (has_types && !types.rows) faults_add(&t->faults, path, 0, "has no type");
  if (has_types && table_read(&guarantees, phrases, GUARANTEES, 3, &err)) {
    for (uint32_t row = 0; row < types.rows; row++) {
      Str id = table_cell(&types, row, 0);
      bool named = false;
      for (uint32_t g = 0; g < guarantees.rows; g++)
        named |= str_equal(table_cell(&guarantees, g, 1), id) &&
                 str_is(table_cell(&guarantees, g, 2), "term");
      if (!named)
        faults_add(&t->faults, path, table_line(row), "no term of guarantees.tsv names %.*s",
                   FAULT_TEXT(id));
      if (!is_plain_id(id))
        faults_add(&t->faults, path, table_line(row),
                   "an id is made of a to z, 0 to 9 and _, and begins with a letter: %.*s",
                   FAULT_TEXT(id));
      if (!table_cell(&types, row, 2).len)
        faults_add(&t->faults, path, table_line(row), "%.*s has no description", FAULT_TEXT(id));
    }
    table_free(&guarantees);
  }
  if (has_types) table_free(&types);
  free(path);
  free(phrases);
}

/* ---- the corpus, by the eyes of the program ---- */

typedef struct {
  Topic *topic;
  Worker *worker;
  uint32_t articles, stances, reachable, unreachable;
  uint32_t labels[STANCE_LABELS];
  uint32_t *types; /* records by type */
} Survey;

static bool meets(Span a, Span b) {
  return a.beg < b.end && b.beg < a.end;
}

/* Whether a mention of the type stands in a sentence of the evidence. */
static bool is_named(const Worker *w, const GoldStance *gold) {
  const Doc *doc = &w->doc;
  for (uint32_t i = 0; i < doc->mentions.len; i++) {
    const Mention *m = &doc->mentions.items[i];
    const Sentence *s = &vec_at(&doc->sentences, doc_sentence_of(doc, m->at.beg));
    if (meets(doc_span(doc, s->tokens), gold->evidence) &&
        str_equal(w->resources->knowledge.types.items[m->type].id, gold->guarantee))
      return true;
  }
  return false;
}

static bool is_reachable(const Worker *w, const GoldStance *gold) {
  for (uint32_t i = 0; i < w->doc.candidates.len; i++)
    if (samples_meant(w, &w->doc.candidates.items[i], gold)) return true;
  return false;
}

static void survey_stance(Survey *s, const Gold *gold, const GoldStance *stance) {
  const Knowledge *k = &s->worker->resources->knowledge;
  uint32_t type = knowledge_type(k, stance->guarantee);
  s->stances++;
  s->labels[stance->label]++;
  if (!type) {
    faults_add(&s->topic->faults, gold->path, stance->line, "no such type in types.tsv: %.*s",
               FAULT_TEXT(stance->guarantee));
    return;
  }
  s->types[type - 1]++;
  if (is_reachable(s->worker, stance)) {
    s->reachable++;
    return;
  }
  if (s->unreachable++ >= SHOWN) return;
  if (is_named(s->worker, stance))
    buf_format(s->topic->notes, "note: %s:%llu: %.*s is not found as a holder there\n", gold->path,
               (unsigned long long)stance->line, FAULT_TEXT(stance->holder_id));
  else
    buf_format(s->topic->notes, "note: %s:%llu: no phrase of guarantees.tsv names %.*s there\n",
               gold->path, (unsigned long long)stance->line, FAULT_TEXT(stance->guarantee));
}

static void survey_article(Survey *s, const Corpus *corpus, uint32_t index) {
  Arena arena = {0};
  Gold gold = {0};
  Doc *doc = &s->worker->doc;
  Err err;
  corpus_read(corpus, index, &arena, &gold, &s->topic->faults);
  doc_reset(doc);
  doc->id = gold.id;
  doc->title = gold.title;
  doc->date = gold.date;
  doc->text = gold.text;
  if (!worker_run(s->worker, DEPTH_CANDIDATES, &err))
    faults_add(&s->topic->faults, gold.path, 0, "%s", err.text);
  else
    for (uint32_t i = 0; i < gold.stances.len; i++) survey_stance(s, &gold, &gold.stances.items[i]);
  s->articles++;
  gold_free(&gold);
  arena_free(&arena);
}

static void sum_up(Survey *s, const char *path) {
  const Knowledge *k = &s->worker->resources->knowledge;
  static const char *const LABELS[] = {"supports", "rejects", "conditional"};
  Buf *notes = s->topic->notes;
  for (int l = 0; l < STANCE_NONE; l++)
    if (!s->labels[l])
      faults_add(&s->topic->faults, path, 0, "no record %s: nothing to learn it from", LABELS[l]);
  for (uint32_t i = 0; i < k->types.len; i++)
    if (!s->types[i])
      buf_format(notes, "note: %s: no record of %.*s\n", path, (int)k->types.items[i].id.len,
                 k->types.items[i].id.ptr);
  if (s->unreachable > SHOWN)
    buf_format(notes, "note: … and %u records more that cannot be found\n", s->unreachable - SHOWN);
  if (s->articles < FEW_ARTICLES)
    buf_format(notes, "note: %s: %u articles; a model wants %d or more\n", path, s->articles,
               FEW_ARTICLES);
  buf_format(notes,
             "topic: %u types, %u actors; %u articles, %u stances (%u supports, %u rejects, %u "
             "conditional), %u of them can be found\n",
             k->types.len, k->actors.len, s->articles, s->stances, s->labels[STANCE_SUPPORTS],
             s->labels[STANCE_REJECTS], s->labels[STANCE_CONDITIONAL], s->reachable);
}

static void check_corpus(Topic *t, const Resources *resources) {
  Corpus corpus;
  Worker worker;
  char *path = join(t->folder, "corpus", "");
  worker_init(&worker, resources);
  Survey survey = {.topic = t, .worker = &worker};
  size_t size = (resources->knowledge.types.len + 1) * sizeof *survey.types;
  survey.types = memory_get(size);
  memset(survey.types, 0, size);
  corpus_open(&corpus, path, &t->faults);
  for (uint32_t i = 0; i < corpus.articles.len; i++) survey_article(&survey, &corpus, i);
  if (corpus.articles.len) sum_up(&survey, path);
  corpus_close(&corpus);
  worker_free(&worker);
  free(survey.types);
  free(path);
}

/* ---- all of it ---- */

static bool check_lexicons(Topic *t, Resources *resources) {
  char *lexicons = join(t->joined, "lexicons", "");
  Err err;
  t->faults.count += knowledge_check(lexicons, report_truly, t);
  free(lexicons);
  if (t->faults.count) return false;
  if (resources_load(resources, t->joined, NULL, NEED_LEXICONS, &err)) return true;
  report_truly(t, &err);
  t->faults.count++;
  return false;
}

bool topic_check(const char *folder, const char *base, FailureReport report, void *context,
                 uint64_t *faults, Buf *notes, Err *err) {
  Topic t = {.folder = folder, .base = base, .report = report, .context = context, .notes = notes};
  t.faults = (Faults){.report = report, .context = context};
  if (!is_there(folder)) return err_at(err, folder, 0, "is not there");
  bool ok = open_joined(&t, err);
  if (ok) {
    Resources resources;
    check_files(&t);
    check_types(&t);
    if (check_lexicons(&t, &resources)) {
      check_corpus(&t, &resources);
      resources_free(&resources);
    }
    *faults += t.faults.count;
  }
  close_joined(&t);
  return ok;
}
