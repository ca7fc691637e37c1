#include "measure/show.h"

#include "io/json.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- pieces ---- */

/* The shortest decimal that reads back as the same double; null for what is no number. */
static void put_number(Buf *out, double number) {
  char digits[40];
  if (isnan(number) || isinf(number)) return buf_text(out, "null");
  for (int precision = 15; precision <= 17; precision++) {
    snprintf(digits, sizeof digits, "%.*g", precision, number);
    if (strtod(digits, NULL) == number) break;
  }
  buf_text(out, digits);
  if (!strpbrk(digits, ".e")) buf_text(out, ".0");
}

/* "name": with a comma in front unless it is the first member. */
static void put_name(Buf *out, const char *name) {
  char last = out->len ? out->ptr[out->len - 1] : '{';
  if (last != '{' && last != '[') buf_text(out, ", ");
  json_put_string(out, str_of(name));
  buf_text(out, ": ");
}

static void put_member_number(Buf *out, const char *name, double number) {
  put_name(out, name);
  put_number(out, number);
}

static void put_member_count(Buf *out, const char *name, uint64_t number) {
  put_name(out, name);
  buf_format(out, "%" PRIu64, number);
}

static void put_member_text(Buf *out, const char *name, Str text) {
  put_name(out, name);
  json_put_string(out, text);
}

static void put_bounds(Buf *out, const char *name, Interval interval) {
  put_name(out, name);
  buf_byte(out, '[');
  put_number(out, interval.low);
  buf_text(out, ", ");
  put_number(out, interval.high);
  buf_byte(out, ']');
}

static void put_figure(Buf *out, const Measured *m, uint32_t figure) {
  static const char *const RATES[] = {"p", "r", "f1"};
  Count count = score_total(m->score, figure);
  Rates rates = rates_of(count);
  buf_byte(out, '{');
  put_member_number(out, "p", rates.precision);
  put_member_number(out, "r", rates.recall);
  put_member_number(out, "f1", rates.f1);
  put_member_count(out, "tp", count.hits);
  if (figure >= FIGURES) put_member_count(out, "found", count.found);
  put_member_count(out, "pred", count.predicted);
  put_member_count(out, "gold", count.gold);
  put_name(out, "interval");
  buf_byte(out, '{');
  for (uint32_t rate = 0; rate < 3; rate++)
    put_bounds(out, RATES[rate], bootstrap_interval(m->resamples, value_of_figure(figure, rate)));
  buf_text(out, "}}");
}

static void put_main_figures(Buf *out, const Measured *m, uint32_t first, uint32_t last) {
  char name[32];
  for (uint32_t f = first; f <= last; f++) {
    Str figure = m->score->figures.items[f].name;
    snprintf(name, sizeof name, "%.*s", (int)figure.len, figure.ptr);
    put_name(out, name);
    put_figure(out, m, f);
  }
}

static void put_pair_count(Buf *out, uint8_t gold, uint8_t predicted, uint32_t count) {
  char name[64];
  snprintf(name, sizeof name, "%s>%s", gold_label_name(gold), gold_label_name(predicted));
  if (count) put_member_count(out, name, count);
}

/* Pairs in byte order of their names, those that occur, as the published scorer lists them. */
static void put_confusion(Buf *out, const Confusion *confusion, bool with_none) {
  static const uint8_t ORDER[] = {STANCE_CONDITIONAL, STANCE_NONE, STANCE_REJECTS, STANCE_SUPPORTS};
  buf_byte(out, '{');
  for (size_t g = 0; g < sizeof ORDER; g++)
    for (size_t p = 0; p < sizeof ORDER; p++)
      if (with_none || (ORDER[g] != STANCE_NONE && ORDER[p] != STANCE_NONE))
        put_pair_count(out, ORDER[g], ORDER[p], confusion->cells[ORDER[g]][ORDER[p]]);
  buf_byte(out, '}');
}

