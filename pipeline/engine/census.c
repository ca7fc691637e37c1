#include "engine/census.h"

#include "attribution/attribution.h"
#include "text/tokenize.h"

#include <stdlib.h>
#include <string.h>

void census_begin(Census *census, const Knowledge *knowledge, const char *articles,
                  Faults *faults) {
  *census = (Census){.knowledge = knowledge};
  if (!knowledge) return;
  for (uint32_t i = 0; i < knowledge->types.len * STANCE_NONE; i++) vec_push(&census->cells, 0);
  Buf path = {0};
  int folder = (int)strlen(articles) - (str_ends(str_of(articles), "/articles") ? 9 : 0);
  buf_format(&path, "%.*s/stock_phrases.tsv", folder, articles);
  buf_byte(&path, '\0');
  overlap_read_stock(&census->overlap, path.ptr, knowledge, &census->doc, faults);
  buf_free(&path);
}

void census_free(Census *census) {
  vec_free(&census->cells);
  vec_free(&census->training.parts);
  overlap_free(&census->overlap);
  doc_free(&census->doc);
  *census = (Census){0};
}

/* ---- ids ---- */

static void check_type(Census *census, const Gold *gold, const GoldStance *s, Faults *faults) {
  uint32_t type = knowledge_type(census->knowledge, s->guarantee);
  if (type)
    vec_at(&census->cells, (type - 1) * STANCE_NONE + s->label)++;
  else
    faults_add(faults, gold->path, s->line, "no such guarantee type: %.*s",
               FAULT_TEXT(s->guarantee));
}

static bool is_known(const Knowledge *knowledge, Str id) {
  for (uint32_t i = 0; i < knowledge->actors.len; i++)
    if (str_equal(knowledge->actors.items[i].id, id) ||
        str_equal(knowledge->actors.items[i].side, id))
      return true;
  return false;
}

/* "POL:public" is as known as POL. Persons need not be known: the article introduces them. */
static void check_actor(const Census *census, const Gold *gold, uint64_t line, const char *column,
                        Str id, bool persons, Faults *warnings) {
  bool code = id.len > 0;
  Str actor = id;
  if (memchr(id.ptr ? id.ptr : "", ':', id.len)) {
    Str rest = id;
    str_cut(&rest, ":", &actor);
  } else if (persons) {
    for (size_t i = 0; i < id.len; i++) code = code && id.ptr[i] >= 'A' && id.ptr[i] <= 'Z';
  }
  if (code && !is_known(census->knowledge, actor))
    faults_add(warnings, gold->path, line, "warning: %s is not in actors.tsv: %.*s", column,
               FAULT_TEXT(id));
}

/* ---- signs ---- */

/* Does the phrase speak of a condition, of openness or of a limit? */
static bool is_open(const Entry *entry) {
  switch (entry->lexicon) {
  case LEXICON_CONDITION:
    return true;
  case LEXICON_HEDGE:
    return entry->word_class == HEDGE_MODAL || entry->word_class == HEDGE_POSSIBLE;
  case LEXICON_POLARITY:
    return entry->word_class == POLARITY_OPEN || entry->word_class == POLARITY_LIMIT;
  default:
    return false;
  }
}

static bool spans_meet(Span a, Span b) {
  return a.beg < b.end && b.beg < a.end;
}

/* In the sentences that the evidence touches. */
static bool has_sign(const Census *census, Span evidence) {
  const Doc *doc = &census->doc;
  for (uint32_t i = 0; i < doc->phrases.len; i++) {
    const PhraseMatch *match = &doc->phrases.items[i];
    if (!is_open(knowledge_entry(census->knowledge, match))) continue;
    Range sentence = doc->sentences.items[doc_sentence_of(doc, match->at.beg)].tokens;
    if (spans_meet(doc_span(doc, sentence), evidence)) return true;
  }
  return false;
}

static void check_conditional(const Census *census, const Gold *gold, const GoldStance *s,
                              Faults *warnings) {
  if (s->label != STANCE_CONDITIONAL || s->condition.beg < s->condition.end) return;
  if (!has_sign(census, s->evidence))
    faults_add(
        warnings, gold->path, s->line,
        "warning: conditional, but no sign of a condition or of openness in its sentence: "
        "%.*s",
        FAULT_TEXT(((Str){gold->text.ptr + s->evidence.beg, s->evidence.end - s->evidence.beg})));
}

/* ---- duplicates ---- */

static void check_repeated(const Gold *gold, uint32_t index, Faults *warnings) {
  const GoldStance *s = &gold->stances.items[index];
  for (uint32_t i = 0; i < index; i++) {
    const GoldStance *other = &gold->stances.items[i];
    if (spans_meet(other->evidence, s->evidence) && str_equal(other->holder_id, s->holder_id) &&
        str_equal(other->guarantee, s->guarantee)) {
      faults_add(warnings, gold->path, s->line,
                 "warning: the same holder and type over words of line %llu: %.*s, %.*s",
                 (unsigned long long)other->line, FAULT_TEXT(s->holder_id),
                 FAULT_TEXT(s->guarantee));
      return;
    }
  }
}

