/* A paragraph as tags, token by token. What a word is by itself (tags_form.c) is put right by where
 * it stands: by its capital, by the tag before it, by the word behind it. Words that may report
 * become anchors as they pass. */
#include "attribution/tags_parts.h"

#include "attribution/chunk.h"

/* ---- single tokens ---- */

/* 's is "is" after a pronoun, else the mark of a possessor. */
static char clitic_tag(const TagString *out, Str word) {
  char letter = word.len ? word.ptr[word.len - 1] : 0;
  if (letter == 't' || letter == 'T') return '!';
  if (letter == 'l' || letter == 'L') return 'm';
  if (letter == 'd' || letter == 'D') return 'h';
  if (letter == 'e' || letter == 'E') return str_ends(word, "ve") ? 'h' : 'x';
  if (letter == 'm' || letter == 'M') return 'x';
  return tagset_has(TAGS("PiWwT"), tags_last(out)) ? 'x' : 'S';
}

static char word_tag(const TagsBuilder *b, const Token *token) {
  char tag = token->form ? tags_known_word(b, token->form)
                         : tags_unknown_word(b->patterns, doc_text(b->doc, token->at));
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

static char token_tag(const TagsBuilder *b, uint32_t i) {
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

/* ---- anchors ---- */

/* A dash reports after a quotation only: "…" — Maarja Tamm. */
static bool after_quotation(const TagString *out) {
  uint32_t i = tags_count(out);
  while (i > 0 && tags_at(out, i - 1) == '/') i--;
  return i > 0 && tagset_has(TAGS("QRYq"), tags_at(out, i - 1));
}

static void note_mark(TagsBuilder *b, char tag) {
  uint8_t anchor_class = tag == ':' ? ANCHOR_COLON : ANCHOR_DASH;
  if (tag == ':' || after_quotation(b->out))
    vec_push(&b->out->anchors, (Anchor){tags_count(b->out), 0, anchor_class, CUE_BASE});
}

static void note_anchor(TagsBuilder *b, uint32_t i, char tag) {
  const Token *token = &b->doc->tokens.items[i];
  if (tagset_has(TAGS(":~="), tag)) {
    note_mark(b, tag);
    return;
  }
  uint16_t cue_index = knowledge_form(b->knowledge, token)->cue;
  if (!cue_index && tagset_has(TAGS("ev"), tag) && tagset_has(TAGS("QR"), tags_last(b->out)))
    vec_push(&b->out->anchors, (Anchor){tags_count(b->out), 0, ANCHOR_VERB, CUE_PAST});
  if (!cue_index || tag == 'N') return;
  tags_known_word(b, token->form);
  Anchor anchor = {tags_count(b->out), cue_index - 1u, b->out->forms.cues[token->form].anchor_class,
                   b->out->forms.cues[token->form].form};
  if (tag == 'K') anchor.anchor_class = CUE_NOUN, anchor.form = CUE_BASE;
  vec_push(&b->out->anchors, anchor);
}

/* ---- words where they stand ---- */

/* "the report", "his plans": after a determiner, a possessor or "of" a verb's form is a noun. */
static bool is_noun_here(const TagsBuilder *b, char tag) {
  if (tag != 'V' && tag != 'Z') return false;
  uint32_t i = tags_count(b->out);
  while (i > 0 && tags_at(b->out, i - 1) == 'M') i--;
  return i > 0 &&
         tagset_has(i == tags_count(b->out) ? TAGS("DHSoe") : TAGS("DHS"), tags_at(b->out, i - 1));
}

/* "Beijing" at the begin of a sentence is no participle. */
static bool is_actor_name(TagsBuilder *b, uint32_t i) {
  return (b->doc->tokens.items[i].flags & TOKEN_CAPITAL) && tags_phrase_at(b, i, LEXICON_ACTOR);
}

/* What a word is where it stands. */
static char tag_in_context(TagsBuilder *b, uint32_t i, char tag) {
  if (tag != 'k' && is_actor_name(b, i)) return 'N';
  if (tag == 'k') return tags_last(b->out) == 'M' ? 'M' : 'n'; /* "last week", "the week" */
  return is_noun_here(b, tag) ? 'K' : tag;
}

static const Token *next_word(const TagsBuilder *b, uint32_t i) {
  const Token *next = &b->doc->tokens.items[i + 1];
  return i + 1 < b->end && next->kind == TOKEN_WORD ? next : NULL;
}

/* "said Will Hart": no modal, for it has a capital and a surname. "Halsted said": no participle,
 * for a finite verb follows. */
static bool is_name_here(const TagsBuilder *b, uint32_t i, char tag) {
  const Token *token = &b->doc->tokens.items[i], *next = next_word(b, i);
  if (!next || !(token->flags & TOKEN_CAPITAL)) return false;
  if (tag == 'm')
    return !b->sentence_start && !b->title_case && (next->flags & TOKEN_CAPITAL) &&
           knowledge_role(b->knowledge, token, ROLE_GIVEN);
  bool guessed = !token->form && tagset_has(TAGS("egr"), tag);
  return guessed && b->sentence_start && next->form &&
         tagset_has(TAGS("xhmdZE"), tags_known_word(b, next->form));
}

/* ---- a paragraph ---- */

/* A compound is one tag: its last part's, with all its tokens. */
static void join_compound(TagString *out, uint32_t i, char tag) {
  Range *last = &out->tokens.items[out->tokens.len - 1];
  last->end = i + 1;
  if (tag != '=')
    out->tags.ptr[out->tags.len - 1] = tag == 'N' || tags_last(out) == 'N' ? 'N' : 'n';
  while (out->anchors.len && out->anchors.items[out->anchors.len - 1].at == tags_count(out) - 1)
    out->anchors.len--;
}

static uint32_t put_token(TagsBuilder *b, uint32_t i) {
  char tag = token_tag(b, i);
  if ((tag == '=' || tags_after_hyphen(b, i)) && b->out->tags.len &&
      !tagset_has(TAGS("/QRYq"), tags_last(b->out))) {
    join_compound(b->out, i, tag);
    return i + 1;
  }
  if (tag == 'n' && tags_phrase_at(b, i, LEXICON_TITLE)) tag = 'l';
  if (tagset_has(TAGS("megr"), tag) && is_name_here(b, i, tag)) tag = 'N';
  if (tagset_has(TAGS("gervVEGZKk"), tag)) tag = tag_in_context(b, i, tag);
  note_anchor(b, i, tag);
  tags_put(b->out, tag, (Range){i, i + 1});
  if (b->doc->tokens.items[i].kind == TOKEN_WORD) b->sentence_start = false;
  return i + 1;
}

static uint32_t put_next(TagsBuilder *b, uint32_t i) {
  uint32_t end = tags_fold(b, i);
  return end > i ? end : put_token(b, i);
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
  TagsBuilder b = {.out = out,
                   .knowledge = knowledge,
                   .patterns = patterns,
                   .doc = doc,
                   .phrase = phrase,
                   .quotation = quotation};
  b.end = doc->sentences.items[sentences.end - 1].tokens.end;
  uint32_t i = doc->sentences.items[sentences.beg].tokens.beg;
  tags_put_quotation_before(&b, i);
  for (uint32_t s = sentences.beg; s < sentences.end; s++) {
    Range tokens = doc->sentences.items[s].tokens;
    if (tokens.end <= i) continue;        /* inside a quotation */
    bool goes_on = tags_last(out) == 'Q'; /* "…," Tamm said: whatever the sentences say */
    if (out->tags.len && !goes_on) tags_put(out, '/', (Range){0});
    b.sentence_start = !goes_on;
    b.title_case = is_title_case(doc, tokens);
    while (i < tokens.end) i = put_next(&b, i);
  }
  if (tags_last(out) == ':' &&
      i < doc->tokens.len) { /* "she wrote:" and the quotation is the next paragraph */
    b.end = doc->tokens.len;
    if (doc->tokens.items[i].kind == TOKEN_QUOTE && !doc_turn_colon(doc, i + 1)) tags_fold(&b, i);
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
