/* Options: one table tells a command's options to the parser, to --help and to the error messages.
 */
#ifndef SURETY_COMMANDS_OPTIONS_H
#define SURETY_COMMANDS_OPTIONS_H

#include "base/err.h"
#include "base/vec.h"

typedef enum OptionKind {
  OPTION_FLAG,    /* bool * */
  OPTION_TEXT,    /* const char ** */
  OPTION_NUMBER,  /* uint32_t * */
  OPTION_THREADS, /* uint32_t *, 1 to OPTION_THREADS_MOST */
  OPTION_SHARE,   /* double *, 0 to 1 */
  OPTION_PART     /* OptionPart *: "2/8" */
} OptionKind;

enum { OPTION_THREADS_MOST = 1024 };

typedef struct OptionPart {
  uint32_t part, parts; /* 1 ≤ part ≤ parts */
} OptionPart;

typedef struct Option {
  const char *name;     /* "--output" */
  const char *letter;   /* "-o" or NULL */
  const char *argument; /* "FILE" for the help; NULL for a flag */
  const char *help;     /* one line */
  OptionKind kind;
  void *value; /* where it goes */
} Option;

typedef VEC(const char *) Inputs;

/* Options may stand before, between or after inputs; "--" ends them; "-" is an input;
 * "--name=value" and "-j4" are understood. options ends with a zeroed one. False with a message
 * that names the unknown option and the nearest known one. --help sets *help and stops. */
bool options_parse(int argc, char *const *argv, const Option *options, Inputs *inputs, bool *help,
                   Err *err);
/* Of names, the one that was meant by word: the nearest by edit distance, if it is near, or the
 * only one that begins with it; NULL where there is none. The names end with NULL. */
const char *options_nearest(const char *word, const char *const *names);
/* Prints the help's option lines to standard output. */
void options_print(const Option *options);

#endif
