/* A word outside of its sentence. What it can be is looked up by its form: the word list of the
 * pattern table first (that, to, of and others that patterns name), then the classes of the
 * lexicons, then a guess by its ending. A form is looked at once a thread, so nothing here is hot
 * but the words that are in no lexicon. */
#include "attribution/tags_parts.h"

enum { GUESS_LETTERS = 5 };

char tags_guess(Str word) {
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

char tags_of_cue(const Cue *cue, CueForm form) {
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
    return tags_of_cue(cue, cue_form(cue, word));
  }
  tag = class_tag(info);
  if (tag) return tag;
  if (info->abbreviation == ABBREVIATION_MONTH || info->abbreviation == ABBREVIATION_TIME)
    return 'M';
  if (info->tags & WORD_BIT(WORD_ADVERB)) return 'r';
  return tags_guess(word);
}

char tags_unknown_word(const PatternSet *patterns, Str word) {
  char small[32];
  if (word.len < sizeof small) {
    for (size_t i = 0; i < word.len; i++)
      small[i] = (char)(word.ptr[i] >= 'A' && word.ptr[i] <= 'Z' ? word.ptr[i] + 32 : word.ptr[i]);
    char tag = patterns_word(patterns, (Str){small, word.len});
    if (tag) return tag;
  }
  return tags_guess(word);
}

uint8_t tags_own_class(const TagsBuilder *b, const Cue *cue, uint8_t otherwise) {
  uint8_t own = patterns_lemma(b->patterns, cue->lemma);
  return own ? own : otherwise;
}

void tags_meet_form(const TagsBuilder *b, uint32_t form) {
  FormTags known = b->out->forms;
  uint16_t cue_index = b->knowledge->forms[form].cue;
  known.tags[form] = form_tag(b->knowledge, b->patterns, form);
  if (!cue_index) return;
  const Cue *cue = &b->knowledge->cues.items[cue_index - 1];
  known.cues[form].form = (uint8_t)cue_form(cue, intern_text(b->knowledge->words, form));
  known.cues[form].anchor_class = tags_own_class(b, cue, cue->cue_class);
}

void tags_prepare(TagString *out, const Knowledge *knowledge, PatternScratch *scratch) {
  out->forms = pattern_scratch_tags(scratch, intern_count(knowledge->words) + 1);
}
