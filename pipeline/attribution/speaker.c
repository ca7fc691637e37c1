/* Speakers in one walk over the document. References, attributions and pronouns are met in reading
 * order, so that each pronoun sees what was said before it. What stands inside a quotation is put
 * off until all attributions have their speakers: there "I" is the speaker and "he" is not. */
#include "attribution/attribution.h"
#include "attribution/speaker_walk.h"

#include <stdlib.h>
#include <string.h>

/* ---- where quotations are ---- */

static void mark_quotations(SpeakerWalk *w) {
  const Doc *doc = w->doc;
  vec_reserve(&w->inside, doc->tokens.len + 1);
  w->inside.len = doc->tokens.len + 1;
  memset(w->inside.items, 0, w->inside.len * sizeof *w->inside.items);
  for (uint32_t q = 0; q < doc->quotations.len; q++) { /* outer ones come first */
    const Quotation *quotation = &doc->quotations.items[q];
    if (quotation->parent || quotation->kind == QUOTATION_TERM)
      continue; /* nested ones count as their outer */
    for (uint32_t t = quotation->tokens.beg; t < quotation->tokens.end; t++)
      w->inside.items[t] = q + 1;
  }
  for (uint32_t q = 0; q <= doc->quotations.len; q++) {
    vec_push(&w->group_speaker, 0);
    vec_push(&w->cited, 0);
  }
}

/* What stands right behind a verb that reports, or a word that opens a clause, is in a clause that
 * depends on another. */
static bool is_embedded(const SpeakerWalk *w, uint32_t token) {
  if (!token || w->doc->tokens.items[token].flags & TOKEN_LINE) return false;
  const Token *before = &w->doc->tokens.items[token - 1];
  if (before->kind != TOKEN_WORD) return false;
  static const uint32_t opens = WORD_BIT(WORD_RELATIVE) | WORD_BIT(WORD_SUBORDINATOR) |
                                WORD_BIT(WORD_WHO) | WORD_BIT(WORD_THIS);
  if (knowledge_form(w->knowledge, before)->tags & opens) return true;
  return str_is(doc_text(w->doc, before->at), "what") || speaker_reports(w, token - 1);
}

/* ---- speakers of attributions ---- */

static bool is_media(const Doc *doc, const Reference *reference) {
  return vec_at(&doc->entities, reference->entity).kind == ENTITY_MEDIA;
}

/* The reference that heads a source: the first and longest that begins near its begin; a newspaper
 * that carries another's words gives way to a later one. NULL when none does. */
static const Reference *head_reference(const SpeakerWalk *w, Range source) {
  const Doc *doc = w->doc;
  const Reference *best = NULL;
  uint32_t from = doc_reference_from(doc, source.beg);
  for (uint32_t k = 0; k < 4 && from;
       k++) { /* one that begins before the source and reaches into it */
    const Reference *before = &doc->references.items[from - 1 - k];
    if (before->at.end > source.beg) return before;
    if (k + 1 >= from) break;
  }
  for (uint32_t i = from; i < doc->references.len; i++) {
    const Reference *reference = &doc->references.items[i];
    if (reference->at.beg >= source.end) break;
    if (!best && reference->at.beg > source.beg + 4) break;
    if (!best || (reference->at.beg == best->at.beg && reference->at.end > best->at.end) ||
        (is_media(doc, best) && !is_media(doc, reference)))
      best = reference;
  }
  return best;
}

static uint32_t pronoun_entity(const SpeakerWalk *w, Range source) {
  for (uint32_t i = w->pronouns.len; i-- > 0;) {
    const Reference *reference = &w->pronouns.items[i];
    if (reference->at.beg < source.beg) return 0;
    if (reference->at.beg < source.end) return reference->entity + 1;
  }
  return 0;
}

static void speak(SpeakerWalk *w, Attribution *attribution) {
  const Reference *head =
      range_empty(attribution->source) ? NULL : head_reference(w, attribution->source);
  uint32_t speaker = head ? head->entity + 1 : pronoun_entity(w, attribution->source);
  attribution->speaker = speaker;
  if (attribution->quotation && !range_empty(attribution->source))
    w->cited.items[attribution->quotation - 1] = 1;
  if (!speaker) return;
  if (attribution->quotation) w->group_speaker.items[attribution->quotation - 1] = speaker;
  uint32_t at = attribution->source.beg;
  MentionRole role = is_embedded(w, at) ? MENTION_EMBEDDED : MENTION_SPEAKER;
  salience_mention(&w->salience, speaker - 1, doc_sentence_of(w->doc, at), at, role, false);
}

