/* Three walks over the tree, none of them recursive (a page may nest without end): one that counts
 * the text of paragraphs below each element, one that gathers headline, date and link, and one over
 * the chosen element that writes its paragraphs.
 *
 * libxml2 is loaded when the first page comes, and not with the program: with the libraries that it
 * brings along it would take a fifth of the time that the program needs to start. */
#include "io/page.h"

#include "base/utf8.h"
#include "base/vec.h"
#include "io/json.h"

#include <dlfcn.h>
#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
  CHARSET_WITHIN =
      1024, /* bytes in which a page declares its character set (HTML Living Standard) */
  CHARSET_MOST = 40,
  ATTRIBUTES_MOST = 2000, /* of one tag */
  LEAST_SHARE = 40,       /* per cent of the page's text that an element marked as article needs */
  WINNER_SHARE = 60,      /* … and that the densest element shall hold, with what is around it */
  LINKS_MOST = 80,        /* per cent of a paragraph's bytes that may be links … */
  LINKS_MOST_ITEM = 50    /* … of a list item's and other blocks' */
};

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

/* ---- elements ---- */

typedef enum {
  ELEMENT_INLINE,
  ELEMENT_BLOCK,     /* parts paragraphs */
  ELEMENT_PARAGRAPH, /* … and holds text of the article */
  ELEMENT_BREAK,
  ELEMENT_SKIPPED
} ElementKind;

static const struct {
  const char *name;
  ElementKind kind;
} ELEMENTS[] = {
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
  return strcmp(name, *(const char *const *)element);
}

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

/* Does one of the words of an attribute hold one of these pieces? */
static bool has_piece(const char *words, const char *const *pieces) {
  for (; words && *pieces; pieces++)
    if (strcasestr(words, *pieces)) return true;
  return false;
}

static bool is_word(const char *value, const char *const *words) {
  for (; value && *words; words++)
    if (!strcasecmp(value, *words)) return true;
  return false;
}

/* Roles of ARIA that are no article, and pieces of class names that pages all over the web give to
 * what stands beside it. */
static bool is_beside(const xmlNode *node) {
  static const char *const ROLES[] = {"navigation",  "banner", "complementary",
                                      "contentinfo", "search", "menu",
                                      "dialog",      "form",   NULL};
  static const char *const CLASSES[] = {
      "comment",    "newsletter", "related",  "share-",     "-share",        "social",  "sidebar",
      "breadcrumb", "advert",     "promo",    "cookie",     "subscribe",     "paywall", "read-more",
      "recommend",  "byline",     "tag-list", "disclaimer", "screen-reader", NULL};
  const char *hidden = attribute(node, "aria-hidden");
  if (attribute(node, "hidden") || (hidden && !strcasecmp(hidden, "true"))) return true;
  if (is_word(attribute(node, "role"), ROLES)) return true;
  return has_piece(attribute(node, "class"), CLASSES) || has_piece(attribute(node, "id"), CLASSES);
}

static bool is_named(const xmlNode *node, const char *name) {
  return node->type == XML_ELEMENT_NODE && !strcmp(text_of(node->name), name);
}

static ElementKind kind_of(const xmlNode *node) {
  const char *const *found = bsearch(text_of(node->name), ELEMENTS,
                                     sizeof ELEMENTS / sizeof *ELEMENTS, sizeof *ELEMENTS, by_name);
  ElementKind kind =
      found
          ? ELEMENTS[(size_t)((const char *)found - (const char *)ELEMENTS) / sizeof *ELEMENTS].kind
          : ELEMENT_INLINE;
  bool whole_page = is_named(node, "html") || is_named(node, "body");
  return kind != ELEMENT_SKIPPED && !whole_page && is_beside(node) ? ELEMENT_SKIPPED : kind;
}

static bool is_text(const xmlNode *node) {
  return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
}

