/* Three walks over the tree, none of them recursive (a page may nest without end): one that lists
 * the elements and counts the text of paragraphs below each, one over the chosen element that
 * writes its paragraphs, one that takes the words of a headline. What names, words and numbers on
 * the way mean is said in the other files of the module.
 *
 * libxml2 is loaded when the first page comes, and not with the program: with the libraries that it
 * brings along it would take a fifth of the time that the program needs to start. */
#include "base/utf8.h"
#include "io/page_parts.h"

#include <dlfcn.h>
#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>

/* ---- the library ---- */

/* The ABI of all releases from 2.0 to 2.13. */
static const char LIBRARY[] = "libxml2.so.2";

typedef struct {
  __typeof__(&htmlReadMemory) read;
  __typeof__(&xmlFreeDoc) free_doc;
  __typeof__(&xmlFindCharEncodingHandler) find_charset;
  __typeof__(&xmlCharEncCloseFunc) close_charset;
  __typeof__(&xmlMemSetup) use_memory;
} Library;

/* A function pointer from an object pointer, as POSIX has it. */
static bool find_function(void *handle, const char *name, void *function) {
  void *symbol = handle ? dlsym(handle, name) : NULL;
  memcpy(function, &symbol, sizeof symbol);
  return symbol != NULL;
}

static char *copy_text(const char *text) {
  size_t size = strlen(text) + 1;
  return memcpy(memory_get(size), text, size);
}

/* Without memory libxml2 gives what it has of a page; this way the program ends, as it does
 * elsewhere. Loaded once; after that, dlopen only finds it. */
static bool load_library(Library *library) {
  void *handle = dlopen(LIBRARY, RTLD_LAZY | RTLD_LOCAL);
  return find_function(handle, "htmlReadMemory", &library->read) &&
         find_function(handle, "xmlFreeDoc", &library->free_doc) &&
         find_function(handle, "xmlFindCharEncodingHandler", &library->find_charset) &&
         find_function(handle, "xmlCharEncCloseFunc", &library->close_charset) &&
         find_function(handle, "xmlMemSetup", &library->use_memory) &&
         library->use_memory(free, memory_get, memory_resize, copy_text) == 0;
}

/* ---- nodes ---- */

static const char *text_of(const xmlChar *text) {
  return (const char *)text;
}

/* The value of an attribute; NULL where there is none. Borrowed from the tree. */
static const char *attribute(const xmlNode *node, const char *name) {
  for (const xmlAttr *a = node->properties; a; a = a->next)
    if (!strcasecmp(text_of(a->name), name))
      return a->children && a->children->content ? text_of(a->children->content) : "";
  return NULL;
}

static bool is_named(const xmlNode *node, const char *name) {
  return node->type == XML_ELEMENT_NODE && !strcmp(text_of(node->name), name);
}

static ElementKind kind_of(const xmlNode *node) {
  ElementKind kind = page_element_kind(text_of(node->name));
  if (kind == ELEMENT_SKIPPED || is_named(node, "html") || is_named(node, "body")) return kind;
  ElementAttributes attributes = {attribute(node, "hidden"), attribute(node, "aria-hidden"),
                                  attribute(node, "role"), attribute(node, "class"),
                                  attribute(node, "id")};
  return page_is_beside(&attributes) ? ELEMENT_SKIPPED : kind;
}

static bool is_text(const xmlNode *node) {
  return (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) && node->content;
}

/* ---- counting ---- */

typedef struct {
  xmlDoc *doc;
  VEC(xmlNode *) nodes;          /* in the order of the page */
  PageElements elements;         /* one a node */
  const xmlNode *heading, *time; /* the first <h1> and <time datetime> that is not skipped */
} Tree;

/* Index + 1 of the new element. */
static uint32_t enter_element(Tree *tree, xmlNode *node, uint32_t parent) {
  const char *name = text_of(node->name);
  PageElement new = {.parent = parent,
                     .marks =
                         page_marks(name, attribute(node, "itemprop"), attribute(node, "role")),
                     .skipped = kind_of(node) == ELEMENT_SKIPPED,
                     .linked = is_named(node, "a"),
                     .is_paragraph = is_named(node, "p"),
                     .is_body = is_named(node, "body")};
  new.in_paragraph = new.is_paragraph;
  if (parent) {
    const PageElement *above = &vec_at(&tree->elements, parent - 1);
    new.skipped |= above->skipped && !new.is_body;
    new.linked |= above->linked;
    new.in_paragraph |= above->in_paragraph;
  }
  if (!new.skipped && !tree->heading && is_named(node, "h1")) tree->heading = node;
  if (!new.skipped && !tree->time && is_named(node, "time") && attribute(node, "datetime"))
    tree->time = node;
  vec_push(&tree->nodes, node);
  vec_push(&tree->elements, new);
  return tree->elements.len;
}

static void count(Tree *tree) {
  uint32_t inside = 0;
  xmlNode *node = tree->doc->children; /* comments and the like may stand in front */
  while (node && node->type != XML_ELEMENT_NODE) node = node->next;
  while (node) {
    if (node->type == XML_ELEMENT_NODE) {
      inside = enter_element(tree, node, inside);
      if (node->children) {
        node = node->children;
        continue;
      }
      inside = vec_at(&tree->elements, inside - 1).parent;
    } else if (is_text(node) && inside) {
      page_count_text(&vec_at(&tree->elements, inside - 1), text_of(node->content));
    }
    while (!node->next && inside) { /* all of the parent is done */
      node = vec_at(&tree->nodes, inside - 1);
      inside = vec_at(&tree->elements, inside - 1).parent;
    }
    node = node->next;
  }
}