/* ---- pronouns ---- */

static WordClass pronoun_class(uint32_t tags) {
  static const WordClass classes[] = {WORD_HE, WORD_SHE, WORD_THEY, WORD_IT,
                                      WORD_I,  WORD_WE,  WORD_WHO};
  for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
    if (tags & WORD_BIT(classes[i])) return classes[i];
  return WORD_CLASSES;
}

static void add_pronoun(SpeakerWalk *w, uint32_t token, uint32_t entity) {
  vec_push(&w->pronouns, (Reference){{token, token + 1}, entity, REFERENCE_PRONOUN});
}

static void learn_gender(SpeakerWalk *w, uint32_t entity, WordClass pronoun) {
  Entity *e = &vec_at(&w->doc->entities, entity);
  if (e->kind != ENTITY_PERSON || e->gender) return;
  if (pronoun == WORD_HE) e->gender = GENDER_MALE;
  if (pronoun == WORD_SHE) e->gender = GENDER_FEMALE;
}

/* "who" stands for the reference just before it, over a comma. */
static void resolve_who(SpeakerWalk *w, uint32_t token) {
  uint32_t at = doc_reference_from(w->doc, token);
  if (!at) return;
  const Reference *before = &w->doc->references.items[at - 1];
  if (before->at.end + 1 >= token && before->at.end <= token) add_pronoun(w, token, before->entity);
}

static void resolve_pronoun(SpeakerWalk *w, uint32_t token, uint32_t sentence, bool subject) {
  WordClass pronoun = pronoun_class(w->knowledge->forms[w->doc->tokens.items[token].form].tags);
  uint32_t quotation = speaker_inside(w, token);
  if (pronoun == WORD_CLASSES) return;
  if (pronoun == WORD_WHO) {
    resolve_who(w, token);
    return;
  }
  if (!quotation && (pronoun == WORD_I || pronoun == WORD_WE)) {
    uint32_t own = w->turn ? w->turn : pronoun == WORD_I ? w->author : 0;
    if (own) add_pronoun(w, token, own - 1);
    return;
  }
  Deferred deferred = {.token = token, .quotation = quotation};
  salience_find(&w->salience, w->doc, pronoun, sentence, deferred.candidates);
  if (quotation) {
    vec_push(&w->deferred, deferred);
    return;
  }
  if (!deferred.candidates[0]) return;
  uint32_t entity = deferred.candidates[0] - 1;
  learn_gender(w, entity, pronoun);
  add_pronoun(w, token, entity);
  salience_mention(&w->salience, entity, sentence, token, subject ? MENTION_SUBJECT : MENTION_OTHER,
                   pronoun == WORD_THEY);
}

/* Inside quotations: first persons are the speaker, third persons anybody else. */
static void resolve_deferred(SpeakerWalk *w, const Deferred *deferred) {
  const Quotation *quotation = &w->doc->quotations.items[deferred->quotation - 1];
  uint32_t speaker = w->group_speaker.items[quotation->group];
  uint32_t tags = w->knowledge->forms[w->doc->tokens.items[deferred->token].form].tags;
  if (tags & (WORD_BIT(WORD_I) | WORD_BIT(WORD_WE))) {
    if (speaker) add_pronoun(w, deferred->token, speaker - 1);
    return;
  }
  for (uint32_t k = 0; k < DEFERRED_CANDIDATES && deferred->candidates[k]; k++)
    if (deferred->candidates[k] != speaker) {
      add_pronoun(w, deferred->token, deferred->candidates[k] - 1);
      return;
    }
}

/* ---- the walk ---- */

typedef struct Cursor {
  uint32_t reference, attribution;
} Cursor;

static uint32_t attribution_due(const Attribution *attribution) {
  return range_empty(attribution->source) ? attribution->cue.end : attribution->source.end;
}

static int by_due(const void *a, const void *b) {
  const uint64_t *x = a, *y = b;
  return (*x > *y) - (*x < *y);
}

