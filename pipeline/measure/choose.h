/* Choose: the rows of a stance table whose correction would teach most.
 *
 * A row is worth more the nearer its confidence is to the threshold (the least of the table), where
 * right and wrong rows are mixed most, when another row gives the same holder another stance toward
 * the same type, and when its type is rare. Simulated in eval/review.py; picking by the entropy of
 * the probabilities or by their margin (Lewis and Gale 1994) taught less than chance there.
 * Rows are taken one after the other, and each one taken makes others of its article, of its type
 * and of its sentence worth less: fifty looks at one place teach little. The same table gives the
 * same choice. */
#ifndef SURETY_MEASURE_CHOOSE_H
#define SURETY_MEASURE_CHOOSE_H

#include "base/vec.h"
#include "io/sheet.h"

typedef enum ChoiceReason { /* what a person may want to know */
                            CHOICE_UNSURE,
                            CHOICE_DISAGREES,
                            CHOICE_RARE
} ChoiceReason;

typedef struct Choice {
  uint32_t row; /* of the sheet */
  uint8_t reason;
} Choice;

typedef VEC(Choice) ChoiceVec;

/* Whether the sheet has the columns that choosing rests on; missing ones are faults. */
bool choose_check(const Sheet *sheet, Faults *faults);
/* Appends at most count rows, the most worth first. */
void choose_rows(const Sheet *sheet, uint32_t count, ChoiceVec *choices);
const char *choice_reason_name(uint8_t reason);

#endif
