/* Explainer: the explanation of a row (stance/explain.h) as text for people or as a line of JSON.
 *
 * Both show the row and its evidence; the holder and how it was found; the lexicon's phrase that
 * named the guarantee; the reading; the strongest features; the probabilities. */
#ifndef SURETY_ENGINE_EXPLAINER_H
#define SURETY_ENGINE_EXPLAINER_H

#include "engine/resources.h"
#include "knowledge/table.h"
#include "stance/explain.h"

typedef struct Explainer {     /* one a thread */
  const Resources *resources;  /* borrowed */
  const LabelScratch *labels;  /* borrowed: of the worker that reads the documents; may be NULL */
  Table tables[LEXICON_COUNT]; /* the lexicons whose phrases are shown; the others are empty */
  Explanation explanation;
  uint32_t features; /* how many are shown for the label, and as many against it */
} Explainer;

/* Reads the lexicons' phrases, which are not kept in memory otherwise. Close in any case. */
bool explainer_open(Explainer *explainer, const Resources *resources, const LabelScratch *labels,
                    uint32_t features, Err *err);
void explainer_close(Explainer *explainer);

/* Appends the explanation of a row (index into Doc.stances): several lines of text, an empty one at
 * the end; or one line of JSON. */
void explainer_text(Explainer *explainer, const Doc *doc, uint32_t row, Buf *out);
void explainer_json(Explainer *explainer, const Doc *doc, uint32_t row, Buf *out);

/* ---- for both forms; private to them ---- */

typedef struct LexiconPhrase {
  const char *file; /* "guarantees.tsv"; NULL: not known */
  uint64_t line;
  Str phrase; /* as the file has it */
} LexiconPhrase;

/* phrase: index + 1 into Doc.phrases, 0 = none. */
LexiconPhrase explainer_phrase(const Explainer *explainer, const Doc *doc, uint32_t phrase);
/* The n-th strongest reason for the label (sign > 0) or against it (sign < 0), n from 0 and below
 * explainer->features; NULL when there is none. */
const Reason *explainer_reason(const Explainer *explainer, int sign, uint32_t n);
/* Explains a row into explainer->explanation. */
void explainer_row(Explainer *explainer, const Doc *doc, uint32_t row);
/* What the features that are not shown add, all together. */
Reason explainer_rest(const Explainer *explainer);

/* The attribution of a row whose source speaks; NULL for narrated ones. */
const Attribution *explainer_attribution(const Doc *doc, const Stance *row);

extern const char *const EXPLAIN_LABELS[STANCE_LABELS], *const EXPLAIN_KINDS[];
extern const char *const EXPLAIN_READINGS[READING_LABELS], *const EXPLAIN_AGENTS[AGENTS];
extern const char *const EXPLAIN_ROLES[], *const EXPLAIN_REFERENCES[], *const EXPLAIN_MENTIONS[];
/* A value of the context: its name, and what it says. */
extern const char *const EXPLAIN_CONTEXT[CONTEXT_VALUES][2];
extern const char *const EXPLAIN_ENTITIES[], *const EXPLAIN_ATTRIBUTIONS[];

#endif
