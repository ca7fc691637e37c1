/* A table: how a name begins, and a sentence with places for the values behind it. {1w} is the
 * first value quoted as it is, {2a} the second as the dictionary `a` has it, {*p} all of them. A
 * sentence whose places do not fit the values is not used. */
#include "engine/feature_words.h"

#include <string.h>

typedef struct {
  const char *value, *words;
} Word;

typedef struct {
  char letter;
  Word words[16];
} Dictionary;

static const Dictionary DICTIONARIES[] = {
    {'r', /* what a reading comes to */
     {{"nothing", "neutral"},
      {"for", "for it"},
      {"against", "against it"},
      {"open", "open or limited"}}},
    {'a', /* who stands as the subject of those words */
     {{"nobody", "nobody"},
      {"holder", "the holder"},
      {"other", "someone else"},
      {"other-own", "someone else, in the holder's own words"},
      {"speaker-holder", "the holder, who speaks them"},
      {"speaker-other", "someone else, who speaks them"}}},
    {'o', /* the holder's role */
     {{"speaker", "is the speaker"},
      {"subject", "stands early in the sentence"},
      {"other", "stands late in the sentence"},
      {"carried", "stands in the sentence before"},
      {"author", "signs the article"}}},
    {'q', /* where the holder's words stand in their clause */
     {{"in-target", "part of the target"},
      {"compound", "part of a compound"},
      {"possessor", "a possessor"},
      {"by", "behind “by”"},
      {"to", "behind “to” or “for”"},
      {"governed", "behind a preposition"},
      {"subject", "before a verb"},
      {"free", "in no telling place"}}},
    {'m', /* the class of a mention */
     {{"term", "named in full"},
      {"general", "named loosely"},
      {"bound", "named by a word that leans on a full name elsewhere"},
      {"back", "a back reference"},
      {"carried", "carried over from a sentence before"}}},
    {'p', /* polarity */
     {{"support", "supporting"},
      {"reject", "rejecting"},
      {"doubt", "doubting"},
      {"open", "open"},
      {"limit", "limiting"},
      {"drop", "dropping"},
      {"not support", "negated supporting"},
      {"not reject", "negated rejecting"},
      {"not doubt", "negated doubting"},
      {"not open", "negated open"},
      {"not limit", "negated limiting"},
      {"not drop", "negated dropping"},
      {"not", "a bare negation"},
      {"nothing", "none"},
      {"none", "none"}}},
    {'d', /* a distance */
     {{"0", "0 or 1 words"},
      {"2", "2 to 4 words"},
      {"5", "5 to 8 words"},
      {"9", "9 to 15 words"},
      {"16", "16 words or more"}}},
    {'n', /* a number */
     {{"0", "none"}, {"1", "one"}, {"2", "two or three"}, {"4", "four or more"}}},
    {'h', /* whose words */
     {{"own", "the holder's own"},
      {"other", "someone else's"},
      {"other's", "someone else's"},
      {"nobody's", "nobody's"}}},
    {'f', /* how far off in sentences */
     {{"0", "in the same sentence"},
      {"1", "one sentence away"},
      {"2", "two sentences away or more"},
      {"3", "two or three sentences away"},
      {"8", "four to eight sentences away"},
      {"far", "far away or nowhere"}}},
    {'e', /* no attribution */
     {{"none", "no attribution"},
      {"direct", "direct attribution"},
      {"indirect", "indirect attribution"},
      {"mixed", "mixed attribution"}}},
};
enum { DICTIONARY_COUNT = sizeof DICTIONARIES / sizeof *DICTIONARIES };

