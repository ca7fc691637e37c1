#include "text/markup.h"
void markup_read(Doc *doc, Visible *visible) {
  *visible = (Visible){.text = doc->text};
}
void markup_map_back(Doc *doc, const Visible *visible) {
  (void)doc, (void)visible;
}
