/* The lexicons' signs around a target: polarity, conditions, negators, hedges, each with its place,
 * and what the polarity words say taken together. */
#include "stance/view.h"

bool view_negated(const View *v, Range at) {
  for (uint32_t i = v->phrases_begin; i < v->phrases_end; i++) {
    const PhraseMatch *m = &v->doc->phrases.items[i];
    if (m->at.beg >= at.beg) break;
    if (knowledge_entry(v->k, m)->lexicon == LEXICON_NEGATOR && m->at.end <= at.beg &&
        at.beg - m->at.end <= 3)
      return true;
  }
  return false;
}

bool view_overlapped(const View *v, uint32_t index) {
  const PhraseMatch *m = &v->doc->phrases.items[index];
  const Entry *entry = knowledge_entry(v->k, m);
  for (uint32_t i = v->phrases_begin; i < v->phrases_end; i++) {
    const PhraseMatch *other = &v->doc->phrases.items[i];
    if (other->at.beg > m->at.beg) break;
    if (i != index && knowledge_entry(v->k, other)->lexicon == entry->lexicon &&
        range_holds(other->at, m->at) && other->at.end - other->at.beg > m->at.end - m->at.beg)
      return true;
  }
  return false;
}

static void lexicon_sign(View *v, const PhraseMatch *match) {
  static const char *const NAMES[LEXICON_COUNT] = {[LEXICON_POLARITY] = "polarity",
                                                   [LEXICON_CONDITION] = "condition",
                                                   [LEXICON_NEGATOR] = "negator",
                                                   [LEXICON_HEDGE] = "hedge"};
  const Entry *entry = knowledge_entry(v->k, match);
  const char *name = NAMES[entry->lexicon];
  const char *value = knowledge_class_name(entry->lexicon, entry->word_class);
  bool in_clause = range_holds(v->clause, match->at);
  view_sign_pair(v, name, value, in_clause ? "clause" : "sentence");
  if (!in_clause) return;
  bool negated = entry->lexicon == LEXICON_POLARITY && view_negated(v, match->at);
  uint32_t distance = match->at.end <= v->target.beg   ? v->target.beg - match->at.end
                      : match->at.beg >= v->target.end ? match->at.beg - v->target.end
                                                       : 0;
  Str pieces[] = {str_of(name), str_of(negated ? "=not " : "="),        str_of(value),
                  STR("+"),     str_of(view_side(v, match->at.beg)), str_of(view_bucket(distance))};
  view_emit(v, 1, pieces, 6);
  if (negated) view_sign_pair(v, name, "not", value);
}

static void lexicon_signs(View *v) {
  for (uint32_t i = v->phrases_begin; i < v->phrases_end; i++) {
    uint8_t lexicon = knowledge_entry(v->k, &v->doc->phrases.items[i])->lexicon;
    if (lexicon != LEXICON_POLARITY && lexicon != LEXICON_CONDITION && lexicon != LEXICON_NEGATOR &&
        lexicon != LEXICON_HEDGE)
      continue;
    if (!view_overlapped(v, i)) lexicon_sign(v, &v->doc->phrases.items[i]);
  }
}

typedef struct {
  const char *value; /* "support", "not reject", … */
  uint32_t distance;
} Nearest;

static void note_nearest(Nearest *nearest, const char *value, uint32_t distance) {
  if (!nearest->value || distance < nearest->distance) *nearest = (Nearest){value, distance};
}

static uint32_t tokens_apart(Range a, Range b) {
  return a.end <= b.beg ? b.beg - a.end : b.end <= a.beg ? a.beg - b.end : 0;
}

enum { SEQUENCE_MAX = 3 };

/* The polarity words of a stretch in their order: "reject support" is "objected to plans for …". */
static void polarity_sequence(View *v, const char *name, uint32_t beg, uint32_t end) {
  static const char *const PLAIN[] = {" +", " -", " doubt", " open", " limit"};
  static const char *const NEGATED[] = {" not+", " not-", " not doubt", " not open", " not limit"};
  Str pieces[SEQUENCE_MAX + 1] = {str_of(name)};
  uint32_t count = 1;
  for (uint32_t i = v->phrases_begin; i < v->phrases_end && count <= SEQUENCE_MAX; i++) {
    const PhraseMatch *m = &v->doc->phrases.items[i];
    const Entry *entry = knowledge_entry(v->k, m);
    if (m->at.beg < beg || m->at.beg >= end || entry->lexicon != LEXICON_POLARITY) continue;
    if (view_overlapped(v, i)) continue;
    pieces[count++] = str_of((view_negated(v, m->at) ? NEGATED : PLAIN)[entry->word_class]);
  }
  view_emit(v, 1, pieces, count);
}

static void polarity_sequences(View *v) {
  uint32_t holder = v->c->holder_at.end, target = v->target.beg;
  bool here = range_holds(v->sentence, v->c->holder_at);
  if (here && holder <= target) polarity_sequence(v, "between", holder, target);
  polarity_sequence(v, "before-target", v->sentence.beg, target);
  polarity_sequence(v, "after-target", v->target.end, v->sentence.end);
  polarity_sequence(v, "in-clause", v->clause.beg, v->clause.end);
}

/* What the polarity words say taken together: the one nearest the target, the first one behind the
 * holder, and which way they point when they agree. */
static void polarity_summary(View *v) {
  static const char *const VALUES[2][5] = {
      {"support", "reject", "doubt", "open", "limit"},
      {"not support", "not reject", "not doubt", "not open", "not limit"}};
  Nearest target = {0}, behind = {0};
  int balance = 0, hits = 0;
  for (uint32_t i = v->phrases_begin; i < v->phrases_end; i++) {
    const PhraseMatch *m = &v->doc->phrases.items[i];
    const Entry *entry = knowledge_entry(v->k, m);
    if (entry->lexicon != LEXICON_POLARITY || view_overlapped(v, i)) continue;
    bool negated = view_negated(v, m->at);
    const char *value = VALUES[negated][entry->word_class];
    note_nearest(&target, value, tokens_apart(m->at, v->target));
    if (m->at.beg >= v->c->holder_at.end)
      note_nearest(&behind, value, m->at.beg - v->c->holder_at.end);
    if (!range_meets(m->at, v->clause)) continue;
    int direction = entry->word_class == POLARITY_SUPPORT ? 1
                    : entry->word_class == POLARITY_REJECT || entry->word_class == POLARITY_DOUBT
                        ? -1
                        : 0;
    balance += negated ? -direction : direction;
    hits++;
  }
  view_sign_pair(v, "near-target", target.value ? target.value : "none",
                 view_bucket(target.distance));
  view_sign(v, "near-target", target.value ? target.value : "none");
  if (range_holds(v->sentence, v->c->holder_at))
    view_sign(v, "behind-holder", behind.value ? behind.value : "none");
  view_sign_pair(v, "balance",
                 balance > 0   ? "for"
                 : balance < 0 ? "against"
                               : "even",
                 hits ? "some" : "none");
}

void polarity_features(View *v) {
  lexicon_signs(v);
  polarity_summary(v);
  polarity_sequences(v);
}
