#include "engine/rows.h"

#include "base/utf8.h"
#include "io/json.h"
#include "io/tsv.h"

const char ROWS_STANCE_HEADER[] =
    "stance_id\tdoc_id\tdate\ttitle\turl\tstart\tend\tevidence\tkind\tsource\tsource_"
    "id\tcue\tholder\t"
    "holder_id\tside\tguarantee\tterm\tstance\tconfidence\tp_supports\tp_rejects\tp_conditional\t"
    "condition\tsentence\ttext_sha256\tmodel\n";
const char ROWS_QUOTATION_HEADER[] =
    "quotation_id\tpart\tdoc_id\tstart\tend\ttext\tkind\tspeaker\tspeaker_id\tside\tcue\n";
const char ROWS_DOCUMENT_HEADER[] =
    "doc_id\tgiven_id\tdate\ttitle\turl\tlanguage\tcharacters\tsentences\tquotations\tstances\t"
    "text_sha256\n";

static const char *const STANCE_NAMES[] = {"supports", "rejects", "conditional", "none"};
static const char *const KIND_NAMES[] = {"direct", "indirect", "mixed", "narrated"};
static const char *const QUOTATION_NAMES[] = {"speech", "fragment", "term"};

static void cell(Buf *out, Str text) {
  tsv_put_cell(out, text);
  buf_byte(out, '\t');
}

static void words_cell(Buf *out, const Doc *doc, Range at) {
  cell(out, range_empty(at) ? (Str){0} : doc_words(doc, at));
}

static void last_cell(Buf *out, Str text) {
  tsv_put_cell(out, text);
  buf_byte(out, '\n');
}

static RowsPlace place_of(const Doc *doc, CodePointCursor *cursor, Span at) {
  uint32_t start = doc_code_point(doc, cursor, at.beg);
  return (RowsPlace){start, doc_code_point(doc, cursor, at.end)};
}

RowsPlace rows_place(const Doc *doc, CodePointCursor *cursor, Range tokens) {
  if (range_empty(tokens)) return (RowsPlace){0, 0};
  return place_of(doc, cursor, doc_span(doc, tokens));
}

static void place_cells(Buf *out, const Doc *doc, CodePointCursor *cursor, Span at) {
  RowsPlace place = place_of(doc, cursor, at);
  buf_format(out, "%u\t%u\t", place.start, place.end);
}

/* ---- pieces ---- */

RowsBefore rows_before(Str text) {
  return (RowsBefore){.text = text};
}

static const char *digest_of_whole(RowsBefore *before) {
  if (!before->digest.hex[0]) before->digest = digest_of(before->text);
  return before->digest.hex;
}

static CodePointCursor cursor_behind(const RowsBefore *before) {
  return (CodePointCursor){0, before->points};
}

/* ---- stances ---- */

/* 2026, 2026-03, 2026-03-09, the last with a time behind it or not: ISO 8601. */
static bool is_iso_date(Str date) {
  static const char FORM[] = "0000-00-00";
  size_t at = 0;
  for (; at < date.len && at < sizeof FORM - 1; at++) {
    bool digit = date.ptr[at] >= '0' && date.ptr[at] <= '9';
    if (FORM[at] == '0' ? !digit : date.ptr[at] != '-') return false;
  }
  if (at < sizeof FORM - 1) return at == 4 || at == 7;
  return at == date.len || date.ptr[at] == 'T' || date.ptr[at] == ' ';
}

typedef struct {
  const Resources *resources;
  const Doc *doc;
  Buf *out;
  CodePointCursor cursor;
  const char *digest;
} StanceWriter;

static void who_cells(StanceWriter *w, const Stance *row, const Candidate *c) {
  const Doc *doc = w->doc;
  const Attribution *a = row->kind != STANCE_NARRATED && c->attribution
                             ? &vec_at(&doc->attributions, c->attribution - 1)
                             : NULL;
  words_cell(w->out, doc, a ? a->source : (Range){0});
  cell(w->out, row->source ? vec_at(&doc->entities, row->source - 1).id : (Str){0});
  words_cell(w->out, doc, a ? a->cue : (Range){0});
  const Entity *holder = &vec_at(&doc->entities, c->holder);
  words_cell(w->out, doc, c->holder_at);
  cell(w->out, holder->id);
  cell(w->out, holder->side);
}

/* The sentences that the evidence touches. */
static Range around(const Doc *doc, Range evidence) {
  Range first = vec_at(&doc->sentences, doc_sentence_of(doc, evidence.beg)).tokens;
  Range last = vec_at(&doc->sentences, doc_sentence_of(doc, evidence.end - 1)).tokens;
  return (Range){first.beg, last.end};
}

