/* Gold: an article with the stances and quotations that a person found in it.
 *
 * One form inside, whatever the file: gold JSON lines (this module), the corpus form (io/corpus.h).
 * Spans are bytes of the text. Strings live in the arena that the reading function was given. */
#ifndef SURETY_IO_GOLD_H
#define SURETY_IO_GOLD_H

#include "base/arena.h"
#include "data/doc.h"
#include "io/faults.h"

enum { GOLD_KINDS = STANCE_NARRATED + 1, GOLD_KIND_NONE = GOLD_KINDS /* the file does not say */ };

typedef struct GoldStance {
  Span evidence;
  Span condition;            /* empty: none, or none in the text */
  Span source_at, holder_at; /* the mention of source and holder nearest to the evidence, in the
                                corpus form; empty where not known */
  Str source, source_id;     /* source: the words of the text; both empty for narrated stances */
  Str holder, holder_id, side;
  Str guarantee; /* id of a guarantee type; whether the lexicons have it is the caller's question */
  uint8_t kind;  /* StanceKind, or GOLD_KIND_NONE */
  uint8_t label; /* StanceLabel, never STANCE_NONE */
  uint64_t line; /* of the file it stands in */
} GoldStance;

typedef struct GoldQuotation {
  uint32_t first, count;         /* its parts: Gold.parts.items[first … first + count) */
  Str speaker, speaker_id, side; /* empty where nobody is named; side in the corpus form only */
  uint64_t line;
} GoldQuotation;

typedef struct Gold {
  Str id, title, date, text;
  const char *path;                 /* the annotation's file, in the arena */
  uint64_t line;                    /* JSON lines: the document's line, else 0 */
  bool has_stances, has_quotations; /* the file says something about them, were it "none" */
  VEC(GoldStance) stances;
  VEC(GoldQuotation) quotations;
  VEC(Span) parts;
} Gold;

/* Frees the lists; the strings are the arena's. A zeroed Gold is allowed. */
void gold_free(Gold *gold);

/* Reads one gold JSON line, number `line` of path. Without a "text" the text is looked up by
 * text_of(context, id), where text_of is not NULL. Every broken record is a fault with its number
 * in the line. False where there were faults. */
typedef bool (*GoldTextOf)(const void *context, Str id, Str *text);
bool gold_parse(Gold *gold, Str json, const char *path, uint64_t line, GoldTextOf text_of,
                const void *context, Arena *arena, Faults *faults);

/* Appends gold as one JSON line (with its LF): what gold_parse and every scorer of gold files
 * reads. */
void gold_put(Buf *out, const Gold *gold);

/* The label or kind that a file's word names; false for any other word. The empty kind is
 * GOLD_KIND_NONE. */
bool gold_label(Str word, uint8_t *label);
bool gold_kind(Str word, uint8_t *kind);
/* The file's word for it; "" for GOLD_KIND_NONE. */
const char *gold_label_name(uint8_t label);
const char *gold_kind_name(uint8_t kind);

#endif
