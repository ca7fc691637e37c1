#include "measure/names.h"

#include "base/utf8.h"
#include "knowledge/table.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- tables ---- */

static Str kept(Names *names, Str text) {
  return (Str){arena_copy(&names->arena, text.ptr, text.len), text.len};
}

/* The number of key; written: how it stands in the file, kept where it is new. */
static uint32_t number_of(Names *names, Str key, Str written) {
  uint32_t id = intern_add(names->ids, key.len ? key : STR(""));
  if (id > names->shown.len) vec_push(&names->shown, kept(names, written));
  return id;
}

static bool take_spellings(Names *names, const Table *table, Err *err) {
  for (uint32_t row = 0; row < table->rows; row++) {
    Str variant = table_cell(table, row, 0);
    uint32_t id = intern_add(names->variants, variant);
    if (!variant.len) return err_at(err, table->path, table_line(row), "no variant");
    if (id <= names->spellings.len)
      return err_at(err, table->path, table_line(row), "the variant stands twice");
    vec_push(&names->spellings, kept(names, table_cell(table, row, 1)));
  }
  return true;
}

static bool take_types(Names *names, const Table *table, Err *err) {
  (void)err;
  for (uint32_t row = 0; row < table->rows; row++) {
    uint32_t id = number_of(names, table_cell(table, row, 0), table_cell(table, row, 0));
    vec_push(&names->types, id);
  }
  return true;
}

static int by_name(const void *a, const void *b) {
  const NameSide *x = a, *y = b;
  return (x->name > y->name) - (x->name < y->name);
}

static bool take_actors(Names *names, const Table *table, Err *err) {
  (void)err;
  for (uint32_t row = 0; row < table->rows; row++) {
    uint32_t name = names_id(names, table_cell(table, row, 0));
    vec_push(&names->sides, (NameSide){name, names_id(names, table_cell(table, row, 2))});
  }
  if (names->sides.len) qsort(names->sides.items, names->sides.len, sizeof(NameSide), by_name);
  return true;
}

typedef struct Source {
  const char *file;
  const char *columns[5];
  uint32_t count;
  bool (*take)(Names *names, const Table *table, Err *err);
} Source;

static bool load(Names *names, const char *folder, const Source *source, Err *err) {
  Buf path = {0};
  Table table = {0};
  buf_format(&path, "%s/%s", folder, source->file);
  buf_byte(&path, '\0');
  bool ok = true;
  if (access(path.ptr, F_OK) == 0) {
    ok = table_read(&table, path.ptr, source->columns, source->count, err) &&
         source->take(names, &table, err);
    table_free(&table);
  }
  buf_free(&path);
  return ok;
}

bool names_load(Names *names, const char *folder, Err *err) {
  static const Source SPELLINGS = {"spellings.tsv", {"variant", "spelling"}, 2, take_spellings};
  static const Source TYPES = {"types.tsv", {"id", "rank", "description"}, 3, take_types};
  static const Source ACTORS = {
      "actors.tsv", {"id", "class", "side", "names", "adjectives"}, 5, take_actors};
  *names = (Names){.ids = intern_new(), .variants = intern_new()};
  return !folder || (load(names, folder, &SPELLINGS, err) && load(names, folder, &TYPES, err) &&
                     load(names, folder, &ACTORS, err));
}

void names_free(Names *names) {
  intern_free(names->ids);
  intern_free(names->variants);
  vec_free(&names->spellings);
  vec_free(&names->shown);
  vec_free(&names->types);
  vec_free(&names->sides);
  arena_free(&names->arena);
}

/* ---- numbers ---- */

static Str spelling_of(const Names *names, Str word) {
  uint32_t id = intern_find(names->variants, word, hash_bytes(word.ptr, word.len));
  return id ? names->spellings.items[id - 1] : word;
}

uint32_t names_id(Names *names, Str name) {
  Buf folded = {0}, spelled = {0};
  utf8_fold_name(name, &folded);
  Str rest = buf_slice(&folded), word;
  while (str_cut(&rest, " ", &word)) {
    word = spelling_of(names, word);
    if (word.len && spelled.len) buf_byte(&spelled, ' ');
    buf_str(&spelled, word);
  }
  uint32_t id = number_of(names, buf_slice(&spelled), str_trim(name));
  buf_free(&folded);
  buf_free(&spelled);
  return id;
}

uint32_t names_type(Names *names, Str id) {
  uint32_t number = number_of(names, id, id);
  for (uint32_t i = 0; i < names->types.len; i++)
    if (names->types.items[i] == number) return number;
  return names->types.len ? 0 : number;
}

uint32_t names_side(Names *names, Str id) {
  Str rest = id, actor;
  if (str_cut(&rest, ":", &actor) && rest.ptr) id = actor; /* "POL:public" */
  NameSide key = {.name = names_id(names, id)};
  const NameSide *found =
      names->sides.len ? bsearch(&key, names->sides.items, names->sides.len, sizeof key, by_name)
                       : NULL;
  return found ? found->side : 0;
}
