/* Quotations and short parentheses become one tag each, so that a pattern sees the writer's own
 * sentence and a quotation of ten sentences costs as much as one of five words; so do cues and
 * titles of several words, since what their words are by themselves would mislead. */
#include "attribution/tags_parts.h"

#include <string.h>

enum { BRACKET_TOKENS = 14, BRACKET_STOP = 5 /* (D-Calif.) */ };

/* ---- parentheses ---- */

/* The end of what folds into one tag at token i, or i. */
static uint32_t bracket_end(const TagsBuilder *b, uint32_t i) {
  const Token *tokens = b->doc->tokens.items;
  if (tokens[i].kind != TOKEN_BRACKET || !(tokens[i].flags & TOKEN_OPENS)) return i;
  uint32_t most = i + BRACKET_TOKENS < b->end ? i + BRACKET_TOKENS : b->end;
  for (uint32_t j = i + 1; j < most; j++) {
    if (tokens[j].kind == TOKEN_STOP && j > i + BRACKET_STOP) return i;
    if (tokens[j].kind == TOKEN_BRACKET) return tokens[j].flags & TOKEN_CLOSES ? j + 1 : i;
  }
  return i;
}

/* ---- quotations ---- */

/* American typography: the comma of the writer's sentence stands inside the marks. */
static bool ends_with_comma(const Doc *doc, const Quotation *quotation) {
  return !range_empty(quotation->tokens) &&
         doc->tokens.items[quotation->tokens.end - 1].kind == TOKEN_COMMA;
}

/* How a quotation ends tells whether its sentence goes on: Q with a comma, R with a stop, Y with
 * neither; q is no speech. */
static char quotation_tag(const Doc *doc, const Quotation *quotation) {
  if (quotation->kind != QUOTATION_SPEECH) return 'q';
  if (range_empty(quotation->tokens)) return 'q';
  uint32_t last = quotation->tokens.end - 1;
  while (last > quotation->tokens.beg && doc->tokens.items[last].kind == TOKEN_QUOTE) last--;
  uint8_t kind = doc->tokens.items[last].kind;
  return kind == TOKEN_COMMA || kind == TOKEN_DASH ? 'Q' : kind == TOKEN_STOP ? 'R' : 'Y';
}

/* A transcript whose paragraphs open with a mark: in "TAMM: … the name and the colon are the
 * writer's. */
static uint32_t put_turn(TagsBuilder *b, uint32_t i) {
  uint32_t colon = doc_turn_colon(b->doc, i + 1);
  if (!colon || !(b->doc->tokens.items[i].flags & TOKEN_PARAGRAPH)) return i;
  tags_put(b->out, 'N', (Range){i + 1, colon});
  vec_push(&b->out->anchors, (Anchor){tags_count(b->out), 0, ANCHOR_COLON, CUE_BASE});
  tags_put(b->out, ':', (Range){colon, colon + 1});
  return colon + 1;
}

/* A quotation that opens at token i becomes Q (speech) or q; its marks belong to it. */
static uint32_t put_quotation(TagsBuilder *b, uint32_t i) {
  const Doc *doc = b->doc;
  uint32_t n = doc->quotations.len, *cursor = b->quotation;
  while (*cursor < n && (doc->quotations.items[*cursor].tokens.beg < i + 1 ||
                         doc->quotations.items[*cursor].parent))
    ++*cursor;
  if (*cursor == n || doc->quotations.items[*cursor].tokens.beg != i + 1) return i;
  const Quotation *quotation = &doc->quotations.items[*cursor];
  uint32_t end = quotation->tokens.end + (quotation->closed ? 1 : 0);
  if (end > b->end) end = b->end;
  if (end <= i) return i;
  char tag = quotation_tag(doc, quotation);
  i = put_turn(b, i);
  if (end <= i) return i;
  tags_put(b->out, tag, (Range){i, end});
  if (tag == 'q' && ends_with_comma(doc, quotation)) tags_put(b->out, ',', (Range){0});
  b->sentence_start = false;
  return end;
}

void tags_put_quotation_before(TagsBuilder *b, uint32_t i) {
  const Doc *doc = b->doc;
  uint8_t kind = doc->tokens.items[i].kind;
  if ((kind != TOKEN_DASH && kind != TOKEN_HYPHEN) || !i ||
      doc->tokens.items[i - 1].kind != TOKEN_QUOTE)
    return;
  for (uint32_t q = *b->quotation < doc->quotations.len ? *b->quotation + 1 : doc->quotations.len;
       q-- > 0;) {
    const Quotation *quotation = &doc->quotations.items[q];
    if (quotation->tokens.end == i - 1 && quotation->closed && !quotation->parent)
      tags_put(b->out, quotation_tag(doc, quotation), (Range){quotation->tokens.beg - 1, i});
    if (quotation->tokens.beg < i) return;
  }
}

