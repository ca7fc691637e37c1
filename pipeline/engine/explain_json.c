/* An explanation as one line of JSON: the facts of explain_text.c, for programs. Places are code
 * points, half-open, as in the tables. */
#include "engine/explainer.h"
#include "engine/feature_words.h"
#include "io/json.h"

#include <string.h>

typedef struct {
  Explainer *explainer;
  const Knowledge *k;
  const Doc *doc;
  CodePointCursor cursor;
  Buf *out;
} Writer;

/* ---- pieces ---- */

/* A comma unless something opened right before. */
static void part(Writer *w) {
  char last = w->out->len ? w->out->ptr[w->out->len - 1] : '{';
  if (last != '{' && last != '[' && last != ':' && last != '\n') buf_byte(w->out, ',');
}

static void name(Writer *w, const char *member) {
  part(w);
  buf_format(w->out, "\"%s\":", member);
}

static void text(Writer *w, const char *member, Str value) {
  name(w, member);
  json_put_string(w->out, value);
}

static void constant(Writer *w, const char *member, const char *value) {
  text(w, member, str_of(value));
}

static void number(Writer *w, const char *member, double value) {
  name(w, member);
  buf_format(w->out, "%.6f", value);
}

static void truth(Writer *w, const char *member, bool value) {
  name(w, member);
  buf_text(w->out, value ? "true" : "false");
}

/* {"words": …, "at": [start, end]}, null where there are none; left open for more members. */
static bool open_words(Writer *w, Range at) {
  if (range_empty(at)) return buf_text(w->out, "null"), false;
  Span span = doc_span(w->doc, at);
  buf_byte(w->out, '{');
  text(w, "words", doc_text(w->doc, span));
  uint32_t start = doc_code_point(w->doc, &w->cursor, span.beg);
  buf_format(w->out, ",\"at\":[%u,%u]", start, doc_code_point(w->doc, &w->cursor, span.end));
  return true;
}

static void words(Writer *w, const char *member, Range at) {
  name(w, member);
  if (open_words(w, at)) buf_byte(w->out, '}');
}

/* ---- who ---- */

static void entity(Writer *w, const Entity *e) {
  text(w, "id", e->id);
  text(w, "side", e->side);
  constant(w, "class", EXPLAIN_ENTITIES[e->kind]);
}

static void holder(Writer *w, const Candidate *c) {
  uint32_t reference = w->explainer->explanation.reference;
  name(w, "holder");
  buf_byte(w->out, '{');
  entity(w, &vec_at(&w->doc->entities, c->holder));
  constant(w, "role", EXPLAIN_ROLES[c->role]);
  if (reference)
    constant(w, "reference", EXPLAIN_REFERENCES[vec_at(&w->doc->references, reference - 1).kind]);
  words(w, "named", c->holder_at);
  buf_byte(w->out, '}');
}

static void attribution(Writer *w, const Stance *row) {
  const Attribution *a = explainer_attribution(w->doc, row);
  const PatternSet *patterns = w->explainer->resources->patterns;
  name(w, "attribution");
  if (!a) {
    buf_text(w->out, "null");
    return;
  }
  buf_byte(w->out, '{');
  constant(w, "kind", EXPLAIN_ATTRIBUTIONS[a->kind]);
  words(w, "source", a->source);
  if (a->speaker) text(w, "source_id", vec_at(&w->doc->entities, a->speaker - 1).id);
  words(w, "cue", a->cue);
  constant(w, "cue_class", knowledge_class_name(LEXICON_CUE, a->cue_class));
  if (a->pattern < patterns_count(patterns)) {
    constant(w, "pattern", patterns_name(patterns, a->pattern));
    text(w, "pattern_example", patterns_example(patterns, a->pattern));
  }
  buf_byte(w->out, '}');
}

/* ---- the guarantee ---- */

static void lexicon_phrase(Writer *w, uint32_t phrase) {
  LexiconPhrase p = explainer_phrase(w->explainer, w->doc, phrase);
  if (!p.file) return;
  text(w, "phrase", p.phrase);
  constant(w, "file", p.file);
  buf_format(w->out, ",\"line\":%u", (uint32_t)p.line);
}

/* A carried mention has a place, but no words. */
static void mention(Writer *w, const char *member, const Mention *m) {
  bool carried = m->kind == MENTION_CARRIED;
  name(w, member);
  if (carried || !open_words(w, m->at)) buf_byte(w->out, '{');
  constant(w, "class", EXPLAIN_MENTIONS[m->kind]);
  if (!carried) lexicon_phrase(w, explain_mention_phrase(w->k, w->doc, m));
  buf_byte(w->out, '}');
}

static void guarantee(Writer *w, const Candidate *c) {
  uint32_t named = w->explainer->explanation.named;
  const Mention *m = &vec_at(&w->doc->mentions, c->mention);
  text(w, "guarantee", vec_at(&w->k->types, m->type).id);
  mention(w, "mention", m);
  if (named != c->mention) mention(w, "stands_for", &vec_at(&w->doc->mentions, named));
}