static void put_label(Buf *out, const Measured *m, const Confusion *confusion) {
  LabelRates label = label_rates_of(confusion);
  put_name(out, "label");
  buf_byte(out, '{');
  put_member_number(out, "accuracy", label.accuracy);
  put_member_number(out, "macro_f1", label.macro_f1);
  put_member_count(out, "n", label.count);
  put_name(out, "confusion");
  put_confusion(out, confusion, false);
  put_name(out, "interval");
  buf_byte(out, '{');
  put_bounds(out, "accuracy",
             bootstrap_interval(m->resamples, value_of_extra(m->score, VALUE_ACCURACY)));
  put_bounds(out, "macro_f1",
             bootstrap_interval(m->resamples, value_of_extra(m->score, VALUE_MACRO_F1)));
  buf_text(out, "}}");
}

static void put_speaker(Buf *out, const Measured *m) {
  uint32_t value = value_of_extra(m->score, VALUE_SPEAKER);
  put_name(out, "speaker");
  buf_byte(out, '{');
  put_member_number(out, "share", bootstrap_value(m->resamples, value));
  put_member_count(out, "n", score_total(m->score, FIGURE_SPAN).hits);
  put_bounds(out, "interval", bootstrap_interval(m->resamples, value));
  buf_byte(out, '}');
}

static void put_groups(Buf *out, const Measured *m) {
  GroupId group = GROUP_NONE;
  put_name(out, "by");
  buf_byte(out, '{');
  for (uint32_t f = FIGURES; f < m->score->figures.len; f++) {
    const Figure *figure = &m->score->figures.items[f];
    if (figure->group != group) {
      if (group) buf_byte(out, '}');
      put_name(out, group_name(figure->group));
      buf_byte(out, '{');
    }
    group = figure->group;
    Buf name = {0};
    buf_str(&name, figure->name);
    buf_byte(&name, '\0');
    put_name(out, name.ptr);
    buf_free(&name);
    put_figure(out, m, f);
  }
  buf_text(out, group ? "}}" : "}");
}

static void put_reliability(Buf *out, const Score *score) {
  Calibration calibration = calibration_of(score);
  put_name(out, "reliability");
  buf_byte(out, '[');
  for (uint32_t i = 0; i < RELIABILITY_BINS; i++) {
    const ReliabilityBin *bin = &score->reliability[i];
    if (i) buf_text(out, ", ");
    buf_byte(out, '{');
    put_member_number(out, "from", i / 10.0);
    put_member_number(out, "to", (i + 1) / 10.0);
    put_member_count(out, "n", bin->count);
    put_member_number(out, "mean", bin->count ? bin->sum / bin->count : NAN);
    put_member_number(out, "right", bin->count ? (double)bin->right / bin->count : NAN);
    buf_byte(out, '}');
  }
  buf_byte(out, ']');
  put_member_number(out, "calibration_error", calibration.error);
  put_member_number(out, "brier", calibration.brier);
}

static void put_record(Buf *out, const Measured *m, const Record *record) {
  put_member_count(out, "start", record->beg);
  put_member_count(out, "end", record->end);
  put_member_text(out, "holder_id", names_text(m->names, record->holder));
  put_member_text(out, "side", names_text(m->names, record->side));
  put_member_text(out, "guarantee", names_text(m->names, record->guarantee));
  put_member_text(out, "stance", str_of(gold_label_name(record->label)));
  put_member_text(out, "evidence", record->words);
  put_member_count(out, "line", record->line);
}

static void put_passage(Buf *out, const Measured *m, const Passage *passage) {
  put_member_count(out, "start", passage->beg);
  put_member_count(out, "end", passage->end);
  put_member_text(out, "speaker_id", names_text(m->names, passage->speaker));
  put_member_text(out, "text", passage->words);
  put_member_count(out, "line", passage->line);
}

static void put_list(Buf *out, const Measured *m, const MistakeVec *mistakes, uint32_t most) {
  buf_byte(out, '[');
  for (uint32_t i = 0; i < mistakes->len && i < most; i++) {
    const Mistake *mistake = &mistakes->items[i];
    if (i) buf_text(out, ", ");
    buf_byte(out, '{');
    put_member_text(out, "mistake", str_of(mistake_name(mistake->kind)));
    put_member_text(out, "doc_id", vec_at(&m->gold->docs, mistake->doc).id);
    if (mistake->record) put_record(out, m, mistake->record);
    if (mistake->passage) put_passage(out, m, mistake->passage);
    if (mistake->got)
      put_member_text(out, "predicted_speaker_id", names_text(m->names, mistake->got->speaker));
    if (mistake->instead) {
      put_name(out, "instead");
      buf_byte(out, '{');
      put_record(out, m, mistake->instead);
      buf_byte(out, '}');
    }
    buf_byte(out, '}');
  }
  buf_byte(out, ']');
}

