/* Pictures: what people would rather look at, as SVG (1.1, no scripts, fonts of the viewer). */
#ifndef SURETY_MEASURE_PICTURE_H
#define SURETY_MEASURE_PICTURE_H

#include "measure/score.h"

/* A square a cell, as dark as its share of the row; the counts written in. */
void picture_confusion(Buf *out, const Score *score);
/* Share of right rows by confidence, against the diagonal; circles grow with the number of rows. */
void picture_reliability(Buf *out, const Score *score);

#endif