static bool is_white(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/* ---- counting ---- */

typedef struct {
  xmlNode *node;
  uint32_t parent; /* index + 1 */
  bool skipped, linked, in_paragraph;
  uint64_t text, links; /* bytes of paragraphs below it, and those of them in links */
  uint64_t score;       /* … in paragraphs right below it, and half of those one level deeper */
} Element;

typedef struct {
  VEC(Element) elements; /* in the order of the page */
  xmlDoc *doc;
  const xmlNode *heading, *time; /* the first <h1> and <time datetime> that is not skipped */
} Tree;

static uint64_t count_bytes(const char *text) {
  uint64_t count = 0;
  for (; *text; text++) count += !is_white(*text);
  return count;
}

static Element *element_at(Tree *tree, uint32_t index) {
  return &vec_at(&tree->elements, index - 1);
}

/* The bytes of a text node count for its paragraph's parents. */
static void count_text(Tree *tree, uint32_t inside, const xmlNode *node) {
  Element *element = element_at(tree, inside);
  if (element->skipped || !element->in_paragraph || !node->content) return;
  uint64_t count = count_bytes(text_of(node->content));
  if (element->linked)
    element->links += count;
  else
    element->text += count;
}

static uint32_t enter_element(Tree *tree, xmlNode *node, uint32_t parent) {
  ElementKind kind = kind_of(node);
  Element new = {.node = node,
                 .parent = parent,
                 .skipped = kind == ELEMENT_SKIPPED,
                 .linked = is_named(node, "a"),
                 .in_paragraph = is_named(node, "p")};
  if (parent) {
    const Element *above = element_at(tree, parent);
    new.skipped |= above->skipped && !is_named(node, "body");
    new.linked |= above->linked;
    new.in_paragraph |= above->in_paragraph;
  }
  if (!new.skipped && !tree->heading && is_named(node, "h1")) tree->heading = node;
  if (!new.skipped && !tree->time && is_named(node, "time") && attribute(node, "datetime"))
    tree->time = node;
  vec_push(&tree->elements, new);
  return tree->elements.len;
}

/* From the last element to the first, so that children come before parents. */
static void add_up(Tree *tree) {
  for (uint32_t i = tree->elements.len; i; i--) {
    const Element *element = element_at(tree, i);
    if (!element->parent) continue;
    Element *parent = element_at(tree, element->parent);
    parent->text += element->text;
    parent->links += element->links;
    if (!is_named(element->node, "p")) continue;
    parent->score += element->text;
    if (parent->parent) element_at(tree, parent->parent)->score += element->text / 2;
  }
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
      inside = element_at(tree, inside)->parent;
    } else if (is_text(node) && inside) {
      count_text(tree, inside, node);
    }
    while (!node->next && inside) { /* all of the parent is done */
      node = element_at(tree, inside)->node;
      inside = element_at(tree, inside)->parent;
    }
    node = node->next;
  }
  add_up(tree);
}

/* ---- choosing ---- */

typedef bool (*IsMarked)(const xmlNode *node);

static bool is_article_body(const xmlNode *node) {
  const char *property = attribute(node, "itemprop");
  return property && !strcasecmp(property, "articleBody");
}
static bool is_article(const xmlNode *node) {
  const char *role = attribute(node, "role");
  return is_named(node, "article") || (role && !strcasecmp(role, "article"));
}
static bool is_main(const xmlNode *node) {
  const char *role = attribute(node, "role");
  return is_named(node, "main") || (role && !strcasecmp(role, "main"));
}

/* The marked element that holds most text; 0 where none holds enough of the page's. */
static uint32_t best_marked(Tree *tree, IsMarked is_marked, uint64_t all) {
  uint32_t best = 0;
  for (uint32_t i = 1; i <= tree->elements.len; i++) {
    const Element *element = element_at(tree, i);
    if (!element->skipped && is_marked(element->node) &&
        (!best || element->text > element_at(tree, best)->text))
      best = i;
  }
  return best && element_at(tree, best)->text * 100 >= all * LEAST_SHARE ? best : 0;
}

/* Bodies may be several (a broken page); the last is the one that text goes to. */
static uint32_t body_of(Tree *tree) {
  for (uint32_t i = tree->elements.len; i; i--)
    if (is_named(element_at(tree, i)->node, "body")) return i;
  return 1;
}

static uint32_t densest(Tree *tree, uint64_t all) {
  uint32_t best = body_of(tree);
  for (uint32_t i = 1; i <= tree->elements.len; i++)
    if (!element_at(tree, i)->skipped && element_at(tree, i)->score > element_at(tree, best)->score)
      best = i;
  while (element_at(tree, best)->parent && element_at(tree, best)->text * 100 < all * WINNER_SHARE)
    best = element_at(tree, best)->parent;
  return best;
}

