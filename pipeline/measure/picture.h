/* Pictures: what people would rather look at, as SVG (1.1, no scripts, fonts of the viewer). */
#ifndef SURETY_MEASURE_PICTURE_H
#define SURETY_MEASURE_PICTURE_H

#include "io/sheet.h"
#include "measure/score.h"

/* A square a cell, as dark as its share of the row; the counts written in. */
void picture_confusion(Buf *out, const Score *score);
/* Share of right rows by confidence, against the diagonal; circles grow with the number of rows. */
void picture_reliability(Buf *out, const Score *score);

/* ---- learning curve ---- */

typedef struct CurvePoint {
  uint32_t articles;       /* trained on */
  double value, low, high; /* per cent, with its interval; low > high: none */
  Str figure;              /* points of one figure make a line */
} CurvePoint;
typedef VEC(CurvePoint) CurvePoints;

/* Reads a table with the columns articles, figure, f1, low, high (the last two may be empty). Cells
 * borrow from sheet. False where there were faults, or no point. */
bool picture_read_curve(Sheet *sheet, const char *path, CurvePoints *points, Faults *faults);
/* A line a figure over the number of articles, with its intervals as bars. */
void picture_curve(Buf *out, const CurvePoints *points);

#endif
