/* What the parts of a reading hand to one another. Private to reading*.c; nothing is kept, all is
 * thread-safe. */
#ifndef SURETY_STANCE_READING_PARTS_H
#define SURETY_STANCE_READING_PARTS_H

#include "stance/reading.h"

static inline uint32_t reading_length(Range r) {
  return r.end - r.beg;
}

/* ---- reading_scope.c ---- */

/* The attribution whose words are read, NULL = none; *content: those words. */
const Attribution *reading_attribution(const View *v, Range *content);
/* The words: the content with the cue right before it, or the sentence. */
Range reading_words(const View *v, const Attribution *a, Range content);
/* A full stop, a dash, a colon or semicolon; a comma. */
bool reading_strong_mark(const View *v, uint32_t token);
bool reading_comma(const View *v, uint32_t token);
/* A word that opens another clause; one that opens a condition. */
bool reading_opens_clause(const View *v, uint32_t token);
bool reading_opens_condition(const View *v, uint32_t token);
/* The clause around the target within the words; *conditional: a condition opens it. */
uint32_t reading_clause_begin(const View *v, Range words, bool *conditional);
uint32_t reading_clause_end(const View *v, Range words);

/* ---- reading_operators.c ---- */

/* What governs the target in the scope, outermost first; what is said in [beg, end). */
void reading_gather_before(const View *v, Range scope, OperatorList *list);
void reading_gather_after(const View *v, uint32_t beg, uint32_t end, OperatorList *list);
/* How far what is said of the target goes; r: its scope and what governs it are known. */
uint32_t reading_predicate_end(const View *v, const Reading *r);
/* Negators that turn no operator: "no T", "T will not". */
void reading_free_negators(const View *v, uint32_t beg, uint32_t end, Reading *r);

/* ---- reading_agent.c ---- */

/* May the words be a subject? What a preposition governs, the target itself, and the first part of
 * a compound may not. */
bool reading_subject(const View *v, Range at);
/* Fills agent, first and verb. */
void reading_find_agents(const View *v, Reading *r);

#endif