static uint32_t choose(Tree *tree) {
  static const IsMarked MARKS[] = {is_article_body, is_article, is_main};
  uint64_t all = element_at(tree, 1)->text;
  for (size_t i = 0; all && i < sizeof MARKS / sizeof *MARKS; i++) {
    uint32_t marked = best_marked(tree, MARKS[i], all);
    if (marked) return marked;
  }
  return densest(tree, all);
}

/* ---- writing ---- */

typedef struct {
  Buf text, block; /* what is done; the paragraph at hand, white space collapsed */
  size_t links;    /* bytes of the block in links */
  bool is_paragraph;
  uint32_t link_depth;
} Writer;

static void end_block(Writer *w) {
  while (w->block.len && is_white(w->block.ptr[w->block.len - 1])) w->block.len--;
  size_t most = w->is_paragraph ? LINKS_MOST : LINKS_MOST_ITEM;
  if (w->block.len && w->links * 100 <= w->block.len * most) {
    if (w->text.len) buf_text(&w->text, "\n\n");
    buf_str(&w->text, buf_slice(&w->block));
  }
  buf_clear(&w->block);
  w->links = 0;
  w->is_paragraph = false;
}

static void add_text(Writer *w, const char *text) {
  size_t before = w->block.len;
  for (; *text; text++) {
    bool at_space = !w->block.len || is_white(w->block.ptr[w->block.len - 1]);
    if (!is_white(*text))
      buf_byte(&w->block, *text);
    else if (!at_space)
      buf_byte(&w->block, ' ');
  }
  if (w->link_depth) w->links += w->block.len - before;
}

static void add_break(Writer *w) {
  while (w->block.len && w->block.ptr[w->block.len - 1] == ' ') w->block.len--;
  if (w->block.len) buf_byte(&w->block, '\n');
}

static void begin_element(Writer *w, const xmlNode *node, ElementKind kind) {
  if (kind == ELEMENT_BLOCK || kind == ELEMENT_PARAGRAPH) end_block(w);
  if (kind == ELEMENT_PARAGRAPH) w->is_paragraph = true;
  if (kind == ELEMENT_BREAK) add_break(w);
  if (is_named(node, "a")) w->link_depth++;
}

static void end_element(Writer *w, const xmlNode *node) {
  ElementKind kind = kind_of(node);
  if (kind == ELEMENT_BLOCK || kind == ELEMENT_PARAGRAPH) end_block(w);
  if (is_named(node, "a")) w->link_depth--;
}

