#include "measure/picture.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Colours with enough contrast in print and for colour-blind readers: one blue, greys. */
#define BLUE "#1f5a92"
#define GREY "#767676"

static void open_picture(Buf *out, int width, int height, const char *title) {
  buf_format(
      out,
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
      "role=\"img\" font-family=\"sans-serif\" font-size=\"13\">\n<title>%s</title>\n"
      "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n",
      width, height, width, height, title, width, height);
}

static void put_label(Buf *out, double x, double y, const char *anchor, const char *colour,
                      const char *text) {
  buf_format(out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>\n", x, y,
             anchor, colour, text);
}

/* ---- confusion ---- */

enum { CELL = 84, LEFT = 110, TOP = 64 };

static uint32_t row_sum(const Confusion *confusion, uint32_t row) {
  uint32_t sum = 0;
  for (uint32_t p = 0; p < LABELS_AND_NONE; p++) sum += confusion->cells[row][p];
  return sum;
}

static void put_cell(Buf *out, const Confusion *confusion, uint32_t g, uint32_t p) {
  uint32_t count = confusion->cells[g][p], sum = row_sum(confusion, g);
  double share = sum ? (double)count / sum : 0;
  double x = LEFT + (double)p * CELL, y = TOP + (double)g * CELL;
  char number[16];
  buf_format(out,
             "<rect x=\"%.0f\" y=\"%.0f\" width=\"%d\" height=\"%d\" fill=\"" BLUE
             "\" fill-opacity=\"%.3f\" stroke=\"#ccc\"/>\n",
             x, y, CELL, CELL, share);
  snprintf(number, sizeof number, "%" PRIu32, count);
  put_label(out, x + CELL / 2.0, y + CELL / 2.0 + 5, "middle", share > 0.5 ? "#fff" : "#000",
            number);
}

void picture_confusion(Buf *out, const Score *score) {
  Confusion confusion = score_confusion(score);
  open_picture(out, LEFT + LABELS_AND_NONE * CELL + 16, TOP + LABELS_AND_NONE * CELL + 16,
               "Confusion of the stances: rows gold, columns predicted");
  put_label(out, 16, 22, "start", GREY, "rows: gold, columns: predicted; shade: share of the row");
  for (uint8_t i = 0; i < LABELS_AND_NONE; i++) {
    put_label(out, LEFT + (i + 0.5) * CELL, TOP - 12, "middle", "#000", gold_label_name(i));
    put_label(out, LEFT - 10, TOP + (i + 0.5) * CELL + 5, "end", "#000", gold_label_name(i));
  }
  for (uint32_t g = 0; g < LABELS_AND_NONE; g++)
    for (uint32_t p = 0; p < LABELS_AND_NONE; p++)
      if (g != STANCE_NONE || p != STANCE_NONE) put_cell(out, &confusion, g, p);
  buf_text(out, "</svg>\n");
}

/* ---- reliability ---- */

enum { SIDE = 320, EDGE = 60 };

static double across(double share) {
  return EDGE + share * SIDE;
}
static double up(double share) {
  return 20 + (1 - share) * SIDE;
}

static void put_axes(Buf *out) {
  for (int tick = 0; tick <= 10; tick += 2) {
    char number[8];
    snprintf(number, sizeof number, "%.1f", tick / 10.0);
    put_label(out, across(tick / 10.0), up(0) + 20, "middle", "#000", number);
    put_label(out, across(0) - 8, up(tick / 10.0) + 5, "end", "#000", number);
    buf_format(out, "<path d=\"M%.1f %.1fH%.1fM%.1f %.1fV%.1f\" stroke=\"#e4e4e4\"/>\n", across(0),
               up(tick / 10.0), across(1), across(tick / 10.0), up(0), up(1));
  }
  buf_format(out,
             "<path d=\"M%.1f %.1fL%.1f %.1f\" stroke=\"" GREY "\" stroke-dasharray=\"5 4\"/>\n",
             across(0), up(0), across(1), up(1));
  put_label(out, across(0.5), up(0) + 42, "middle", "#000", "confidence (mean of ten bins)");
  buf_format(out,
             "<text transform=\"translate(18 %.1f) rotate(-90)\" text-anchor=\"middle\">share of "
             "rows that are right</text>\n",
             up(0.5));
}

