/* Who speaks in a quotation: whoever an attribution cites for it, whoever reports beside it, else
 * the voice of the quotation before. */
#include "attribution/speaker_walk.h"

/* The voice of a paragraph: who spoke in it last, by attribution or quotation. */
static void note_voices(const SpeakerWalk *w, uint32_t *voices, uint32_t paragraphs) {
  const Doc *doc = w->doc;
  for (uint32_t p = 0; p < paragraphs; p++) voices[p] = 0;
  for (uint32_t i = 0; i < doc->attributions.len; i++) {
    const Attribution *attribution = &doc->attributions.items[i];
    uint32_t at =
        range_empty(attribution->source) ? attribution->content[0].beg : attribution->source.beg;
    uint32_t paragraph = doc->sentences.items[doc_sentence_of(doc, at)].paragraph;
    if (attribution->speaker) voices[paragraph] = attribution->speaker;
  }
}

enum { HEADING_TAIL = 4 }; /* tokens behind the name: "ON X:" */

/* A paragraph that is nothing but a person's name, with what was called and where it was said,
 * heads the quoted paragraphs below it: "PRIME MINISTER MAARJA TAMM", "TAMM ON X:". */
static void note_headings(const SpeakerWalk *w, uint32_t *voices) {
  const Doc *doc = w->doc;
  for (uint32_t s = 0; s + 1 < doc->sentences.len; s++) {
    const Sentence *sentence = &doc->sentences.items[s], *next = sentence + 1;
    Range at = sentence->tokens;
    bool whole = (!s || sentence[-1].paragraph != sentence->paragraph) &&
                 next->paragraph != sentence->paragraph;
    bool quoted = next->tokens.beg + 1 < doc->tokens.len && speaker_inside(w, next->tokens.beg + 1);
    if (!whole || !quoted || voices[sentence->paragraph]) continue;
    for (uint32_t r = doc_reference_from(doc, at.beg); r < doc->references.len; r++) {
      const Reference *name = &doc->references.items[r];
      if (name->at.beg > at.beg + 2 || name->at.end > at.end) break;
      if (name->at.end + HEADING_TAIL < at.end || !speaker_is_person(doc, name->entity)) continue;
      voices[sentence->paragraph] = name->entity + 1;
      break;
    }
  }
}

/* The first quotation that begins at or after a token. */
static uint32_t first_quotation_at(const Doc *doc, uint32_t token) {
  uint32_t low = 0, high = doc->quotations.len;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (doc->quotations.items[middle].tokens.beg < token)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Quoted fragments inside reported speech belong to whom it is reported of; inner reports come
 * later and win. */
static void speakers_of_fragments(SpeakerWalk *w) {
  const Doc *doc = w->doc;
  for (uint32_t i = 0; i < doc->attributions.len; i++) {
    const Attribution *attribution = &doc->attributions.items[i];
    if (!attribution->speaker || attribution->quotation) continue;
    for (uint32_t k = 0; k < attribution->parts; k++) {
      Range content = attribution->content[k];
      for (uint32_t q = first_quotation_at(doc, content.beg); q < doc->quotations.len; q++) {
        const Quotation *quotation = &doc->quotations.items[q];
        if (quotation->tokens.beg >= content.end) break;
        if (!quotation->parent) w->group_speaker.items[quotation->group] = attribution->speaker;
      }
    }
  }
}

/* ---- speakers named beside a quotation that no pattern cites ---- */

bool speaker_reports(const SpeakerWalk *w, uint32_t token) {
  if (token >= w->doc->tokens.len) return false;
  const FormInfo *form = knowledge_form(w->knowledge, &w->doc->tokens.items[token]);
  if (!form->cue) return false;
  const Cue *cue = &w->knowledge->cues.items[form->cue - 1];
  return cue->cue_class <= CUE_TELL && cue->probability >= 0.5;
}

/* The reference, pronoun or not, that begins at a token; its end, 0 = none. */
static uint32_t reference_at(const SpeakerWalk *w, uint32_t token, uint32_t *entity) {
  const Doc *doc = w->doc;
  uint32_t at = doc_reference_from(doc, token);
  if (at < doc->references.len && doc->references.items[at].at.beg == token) {
    *entity = doc->references.items[at].entity;
    return doc->references.items[at].at.end;
  }
  uint32_t low = 0, high = w->pronouns.len; /* found in reading order */
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (w->pronouns.items[middle].at.beg < token)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == w->pronouns.len || w->pronouns.items[low].at.beg != token) return 0;
  *entity = w->pronouns.items[low].entity;
  return token + 1;
}

