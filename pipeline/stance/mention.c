/* Mentions: where an article names a guarantee. The lexicon has six classes of phrases: terms name
 * a type, general words (troops, force) name one loosely, bound words (the firms, a strip) only in
 * an article that also names it by a term, back references (such a force, the idea) stand for one
 * named before, near misses (troops elsewhere) hide what they cover, and signs tell which of
 * two types a word near them means. The longest phrase at a place wins; a type of higher rank wins
 * over a lower one at the same length. */
#include "stance/stance.h"

#include <stdlib.h>
#include <string.h>

enum { BACK_SENTENCES = 3 }; /* a back reference looks no further back than this */

static uint32_t rank_of(const Knowledge *k, uint32_t type) {
  return type == TYPE_ANY ? 0 : k->types.items[type].rank;
}

static bool is_guarantee(const Knowledge *k, const PhraseMatch *match) {
  return knowledge_entry(k, match)->lexicon == LEXICON_GUARANTEE;
}

/* Does another guarantee phrase of the document hide this one? Only neighbours can overlap: phrases
 * are sorted by begin, and none is longer than `reach` tokens. */
enum { REACH = 24 };

static bool beats(const Knowledge *k, const PhraseMatch *other, const PhraseMatch *match) {
  const Entry *a = knowledge_entry(k, other), *b = knowledge_entry(k, match);
  if (a->word_class == GUARANTEE_SIGN || b->word_class == GUARANTEE_SIGN) return false;
  if (a->word_class == GUARANTEE_BOUND && b->word_class != GUARANTEE_BOUND) return false;
  uint32_t a_len = other->at.end - other->at.beg, b_len = match->at.end - match->at.beg;
  if (a->word_class == GUARANTEE_NOT)
    return b->word_class != GUARANTEE_NOT && range_holds(other->at, match->at);
  if (!range_holds(other->at, match->at)) return false;
  if (a->word_class != b->word_class &&
      (a->word_class == GUARANTEE_BACK) != (b->word_class == GUARANTEE_BACK) && a_len == b_len)
    return b->word_class == GUARANTEE_BACK;
  if (a_len != b_len) return a->row == b->row || rank_of(k, a->row) >= rank_of(k, b->row);
  if (a->row != b->row) return rank_of(k, a->row) > rank_of(k, b->row);
  return other < match; /* the same type by two phrases: the first stands */
}

static bool is_hidden(const Knowledge *k, const Doc *doc, uint32_t at) {
  const PhraseMatch *match = &doc->phrases.items[at];
  for (uint32_t i = at; i-- > 0;) {
    const PhraseMatch *other = &doc->phrases.items[i];
    if (other->at.beg + REACH < match->at.beg) break;
    if (is_guarantee(k, other) && beats(k, other, match)) return true;
  }
  for (uint32_t i = at + 1; i < doc->phrases.len; i++) {
    const PhraseMatch *other = &doc->phrases.items[i];
    if (other->at.beg >= match->at.end) break;
    if (is_guarantee(k, other) && beats(k, other, match)) return true;
  }
  return false;
}

static MentionClass mention_class(uint8_t guarantee_class) {
  return guarantee_class == GUARANTEE_TERM      ? MENTION_TERM
         : guarantee_class == GUARANTEE_GENERAL ? MENTION_GENERAL
         : guarantee_class == GUARANTEE_BOUND   ? MENTION_BOUND
                                                : MENTION_BACK;
}

/* ---- what a word means that can mean two types ---- */

enum { NEAR = 40 }; /* tokens: what decides about a word stands no farther from it */

typedef struct Antecedent { /* a mention that back references may stand for */
  uint32_t mention;         /* index into Doc.mentions */
  uint32_t before;          /* index + 1 of the antecedent of its type before it, 0 = none */
} Antecedent;

typedef struct Naming { /* what an article names, while its mentions are found */
  const Knowledge *knowledge;
  Doc *doc;
  uint32_t *phrases; /* that count, by index into Doc.phrases: none is hidden by another */
  uint32_t len;
  uint32_t *terms;         /* by type: how often the article names it in full */
  uint32_t *last;          /* by type: index + 1 of its latest mention so far, 0 = none */
  Antecedent *antecedents; /* in the order of the text, as many as phrases at most */
  uint32_t antecedents_len;
  uint32_t *latest; /* by type: index + 1 of its latest antecedent so far, 0 = none */
} Naming;

static const PhraseMatch *phrase_at(const Naming *n, uint32_t i) {
  return &n->doc->phrases.items[n->phrases[i]];
}

static bool is_plain_term(const Entry *entry) {
  return entry->word_class == GUARANTEE_TERM && !entry->rival;
}

static void find_phrases(Naming *n) {
  for (uint32_t i = 0; i < n->doc->phrases.len; i++) {
    const PhraseMatch *match = &n->doc->phrases.items[i];
    const Entry *entry = knowledge_entry(n->knowledge, match);
    if (entry->lexicon != LEXICON_GUARANTEE || entry->word_class == GUARANTEE_NOT ||
        is_hidden(n->knowledge, n->doc, i))
      continue;
    n->phrases[n->len++] = i;
    if (is_plain_term(entry)) n->terms[entry->row]++;
  }
}

