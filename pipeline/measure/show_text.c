#include "measure/show.h"

#include "base/utf8.h"

#include <inttypes.h>
#include <math.h>

/* ---- pieces ---- */

void show_words(Buf *out, Str words, uint32_t most) {
  bool gap = false;
  uint32_t shown = 0;
  for (size_t at = 0; at < words.len; shown++) {
    uint32_t width, point = utf8_at(words, at, &width);
    if (shown == most) {
      buf_text(out, "…");
      return;
    }
    bool space = utf8_space(point);
    if (!space) buf_add(out, words.ptr + at, width);
    if (space && !gap) buf_byte(out, ' ');
    gap = space;
    at += width;
  }
}

static void put_interval(Buf *out, const Resamples *resamples, uint32_t value, const char *format) {
  Interval interval = bootstrap_interval(resamples, value);
  if (isnan(interval.low)) return buf_text(out, "–");
  buf_format(out, format, interval.low);
  buf_text(out, " to ");
  buf_format(out, format, interval.high);
}

/* The text padded on the right to `width` characters. */
static void put_padded(Buf *out, Str text, uint32_t width) {
  buf_str(out, text);
  for (size_t count = utf8_count(text); count < width; count++) buf_byte(out, ' ');
}

/* "evidence  P  75.0  R  70.0  F1  72.4", as the published scorers print it. */
static void put_rates(Buf *out, Str name, uint32_t width, Count count) {
  Rates rates = rates_of(count);
  put_padded(out, name, width);
  buf_format(out, " P %5.1f  R %5.1f  F1 %5.1f", rates.precision, rates.recall, rates.f1);
}

static void put_intervals(Buf *out, const Resamples *resamples, uint32_t figure) {
  static const char *const RATES[] = {"P", "R", "F1"};
  buf_text(out, "   95 %:");
  for (uint32_t rate = 0; rate < 3; rate++) {
    buf_format(out, "%s %s ", rate ? "," : "", RATES[rate]);
    put_interval(out, resamples, value_of_figure(figure, rate), "%.1f");
  }
}

/* ---- parts of the report ---- */

static void put_stance_figures(Buf *out, const Measured *m) {
  for (uint32_t f = FIGURE_EVIDENCE; f <= FIGURE_DOC_SIDE; f++) {
    Count count = score_total(m->score, f);
    put_rates(out, m->score->figures.items[f].name, 9, count);
    buf_format(out, "   (%" PRIu32 " right of %" PRIu32 " predicted, %" PRIu32 " gold)", count.hits,
               count.predicted, count.gold);
    put_intervals(out, m->resamples, f);
    buf_byte(out, '\n');
  }
  Confusion confusion = score_confusion(m->score);
  LabelRates label = label_rates_of(&confusion);
  buf_format(out,
             "label     accuracy %.1f  macro-F1 %.1f  over %" PRIu32 " matched   95 %%: accuracy ",
             label.accuracy, label.macro_f1, label.count);
  put_interval(out, m->resamples, value_of_extra(m->score, VALUE_ACCURACY), "%.1f");
  buf_text(out, ", macro-F1 ");
  put_interval(out, m->resamples, value_of_extra(m->score, VALUE_MACRO_F1), "%.1f");
  buf_byte(out, '\n');
}

static void put_quotation_figures(Buf *out, const Measured *m) {
  for (uint32_t f = FIGURE_SPAN; f <= FIGURE_COMPLETE; f++) {
    Count count = score_total(m->score, f);
    put_rates(out, m->score->figures.items[f].name, 9, count);
    buf_format(out, "   (%" PRIu32 " of %" PRIu32 " predicted, %" PRIu32 " gold)", count.hits,
               count.predicted, count.gold);
    put_intervals(out, m->resamples, f);
    buf_byte(out, '\n');
  }
  uint32_t value = value_of_extra(m->score, VALUE_SPEAKER);
  buf_format(out, "speaker   %.1f %% of %" PRIu32 " matched spans   95 %%: ",
             bootstrap_value(m->resamples, value), score_total(m->score, FIGURE_SPAN).hits);
  put_interval(out, m->resamples, value, "%.1f");
  buf_byte(out, '\n');
}

