/* From tokens to tags. What a word can be is looked up by its form: the word list of the pattern
 * table first (that, to, of and others that patterns name), then the classes of the lexicons, then
 * a guess by its ending. Quotations and short parentheses become one tag each, so that a pattern
 * sees the writer's own sentence and a quotation of ten sentences costs as much as one of five
 * words. */
#include "attribution/tags.h"

#include "attribution/chunk.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { BRACKET_TOKENS = 14, BRACKET_STOP = 5, /* (D-Calif.) */ GUESS_LETTERS = 5 };

typedef struct {
  TagString *out;
  const Knowledge *knowledge;
  const PatternSet *patterns;
  const Doc *doc;
  uint32_t *phrase, *quotation;
  uint32_t end;        /* of the paragraph, in tokens */
  bool sentence_start; /* no word of the sentence came yet */
  bool title_case;     /* a headline that capitalises its words: capitals tell nothing */
} Builder;

/* ---- single words ---- */

static char guess_by_ending(Str word) {
  if (word.len < GUESS_LETTERS) return 'n';
  switch (word.ptr[word.len - 1]) {
  case 'g':
    return str_ends(word, "ing") ? 'g' : 'n';
  case 'd':
    return str_ends(word, "ed") ? 'e' : 'n';
  case 'y':
    return str_ends(word, "ly") ? 'r' : 'n';
  default:
    return 'n';
  }
}

static CueForm cue_form(const Cue *cue, Str word) {
  if (cue->cue_class == CUE_NOUN || str_equal(cue->lemma, word)) return CUE_BASE;
  if (str_ends(word, "ing")) return CUE_ING;
  if (str_ends(word, "s") && !str_ends(word, "ss")) return CUE_S;
  return CUE_PAST;
}

static char cue_tag(const Cue *cue, CueForm form) {
  if (cue->cue_class == CUE_NOUN) return 'K';
  static const char TAGS[CUE_FORMS] = {
      [CUE_BASE] = 'V', [CUE_S] = 'Z', [CUE_PAST] = 'E', [CUE_ING] = 'G'};
  return TAGS[form];
}

static char class_tag(const FormInfo *info) {
  static const struct {
    WordClass word_class;
    char tag;
  } ORDER[] = {{WORD_HE, 'P'},           {WORD_SHE, 'P'},
               {WORD_THEY, 'P'},         {WORD_I, 'P'},
               {WORD_WE, 'P'},           {WORD_YOU, 'P'},
               {WORD_IT, 'i'},           {WORD_WHO, 'W'},
               {WORD_RELATIVE, 'W'},     {WORD_AUXILIARY, 'x'},
               {WORD_DETERMINER, 'D'},   {WORD_NUMBER, '9'},
               {WORD_SUBORDINATOR, 'u'}, {WORD_CONJUNCTION, '&'},
               {WORD_PREPOSITION, 'p'},  {WORD_MONTH, 'M'},
               {WORD_WEEKDAY, 'M'},      {WORD_THIS, 'D'}};
  for (size_t i = 0; i < sizeof ORDER / sizeof *ORDER; i++)
    if (info->tags & WORD_BIT(ORDER[i].word_class)) return ORDER[i].tag;
  return 0;
}

static char form_tag(const Knowledge *knowledge, const PatternSet *patterns, uint32_t form) {
  const FormInfo *info = &knowledge->forms[form];
  Str word = intern_text(knowledge->words, form);
  char tag = patterns_word(patterns, word);
  if (tag) return tag;
  if (info->cue) {
    const Cue *cue = &knowledge->cues.items[info->cue - 1];
    return cue_tag(cue, cue_form(cue, word));
  }
  tag = class_tag(info);
  if (tag) return tag;
  if (info->abbreviation == ABBREVIATION_MONTH || info->abbreviation == ABBREVIATION_TIME)
    return 'M';
  if (info->tags & WORD_BIT(WORD_ADVERB)) return 'r';
  return guess_by_ending(word);
}