/* ---- phrases ---- */

const PhraseMatch *tags_find_phrase(TagsBuilder *b, uint32_t i, LexiconId lexicon) {
  const Doc *doc = b->doc;
  while (*b->phrase < doc->phrases.len && doc->phrases.items[*b->phrase].at.beg < i) ++*b->phrase;
  for (uint32_t p = *b->phrase; p < doc->phrases.len && doc->phrases.items[p].at.beg == i; p++)
    if (knowledge_entry(b->knowledge, &doc->phrases.items[p])->lexicon == lexicon)
      return &doc->phrases.items[p];
  return NULL;
}

/* The form of a multiword cue is that of its first word: "pointed out", "has made clear". */
static CueForm phrase_form(const TagsBuilder *b, const Cue *cue, uint32_t i) {
  Str word = doc_text(b->doc, b->doc->tokens.items[i].at);
  if (cue->cue_class == CUE_NOUN) return CUE_BASE;
  if (str_ends(word, "ing")) return CUE_ING;
  if (cue->lemma.len >= word.len && !memcmp(cue->lemma.ptr, word.ptr, word.len)) return CUE_BASE;
  return str_ends(word, "s") && !str_ends(word, "ss") ? CUE_S : CUE_PAST;
}

/* "according to" governs its source, "reportedly" has none, other phrases are verbs of several
 * words. */
static uint8_t phrase_class(const TagsBuilder *b, const Cue *cue, uint32_t i) {
  if (cue->cue_class != CUE_PHRASE) return cue->cue_class;
  const Token *token = &b->doc->tokens.items[i];
  char tag =
      token->form ? tags_known_word(b, token->form) : tags_guess(doc_text(b->doc, token->at));
  return tagset_has(TAGS("pabtu"), tag) ? ANCHOR_PREPOSITION
         : tag == 'r'                   ? ANCHOR_ADVERB
                                        : CUE_PHRASE;
}

static char phrase_tag(uint8_t anchor_class, const Cue *cue, CueForm form) {
  return anchor_class == ANCHOR_PREPOSITION ? 'p'
         : anchor_class == ANCHOR_ADVERB    ? 'r'
                                            : tags_of_cue(cue, form);
}

/* "in … view", "accuse … of": the words in the gap are source or content, so the phrase may not
 * fold. */
static bool has_gap(const TagsBuilder *b, const PhraseMatch *match) {
  const Cue *cue = &b->knowledge->cues.items[knowledge_entry(b->knowledge, match)->row];
  uint32_t words = 1;
  for (size_t i = 0; i < cue->lemma.len; i++) words += cue->lemma.ptr[i] == ' ';
  return match->at.end - match->at.beg > words + 1 ||
         memmem(cue->lemma.ptr, cue->lemma.len, "…", strlen("…"));
}

static uint32_t put_phrase_cue(TagsBuilder *b, uint32_t i) {
  const PhraseMatch *match = tags_phrase_at(b, i, LEXICON_CUE);
  if (!match || match->at.end > b->end || tags_after_hyphen(b, i)) return i;
  if (has_gap(b, match)) return i;
  uint32_t row = knowledge_entry(b->knowledge, match)->row;
  const Cue *cue = &b->knowledge->cues.items[row];
  CueForm form = phrase_form(b, cue, i);
  uint8_t anchor_class = tags_own_class(b, cue, phrase_class(b, cue, i));
  vec_push(&b->out->anchors, (Anchor){tags_count(b->out), row, anchor_class, (uint8_t)form});
  tags_put(b->out, phrase_tag(anchor_class, cue, form), match->at);
  b->sentence_start = false;
  return match->at.end;
}

/* A title of several words is one tag: "secretary of state" names neither a state nor what one
 * states. */
static uint32_t put_title(TagsBuilder *b, uint32_t i) {
  const PhraseMatch *match = tags_phrase_at(b, i, LEXICON_TITLE);
  if (!match || match->at.end - i < 2 || match->at.end > b->end || tags_after_hyphen(b, i))
    return i;
  bool capital = (b->doc->tokens.items[i].flags & TOKEN_CAPITAL) != 0;
  tags_put(b->out, capital ? 'N' : 'l', match->at);
  b->sentence_start = false;
  return match->at.end;
}

uint32_t tags_fold(TagsBuilder *b, uint32_t i) {
  const Token *token = &b->doc->tokens.items[i];
  uint32_t end = i;
  if (token->kind == TOKEN_QUOTE) end = put_quotation(b, i);
  if (token->kind == TOKEN_WORD && (end = put_phrase_cue(b, i)) == i) end = put_title(b, i);
  if (token->kind == TOKEN_BRACKET && (end = bracket_end(b, i)) > i)
    tags_put(b->out, 'B', (Range){i, end});
  return end;
}