static void put_groups(Buf *out, const Measured *m) {
  GroupId group = GROUP_NONE;
  for (uint32_t f = FIGURES; f < m->score->figures.len; f++) {
    const Figure *figure = &m->score->figures.items[f];
    Count count = score_total(m->score, f);
    if (figure->group != group)
      buf_format(out, "\nby %s (figure stance)\n", group_name(figure->group));
    group = figure->group;
    buf_text(out, "  ");
    put_rates(out, figure->name.len ? figure->name : STR("(empty)"), 22, count);
    buf_format(out, "   (%" PRIu32 " predicted, %" PRIu32 " gold)   95 %%: F1 ", count.predicted,
               count.gold);
    put_interval(out, m->resamples, value_of_figure(f, 2), "%.1f");
    buf_byte(out, '\n');
  }
}

static void put_confusion(Buf *out, const Confusion *confusion, const char *rows,
                          const char *columns) {
  buf_format(out, "  %-12s", rows);
  for (uint8_t p = 0; p < LABELS_AND_NONE; p++) buf_format(out, " %12s", gold_label_name(p));
  buf_format(out, "   %s\n", columns);
  for (uint8_t g = 0; g < LABELS_AND_NONE; g++) {
    buf_format(out, "  %-12s", gold_label_name(g));
    for (uint8_t p = 0; p < LABELS_AND_NONE; p++) {
      if (g == STANCE_NONE && p == STANCE_NONE)
        buf_format(out, " %12s", "");
      else
        buf_format(out, " %12" PRIu32, confusion->cells[g][p]);
    }
    while (out->ptr[out->len - 1] == ' ') out->len--;
    buf_byte(out, '\n');
  }
}

Calibration calibration_of(const Score *score) {
  Calibration c = {0};
  for (uint32_t i = 0; i < RELIABILITY_BINS; i++) {
    const ReliabilityBin *bin = &score->reliability[i];
    c.rows += bin->count;
    c.error += fabs(bin->sum - bin->right);
    c.brier += bin->square;
  }
  if (c.rows) c.error /= c.rows, c.brier /= c.rows;
  return c;
}

static void put_reliability(Buf *out, const Measured *m) {
  buf_text(
      out,
      "\nreliability: rows by their confidence, and how many of them are right (figure stance)\n"
      "  confidence     rows    mean   right\n");
  for (uint32_t i = 0; i < RELIABILITY_BINS; i++) {
    const ReliabilityBin *bin = &m->score->reliability[i];
    if (bin->count)
      buf_format(out, "  %.1f to %.1f   %6" PRIu32 "  %5.1f %%  %4.1f %%\n", i / 10.0,
                 (i + 1) / 10.0, bin->count, 100 * bin->sum / bin->count,
                 100.0 * bin->right / bin->count);
  }
  Calibration c = calibration_of(m->score);
  buf_format(out, "  expected calibration error %.3f, Brier score %.3f over %" PRIu32 " rows\n",
             c.error, c.brier, c.rows);
}

/* ---- mistakes ---- */

static void put_record(Buf *out, const Measured *m, const Record *record) {
  Str holder = names_text(m->names, record->holder), type = names_text(m->names, record->guarantee);
  buf_str(out, holder);
  buf_byte(out, '|');
  buf_str(out, type);
  buf_format(out, "|%s", gold_label_name(record->label));
}

enum { SHOWN_WORDS = 110 };

static void put_place(Buf *out, const Annotated *doc, uint32_t beg, uint32_t end, uint64_t line,
                      Str words) {
  buf_text(out, "  “");
  show_words(out, words, SHOWN_WORDS);
  buf_format(out, "”  (%.*s %" PRIu32 "–%" PRIu32 ", %s:%" PRIu64 ")\n", (int)doc->id.len,
             doc->id.ptr, beg, end, doc->path, line);
}