void tags_prepare(TagString *out, const Knowledge *knowledge, PatternScratch *scratch) {
  out->forms = pattern_scratch_tags(scratch, intern_count(knowledge->words) + 1);
}

/* Words outside the vocabulary: the pattern table's words, else the ending. */
static char unknown_word(const PatternSet *patterns, Str word) {
  char small[32];
  if (word.len < sizeof small) {
    for (size_t i = 0; i < word.len; i++)
      small[i] = (char)(word.ptr[i] >= 'A' && word.ptr[i] <= 'Z' ? word.ptr[i] + 32 : word.ptr[i]);
    char tag = patterns_word(patterns, (Str){small, word.len});
    if (tag) return tag;
  }
  return guess_by_ending(word);
}

static char last_tag(const TagString *out) {
  return out->tags.len ? out->tags.ptr[out->tags.len - 1] : '/';
}

/* 's is "is" after a pronoun, else the mark of a possessor. */
static char clitic_tag(const TagString *out, Str word) {
  char letter = word.len ? word.ptr[word.len - 1] : 0;
  if (letter == 't' || letter == 'T') return '!';
  if (letter == 'l' || letter == 'L') return 'm';
  if (letter == 'd' || letter == 'D') return 'h';
  if (letter == 'e' || letter == 'E') return str_ends(word, "ve") ? 'h' : 'x';
  if (letter == 'm' || letter == 'M') return 'x';
  return tagset_has(TAGS("PiWwT"), last_tag(out)) ? 'x' : 'S';
}

/* A class of the pattern table's own takes the place of the cue's. */
static uint8_t own_class(const Builder *b, const Cue *cue, uint8_t otherwise) {
  uint8_t own = patterns_lemma(b->patterns, cue->lemma);
  return own ? own : otherwise;
}

static void meet_form(const Builder *b, uint32_t form) {
  FormTags known = b->out->forms;
  uint16_t cue_index = b->knowledge->forms[form].cue;
  known.tags[form] = form_tag(b->knowledge, b->patterns, form);
  if (!cue_index) return;
  const Cue *cue = &b->knowledge->cues.items[cue_index - 1];
  known.cues[form].form = (uint8_t)cue_form(cue, intern_text(b->knowledge->words, form));
  known.cues[form].anchor_class = own_class(b, cue, cue->cue_class);
}

/* A form is looked at once a thread. */
static inline char known_word(const Builder *b, uint32_t form) {
  if (!b->out->forms.tags[form]) meet_form(b, form);
  return b->out->forms.tags[form];
}

static char word_tag(const Builder *b, const Token *token) {
  char tag = token->form ? known_word(b, token->form)
                         : unknown_word(b->patterns, doc_text(b->doc, token->at));
  if (!(token->flags & TOKEN_CAPITAL)) return tag;
  bool open_class = tagset_has(TAGS("nlgevVEGZKrk"), tag);
  if (b->sentence_start)
    return tag == 'n' || tag == 'l' || tag == 'k' || (tag == 'v' && !token->form) ? 'N' : tag;
  if (b->title_case) return tag == 'n' || tag == 'l' ? 'N' : tag;
  return open_class || token->flags & TOKEN_UPPER ? 'N' : tag;
}

static char comma_tag(const Doc *doc, const Token *token) {
  char mark = doc->text.ptr[token->at.beg];
  return mark == ';' || mark == ':' ? mark : ',';
}

static char token_tag(const Builder *b, uint32_t i) {
  const Token *token = &b->doc->tokens.items[i];
  switch ((TokenKind)token->kind) {
  case TOKEN_WORD:
    return word_tag(b, token);
  case TOKEN_CLITIC:
    return clitic_tag(b->out, doc_text(b->doc, token->at));
  case TOKEN_NUMBER:
    return '9';
  case TOKEN_STOP:
    return '_';
  case TOKEN_COMMA:
    return comma_tag(b->doc, token);
  case TOKEN_QUOTE:
    return '"';
  case TOKEN_HYPHEN:
    return '=';
  case TOKEN_DASH:
    return '~';
  case TOKEN_BRACKET:
    return token->flags & TOKEN_OPENS ? '<' : '>';
  case TOKEN_LINK:
    return 'N';
  case TOKEN_SYMBOL:
    return '9';
  }
  return 'n';
}