/* Which of the two does another phrase speak of? Index + 1, 0: of neither. */
static uint32_t told_by(const Naming *n, const Entry *entry, uint32_t other) {
  const Entry *sign = knowledge_entry(n->knowledge, phrase_at(n, other));
  if (sign->word_class != GUARANTEE_SIGN && !is_plain_term(sign)) return 0;
  return sign->row == entry->row || sign->row + 1 == entry->rival ? sign->row + 1 : 0;
}

static uint32_t gap_of(Range a, Range b) {
  return a.end <= b.beg ? b.beg - a.end : b.end <= a.beg ? a.beg - b.end : UINT32_MAX;
}

/* What the nearest sign or full name in the sentence says; 0: nothing. */
static uint32_t told_near(const Naming *n, const Entry *entry, uint32_t at) {
  Range place = phrase_at(n, at)->at;
  Range sentence = n->doc->sentences.items[doc_sentence_of(n->doc, place.beg)].tokens;
  uint32_t type = 0, least = NEAR + 1;
  for (uint32_t i = at; i-- > 0;) {
    Range other = phrase_at(n, i)->at;
    if (other.beg < sentence.beg || other.beg + NEAR < place.beg) break;
    if (!told_by(n, entry, i) || gap_of(other, place) >= least) continue;
    type = told_by(n, entry, i), least = gap_of(other, place);
  }
  for (uint32_t i = at + 1; i < n->len; i++) {
    Range other = phrase_at(n, i)->at;
    if (other.beg >= sentence.end || other.beg > place.end + least) break;
    if (!told_by(n, entry, i) || gap_of(other, place) >= least) continue;
    type = told_by(n, entry, i), least = gap_of(other, place);
  }
  return type;
}

/* Index + 1 of the type that a phrase names here; 0: none. */
static uint32_t type_of(const Naming *n, uint32_t at) {
  const Entry *entry = knowledge_entry(n->knowledge, phrase_at(n, at));
  uint32_t a = entry->row, b = entry->rival ? entry->rival - 1u : a;
  bool bound = entry->word_class == GUARANTEE_BOUND;
  if (a == TYPE_ANY) return a + 1;
  if (bound && !n->terms[a] && !n->terms[b]) return 0;
  if (a == b) return a + 1;
  uint32_t near = told_near(n, entry, at);
  if (near) return near;
  return n->last[b] > n->last[a] && n->terms[b] > n->terms[a] ? b + 1 : a + 1;
}

/* ---- what a back reference stands for ---- */

/* A mention named in full, or one that stands for such, may be meant by what follows. */
static void note_antecedent(Naming *n, uint32_t mention) {
  const Mention *m = &vec_at(&n->doc->mentions, mention);
  if (m->kind == MENTION_BOUND || (m->kind == MENTION_BACK && !m->antecedent)) return;
  n->antecedents[n->antecedents_len++] = (Antecedent){mention, n->latest[m->type]};
  n->latest[m->type] = n->antecedents_len;
}

/* The mention a back reference stands for: the latest of its type, named in full, within reach. Few
 * are passed over: those that overlap it. Index + 1, 0 = none. */
static uint32_t antecedent_of(const Naming *n, Range at, uint32_t type) {
  const Doc *doc = n->doc;
  uint32_t i = type == TYPE_ANY ? n->antecedents_len : n->latest[type];
  while (i && doc->mentions.items[n->antecedents[i - 1].mention].at.end > at.beg)
    i = type == TYPE_ANY ? i - 1 : n->antecedents[i - 1].before;
  if (!i) return 0;
  uint32_t mention = n->antecedents[i - 1].mention;
  uint32_t sentence = doc_sentence_of(doc, doc->mentions.items[mention].at.beg);
  return sentence + BACK_SENTENCES < doc_sentence_of(doc, at.beg) ? 0 : mention + 1;
}

static void add_mention(Naming *n, uint32_t at) {
  const PhraseMatch *match = phrase_at(n, at);
  Doc *doc = n->doc;
  uint32_t type = type_of(n, at);
  uint8_t word_class = knowledge_entry(n->knowledge, match)->word_class;
  if (!type) return;
  Mention mention = {match->at, (uint16_t)(type - 1), (uint8_t)mention_class(word_class), 0};
  if (mention.kind == MENTION_BACK) {
    mention.antecedent = antecedent_of(n, match->at, mention.type);
    if (!mention.antecedent && mention.type == TYPE_ANY) return;
    if (mention.antecedent) mention.type = vec_at(&doc->mentions, mention.antecedent - 1).type;
  }
  vec_push(&doc->mentions, mention);
  n->last[mention.type] = doc->mentions.len;
  note_antecedent(n, doc->mentions.len - 1);
}

/* ---- sentences that go on about it ---- */

