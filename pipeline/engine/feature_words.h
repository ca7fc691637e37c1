/* The names of features (as in a model's features.tsv) as sentences. */
#ifndef SURETY_ENGINE_FEATURE_WORDS_H
#define SURETY_ENGINE_FEATURE_WORDS_H

#include "base/str.h"

/* Appends what a feature says of its candidate; a name that no line of the table fits, as it is. */
void feature_words(Str name, Buf *out);

#endif