/* ---- tokens to tags ---- */

static inline void put(TagString *out, char tag, Range tokens) {
  if (out->tags.len < out->tags.cap)
    out->tags.ptr[out->tags.len++] = tag;
  else
    buf_byte(&out->tags, tag);
  vec_push(&out->tokens, tokens);
}

/* The end of what folds into one tag at token i, or i. */
static uint32_t bracket_end(const Builder *b, uint32_t i) {
  const Token *tokens = b->doc->tokens.items;
  if (tokens[i].kind != TOKEN_BRACKET || !(tokens[i].flags & TOKEN_OPENS)) return i;
  uint32_t most = i + BRACKET_TOKENS < b->end ? i + BRACKET_TOKENS : b->end;
  for (uint32_t j = i + 1; j < most; j++) {
    if (tokens[j].kind == TOKEN_STOP && j > i + BRACKET_STOP) return i;
    if (tokens[j].kind == TOKEN_BRACKET) return tokens[j].flags & TOKEN_CLOSES ? j + 1 : i;
  }
  return i;
}

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
static uint32_t put_turn(Builder *b, uint32_t i) {
  uint32_t colon = doc_turn_colon(b->doc, i + 1);
  if (!colon || !(b->doc->tokens.items[i].flags & TOKEN_PARAGRAPH)) return i;
  put(b->out, 'N', (Range){i + 1, colon});
  vec_push(&b->out->anchors, (Anchor){tags_count(b->out), 0, ANCHOR_COLON, CUE_BASE});
  put(b->out, ':', (Range){colon, colon + 1});
  return colon + 1;
}

/* A quotation that opens at token i becomes Q (speech) or q; its marks belong to it. */
static uint32_t put_quotation(Builder *b, uint32_t i) {
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
  put(b->out, tag, (Range){i, end});
  if (tag == 'q' && ends_with_comma(doc, quotation)) put(b->out, ',', (Range){0});
  b->sentence_start = false;
  return end;
}

static const PhraseMatch *find_phrase(Builder *b, uint32_t i, LexiconId lexicon) {
  const Doc *doc = b->doc;
  while (*b->phrase < doc->phrases.len && doc->phrases.items[*b->phrase].at.beg < i) ++*b->phrase;
  for (uint32_t p = *b->phrase; p < doc->phrases.len && doc->phrases.items[p].at.beg == i; p++)
    if (knowledge_entry(b->knowledge, &doc->phrases.items[p])->lexicon == lexicon)
      return &doc->phrases.items[p];
  return NULL;
}

/* The longest phrase of a lexicon that begins at token i, or NULL, as for most tokens. */
static inline const PhraseMatch *phrase_at(Builder *b, uint32_t i, LexiconId lexicon) {
  return knowledge_begins(&b->doc->tokens.items[i], lexicon) ? find_phrase(b, i, lexicon) : NULL;
}

/* The form of a multiword cue is that of its first word: "pointed out", "has made clear". */
static CueForm phrase_form(const Builder *b, const Cue *cue, uint32_t i) {
  Str word = doc_text(b->doc, b->doc->tokens.items[i].at);
  if (cue->cue_class == CUE_NOUN) return CUE_BASE;
  if (str_ends(word, "ing")) return CUE_ING;
  if (cue->lemma.len >= word.len && !memcmp(cue->lemma.ptr, word.ptr, word.len)) return CUE_BASE;
  return str_ends(word, "s") && !str_ends(word, "ss") ? CUE_S : CUE_PAST;
}

/* "according to" governs its source, "reportedly" has none, other phrases are verbs of several
 * words. */