/* An unnamed one who is not brought in just here ("a diplomat", "one official") hardly lives on as
 * "he". */
static bool is_faceless(const SpeakerWalk *w, const Reference *reference) {
  const Token *first = &w->doc->tokens.items[reference->at.beg];
  if (vec_at(&w->doc->entities, reference->entity).kind != ENTITY_UNNAMED) return false;
  return !knowledge_role(w->knowledge, first, ROLE_INDEFINITE) &&
         !knowledge_is(w->knowledge, first, WORD_NUMBER);
}

static bool after_preposition(const SpeakerWalk *w, uint32_t token) {
  return token && !(w->doc->tokens.items[token].flags & TOKEN_LINE) &&
         knowledge_is(w->knowledge, &w->doc->tokens.items[token - 1], WORD_PREPOSITION);
}

/* Where the main clause begins: behind the first comma, where the sentence opens with a
 * subordinate clause, a participle ("Reacting to …,") or a preposition. */
static uint32_t main_clause(const SpeakerWalk *w, Range sentence) {
  const Doc *doc = w->doc;
  const Token *first = &doc->tokens.items[sentence.beg];
  static const uint32_t opens = WORD_BIT(WORD_SUBORDINATOR) | WORD_BIT(WORD_PREPOSITION);
  bool opened = (knowledge_form(w->knowledge, first)->tags & opens) ||
                str_ends(doc_text(doc, first->at), "ing");
  if (!opened || speaker_inside(w, sentence.beg)) return sentence.beg;
  for (uint32_t t = sentence.beg; t < sentence.end; t++)
    if (!speaker_inside(w, t) && doc->text.ptr[doc->tokens.items[t].at.beg] == ',') return t + 1;
  return sentence.beg;
}

static void meet_reference(SpeakerWalk *w, const Reference *reference, uint32_t sentence,
                           bool subject) {
  bool quiet = speaker_inside(w, reference->at.beg) || is_faceless(w, reference);
  MentionRole role = quiet                               ? MENTION_QUOTED
                     : subject                           ? MENTION_SUBJECT
                     : is_embedded(w, reference->at.beg) ? MENTION_EMBEDDED
                                                         : MENTION_OTHER;
  salience_mention(&w->salience, reference->entity, sentence, reference->at.beg, role,
                   reference->kind == REFERENCE_GROUP);
}

/* A paragraph that begins "NAME:" is that person's turn; one without is still, unless it asks. */
static void note_turn(SpeakerWalk *w, uint32_t reference, uint32_t token) {
  const Doc *doc = w->doc;
  if (!(doc->tokens.items[token].flags & TOKEN_LINE) || speaker_inside(w, token)) return;
  w->turn = 0;
  if (reference >= doc->references.len) return;
  const Reference *name = &doc->references.items[reference];
  if (name->at.beg != token || name->at.end >= doc->tokens.len ||
      !speaker_is_person(doc, name->entity))
    return;
  if (doc->text.ptr[doc->tokens.items[name->at.end].at.beg] == ':') w->turn = name->entity + 1;
}

/* "By NAME" on a line of its own. */
static void note_author(SpeakerWalk *w, const Reference *name) {
  const Doc *doc = w->doc;
  if (w->author || !name->at.beg || !speaker_is_person(doc, name->entity)) return;
  const Token *before = &doc->tokens.items[name->at.beg - 1];
  Str by = doc_text(doc, before->at);
  if ((before->flags & TOKEN_LINE) && by.len == 2 && (by.ptr[0] | 32) == 'b' &&
      (by.ptr[1] | 32) == 'y')
    w->author = name->entity + 1;
}

/* Attributions in the order in which their sources end: (end << 32 | index). */
static void order_attributions(SpeakerWalk *w, uint64_t *due) {
  for (uint32_t i = 0; i < w->doc->attributions.len; i++)
    due[i] = (uint64_t)attribution_due(&w->doc->attributions.items[i]) << 32 | i;
  if (w->doc->attributions.len) qsort(due, w->doc->attributions.len, sizeof *due, by_due);
}

/* Where the next source ends or the next reference begins: until then only pronouns and the begins
 * of lines matter. */
