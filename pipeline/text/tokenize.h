/* Tokens and sentences of one document. */
#ifndef SURETY_TEXT_TOKENIZE_H
#define SURETY_TEXT_TOKENIZE_H

#include "data/doc.h"
#include "knowledge/knowledge.h"

/* Fills doc->hidden, doc->tokens and doc->sentences from doc->text (valid UTF-8). Any valid text is
 * taken; time and memory are linear in it. Thread-safe by document. */
void tokenize_run(const Knowledge *knowledge, Doc *doc);

#endif
