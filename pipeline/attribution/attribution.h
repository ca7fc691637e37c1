/* The attribution stages: who is spoken of, who says what.
 *
 *   phrase_run   lexicon phrases of each sentence                       → Doc.phrases
 *   entity_run   persons, states, bodies, groups and the places that name them → Doc.entities,
 * references attribute_run  cue, source and content of reported speech and thought →
 * Doc.attributions speaker_run  pronouns and bare titles resolved; each attribution and quotation
 * gets its speaker
 *
 * Each appends its own records and reads those of the stages before it; thread-safe by document. */
#ifndef SURETY_ATTRIBUTION_ATTRIBUTION_H
#define SURETY_ATTRIBUTION_ATTRIBUTION_H

#include "data/doc.h"
#include "knowledge/knowledge.h"
#include "knowledge/pattern.h"

void phrase_run(const Knowledge *knowledge, Doc *doc);
/* doc->date chooses who held an office at the time; an empty date means the latest holder. */
void entity_run(const Knowledge *knowledge, Doc *doc);
/* scratch: one a thread. False only when a pattern ran into its match limit: err says which. */
bool attribute_run(const Knowledge *knowledge, const PatternSet *patterns, PatternScratch *scratch,
                   Doc *doc, Err *err);
void speaker_run(const Knowledge *knowledge, Doc *doc);

#endif