void picture_reliability(Buf *out, const Score *score) {
  uint32_t most = 1;
  bool first = true;
  open_picture(out, EDGE + SIDE + 24, SIDE + 80, "Reliability of the confidence");
  put_axes(out);
  for (uint32_t i = 0; i < RELIABILITY_BINS; i++)
    if (score->reliability[i].count > most) most = score->reliability[i].count;
  buf_text(out, "<path fill=\"none\" stroke=\"" BLUE "\" stroke-width=\"2\" d=\"");
  for (uint32_t i = 0; i < RELIABILITY_BINS; i++) {
    const ReliabilityBin *bin = &score->reliability[i];
    if (!bin->count) continue;
    buf_format(out, "%s%.1f %.1f", first ? "M" : "L", across(bin->sum / bin->count),
               up((double)bin->right / bin->count));
    first = false;
  }
  buf_text(out, first ? "M0 0\"/>\n" : "\"/>\n");
  for (uint32_t i = 0; i < RELIABILITY_BINS; i++) {
    const ReliabilityBin *bin = &score->reliability[i];
    if (!bin->count) continue;
    buf_format(out,
               "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"" BLUE
               "\" fill-opacity=\"0.75\"><title>%" PRIu32 " rows</title></circle>\n",
               across(bin->sum / bin->count), up((double)bin->right / bin->count),
               3 + 11 * sqrt((double)bin->count / most), bin->count);
  }
  buf_text(out, "</svg>\n");
}

/* ---- learning curve ---- */

enum { CURVE_WIDTH = 420, CURVE_NAMES = 110 };

static bool read_cell(const Sheet *sheet, uint32_t row, uint32_t column, double *number) {
  Str cell = sheet_cell(sheet, row, column);
  char digits[32] = "", *end;
  if (!cell.len || cell.len >= sizeof digits) return false;
  memcpy(digits, cell.ptr, cell.len);
  *number = strtod(digits, &end);
  return !*end && *number >= 0 && *number <= 100;
}

bool picture_read_curve(Sheet *sheet, const char *path, CurvePoints *points, Faults *faults) {
  static const char *const NAMES[] = {"articles", "figure", "f1", "low", "high"};
  uint32_t columns[5];
  uint64_t before = faults->count;
  sheet_read(sheet, path, faults);
  if (!sheet->names.len || !sheet_columns(sheet, NAMES, 5, columns, faults)) return false;
  for (uint32_t row = 0; row < sheet_rows(sheet); row++) {
    CurvePoint point = {.low = 1, .figure = sheet_cell(sheet, row, columns[1])};
    bool ok = str_number(sheet_cell(sheet, row, columns[0]), &point.articles) &&
              read_cell(sheet, row, columns[2], &point.value);
    if (!read_cell(sheet, row, columns[3], &point.low) ||
        !read_cell(sheet, row, columns[4], &point.high))
      point.low = 1, point.high = 0;
    if (ok)
      vec_push(points, point);
    else
      faults_add(faults, path, sheet_line(sheet, row),
                 "articles is no whole number, or f1 no number from 0 to 100");
  }
  if (!points->len && faults->count == before) faults_add(faults, path, 0, "no point in it");
  return faults->count == before;
}

typedef struct Scale {
  double articles, percent; /* the most of each that is drawn */
} Scale;

static Scale scale_of(const CurvePoints *points) {
  Scale scale = {1, 10};
  for (uint32_t i = 0; i < points->len; i++) {
    const CurvePoint *p = &points->items[i];
    scale.articles = fmax(scale.articles, p->articles);
    scale.percent = fmax(scale.percent, fmax(p->value, p->high));
  }
  scale.percent = 10 * ceil(scale.percent / 10);
  return scale;
}

