/* Package: a folder of tables that describes itself (Frictionless Data Package 1.0).
 *
 *   stances.tsv quotations.tsv documents.tsv   the tables
 *   datapackage.json                           their columns, types, keys; what made them
 *   README.md                                  the same for people: codebook, how to load
 *
 * No date and no count of threads stands in them: the same inputs give the same bytes. The texts
 * are not part of it, since they mostly belong to others. */
#ifndef SURETY_ENGINE_PACKAGE_H
#define SURETY_ENGINE_PACKAGE_H

#include "base/file.h"
#include "engine/columns.h"
#include "engine/resources.h"

typedef struct Package {
  char *folder;        /* owned */
  char *paths[TABLES]; /* where the tables go; owned */
  Output descriptor, readme;
  bool made; /* the folder was not there before */
} Package;

/* Makes the folder where it is missing and opens the two files that describe it; the tables are
 * opened by the caller, at package->paths. Close in any case. */
bool package_open(Package *package, const char *folder, Err *err);
/* Writes the two files, once every byte of the tables (in the order of TABLE_STANCES …) is written
 * and flushed. command: the words of the command line that made them. */
bool package_describe(Package *package, const Output *const tables[TABLES],
                      const Resources *resources, const char *const *command, uint32_t words,
                      Err *err);
/* keep: gives the two files their names. Otherwise, or when that fails, they go, and so does the
 * folder, should it be new and empty. False with a message when they cannot be kept. A zeroed
 * Package is allowed. */
bool package_close(Package *package, bool keep, Err *err);

#endif
