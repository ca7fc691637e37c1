#include "io/gold.h"

#include "base/utf8.h"
#include "io/json.h"
#include "io/points.h"

#include <inttypes.h>
#include <stdio.h>

static const char *const LABELS[] = {"supports", "rejects", "conditional"};
static const char *const KINDS[] = {"direct", "indirect", "mixed", "narrated", ""};

static bool find_name(Str word, const char *const *names, uint8_t count, uint8_t *index) {
  for (uint8_t i = 0; i < count; i++)
    if (str_is(word, names[i])) return *index = i, true;
  return false;
}

bool gold_label(Str word, uint8_t *label) {
  return find_name(word, LABELS, STANCE_NONE, label);
}
bool gold_kind(Str word, uint8_t *kind) {
  return find_name(word, KINDS, GOLD_KINDS + 1, kind);
}
const char *gold_label_name(uint8_t label) {
  return label < STANCE_NONE ? LABELS[label] : "none";
}
const char *gold_kind_name(uint8_t kind) {
  return kind < GOLD_KINDS ? KINDS[kind] : "";
}

void gold_free(Gold *gold) {
  vec_free(&gold->stances);
  vec_free(&gold->quotations);
  vec_free(&gold->parts);
}

/* ---- reading ---- */

typedef struct Parse { /* one line on its way in */
  Gold *gold;
  Points points;
  Arena *arena;
  Faults *faults;
  const char *what; /* "stance" or "quotation" … */
  size_t number;    /* … and which of the line, from 1 */
} Parse;

static bool fault(const Parse *parse, const char *cause) {
  return faults_add(parse->faults, parse->gold->path, parse->gold->line,
                    "%s %zu of document %.*s: %s", parse->what, parse->number,
                    FAULT_TEXT(parse->gold->id), cause);
}

static bool keep_text(const Json *value, Arena *arena, Str *text) {
  Str found;
  if (!json_text(value, arena, &found)) return false;
  *text = (Str){arena_copy(arena, found.ptr, found.len), found.len};
  return true;
}

static Str optional(const Parse *parse, const Json *record, const char *name) {
  Str text = {0};
  keep_text(json_member(record, name), parse->arena, &text);
  return text;
}

static bool required(const Parse *parse, const Json *record, const char *name, Str *text) {
  if (keep_text(json_member(record, name), parse->arena, text)) return true;
  char cause[64];
  snprintf(cause, sizeof cause, "no \"%s\"", name);
  return fault(parse, cause);
}

/* [start, end] in code points; empty and outlying spans are faults. */
static bool take_span(const Parse *parse, const Json *pair, Span *span) {
  uint32_t beg, end;
  if (json_length(pair) != 2 || !json_number(json_item(pair, 0), &beg) ||
      !json_number(json_item(pair, 1), &end))
    return fault(parse, "no span [start, end]");
  char cause[128];
  snprintf(cause, sizeof cause, "span %" PRIu32 "–%" PRIu32 " in a text of %" PRIu32 " characters",
           beg, end, points_count(&parse->points));
  if (beg >= end || end > points_count(&parse->points)) return fault(parse, cause);
  *span = (Span){points_byte(&parse->points, beg), points_byte(&parse->points, end)};
  return true;
}

static bool take_labels(const Parse *parse, const Json *record, GoldStance *stance) {
  Str label, kind = optional(parse, record, "kind");
  if (!required(parse, record, "stance", &label)) return false;
  char cause[256];
  snprintf(cause, sizeof cause, "unknown stance \"%.*s\"", FAULT_TEXT(label));
  if (!gold_label(label, &stance->label)) return fault(parse, cause);
  snprintf(cause, sizeof cause, "unknown kind \"%.*s\"", FAULT_TEXT(kind));
  return gold_kind(kind, &stance->kind) || fault(parse, cause);
}

static void take_stance(Parse *parse, const Json *record) {
  GoldStance stance = {.line = parse->gold->line};
  const Json *condition = json_member(record, "condition");
  bool ok = take_span(parse, json_member(record, "span"), &stance.evidence) &&
            required(parse, record, "holder_id", &stance.holder_id) &&
            required(parse, record, "side", &stance.side) &&
            required(parse, record, "guarantee", &stance.guarantee) &&
            take_labels(parse, record, &stance) &&
            (!json_length(condition) || take_span(parse, condition, &stance.condition));
  if (!ok) return;
  stance.holder = optional(parse, record, "holder");
  stance.source = optional(parse, record, "source");
  stance.source_id = optional(parse, record, "source_id");
  vec_push(&parse->gold->stances, stance);
}

static void take_quotation(Parse *parse, const Json *record) {
  Gold *gold = parse->gold;
  const Json *spans = json_member(record, "spans");
  GoldQuotation quotation = {.first = gold->parts.len, .line = gold->line};
  bool ok = json_length(spans) > 0 || fault(parse, "no spans");
  for (size_t i = 0; ok && i < json_length(spans); i++) {
    Span part;
    if ((ok = take_span(parse, json_item(spans, i), &part))) vec_push(&gold->parts, part);
  }
  if (!ok || !required(parse, record, "speaker_id", &quotation.speaker_id)) {
    gold->parts.len = quotation.first;
    return;
  }
  quotation.count = gold->parts.len - quotation.first;
  quotation.speaker = optional(parse, record, "speaker");
  vec_push(&gold->quotations, quotation);
}

