/* The plain baseline that the report sets beside the model: no training, no grammar.
 *
 *   baseline LEXICONS ARTICLES.jsonl > stances.tsv
 *
 * Wherever a guarantee is named, the holder is the actor named nearest in the sentence, and the
 * stance is that of the polarity phrase nearest to the mention, turned round by a negator up to
 * three words before it; a phrase of condition, openness or limit in the sentence makes it
 * conditional. Without an actor or a polarity phrase there is no row. ARTICLES: {"id", "text"} a
 * line. */
#include "attribution/attribution.h"
#include "base/file.h"
#include "io/tsv.h"
#include "stance/stance.h"
#include "text/quote.h"
#include "text/tokenize.h"

#include <jansson.h>
#include <stdio.h>

typedef struct Job {
  Knowledge knowledge;
  PatternSet *patterns;
  PatternScratch *scratch;
  Doc doc;
  Buf out;
} Job;

static uint32_t apart(Range a, Range b) {
  return a.end <= b.beg ? b.beg - a.end : b.end <= a.beg ? a.beg - b.end : 0;
}

/* ---- who ---- */

/* Index + 1 of the entity named nearest to a place in its sentence, 0 = none. */
static uint32_t nearest_actor(const Doc *doc, Range place, Range sentence) {
  uint32_t best = 0, least = UINT32_MAX;
  for (uint32_t i = doc_reference_from(doc, sentence.beg); i < doc->references.len; i++) {
    const Reference *r = &doc->references.items[i];
    if (r->at.beg >= sentence.end) break;
    if (range_meets(r->at, place) || apart(r->at, place) >= least) continue;
    if (!doc->entities.items[r->entity].id.len) continue;
    least = apart(r->at, place);
    best = r->entity + 1;
  }
  return best;
}

/* ---- what ---- */

static bool is_negated(const Job *job, Range at, Range sentence) {
  const Doc *doc = &job->doc;
  for (uint32_t i = doc_phrase_from(doc, sentence.beg); i < doc->phrases.len; i++) {
    const PhraseMatch *m = &doc->phrases.items[i];
    if (m->at.beg >= at.beg) break;
    if (knowledge_entry(&job->knowledge, m)->lexicon == LEXICON_NEGATOR && m->at.end <= at.beg &&
        at.beg - m->at.end < 3)
      return true;
  }
  return false;
}

static StanceLabel label_of(const Entry *entry, bool negated) {
  if (entry->lexicon == LEXICON_CONDITION || entry->word_class == POLARITY_OPEN ||
      entry->word_class == POLARITY_LIMIT)
    return STANCE_CONDITIONAL;
  return (entry->word_class == POLARITY_SUPPORT) != negated ? STANCE_SUPPORTS : STANCE_REJECTS;
}

static StanceLabel nearest_polarity(const Job *job, Range place, Range sentence) {
  const Doc *doc = &job->doc;
  StanceLabel best = STANCE_NONE;
  uint32_t least = UINT32_MAX;
  for (uint32_t i = doc_phrase_from(doc, sentence.beg); i < doc->phrases.len; i++) {
    const PhraseMatch *m = &doc->phrases.items[i];
    const Entry *entry = knowledge_entry(&job->knowledge, m);
    if (m->at.beg >= sentence.end) break;
    if (entry->lexicon != LEXICON_POLARITY && entry->lexicon != LEXICON_CONDITION) continue;
    StanceLabel label = label_of(entry, is_negated(job, m->at, sentence));
    if (label == STANCE_CONDITIONAL) return label;
    if (apart(m->at, place) >= least) continue;
    least = apart(m->at, place);
    best = label;
  }
  return best;
}

/* ---- rows ---- */