/* ---- the reading ---- */

static void operators(Writer *w, const char *member, const OperatorList *list, ReadingLabel label) {
  name(w, member);
  buf_text(w->out, "{\"operators\":[");
  for (uint32_t i = 0; i < list->count; i++) {
    const Operator *o = &list->items[i];
    part(w);
    if (!open_words(w, o->at)) buf_byte(w->out, '{');
    constant(w, "class", knowledge_class_name(LEXICON_POLARITY, o->polarity));
    truth(w, "negated", o->negated);
    lexicon_phrase(w, explain_operator_phrase(w->k, w->doc, o->at));
    buf_byte(w->out, '}');
  }
  buf_byte(w->out, ']');
  words(w, "negator", list->negator);
  constant(w, "reads", EXPLAIN_READINGS[label]);
  buf_byte(w->out, '}');
}

static void reading(Writer *w) {
  const Reading *r = &w->explainer->explanation.reading;
  name(w, "reading");
  buf_byte(w->out, '{');
  words(w, "scope", r->scope);
  operators(w, "before", &r->before, r->from_before);
  operators(w, "behind", &r->after, r->from_after);
  constant(w, "together", EXPLAIN_READINGS[r->label]);
  constant(w, "subject", EXPLAIN_AGENTS[r->agent]);
  truth(w, "in_condition", r->conditional_clause);
  constant(w, "relative", EXPLAIN_READINGS[r->relative]);
  buf_byte(w->out, '}');
}

/* ---- the decision ---- */

static void margins(Writer *w, const char *member, double none, double rival) {
  name(w, member);
  buf_byte(w->out, '{');
  number(w, "none", none);
  number(w, "rival", rival);
  buf_byte(w->out, '}');
}

static void reasons(Writer *w, const char *member, int sign) {
  const Reason *reason;
  Buf sentence = {0};
  name(w, member);
  buf_byte(w->out, '[');
  for (uint32_t n = 0; (reason = explainer_reason(w->explainer, sign, n)); n++) {
    buf_clear(&sentence);
    feature_words(reason->name, &sentence);
    part(w);
    buf_byte(w->out, '{');
    text(w, "feature", reason->name);
    text(w, "says", buf_slice(&sentence));
    number(w, "value", reason->value);
    margins(w, "adds", reason->against_none, reason->against_rival);
    buf_byte(w->out, '}');
  }
  buf_byte(w->out, ']');
  buf_free(&sentence);
}

static void decision(Writer *w, const Stance *row) {
  const Explanation *e = &w->explainer->explanation;
  Reason rest = explainer_rest(w->explainer);
  name(w, "probability");
  buf_byte(w->out, '{');
  for (int l = 0; l < STANCE_LABELS; l++) number(w, EXPLAIN_LABELS[l], row->probability[l]);
  buf_byte(w->out, '}');
  constant(w, "rival", EXPLAIN_LABELS[e->rival]);
  margins(w, "margin", e->margin_none, e->margin_rival);
  margins(w, "bias", e->bias_none, e->bias_rival);
  reasons(w, "for", 1);
  reasons(w, "against", -1);
  margins(w, "others", rest.against_none, rest.against_rival);
}

static void confidence(Writer *w, const Stance *row) {
  const Explanation *e = &w->explainer->explanation;
  number(w, "confidence", row->confidence);
  name(w, "context");
  buf_byte(w->out, '{');
  for (int v = 0; v < CONTEXT_VALUES; v++) number(w, EXPLAIN_CONTEXT[v][0], e->context[v]);
  number(w, "bias", e->context_bias);
  buf_byte(w->out, '}');
}

void explainer_json(Explainer *explainer, const Doc *doc, uint32_t row, Buf *out) {
  const Stance *stance = &vec_at(&doc->stances, row);
  const Candidate *c = &vec_at(&doc->candidates, stance->candidate);
  Writer w = {explainer, &explainer->resources->knowledge, doc, {0}, out};
  explainer_row(explainer, doc, row);
  Buf id = {0};
  buf_str(&id, doc->id);
  buf_format(&id, ".s%u", row + 1);
  buf_byte(out, '{');
  text(&w, "stance_id", buf_slice(&id));
  text(&w, "doc_id", doc->id);
  constant(&w, "stance", EXPLAIN_LABELS[stance->label]);
  constant(&w, "kind", EXPLAIN_KINDS[stance->kind]);
  words(&w, "evidence", stance->evidence);
  words(&w, "condition", stance->condition);
  holder(&w, c);
  attribution(&w, stance);
  guarantee(&w, c);
  reading(&w);
  decision(&w, stance);
  confidence(&w, stance);
  buf_text(out, "}\n");
  buf_free(&id);
}
