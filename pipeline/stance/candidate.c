/* Candidates: loose on purpose. In each sentence, every type that is mentioned meets every holder
 * who could have a stance on it: who is cited, who stands in the sentence, who spoke just before,
 * who signs the article. Whether there is a stance, and whose, is the classifier's decision, not
 * this stage's. */
#include "stance/stance.h"

#include <string.h>

enum { HOLDERS_MAX = 12, TYPES_MAX = 8, SPEAKER_REACH = 400 /* tokens */ };

typedef struct {
  uint32_t entity;
  Range at;
  uint32_t attribution; /* index + 1, when found as a speaker */
  uint8_t role;
} Holder;

typedef struct {
  const Knowledge *knowledge;
  Doc *doc;
  uint32_t sentence;
  Range tokens;
  uint32_t first_reference;   /* the first that may meet the sentence */
  uint32_t first_attribution; /* likewise */
  uint32_t end_attribution;   /* behind the last that may */
  uint32_t first_quotation;   /* likewise */
  Holder holders[HOLDERS_MAX];
  uint32_t holder_count;
  const Reference *author; /* who signs the article, NULL = nobody */
} Scene;

static void add_holder(Scene *scene, Holder holder) {
  for (uint32_t i = 0; i < scene->holder_count; i++)
    if (scene->holders[i].entity == holder.entity) return;
  if (scene->holder_count < HOLDERS_MAX) scene->holders[scene->holder_count++] = holder;
}

static bool covers(const Attribution *a, Range at) {
  for (uint32_t i = 0; i < a->parts; i++)
    if (range_holds(a->content[i], at)) return true;
  return false;
}

static bool touches(const Attribution *a, Range at) {
  for (uint32_t i = 0; i < a->parts; i++)
    if (range_meets(a->content[i], at)) return true;
  return range_meets(a->source, at) || range_meets(a->cue, at);
}

static uint32_t first_token(const Attribution *a) {
  uint32_t first = a->content[0].beg;
  for (uint32_t p = 1; p < a->parts; p++)
    if (a->content[p].beg < first) first = a->content[p].beg;
  if (!range_empty(a->source) && a->source.beg < first) first = a->source.beg;
  if (!range_empty(a->cue) && a->cue.beg < first) first = a->cue.beg;
  return first;
}

/* Attributions are in order of their first token; one may reach over several sentences. Behind the
 * first that begins after the sentence, none meets it. */
static void find_last_attribution(Scene *scene) {
  const Doc *doc = scene->doc;
  uint32_t end = scene->first_attribution;
  while (end < doc->attributions.len &&
         first_token(&doc->attributions.items[end]) < scene->tokens.end)
    end++;
  scene->end_attribution = end;
}

static void add_speakers(Scene *scene) {
  Doc *doc = scene->doc;
  for (uint32_t i = scene->first_attribution; i < scene->end_attribution; i++) {
    const Attribution *a = &doc->attributions.items[i];
    if (!a->speaker || !touches(a, scene->tokens)) continue;
    Range at = range_empty(a->source) ? a->cue : a->source;
    add_holder(scene, (Holder){a->speaker - 1, at, i + 1, HOLDER_SPEAKER});
  }
}

/* The words that name a quotation's speaker: the latest reference to the speaker before it, else
 * the next one after it. */
static Range speaker_place(const Scene *scene, const Quotation *q) {
  const Doc *doc = scene->doc;
  Range place = {0, 0};
  for (uint32_t i = scene->first_reference; i-- > 0;) {
    const Reference *r = &doc->references.items[i];
    if (r->entity == q->speaker - 1) return r->at;
    if (r->at.beg + SPEAKER_REACH < q->tokens.beg) break;
  }
  for (uint32_t i = scene->first_reference; i < doc->references.len; i++) {
    const Reference *r = &doc->references.items[i];
    if (r->entity == q->speaker - 1) return r->at;
    if (r->at.beg > q->tokens.end + SPEAKER_REACH) break;
  }
  return place;
}

/* Who speaks in the quotations of the sentence, when the attribution itself does not say. */
static void add_quoted(Scene *scene) {
  Doc *doc = scene->doc;
  for (uint32_t i = scene->first_quotation; i < doc->quotations.len; i++) {
    const Quotation *q = &doc->quotations.items[i];
    if (q->tokens.beg >= scene->tokens.end) break;
    if (q->speaker && range_meets(q->tokens, scene->tokens))
      add_holder(scene, (Holder){q->speaker - 1, speaker_place(scene, q), 0, HOLDER_SPEAKER});
  }
}

static bool in_first_half(const Scene *scene, const Reference *reference) {
  return reference->at.beg < scene->tokens.beg + (scene->tokens.end - scene->tokens.beg) / 2;
}