/* The words that name the guarantee; a carried mention has none of its own, so those it goes on
 * about. */
static Range naming_words(const Doc *doc, const Mention *mention) {
  if (mention->kind != MENTION_CARRIED || !mention->antecedent) return mention->at;
  return vec_at(&doc->mentions, mention->antecedent - 1).at;
}

static void stance_row(StanceWriter *w, const Stance *row, uint32_t number) {
  const Doc *doc = w->doc;
  const Candidate *c = &vec_at(&doc->candidates, row->candidate);
  const Mention *mention = &vec_at(&doc->mentions, c->mention);
  tsv_put_cell(w->out, doc->id);
  buf_format(w->out, ".s%u\t", number);
  cell(w->out, doc->id);
  cell(w->out, is_iso_date(doc->date) ? doc->date : (Str){0});
  cell(w->out, doc->title);
  cell(w->out, doc->url);
  place_cells(w->out, doc, &w->cursor, doc_span(doc, row->evidence));
  words_cell(w->out, doc, row->evidence);
  cell(w->out, str_of(KIND_NAMES[row->kind]));
  who_cells(w, row, c);
  cell(w->out, vec_at(&w->resources->knowledge.types, mention->type).id);
  words_cell(w->out, doc, naming_words(doc, mention));
  cell(w->out, str_of(STANCE_NAMES[row->label]));
  buf_format(w->out, "%.4f\t%.4f\t%.4f\t%.4f\t", row->confidence, row->probability[STANCE_SUPPORTS],
             row->probability[STANCE_REJECTS], row->probability[STANCE_CONDITIONAL]);
  words_cell(w->out, doc, row->condition);
  words_cell(w->out, doc, around(doc, row->evidence));
  cell(w->out, str_of(w->digest));
  buf_format(w->out, "%s-l%.12s\n", w->resources->model.name, w->resources->knowledge.digest.hex);
}

void rows_piece_stances(const Resources *resources, const Doc *doc, RowsBefore *before, Buf *out) {
  if (!doc->stances.len) return;
  StanceWriter writer = {resources, doc, out, cursor_behind(before), digest_of_whole(before)};
  for (uint32_t i = 0; i < doc->stances.len; i++)
    stance_row(&writer, &doc->stances.items[i], before->stances + i + 1);
}

void rows_stances(const Resources *resources, const Doc *doc, Buf *out) {
  RowsBefore before = rows_before(doc->text);
  rows_piece_stances(resources, doc, &before, out);
}

/* ---- quotations ---- */

static const Attribution *attribution_of(const Doc *doc, uint32_t group, uint32_t *from) {
  for (; *from < doc->attributions.len; ++*from) { /* both are in order of the text */
    if (doc->attributions.items[*from].quotation == group + 1)
      return &doc->attributions.items[*from];
    if (doc->attributions.items[*from].quotation > group + 1) break;
  }
  for (uint32_t i = 0; i < doc->attributions.len; i++)
    if (doc->attributions.items[i].quotation == group + 1) return &doc->attributions.items[i];
  return NULL;
}

void rows_piece_quotations(const Doc *doc, const RowsBefore *before, Buf *out) {
  CodePointCursor cursor = cursor_behind(before);
  uint32_t number = before->quotations, from = 0, part = 0, last_group = UINT32_MAX;
  for (uint32_t i = 0; i < doc->quotations.len; i++) {
    const Quotation *q = &doc->quotations.items[i];
    if (q->kind == QUOTATION_TERM || range_empty(q->tokens)) continue;
    if (q->group != last_group) number++, part = 0;
    last_group = q->group;
    const Attribution *a = attribution_of(doc, q->group, &from);
    const Entity *who = q->speaker ? &vec_at(&doc->entities, q->speaker - 1) : NULL;
    tsv_put_cell(out, doc->id);
    buf_format(out, ".q%u\t%u\t", number, ++part);
    cell(out, doc->id);
    place_cells(out, doc, &cursor, q->at);
    cell(out, doc_text(doc, q->at));
    cell(out, str_of(QUOTATION_NAMES[q->kind]));
    words_cell(out, doc, a ? a->source : (Range){0});
    cell(out, who ? who->id : (Str){0});
    cell(out, who ? who->side : (Str){0});
    last_cell(out, a && !range_empty(a->cue) ? doc_words(doc, a->cue) : (Str){0});
  }
}

void rows_quotations(const Doc *doc, Buf *out) {
  RowsBefore before = rows_before(doc->text);
  rows_piece_quotations(doc, &before, out);
}