static const struct {
  const char *prefix, *sentence;
} SENTENCES[] = {
    {"c:", "the evidence has the words {0w}"},
    {"c<", "before the target in the evidence: {0w}"},
    {"c>", "behind the target in the evidence: {0w}"},
    {"h-2=", "two words before the holder: {0w}"},
    {"h-1=", "right before the holder: {0w}"},
    {"h+1=", "right behind the holder: {0w}"},
    {"h+2=", "two words behind the holder: {0w}"},
    {"h+3=", "three words behind the holder: {0w}"},
    {"t-3=", "three words before the target: {0w}"},
    {"t-2=", "two words before the target: {0w}"},
    {"t-1=", "right before the target: {0w}"},
    {"t+1=", "right behind the target: {0w}"},
    {"t+2=", "two words behind the target: {0w}"},
    {"t+3=", "three words behind the target: {0w}"},
    {"near-target=", "polarity words nearest the target: {1p}, {2d} away"},
    {"near-target=", "polarity words nearest the target: {1p}"},
    {"behind-holder=", "first polarity words behind the holder: {1p}"},
    {"balance=", "polarity words of the evidence taken together: {1x} ({2x})"},
    {"attribution+role=", "{1e}; the holder {2o}"},
    {"attribution+own=", "{1x} attribution; the words are {2h}"},
    {"cue+own=", "reported by a verb of the class {1x}; the words are {2h}"},
    {"cue=", "the reporting word is {0w}"},
    {"role+kind=", "the holder {1o}, by a {2x}"},
    {"holder=", "the holder's kind: {1x}"},
    {"order+distance=", "the holder stands {1x} the target, {2d} away"},
    {"order+between=", "other actors between holder and target: {2n} (the holder stands {1x})"},
    {"order+role=", "the holder stands {1x} the target and {2o}"},
    {"first=", "the holder is the first actor of the sentence: {1x} (stands {2x} the target)"},
    {"holder-1=", "the word before the holder is {0w}"},
    {"holder+1=", "the word behind the holder is {0w}"},
    {"possessor=", "the holder is a possessor (“X’s”): {1x}"},
    {"mention=", "the guarantee is {1m}"},
    {"mention+role=", "the guarantee is {1m}; the holder {2o}"},
    {"same-type=", "mentions of this type in the sentence: {1n}"},
    {"other-types=", "other types named in the sentence: {1n}; this one is {2m}"},
    {"outranked=", "a more specific type stands in the sentence; this one is {1m}"},
    {"neighbour=", "next guarantee named in full: {1f}; this one is {2m}"},
    {"neighbour=", "next guarantee named in full: {1f}"},
    {"antecedent=", "what it stands for is {1f} ({2m})"},
    {"antecedent-paragraph=", "what it stands for is in the {1x} paragraph ({2m})"},
    {"antecedent-kind=", "what it stands for is {1m}; itself {2m}"},
    {"sentence=", "kind of sentence: {1x}"},
    {"place=", "place in the article: {1x}"},
    {"question=", "the sentence is a question; the holder {1o}"},
    {"holders=", "other actors in the sentence: {1n}"},
    {"read=", "the words around the target, put together: {1r}"},
    {"read+agent=", "the words around the target: {1r}; their subject: {2a}"},
    {"read+role+mention=",
     "the words around the target: {1r}; the holder {2o}; the guarantee is {3m}"},
    {"agent+role+mention=", "subject of the words: {1a}; the holder {2o}; the guarantee is {3m}"},
    {"read+first=", "the words around the target: {1r}; their clause's first actor: {2a}"},
    {"first+agent=", "the clause's first actor: {1a}; its nearest: {2a}"},
    {"agent-verb=", "the subject's verb begins with {1w}; the subject: {2a}"},
    {"position=", "the holder's words are {1q}; they stand {2x} the target"},
    {"position+role=", "the holder's words are {1q}; the holder {2o}"},
    {"read-sides=", "words before the target: {1r}, behind it: {2r}"},
    {"read-sides+agent=", "words before the target: {1r}, behind it: {2r}; their subject: {3a}"},
    {"read+cue+whose=",
     "the words around the target: {1r}; reported by a verb of the class {2x}; they are {3h}"},
    {"read+agent+first=",
     "the words around the target: {1r}; their subject: {2a}; their clause's first actor: {3a}"},
    {"read+agent+mention=",
     "the words around the target: {1r}; their subject: {2a}; the guarantee is {3m}"},
    {"read+agent+holder=",
     "the words around the target: {1r}; their subject: {2a}; the holder's kind: {3x}"},
    {"agent+whose+holder=",
     "subject of the words: {1a}; the words are {2h}; the holder's kind: {3x}"},
    {"agent+cue+whose=",
     "subject of the words: {1a}; reported by a verb of the class {2x}; they are {3h}"},
    {"relative=", "what the holder says in a clause behind the target: {1r}; the holder {2o}"},
    {"read-in-condition=", "the target stands in a conditional clause: {1r}"},
    {"chain=", "polarity words that govern the target, outermost first: {*p}"},
    {"tail=", "polarity words said of the target: {*p}"},
    {"condition=", "a condition of the class {1x}; the words around the target: {2r}"},
    {"read+condition=", "the words around the target: {1r}; conditions among them: {2x}"},
    {"read-without=", "the target is the object of “without”: {1r}"},
    {"read+by=", "the words around the target: {1r}; behind it “by” and the {2x}"},
    {"modal<=", "modal before the target: {1w}; the words around it: {2r}"},
    {"modal>=", "modal behind the target: {1w}; the words around it: {2r}"},
    {"bare=", "no polarity words, but the modal {1w}; the words are {2h}"},
    {"bare=", "no polarity words and no modal; the words are {1h}"},
    {"operators+agent=", "polarity phrases around the target: {1n}; their subject: {2a}"},
    {"bias=", "every candidate has this"},
};
enum { SENTENCE_COUNT = sizeof SENTENCES / sizeof *SENTENCES, VALUES_MAX = 6 };