static void put_speaker(Buf *out, const Measured *m, const Passage *passage) {
  Str speaker = names_text(m->names, passage->speaker);
  buf_str(out, speaker.len ? speaker : STR("(nobody)"));
}

static void put_stance_mistake(Buf *out, const Measured *m, const Mistake *mistake) {
  /* whose the record is, and on which side another one stands */
  bool of_gold = mistake->kind == MISTAKE_MISSED || mistake->kind == MISTAKE_LOST ||
                 mistake->kind == MISTAKE_GAINED;
  const char *other = mistake->kind == MISTAKE_LOST     ? "second"
                      : mistake->kind == MISTAKE_GAINED ? "first"
                      : of_gold                         ? "predicted"
                                                        : "gold";
  const Record *record = mistake->record;
  put_record(out, m, record);
  if (mistake->instead) {
    buf_format(out, "; %s ", other);
    put_record(out, m, mistake->instead);
  }
  put_place(out, &vec_at(&(of_gold ? m->gold : m->predicted)->docs, mistake->doc), record->beg,
            record->end, record->line, record->words);
}

static void put_quotation_mistake(Buf *out, const Measured *m, const Mistake *mistake) {
  const Passage *passage = mistake->passage;
  const Annotations *from = mistake->kind == MISTAKE_WRONG_QUOTATION ? m->predicted : m->gold;
  put_speaker(out, m, passage);
  if (mistake->got)
    buf_text(out, mistake->kind == MISTAKE_LOST     ? "; second "
                  : mistake->kind == MISTAKE_GAINED ? "; first "
                                                    : "; predicted ");
  if (mistake->got) put_speaker(out, m, mistake->got);
  put_place(out, &vec_at(&from->docs, mistake->doc), passage->beg, passage->end, passage->line,
            passage->words);
}

static void put_mistake(Buf *out, const Measured *m, const Mistake *mistake) {
  buf_format(out, "%-7s  ", mistake_name(mistake->kind));
  if (mistake->record)
    put_stance_mistake(out, m, mistake);
  else
    put_quotation_mistake(out, m, mistake);
}

static void put_mistakes(Buf *out, const Measured *m) {
  if (m->mistakes->len)
    buf_text(out, "\nmistakes: holder|guarantee|stance, the words, their place\n");
  for (uint32_t i = 0; i < m->mistakes->len; i++) put_mistake(out, m, &m->mistakes->items[i]);
}

void show_changes(Buf *out, const Measured *first, const Measured *second,
                  const MistakeVec *changes, uint32_t most) {
  uint32_t counts[MISTAKE_GONE + 1] = {0};
  for (uint32_t i = 0; i < changes->len; i++) counts[changes->items[i].kind]++;
  buf_format(out,
             "\nchanges: %" PRIu32 " lost, %" PRIu32 " gained; wrong rows: %" PRIu32
             " new, %" PRIu32 " gone\n",
             counts[MISTAKE_LOST], counts[MISTAKE_GAINED], counts[MISTAKE_NEW],
             counts[MISTAKE_GONE]);
  for (uint32_t i = 0; i < changes->len && i < most; i++)
    put_mistake(out, changes->items[i].kind == MISTAKE_GONE ? first : second, &changes->items[i]);
}

/* ---- reports ---- */

static void put_head(Buf *out, const Measured *m, const char *first, const char *second) {
  buf_format(out,
             "%s: %s\n%s: %s\n%" PRIu32 " document%s; 95 %% intervals from %" PRIu32
             " resamples of them\n\n",
             first, m->gold->path, second, m->predicted->path, m->score->docs,
             m->score->docs == 1 ? "" : "s", m->resamples->count);
}

void show_text(Buf *out, const Measured *m) {
  put_head(out, m, "gold", "predicted");
  if (m->score->has_stances) put_stance_figures(out, m);
  if (m->score->has_quotations) put_quotation_figures(out, m);
  if (m->score->has_stances) {
    Confusion confusion = score_confusion(m->score);
    put_groups(out, m);
    buf_text(out,
             "\nconfusion of the stances; none: no record with this place, guarantee and holder\n");
    put_confusion(out, &confusion, "gold", "← predicted");
  }
  if (m->score->has_confidence) put_reliability(out, m);
  put_mistakes(out, m);
}