static uint32_t next_event(const Doc *doc, const uint64_t *due, const Cursor *next) {
  uint32_t at = UINT32_MAX;
  if (next->attribution < doc->attributions.len) at = (uint32_t)(due[next->attribution] >> 32);
  if (next->reference < doc->references.len && doc->references.items[next->reference].at.beg < at)
    at = doc->references.items[next->reference].at.beg;
  return at;
}

/* What happens at a token: sources end, references begin. */
static void meet_events(SpeakerWalk *w, const uint64_t *due, Cursor *next, uint32_t token,
                        uint32_t sentence, bool *subject) {
  Doc *doc = w->doc;
  while (next->attribution < doc->attributions.len && due[next->attribution] >> 32 <= token)
    speak(w, &doc->attributions.items[(uint32_t)due[next->attribution++]]);
  note_turn(w, next->reference, token);
  bool outside = !speaker_inside(w, token);
  for (; next->reference < doc->references.len; next->reference++) {
    const Reference *reference = &doc->references.items[next->reference];
    if (reference->at.beg > token) break;
    uint32_t at = reference->at.beg;
    bool first = *subject && at >= w->main && !after_preposition(w, at) && !is_embedded(w, at);
    note_author(w, reference);
    meet_reference(w, reference, sentence, first);
    if (outside && first) *subject = false;
  }
}

static void walk_document(SpeakerWalk *w) {
  Doc *doc = w->doc;
  const FormInfo *forms = w->knowledge->forms;
  uint64_t *due = arena_alloc(&doc->arena, (doc->attributions.len + 1u) * sizeof *due);
  order_attributions(w, due);
  Cursor next = {0};
  uint32_t event = next_event(doc, due, &next);
  for (uint32_t s = 0; s < doc->sentences.len; s++) {
    Range tokens = doc->sentences.items[s].tokens;
    bool subject = true;
    w->main = main_clause(w, tokens);
    for (uint32_t t = tokens.beg; t < tokens.end; t++) {
      const Token *token = &doc->tokens.items[t];
      if (t >= event || token->flags & TOKEN_LINE) {
        meet_events(w, due, &next, t, s, &subject);
        event = next_event(doc, due, &next);
      }
      if (!(forms[token->form].tags & WORD_PRONOUNS)) continue;
      resolve_pronoun(w, t, s, subject && t >= w->main);
      if (!speaker_inside(w, t) && t >= w->main) subject = false;
    }
  }
  while (next.attribution < doc->attributions.len)
    speak(w, &doc->attributions.items[(uint32_t)due[next.attribution++]]);
}

/* ---- the new references join the old ---- */

static int by_begin(const void *a, const void *b) {
  const Reference *x = a, *y = b;
  if (x->at.beg != y->at.beg) return x->at.beg < y->at.beg ? -1 : 1;
  return (y->at.end > x->at.end) - (y->at.end < x->at.end);
}

/* Sorts what is nearly always sorted. */
static void sort_references(Reference *references, uint32_t count) {
  for (uint32_t i = 1; i < count; i++)
    if (by_begin(&references[i - 1], &references[i]) > 0) {
      qsort(references, count, sizeof *references, by_begin);
      return;
    }
}

/* From the end, so that none is moved twice. */
static void merge_pronouns(SpeakerWalk *w) {
  Doc *doc = w->doc;
  uint32_t old = doc->references.len, more = w->pronouns.len, to = old + more;
  sort_references(doc->references.items, old);
  sort_references(w->pronouns.items, more);
  vec_reserve(&doc->references, to);
  doc->references.len = to;
  Reference *all = doc->references.items;
  while (more) {
    const Reference *pronoun = &w->pronouns.items[more - 1];
    if (old && by_begin(&all[old - 1], pronoun) > 0) {
      all[--to] = all[--old];
    } else {
      all[--to] = *pronoun;
      more--;
    }
  }
}

void speaker_run(const Knowledge *knowledge, Doc *doc) {
  SpeakerWalk w = {.knowledge = knowledge, .doc = doc};
  mark_quotations(&w);
  walk_document(&w);
  speaker_quotations(&w);
  for (uint32_t i = 0; i < w.deferred.len; i++) resolve_deferred(&w, &w.deferred.items[i]);
  merge_pronouns(&w);
  vec_free(&w.deferred);
  vec_free(&w.pronouns);
  vec_free(&w.inside);
  vec_free(&w.group_speaker);
  vec_free(&w.cited);
}