static void put_mistakes(Buf *out, const Measured *m) {
  put_name(out, "mistakes");
  put_list(out, m, m->mistakes, m->mistakes->len);
}

void show_changes_json(Buf *out, const Measured *second, const MistakeVec *changes, uint32_t most) {
  put_list(out, second, changes, most);
}

/* ---- objects ---- */

static void put_head(Buf *out, const Measured *m, const char *first, const char *second) {
  buf_byte(out, '{');
  put_member_text(out, first, str_of(m->gold->path));
  put_member_text(out, second, str_of(m->predicted->path));
  put_member_count(out, "documents", m->score->docs);
  put_member_count(out, "resamples", m->resamples->count);
}

static void put_figures(Buf *out, const Measured *m) {
  Confusion confusion = score_confusion(m->score);
  if (m->score->has_stances) {
    put_main_figures(out, m, FIGURE_EVIDENCE, FIGURE_DOC_SIDE);
    put_label(out, m, &confusion);
    put_name(out, "confusion");
    put_confusion(out, &confusion, true);
  }
  if (m->score->has_quotations) {
    put_main_figures(out, m, FIGURE_SPAN, FIGURE_COMPLETE);
    put_speaker(out, m);
  }
}

void show_json(Buf *out, const Measured *m) {
  put_head(out, m, "gold_file", "predicted_file");
  put_figures(out, m);
  if (m->score->has_stances) put_groups(out, m);
  if (m->score->has_confidence) put_reliability(out, m->score);
  if (m->mistakes->len) put_mistakes(out, m);
  buf_byte(out, '}');
}

static void put_difference(Buf *out, const char *name, const Difference *difference) {
  put_name(out, name);
  buf_byte(out, '{');
  put_member_number(out, "difference", difference->by);
  put_bounds(out, "interval", difference->interval);
  put_member_number(out, "p", difference->p);
  buf_byte(out, '}');
}

void show_difference_json(Buf *out, const Measured *first, const Measured *second) {
  static const char *const EXTRAS[] = {"label_accuracy", "label_macro_f1", "speaker"};
  const Score *score = first->score;
  buf_byte(out, '{');
  for (uint32_t f = 0; f < FIGURES; f++) {
    char name[32];
    uint32_t value = value_of_figure(f, 2);
    if (f < FIGURE_SPAN ? !score->has_stances : !score->has_quotations) continue;
    Difference d = bootstrap_difference(first->resamples, value, second->resamples, value);
    snprintf(name, sizeof name, "%.*s_f1", (int)score->figures.items[f].name.len,
             score->figures.items[f].name.ptr);
    put_difference(out, name, &d);
  }
  for (uint32_t e = VALUE_ACCURACY; e <= VALUE_SPEAKER; e++) {
    if (e < VALUE_SPEAKER ? !score->has_stances : !score->has_quotations) continue;
    Difference d =
        bootstrap_difference(first->resamples, value_of_extra(score, (ExtraValue)e),
                             second->resamples, value_of_extra(second->score, (ExtraValue)e));
    put_difference(out, EXTRAS[e], &d);
  }
  buf_byte(out, '}');
}

static void put_coefficient(Buf *out, const Measured *m, const char *name, ExtraValue extra) {
  uint32_t value = value_of_extra(m->score, extra);
  put_name(out, name);
  buf_byte(out, '{');
  put_member_number(out, "value", bootstrap_value(m->resamples, value));
  put_bounds(out, "interval", bootstrap_interval(m->resamples, value));
  buf_byte(out, '}');
}

void show_agreement_json(Buf *out, const Measured *m) {
  put_head(out, m, "a_file", "b_file");
  if (m->score->has_stances) {
    put_coefficient(out, m, "alpha", VALUE_ALPHA);
    put_coefficient(out, m, "kappa", VALUE_KAPPA);
    put_coefficient(out, m, "alpha_with_none", VALUE_ALPHA_NONE);
    put_coefficient(out, m, "kappa_with_none", VALUE_KAPPA_NONE);
  }
  put_figures(out, m);
  if (m->mistakes->len) put_mistakes(out, m);
  buf_byte(out, '}');
}
