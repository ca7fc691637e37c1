/* library.c FILE: the example of surety.h as a program; prints id, stance and evidence of
 * each row. Built by tests/install.sh with nothing but what an installation gives. */
#include <stdio.h>
#include <string.h>
#include <surety.h>

int main(int argc, char **argv) {
  static char text[1 << 20], message[SURETY_MESSAGE];
  FILE *file = argc > 1 ? fopen(argv[1], "r") : NULL;
  size_t length = file ? fread(text, 1, sizeof text, file) : 0;
  SuretyModel *model = surety_open(NULL, NULL, message, sizeof message);
  if (file) fclose(file);
  if (!model) return fprintf(stderr, "%s\n", message), 2;
  SuretyReader *reader = surety_reader_new(model);
  SuretyArticle article = {.id = "a1", .text = text, .length = length};
  bool ok = surety_read(reader, &article, message, sizeof message);
  if (!ok) fprintf(stderr, "%s\n", message);
  for (size_t row = 0; row < surety_rows(reader); row++)
    printf("%s\t%s\t%s\n", surety_cell(reader, row, "stance_id"),
           surety_cell(reader, row, "stance"), surety_cell(reader, row, "evidence"));
  surety_reader_free(reader);
  surety_close(model);
  return ok ? 0 : 1;
}
