/* What the polarity words around a target say taken together. The single words stay out: they know
 * the training articles better than the news. */
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

/* What the polarity words say taken together: the one nearest the target, the first one behind the
 * holder, and which way they point when they agree. */
void polarity_features(View *v) {
  Nearest target = {0}, behind = {0};
  int balance = 0, hits = 0;
  for (uint32_t i = v->phrases_begin; i < v->phrases_end; i++) {
    const PhraseMatch *m = &v->doc->phrases.items[i];
    const Entry *entry = knowledge_entry(v->k, m);
    if (entry->lexicon != LEXICON_POLARITY || view_overlapped(v, i)) continue;
    bool negated = view_negated(v, m->at);
    const char *value = view_polarity_name(entry->word_class, negated);
    note_nearest(&target, value, tokens_apart(m->at, v->target));
    if (m->at.beg >= v->c->holder_at.end)
      note_nearest(&behind, value, m->at.beg - v->c->holder_at.end);
    if (!range_meets(m->at, v->clause)) continue;
    int direction = entry->word_class == POLARITY_SUPPORT ? 1
                    : entry->word_class == POLARITY_REJECT || entry->word_class == POLARITY_DOUBT ||
                            entry->word_class == POLARITY_DROP
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
