/* A reading as features: its label beside who stands as its subject, what role the candidate's
 * holder has, and which conditions stand near. */
#include "stance/reading.h"

static const char *const LABELS[READING_LABELS] = {"nothing", "for", "against", "open"};
static const char *const AGENT_NAMES[AGENTS] = {"nobody",    "holder",         "other",
                                                "other-own", "speaker-holder", "speaker-other"};
static const char *whose_words(const Reading *r) {
  return !r->attribution ? "nobody's" : r->own ? "own" : "other's";
}

static void label_signs(View *v, const Reading *r) {
  const char *label = LABELS[r->label], *agent = AGENT_NAMES[r->agent];
  const char *role = view_role(v),
             *mention = VIEW_MENTION_NAMES[v->doc->mentions.items[v->c->mention].kind];
  view_sign(v, "read", label);
  view_sign_pair(v, "read+agent", label, agent);
  view_sign_list(v, "read+role+mention", (const char *[]){label, role, mention}, 3);
  view_sign_list(v, "agent+role+mention", (const char *[]){agent, role, mention}, 3);
  view_sign_pair(v, "read-sides", LABELS[r->from_before], LABELS[r->from_after]);
  view_sign_list(v, "read-sides+agent",
                 (const char *[]){LABELS[r->from_before], LABELS[r->from_after], agent}, 3);
  view_sign_pair(v, "read+first", label, AGENT_NAMES[r->first]);
  view_sign_pair(v, "first+agent", AGENT_NAMES[r->first], agent);
  const char *whose = whose_words(r);
  const char *cue =
      r->attribution ? knowledge_class_name(LEXICON_CUE, r->attribution->cue_class) : "none";
  view_sign_list(v, "read+cue+whose", (const char *[]){label, cue, whose}, 3);
  const char *first = AGENT_NAMES[r->first];
  const char *holder = VIEW_ENTITY_NAMES[v->doc->entities.items[v->c->holder].kind];
  view_sign_list(v, "read+agent+first", (const char *[]){label, agent, first}, 3);
  view_sign_list(v, "read+agent+mention", (const char *[]){label, agent, mention}, 3);
  view_sign_list(v, "read+agent+holder", (const char *[]){label, agent, holder}, 3);
  view_sign_list(v, "agent+whose+holder", (const char *[]){agent, whose, holder}, 3);
  view_sign_list(v, "agent+cue+whose", (const char *[]){agent, cue, whose}, 3);
  if (r->relative) view_sign_pair(v, "relative", LABELS[r->relative], role);
  if (r->conditional_clause) view_sign(v, "read-in-condition", label);
}

/* The operators nearest the target, outermost first. */
static void chain_sign(View *v, const char *name, const OperatorList *list, bool last) {
  enum { CHAIN_MAX = 3 };
  const char *values[CHAIN_MAX + 1];
  uint32_t count = 0, first = last && list->count > CHAIN_MAX ? list->count - CHAIN_MAX : 0;
  for (uint32_t i = first; i < list->count && count < CHAIN_MAX; i++)
    values[count++] = view_polarity_name(list->items[i].polarity, list->items[i].negated);
  if (!range_empty(list->negator)) values[count++] = "not";
  if (!count) values[count++] = "nothing";
  view_sign_list(v, name, values, count);
}

/* Is it one of the words that are read? Also where the writer sets it off: "…, provided that …"
 * ends the words of an attribution, "If …, X said, it would …" comes before them. */
static bool is_condition(const View *v, const Reading *r, const PhraseMatch *m) {
  if (knowledge_entry(v->k, m)->lexicon != LEXICON_CONDITION) return false;
  bool behind = m->at.beg >= r->words.end && m->at.beg <= r->words.end + 1;
  bool opens = m->at.beg == v->sentence.beg;
  return (range_holds(r->words, m->at) || behind || opens) &&
         !condition_is_covered(v->k, v->doc, m);
}