static double curve_x(Scale scale, double articles) {
  return EDGE + CURVE_WIDTH * articles / scale.articles;
}
static double curve_y(Scale scale, double percent) {
  return up(percent / scale.percent);
}

static void put_curve_axes(Buf *out, Scale scale) {
  char number[16];
  for (int tick = 0; tick <= scale.percent; tick += scale.percent > 50 ? 20 : 10) {
    snprintf(number, sizeof number, "%d", tick);
    put_label(out, EDGE - 8, curve_y(scale, tick) + 5, "end", "#000", number);
    buf_format(out, "<path d=\"M%d %.1fH%d\" stroke=\"#e4e4e4\"/>\n", EDGE, curve_y(scale, tick),
               EDGE + CURVE_WIDTH);
  }
  put_label(out, EDGE + CURVE_WIDTH / 2.0, up(0) + 42, "middle", "#000",
            "articles in training (bars: 95 %)");
  buf_format(out,
             "<text transform=\"translate(18 %.1f) rotate(-90)\" text-anchor=\"middle\">F1, per "
             "cent</text>\n",
             up(0.5));
}

/* The numbers of articles, each once. */
static void put_articles(Buf *out, const CurvePoints *points, Scale scale) {
  for (uint32_t i = 0; i < points->len; i++) {
    uint32_t articles = points->items[i].articles, j = 0;
    while (points->items[j].articles != articles) j++;
    if (j < i) continue;
    char number[16];
    snprintf(number, sizeof number, "%" PRIu32, articles);
    put_label(out, curve_x(scale, articles), up(0) + 20, "middle", "#000", number);
  }
}

static void put_line(Buf *out, const CurvePoints *points, Scale scale, uint32_t first,
                     uint32_t line) {
  static const char *const DASHES[] = {"none", "7 4", "2 3", "9 3 2 3"};
  Str figure = points->items[first].figure;
  double x = 0, y = 0;
  buf_format(out,
             "<path fill=\"none\" stroke=\"" BLUE
             "\" stroke-width=\"2\" stroke-dasharray=\"%s\" d=\"",
             DASHES[line % 4]);
  for (uint32_t i = first; i < points->len; i++) {
    const CurvePoint *p = &points->items[i];
    if (!str_equal(p->figure, figure)) continue;
    x = curve_x(scale, p->articles), y = curve_y(scale, p->value);
    buf_format(out, "%s%.1f %.1f", i == first ? "M" : "L", x, y);
  }
  buf_text(out, "\"/>\n");
  buf_format(out, "<text x=\"%.1f\" y=\"%.1f\">", x + 8, y + 5);
  for (size_t i = 0; i < figure.len; i++) /* names of figures; what XML minds is left out */
    if (!strchr("<>&", figure.ptr[i])) buf_byte(out, figure.ptr[i]);
  buf_text(out, "</text>\n");
}

static void put_points(Buf *out, const CurvePoints *points, Scale scale) {
  for (uint32_t i = 0; i < points->len; i++) {
    const CurvePoint *p = &points->items[i];
    double x = curve_x(scale, p->articles);
    if (p->low <= p->high)
      buf_format(out, "<path d=\"M%.1f %.1fV%.1f\" stroke=\"" GREY "\"/>\n", x,
                 curve_y(scale, p->low), curve_y(scale, p->high));
    buf_format(out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"" BLUE "\"/>\n", x,
               curve_y(scale, p->value));
  }
}

void picture_curve(Buf *out, const CurvePoints *points) {
  Scale scale = scale_of(points);
  open_picture(out, EDGE + CURVE_WIDTH + CURVE_NAMES, SIDE + 80,
               "Learning curve: F1 by articles in training");
  put_curve_axes(out, scale);
  put_articles(out, points, scale);
  uint32_t lines = 0;
  for (uint32_t i = 0; i < points->len; i++) {
    uint32_t first = 0;
    while (!str_equal(points->items[first].figure, points->items[i].figure)) first++;
    if (first == i) put_line(out, points, scale, i, lines++);
  }
  put_points(out, points, scale);
  buf_text(out, "</svg>\n");
}
