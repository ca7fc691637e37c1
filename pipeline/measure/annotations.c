/* Lines and corpora. Tables are read in annotations_table.c. */
#include "measure/annotations.h"

#include "base/file.h"
#include "base/utf8.h"
#include "io/points.h"

#include <string.h>

/* ---- documents ---- */

uint32_t annotations_find(const Annotations *annotations, Str id) {
  const Intern *ids = annotations->ids;
  uint32_t found = intern_find(ids, id, hash_bytes(id.ptr, id.len));
  if (!found && id.len > 1 && id.ptr[0] == 'd' && !(id.ptr[1] >= 'a' && id.ptr[1] <= 'z'))
    found = intern_find(ids, (Str){id.ptr + 1, id.len - 1}, hash_bytes(id.ptr + 1, id.len - 1));
  Str folder;
  while (!found && str_cut(&id, "-", &folder) && id.ptr)
    found = intern_find(ids, id, hash_bytes(id.ptr, id.len));
  return found;
}

static Annotated *add_doc(Annotations *annotations, Str id) {
  uint32_t number = intern_add(annotations->ids, id);
  vec_push(&annotations->docs, (Annotated){.id = intern_text(annotations->ids, number)});
  return &vec_last(&annotations->docs);
}

Annotated *annotations_doc(Annotations *annotations, Str id, const Annotations *of, uint64_t line,
                           bool once_only, Faults *faults) {
  uint32_t known = of ? annotations_find(annotations, id)
                      : intern_find(annotations->ids, id, hash_bytes(id.ptr, id.len));
  if (of && !known) {
    faults_add(faults, annotations->path, line, "document %.*s is not in %s%s", FAULT_TEXT(id),
               of->path, of->lists_all ? "" : " (documents without a row: name them by --texts)");
    return NULL;
  }
  Annotated *doc = known ? &vec_at(&annotations->docs, known - 1) : add_doc(annotations, id);
  if (once_only && doc->line) {
    faults_add(faults, annotations->path, line, "document %.*s stands twice", FAULT_TEXT(id));
    return NULL;
  }
  if (doc->line && !str_equal(doc->given, id)) {
    faults_add(faults, annotations->path, line, "documents %.*s and %.*s are both %.*s of %s",
               FAULT_TEXT(doc->given), FAULT_TEXT(id), FAULT_TEXT(doc->id),
               of ? of->path : annotations->path);
    return NULL;
  }
  if (!doc->line) {
    doc->given = (Str){arena_copy(&annotations->arena, id.ptr, id.len), id.len};
    doc->path = annotations->path;
    doc->line = line;
  }
  return doc;
}

static void copy_docs(Annotations *annotations, const Annotations *of) {
  for (uint32_t i = 0; of && i < of->docs.len; i++) {
    Annotated *doc = add_doc(annotations, of->docs.items[i].id);
    doc->text = of->docs.items[i].text;
    doc->left_out = of->docs.items[i].left_out;
  }
}

uint32_t annotations_measured(const Annotations *annotations) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < annotations->docs.len; i++)
    count += !annotations->docs.items[i].left_out;
  return count;
}

/* ---- passages ---- */

/* What does not count at the ends of a quotation, the same for every scorer of quotation tables. */
static bool is_edge(uint32_t point, bool as_cell) {
  static const uint32_t EDGES[] = {' ',    '\t',   '\r',   '\n',   '"',    '\'',   ',',
                                   '.',    ';',    ':',    '!',    '?',    '-',    '*',
                                   '_',    0xab,   0xbb,   0x2013, 0x2014, 0x2018, 0x2019,
                                   0x201c, 0x201d, 0x201e, 0x2026, 0x2039, 0x203a};
  for (size_t i = 0; i < sizeof EDGES / sizeof *EDGES; i++)
    if (point == EDGES[i]) return true;
  return as_cell && (point == 0xff02 || point == 0x2409 || point == 0x240a || point == 0x240d);
}

