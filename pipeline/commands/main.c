/* surety COMMAND …: finds the command and hands the rest of the line to it. */
#include "commands/command.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

static const Command *const COMMANDS[] = {&COMMAND_EXTRACT, &COMMAND_EXPORT, &COMMAND_TOKENIZE,
                                          &COMMAND_TRAIN,   &COMMAND_EVAL,   &COMMAND_CLASSIFY,
                                          &COMMAND_CHECK,   &COMMAND_IMAGE};
enum { COMMAND_COUNT = sizeof COMMANDS / sizeof *COMMANDS };

int command_fail(const Command *command, int status, const Err *err) {
  fprintf(stderr, "surety %s: %s\n", command->name, err->text);
  return status;
}

void command_report(void *context, const Err *err) {
  (void)context;
  fprintf(stderr, "surety: %s\n", err->text);
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
              "Exit status: 0 all done, 1 some documents failed, 2 usage or set-up.\n");
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
  printf("surety " SURETY_VERSION "\n");
  return EXIT_DONE;
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
  if (is_either(argv[1], "--help", "-h") || strcmp(argv[1], "help") == 0) {
    print_help(stdout);
    return written(EXIT_DONE);
  }
  if (is_either(argv[1], "--version", "-V")) return written(print_version());
  for (int i = 0; i < COMMAND_COUNT; i++)
    if (strcmp(argv[1], COMMANDS[i]->name) == 0)
      return written(wants_version(argc - 2, argv + 2) ? print_version()
                                                       : COMMANDS[i]->run(argc - 2, argv + 2));
  fprintf(stderr, "surety: unknown %s %s; surety --help lists the commands\n",
          argv[1][0] == '-' ? "option" : "command", argv[1]);
  return EXIT_USAGE;
}