static void add_named(Scene *scene) {
  Doc *doc = scene->doc;
  for (uint32_t i = scene->first_reference; i < doc->references.len; i++) {
    const Reference *r = &doc->references.items[i];
    if (r->at.beg >= scene->tokens.end) break;
    if (!range_holds(scene->tokens, r->at)) continue;
    uint8_t role = in_first_half(scene, r) ? HOLDER_SUBJECT : HOLDER_OTHER;
    add_holder(scene, (Holder){r->entity, r->at, 0, role});
  }
}

/* Who was named first in the sentence before may go on unnamed ("The idea was a red line."). */
static void add_carried(Scene *scene) {
  Doc *doc = scene->doc;
  if (!scene->sentence) return;
  const Sentence *before = &doc->sentences.items[scene->sentence - 1];
  for (uint32_t i = scene->first_reference; i-- > 0;) {
    const Reference *r = &doc->references.items[i];
    if (r->at.beg < before->tokens.beg) break;
    if (i && doc->references.items[i - 1].at.beg >= before->tokens.beg) continue;
    add_holder(scene, (Holder){r->entity, r->at, 0, HOLDER_CARRIED});
  }
}

/* ---- who signs the article ---- */

enum { BYLINE_TOKENS = 12, BYLINE_SENTENCES = 6, NOTE_SENTENCES = 6 };

static bool is_text(const Doc *doc, uint32_t token, const char *text) {
  return token < doc->tokens.len && str_is(doc_text(doc, doc->tokens.items[token].at), text);
}

static bool is_person(const Doc *doc, const Reference *r) {
  return r->kind == REFERENCE_NAME && doc->entities.items[r->entity].kind == ENTITY_PERSON;
}

static bool opens_paragraph(const Doc *doc, uint32_t token) {
  return doc->tokens.items[token].flags & (TOKEN_PARAGRAPH | TOKEN_LINE);
}

/* "By NAME" at the beginning of a short line of its own. */
static bool is_byline(const Doc *doc, const Reference *r) {
  if (r->at.beg == 0 || !opens_paragraph(doc, r->at.beg - 1)) return false;
  uint32_t by = r->at.beg - 1, s = doc_sentence_of(doc, by);
  if (!is_text(doc, by, "By") && !is_text(doc, by, "by") && !is_text(doc, by, "BY")) return false;
  Range line = doc->sentences.items[s].tokens;
  return line.end - line.beg <= BYLINE_TOKENS || doc->sentences.items[s].kind == SENTENCE_HEADING;
}

/* A full name that is a line of its own near the top. */
static bool is_name_alone(const Doc *doc, const Reference *r) {
  uint32_t s = doc_sentence_of(doc, r->at.beg);
  Range line = doc->sentences.items[s].tokens;
  return s && s < BYLINE_SENTENCES && r->at.end - r->at.beg >= 2 && line.beg == r->at.beg &&
         line.end == r->at.end && (line.end == doc->tokens.len || opens_paragraph(doc, line.end));
}

/* "NAME is a fellow of …", the first words of a paragraph at the very end. */
static bool is_closing_note(const Doc *doc, const Reference *r) {
  uint32_t s = doc_sentence_of(doc, r->at.beg);
  return r->at.beg && r->at.end - r->at.beg >= 2 && s + NOTE_SENTENCES > doc->sentences.len &&
         doc->sentences.items[s].tokens.beg == r->at.beg && opens_paragraph(doc, r->at.beg) &&
         (is_text(doc, r->at.end, "is") || is_text(doc, r->at.end, "was")) &&
         (is_text(doc, r->at.end + 1, "a") || is_text(doc, r->at.end + 1, "an") ||
          is_text(doc, r->at.end + 1, "the"));
}

static bool is_cited(const Doc *doc, uint32_t entity) {
  for (uint32_t i = 0; i < doc->attributions.len; i++)
    if (doc->attributions.items[i].speaker == entity + 1) return true;
  return false;
}

/* "NAME: headline"; a byline; a name alone or a closing note of somebody whom the article does not
 * cite. */
static const Reference *find_author(const Doc *doc) {
  for (uint32_t i = 0; i < doc->references.len; i++) {
    const Reference *r = &doc->references.items[i];
    if (!is_person(doc, r)) continue;
    if (r->at.beg == 0 && is_text(doc, r->at.end, ":")) return r;
    if (is_byline(doc, r)) return r;
    if ((is_name_alone(doc, r) || is_closing_note(doc, r)) && !is_cited(doc, r->entity)) return r;
  }
  return NULL;
}

/* ---- is it a piece of opinion? ---- */

