/* The folder of a model: weights for the program, names and a card for people. */
#ifndef SURETY_ENGINE_CARD_H
#define SURETY_ENGINE_CARD_H

#include "engine/train.h"

/* Writes folder/weights.bin, features.tsv and card.md, making the folder when it is not there.
 * corpus: the digest of the training articles. No date and no path stands in them: the same
 * training gives the same bytes. */
bool card_write(const Training *training, const SampleSet *set, const Digest *corpus,
                const char *folder, Err *err);

#endif