/* ---- writing ---- */

static void end_element(PageWriter *w, const xmlNode *node) {
  page_end_element(w, kind_of(node), is_named(node, "a"));
}

static void write_element(PageWriter *w, const xmlNode *root) {
  for (const xmlNode *node = root;;) {
    bool enter = false;
    if (node->type == XML_ELEMENT_NODE) {
      ElementKind kind = node == root ? ELEMENT_BLOCK : kind_of(node);
      enter = kind != ELEMENT_SKIPPED;
      if (enter) page_begin_element(w, kind, is_named(node, "a"));
    } else if (is_text(node)) {
      page_add_text(w, text_of(node->content));
    }
    if (enter && node->children) {
      node = node->children;
      continue;
    }
    if (enter) end_element(w, node);
    while (node != root && !node->next) {
      node = node->parent;
      if (node != root) end_element(w, node);
    }
    if (node == root) break;
    node = node->next;
  }
  page_end_block(w);
}

/* ---- headline, date, link ---- */

static void set_text(PageFinder *f, Str *place, const char *text) {
  if (text) page_set(f, place, str_of(text));
}

/* All text below a node. */
static void set_content(PageFinder *f, Str *place, const xmlNode *root) {
  Buf text = {0};
  for (const xmlNode *node = root;;) {
    if (is_text(node)) buf_text(&text, text_of(node->content));
    if (node->children && node->type == XML_ELEMENT_NODE) {
      node = node->children;
      continue;
    }
    while (node != root && !node->next) node = node->parent;
    if (node == root) break;
    node = node->next;
  }
  page_set(f, place, buf_slice(&text));
  buf_free(&text);
}

static void take_meta(PageFinder *f, const xmlNode *node) {
  const char *name = attribute(node, "property");
  if (!name) name = attribute(node, "name");
  if (!name) name = attribute(node, "itemprop");
  page_take_meta(f, name, attribute(node, "content"));
}

static void take_head_element(PageFinder *f, const xmlNode *node) {
  const char *type = attribute(node, "type"), *relation = attribute(node, "rel");
  if (is_named(node, "html")) set_text(f, &f->page->language, attribute(node, "lang"));
  if (is_named(node, "meta")) take_meta(f, node);
  if (is_named(node, "title")) set_content(f, &f->title, node);
  if (is_named(node, "link") && relation && !strcasecmp(relation, "canonical"))
    set_text(f, &f->page->url, attribute(node, "href"));
  if (is_named(node, "script") && type && !strcasecmp(type, "application/ld+json") &&
      node->children && node->children->content)
    page_take_json(f, text_of(node->children->content));
}

/* JSON-LD may say it better than <meta>, wherever it stands. */
static void find_metadata(const Tree *tree, Arena *arena, Page *page) {
  PageFinder finder = {.page = page, .arena = arena};
  for (uint32_t round = 0; round < 2; round++)
    for (uint32_t i = 0; i < tree->nodes.len; i++) {
      const xmlNode *node = tree->nodes.items[i];
      if (is_named(node, "script") == (round == 0)) take_head_element(&finder, node);
    }
  if (tree->heading) set_content(&finder, &finder.heading, tree->heading);
  if (tree->time) set_text(&finder, &finder.time, attribute(tree->time, "datetime"));
  page_settle(&finder);
}

/* ---- the page ---- */

static bool write_page(Tree *tree, Arena *arena, Page *page) {
  count(tree);
  if (!tree->elements.len) return false;
  PageWriter writer = {0};
  write_element(&writer, vec_at(&tree->nodes, page_choose(&tree->elements) - 1));
  Str text = buf_slice(&writer.text);
  bool ok = text.len && utf8_valid(text) == text.len;
  if (ok) {
    page->text = (Str){arena_copy(arena, text.ptr, text.len), text.len};
    find_metadata(tree, arena, page);
  }
  buf_free(&writer.text);
  buf_free(&writer.block);
  return ok;
}

static bool knows(const Library *library, const char *charset) {
  xmlCharEncodingHandler *handler = library->find_charset(charset);
  return handler && library->close_charset(handler) >= 0;
}

static bool parse_page(const Library *library, Str html, const char *charset, Arena *arena,
                       Page *page) {
  enum {
    QUIET = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET
  };
  Tree tree = {.doc = library->read(html.ptr, (int)html.len, NULL, charset, QUIET)};
  bool ok = tree.doc && write_page(&tree, arena, page);
  vec_free(&tree.nodes);
  vec_free(&tree.elements);
  if (tree.doc) library->free_doc(tree.doc);
  return ok;
}

bool page_read(Str html, Arena *arena, Page *page, const char *path, uint64_t line, Err *err) {
  char charset[PAGE_CHARSET_MOST];
  Library library;
  *page = (Page){0};
  if (!html.len) return err_at(err, path, line, "is empty");
  if (html.len > PAGE_MOST)
    return err_at(err, path, line, "the page is larger than %d MB", PAGE_MOST >> 20);
  if (!load_library(&library))
    return err_at(err, path, line, "HTML needs %s, which cannot be loaded", LIBRARY);
  if (str_starts(html, "\xef\xbb\xbf")) html.ptr += 3, html.len -= 3;
  if (page_has_monstrous_tag(html)) return err_at(err, path, line, "a tag has too many attributes");
  page_find_charset(html, charset);
  if (!knows(&library, charset))
    return err_at(err, path, line, "unknown character set %s", charset);
  return parse_page(&library, html, charset, arena, page) ||
         err_at(err, path, line, "no article was found in the page");
}