/* ---- values ---- */

typedef struct {
  Str all, each[VALUES_MAX]; /* each: parted by "+" */
  uint32_t count;
} Values;

static Values values_of(Str all) {
  Values values = {.all = all};
  Str rest = all, piece;
  while (values.count < VALUES_MAX && str_cut(&rest, "+", &piece))
    values.each[values.count++] = piece;
  if (rest.ptr) values.count = VALUES_MAX + 1; /* too many for any sentence */
  return values;
}

static void put_quoted(Str text, Buf *out) {
  buf_text(out, "“");
  buf_str(out, text);
  buf_text(out, "”");
}

/* False where a dictionary does not know the value. */
static bool put_value(Str value, char dictionary, Buf *out) {
  if (dictionary == 'w') return put_quoted(value, out), true;
  if (dictionary == 'x') return buf_str(out, value), value.len > 0;
  for (int d = 0; d < DICTIONARY_COUNT; d++) {
    if (DICTIONARIES[d].letter != dictionary) continue;
    for (const Word *w = DICTIONARIES[d].words; w->value; w++)
      if (str_is(value, w->value)) return buf_text(out, w->words), true;
  }
  return false;
}

static bool put_all(const Values *values, char dictionary, Buf *out) {
  for (uint32_t i = 0; i < values->count && i < VALUES_MAX; i++) {
    if (i) buf_text(out, ", ");
    if (!put_value(values->each[i], dictionary, out)) return false;
  }
  return values->count <= VALUES_MAX;
}

/* ---- sentences ---- */

/* {0…}: the values as one text; {1…}: one of them; {*…}: all. Each sentence asks for as many as it
 * names, no more, no fewer. */
static bool put_sentence(const char *sentence, const Values *values, Buf *out) {
  uint32_t asked = 0;
  bool whole = false;
  for (const char *at = sentence; *at; at++) {
    if (*at != '{') {
      buf_byte(out, *at);
      continue;
    }
    char place = at[1], dictionary = at[2];
    at += 3; /* now at the closing brace */
    if (place == '0' || place == '*') {
      whole = true;
      if (place == '0' ? !put_value(values->all, dictionary, out)
                       : !put_all(values, dictionary, out))
        return false;
      continue;
    }
    uint32_t number = (uint32_t)(place - '0');
    if (number > asked) asked = number;
    if (number > values->count || number > VALUES_MAX ||
        !put_value(values->each[number - 1], dictionary, out))
      return false;
  }
  return whole || !asked || asked == values->count;
}

void feature_words(Str name, Buf *out) {
  size_t start = out->len;
  for (int i = 0; i < SENTENCE_COUNT; i++) {
    size_t len = strlen(SENTENCES[i].prefix);
    if (!str_starts(name, SENTENCES[i].prefix)) continue;
    Values values = values_of((Str){name.ptr + len, name.len - len});
    if (values.all.len && put_sentence(SENTENCES[i].sentence, &values, out)) return;
    out->len = start;
  }
  buf_str(out, name);
}