enum { OPINION_SHARE = 25 }; /* one sentence in so many */

static void mark(const Doc *doc, Range tokens, uint8_t *marks) {
  if (range_empty(tokens)) return;
  uint32_t last = doc_sentence_of(doc, tokens.end - 1);
  for (uint32_t s = doc_sentence_of(doc, tokens.beg); s <= last; s++) marks[s] = 1;
}

/* 1 for each sentence that holds words of somebody whom the article cites. */
static uint8_t *others_words(Doc *doc) {
  uint8_t *marks = arena_alloc(&doc->arena, doc->sentences.len);
  memset(marks, 0, doc->sentences.len);
  for (uint32_t i = 0; i < doc->quotations.len; i++)
    mark(doc, doc->quotations.items[i].tokens, marks);
  for (uint32_t i = 0; i < doc->attributions.len; i++)
    for (uint32_t p = 0; p < doc->attributions.items[i].parts; p++)
      mark(doc, doc->attributions.items[i].content[p], marks);
  return marks;
}

/* The writer speaks of himself, or of what must be done. */
static bool is_personal(const Knowledge *k, const Doc *doc, Range sentence) {
  for (uint32_t i = sentence.beg; i < sentence.end; i++)
    if (knowledge_form(k, &doc->tokens.items[i])->tags &
            (WORD_BIT(WORD_I) | WORD_BIT(WORD_WE) | WORD_BIT(WORD_DUTY)) &&
        !(doc->tokens.items[i].flags & TOKEN_UPPER)) /* the US is not us */
      return true;
  return false;
}

/* Reporters sign too, but not with views: their own sentences have no "I" and hardly a "must". */
static bool is_opinion(const Knowledge *k, Doc *doc) {
  const uint8_t *others = others_words(doc);
  uint32_t personal = 0;
  for (uint32_t s = 0; s < doc->sentences.len; s++)
    personal += !others[s] && is_personal(k, doc, doc->sentences.items[s].tokens);
  return personal * OPINION_SHARE >= doc->sentences.len;
}

static void add_author(Scene *scene) {
  if (scene->author)
    add_holder(scene, (Holder){scene->author->entity, scene->author->at, 0, HOLDER_AUTHOR});
}

/* ---- where the news begins ---- */

enum { DATELINE_TOKENS = 12 };

/* "MOSCOW, Dec 2 (Agency) - The president said": the first token behind a dateline. The town in it
 * is where the reporter sits, not who has a position. */
static uint32_t behind_dateline(const Doc *doc, Range sentence) {
  const Token *first = &doc->tokens.items[sentence.beg];
  if (!(first->flags & TOKEN_PARAGRAPH) || !(first->flags & TOKEN_UPPER)) return sentence.beg;
  for (uint32_t i = sentence.beg + 1; i < sentence.end && i <= sentence.beg + DATELINE_TOKENS; i++)
    if (doc->tokens.items[i].kind == TOKEN_DASH) return i + 1 < sentence.end ? i + 1 : sentence.beg;
  return sentence.beg;
}

/* ---- the words that are judged ---- */

static bool is_boundary(const Knowledge *k, const Token *token) {
  return token->kind == TOKEN_DASH || token->kind == TOKEN_COMMA || token->kind == TOKEN_STOP ||
         knowledge_is(k, token, WORD_SUBORDINATOR) || knowledge_is(k, token, WORD_RELATIVE);
}

/* From `from` outward to the next boundary of a clause, within the limits. */
static Range grow_clause(const Scene *scene, Range from, Range limits) {
  const Token *tokens = scene->doc->tokens.items;
  Range clause = from;
  while (clause.beg > limits.beg && !is_boundary(scene->knowledge, &tokens[clause.beg - 1]))
    clause.beg--;
  while (clause.end < limits.end && !is_boundary(scene->knowledge, &tokens[clause.end]))
    clause.end++;
  return clause;
}

static Range join(Range a, Range b) {
  return (Range){a.beg < b.beg ? a.beg : b.beg, a.end > b.end ? a.end : b.end};
}

static Range meet(Range a, Range b) {
  Range both = {a.beg > b.beg ? a.beg : b.beg, a.end < b.end ? a.end : b.end};
  return range_empty(both) ? a : both;
}

/* For reported words the content in this sentence; for the writer's own, holder to mention and as
 * far as their clauses go. */
static Range clause_for(const Scene *scene, const Holder *holder, Range mention) {
  Doc *doc = scene->doc;
  if (holder->attribution) {
    const Attribution *a = &doc->attributions.items[holder->attribution - 1];
    for (uint32_t i = 0; i < a->parts; i++)
      if (range_holds(a->content[i], mention)) return meet(a->content[i], scene->tokens);
  }
  Range core = range_holds(scene->tokens, holder->at) ? join(holder->at, mention) : mention;
  return grow_clause(scene, core, scene->tokens);
}