/* ---- documents ---- */

static uint32_t count_quotations(const Doc *doc) { /* as rows_quotations numbers them */
  uint32_t number = 0, last_group = UINT32_MAX;
  for (uint32_t i = 0; i < doc->quotations.len; i++) {
    const Quotation *q = &doc->quotations.items[i];
    if (q->kind == QUOTATION_TERM || range_empty(q->tokens)) continue;
    if (q->group != last_group) number++;
    last_group = q->group;
  }
  return number;
}

void rows_pass(RowsBefore *before, const Doc *doc) {
  before->points += (uint32_t)utf8_count(doc->text);
  before->stances += doc->stances.len;
  before->quotations += count_quotations(doc);
  before->attributions += doc->attributions.len;
  before->sentences += doc->sentences.len;
}

void rows_pieces_document(const Doc *doc, Str given_id, RowsBefore *before, Buf *out) {
  cell(out, doc->id);
  cell(out, given_id);
  cell(out, is_iso_date(doc->date) ? doc->date : (Str){0});
  cell(out, doc->title);
  cell(out, doc->url);
  cell(out, doc->language);
  buf_format(out, "%u\t%u\t%u\t%u\t", before->points, before->sentences, before->quotations,
             before->stances);
  last_cell(out, str_of(digest_of_whole(before)));
}

/* ---- JSON lines ---- */

static void json_span(Buf *out, const Doc *doc, CodePointCursor *cursor, Span at) {
  RowsPlace place = place_of(doc, cursor, at);
  buf_byte(out, '[');
  buf_number(out, place.start);
  buf_byte(out, ',');
  buf_number(out, place.end);
  buf_byte(out, ']');
}

static void json_ranges(Buf *out, const char *name, const Doc *doc, CodePointCursor *cursor,
                        const Range *ranges, uint32_t count) {
  buf_format(out, "\"%s\":[", name);
  bool first = true;
  for (uint32_t i = 0; i < count; i++) {
    if (range_empty(ranges[i])) continue;
    if (!first) buf_byte(out, ',');
    json_span(out, doc, cursor, doc_span(doc, ranges[i]));
    first = false;
  }
  buf_byte(out, ']');
}

static void open_line(Buf *out, Str id) {
  buf_text(out, "{\"id\":");
  json_put_string(out, id);
}

void rows_begin_attributions(Str given_id, Buf *out) {
  open_line(out, given_id);
  buf_text(out, ",\"attributions\":[");
}

void rows_end_attributions(Buf *out) {
  buf_text(out, "]}\n");
}

void rows_piece_attributions(const Doc *doc, const RowsBefore *before, Buf *out) {
  CodePointCursor cursor = cursor_behind(before);
  for (uint32_t i = 0; i < doc->attributions.len; i++) {
    const Attribution *a = &doc->attributions.items[i];
    buf_text(out, before->attributions + i ? ",{" : "{");
    json_ranges(out, "source", doc, &cursor, &a->source, 1);
    buf_byte(out, ',');
    json_ranges(out, "cue", doc, &cursor, &a->cue, 1);
    buf_byte(out, ',');
    json_ranges(out, "content", doc, &cursor, a->content, a->parts);
    buf_byte(out, '}');
  }
}

void rows_attributions(const Doc *doc, Str given_id, Buf *out) {
  RowsBefore before = rows_before(doc->text);
  rows_begin_attributions(given_id, out);
  rows_piece_attributions(doc, &before, out);
  rows_end_attributions(out);
}

void rows_text(const Doc *doc, Str given_id, Buf *out) {
  open_line(out, given_id);
  json_put_member(out, "title", doc->title);
  json_put_member(out, "date", doc->date);
  json_put_member(out, "url", doc->url);
  json_put_member(out, "language", doc->language);
  buf_text(out, ",\"text\":");
  json_put_string(out, doc->text);
  buf_text(out, "}\n");
}

void rows_tokens(const Doc *doc, Str given_id, Buf *out) {
  CodePointCursor cursor = {0};
  open_line(out, given_id);
  buf_text(out, ",\"sentences\":[");
  for (uint32_t i = 0; i < doc->sentences.len; i++) {
    if (i) buf_byte(out, ',');
    json_span(out, doc, &cursor, doc_span(doc, doc->sentences.items[i].tokens));
  }
  buf_text(out, "],\"tokens\":[");
  for (uint32_t i = 0; i < doc->tokens.len; i++) {
    if (i) buf_byte(out, ',');
    json_span(out, doc, &cursor, doc->tokens.items[i].at);
  }
  buf_text(out, "]}\n");
}
