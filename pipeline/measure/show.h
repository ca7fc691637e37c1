/* Show: measured figures as text for people and as JSON for programs. */
#ifndef SURETY_MEASURE_SHOW_H
#define SURETY_MEASURE_SHOW_H

#include "measure/bootstrap.h"
#include "measure/mistakes.h"

typedef struct Measured { /* one predicted file against gold; all borrowed */
  const Annotations *gold, *predicted;
  const Score *score;
  const Resamples *resamples;
  const MistakeVec *mistakes; /* may be empty */
  const Names *names;
} Measured;

/* Each appends whole lines to out. */
void show_text(Buf *out, const Measured *measured);
void show_difference(Buf *out, const Measured *first, const Measured *second);
/* What changed from the first predicted file to the second (mistakes_changes): the counts, and the
 * first `most` of them. */
void show_changes(Buf *out, const Measured *first, const Measured *second,
                  const MistakeVec *changes, uint32_t most);
void show_agreement(Buf *out, const Measured *measured);

/* One JSON object without a line end. The main figures have the names and members of the published
 * scorers; "interval" beside them holds the 95 % bounds. */
void show_json(Buf *out, const Measured *measured);
void show_difference_json(Buf *out, const Measured *first, const Measured *second);
/* … this one an array. */
void show_changes_json(Buf *out, const Measured *second, const MistakeVec *changes, uint32_t most);
void show_agreement_json(Buf *out, const Measured *measured);

/* Expected calibration error and Brier score of the rows with a confidence. */
typedef struct Calibration {
  uint32_t rows;
  double error, brier;
} Calibration;
Calibration calibration_of(const Score *score);

/* Words for one line: white space folded, at most `most` characters, "…" where cut. */
void show_words(Buf *out, Str words, uint32_t most);

#endif
