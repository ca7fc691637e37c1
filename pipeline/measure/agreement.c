#include "measure/agreement.h"

#include <math.h>

typedef struct Margins {
  double first[LABELS_AND_NONE], second[LABELS_AND_NONE]; /* units by label, of each annotator */
  double units, same;
} Margins;

static Margins margins_of(const Confusion *confusion, bool with_none) {
  Margins m = {0};
  uint32_t labels = with_none ? LABELS_AND_NONE : STANCE_NONE;
  for (uint32_t a = 0; a < labels; a++)
    for (uint32_t b = 0; b < labels; b++) {
      double units = confusion->cells[a][b];
      m.first[a] += units;
      m.second[b] += units;
      m.units += units;
      if (a == b) m.same += units;
    }
  return m;
}

double agreement_alpha(const Confusion *confusion, bool with_none) {
  Margins m = margins_of(confusion, with_none);
  double values = 2 * m.units, pairs_that_differ = values * values;
  for (uint32_t a = 0; a < LABELS_AND_NONE; a++) {
    double n = m.first[a] + m.second[a];
    pairs_that_differ -= n * n;
  }
  if (pairs_that_differ <= 0) return NAN;
  return 1 - (values - 1) * 2 * (m.units - m.same) / pairs_that_differ;
}

double agreement_kappa(const Confusion *confusion, bool with_none) {
  Margins m = margins_of(confusion, with_none);
  double chance = 0;
  for (uint32_t a = 0; a < LABELS_AND_NONE; a++) chance += m.first[a] * m.second[a];
  if (m.units <= 0) return NAN;
  chance /= m.units * m.units;
  return chance < 1 ? (m.same / m.units - chance) / (1 - chance) : NAN;
}
