/* replay FILE…: runs a target on files, where there is no libFuzzer: the committed inputs in `make test`. */
#include "fuzz.h"

#include "base/file.h"

#include <stdio.h>

int main(int argc, char **argv) {
  for (int i = 1; i < argc; i++) {
    Buf bytes = {0};
    Err err;
    FUZZ_HOLDS_ERR(file_read(argv[i], &bytes, &err), &err);
    fprintf(stderr, "%s\n", argv[i]); /* the last line names the file of a crash */
    (void)LLVMFuzzerTestOneInput((const uint8_t *)bytes.ptr, bytes.len);
    buf_free(&bytes);
  }
  printf("%d inputs\n", argc - 1);
  return 0;
}
