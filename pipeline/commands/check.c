/* surety check: every fault of lexicons, corpus and models, with file and line. */
#include "commands/command.h"

#include "base/file.h"
#include "commands/options.h"
#include "engine/census.h"
#include "engine/resources.h"
#include "engine/topic.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct {
  const char *data, *corpus, *export, *topic;
  uint64_t faults, warnings;
  Digest training; /* of the own corpus' training articles; empty: it has faults, or is not there */
} Settings;

static bool path_in(char *path, size_t size, const char *folder, const char *name, Err *err) {
  return snprintf(path, size, "%s/%s", folder, name) < (int)size ||
         err_at(err, folder, 0, "the path is too long");
}

/* ---- the corpus ---- */

static void check_corpus(Settings *s, const char *path, const Knowledge *knowledge, Buf *lines) {
  Corpus corpus;
  Census census;
  Buf figures = {0};
  Faults faults = {.report = command_report}, warnings = {.report = command_report};
  corpus_open(&corpus, path, &faults);
  census_begin(&census, knowledge, corpus.folder, &faults);
  for (uint32_t i = 0; i < corpus.articles.len; i++) {
    Arena arena = {0};
    Gold gold = {0};
    corpus_read(&corpus, i, &arena, &gold, &faults);
    census_add(&census, &corpus.articles.items[i], &gold, &faults, &warnings);
    if (s->export) gold_put(lines, &gold);
    gold_free(&gold);
    arena_free(&arena);
  }
  census_end(&census, corpus.folder, &faults);
  if (!faults.count && !s->corpus) s->training = corpus_digest_end(&census.training);
  s->faults += faults.count;
  s->warnings += warnings.count;
  census_put(&census, &figures);
  fwrite(figures.ptr, 1, figures.len, stdout);
  buf_free(&figures);
  census_free(&census);
  corpus_close(&corpus);
}

/* ---- the models ---- */

/* A model that was trained before the corpus changed still works, and is not what it could be. */
static void check_age(Settings *s, const char *folder) {
  Digest trained;
  Err err;
  if (!s->training.hex[0] || !card_corpus(folder, &trained)) return;
  if (strcmp(trained.hex, s->training.hex) == 0) return;
  err_at(&err, folder, 0, "warning: trained on other articles than the corpus has now");
  command_report(NULL, &err);
  s->warnings++;
}

static void check_model(Settings *s, const char *folder, const Knowledge *knowledge) {
  Model model;
  Err err;
  if (model_load(&model, folder, knowledge ? &knowledge->digest : NULL, &err)) {
    printf("model %s: %u features, threshold %.3f\n", model.name, model.linear.features,
           model.threshold);
    check_age(s, folder);
    model_free(&model);
  } else {
    command_report(NULL, &err);
    s->faults++;
  }
}

static int is_named(const struct dirent *entry) {
  return entry->d_name[0] != '.';
}

static void check_models(Settings *s, const char *folder, const Knowledge *knowledge) {
  struct dirent **entries;
  int count = scandir(folder, &entries, is_named, alphasort);
  for (int i = 0; i < count; i++) {
    char path[4096];
    struct stat info;
    Err err;
    if (path_in(path, sizeof path, folder, entries[i]->d_name, &err) && stat(path, &info) == 0 &&
        S_ISDIR(info.st_mode))
      check_model(s, path, knowledge);
    free(entries[i]);
  }
  if (count >= 0) free(entries);
}

/* ---- all of it ---- */

static bool check_lexicons(Settings *s, const char *folder, Knowledge *knowledge) {
  Err err;
  uint32_t faults = knowledge_check(folder, command_report, NULL);
  PatternSet *patterns = patterns_load(folder, &err);
  if (!patterns) command_report(NULL, &err), faults++;
  patterns_free(patterns);
  s->faults += faults;
  if (faults || !knowledge_load(knowledge, folder, &err)) return false;
  printf("lexicons: %u actors, %u offices, %u types, %u cues, %u entries, %u words\n",
         knowledge->actors.len, knowledge->offices.len, knowledge->types.len, knowledge->cues.len,
         knowledge->entries.len, intern_count(knowledge->words));
  return true;
}

static bool write_export(const Settings *s, const Buf *lines, Err *err) {
  Output out;
  if (!s->export) return true;
  if (!output_open(&out, s->export, err)) return false;
  fwrite(lines->ptr, 1, lines->len, out.stream);
  return output_close(&out, err);
}

