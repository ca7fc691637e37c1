/* surety train: annotated articles in, a model out. */
#include "commands/command.h"
#include "commands/options.h"
#include "engine/batch.h"
#include "engine/card.h"
#include "engine/reviewed.h"
#include "io/corpus.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FOLDS = 5, FOLDS_LEAST = 2 };
enum { THREADS = 2 }; /* where none are asked for: each may need 1.2 GB, whatever the processors */

/* A feature must stand in so many articles: what fewer have is the turn of a writer. More of them
 * from larger corpora; beyond five nothing was gained. */
enum { LEAST_ARTICLES = 3, MOST_ARTICLES = 5, ARTICLES_EACH = 100 };

typedef struct {
  const char *output, *data, *add, *texts, *without;
  double cost, share;
  uint32_t folds, threads;
  bool all; /* train on the test split too */
  Inputs inputs;
} Settings;

static int fail(const Err *err) {
  return command_fail(&COMMAND_TRAIN, EXIT_USAGE, err);
}

/* ---- which articles ---- */

typedef struct {
  uint64_t hash;
  uint32_t index;
} Drawn;

static int by_drawn(const void *a, const void *b) {
  const Drawn *x = a, *y = b;
  if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
  return (x->index > y->index) - (x->index < y->index);
}

/* Says which articles to train on: not those for testing, and of the others the share, drawn by
 * the hash of their ids. A smaller share is part of a larger one. Owned by the caller. */
static bool *draw_articles(const Settings *s, const Corpus *corpus) {
  VEC(Drawn) drawn = {0};
  bool *chosen = memory_get(corpus->articles.len * sizeof *chosen);
  memset(chosen, 0, corpus->articles.len * sizeof *chosen);
  for (uint32_t i = 0; i < corpus->articles.len; i++) {
    const CorpusArticle *article = &corpus->articles.items[i];
    if (article->split != SPLIT_TEST || s->all)
      vec_push(&drawn, (Drawn){hash_bytes(article->id.ptr, article->id.len), i});
  }
  if (drawn.len) qsort(drawn.items, drawn.len, sizeof(Drawn), by_drawn);
  uint32_t count = (uint32_t)(s->share * drawn.len + 0.5);
  for (uint32_t i = 0; i < count && i < drawn.len; i++) chosen[drawn.items[i].index] = true;
  vec_free(&drawn);
  return chosen;
}

static bool add_articles(const Settings *s, Corpus *corpus, Worker *worker, SampleSet *set,
                         CorpusDigest *digest, Err *err) {
  bool ok = true, *chosen = draw_articles(s, corpus);
  for (uint32_t i = 0; ok && i < corpus->articles.len; i++) {
    const CorpusArticle *article = &corpus->articles.items[i];
    if (!chosen[i]) continue;
    Arena arena = {0};
    Gold gold = {0};
    Faults faults = {.report = command_report};
    if (!corpus_read(corpus, i, &arena, &gold, &faults))
      ok = err_at(err, s->inputs.items[0], 0, "the corpus has faults; surety check lists them");
    uint32_t fold = article->fold == CORPUS_APART ? FOLD_TRAINING_ONLY : article->fold % s->folds;
    if (ok) ok = samples_add(set, worker, &gold, fold, err);
    if (ok) corpus_digest_add(digest, &gold);
    gold_free(&gold);
    arena_free(&arena);
  }
  free(chosen);
  return ok;
}

/* ---- reviewed rows ---- */

typedef struct {
  const Settings *settings;
  Reviewed reviewed;
  ReviewedUse use;
  uint8_t *seen; /* by row: its document was read */
} Additions;

static bool add_document(Additions *a, const RawDoc *raw, SampleSet *set, Worker *worker,
                         Err *err) {
  uint32_t first, count = reviewed_find(&a->reviewed, raw->id, &first);
  if (!count) return true;
  memset(a->seen + first, 1, count);
  return reviewed_add(&a->reviewed, first, count, raw->text, set, worker, &a->use, err);
}

