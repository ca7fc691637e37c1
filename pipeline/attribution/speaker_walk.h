/* What the two halves of speaker_run share: the walk over the document (speaker.c) and the speakers
 * of quotations (speaker_quotations.c). Private to pipeline/attribution. */
#ifndef SURETY_ATTRIBUTION_SPEAKER_WALK_H
#define SURETY_ATTRIBUTION_SPEAKER_WALK_H

#include "attribution/coreference.h"
#include "data/doc.h"
#include "knowledge/knowledge.h"

typedef struct Deferred { /* a pronoun inside a quotation */
  uint32_t token, quotation;
  uint32_t candidates[DEFERRED_CANDIDATES];
} Deferred;

typedef struct SpeakerWalk {
  const Knowledge *knowledge;
  Doc *doc;
  Salience salience;
  VEC(Deferred) deferred;
  VEC(Reference) pronouns;     /* found here, merged into Doc.references at the end */
  VEC(uint32_t) inside;        /* token → index + 1 of the innermost quotation around it */
  VEC(uint32_t) group_speaker; /* quotation group → entity + 1 */
  VEC(uint8_t) cited; /* quotation group → 1 when the text names a source, known or not */
  uint32_t main;      /* token where the main clause of the sentence begins */
  uint32_t author;    /* entity + 1 of the one whose name stands in the byline */
  uint32_t turn;      /* … of the one whose turn it is: "TAMM: …" */
} SpeakerWalk;

/* Index + 1 of the quotation around a token, 0 = none. */
static inline uint32_t speaker_inside(const SpeakerWalk *w, uint32_t token) {
  return w->inside.items[token];
}

static inline bool speaker_is_person(const Doc *doc, uint32_t entity) {
  return vec_at(&doc->entities, entity).kind == ENTITY_PERSON;
}

/* Is it a verb that reports? */
bool speaker_reports(const SpeakerWalk *w, uint32_t token);
/* Fills Quotation.speaker, once the attributions have their speakers. */
void speaker_quotations(SpeakerWalk *w);

#endif