static int check(Settings *s) {
  Err err;
  char lexicons[4096], models[4096], corpus[4096];
  char *folder = resources_folder(s->data, &err);
  Buf lines = {0};
  struct stat info;
  if (!folder) return command_fail(&COMMAND_CHECK, EXIT_USAGE, &err);
  bool ok = path_in(lexicons, sizeof lexicons, folder, "lexicons", &err) &&
            path_in(models, sizeof models, folder, "models", &err) &&
            path_in(corpus, sizeof corpus, folder, "corpus", &err);
  if (ok) {
    Knowledge knowledge = {0};
    bool known = check_lexicons(s, lexicons, &knowledge);
    if (s->corpus || stat(corpus, &info) == 0) /* an installed program has no corpus beside it */
      check_corpus(s, s->corpus ? s->corpus : corpus, known ? &knowledge : NULL, &lines);
    ok = s->faults || write_export(s, &lines, &err);
    check_models(s, models, known ? &knowledge : NULL);
    if (!resources_check_image(folder, &err)) command_report(NULL, &err), s->faults++;
    if (known) knowledge_free(&knowledge);
  }
  buf_free(&lines);
  free(folder);
  if (!ok) return command_fail(&COMMAND_CHECK, EXIT_USAGE, &err);
  printf("%llu faults", (unsigned long long)s->faults);
  if (s->warnings) printf(", %llu warnings", (unsigned long long)s->warnings);
  putchar('\n');
  return s->faults ? EXIT_SOME_FAILED : EXIT_DONE;
}

/* Another dispute's lexicons, codebook and corpus. */
static int check_topic(Settings *s) {
  Err err;
  Buf notes = {0};
  char *base = resources_folder(s->data, &err);
  bool ok = base && topic_check(s->topic, base, command_report, NULL, &s->faults, &notes, &err);
  if (ok) {
    if (notes.len) fwrite(notes.ptr, 1, notes.len, stdout);
    printf("%llu faults\n", (unsigned long long)s->faults);
  }
  buf_free(&notes);
  free(base);
  if (!ok) return command_fail(&COMMAND_CHECK, EXIT_USAGE, &err);
  return s->faults ? EXIT_SOME_FAILED : EXIT_DONE;
}

static int run(int argc, char *const *argv) {
  Settings s = {0};
  Inputs inputs = {0};
  bool help;
  Err err;
  const Option options[] = {
      {"--data", NULL, "DIR", "the folder that holds lexicons/, models/ and corpus/", OPTION_TEXT,
       &s.data},
      {"--corpus", NULL, "DIR", "another corpus", OPTION_TEXT, &s.corpus},
      {"--topic", NULL, "DIR", "lexicons/, CODEBOOK.md and corpus/ of another dispute instead",
       OPTION_TEXT, &s.topic},
      {"--export", NULL, "FILE", "the corpus as gold JSON lines, when it has no faults",
       OPTION_TEXT, &s.export},
      {0}};
  int status = EXIT_USAGE;
  if (!options_parse(argc, argv, options, &inputs, &help, &err)) {
    command_fail(&COMMAND_CHECK, EXIT_USAGE, &err);
  } else if (help) {
    printf("Usage: surety check [OPTION…]\n\n"
           "Checks lexicons, corpus and models; names every fault with file and line, and counts "
           "what the\ncorpus holds. Exit 1 when there are faults. A warning asks for a second look "
           "and is no fault.\nstock_phrases.tsv beside articles.tsv (column phrase) lists what "
           "articles may share.\n\n");
    options_print(options);
    printf("\nExamples:\n"
           "  surety check\n"
           "  surety check --corpus my-corpus --export gold.jsonl\n"
           "  surety check --topic my-dispute\n");
    status = EXIT_DONE;
  } else if (inputs.len) {
    err_at(&err, NULL, 0, "takes no INPUT, but %s was given", inputs.items[0]);
    command_fail(&COMMAND_CHECK, EXIT_USAGE, &err);
  } else {
    status = s.topic ? check_topic(&s) : check(&s);
  }
  vec_free(&inputs);
  return status;
}

const Command COMMAND_CHECK = {"check", "check", "every fault of lexicons, corpus and models", run};