static void put_row(Job *job, Str id, Range sentence, const Mention *mention, uint32_t holder,
                    StanceLabel label, CodePointCursor *cursor) {
  static const char *const LABELS[] = {"supports", "rejects", "conditional"};
  const Entity *entity = &job->doc.entities.items[holder];
  Span span = doc_span(&job->doc, sentence);
  uint32_t start = doc_code_point(&job->doc, cursor, span.beg);
  uint32_t end = doc_code_point(&job->doc, cursor, span.end);
  tsv_put_cell(&job->out, id);
  buf_format(&job->out, "\t%u\t%u\t", start, end);
  tsv_put_cell(&job->out, entity->id);
  buf_byte(&job->out, '\t');
  tsv_put_cell(&job->out, entity->side);
  buf_byte(&job->out, '\t');
  buf_str(&job->out, job->knowledge.types.items[mention->type].id);
  buf_format(&job->out, "\t%s\n", LABELS[label]);
}

/* A holder and a type make one row a sentence: the first. */
static bool is_repeated(const Doc *doc, uint32_t index, Range sentence, uint32_t holder) {
  for (uint32_t i = index; i-- > 0;) {
    const Mention *m = &doc->mentions.items[i];
    if (m->at.beg < sentence.beg) return false;
    if (m->type == doc->mentions.items[index].type &&
        nearest_actor(doc, m->at, sentence) == holder + 1)
      return true;
  }
  return false;
}

static void put_rows(Job *job, Str id) {
  const Doc *doc = &job->doc;
  CodePointCursor cursor = {0};
  for (uint32_t i = 0; i < doc->mentions.len; i++) {
    const Mention *mention = &doc->mentions.items[i];
    if (mention->kind == MENTION_CARRIED) continue;
    Range sentence = doc->sentences.items[doc_sentence_of(doc, mention->at.beg)].tokens;
    uint32_t holder = nearest_actor(doc, mention->at, sentence);
    StanceLabel label = nearest_polarity(job, mention->at, sentence);
    if (holder && label != STANCE_NONE && !is_repeated(doc, i, sentence, holder - 1))
      put_row(job, id, sentence, mention, holder - 1, label, &cursor);
  }
}

static bool read_article(Job *job, const json_t *line, Err *err) {
  const Knowledge *k = &job->knowledge;
  Doc *doc = &job->doc;
  Str id = str_of(json_string_value(json_object_get(line, "id")));
  doc_reset(doc);
  doc->id = id;
  doc->text = str_of(json_string_value(json_object_get(line, "text")));
  doc->date = str_of(json_string_value(json_object_get(line, "date")));
  tokenize_run(k, doc);
  quote_run(k, doc);
  phrase_run(k, doc);
  entity_run(k, doc);
  if (!attribute_run(k, job->patterns, job->scratch, doc, err)) return false;
  speaker_run(k, doc);
  mention_run(k, doc);
  put_rows(job, id);
  return true;
}

int main(int count, char **arguments) {
  Job job = {0};
  Err err = {0};
  Buf bytes = {0};
  bool ok = count == 3 && knowledge_load(&job.knowledge, arguments[1], &err) &&
            (job.patterns = patterns_load(arguments[1], &err)) != NULL &&
            file_read(arguments[2], &bytes, &err);
  if (ok) job.scratch = pattern_scratch_new(job.patterns);
  buf_text(&job.out, "doc_id\tstart\tend\tholder_id\tside\tguarantee\tstance\n");
  Str rest = buf_slice(&bytes), text;
  while (ok && str_cut(&rest, "\n", &text)) {
    json_t *line = text.len ? json_loadb(text.ptr, text.len, 0, NULL) : NULL;
    if (line) ok = read_article(&job, line, &err);
    json_decref(line);
  }
  if (ok)
    ok = fwrite(job.out.ptr, 1, job.out.len, stdout) == job.out.len && fflush(stdout) == 0;
  else
    fprintf(stderr, "%s\n", err.text[0] ? err.text : "usage: baseline LEXICONS ARTICLES.jsonl");
  doc_free(&job.doc);
  pattern_scratch_free(job.scratch);
  patterns_free(job.patterns);
  knowledge_free(&job.knowledge);
  buf_free(&bytes);
  buf_free(&job.out);
  return ok ? 0 : 2;
}
