/* Weights chosen on the training corpus, where the order of sentences matters far more than
 * grammatical role: a subject and a speaker weigh a little more than any other mention. Unnamed
 * speakers ("an aide") rarely live on as "he", so they agree weakly. */
#include "attribution/coreference.h"

static double weight_of(MentionRole role) {
  static const double weights[] = {[MENTION_OTHER] = 0.9,
                                   [MENTION_SUBJECT] = 1.1,
                                   [MENTION_SPEAKER] = 1.1,
                                   [MENTION_EMBEDDED] = 0.7,
                                   [MENTION_QUOTED] = 0.15};
  return weights[role];
}

/* An item's weight as of a later sentence. */
static double faded(const Salient *item, uint32_t sentence) {
  uint32_t passed = sentence > item->sentence ? sentence - item->sentence : 0;
  return passed > 60 ? 0 : item->weight / (double)(UINT64_C(1) << passed);
}

static Salient *place_for(Salience *salience, uint32_t entity, uint32_t sentence) {
  Salient *weakest = &salience->item[0];
  for (uint32_t i = 0; i < salience->count; i++)
    if (salience->item[i].entity == entity) return &salience->item[i];
  double least = salience->count == SALIENT_MAX ? faded(weakest, sentence) : 0;
  for (uint32_t i = 1; i < salience->count && salience->count == SALIENT_MAX; i++) {
    double weight = faded(&salience->item[i], sentence);
    if (weight >= least) continue;
    weakest = &salience->item[i];
    least = weight;
  }
  if (salience->count < SALIENT_MAX) weakest = &salience->item[salience->count++];
  *weakest = (Salient){.entity = entity};
  return weakest;
}

void salience_mention(Salience *salience, uint32_t entity, uint32_t sentence, uint32_t token,
                      MentionRole role, bool plural) {
  Salient *item = place_for(salience, entity, sentence);
  double before = faded(item, sentence), own = weight_of(role);
  item->weight = before > own ? before + own / 4 : own + before / 4;
  item->sentence = sentence;
  item->token = token;
  item->plural = plural;
  item->speaker = role == MENTION_SPEAKER;
}

/* An unnamed speaker hardly lives on as "he", but may right after having spoken. */
static const double FACELESS = 0.15, FACELESS_SPEAKER = 0.5;

/* How well an entity fits a pronoun, 0 = not at all. goes_on: it has just spoken. */
static double agreement(const Entity *entity, WordClass pronoun, bool plural, bool goes_on) {
  bool person = entity->kind == ENTITY_PERSON || entity->kind == ENTITY_UNNAMED;
  uint8_t gender = pronoun == WORD_HE ? GENDER_MALE : GENDER_FEMALE;
  switch (pronoun) {
  case WORD_HE:
  case WORD_SHE:
    if (!person) return 0;
    if (entity->kind == ENTITY_UNNAMED) return goes_on ? FACELESS_SPEAKER : FACELESS;
    return entity->gender == gender ? 1 : entity->gender == GENDER_UNKNOWN ? 0.7 : 0;
  case WORD_IT:
    return person || entity->kind == ENTITY_PUBLIC || entity->kind == ENTITY_GROUP || plural ? 0
                                                                                             : 1;
  case WORD_THEY:
    if (entity->kind == ENTITY_PERSON) return 0;
    if (plural || entity->kind == ENTITY_PUBLIC || entity->kind == ENTITY_GROUP) return 1;
    return entity->kind == ENTITY_UNNAMED ? 0.7 : 0.3;
  default:
    return 0;
  }
}

void salience_find(const Salience *salience, const Doc *doc, WordClass pronoun, uint32_t sentence,
                   uint32_t out[DEFERRED_CANDIDATES]) {
  double scores[DEFERRED_CANDIDATES] = {0};
  for (uint32_t k = 0; k < DEFERRED_CANDIDATES; k++) out[k] = 0;
  for (uint32_t i = 0; i < salience->count; i++) {
    const Salient *item = &salience->item[i];
    bool goes_on = item->speaker && sentence <= item->sentence + 1;
    double fit = agreement(&vec_at(&doc->entities, item->entity), pronoun, item->plural, goes_on);
    if (fit <= 0) continue; /* most: the weight need not be asked for */
    double score = faded(item, sentence) * fit;
    if (score < 0.01) continue;
    for (uint32_t k = 0; k < DEFERRED_CANDIDATES; k++) {
      if (score <= scores[k]) continue;
      for (uint32_t m = DEFERRED_CANDIDATES - 1; m > k; m--)
        scores[m] = scores[m - 1], out[m] = out[m - 1];
      scores[k] = score;
      out[k] = item->entity + 1;
      break;
    }
  }
}
