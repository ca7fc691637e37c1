#include "text/scan.h"
void layout_run(const Knowledge *knowledge, Doc *doc, Str text) {
  (void)knowledge, (void)doc, (void)text;
}
