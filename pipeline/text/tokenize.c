/* The order of the text stage. The tokenizer reads a text in which markup is already gone
 * (markup.c); a document without any is read as it stands. Offsets are mapped back at the end. */
#include "text/tokenize.h"

#include "text/markup.h"
#include "text/scan.h"

void tokenize_run(const Knowledge *knowledge, Doc *doc) {
  Visible visible;
  markup_read(doc, &visible);
  Outline outline = {.text = visible.text};
  scan_run(knowledge, doc, &outline);
  layout_run(knowledge, doc, &outline);
  mark_run(doc, &outline);
  sentence_run(knowledge, doc, &outline);
  markup_map_back(doc, &visible);
  vec_free(&outline.paragraphs);
  vec_free(&outline.points);
}