/* "…," he added; "…," said Tamm: index + 1 of the entity, 0 = none. */
static uint32_t named_after(const SpeakerWalk *w, const Quotation *quotation) {
  const Doc *doc = w->doc;
  uint32_t at = quotation->tokens.end, entity;
  while (at < doc->tokens.len && at < quotation->tokens.end + 3 &&
         (doc->tokens.items[at].kind == TOKEN_QUOTE || doc->tokens.items[at].kind == TOKEN_COMMA))
    at++;
  if (at == quotation->tokens.end || at >= doc->tokens.len) return 0;
  if (doc_sentence_of(doc, at) != doc_sentence_of(doc, quotation->tokens.end - 1)) return 0;
  if (speaker_reports(w, at)) return reference_at(w, at + 1, &entity) ? entity + 1 : 0;
  uint32_t end = reference_at(w, at, &entity);
  return end && speaker_reports(w, end) ? entity + 1 : 0;
}

/* By paragraph: 1 when all words of it stand inside quotations, so that nobody else can be cited
 * there. */
static void note_all_quoted(const SpeakerWalk *w, uint8_t *all_quoted) {
  const Doc *doc = w->doc;
  for (uint32_t s = 0; s < doc->sentences.len; s++) {
    const Sentence *sentence = &doc->sentences.items[s];
    bool first = !s || doc->sentences.items[s - 1].paragraph != sentence->paragraph;
    if (first) all_quoted[sentence->paragraph] = 1;
    for (uint32_t t = sentence->tokens.beg; t < sentence->tokens.end; t++)
      if (!speaker_inside(w, t) && doc->tokens.items[t].kind == TOKEN_WORD) {
        all_quoted[sentence->paragraph] = 0;
        break;
      }
  }
}

/* A quotation nobody is cited for goes on in the voice of the one before it in its paragraph, or of
 * the paragraph before when its own is nothing but quotation; a fragment only within its sentence.
 */
static void speakers_of_quotations(SpeakerWalk *w) {
  Doc *doc = w->doc;
  if (!doc->sentences.len) return;
  uint32_t paragraphs = vec_last(&doc->sentences).paragraph + 1, paragraph = UINT32_MAX, voice = 0;
  uint32_t last_sentence = UINT32_MAX;
  uint32_t *voices = arena_alloc(&doc->arena, paragraphs * sizeof *voices);
  uint8_t *all_quoted = arena_alloc(&doc->arena, paragraphs);
  note_voices(w, voices, paragraphs);
  note_headings(w, voices);
  note_all_quoted(w, all_quoted);
  for (uint32_t q = 0; q < doc->quotations.len; q++) {
    Quotation *quotation = &doc->quotations.items[q];
    if (range_empty(quotation->tokens)) continue;
    uint32_t sentence = doc_sentence_of(doc, quotation->tokens.beg);
    uint32_t here = doc->sentences.items[sentence].paragraph;
    if (here != paragraph) voice = here && all_quoted[here] ? voices[here - 1] : 0;
    paragraph = here;
    uint32_t own = w->group_speaker.items[quotation->group];
    if (!own && !quotation->parent && !w->cited.items[quotation->group])
      own = w->group_speaker.items[quotation->group] = named_after(w, quotation);
    bool goes_on = quotation->kind == QUOTATION_SPEECH || sentence == last_sentence;
    last_sentence = sentence;
    if (!own && !quotation->parent && goes_on && !w->cited.items[quotation->group]) {
      own = voice;
      w->group_speaker.items[quotation->group] = own;
    }
    quotation->speaker = own;
    if (own || w->cited.items[quotation->group]) voices[here] = voice = own;
  }
}

void speaker_quotations(SpeakerWalk *w) {
  speakers_of_fragments(w);
  speakers_of_quotations(w);
}