static uint8_t phrase_class(const Builder *b, const Cue *cue, uint32_t i) {
  if (cue->cue_class != CUE_PHRASE) return cue->cue_class;
  const Token *token = &b->doc->tokens.items[i];
  char tag =
      token->form ? known_word(b, token->form) : guess_by_ending(doc_text(b->doc, token->at));
  return tagset_has(TAGS("pabtu"), tag) ? ANCHOR_PREPOSITION
         : tag == 'r'                   ? ANCHOR_ADVERB
                                        : CUE_PHRASE;
}

static char phrase_tag(uint8_t anchor_class, const Cue *cue, CueForm form) {
  return anchor_class == ANCHOR_PREPOSITION ? 'p'
         : anchor_class == ANCHOR_ADVERB    ? 'r'
                                            : cue_tag(cue, form);
}

/* "in … view", "accuse … of": the words in the gap are source or content, so the phrase may not
 * fold. */
static bool has_gap(const Builder *b, const PhraseMatch *match) {
  const Cue *cue = &b->knowledge->cues.items[knowledge_entry(b->knowledge, match)->row];
  uint32_t words = 1;
  for (size_t i = 0; i < cue->lemma.len; i++) words += cue->lemma.ptr[i] == ' ';
  return match->at.end - match->at.beg > words + 1 ||
         memmem(cue->lemma.ptr, cue->lemma.len, "…", strlen("…"));
}

static bool after_hyphen(const Builder *b, uint32_t i) {
  return i && b->doc->tokens.items[i - 1].kind == TOKEN_HYPHEN && b->out->tags.len;
}

static uint32_t put_phrase_cue(Builder *b, uint32_t i) {
  const PhraseMatch *match = phrase_at(b, i, LEXICON_CUE);
  if (!match || match->at.end > b->end || after_hyphen(b, i)) return i;
  if (has_gap(b, match)) return i;
  uint32_t row = knowledge_entry(b->knowledge, match)->row;
  const Cue *cue = &b->knowledge->cues.items[row];
  CueForm form = phrase_form(b, cue, i);
  uint8_t anchor_class = own_class(b, cue, phrase_class(b, cue, i));
  vec_push(&b->out->anchors, (Anchor){tags_count(b->out), row, anchor_class, (uint8_t)form});
  put(b->out, phrase_tag(anchor_class, cue, form), match->at);
  b->sentence_start = false;
  return match->at.end;
}

/* "the report", "his plans": after a determiner, a possessor or "of" a verb's form is a noun. */
static bool is_noun_here(const Builder *b, char tag) {
  if (tag != 'V' && tag != 'Z') return false;
  uint32_t i = tags_count(b->out);
  while (i > 0 && tags_at(b->out, i - 1) == 'M') i--;
  return i > 0 &&
         tagset_has(i == tags_count(b->out) ? TAGS("DHSoe") : TAGS("DHS"), tags_at(b->out, i - 1));
}

/* A dash reports after a quotation only: "…" — Maarja Tamm. */
static bool after_quotation(const TagString *out) {
  uint32_t i = tags_count(out);
  while (i > 0 && tags_at(out, i - 1) == '/') i--;
  return i > 0 && tagset_has(TAGS("QRYq"), tags_at(out, i - 1));
}

static void note_mark(Builder *b, char tag) {
  uint8_t anchor_class = tag == ':' ? ANCHOR_COLON : ANCHOR_DASH;
  if (tag == ':' || after_quotation(b->out))
    vec_push(&b->out->anchors, (Anchor){tags_count(b->out), 0, anchor_class, CUE_BASE});
}

static void note_anchor(Builder *b, uint32_t i, char tag) {
  const Token *token = &b->doc->tokens.items[i];
  if (tagset_has(TAGS(":~="), tag)) {
    note_mark(b, tag);
    return;
  }
  uint16_t cue_index = knowledge_form(b->knowledge, token)->cue;
  if (!cue_index && tagset_has(TAGS("ev"), tag) && tagset_has(TAGS("QR"), last_tag(b->out)))
    vec_push(&b->out->anchors, (Anchor){tags_count(b->out), 0, ANCHOR_VERB, CUE_PAST});
  if (!cue_index || tag == 'N') return;
  known_word(b, token->form);
  Anchor anchor = {tags_count(b->out), cue_index - 1u, b->out->forms.cues[token->form].anchor_class,
                   b->out->forms.cues[token->form].form};
  if (tag == 'K') anchor.anchor_class = CUE_NOUN, anchor.form = CUE_BASE;
  vec_push(&b->out->anchors, anchor);
}

