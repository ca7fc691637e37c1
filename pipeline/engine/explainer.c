#include "engine/explainer.h"

#include <stdio.h>

const char *const EXPLAIN_LABELS[STANCE_LABELS] = {[STANCE_SUPPORTS] = "supports",
                                                   [STANCE_REJECTS] = "rejects",
                                                   [STANCE_CONDITIONAL] = "conditional",
                                                   [STANCE_NONE] = "none"};
const char *const EXPLAIN_KINDS[] = {[STANCE_DIRECT] = "direct",
                                     [STANCE_INDIRECT] = "indirect",
                                     [STANCE_MIXED] = "mixed",
                                     [STANCE_NARRATED] = "narrated"};
const char *const EXPLAIN_READINGS[READING_LABELS] = {[READING_NOTHING] = "nothing",
                                                      [READING_FOR] = "for",
                                                      [READING_AGAINST] = "against",
                                                      [READING_OPEN] = "open"};
const char *const EXPLAIN_AGENTS[AGENTS] = {[AGENT_NOBODY] = "nobody",
                                            [AGENT_HOLDER] = "holder",
                                            [AGENT_OTHER] = "other",
                                            [AGENT_OTHER_OWN] = "other-own",
                                            [AGENT_SPEAKER_HOLDER] = "speaker-holder",
                                            [AGENT_SPEAKER_OTHER] = "speaker-other"};
const char *const EXPLAIN_ROLES[] = {[HOLDER_SPEAKER] = "speaker",
                                     [HOLDER_SUBJECT] = "subject",
                                     [HOLDER_OTHER] = "other",
                                     [HOLDER_CARRIED] = "carried",
                                     [HOLDER_AUTHOR] = "author"};
const char *const EXPLAIN_REFERENCES[] = {[REFERENCE_NAME] = "name",
                                          [REFERENCE_TITLE] = "title",
                                          [REFERENCE_PRONOUN] = "pronoun",
                                          [REFERENCE_GROUP] = "group"};
const char *const EXPLAIN_MENTIONS[] = {[MENTION_TERM] = "term",
                                        [MENTION_GENERAL] = "general",
                                        [MENTION_BOUND] = "bound",
                                        [MENTION_BACK] = "back",
                                        [MENTION_CARRIED] = "carried"};
const char *const EXPLAIN_ENTITIES[] = {
    [ENTITY_PERSON] = "person", [ENTITY_STATE] = "state",         [ENTITY_BODY] = "body",
    [ENTITY_GROUP] = "group",   [ENTITY_INSTITUTE] = "institute", [ENTITY_MEDIA] = "media",
    [ENTITY_PUBLIC] = "public", [ENTITY_UNNAMED] = "unnamed",     [ENTITY_DOCUMENT] = "document"};
#define OF_MENTION(kind) (CONTEXT_MENTION + (kind)-MENTION_GENERAL)
#define OF_ROLE(role)    (CONTEXT_ROLE + (role)-HOLDER_SUBJECT)
const char *const EXPLAIN_CONTEXT[CONTEXT_VALUES][2] = {
    [CONTEXT_ALONE] = {"alone", "these words by themselves"},
    [CONTEXT_AGAIN] = {"again", "the holder takes this stance in another sentence too"},
    [CONTEXT_ACTIVE] = {"active", "the holder takes stances in other sentences"},
    [CONTEXT_RIVAL] = {"rival", "another holder may take it in this sentence"},
    [CONTEXT_BESIDE] = {"beside", "the holder takes a stance on something else beside it"},
    [OF_MENTION(MENTION_GENERAL)] = {"general", "the guarantee is named loosely"},
    [OF_MENTION(MENTION_BOUND)] = {"bound",
                                   "the guarantee is named by a word that leans on a full name"},
    [OF_MENTION(MENTION_BACK)] = {"back", "the guarantee is named by a back reference"},
    [OF_MENTION(MENTION_CARRIED)] = {"carried", "the guarantee is not named in the sentence"},
    [OF_ROLE(HOLDER_SUBJECT)] = {"subject", "the holder stands in the first half of the sentence"},
    [OF_ROLE(HOLDER_OTHER)] = {"other", "the holder stands in the second half of the sentence"},
    [OF_ROLE(HOLDER_CARRIED)] = {"before", "the holder was named in the sentence before"},
    [OF_ROLE(HOLDER_AUTHOR)] = {"author", "the holder signs the article"}};
