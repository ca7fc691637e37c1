/* An explanation for people: a heading, then a line a fact, named in the left column. */
#include "engine/explainer.h"
#include "engine/feature_words.h"

#include <math.h>
#include <string.h>

enum { COLUMN = 15 };

typedef struct {
  Explainer *explainer;
  const Knowledge *k;
  const Doc *doc;
  const Stance *row;
  const Candidate *c;
  Buf *out;
} Teller;

static void begin(Teller *t, const char *name) {
  buf_format(t->out, "  %-*s", COLUMN, name);
}

static void end(Teller *t) {
  buf_byte(t->out, '\n');
}

/* Text on one line: a line break inside a sentence is a space. */
static void put(Teller *t, Str text) {
  for (size_t i = 0; i < text.len; i++)
    buf_byte(t->out, (unsigned char)text.ptr[i] < ' ' ? ' ' : text.ptr[i]);
}

static void words(Teller *t, Range at) {
  buf_text(t->out, "“");
  if (!range_empty(at)) put(t, doc_words(t->doc, at));
  buf_text(t->out, "”");
}

/* ---- what the row says ---- */

static void heading(Teller *t, uint32_t row) {
  put(t, t->doc->id);
  buf_format(t->out, ".s%u  ", row + 1);
  put(t, vec_at(&t->doc->entities, t->c->holder).id);
  buf_format(t->out, "  %s  ", EXPLAIN_LABELS[t->row->label]);
  put(t, vec_at(&t->k->types, vec_at(&t->doc->mentions, t->c->mention).type).id);
  end(t);
}

static void evidence(Teller *t) {
  CodePointCursor cursor = {0};
  Span at = doc_span(t->doc, t->row->evidence);
  begin(t, "evidence");
  words(t, t->row->evidence);
  uint32_t start = doc_code_point(t->doc, &cursor, at.beg);
  buf_format(t->out, " (%u to %u, %s)", start, doc_code_point(t->doc, &cursor, at.end),
             EXPLAIN_KINDS[t->row->kind]);
  end(t);
  if (range_empty(t->row->condition)) return;
  begin(t, "condition");
  words(t, t->row->condition);
  end(t);
}

/* ---- who ---- */

static void entity(Teller *t, const Entity *e) {
  put(t, e->id);
  buf_format(t->out, " (%s", EXPLAIN_ENTITIES[e->kind]);
  if (e->side.len) buf_text(t->out, ", side "), put(t, e->side);
  buf_text(t->out, ")");
}

static const char *const FOUND[] = {[HOLDER_SPEAKER] = "it is the speaker of these words",
                                    [HOLDER_SUBJECT] =
                                        "it stands in the first half of the sentence",
                                    [HOLDER_OTHER] = "it stands in the second half of the sentence",
                                    [HOLDER_CARRIED] = "it was named first in the sentence before",
                                    [HOLDER_AUTHOR] = "it signs the article"};

static void holder(Teller *t) {
  uint32_t reference = t->explainer->explanation.reference;
  begin(t, "holder");
  if (!range_empty(t->c->holder_at)) words(t, t->c->holder_at), buf_text(t->out, " = ");
  entity(t, &vec_at(&t->doc->entities, t->c->holder));
  buf_format(t->out, ": %s", FOUND[t->c->role]);
  if (reference)
    buf_format(t->out, ", by a %s",
               EXPLAIN_REFERENCES[vec_at(&t->doc->references, reference - 1).kind]);
  end(t);
}

static void pattern(Teller *t, const Attribution *a) {
  const PatternSet *patterns = t->explainer->resources->patterns;
  if (a->pattern >= patterns_count(patterns)) return;
  begin(t, "");
  buf_format(t->out, "pattern %s, as in: ", patterns_name(patterns, a->pattern));
  put(t, patterns_example(patterns, a->pattern));
  end(t);
}

static void said(Teller *t) {
  const Attribution *a = explainer_attribution(t->doc, t->row);
  begin(t, "said");
  if (!a) {
    buf_text(t->out, t->row->kind == STANCE_NARRATED ? "by the writer: no attribution"
                                                     : "in quotation marks, by no attribution");
    end(t);
    return;
  }
  buf_text(t->out, "source ");
  words(t, a->source);
  if (a->speaker) buf_text(t->out, " = "), entity(t, &vec_at(&t->doc->entities, a->speaker - 1));
  buf_text(t->out, ", cue ");
  words(t, a->cue);
  buf_format(t->out, " (%s, %s)", knowledge_class_name(LEXICON_CUE, a->cue_class),
             EXPLAIN_ATTRIBUTIONS[a->kind]);
  end(t);
  pattern(t, a);
}

/* ---- the guarantee ---- */

static void lexicon_phrase(Teller *t, uint32_t phrase) {
  LexiconPhrase p = explainer_phrase(t->explainer, t->doc, phrase);
  if (!p.file) return;
  buf_text(t->out, "phrase ");
  put(t, p.phrase);
  buf_format(t->out, " (%s:%u)", p.file, (uint32_t)p.line);
}

static void mention_line(Teller *t, const Mention *m) {
  if (m->kind == MENTION_CARRIED) {
    buf_text(t->out, "no words of its own: the sentence goes on about ");
    return;
  }
  words(t, m->at);
  buf_format(t->out, ", %s: ",
             m->kind == MENTION_TERM      ? "named in full"
             : m->kind == MENTION_GENERAL ? "named loosely"
             : m->kind == MENTION_BOUND   ? "named by a word that leans on a full name elsewhere"
                                          : "a back reference");
  lexicon_phrase(t, explain_mention_phrase(t->k, t->doc, m));
}

