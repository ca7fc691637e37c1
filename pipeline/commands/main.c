/* surety COMMAND …: finds the command and hands the rest of the line to it. */
#include "commands/command.h"
#include "commands/options.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <surety.h>
#include <unistd.h>

static const Command *const COMMANDS[] = {&COMMAND_EXTRACT,  &COMMAND_EXPLAIN, &COMMAND_EXPORT,
                                          &COMMAND_TOKENIZE, &COMMAND_TRAIN,   &COMMAND_EVAL,
                                          &COMMAND_CLASSIFY, &COMMAND_CHECK,   &COMMAND_REPORT,
                                          &COMMAND_REVIEW,   &COMMAND_IMAGE};
enum { COMMAND_COUNT = sizeof COMMANDS / sizeof *COMMANDS };

/* Red, on a terminal of a person who did not ask for none (no-color.org). */
static bool in_colour(void) {
  const char *none = getenv("NO_COLOR"), *terminal = getenv("TERM");
  return !(none && *none) && terminal && strcmp(terminal, "dumb") != 0 && isatty(STDERR_FILENO);
}

static void print_failure(const char *space, const char *name, const char *message) {
  bool colour = in_colour();
  fprintf(stderr, "%ssurety%s%s:%s %s\n", colour ? "\033[1;31m" : "", space, name,
          colour ? "\033[0m" : "", message);
}

int command_fail(const Command *command, int status, const Err *err) {
  print_failure(" ", command->name, err->text);
  return status;
}

void command_report(void *context, const Err *err) {
  (void)context;
  print_failure("", "", err->text);
}

static void print_help(FILE *to) {
  fprintf(
      to,
      "Usage: surety COMMAND [OPTION…] [INPUT…]\n\n"
      "Who supports, rejects or attaches conditions to which security guarantee, in whose words:\n"
      "articles in, an annotated table out.\n\nCommands:\n");
  for (int i = 0; i < COMMAND_COUNT; i++)
    fprintf(to, "  %-10s %s\n", COMMANDS[i]->name, COMMANDS[i]->summary);
  fprintf(to, "\nINPUT is a file (.txt, .md, .html, .jsonl; .gz and .zst too), a folder, or - for "
              "standard input.\n"
              "surety COMMAND --help tells the options of a command; --version the version.\n"
              "Exit status: 0 all done, 1 some documents failed, 2 usage or set-up.\n\n"
              "Examples:\n"
              "  surety extract articles/ -o stances.tsv\n"
              "  surety report stances.tsv -o report.html\n"
              "  surety help extract\n");
}

static bool is_either(const char *word, const char *name, const char *letter) {
  return strcmp(word, name) == 0 || strcmp(word, letter) == 0;
}

/* `surety COMMAND --version`, wherever it stands among the options. */
static bool wants_version(int argc, char *const *argv) {
  for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++)
    if (is_either(argv[i], "--version", "-V")) return true;
  return false;
}

/* What was printed and not yet checked, help and version too, fails when it cannot be written. */
static int written(int status) {
  errno = 0;
  if (status != EXIT_DONE || (fflush(stdout) == 0 && !ferror(stdout))) return status;
  fprintf(stderr, "surety: standard output: cannot be written: %s\n",
          strerror(errno ? errno : EIO));
  return EXIT_USAGE;
}

static int print_version(void) {
  printf("surety %s\n", surety_version());
  return EXIT_DONE;
}

static int unknown_command(const char *word) {
  const char *names[COMMAND_COUNT + 1] = {0}, *kind = word[0] == '-' ? "option" : "command";
  Err err;
  for (int i = 0; i < COMMAND_COUNT; i++) names[i] = COMMANDS[i]->name;
  const char *nearest = options_nearest(word + strspn(word, "-"), names);
  if (nearest)
    err_at(&err, NULL, 0, "unknown %s %s; did you mean surety %s?", kind, word, nearest);
  else
    err_at(&err, NULL, 0, "unknown %s %s; surety --help lists the commands", kind, word);
  command_report(NULL, &err);
  return EXIT_USAGE;
}

static const Command *find_command(const char *name) {
  for (int i = 0; i < COMMAND_COUNT; i++)
    if (strcmp(name, COMMANDS[i]->name) == 0) return COMMANDS[i];
  return NULL;
}

static int run_command(const char *name, int argc, char *const *argv) {
  const Command *command = find_command(name);
  if (!command) return unknown_command(name);
  return written(wants_version(argc, argv) ? print_version() : command->run(argc, argv));
}

int main(int argc, char **argv) {
  /* A closed pipe or a file that may not grow is a write error with a message, not a silent death.
   */
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);
  if (argc < 2) {
    print_help(stderr);
    return EXIT_USAGE;
  }
  if (strcmp(argv[1], "help") == 0 && argc > 2) {
    static char help[] = "--help";
    return run_command(argv[2], 1, (char *[]){help});
  }
  if (is_either(argv[1], "--help", "-h") || strcmp(argv[1], "help") == 0) {
    print_help(stdout);
    return written(EXIT_DONE);
  }
  if (is_either(argv[1], "--version", "-V")) return written(print_version());
  return run_command(argv[1], argc - 2, argv + 2);
}
