/* The main text by structure. An element that its page marks as the article is believed when it
 * holds enough of the page's text; without one, paragraphs vote for what is around them, as in
 * Readability. What stands beside an article is known by its element, its role, or its class. */
#include "io/page_parts.h"

#include <stdlib.h>
#include <string.h>

enum {
  LEAST_SHARE = 40,    /* per cent of the page's text that an element marked as article needs */
  WINNER_SHARE = 60,   /* … and that the densest element shall hold, with what is around it */
  LINKS_MOST = 80,     /* per cent of a paragraph's bytes that may be links … */
  LINKS_MOST_ITEM = 50 /* … of a list item's and other blocks' */
};

/* ---- elements ---- */

typedef struct {
  const char *name;
  ElementKind kind;
} NamedElement;

static const NamedElement ELEMENTS[] = {
    {"address", ELEMENT_BLOCK},    {"article", ELEMENT_BLOCK},    {"aside", ELEMENT_SKIPPED},
    {"audio", ELEMENT_SKIPPED},    {"blockquote", ELEMENT_BLOCK}, {"body", ELEMENT_BLOCK},
    {"br", ELEMENT_BREAK},         {"button", ELEMENT_SKIPPED},   {"canvas", ELEMENT_SKIPPED},
    {"dd", ELEMENT_BLOCK},         {"dialog", ELEMENT_SKIPPED},   {"div", ELEMENT_BLOCK},
    {"dl", ELEMENT_BLOCK},         {"dt", ELEMENT_BLOCK},         {"embed", ELEMENT_SKIPPED},
    {"figure", ELEMENT_SKIPPED},   {"footer", ELEMENT_SKIPPED},   {"form", ELEMENT_SKIPPED},
    {"h1", ELEMENT_PARAGRAPH},     {"h2", ELEMENT_PARAGRAPH},     {"h3", ELEMENT_PARAGRAPH},
    {"h4", ELEMENT_PARAGRAPH},     {"h5", ELEMENT_PARAGRAPH},     {"h6", ELEMENT_PARAGRAPH},
    {"head", ELEMENT_BLOCK},       {"header", ELEMENT_BLOCK},     {"hr", ELEMENT_BLOCK},
    {"iframe", ELEMENT_SKIPPED},   {"input", ELEMENT_SKIPPED},    {"li", ELEMENT_BLOCK},
    {"main", ELEMENT_BLOCK},       {"math", ELEMENT_SKIPPED},     {"menu", ELEMENT_SKIPPED},
    {"nav", ELEMENT_SKIPPED},      {"noscript", ELEMENT_SKIPPED}, {"object", ELEMENT_SKIPPED},
    {"ol", ELEMENT_BLOCK},         {"p", ELEMENT_PARAGRAPH},      {"pre", ELEMENT_BLOCK},
    {"script", ELEMENT_SKIPPED},   {"section", ELEMENT_BLOCK},    {"select", ELEMENT_SKIPPED},
    {"style", ELEMENT_SKIPPED},    {"svg", ELEMENT_SKIPPED},      {"table", ELEMENT_BLOCK},
    {"tbody", ELEMENT_BLOCK},      {"td", ELEMENT_BLOCK},         {"template", ELEMENT_SKIPPED},
    {"textarea", ELEMENT_SKIPPED}, {"th", ELEMENT_BLOCK},         {"title", ELEMENT_SKIPPED},
    {"tr", ELEMENT_BLOCK},         {"ul", ELEMENT_BLOCK},         {"video", ELEMENT_SKIPPED}};

static int by_name(const void *name, const void *element) {
  return strcmp(name, ((const NamedElement *)element)->name);
}

ElementKind page_element_kind(const char *name) {
  const NamedElement *found =
      bsearch(name, ELEMENTS, sizeof ELEMENTS / sizeof *ELEMENTS, sizeof *ELEMENTS, by_name);
  return found ? found->kind : ELEMENT_INLINE;
}

/* Does one of the words of an attribute hold one of these pieces? */
static bool has_piece(const char *words, const char *const *pieces) {
  for (; words && *pieces; pieces++)
    if (strcasestr(words, *pieces)) return true;
  return false;
}

/* Roles of ARIA that are no article, and pieces of class names that pages all over the web give to
 * what stands beside it. */
bool page_is_beside(const ElementAttributes *attributes) {
  static const char *const ROLES[] = {"navigation",  "banner", "complementary",
                                      "contentinfo", "search", "menu",
                                      "dialog",      "form",   NULL};
  static const char *const CLASSES[] = {
      "comment",    "newsletter", "related",  "share-",     "-share",        "social",  "sidebar",
      "breadcrumb", "advert",     "promo",    "cookie",     "subscribe",     "paywall", "read-more",
      "recommend",  "byline",     "tag-list", "disclaimer", "screen-reader", NULL};
  if (attributes->hidden ||
      (attributes->aria_hidden && !strcasecmp(attributes->aria_hidden, "true")))
    return true;
  if (page_is_word(attributes->role, ROLES)) return true;
  return has_piece(attributes->class, CLASSES) || has_piece(attributes->id, CLASSES);
}

