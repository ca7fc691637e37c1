/* The order of the text stage. The tokenizer reads a text in which markup is already gone
 * (markup.c); a document without any is read as it stands. Offsets are mapped back at the end. */
#include "text/tokenize.h"

#include "text/markup.h"
#include "text/scan.h"

void tokenize_run(const Knowledge *knowledge, Doc *doc) {
  Visible visible;
  markup_read(doc, &visible);
  scan_run(knowledge, doc, visible.text);
  layout_run(knowledge, doc, visible.text);
  mark_run(doc, visible.text);
  sentence_run(knowledge, doc, visible.text);
  markup_map_back(doc, &visible);
}
