/* Names: ids of holders, sides, speakers and types as small numbers that are equal where the names
 * are.
 *
 * Two spellings of one name are one name: NFKD, case and combining marks aside, white space folded,
 * and each word looked up in the table of spellings, which is data (lexicons/spellings.tsv:
 * variant, spelling). The lexicon of actors says which side an id belongs to. */
#ifndef SURETY_MEASURE_NAMES_H
#define SURETY_MEASURE_NAMES_H

#include "base/arena.h"
#include "base/err.h"
#include "base/intern.h"
#include "base/vec.h"

typedef struct NameSide {
  uint32_t name, side; /* numbers of names */
} NameSide;

typedef struct Names {
  Intern *ids;
  Intern *variants;
  VEC(Str) spellings;  /* by variant id - 1 */
  VEC(Str) shown;      /* by id - 1: the name as it was first written */
  VEC(uint32_t) types; /* ids of the guarantee types; empty: any name is one */
  VEC(NameSide) sides; /* of the known actors, by name */
  Arena arena;
} Names;

/* Reads spellings.tsv, types.tsv and actors.tsv of folder; a file that is not there adds nothing, a
 * broken one is an error. folder NULL: no tables. Free in any case. */
bool names_load(Names *names, const char *folder, Err *err);
void names_free(Names *names);

/* The number of a name, spelling aside; never 0. The name is valid UTF-8. */
uint32_t names_id(Names *names, Str name);
/* The number of a type id, taken letter by letter; 0 where the types are known and it is none. */
uint32_t names_type(Names *names, Str id);
/* The side of an actor that the lexicons know, or of a group named after one ("POL:public"); 0
 * where they do not. */
uint32_t names_side(Names *names, Str id);
/* What a number stands for, as it was first written. */
static inline Str names_text(const Names *names, uint32_t id) {
  return vec_at(&names->shown, id - 1);
}

#endif