/* A compound is one tag: its last part's, with all its tokens. */
static void join_compound(TagString *out, uint32_t i, char tag) {
  Range *last = &out->tokens.items[out->tokens.len - 1];
  last->end = i + 1;
  if (tag != '=') out->tags.ptr[out->tags.len - 1] = tag == 'N' || last_tag(out) == 'N' ? 'N' : 'n';
  while (out->anchors.len && out->anchors.items[out->anchors.len - 1].at == tags_count(out) - 1)
    out->anchors.len--;
}

/* "Beijing" at the begin of a sentence is no participle. */
static bool is_actor_name(Builder *b, uint32_t i) {
  return (b->doc->tokens.items[i].flags & TOKEN_CAPITAL) && phrase_at(b, i, LEXICON_ACTOR);
}

/* What a word is where it stands. */
static char tag_in_context(Builder *b, uint32_t i, char tag) {
  if (tag != 'k' && is_actor_name(b, i)) return 'N';
  if (tag == 'k') return last_tag(b->out) == 'M' ? 'M' : 'n'; /* "last week", "the week" */
  return is_noun_here(b, tag) ? 'K' : tag;
}

static const Token *next_word(const Builder *b, uint32_t i) {
  const Token *next = &b->doc->tokens.items[i + 1];
  return i + 1 < b->end && next->kind == TOKEN_WORD ? next : NULL;
}

/* "said Will Hart": no modal, for it has a capital and a surname. "Halsted said": no participle,
 * for a finite verb follows. */
static bool is_name_here(const Builder *b, uint32_t i, char tag) {
  const Token *token = &b->doc->tokens.items[i], *next = next_word(b, i);
  if (!next || !(token->flags & TOKEN_CAPITAL)) return false;
  if (tag == 'm')
    return !b->sentence_start && !b->title_case && (next->flags & TOKEN_CAPITAL) &&
           knowledge_role(b->knowledge, token, ROLE_GIVEN);
  bool guessed = !token->form && tagset_has(TAGS("egr"), tag);
  return guessed && b->sentence_start && next->form &&
         tagset_has(TAGS("xhmdZE"), known_word(b, next->form));
}

/* A title of several words is one tag: "secretary of state" names neither a state nor what one
 * states. */
static uint32_t put_title(Builder *b, uint32_t i) {
  const PhraseMatch *match = phrase_at(b, i, LEXICON_TITLE);
  if (!match || match->at.end - i < 2 || match->at.end > b->end || after_hyphen(b, i)) return i;
  bool capital = (b->doc->tokens.items[i].flags & TOKEN_CAPITAL) != 0;
  put(b->out, capital ? 'N' : 'l', match->at);
  b->sentence_start = false;
  return match->at.end;
}

static uint32_t put_token(Builder *b, uint32_t i) {
  char tag = token_tag(b, i);
  if ((tag == '=' || after_hyphen(b, i)) && b->out->tags.len &&
      !tagset_has(TAGS("/QRYq"), last_tag(b->out))) {
    join_compound(b->out, i, tag);
    return i + 1;
  }
  if (tag == 'n' && phrase_at(b, i, LEXICON_TITLE)) tag = 'l';
  if (tagset_has(TAGS("megr"), tag) && is_name_here(b, i, tag)) tag = 'N';
  if (tagset_has(TAGS("gervVEGZKk"), tag)) tag = tag_in_context(b, i, tag);
  note_anchor(b, i, tag);
  put(b->out, tag, (Range){i, i + 1});
  if (b->doc->tokens.items[i].kind == TOKEN_WORD) b->sentence_start = false;
  return i + 1;
}

