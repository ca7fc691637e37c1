/* Resources: all that is loaded once and then only read: lexicons, patterns, the model. */
#ifndef SURETY_ENGINE_RESOURCES_H
#define SURETY_ENGINE_RESOURCES_H

#include "base/err.h"
#include "knowledge/knowledge.h"
#include "knowledge/model.h"
#include "knowledge/pattern.h"

typedef struct Resources {
  char *folder; /* the data folder: holds lexicons/ and models/; owned */
  Knowledge knowledge;
  PatternSet *patterns;
  Model model;
  bool has_model;
} Resources;

typedef enum ResourceNeed {
  NEED_WORDS,    /* lexicons: enough for tokens; patterns is NULL */
  NEED_LEXICONS, /* lexicons and patterns */
  NEED_MODEL     /* all */
} ResourceNeed;

/* Loads from the data folder: `data` (option --data) or else $SURETY_DATA, or the first that holds
 * lexicons/ of: beside the build (two folders above the program, or its own folder),
 * ../share/surety under the installed prefix. model_name: the folder under models/, or a path with
 * a slash; NULL: the one named in models/default. */
bool resources_load(Resources *resources, const char *data, const char *model_name,
                    ResourceNeed need, Err *err);
/* Writes the lexicons and patterns of the data folder as an image, from which this very program
 * starts faster: path NULL: beside the program. Loading uses it, there or in the data folder, as
 * long as the files of the lexicons stay as they are, and reads these otherwise. */
bool resources_write_image(const char *data, const char *path, Err *err);
/* Tells where an image that loading would look at is damaged (see image_check). */
bool resources_check_image(const char *folder, Err *err);
/* The data folder by the same rule (owned by the caller); NULL and a message where there is none.
 */
char *resources_folder(const char *data, Err *err);
void resources_free(Resources *resources); /* a zeroed Resources is allowed */

#endif
