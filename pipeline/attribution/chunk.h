/* Noun phrases folded into one tag each. */
#ifndef SURETY_ATTRIBUTION_CHUNK_H
#define SURETY_ATTRIBUTION_CHUNK_H

#include "attribution/tags.h"

/* Folds each base noun phrase ("the former German foreign minister") of the tags into one: N a
 * name, L a title, A a common noun with a determiner, J with a possessive, n without, 9 a number, D
 * a bare determiner. Reporting words stay tags of their own; anchors move with them. */
void chunk_fold(TagString *tags);

#endif