static uint32_t put_next(Builder *b, uint32_t i) {
  const Token *token = &b->doc->tokens.items[i];
  uint32_t end = i;
  if (token->kind == TOKEN_QUOTE) end = put_quotation(b, i);
  if (token->kind == TOKEN_WORD && (end = put_phrase_cue(b, i)) == i) end = put_title(b, i);
  if (token->kind == TOKEN_BRACKET && (end = bracket_end(b, i)) > i)
    put(b->out, 'B', (Range){i, end});
  return end > i ? end : put_token(b, i);
}

/* "…" in a paragraph of its own, and the next opens with a dash: — Maarja Tamm. The quotation is
 * shown to it. */
static void put_quotation_before(Builder *b, uint32_t i) {
  const Doc *doc = b->doc;
  uint8_t kind = doc->tokens.items[i].kind;
  if ((kind != TOKEN_DASH && kind != TOKEN_HYPHEN) || !i ||
      doc->tokens.items[i - 1].kind != TOKEN_QUOTE)
    return;
  for (uint32_t q = *b->quotation < doc->quotations.len ? *b->quotation + 1 : doc->quotations.len;
       q-- > 0;) {
    const Quotation *quotation = &doc->quotations.items[q];
    if (quotation->tokens.end == i - 1 && quotation->closed && !quotation->parent)
      put(b->out, quotation_tag(doc, quotation), (Range){quotation->tokens.beg - 1, i});
    if (quotation->tokens.beg < i) return;
  }
}

/* A headline most of whose words are capitalised. */
static bool is_title_case(const Doc *doc, Range tokens) {
  uint32_t words = 0, capitals = 0;
  for (uint32_t i = tokens.beg; i < tokens.end; i++) {
    const Token *token = &doc->tokens.items[i];
    if (token->kind != TOKEN_WORD || token->at.end - token->at.beg < 4) continue;
    words++;
    capitals += token->flags & TOKEN_CAPITAL ? 1 : 0;
  }
  return words >= 4 && capitals * 4 >= words * 3;
}

void tags_build(TagString *out, const Knowledge *knowledge, const PatternSet *patterns,
                const Doc *doc, Range sentences, uint32_t *phrase, uint32_t *quotation) {
  buf_clear(&out->tags);
  vec_clear(&out->tokens);
  vec_clear(&out->anchors);
  if (range_empty(sentences)) return;
  Builder b = {.out = out,
               .knowledge = knowledge,
               .patterns = patterns,
               .doc = doc,
               .phrase = phrase,
               .quotation = quotation};
  b.end = doc->sentences.items[sentences.end - 1].tokens.end;
  uint32_t i = doc->sentences.items[sentences.beg].tokens.beg;
  put_quotation_before(&b, i);
  for (uint32_t s = sentences.beg; s < sentences.end; s++) {
    Range tokens = doc->sentences.items[s].tokens;
    if (tokens.end <= i) continue;       /* inside a quotation */
    bool goes_on = last_tag(out) == 'Q'; /* "…," Tamm said: whatever the sentences say */
    if (out->tags.len && !goes_on) put(out, '/', (Range){0});
    b.sentence_start = !goes_on;
    b.title_case = is_title_case(doc, tokens);
    while (i < tokens.end) i = put_next(&b, i);
  }
  if (last_tag(out) == ':' &&
      i < doc->tokens.len) { /* "she wrote:" and the quotation is the next paragraph */
    b.end = doc->tokens.len;
    if (doc->tokens.items[i].kind == TOKEN_QUOTE && !doc_turn_colon(doc, i + 1))
      put_quotation(&b, i);
  }
  chunk_fold(out);
}

void tags_free(TagString *out) {
  buf_free(&out->tags);
  vec_free(&out->tokens);
  vec_free(&out->anchors);
}

Range tags_tokens(const TagString *tags, Range range) {
  while (range.beg < range.end && range_empty(tags->tokens.items[range.beg])) range.beg++;
  while (range.beg < range.end && range_empty(tags->tokens.items[range.end - 1])) range.end--;
  if (range_empty(range)) return (Range){0};
  return (Range){tags->tokens.items[range.beg].beg, tags->tokens.items[range.end - 1].end};
}
