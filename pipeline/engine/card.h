/* The folder of a model: weights for the program, names and a card for people. */
#ifndef SURETY_ENGINE_CARD_H
#define SURETY_ENGINE_CARD_H

#include "engine/train.h"

/* Writes folder/weights.bin, features.tsv and card.md, making the folder when it is not there.
 * corpus: the digest of the training articles. No date and no path stands in them: the same
 * training gives the same bytes. */
bool card_write(const Training *training, const SampleSet *set, const Digest *corpus,
                const char *folder, Err *err);

/* The digest of annotated articles in their order, by which a card tells what its model was trained
 * on. Zeroed at the start; corpus_digest_end frees it. */
typedef struct CorpusDigest {
  VEC(Digest) parts;
} CorpusDigest;
void corpus_digest_add(CorpusDigest *digest, const Gold *gold);
Digest corpus_digest_end(CorpusDigest *digest);
/* Reads that digest from the card of a model's folder; false where there is none. */
bool card_corpus(const char *folder, Digest *corpus);

#endif
