/* Model: what training learned, as a folder of models/.
 *
 *   weights.bin   the classifier: header with checksum, hashes of the feature names, weights; and
 *                 what makes a confidence of its probabilities
 *   features.tsv  the name of each feature, for people and for explain
 *   card.md       what it was trained on, how, and how well it does
 *
 * A model belongs to the lexicons it was trained with: their digest stands in its header, and with
 * others it is refused. Read-only after loading; shared by all threads. */
#ifndef SURETY_KNOWLEDGE_MODEL_H
#define SURETY_KNOWLEDGE_MODEL_H

#include "base/digest.h"
#include "base/err.h"
#include "knowledge/linear.h"
#include "knowledge/logistic.h"

typedef struct ModelSlot {
  uint32_t tag, feature; /* upper half of the hash; index + 1, 0 = free */
} ModelSlot;

typedef struct Model {
  Linear linear;
  Logistic context; /* from the classifier's probabilities, around a candidate, to a confidence */
  double threshold; /* a row needs at least this confidence */
  uint64_t *hashes; /* feature index → hash of its name, ascending; owned */
  ModelSlot *slots; /* hash table; owned */
  uint64_t *filter; /* a bit for each hash, by its highest bits; owned */
  uint32_t slot_mask;
  Digest lexicons; /* of the lexicons it was trained with */
  Str file;        /* a loaded model: the mapped weights.bin, in which hashes and weights lie */
  char name[32];   /* id for the table: first digits of the digest of the weights */
} Model;

/* Takes over linear and hashes (ascending, linear.features of them). */
void model_make(Model *model, Linear linear, const Logistic *context, uint64_t *hashes,
                double threshold, const Digest *lexicons);
/* Index of a feature by the hash of its name, UINT32_MAX when the model has none: as for most
 * features of a text, which the filter tells from one small table (Bloom 1970). */
uint32_t model_find(const Model *model, uint64_t hash);
enum { MODEL_FILTER_BITS = 18 };
static inline uint32_t model_feature(const Model *model, uint64_t hash) {
  uint64_t bit = hash >> (64 - MODEL_FILTER_BITS);
  return model->filter[bit / 64] >> bit % 64 & 1 ? model_find(model, hash) : UINT32_MAX;
}
/* The bytes of weights.bin: the same for the same model. */
void model_bytes(const Model *model, Buf *out);
/* Loads folder/weights.bin. Refused: another format, a wrong checksum, other lexicons than
 * `lexicons`, numbers that are not finite, hashes that do not ascend. */
bool model_load(Model *model, const char *folder, const Digest *lexicons, Err *err);
void model_free(Model *model); /* a zeroed Model is allowed */

#endif