static void write_element(Writer *w, const xmlNode *root) {
  for (const xmlNode *node = root;;) {
    bool enter = false;
    if (node->type == XML_ELEMENT_NODE) {
      ElementKind kind = node == root ? ELEMENT_BLOCK : kind_of(node);
      enter = kind != ELEMENT_SKIPPED;
      if (enter) begin_element(w, node, kind);
    } else if (is_text(node) && node->content) {
      add_text(w, text_of(node->content));
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
  end_block(w);
}

/* ---- headline, date, link ---- */

typedef struct {
  Page *page;
  Arena *arena;
  Str meta_title, meta_url, title; /* second choices */
} Finder;

/* Trimmed, white space collapsed; only where there is nothing yet. */
static void set(Finder *f, Str *place, Str text) {
  Buf flat = {0};
  if (place->len || utf8_valid(text) < text.len) return;
  for (size_t i = 0; i < text.len; i++) {
    bool white = is_white(text.ptr[i]);
    if (!white || (flat.len && flat.ptr[flat.len - 1] != ' '))
      buf_byte(&flat, white ? ' ' : text.ptr[i]);
  }
  Str trimmed = str_trim(buf_slice(&flat));
  if (trimmed.len) *place = (Str){arena_copy(f->arena, trimmed.ptr, trimmed.len), trimmed.len};
  buf_free(&flat);
}

static void set_text(Finder *f, Str *place, const char *text) {
  if (text) set(f, place, str_of(text));
}

/* All text below a node. */
static void set_content(Finder *f, Str *place, const xmlNode *root) {
  Buf text = {0};
  for (const xmlNode *node = root;;) {
    if (is_text(node) && node->content) buf_text(&text, text_of(node->content));
    if (node->children && node->type == XML_ELEMENT_NODE) {
      node = node->children;
      continue;
    }
    while (node != root && !node->next) node = node->parent;
    if (node == root) break;
    node = node->next;
  }
  set(f, place, buf_slice(&text));
  buf_free(&text);
}

static void take_meta(Finder *f, const xmlNode *node) {
  static const char *const DATES[] = {"article:published_time",
                                      "og:published_time",
                                      "datePublished",
                                      "date",
                                      "pubdate",
                                      "publishdate",
                                      "publish-date",
                                      "dc.date",
                                      "dc.date.issued",
                                      "dcterms.date",
                                      "dcterms.created",
                                      "parsely-pub-date",
                                      "sailthru.date",
                                      NULL};
  const char *name = attribute(node, "property"), *content = attribute(node, "content");
  if (!name) name = attribute(node, "name");
  if (!name) name = attribute(node, "itemprop");
  if (!name || !content) return;
  if (!strcasecmp(name, "og:title")) set_text(f, &f->meta_title, content);
  if (!strcasecmp(name, "og:url")) set_text(f, &f->meta_url, content);
  if (is_word(name, DATES)) set_text(f, &f->page->date, content);
}

static void set_member(Finder *f, Str *place, const Json *object, const char *name) {
  Str text;
  if (json_holds_string(json_member(object, name)) &&
      json_text(json_member(object, name), f->arena, &text))
    set(f, place, text);
}

/* One object of JSON-LD: the article is the one with a headline. */
static void take_object(Finder *f, const Json *object, Str *url) {
  if (!json_holds_string(json_member(object, "headline"))) return;
  set_member(f, &f->page->title, object, "headline");
  set_member(f, &f->page->date, object, "datePublished");
  set_member(f, url, object, "url");
}

static void take_json(Finder *f, const char *script) {
  Buf line = {0};
  JsonDocument json;
  Err ignored;
  Str text = str_trim(str_of(script));
  bool list = str_starts(text, "[");
  if (list) buf_text(&line, "{\"@graph\":");
  buf_str(&line, text);
  if (list) buf_byte(&line, '}');
  if (utf8_valid(buf_slice(&line)) == line.len &&
      json_parse(&json, buf_slice(&line), NULL, 0, &ignored)) {
    const Json *graph = json_member(json.root, "@graph");
    Str url = {0};
    take_object(f, json.root, &url);
    for (size_t i = 0; i < json_length(graph); i++) take_object(f, json_item(graph, i), &url);
    if (!f->meta_url.len) f->meta_url = url;
    json_free(&json);
  }
  buf_free(&line);
}

static void take_head_element(Finder *f, const xmlNode *node) {
  const char *type = attribute(node, "type"), *relation = attribute(node, "rel");
  if (is_named(node, "html")) set_text(f, &f->page->language, attribute(node, "lang"));
  if (is_named(node, "meta")) take_meta(f, node);
  if (is_named(node, "title")) set_content(f, &f->title, node);
  if (is_named(node, "link") && relation && !strcasecmp(relation, "canonical"))
    set_text(f, &f->page->url, attribute(node, "href"));
  if (is_named(node, "script") && type && !strcasecmp(type, "application/ld+json") &&
      node->children && node->children->content)
    take_json(f, text_of(node->children->content));
}

/* JSON-LD may say it better than <meta>, wherever it stands. */
static void find_metadata(const Tree *tree, Arena *arena, Page *page) {
  Finder finder = {.page = page, .arena = arena};
  for (uint32_t round = 0; round < 2; round++)
    for (uint32_t i = 0; i < tree->elements.len; i++) {
      const xmlNode *node = tree->elements.items[i].node;
      if (is_named(node, "script") == (round == 0)) take_head_element(&finder, node);
    }
  set(&finder, &page->title, finder.meta_title);
  if (tree->heading) set_content(&finder, &page->title, tree->heading);
  set(&finder, &page->title, finder.title);
  set(&finder, &page->url, finder.meta_url);
  if (tree->time) set_text(&finder, &page->date, attribute(tree->time, "datetime"));
}

/* ---- the page ---- */

/* The character set: UTF-8 where the bytes are, else the one declared. */
static void find_charset(Str html, char charset[CHARSET_MOST]) {
  static const char MARK[] = "charset=";
  strcpy(charset, "UTF-8");
  if (utf8_valid(html) == html.len) return;
  strcpy(charset, "windows-1252");
  Str head = {html.ptr, html.len < CHARSET_WITHIN ? html.len : CHARSET_WITHIN};
  for (size_t at = 0; at + sizeof MARK <= head.len; at++) {
    if (strncasecmp(head.ptr + at, MARK, sizeof MARK - 1) != 0) continue;
    at += sizeof MARK - 1;
    while (at < head.len && (head.ptr[at] == '"' || head.ptr[at] == '\'')) at++;
    size_t len = 0;
    while (at + len < head.len && len + 1 < CHARSET_MOST &&
           (head.ptr[at + len] == '-' || head.ptr[at + len] == '_' || head.ptr[at + len] == ':' ||
            (head.ptr[at + len] >= '0' && head.ptr[at + len] <= '9') ||
            ((head.ptr[at + len] | 32) >= 'a' && (head.ptr[at + len] | 32) <= 'z')))
      len++;
    if (!len) return;
    memcpy(charset, head.ptr + at, len);
    charset[len] = '\0';
    break;
  }
  /* Declared, but not what the bytes are; and Latin-1 means windows-1252 on the web. */
  if (!strcasecmp(charset, "utf-8") || !strcasecmp(charset, "utf8") ||
      !strcasecmp(charset, "iso-8859-1") || !strcasecmp(charset, "us-ascii"))
    strcpy(charset, "windows-1252");
}

static bool write_page(Tree *tree, Arena *arena, Page *page) {
  count(tree);
  if (!tree->elements.len) return false;
  Writer writer = {0};
  write_element(&writer, element_at(tree, choose(tree))->node);
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

/* Behind the '<' at text[at]: a comment, a script or a style ends where its own end stands. */
static size_t behind_raw_text(Str text, size_t at) {
  static const struct {
    const char *begin, *end;
  } RAW[] = {{"<!--", "-->"}, {"<script", "</script"}, {"<style", "</style"}};
  for (size_t i = 0; i < sizeof RAW / sizeof *RAW; i++) {
    size_t len = strlen(RAW[i].begin);
    if (text.len - at < len || strncasecmp(text.ptr + at, RAW[i].begin, len) != 0) continue;
    for (at += len; at < text.len; at++)
      if (text.len - at >= strlen(RAW[i].end) &&
          strncasecmp(text.ptr + at, RAW[i].end, strlen(RAW[i].end)) == 0)
        break;
    return at;
  }
  return at + 1;
}

/* The parser compares each attribute of a tag with those before it; this keeps that from growing
 * without end. */
static bool has_monstrous_tag(Str html) {
  for (size_t at = 0; at < html.len;) {
    const char *open = memchr(html.ptr + at, '<', html.len - at);
    if (!open) return false;
    at = behind_raw_text(html, (size_t)(open - html.ptr));
    size_t parts = 0;
    char quote = 0, last = 0;
    if (at >= html.len || (html.ptr[at] | 32) < 'a' || (html.ptr[at] | 32) > 'z') continue;
    for (; at < html.len && (quote || html.ptr[at] != '>'); at++) {
      char c = html.ptr[at];
      if (quote)
        quote = c == quote ? 0 : quote;
      else if (last == '=' && (c == '"' || c == '\''))
        quote = c, parts++;
      else
        parts += is_white(c) || c == '/';
      if (!is_white(c)) last = c;
    }
    if (parts > ATTRIBUTES_MOST) return true;
  }
  return false;
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
  vec_free(&tree.elements);
  if (tree.doc) library->free_doc(tree.doc);
  return ok;
}

bool page_read(Str html, Arena *arena, Page *page, const char *path, uint64_t line, Err *err) {
  char charset[CHARSET_MOST];
  Library library;
  *page = (Page){0};
  if (!html.len) return err_at(err, path, line, "is empty");
  if (html.len > PAGE_MOST)
    return err_at(err, path, line, "the page is larger than %d MB", PAGE_MOST >> 20);
  if (!load_library(&library))
    return err_at(err, path, line, "HTML needs %s, which cannot be loaded", LIBRARY);
  if (str_starts(html, "\xef\xbb\xbf")) html.ptr += 3, html.len -= 3;
  if (has_monstrous_tag(html)) return err_at(err, path, line, "a tag has too many attributes");
  find_charset(html, charset);
  if (!knows(&library, charset))
    return err_at(err, path, line, "unknown character set %s", charset);
  return parse_page(&library, html, charset, arena, page) ||
         err_at(err, path, line, "no article was found in the page");
}
