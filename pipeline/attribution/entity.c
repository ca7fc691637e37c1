/* Entities in three steps. First every sentence is cut into noun phrases that may stand for an
 * actor (here). Then the names among them that the lexicon does not know are judged (person.c): a
 * title before, an apposition after, a reporting verb beside speak for a person; a street or a
 * treaty in it speaks against. Last, in reading order, all phrases are resolved (resolve.c):
 * surnames to the persons introduced anywhere in the article (a headline may name them first),
 * titles to whoever was last called so, groups and bodies to their state. */
#include "attribution/attribution.h"
#include "attribution/unit.h"
#include "attribution/work.h"

static void index_phrases(Work *w) {
  const Doc *doc = w->doc;
  uint32_t tokens = doc->tokens.len;
  vec_reserve(&w->phrase_at, tokens + 2);
  uint32_t *first = w->phrase_at.items, t = 0;
  for (uint32_t p = 0; p < doc->phrases.len; p++)
    while (t <= doc->phrases.items[p].at.beg) first[t++] = p;
  while (t <= tokens + 1) first[t++] = doc->phrases.len;
  w->phrase_at.len = t;
  w->scan.phrase_at = first;
}

/* A headline in title case: nearly all its longer words have capitals. */
static bool is_title_case(const Doc *doc, const Sentence *sentence) {
  uint32_t words = 0, capitals = 0;
  if (sentence->kind == SENTENCE_PROSE && sentence->tokens.beg) return false;
  if (doc->tokens.items[sentence->tokens.end - 1].kind == TOKEN_STOP) return false;
  for (uint32_t i = sentence->tokens.beg; i < sentence->tokens.end; i++) {
    const Token *token = &doc->tokens.items[i];
    if (token->kind != TOKEN_WORD || token->at.end - token->at.beg < 4) continue;
    words++;
    capitals += (token->flags & TOKEN_CAPITAL) != 0;
  }
  return words >= 4 && capitals * 10 >= words * 8;
}

/* Roles of words that determine or head a phrase by themselves. */
static const uint32_t BEGINNERS = ROLE_BIT(ROLE_SHARE) | ROLE_BIT(ROLE_DEFINITE) |
                                  ROLE_BIT(ROLE_INDEFINITE) | ROLE_BIT(ROLE_UNNAMED);

/* Lexicons whose phrases do; those of the others may still be modifiers. */
static const uint16_t BEGINNING_LEXICONS = 1u << LEXICON_ACTOR | 1u << LEXICON_ADJECTIVE |
                                           1u << LEXICON_TITLE | 1u << LEXICON_OFFICE |
                                           1u << LEXICON_WORD;

/* A quick look: capitals, numbers, phrases of these lexicons, determiners, and modifiers that some
 * lexicon or role knows can begin one. */
static bool may_begin(const Scan *scan, uint32_t at) {
  const Token *token = scan_token(scan, at);
  if (token->kind == TOKEN_NUMBER) return true;
  if (token->kind != TOKEN_WORD) return false;
  if (token->flags & TOKEN_CAPITAL || token->reserved & BEGINNING_LEXICONS) return true;
  const FormInfo *form = knowledge_form(scan->knowledge, token);
  if (form->tags & (WORD_BIT(WORD_DETERMINER) | WORD_BIT(WORD_NUMBER))) return true;
  if (form->roles & BEGINNERS) return true;
  return (form->roles || token->reserved) && unit_modifier(scan, at);
}

static void cut_sentence(Work *w, const Sentence *sentence) {
  w->scan.sentence = sentence->tokens;
  w->scan.title_case = is_title_case(w->doc, sentence);
  for (uint32_t at = sentence->tokens.beg; at < sentence->tokens.end;) {
    NounPhrase np;
    if (may_begin(&w->scan, at) && noun_phrase_parse(&w->scan, at, &np)) {
      np.title_case = w->scan.title_case;
      vec_push(&w->phrases, np);
      at = np.at.end > at ? np.at.end : at + 1;
    } else
      at++;
  }
}

void entity_run(const Knowledge *knowledge, Doc *doc) {
  Work w = {.knowledge = knowledge, .doc = doc};
  w.scan = (Scan){.knowledge = knowledge, .doc = doc};
  roster_open(&w.roster, knowledge, doc);
  index_phrases(&w);
  for (uint32_t s = 0; s < doc->sentences.len; s++) cut_sentence(&w, &doc->sentences.items[s]);
  person_introduce(&w);
  resolve_run(&w);
  roster_close(&w.roster);
  key_free(&w.spoken);
  key_free(&w.single);
  vec_free(&w.polls);
  vec_free(&w.phrases);
  vec_free(&w.phrase_at);
}
