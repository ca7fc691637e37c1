/* What the fuzz targets share. A target is one file with LLVMFuzzerTestOneInput; it is built twice: with libFuzzer
 * (make fuzz), and with replay.c, which runs the committed inputs in every `make test`. A target ends with FUZZ_HOLDS
 * lines: what must be true whatever the input was. */
#ifndef SURETY_FUZZ_FUZZ_H
#define SURETY_FUZZ_FUZZ_H

#include "base/str.h"
#include "engine/worker.h"

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the program, with a line that names the promise, where it does not hold. */
#define FUZZ_HOLDS(promise)                                                                        \
  ((promise) ? (void)0 : fuzz_broken(__FILE__, __LINE__, #promise, NULL))
/* The same for a function that fills an Err. */
#define FUZZ_HOLDS_ERR(promise, err)                                                               \
  ((promise) ? (void)0 : fuzz_broken(__FILE__, __LINE__, #promise, (err)->text))
_Noreturn void fuzz_broken(const char *file, int line, const char *promise, const char *detail);

/* The data folder of $SURETY_DATA, loaded once: with its model (true) or its lexicons alone. */
const Resources *fuzz_resources(bool with_model);

/* The bytes as a file that the program may open by its name; it is gone at the next call. */
const char *fuzz_file(Str bytes);
/* The bytes as what standard input gives next. */
void fuzz_standard_input(Str bytes);
/* A folder for the files of this process, removed at its end. */
const char *fuzz_folder(void);
/* What follows the first byte of an input: sealed by magic (base/sealed.h) where that byte is odd, since chance never
 * finds the right checksum; as it is where it is even. */
void fuzz_sealed(const char *magic, const uint8_t *data, size_t size, Buf *file);
void fuzz_write(const char *folder, const char *name, Str bytes);

/* Whether bytes are UTF-8 by the table of RFC 3629, and if so their code points. Written apart from base/utf8.c. */
bool fuzz_utf8(Str bytes, size_t *points);
/* The input with every byte that is not part of valid UTF-8 left out. */
void fuzz_keep_valid(Str bytes, Buf *text);

/* A table by the dialect: `rows` lines behind the header, each with the header's number of cells and no character that
 * readers stumble over. */
void fuzz_check_table(Str table, const char *header, uint32_t rows);
/* One JSON object on one line; for its members free the document. */
struct JsonDocument;
void fuzz_check_line(struct JsonDocument *line, Str bytes);

#endif