static bool add_documents(Additions *a, SampleSet *set, Worker *worker, Err *err) {
  Reader reader;
  Arena arena = {0};
  RawDoc raw;
  ReadStatus status;
  uint32_t failures = 0;
  bool ok = true;
  reader_open(&reader, &a->settings->texts, 1, command_report, NULL, &failures);
  while (ok && (status = reader_next(&reader, &arena, &raw, err)) != READ_END) {
    if (status == READ_DOCUMENT)
      ok = add_document(a, &raw, set, worker, err);
    else
      command_report(NULL, err); /* a document that is not needed may be broken */
    arena_reset(&arena);
  }
  for (uint32_t i = 0; ok && i < a->reviewed.rows.len; i++)
    if (!a->seen[i])
      ok = err_at(err, a->reviewed.sheet.path, a->reviewed.rows.items[i].line, "%.*s is not in %s",
                  FAULT_TEXT(a->reviewed.rows.items[i].doc_id), a->settings->texts);
  reader_close(&reader);
  arena_free(&arena);
  return ok;
}

static bool add_rows(Additions *a, SampleSet *set, Worker *worker, Err *err) {
  uint32_t rows = a->reviewed.rows.len;
  if (!a->settings->texts)
    return reviewed_add_sentences(&a->reviewed, 0, rows, set, worker, &a->use, err);
  a->seen = memory_get(rows + 1);
  memset(a->seen, 0, rows + 1);
  bool ok = add_documents(a, set, worker, err);
  free(a->seen);
  return ok;
}

static bool add_reviewed(const Settings *s, const Knowledge *knowledge, Worker *worker,
                         SampleSet *set, CorpusDigest *digest, Err *err) {
  Additions a = {.settings = s};
  Faults faults = {.report = command_report};
  if (!s->add) return true;
  bool ok = reviewed_read(&a.reviewed, s->add, knowledge, &faults) ||
            err_at(err, s->add, 0, "the review has faults");
  ok = ok && add_rows(&a, set, worker, err);
  if (ok) {
    printf("%s: %u rows reviewed, %u not looked at; %u of them meet a candidate, %u samples\n",
           s->add, a.reviewed.rows.len, a.reviewed.passed_over, a.use.used, a.use.samples);
    for (uint32_t i = 0; i < a.use.digests.len; i++)
      vec_push(&digest->parts, a.use.digests.items[i]);
  }
  vec_free(&a.use.digests);
  reviewed_free(&a.reviewed);
  return ok;
}

static void print_result(const Training *t, const SampleSet *set, const char *folder) {
  printf("%u articles, %u candidates, %u of %u records reachable, %u features\n", set->articles,
         set->samples.len, set->reachable, set->records, t->model.linear.features);
  printf("C %g, threshold %.3f; cross-validated: precision %.1f, recall %.1f, F1 %.1f, calibration "
         "error %.3f\n",
         t->used.cost, t->model.threshold, figure_precision(&t->figures),
         figure_recall(&t->figures), figure_f1(&t->figures), t->figures.calibration_error);
  printf("model %s in %s\n", t->model.name, folder);
}

static uint32_t threads_of(const Settings *s) {
  uint32_t processors = batch_processors();
  return s->threads ? s->threads : processors < THREADS ? processors : THREADS;
}

static int learn(const Settings *s, const Resources *resources, SampleSet *set,
                 CorpusDigest *digest) {
  Err err;
  Training training;
  TrainSettings settings = {
      .cost = s->cost, .none_weight = 1, .folds = s->folds, .threads = threads_of(s)};
  Digest corpus = corpus_digest_end(digest);
  if (s->without && !samples_drop(set, s->without, &err)) return fail(&err);
  uint32_t least = set->articles / ARTICLES_EACH;
  samples_number(set, least < LEAST_ARTICLES  ? LEAST_ARTICLES
                      : least > MOST_ARTICLES ? MOST_ARTICLES
                                              : least);
  if (!train_run(set, &settings, &resources->knowledge.digest, &training, &err)) return fail(&err);
  bool ok = card_write(&training, set, &corpus, s->output, &err);
  if (ok) print_result(&training, set, s->output);
  model_free(&training.model);
  return ok ? EXIT_DONE : fail(&err);
}