const char *const EXPLAIN_ATTRIBUTIONS[] = {[ATTRIBUTION_DIRECT] = "direct",
                                            [ATTRIBUTION_INDIRECT] = "indirect",
                                            [ATTRIBUTION_MIXED] = "mixed"};

static const struct {
  LexiconId lexicon;
  const char *file;
  uint32_t columns;
  const char *names[3];
} SHOWN[] = {{LEXICON_GUARANTEE, "guarantees.tsv", 3, {"phrase", "type", "class"}},
             {LEXICON_POLARITY, "polarity.tsv", 2, {"phrase", "class"}},
             {LEXICON_CONDITION, "conditions.tsv", 2, {"phrase", "class"}},
             {LEXICON_NEGATOR, "negators.tsv", 2, {"phrase", "class"}}};
enum { SHOWN_COUNT = sizeof SHOWN / sizeof *SHOWN };

bool explainer_open(Explainer *explainer, const Resources *resources, const LabelScratch *labels,
                    uint32_t features, Err *err) {
  *explainer = (Explainer){.resources = resources, .labels = labels, .features = features};
  for (int i = 0; i < SHOWN_COUNT; i++) {
    char path[4096];
    if (snprintf(path, sizeof path, "%s/lexicons/%s", resources->folder, SHOWN[i].file) >=
        (int)sizeof path)
      return err_at(err, resources->folder, 0, "the path is too long");
    Table *table = &explainer->tables[SHOWN[i].lexicon];
    if (!table_read(table, path, SHOWN[i].names, SHOWN[i].columns, err)) return false;
  }
  return true;
}

void explainer_close(Explainer *explainer) {
  for (int i = 0; i < LEXICON_COUNT; i++) table_free(&explainer->tables[i]);
  explanation_free(&explainer->explanation);
}

LexiconPhrase explainer_phrase(const Explainer *explainer, const Doc *doc, uint32_t phrase) {
  uint32_t row;
  if (!phrase) return (LexiconPhrase){0};
  uint32_t entry = vec_at(&doc->phrases, phrase - 1).entry;
  uint8_t lexicon = vec_at(&explainer->resources->knowledge.entries, entry).lexicon;
  const Table *table = &explainer->tables[lexicon];
  if (!knowledge_row(&explainer->resources->knowledge, entry, &row) || row >= table->rows)
    return (LexiconPhrase){0};
  for (int i = 0; i < SHOWN_COUNT; i++)
    if (SHOWN[i].lexicon == lexicon)
      return (LexiconPhrase){SHOWN[i].file, table_line(row), table_cell(table, row, 0)};
  return (LexiconPhrase){0};
}

static const double LEAST = 0.0001; /* what is shown as 0.0000 is no reason */

const Reason *explainer_reason(const Explainer *explainer, int sign, uint32_t n) {
  const Explanation *e = &explainer->explanation;
  if (n >= explainer->features || n >= e->reasons.len) return NULL;
  const Reason *reason = &e->reasons.items[sign > 0 ? n : e->reasons.len - 1 - n];
  double weight = reason_weight(reason);
  return sign * weight >= LEAST ? reason : NULL;
}

Reason explainer_rest(const Explainer *explainer) {
  const Explanation *e = &explainer->explanation;
  Reason rest = {.against_none = e->margin_none - e->bias_none,
                 .against_rival = e->margin_rival - e->bias_rival};
  for (int sign = 1; sign >= -1; sign -= 2) {
    const Reason *reason;
    for (uint32_t n = 0; (reason = explainer_reason(explainer, sign, n)); n++) {
      rest.against_none -= reason->against_none;
      rest.against_rival -= reason->against_rival;
    }
  }
  return rest;
}

void explainer_row(Explainer *explainer, const Doc *doc, uint32_t row) {
  const double *values =
      explainer->labels ? label_context(explainer->labels, vec_at(&doc->stances, row).candidate)
                        : NULL;
  explain_row(&explainer->resources->knowledge, &explainer->resources->model, doc, row, values,
              &explainer->explanation);
}

const Attribution *explainer_attribution(const Doc *doc, const Stance *row) {
  const Candidate *c = &vec_at(&doc->candidates, row->candidate);
  if (row->kind == STANCE_NARRATED || !c->attribution) return NULL;
  return &vec_at(&doc->attributions, c->attribution - 1);
}
