/* Mistakes: the records that one annotation has and the other has not, for a person to read. */
#ifndef SURETY_MEASURE_MISTAKES_H
#define SURETY_MEASURE_MISTAKES_H

#include "measure/match.h"

typedef enum MistakeKind {
  MISTAKE_MISSED, /* a gold stance that was not predicted */
  MISTAKE_WRONG,  /* a predicted stance that is not gold */
  MISTAKE_MISSED_QUOTATION,
  MISTAKE_WRONG_QUOTATION,
  MISTAKE_SPEAKER, /* the span is right, the speaker is not */
  /* between two predicted files: */
  MISTAKE_LOST,   /* a gold record that the first has right and the second has not */
  MISTAKE_GAINED, /* the other way round */
  MISTAKE_NEW,    /* a wrong stance of the second that the first does not have */
  MISTAKE_GONE    /* a wrong stance of the first that the second does not have */
} MistakeKind;

typedef struct Mistake {
  MistakeKind kind;
  uint32_t doc;         /* index of the document */
  const Record *record; /* stances; lives as long as its annotations */
  const Record
      *instead; /* what stands at that place on the other side and is a mistake too, or NULL */
  const Passage
      *passage; /* quotations: the gold one, or the predicted one of MISTAKE_WRONG_QUOTATION */
  const Passage *got; /* MISTAKE_SPEAKER, LOST, GAINED: what stands on the other side, or NULL */
} Mistake;

typedef VEC(Mistake) MistakeVec;

/* Appends the first `most` mistakes, by document: first what was missed, then what is wrong. */
void mistakes_list(MistakeVec *mistakes, const Annotations *gold, const Annotations *predicted,
                   uint32_t most);
/* Appends all changes from one predicted file to another, by document: what was lost
 * and gained, then the wrong rows that are new and gone. */
void mistakes_changes(MistakeVec *changes, const Annotations *gold, const Annotations *first,
                      const Annotations *second);
const char *mistake_name(MistakeKind kind);

#endif
