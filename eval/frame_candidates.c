/* Candidates of attribution in annotated articles, before any is chosen, as JSON lines for
 * frames.py: frame_candidates ARTICLES.jsonl > CANDIDATES.jsonl from the project's root. A line an
 * article: {"id", "candidates": [{"lemma", "pattern", "evidence", "source", "content"}]}; evidence:
 * names of what holds; offsets: code points, [[begin, end], …]. */
#include "attribution/attribution.h"
#include "attribution/candidate.h"
#include "base/file.h"
#include "text/quote.h"
#include "text/tokenize.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
  Knowledge knowledge;
  PatternSet *patterns;
  PatternScratch *scratch;
  Weights weights;
  TagString tags;
  AttributionCandidates candidates;
  Doc doc;
} Job;

static void put_span(json_t *out, Job *job, Range offsets) {
  Range tokens = tags_tokens(&job->tags, offsets);
  if (range_empty(tokens)) return;
  Span span = doc_span(&job->doc, tokens);
  CodePointCursor cursor = {0};
  uint32_t beg = doc_code_point(&job->doc, &cursor, span.beg);
  json_array_append_new(
      out, json_pack("[i, i]", (int)beg, (int)doc_code_point(&job->doc, &cursor, span.end)));
}

static json_t *candidate_json(Job *job, const AttributionCandidate *c) {
  json_t *evidence = json_array(), *source = json_array(), *content = json_array();
  for (uint32_t e = 0; e < EVIDENCE_COUNT; e++)
    if (c->evidence >> e & 1)
      json_array_append_new(evidence, json_string(evidence_name((Evidence)e)));
  put_span(source, job, c->source);
  for (uint32_t p = 0; p < c->parts; p++) put_span(content, job, c->content[p]);
  Str lemma = anchor_is_mark(&c->anchor) ? STR("") : job->knowledge.cues.items[c->anchor.cue].lemma;
  return json_pack("{s:s%, s:s, s:o, s:o, s:o}", "lemma", lemma.ptr, lemma.len, "pattern",
                   patterns_name(job->patterns, c->pattern), "evidence", evidence, "source", source,
                   "content", content);
}

static bool article(Job *job, const json_t *line, Err *err) {
  Doc *doc = &job->doc;
  doc_reset(doc);
  doc->text = str_of(json_string_value(json_object_get(line, "text")));
  tokenize_run(&job->knowledge, doc);
  quote_run(&job->knowledge, doc);
  phrase_run(&job->knowledge, doc);
  json_t *all = json_array();
  uint32_t phrase = 0, quotation = 0;
  for (uint32_t s = 0, end; s < doc->sentences.len; s = end) {
    for (end = s + 1; end < doc->sentences.len; end++)
      if (doc->sentences.items[end].paragraph != doc->sentences.items[s].paragraph) break;
    tags_build(&job->tags, &job->knowledge, job->patterns, doc, (Range){s, end}, &phrase,
               &quotation);
    if (!candidates_find(&job->candidates, &job->tags, &job->knowledge, job->patterns, job->scratch,
                         &job->weights, doc, err))
      return false;
    for (uint32_t i = 0; i < job->candidates.len; i++)
      json_array_append_new(all, candidate_json(job, &job->candidates.items[i]));
  }
  json_t *row = json_pack("{s:O, s:o}", "id", json_object_get(line, "id"), "candidates", all);
  json_dumpf(row, stdout, JSON_COMPACT);
  putchar('\n');
  json_decref(row);
  return true;
}

int main(int count, char **arguments) {
  Job job = {0};
  Err err = {0};
  Buf bytes = {0};
  bool ok = count == 2 && file_read(arguments[1], &bytes, &err) &&
            knowledge_load(&job.knowledge, "lexicons", &err) &&
            (job.patterns = patterns_load("lexicons", &err)) != NULL;
  if (ok) {
    job.scratch = pattern_scratch_new(job.patterns);
    job.weights = candidate_weights(job.patterns);
    tags_prepare(&job.tags, &job.knowledge, job.scratch);
  }
  Str rest = buf_slice(&bytes), text;
  while (ok && str_cut(&rest, "\n", &text)) {
    json_t *line = text.len ? json_loadb(text.ptr, text.len, 0, NULL) : NULL;
    if (line) ok = article(&job, line, &err);
    json_decref(line);
  }
  if (!ok)
    fprintf(stderr, "%s\n", err.text[0] ? err.text : "usage: frame_candidates ARTICLES.jsonl");
  tags_free(&job.tags);
  vec_free(&job.candidates);
  doc_free(&job.doc);
  pattern_scratch_free(job.scratch);
  patterns_free(job.patterns);
  knowledge_free(&job.knowledge);
  buf_free(&bytes);
  return ok ? 0 : 1;
}