static uint32_t count_words(Str text, bool as_cell) {
  uint32_t count = 0;
  bool inside = false;
  for (size_t at = 0; at < text.len;) {
    uint32_t width, point = utf8_at(text, at, &width);
    bool space = utf8_space(point) || (as_cell && point > 0x2400 && point <= 0x2420);
    count += !space && !inside;
    inside = !space;
    at += width;
  }
  return count;
}

static size_t last_start(Str text) {
  size_t at = text.len - 1;
  while (at && ((unsigned char)text.ptr[at] & 0xc0) == 0x80) at--;
  return at;
}

void passage_trim(Passage *passage, bool as_cell) {
  Str *words = &passage->words;
  uint32_t width;
  while (words->len && is_edge(utf8_at(*words, 0, &width), as_cell)) {
    words->ptr += width, words->len -= width;
    passage->beg++;
  }
  while (words->len && is_edge(utf8_at(*words, last_start(*words), &width), as_cell)) {
    words->len -= width;
    passage->end--;
  }
  passage->word_count = count_words(*words, as_cell);
}

/* ---- gold ---- */

static Str slice(Str text, Span span) {
  return (Str){text.ptr + span.beg, span.end - span.beg};
}

static void take_stance(const Gold *gold, const GoldStance *stance, const Points *points,
                        Names *names, Annotated *doc, Faults *faults) {
  Record record = {.beg = points_before(points, stance->evidence.beg),
                   .end = points_before(points, stance->evidence.end),
                   .holder = names_id(names, stance->holder_id),
                   .side = names_id(names, stance->side),
                   .guarantee = names_type(names, stance->guarantee),
                   .label = stance->label,
                   .kind = stance->kind,
                   .confidence = -1,
                   .words = slice(gold->text, stance->evidence),
                   .line = stance->line};
  if (record.guarantee)
    vec_push(&doc->records, record);
  else
    faults_add(faults, gold->path, stance->line, "unknown guarantee type \"%.*s\"",
               FAULT_TEXT(stance->guarantee));
}

static void take_quotation(const Gold *gold, const GoldQuotation *quotation, const Points *points,
                           Names *names, Annotated *doc) {
  uint32_t speaker = names_id(names, quotation->speaker_id);
  for (uint32_t i = 0; i < quotation->count; i++) {
    Span part = vec_at(&gold->parts, quotation->first + i);
    Passage passage = {.beg = points_before(points, part.beg),
                       .end = points_before(points, part.end),
                       .speaker = speaker,
                       .words = slice(gold->text, part),
                       .line = quotation->line};
    passage_trim(&passage, false);
    vec_push(&doc->passages, passage);
  }
}

static void take_gold(Annotations *annotations, const Gold *gold, const Annotations *of,
                      Names *names, Faults *faults) {
  Annotated *doc =
      annotations_doc(annotations, gold->id, of, gold->line ? gold->line : 1, true, faults);
  if (!doc || doc->left_out) return;
  Points points = {0};
  points_index(&points, gold->text);
  if (of && doc->text.ptr && !str_equal(doc->text, gold->text))
    faults_add(faults, gold->path, gold->line, "document %.*s has another text in %s",
               FAULT_TEXT(gold->id), of->path);
  doc->text = gold->text;
  doc->path = gold->path;
  for (uint32_t i = 0; i < gold->stances.len; i++) {
    annotations->has_kinds |= gold->stances.items[i].kind != GOLD_KIND_NONE;
    take_stance(gold, &gold->stances.items[i], &points, names, doc, faults);
  }
  for (uint32_t i = 0; i < gold->quotations.len; i++)
    take_quotation(gold, &gold->quotations.items[i], &points, names, doc);
  annotations->has_records |= gold->has_stances;
  annotations->has_passages |= gold->has_quotations;
  points_free(&points);
}

