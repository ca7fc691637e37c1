/* Agreement: how far two annotators say the same, beyond what chance would give.
 *
 * Both figures come from the confusion of their labels. With none, a record that only one of them
 * has is a unit too, which the other gave the label "none"; without it, only the records that both
 * have (same place, type and holder) count. */
#ifndef SURETY_MEASURE_AGREEMENT_H
#define SURETY_MEASURE_AGREEMENT_H

#include "measure/score.h"

/* Krippendorff's alpha for nominal data and two coders (Krippendorff 2011, "Computing
 * Krippendorff's Alpha-Reliability"). NaN where chance alone leaves nothing to disagree about: no
 * unit, or one label. */
double agreement_alpha(const Confusion *confusion, bool with_none);
/* Cohen's kappa (Cohen 1960). NaN likewise. */
double agreement_kappa(const Confusion *confusion, bool with_none);

#endif
