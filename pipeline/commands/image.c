/* surety image: the lexicons in the form that the program starts with fastest. `make` runs it;
 * whoever edits lexicons may run it too, and need not: a stale image is not used. */
#include "commands/command.h"
#include "commands/options.h"
#include "engine/resources.h"

#include <stdio.h>

static int run(int argc, char *const *argv) {
  const char *output = NULL, *data = NULL;
  Inputs inputs = {0};
  bool help;
  Err err;
  const Option options[] = {
      {"--output", "-o", "FILE", "the image (default: beside the program)", OPTION_TEXT, &output},
      {"--data", NULL, "DIR", "the folder that holds lexicons/", OPTION_TEXT, &data},
      {0}};
  bool ok = options_parse(argc, argv, options, &inputs, &help, &err);
  if (ok && help) {
    printf("Usage: surety image [OPTION…]\n\n"
           "Writes the lexicons as they lie in memory, for a faster start of this very program. "
           "The image is\nused while the lexicons stay as they are; with others they are read as "
           "ever.\n\n");
    options_print(options);
    printf("\nExamples:\n"
           "  surety image --data my-dispute\n");
  } else {
    if (ok && inputs.len) ok = err_at(&err, NULL, 0, "takes no INPUT");
    ok = ok && resources_write_image(data, output, &err);
  }
  vec_free(&inputs);
  return ok ? EXIT_DONE : command_fail(&COMMAND_IMAGE, EXIT_USAGE, &err);
}

const Command COMMAND_IMAGE = {"image", "image", "the lexicons, ready for a faster start", run};
