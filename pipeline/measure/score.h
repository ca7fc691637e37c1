/* Score: how right one annotation is by another, as counts a document.
 *
 * Kept a document, so that the bootstrap can draw documents anew without matching again. The main
 * figures are those of the project's published scorers for stances and quotations, and equal to
 * them to the last digit. */
#ifndef SURETY_MEASURE_SCORE_H
#define SURETY_MEASURE_SCORE_H

#include "measure/match.h"

typedef struct Count { /* of one figure, in one document or all */
  uint32_t hits;       /* predicted records that are right */
  uint32_t predicted;
  uint32_t
      found; /* gold records that were found: hits, except where the two are of different groups */
  uint32_t gold;
} Count;

typedef struct Rates { /* per cent */
  double precision, recall, f1;
} Rates;

/* Zero where the denominator is. */
Rates rates_of(Count count);

typedef enum FigureId {                  /* the figures that always are there, in this order */
                        FIGURE_EVIDENCE, /* LEVEL_EVIDENCE … */
                        FIGURE_TARGET,
                        FIGURE_DETECTED,
                        FIGURE_STANCE,   /* … LEVEL_STANCE: the strict figure of mentions */
                        FIGURE_DOC,      /* the document's set of (holder, type, stance) */
                        FIGURE_DOC_SIDE, /* the document's set of (side, type, stance) */
                        FIGURE_SPAN,     /* quotation spans of five words or more */
                        FIGURE_COMPLETE, /* … with the right speaker */
                        FIGURES
} FigureId;

typedef enum GroupId {
  GROUP_NONE,
  GROUP_GUARANTEE,
  GROUP_STANCE,
  GROUP_KIND,
  GROUP_SIDE,
  GROUPS
} GroupId;

typedef struct Figure {
  GroupId group;  /* GROUP_NONE: a main figure. Others: FIGURE_STANCE of the records in a group */
  uint32_t value; /* FigureId; number of a name; label or kind */
  Str name;       /* lives as long as the names; for a group its value */
} Figure;

enum { LABELS_AND_NONE = STANCE_NONE + 1 };

typedef struct Confusion { /* gold label by predicted label; STANCE_NONE: no such record */
  uint32_t cells[LABELS_AND_NONE][LABELS_AND_NONE];
} Confusion;

typedef struct LabelRates {  /* over the records that are the same but for the stance */
  double accuracy, macro_f1; /* per cent */
  uint32_t count;
} LabelRates;

LabelRates label_rates_of(const Confusion *confusion);

enum { RELIABILITY_BINS = 10 };
typedef struct ReliabilityBin { /* predicted records by their confidence */
  uint32_t count, right;        /* right: paired at LEVEL_STANCE */
  double sum;                   /* of confidences */
  double square;                /* of (confidence - right)² */
} ReliabilityBin;

typedef struct Score {
  uint32_t docs;
  VEC(uint32_t) measured;    /* indices of the documents that count, in order; docs of them */
  VEC(Figure) figures;       /* FIGURES main ones, then the groups */
  VEC(Count) counts;         /* [figure * docs + document] */
  VEC(Confusion) confusions; /* a document */
  ReliabilityBin reliability[RELIABILITY_BINS];
  bool has_stances, has_quotations, has_confidence;
} Score;

/* Measures predicted by gold, both over the same documents (annotations_read with of). What only
 * one of them speaks of (stances, quotations) is not measured. Free with score_free. */
void score_of(Score *score, const Annotations *gold, const Annotations *predicted,
              const Names *names);
void score_free(Score *score);

Count score_total(const Score *score, uint32_t figure);
Confusion score_confusion(const Score *score);

const char *group_name(GroupId group); /* "guarantee" */

#endif
