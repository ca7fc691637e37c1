/* SuretyParts: what the files of the library share, and nobody else includes.
 *
 *   surety.c         the model, and documents through the stages into lines
 *   surety_tables.c  what became of the last one: lines, rows, cells */
#ifndef SURETY_LIBRARY_SURETY_PARTS_H
#define SURETY_LIBRARY_SURETY_PARTS_H

#include "engine/worker.h"
#include "library/handle.h"

/* The lines of a table with NULs for their tabs and line feeds, and where each cell begins. */
typedef struct Cells {
  Buf text;
  VEC(uint32_t) at; /* row by row */
  bool cut;
} Cells;

struct SuretyReader {
  Worker worker;
  Arena arena;
  unsigned tables;
  Buf lines[SURETY_TABLES];
  Cells *cells; /* [SURETY_TABLES], filled when asked for */
  VEC(SuretyAttribution) attributions;
  void (*passed)(Str piece); /* see handle.h; NULL: none */
};

#endif
