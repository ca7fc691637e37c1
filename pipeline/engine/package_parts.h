/* PackageParts: what the files of the package module share, and nobody else includes.
 *
 *   package.c             the folder, the finished tables, and when what is written
 *   package_descriptor.c  datapackage.json
 *   package_readme.c      README.md */
#ifndef SURETY_ENGINE_PACKAGE_PARTS_H
#define SURETY_ENGINE_PACKAGE_PARTS_H

#include "base/digest.h"
#include "engine/package.h"
#include "knowledge/table.h"

typedef struct {
  Digest digest;
  uint64_t bytes, rows;
} PackageTable; /* a finished one */

typedef struct {
  const Resources *resources;
  const char *const *command;
  uint32_t words;
  PackageTable tables[TABLES];
  Table types, guarantees, actors; /* the lexicons that make up the codebook */
} PackageContents;

/* folder/name, with a NUL behind; owned by the caller. */
char *package_path(const char *folder, const char *name);
/* The command line, as a shell would read it back. */
void package_command(Buf *out, const PackageContents *contents);
bool package_put_descriptor(Buf *out, const PackageContents *contents, Err *err);
void package_put_readme(Buf *out, const PackageContents *contents);

#endif
