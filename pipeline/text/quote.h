/* Quotations by their marks. */
#ifndef SURETY_TEXT_QUOTE_H
#define SURETY_TEXT_QUOTE_H

#include "data/doc.h"
#include "knowledge/knowledge.h"

/* Pairs the quotation marks of doc->tokens (their TOKEN_OPENS and TOKEN_CLOSES flags are set for
 * good here) and fills doc->quotations in order of their begin, an outer one before those inside
 * it. A mark that is never closed ends at its paragraph. Spans over paragraphs, each opened by a
 * mark, share a group. */
void quote_run(const Knowledge *knowledge, Doc *doc);

#endif