/* Is the target the object of a "without"? */
static void condition_signs(View *v, const Reading *r) {
  const char *label = LABELS[r->label];
  bool any = false, without = false;
  for (uint32_t i = v->phrases_begin; i < v->phrases_end; i++) {
    const PhraseMatch *m = &v->doc->phrases.items[i];
    const Entry *entry = knowledge_entry(v->k, m);
    if (!is_condition(v, r, m)) continue;
    any = true;
    view_sign_pair(v, "condition", knowledge_class_name(LEXICON_CONDITION, entry->word_class),
                   label);
    without |= entry->word_class == CONDITION_WITHOUT && m->at.end <= v->target.beg &&
               v->target.beg - m->at.end <= 3;
  }
  view_sign_pair(v, "read+condition", label, any ? "some" : "none");
  if (without) view_sign(v, "read-without", label);
}

static void passive_sign(View *v, const Reading *r) {
  for (uint32_t i = v->references_begin; i < v->references_end; i++) {
    const Reference *reference = &v->doc->references.items[i];
    if (reference->at.beg < v->target.end || reference->at.beg > r->scope.end) continue;
    uint32_t before = reference->at.beg - 1;
    if (before < v->target.end || !view_is_word(v, before, "by")) continue;
    view_sign_pair(v, "read+by", LABELS[r->label],
                   reference->entity == v->c->holder ? "holder" : "other");
  }
}

/* What verb the agent has, told by its first word, beside who the agent is: in "X said Y will send
 * T" the position is Y's, in "X said Y must send T" it is X's. */
static void verb_sign(View *v, const Reading *r) {
  if (!r->verb || r->verb >= v->sentence.end) return;
  const Token *token = &v->doc->tokens.items[r->verb];
  const FormInfo *form = knowledge_form(v->k, token);
  Str verb = STR("other");
  if (form->tags & WORD_BIT(WORD_AUXILIARY) || token->kind == TOKEN_CLITIC)
    verb = view_word(v, r->verb);
  else if (form->cue)
    verb = v->k->cues.items[form->cue - 1].lemma;
  else if (token->kind != TOKEN_WORD)
    verb = STR("mark");
  view_sign_pair_text(v, "agent-verb", verb, AGENT_NAMES[r->agent]);
}

/* A single word such as "must", "could", "will"? */
static bool is_modal(const View *v, const PhraseMatch *m) {
  const Entry *entry = knowledge_entry(v->k, m);
  return entry->lexicon == LEXICON_HEDGE && m->at.end - m->at.beg == 1 &&
         (entry->word_class == HEDGE_MODAL || entry->word_class == HEDGE_FUTURE);
}

/* Without operators the modal alone speaks: "we must have T". */
static void bare_signs(View *v, const Reading *r) {
  const char *whose = whose_words(r);
  bool any = false;
  for (uint32_t i = v->phrases_begin; i < v->phrases_end; i++) {
    const PhraseMatch *m = &v->doc->phrases.items[i];
    if (!is_modal(v, m) || !range_holds(r->words, m->at)) continue;
    any = true;
    view_sign_pair_text(v, "bare", view_word(v, m->at.beg), whose);
  }
  if (!any) view_sign(v, "bare", whose);
}

/* "could", "might": the last modal before the target, or the first behind it. */
static void modal_sign(View *v, const Reading *r) {
  uint32_t modal = UINT32_MAX;
  for (uint32_t i = v->phrases_begin; i < v->phrases_end; i++) {
    const PhraseMatch *m = &v->doc->phrases.items[i];
    if (!is_modal(v, m) || !range_holds(r->scope, m->at)) continue;
    if (m->at.beg > v->target.beg && modal != UINT32_MAX) break;
    modal = m->at.beg;
  }
  if (modal == UINT32_MAX) return;
  view_sign_pair_text(v, modal < v->target.beg ? "modal<" : "modal>", view_word(v, modal),
                      LABELS[r->label]);
}

void reading_features(View *v) {
  Reading r = reading_of(v);
  label_signs(v, &r);
  chain_sign(v, "chain", &r.before, true);
  chain_sign(v, "tail", &r.after, false);
  condition_signs(v, &r);
  passive_sign(v, &r);
  verb_sign(v, &r);
  modal_sign(v, &r);
  if (r.label == READING_NOTHING) bare_signs(v, &r);
  uint32_t operators = r.before.count + r.after.count;
  const char *few = operators == 0 ? "0" : operators == 1 ? "1" : operators < 4 ? "2" : "4";
  view_sign_pair(v, "operators+agent", few, AGENT_NAMES[r.agent]);
}
