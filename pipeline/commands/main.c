/* surety COMMAND …: finds the command and hands the rest of the line to it. */
#include "commands/command.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#define SURETY_VERSION "0.1.0"

static const Command *const COMMANDS[] = {&COMMAND_EXTRACT, &COMMAND_TOKENIZE, &COMMAND_TRAIN,
                                          &COMMAND_EVAL, &COMMAND_CHECK};
enum { COMMAND_COUNT = sizeof COMMANDS / sizeof *COMMANDS };

int command_fail(const Command *command, int status, const Err *err) {
  fprintf(stderr, "surety %s: %s\n", command->name, err->text);
  return status;
}

void command_report(const Err *err) {
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
  fprintf(to, "\nINPUT is a file (.txt, .md, .jsonl), a folder, or - for standard input.\n"
              "surety COMMAND --help tells the options of a command; --version the version.\n"
              "Exit status: 0 all done, 1 some documents failed, 2 usage or set-up.\n");
}

static bool wants(int argc, char **argv, const char *name, const char *letter) {
  return argc > 1 && (strcmp(argv[1], name) == 0 || strcmp(argv[1], letter) == 0);
}

/* Help and version fail too when they cannot be written. */
static int written(void) {
  return fflush(stdout) == 0 && !ferror(stdout) ? EXIT_DONE : EXIT_USAGE;
}

int main(int argc, char **argv) {
  signal(SIGPIPE, SIG_IGN); /* a closed pipe is a write error with a message, not a silent death */
  if (argc < 2) {
    print_help(stderr);
    return EXIT_USAGE;
  }
  if (wants(argc, argv, "--help", "-h") || strcmp(argv[1], "help") == 0) {
    print_help(stdout);
    return written();
  }
  if (wants(argc, argv, "--version", "-V")) {
    printf("surety " SURETY_VERSION "\n");
    return written();
  }
  for (int i = 0; i < COMMAND_COUNT; i++)
    if (strcmp(argv[1], COMMANDS[i]->name) == 0) return COMMANDS[i]->run(argc - 2, argv + 2);
  fprintf(stderr, "surety: unknown %s %s; surety --help lists the commands\n",
          argv[1][0] == '-' ? "option" : "command", argv[1]);
  return EXIT_USAGE;
}