/* ---- choosing ---- */

uint8_t page_marks(const char *name, const char *itemprop, const char *role) {
  uint8_t marks = 0;
  if (itemprop && !strcasecmp(itemprop, "articleBody")) marks |= MARK_ARTICLE_BODY;
  if (!strcmp(name, "article") || (role && !strcasecmp(role, "article"))) marks |= MARK_ARTICLE;
  if (!strcmp(name, "main") || (role && !strcasecmp(role, "main"))) marks |= MARK_MAIN;
  return marks;
}

void page_count_text(PageElement *element, const char *text) {
  if (element->skipped || element->linked || !element->in_paragraph) return;
  for (; *text; text++) element->text += !page_is_white(*text);
}

static PageElement *element_at(PageElements *elements, uint32_t index) {
  return &vec_at(elements, index - 1);
}

/* From the last element to the first, so that children come before parents. */
static void add_up(PageElements *elements) {
  for (uint32_t i = elements->len; i; i--) {
    const PageElement *element = element_at(elements, i);
    if (!element->parent) continue;
    PageElement *parent = element_at(elements, element->parent);
    parent->text += element->text;
    if (!element->is_paragraph) continue;
    parent->score += element->text;
    if (parent->parent) element_at(elements, parent->parent)->score += element->text / 2;
  }
}

/* The marked element that holds most text; 0 where none holds enough of the page's. */
static uint32_t best_marked(PageElements *elements, uint8_t mark, uint64_t all) {
  uint32_t best = 0;
  for (uint32_t i = 1; i <= elements->len; i++) {
    const PageElement *element = element_at(elements, i);
    if (!element->skipped && element->marks & mark &&
        (!best || element->text > element_at(elements, best)->text))
      best = i;
  }
  return best && element_at(elements, best)->text * 100 >= all * LEAST_SHARE ? best : 0;
}

/* Bodies may be several (a broken page); the last is the one that text goes to. */
static uint32_t body_of(PageElements *elements) {
  for (uint32_t i = elements->len; i; i--)
    if (element_at(elements, i)->is_body) return i;
  return 1;
}

static uint32_t densest(PageElements *elements, uint64_t all) {
  uint32_t best = body_of(elements);
  for (uint32_t i = 1; i <= elements->len; i++)
    if (!element_at(elements, i)->skipped &&
        element_at(elements, i)->score > element_at(elements, best)->score)
      best = i;
  while (element_at(elements, best)->parent &&
         element_at(elements, best)->text * 100 < all * WINNER_SHARE)
    best = element_at(elements, best)->parent;
  return best;
}

uint32_t page_choose(PageElements *elements) {
  static const uint8_t MARKS[] = {MARK_ARTICLE_BODY, MARK_ARTICLE, MARK_MAIN};
  add_up(elements);
  uint64_t all = element_at(elements, 1)->text;
  for (size_t i = 0; all && i < sizeof MARKS; i++) {
    uint32_t marked = best_marked(elements, MARKS[i], all);
    if (marked) return marked;
  }
  return densest(elements, all);
}

/* ---- writing ---- */

void page_end_block(PageWriter *w) {
  while (w->block.len && page_is_white(w->block.ptr[w->block.len - 1])) w->block.len--;
  size_t most = w->is_paragraph ? LINKS_MOST : LINKS_MOST_ITEM;
  if (w->block.len && w->links * 100 <= w->block.len * most) {
    if (w->text.len) buf_text(&w->text, "\n\n");
    buf_str(&w->text, buf_slice(&w->block));
  }
  buf_clear(&w->block);
  w->links = 0;
  w->is_paragraph = false;
}

void page_add_text(PageWriter *w, const char *text) {
  size_t before = w->block.len;
  for (; *text; text++) {
    bool at_space = !w->block.len || page_is_white(w->block.ptr[w->block.len - 1]);
    if (!page_is_white(*text))
      buf_byte(&w->block, *text);
    else if (!at_space)
      buf_byte(&w->block, ' ');
  }
  if (w->link_depth) w->links += w->block.len - before;
}

static void add_break(PageWriter *w) {
  while (w->block.len && w->block.ptr[w->block.len - 1] == ' ') w->block.len--;
  if (w->block.len) buf_byte(&w->block, '\n');
}

void page_begin_element(PageWriter *w, ElementKind kind, bool is_link) {
  if (kind == ELEMENT_BLOCK || kind == ELEMENT_PARAGRAPH) page_end_block(w);
  if (kind == ELEMENT_PARAGRAPH) w->is_paragraph = true;
  if (kind == ELEMENT_BREAK) add_break(w);
  if (is_link) w->link_depth++;
}

void page_end_element(PageWriter *w, ElementKind kind, bool is_link) {
  if (kind == ELEMENT_BLOCK || kind == ELEMENT_PARAGRAPH) page_end_block(w);
  if (is_link) w->link_depth--;
}