/* Predicted lines may leave the text out: it is that of the document. */
static bool text_of(const void *context, Str id, Str *text) {
  const Annotations *annotations = context;
  uint32_t known = annotations_find(annotations, id);
  if (!known || !annotations->docs.items[known - 1].text.ptr) return false;
  *text = annotations->docs.items[known - 1].text;
  return true;
}

static void read_lines(Annotations *annotations, const Annotations *of, Names *names,
                       Faults *faults) {
  Buf bytes = {0};
  Err err;
  if (!file_read(annotations->path, &bytes, &err)) {
    faults_add(faults, NULL, 0, "%s", err.text);
    return;
  }
  Str rest = buf_slice(&bytes), line;
  if (str_starts(rest, "\xef\xbb\xbf")) rest.ptr += 3, rest.len -= 3;
  for (uint64_t number = 1; str_cut(&rest, "\n", &line); number++) {
    Gold gold;
    if (!str_trim(line).len) continue;
    gold_parse(&gold, line, annotations->path, number, text_of, annotations, &annotations->arena,
               faults);
    if (gold.text.ptr) take_gold(annotations, &gold, of, names, faults);
    gold_free(&gold);
  }
  if (!annotations->docs.len && !faults->count)
    faults_add(faults, annotations->path, 0, "no document in it");
  buf_free(&bytes);
}

static bool is_chosen(const CorpusArticle *article, SplitChoice choice) {
  return choice == SPLIT_ALL || (choice == SPLIT_TEST_ONLY) == (article->split == SPLIT_TEST);
}

static void read_corpus(Annotations *annotations, SplitChoice split, const Annotations *of,
                        Names *names, Faults *faults) {
  Corpus corpus;
  corpus_open(&corpus, annotations->path, faults);
  for (uint32_t i = 0; i < corpus.articles.len; i++) {
    Gold gold = {0};
    if (!is_chosen(&corpus.articles.items[i], split)) {
      Annotated *doc =
          annotations_doc(annotations, corpus.articles.items[i].id, of, 1, true, faults);
      if (doc) doc->left_out = true;
      continue;
    }
    corpus_read(&corpus, i, &annotations->arena, &gold, faults);
    if (gold.text.ptr) take_gold(annotations, &gold, of, names, faults);
    gold_free(&gold);
  }
  corpus_close(&corpus);
}

/* ---- any form ---- */

static void check_complete(const Annotations *annotations, const Annotations *of, Faults *faults) {
  for (uint32_t i = 0; of && i < of->docs.len; i++) {
    const Annotated *doc = &of->docs.items[i];
    if (!doc->left_out && !annotations->docs.items[i].line)
      faults_add(faults, doc->path ? doc->path : of->path, doc->line, "document %.*s is not in %s",
                 FAULT_TEXT(doc->id), annotations->path);
  }
}

bool annotations_read(Annotations *annotations, const char *path, SplitChoice split,
                      const Annotations *of, Names *names, Faults *faults) {
  uint64_t before = faults->count;
  bool folder = corpus_is_folder(path), lines = str_ends(str_of(path), ".jsonl");
  *annotations = (Annotations){.path = path, .ids = intern_new(), .lists_all = folder || lines};
  copy_docs(annotations, of);
  if (folder)
    read_corpus(annotations, split, of, names, faults);
  else if (lines)
    read_lines(annotations, of, names, faults);
  else
    annotations_read_table(annotations, of, names, faults);
  if (annotations->lists_all && faults->count == before) check_complete(annotations, of, faults);
  if (of && of->lists_all) annotations->lists_all = true;
  return faults->count == before;
}

void annotations_free(Annotations *annotations) {
  for (uint32_t i = 0; i < annotations->docs.len; i++) {
    vec_free(&annotations->docs.items[i].records);
    vec_free(&annotations->docs.items[i].passages);
  }
  vec_free(&annotations->docs);
  intern_free(annotations->ids);
  arena_free(&annotations->arena);
}