static uint32_t gap_between(Range a, Range b) {
  return a.end <= b.beg ? b.beg - a.end : b.end <= a.beg ? a.beg - b.end : 0;
}

/* The less a mention says, the nearer its holder must stand: pairs that almost never hold (counted
 * on the corpus: fewer than one in twenty-five) would only cost time and precision. */
static bool is_worth_a_look(const Holder *holder, const Mention *mention) {
  bool near = holder->role <= HOLDER_SUBJECT;
  if (mention->kind == MENTION_TERM) return true;
  return near || (mention->kind != MENTION_CARRIED && holder->role == HOLDER_AUTHOR);
}

static void add_candidate(Scene *scene, const Holder *holder, uint32_t first, uint32_t end,
                          uint16_t type) {
  Doc *doc = scene->doc;
  uint32_t best = UINT32_MAX, least = UINT32_MAX;
  for (uint32_t i = first; i < end; i++) {
    const Mention *m = &doc->mentions.items[i];
    if (m->type != type) continue;
    uint32_t gap = gap_between(holder->at, m->at) + 1000u * m->kind;
    if (gap < least) least = gap, best = i;
  }
  if (best == UINT32_MAX || !is_worth_a_look(holder, &doc->mentions.items[best])) return;
  Range at = doc->mentions.items[best].at;
  uint32_t attribution = 0;
  for (uint32_t i = scene->first_attribution; i < scene->end_attribution && !attribution; i++)
    if (covers(&doc->attributions.items[i], at)) attribution = i + 1;
  if (holder->attribution && covers(&doc->attributions.items[holder->attribution - 1], at))
    attribution = holder->attribution;
  vec_push(&doc->candidates, (Candidate){.mention = best,
                                         .holder = holder->entity,
                                         .holder_at = holder->at,
                                         .attribution = attribution,
                                         .sentence = scene->sentence,
                                         .clause = clause_for(scene, holder, at),
                                         .role = holder->role});
}

static void pair_up(Scene *scene, uint32_t first, uint32_t end) {
  Doc *doc = scene->doc;
  uint16_t types[TYPES_MAX];
  uint32_t count = 0;
  for (uint32_t i = first; i < end; i++) {
    bool known = false;
    for (uint32_t t = 0; t < count; t++) known |= types[t] == doc->mentions.items[i].type;
    if (!known && count < TYPES_MAX) types[count++] = doc->mentions.items[i].type;
  }
  for (uint32_t t = 0; t < count; t++)
    for (uint32_t h = 0; h < scene->holder_count; h++)
      add_candidate(scene, &scene->holders[h], first, end, types[t]);
}

/* Moves the first attribution that can still reach this sentence; earlier ones are done with. */
static void skip_attributions(Scene *scene) {
  Doc *doc = scene->doc;
  while (scene->first_attribution < doc->attributions.len) {
    const Attribution *a = &doc->attributions.items[scene->first_attribution];
    uint32_t end = a->source.end > a->cue.end ? a->source.end : a->cue.end;
    for (uint32_t i = 0; i < a->parts; i++)
      if (a->content[i].end > end) end = a->content[i].end;
    if (end > scene->tokens.beg) break;
    scene->first_attribution++;
  }
}

void candidate_run(const Knowledge *k, Doc *doc) {
  Scene scene = {.knowledge = k, .doc = doc, .author = find_author(doc)};
  if (scene.author && !is_opinion(k, doc)) scene.author = NULL;
  for (uint32_t m = 0; m < doc->mentions.len;) {
    scene.sentence = doc_sentence_of(doc, doc->mentions.items[m].at.beg);
    scene.tokens = doc->sentences.items[scene.sentence].tokens;
    scene.tokens.beg = behind_dateline(doc, scene.tokens);
    uint32_t end = m;
    while (end < doc->mentions.len && doc->mentions.items[end].at.beg < scene.tokens.end) end++;
    while (scene.first_reference < doc->references.len &&
           doc->references.items[scene.first_reference].at.beg < scene.tokens.beg)
      scene.first_reference++;
    skip_attributions(&scene);
    find_last_attribution(&scene);
    while (scene.first_quotation < doc->quotations.len &&
           doc->quotations.items[scene.first_quotation].tokens.end <= scene.tokens.beg)
      scene.first_quotation++;
    scene.holder_count = 0;
    add_speakers(&scene);
    add_quoted(&scene);
    add_named(&scene);
    add_carried(&scene);
    add_author(&scene);
    pair_up(&scene, m, end);
    m = end;
  }
}
