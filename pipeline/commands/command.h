/* Commands: what the first word of the command line may be. Each command is one file, and none
 * includes another. A command prints its own errors to standard error, a line each, and returns the
 * exit status: 0 all done, 1 some documents failed (each named, the others written), 2 usage or
 * set-up. */
#ifndef SURETY_COMMANDS_COMMAND_H
#define SURETY_COMMANDS_COMMAND_H

#include "base/err.h"
#include "base/version.h"

enum { EXIT_DONE = 0, EXIT_SOME_FAILED = 1, EXIT_USAGE = 2 };

typedef struct Command {
  const char *name;
  const char *usage;                       /* "extract INPUT…" */
  const char *summary;                     /* one line for the list of commands */
  int (*run)(int argc, char *const *argv); /* argv without the program's and the command's name */
} Command;

extern const Command COMMAND_EXTRACT, COMMAND_EXPLAIN, COMMAND_EXPORT, COMMAND_TOKENIZE,
    COMMAND_TRAIN, COMMAND_EVAL, COMMAND_CHECK, COMMAND_IMAGE, COMMAND_REPORT, COMMAND_REVIEW,
    COMMAND_CLASSIFY;

/* "surety extract: MESSAGE" to standard error; returns status. */
int command_fail(const Command *command, int status, const Err *err);
/* "surety: MESSAGE" for one document or file that failed while the others go on. A FailureReport;
 * context is not used. */
void command_report(void *context, const Err *err);

#endif
