#include "commands/options.h"

#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_named(const Option *option, const char *word, size_t len) {
  return (strlen(option->name) == len && memcmp(option->name, word, len) == 0) ||
         (option->letter && len == 2 && memcmp(option->letter, word, 2) == 0);
}

static const Option *find(const Option *options, const char *word, size_t len) {
  for (; options->name; options++)
    if (is_named(options, word, len)) return options;
  return NULL;
}

/* Edit distance (Levenshtein 1966) of two short words; longer ones are far apart. */
static unsigned distance(const char *a, const char *b) {
  enum { LONGEST = 40 };
  size_t n = strlen(a), m = strlen(b);
  unsigned row[LONGEST + 1];
  if (n > LONGEST || m > LONGEST) return LONGEST;
  for (size_t j = 0; j <= m; j++) row[j] = (unsigned)j;
  for (size_t i = 1; i <= n; i++) {
    unsigned diagonal = row[0];
    row[0] = (unsigned)i;
    for (size_t j = 1; j <= m; j++) {
      unsigned change = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      unsigned best = row[j] < row[j - 1] ? row[j] + 1 : row[j - 1] + 1;
      row[j] = change < best ? change : best;
    }
  }
  return row[m];
}

static const char *only_beginning(const char *word, const char *const *names) {
  const char *found = NULL;
  for (; *names; names++) {
    if (strncmp(*names, word, strlen(word)) != 0) continue;
    if (found) return NULL;
    found = *names;
  }
  return found;
}

const char *options_nearest(const char *word, const char *const *names) {
  const char *nearest = strlen(word) > 2 ? only_beginning(word, names) : NULL;
  unsigned least = strlen(word) < 6 ? 3 : 4;
  if (nearest) return nearest;
  for (; *names; names++) {
    unsigned d = distance(word, *names);
    if (strlen(*names) > 3 && strncmp(word, *names, strlen(*names)) == 0) d = 1;
    if (d < least && d < strlen(word)) least = d, nearest = *names;
  }
  return nearest;
}

static bool unknown(const Option *options, const char *word, size_t len, Err *err) {
  enum { NAMES = 64 };
  char name[48];
  const char *names[NAMES] = {"--help", "--version"}, *nearest;
  size_t count = 2;
  snprintf(name, sizeof name, "%.*s", (int)(len < 47 ? len : 47), word);
  for (const Option *o = options; o->name && count + 1 < NAMES; o++) names[count++] = o->name;
  nearest = options_nearest(name, names);
  if (nearest) return err_at(err, NULL, 0, "unknown option %s; did you mean %s?", name, nearest);
  return err_at(err, NULL, 0, "unknown option %s; --help lists the options", name);
}

static bool set_number(const Option *option, const char *text, Err *err) {
  char *end;
  unsigned long number = strtoul(text, &end, 10);
  if (*end || end == text || *text == '-' || number > UINT32_MAX)
    return err_at(err, NULL, 0, "%s takes a whole number, not '%s'", option->name, text);
  *(uint32_t *)option->value = (uint32_t)number;
  return true;
}

static bool set_threads(const Option *option, const char *text, Err *err) {
  if (!set_number(option, text, err)) return false;
  uint32_t threads = *(const uint32_t *)option->value;
  return (threads >= 1 && threads <= OPTION_THREADS_MOST) ||
         err_at(err, NULL, 0, "%s takes 1 to %d", option->name, OPTION_THREADS_MOST);
}

static bool set_share(const Option *option, const char *text, Err *err) {
  char *end;
  double share = strtod(text, &end);
  if (*end || end == text || !(share >= 0 && share <= 1))
    return err_at(err, NULL, 0, "%s takes a number from 0 to 1, not '%s'", option->name, text);
  *(double *)option->value = share;
  return true;
}

static bool set_part(const Option *option, const char *text, Err *err) {
  OptionPart *part = option->value;
  Str rest = str_of(text), number;
  bool ok = str_cut(&rest, "/", &number) && rest.ptr && str_number(number, &part->part) &&
            str_number(rest, &part->parts) && part->part >= 1 && part->part <= part->parts;
  return ok || err_at(err, NULL, 0, "%s takes a part and how many there are, as 1/8, not '%s'",
                      option->name, text);
}

static bool set(const Option *option, const char *text, Err *err) {
  switch (option->kind) {
  case OPTION_FLAG:
    *(bool *)option->value = true;
    return true;
  case OPTION_TEXT:
    *(const char **)option->value = text;
    return true;
  case OPTION_NUMBER:
    return set_number(option, text, err);
  case OPTION_THREADS:
    return set_threads(option, text, err);
  case OPTION_SHARE:
    return set_share(option, text, err);
  case OPTION_PART:
    return set_part(option, text, err);
  }
  return false;
}

/* Takes one option word and, where it needs one, its argument; *at moves to the last word used. */
static bool take(int argc, char *const *argv, int *at, const Option *options, Err *err) {
  const char *word = argv[*at], *argument = NULL;
  size_t len = strcspn(word, "=");
  bool is_long = strncmp(word, "--", 2) == 0;
  if (is_long && word[len] == '=') argument = word + len + 1;
  if (!is_long && strlen(word) > 2) argument = word + 2, len = 2; /* -j4 */
  const Option *option = find(options, word, len);
  if (!option) return unknown(options, word, is_long ? len : strlen(word), err);
  if (option->kind == OPTION_FLAG)
    return argument ? err_at(err, NULL, 0, "%s takes no argument", option->name)
                    : set(option, NULL, err);
  if (!argument && ++*at >= argc)
    return err_at(err, NULL, 0, "%s needs %s", option->name, option->argument);
  return set(option, argument ? argument : argv[*at], err);
}

bool options_parse(int argc, char *const *argv, const Option *options, Inputs *inputs, bool *help,
                   Err *err) {
  *help = false;
  for (int i = 0; i < argc; i++) {
    if (strcmp(argv[i], "--") == 0) {
      while (++i < argc) vec_push(inputs, argv[i]);
    } else if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
      return *help = true;
    } else if (argv[i][0] != '-' || !argv[i][1]) {
      vec_push(inputs, argv[i]);
    } else if (!take(argc, argv, &i, options, err)) {
      return false;
    }
  }
  return true;
}

void options_print(const Option *options) {
  printf("Options:\n");
  for (; options->name; options++) {
    char left[64];
    snprintf(left, sizeof left, "%s%s%s%s%s", options->letter ? options->letter : "",
             options->letter ? ", " : "", options->name, options->argument ? " " : "",
             options->argument ? options->argument : "");
    printf("  %-26s %s\n", left, options->help);
  }
  printf("  %-26s %s\n", "-h, --help", "this help");
}