enum { CARRY_SENTENCES = 2, CARRY_QUOTED = 3, CARRY_TYPES = 2 };

/* Where a carried mention stands: at the pronoun that may mean it, else at the sentence's first
 * word. */
static Range carried_place(const Knowledge *k, const Doc *doc, Range sentence) {
  for (uint32_t i = sentence.beg; i < sentence.end; i++) {
    const Token *token = &doc->tokens.items[i];
    if (knowledge_is(k, token, WORD_IT) || knowledge_is(k, token, WORD_THIS))
      return (Range){i, i + 1};
  }
  return (Range){sentence.beg, sentence.beg + 1};
}

/* A sentence that welcomes and refuses nothing, and ties nothing to a condition, does not go on
 * about a guarantee. */
static bool takes_position(const Knowledge *k, const Doc *doc, uint32_t phrases_begin,
                           uint32_t phrases_end) {
  for (uint32_t i = phrases_begin; i < phrases_end; i++) {
    uint8_t lexicon = knowledge_entry(k, &doc->phrases.items[i])->lexicon;
    if (lexicon == LEXICON_POLARITY || lexicon == LEXICON_CONDITION) return true;
  }
  return false;
}

typedef struct SpeechCursor {
  uint32_t next; /* index of the first quotation not passed yet */
  uint32_t end;  /* the furthest end, in tokens, of the speech passed */
} SpeechCursor;

/* Does the sentence hold quoted speech? Sentences must be asked in ascending order. */
static bool in_speech(const Doc *doc, SpeechCursor *cursor, uint32_t sentence) {
  Range tokens = doc->sentences.items[sentence].tokens;
  for (; cursor->next < doc->quotations.len; cursor->next++) {
    const Quotation *q = &doc->quotations.items[cursor->next];
    if (q->tokens.beg >= tokens.end) break;
    if (q->kind == QUOTATION_SPEECH && q->tokens.end > cursor->end) cursor->end = q->tokens.end;
  }
  return tokens.beg < cursor->end;
}

/* The types named in the sentences just before, each once, the latest first. */
static void carry(const Knowledge *k, Doc *doc, uint32_t sentence, uint32_t named, uint32_t reach) {
  Range tokens = doc->sentences.items[sentence].tokens;
  uint32_t first = sentence > reach ? sentence - reach : 0;
  uint32_t begin = doc->sentences.items[first].tokens.beg, added = doc->mentions.len;
  for (uint32_t i = named; i-- > 0 && doc->mentions.len < added + CARRY_TYPES;) {
    Mention before = doc->mentions.items[i];
    if (before.at.beg < begin) break;
    if (before.kind == MENTION_CARRIED || before.kind == MENTION_BOUND) continue;
    bool known = false;
    for (uint32_t j = added; j < doc->mentions.len; j++)
      known |= doc->mentions.items[j].type == before.type;
    if (!known)
      vec_push(&doc->mentions,
               (Mention){carried_place(k, doc, tokens), before.type, MENTION_CARRIED, i + 1});
  }
}

static Naming naming_of(const Knowledge *k, Doc *doc) {
  size_t types = k->types.len * sizeof(uint32_t);
  Naming n = {.knowledge = k,
              .doc = doc,
              .phrases = arena_alloc(&doc->arena, (doc->phrases.len + 1) * sizeof(uint32_t)),
              .terms = arena_alloc(&doc->arena, types + 1),
              .last = arena_alloc(&doc->arena, types + 1),
              .latest = arena_alloc(&doc->arena, types + 1)};
  memset(n.terms, 0, types);
  memset(n.last, 0, types);
  memset(n.latest, 0, types);
  find_phrases(&n);
  n.antecedents = arena_alloc(&doc->arena, (n.len + 1) * sizeof *n.antecedents);
  return n;
}

/* Mentions come in order of the text, so one walk over sentences and phrases finds both kinds. */
void mention_run(const Knowledge *k, Doc *doc) {
  Naming n = naming_of(k, doc);
  SpeechCursor speech = {0};
  uint32_t phrase = 0, first = 0, last = 0;
  for (uint32_t s = 0; s < doc->sentences.len; s++, first = last) {
    uint32_t before = doc->mentions.len, end = doc->sentences.items[s].tokens.end;
    while (last < doc->phrases.len && doc->phrases.items[last].at.beg < end) last++;
    for (; phrase < n.len && n.phrases[phrase] < last; phrase++)
      if (knowledge_entry(k, phrase_at(&n, phrase))->word_class != GUARANTEE_SIGN)
        add_mention(&n, phrase);
    bool named = false;
    for (uint32_t i = before; i < doc->mentions.len; i++)
      named |= doc->mentions.items[i].kind == MENTION_TERM;
    if (named) continue;
    if (in_speech(doc, &speech, s))
      carry(k, doc, s, before, CARRY_QUOTED);
    else if (takes_position(k, doc, first, last))
      carry(k, doc, s, before, CARRY_SENTENCES);
  }
}