static void put_difference(Buf *out, Str name, const Difference *d, double first, double second) {
  put_padded(out, name, 18);
  buf_format(out, " %6.1f  %6.1f  %+6.1f   ", first, second, d->by);
  if (isnan(d->interval.low))
    buf_text(out, "–\n");
  else
    buf_format(out, "%+6.1f to %+.1f   %.3f\n", d->interval.low, d->interval.high, d->p);
}

void show_difference(Buf *out, const Measured *first, const Measured *second) {
  const Score *score = first->score;
  buf_format(out, "\nsecond (%s) against first (%s)\n", second->predicted->path,
             first->predicted->path);
  buf_text(out, "                    first  second  differ   95 % of the difference   p (paired "
                "bootstrap)\n");
  for (uint32_t f = 0; f < FIGURES; f++) {
    if (f < FIGURE_SPAN ? !score->has_stances : !score->has_quotations) continue;
    Buf name = {0};
    uint32_t value = value_of_figure(f, 2);
    Difference d = bootstrap_difference(first->resamples, value, second->resamples, value);
    buf_str(&name, score->figures.items[f].name);
    buf_text(&name, " F1");
    put_difference(out, buf_slice(&name), &d, bootstrap_value(first->resamples, value),
                   bootstrap_value(second->resamples, value));
    buf_free(&name);
  }
  static const char *const EXTRAS[] = {"label accuracy", "label macro-F1", "speaker"};
  for (uint32_t e = VALUE_ACCURACY; e <= VALUE_SPEAKER; e++) {
    if (e < VALUE_SPEAKER ? !score->has_stances : !score->has_quotations) continue;
    uint32_t a = value_of_extra(score, (ExtraValue)e),
             b = value_of_extra(second->score, (ExtraValue)e);
    Difference d = bootstrap_difference(first->resamples, a, second->resamples, b);
    put_difference(out, str_of(EXTRAS[e]), &d, bootstrap_value(first->resamples, a),
                   bootstrap_value(second->resamples, b));
  }
}

static void put_coefficient(Buf *out, const Measured *m, ExtraValue extra, const char *name) {
  uint32_t value = value_of_extra(m->score, extra);
  double number = bootstrap_value(m->resamples, value);
  put_padded(out, str_of(name), 42);
  if (isnan(number))
    buf_text(out, "     –   (one label or no record: nothing to agree about)");
  else
    buf_format(out, "%6.3f   95 %%: ", number);
  if (!isnan(number)) put_interval(out, m->resamples, value, "%.3f");
  buf_byte(out, '\n');
}

void show_agreement(Buf *out, const Measured *m) {
  put_head(out, m, "A", "B");
  if (m->score->has_stances) {
    Confusion confusion = score_confusion(m->score);
    uint32_t both = label_rates_of(&confusion).count;
    buf_format(out,
               "stance, over the %" PRIu32
               " records that both have (same place, guarantee, holder)\n",
               both);
    put_coefficient(out, m, VALUE_ALPHA, "  Krippendorff's alpha, nominal");
    put_coefficient(out, m, VALUE_KAPPA, "  Cohen's kappa");
    buf_text(out, "stance or none, over the records that either has\n");
    put_coefficient(out, m, VALUE_ALPHA_NONE, "  Krippendorff's alpha, nominal");
    put_coefficient(out, m, VALUE_KAPPA_NONE, "  Cohen's kappa");
    buf_text(out, "\nrecords of B by those of A\n");
    put_stance_figures(out, m);
  }
  if (m->score->has_quotations) put_quotation_figures(out, m);
  if (m->score->has_stances) {
    Confusion confusion = score_confusion(m->score);
    buf_text(out,
             "\nconfusion of the stances; none: no record with this place, guarantee and holder\n");
    put_confusion(out, &confusion, "A", "← B");
  }
  put_mistakes(out, m);
}