static int train(const Settings *s) {
  Err err;
  Resources resources;
  Corpus corpus;
  Faults faults = {.report = command_report};
  if (!resources_load(&resources, s->data, NULL, NEED_LEXICONS, &err)) return fail(&err);
  int status = EXIT_USAGE;
  if (corpus_open(&corpus, s->inputs.items[0], &faults)) {
    Worker worker;
    SampleSet set;
    CorpusDigest digest = {0};
    worker_init(&worker, &resources);
    samples_init(&set);
    status = add_articles(s, &corpus, &worker, &set, &digest, &err) &&
                     add_reviewed(s, &resources.knowledge, &worker, &set, &digest, &err)
                 ? learn(s, &resources, &set, &digest)
                 : fail(&err);
    vec_free(&digest.parts); /* where they were not needed */
    samples_free(&set);
    worker_free(&worker);
  }
  corpus_close(&corpus);
  resources_free(&resources);
  return status;
}

static int run(int argc, char *const *argv) {
  Settings s = {.share = 1, .folds = FOLDS};
  bool help;
  Err err;
  const Option options[] = {
      {"--output", "-o", "DIR", "the model's folder", OPTION_TEXT, &s.output},
      {"--cost", NULL, "C", "C of the SVM (default: chosen by cross-validation)", OPTION_SHARE,
       &s.cost},
      {"--articles-share", NULL, "SHARE",
       "train on this share of the articles, 0 to 1 (default: 1)", OPTION_SHARE, &s.share},
      {"--without", NULL, "PREFIXES",
       "leave out features whose names begin with one of PREFIXES (a,b,…)", OPTION_TEXT,
       &s.without},
      {"--folds", NULL, "N", "parts of cross-validation, 2 to 5 (default: 5)", OPTION_NUMBER,
       &s.folds},
      {"--threads", "-j", "N", "threads, each with up to 1.2 GB of memory (default: at most 2)",
       OPTION_THREADS, &s.threads},
      {"--add", NULL, "FILE", "rows that surety review picked and a person corrected", OPTION_TEXT,
       &s.add},
      {"--texts", NULL, "INPUT",
       "the articles of those rows, as extract read them (default: their "
       "sentences alone)",
       OPTION_TEXT, &s.texts},
      {"--all", NULL, NULL, "train on the test split too", OPTION_FLAG, &s.all},
      {"--data", NULL, "DIR", "the folder that holds lexicons/", OPTION_TEXT, &s.data},
      {0}};
  int status = EXIT_USAGE;
  if (!options_parse(argc, argv, options, &s.inputs, &help, &err)) {
    fail(&err);
  } else if (help) {
    printf("Usage: surety train [OPTION…] CORPUS -o DIR\n\n"
           "Trains a model on annotated articles: a folder as corpus/ is. With --add, on reviewed "
           "rows too.\n\n");
    options_print(options);
    printf("\nExamples:\n"
           "  surety train corpus -o my-model\n"
           "  surety train corpus --add review.tsv --texts articles/ -o my-model\n"
           "  surety eval corpus --split test old.tsv new.tsv    (tables by the two models)\n");
    status = EXIT_DONE;
  } else if (s.inputs.len != 1 || !s.output) {
    err_at(&err, NULL, 0, "one CORPUS and -o DIR are needed; surety train --help tells more");
    fail(&err);
  } else if (s.folds < FOLDS_LEAST || s.folds > FOLDS) {
    err_at(&err, NULL, 0, "--folds takes %d to %d", FOLDS_LEAST, FOLDS);
    fail(&err);
  } else {
    status = train(&s);
  }
  vec_free(&s.inputs);
  return status;
}

const Command COMMAND_TRAIN = {"train", "train CORPUS -o DIR", "a model from annotated articles",
                               run};