static void guarantee(Teller *t) {
  uint32_t named = t->explainer->explanation.named;
  const Mention *m = &vec_at(&t->doc->mentions, t->c->mention);
  begin(t, "guarantee");
  mention_line(t, m);
  if (named != t->c->mention) {
    if (m->kind != MENTION_CARRIED) {
      end(t);
      begin(t, "");
      buf_text(t->out, "it stands for ");
    }
    mention_line(t, &vec_at(&t->doc->mentions, named));
  }
  end(t);
}

/* ---- the reading ---- */

static void operator_words(Teller *t, const Operator *o) {
  uint32_t phrase = explain_operator_phrase(t->k, t->doc, o->at);
  words(t, o->at);
  buf_format(t->out, " (%s%s; ", o->negated ? "negated " : "",
             knowledge_class_name(LEXICON_POLARITY, o->polarity));
  lexicon_phrase(t, phrase);
  buf_text(t->out, ")");
}

static void operators(Teller *t, const char *where, const OperatorList *list, ReadingLabel label) {
  bool first = true;
  buf_format(t->out, "%s: ", where);
  for (uint32_t i = 0; i < list->count; i++, first = false) {
    if (!first) buf_text(t->out, ", ");
    operator_words(t, &list->items[i]);
  }
  if (!range_empty(list->negator)) {
    if (!first) buf_text(t->out, ", ");
    buf_text(t->out, "the negator ");
    words(t, list->negator);
    first = false;
  }
  if (first) buf_text(t->out, "no polarity words");
  buf_format(t->out, " → %s", EXPLAIN_READINGS[label]);
  end(t);
}

static const char *const AGENT_WORDS[AGENTS] = {
    "nobody is named as their subject", "their subject is the holder",
    "their subject is someone else",    "their subject is someone else, in the holder's own words",
    "the holder speaks them",           "someone else speaks them"};

static void reading(Teller *t) {
  const Reading *r = &t->explainer->explanation.reading;
  begin(t, "reading");
  operators(t, "before the target", &r->before, r->from_before);
  begin(t, "");
  operators(t, "behind the target", &r->after, r->from_after);
  begin(t, "");
  buf_format(t->out, "together → %s; %s%s", EXPLAIN_READINGS[r->label], AGENT_WORDS[r->agent],
             r->conditional_clause ? "; a condition opens their clause" : "");
  if (r->relative)
    buf_format(t->out, "; the holder says of it in a clause behind: %s",
               EXPLAIN_READINGS[r->relative]);
  end(t);
}

/* ---- the decision ---- */

static void probabilities(Teller *t) {
  begin(t, "probability");
  for (int l = 0; l < STANCE_LABELS; l++)
    buf_format(t->out, "%s%s %.4f", l ? ", " : "", EXPLAIN_LABELS[l], t->row->probability[l]);
  end(t);
}

static void sum_line(Teller *t, const char *name, double none, double rival) {
  begin(t, name);
  buf_format(t->out, "%+8.4f  %+8.4f\n", none, rival);
}

static void reasons(Teller *t, const char *name, int sign) {
  const Reason *reason;
  for (uint32_t n = 0; (reason = explainer_reason(t->explainer, sign, n)); n++) {
    begin(t, n ? "" : name);
    buf_format(t->out, "%+8.4f  %+8.4f  ", reason->against_none, reason->against_rival);
    feature_words(reason->name, t->out);
    end(t);
  }
}

static void decision(Teller *t) {
  const Explanation *e = &t->explainer->explanation;
  Reason rest = explainer_rest(t->explainer);
  begin(t, "margin of");
  buf_format(t->out, "%s against none, and against %s\n", EXPLAIN_LABELS[e->label],
             EXPLAIN_LABELS[e->rival]);
  reasons(t, "for it", 1);
  reasons(t, "against it", -1);
  sum_line(t, "all others", rest.against_none, rest.against_rival);
  sum_line(t, "bias", e->bias_none, e->bias_rival);
  sum_line(t, "sum", e->margin_none, e->margin_rival);
}

static void confidence(Teller *t) {
  const Explanation *e = &t->explainer->explanation;
  begin(t, "confidence");
  buf_format(t->out, "%.4f, of log odds\n", t->row->confidence);
  for (int v = 0; v < CONTEXT_VALUES; v++) {
    if (fabs(e->context[v]) < 0.00005) continue; /* what is shown as 0.0000 is no reason */
    begin(t, "");
    buf_format(t->out, "%+8.4f  %s\n", e->context[v], EXPLAIN_CONTEXT[v][1]);
  }
  begin(t, "");
  buf_format(t->out, "%+8.4f  to begin with\n", e->context_bias);
}

void explainer_text(Explainer *explainer, const Doc *doc, uint32_t row, Buf *out) {
  const Stance *stance = &vec_at(&doc->stances, row);
  Teller t = {explainer,
              &explainer->resources->knowledge,
              doc,
              stance,
              &vec_at(&doc->candidates, stance->candidate),
              out};
  explainer_row(explainer, doc, row);
  heading(&t, row);
  evidence(&t);
  holder(&t);
  said(&t);
  guarantee(&t);
  reading(&t);
  probabilities(&t);
  decision(&t);
  confidence(&t);
  end(&t);
}