static void take_all(Parse *parse, const Json *root, const char *name, const char *what,
                     void (*take)(Parse *, const Json *)) {
  const Json *list = json_member(root, name);
  parse->what = what;
  for (size_t i = 0; i < json_length(list); i++) {
    parse->number = i + 1;
    take(parse, json_item(list, i));
  }
}

static bool take_text(Parse *parse, const Json *root, GoldTextOf text_of, const void *context) {
  Gold *gold = parse->gold;
  if (!keep_text(json_member(root, "id"), parse->arena, &gold->id) || !gold->id.len)
    return faults_add(parse->faults, gold->path, gold->line, "no \"id\"");
  bool known = keep_text(json_member(root, "text"), parse->arena, &gold->text) ||
               (text_of && text_of(context, gold->id, &gold->text));
  if (!known) return faults_add(parse->faults, gold->path, gold->line, "no \"text\"");
  if (gold->text.len >= UINT32_MAX / 2)
    return faults_add(parse->faults, gold->path, gold->line, "the text is larger than 2 GiB");
  points_index(&parse->points, gold->text);
  return true;
}

bool gold_parse(Gold *gold, Str json, const char *path, uint64_t line, GoldTextOf text_of,
                const void *context, Arena *arena, Faults *faults) {
  *gold = (Gold){.path = path, .line = line};
  Parse parse = {.gold = gold, .arena = arena, .faults = faults};
  uint64_t before = faults->count;
  JsonDocument document;
  Err err;
  size_t valid = utf8_valid(json);
  if (valid < json.len)
    return faults_add(faults, path, line, "not valid UTF-8 at byte %zu of the line", valid);
  if (!json_parse(&document, json, path, line, &err))
    return faults_add(faults, NULL, 0, "%s", err.text);
  if (take_text(&parse, document.root, text_of, context)) {
    gold->has_stances = json_member(document.root, "stances") != NULL;
    gold->has_quotations = json_member(document.root, "quotations") != NULL;
    gold->title = optional(&parse, document.root, "title");
    gold->date = optional(&parse, document.root, "date");
    take_all(&parse, document.root, "stances", "stance", take_stance);
    take_all(&parse, document.root, "quotations", "quotation", take_quotation);
  }
  points_free(&parse.points);
  json_free(&document);
  return faults->count == before;
}

/* ---- writing ---- */

static void put_span(Buf *out, const Points *points, Span span) {
  buf_format(out, "[%" PRIu32 ",%" PRIu32 "]", points_before(points, span.beg),
             points_before(points, span.end));
}

/* "name":"text", empty texts too: scorers ask for the member. */
static void put_text(Buf *out, const char *name, Str text) {
  buf_format(out, ",\"%s\":", name);
  json_put_string(out, text);
}

static void put_quotation(Buf *out, const Gold *gold, const GoldQuotation *q,
                          const Points *points) {
  buf_text(out, "{\"spans\":[");
  for (uint32_t i = 0; i < q->count; i++) {
    if (i) buf_byte(out, ',');
    put_span(out, points, vec_at(&gold->parts, q->first + i));
  }
  buf_byte(out, ']');
  put_text(out, "speaker", q->speaker);
  put_text(out, "speaker_id", q->speaker_id);
  buf_byte(out, '}');
}

static void put_stance(Buf *out, const Gold *gold, const GoldStance *s, const Points *points) {
  buf_text(out, "{\"span\":");
  put_span(out, points, s->evidence);
  put_text(out, "evidence",
           (Str){gold->text.ptr + s->evidence.beg, s->evidence.end - s->evidence.beg});
  put_text(out, "kind", str_of(gold_kind_name(s->kind)));
  put_text(out, "source", s->source);
  put_text(out, "source_id", s->source_id);
  put_text(out, "holder", s->holder);
  put_text(out, "holder_id", s->holder_id);
  put_text(out, "side", s->side);
  put_text(out, "guarantee", s->guarantee);
  put_text(out, "stance", str_of(gold_label_name(s->label)));
  buf_text(out, ",\"condition\":");
  if (s->condition.beg < s->condition.end)
    put_span(out, points, s->condition);
  else
    buf_text(out, "null");
  buf_byte(out, '}');
}

void gold_put(Buf *out, const Gold *gold) {
  Points points = {0};
  points_index(&points, gold->text);
  buf_text(out, "{\"id\":");
  json_put_string(out, gold->id);
  if (gold->title.len) put_text(out, "title", gold->title);
  if (gold->date.len) put_text(out, "date", gold->date);
  put_text(out, "text", gold->text);
  buf_text(out, ",\"quotations\":[");
  for (uint32_t i = 0; i < gold->quotations.len; i++) {
    if (i) buf_byte(out, ',');
    put_quotation(out, gold, &gold->quotations.items[i], &points);
  }
  buf_text(out, "],\"stances\":[");
  for (uint32_t i = 0; i < gold->stances.len; i++) {
    if (i) buf_byte(out, ',');
    put_stance(out, gold, &gold->stances.items[i], &points);
  }
  buf_text(out, "]}\n");
  points_free(&points);
}