static void check_quotations(const Gold *gold, Faults *faults) {
  for (uint32_t i = 0; i < gold->quotations.len; i++)
    for (uint32_t j = 0; j < i; j++) {
      const GoldQuotation *a = &gold->quotations.items[j], *b = &gold->quotations.items[i];
      Span x = vec_at(&gold->parts, a->first), y = vec_at(&gold->parts, b->first);
      if (x.beg != y.beg || x.end != y.end) continue;
      faults_add(faults, gold->path, b->line, "the same quotation as on line %llu: %.*s",
                 (unsigned long long)a->line,
                 FAULT_TEXT(((Str){gold->text.ptr + y.beg, y.end - y.beg})));
      break;
    }
}

/* ---- sentences ---- */

static void count_sentences(Census *census, const Gold *gold) {
  const Doc *doc = &census->doc;
  for (uint32_t i = 0; i < doc->sentences.len; i++) {
    Span sentence = doc_span(doc, doc->sentences.items[i].tokens);
    bool silent = true;
    for (uint32_t s = 0; silent && s < gold->stances.len; s++)
      silent = !spans_meet(sentence, gold->stances.items[s].evidence);
    census->sentences++;
    census->silent += silent;
  }
}

/* ---- all of it ---- */

static void count_records(Census *census, const CorpusArticle *article, const Gold *gold) {
  census->articles++;
  census->test += article->split == SPLIT_TEST;
  census->stances += gold->stances.len;
  census->quotations += gold->quotations.len;
  for (uint32_t i = 0; i < gold->stances.len; i++) {
    census->labels[gold->stances.items[i].label]++;
    census->kinds[gold->stances.items[i].kind]++;
  }
}

static void read_article(Census *census, const Gold *gold) {
  Doc *doc = &census->doc;
  doc_reset(doc);
  doc->id = gold->id;
  doc->text = gold->text;
  tokenize_run(census->knowledge, doc);
  phrase_run(census->knowledge, doc);
}

void census_add(Census *census, const CorpusArticle *article, const Gold *gold, Faults *faults,
                Faults *warnings) {
  count_records(census, article, gold);
  if (article->split == SPLIT_TRAIN) corpus_digest_add(&census->training, gold);
  check_quotations(gold, faults);
  if (!census->knowledge || !gold->text.ptr) return;
  read_article(census, gold);
  count_sentences(census, gold);
  overlap_add(&census->overlap, &census->doc);
  for (uint32_t i = 0; i < gold->stances.len; i++) {
    const GoldStance *s = &gold->stances.items[i];
    check_type(census, gold, s, faults);
    check_actor(census, gold, s->line, "side", s->side, false, warnings);
    check_actor(census, gold, s->line, "holder_id", s->holder_id, true, warnings);
    check_actor(census, gold, s->line, "source_id", s->source_id, true, warnings);
    check_conditional(census, gold, s, warnings);
    check_repeated(gold, i, warnings);
  }
}

void census_end(Census *census, const char *articles, Faults *faults) {
  census->shared_runs = overlap_report(&census->overlap, articles, faults);
}

/* ---- figures ---- */

static double share(uint32_t part, uint32_t whole) {
  return whole ? 100.0 * part / whole : 0;
}

static void put_kinds(const Census *c, Buf *out) {
  buf_text(out, "kinds:");
  for (uint8_t k = 0; k < GOLD_KINDS; k++)
    buf_format(out, "%s %u %s (%.1f %%)", k ? "," : "", c->kinds[k], gold_kind_name(k),
               share(c->kinds[k], c->stances));
  buf_byte(out, '\n');
}

static void put_types(const Census *c, Buf *out) {
  buf_format(out, "%-22s %8s %8s %11s %8s\n", "guarantee", "supports", "rejects", "conditional",
             "all");
  for (uint32_t t = 0; t < c->knowledge->types.len; t++) {
    const uint32_t *cells = &vec_at(&c->cells, t * STANCE_NONE);
    Str id = c->knowledge->types.items[t].id;
    buf_format(out, "%-22.*s %8u %8u %11u %8u\n", (int)id.len, id.ptr, cells[STANCE_SUPPORTS],
               cells[STANCE_REJECTS], cells[STANCE_CONDITIONAL],
               cells[STANCE_SUPPORTS] + cells[STANCE_REJECTS] + cells[STANCE_CONDITIONAL]);
  }
  buf_format(out, "%-22s %8u %8u %11u %8u\n", "all", c->labels[STANCE_SUPPORTS],
             c->labels[STANCE_REJECTS], c->labels[STANCE_CONDITIONAL], c->stances);
}

void census_put(const Census *c, Buf *out) {
  buf_format(out, "corpus: %u articles (%u for testing), %u stances, %u quotations\n", c->articles,
             c->test, c->stances, c->quotations);
  put_kinds(c, out);
  if (!c->knowledge) return;
  OverlapGrams grams = overlap_grams(&c->overlap);
  buf_format(out, "sentences: %u, of them without a stance %u (%.1f %%)\n", c->sentences, c->silent,
             share(c->silent, c->sentences));
  buf_format(out,
             "words: %u; distinct four-word sequences %.1f %%; runs of %d words that two articles "
             "share: %u\n",
             c->overlap.words.len, share(grams.distinct, grams.all), OVERLAP_RUN, c->shared_runs);
  put_types(c, out);
}
