/* Doc: one article and everything the stages find in it.
 *
 * Each stage appends records of its own type and reads those of earlier stages; stages meet here
 * and nowhere else. Records refer to one another by index, never by pointer, and to the text by
 * tokens or bytes, never by copies. The text is never changed: what markup hides is left out of the
 * tokens.
 *
 *   text → tokens, sentences → quotations → phrases → entities, references → attributions
 *        → mentions → candidates → stances
 *
 * Units: Span counts bytes of Doc.text, Range counts tokens of Doc.tokens; both are half-open. Code
 * points appear at the edges only (doc_code_points). Lifetime: all records live until doc_reset. */
#ifndef SURETY_DATA_DOC_H
#define SURETY_DATA_DOC_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"

typedef struct Span {
  uint32_t beg, end; /* bytes, half-open */
} Span;

typedef struct Range {
  uint32_t beg, end; /* tokens, half-open; beg == end: nothing */
} Range;

static inline bool range_empty(Range r) {
  return r.beg >= r.end;
}
static inline bool range_holds(Range outer, Range inner) {
  return outer.beg <= inner.beg && inner.end <= outer.end;
}
static inline bool range_meets(Range a, Range b) {
  return a.beg < b.end && b.beg < a.end;
}

/* ---- text ---- */

typedef enum TokenKind {
  TOKEN_WORD,   /* letters, digits inside words, abbreviations with their stop */
  TOKEN_CLITIC, /* 's  n't  're  've  'll  'd  'm, glued to the word before */
  TOKEN_NUMBER, /* figures with their separators: 1,500  3.5  2026 */
  TOKEN_STOP,   /* . ! ? … and their runs */
  TOKEN_COMMA,  /* , ; : */
  TOKEN_QUOTE,  /* a quotation mark (TOKEN_OPENS, TOKEN_CLOSES say which way) */
  TOKEN_HYPHEN, /* a hyphen inside a compound: looked through by the phrase matcher */
  TOKEN_DASH,   /* a dash between words */
  TOKEN_BRACKET,
  TOKEN_LINK,  /* URL, e-mail address, @name, #tag */
  TOKEN_SYMBOL /* currency, emoji, anything else */
} TokenKind;

enum {
  TOKEN_CAPITAL = 1 << 0,   /* its first letter is upper (or title) case */
  TOKEN_UPPER = 1 << 1,     /* two or more letters, all of them upper case */
  TOKEN_GLUED = 1 << 2,     /* no white space before it */
  TOKEN_PARAGRAPH = 1 << 3, /* the first of a paragraph */
  TOKEN_LINE = 1 << 4,      /* the first of a line */
  TOKEN_OPENS = 1 << 5,     /* quotation mark or bracket that opens */
  TOKEN_CLOSES = 1 << 6,    /* … that closes */
  TOKEN_ABBREVIATION = 1 << 7
};

typedef struct Token {
  Span at;
  uint32_t form; /* id of the folded form in the lexicons' vocabulary, 0 = in no lexicon */
  uint8_t kind, flags;
  uint16_t reserved; /* text/: how far the partner of a mark is; from phrase_run on a bit for each
                        LexiconId of which a phrase begins here */
} Token;

typedef enum SentenceKind {
  SENTENCE_PROSE,
  SENTENCE_HEADING,
  SENTENCE_LIST,
  SENTENCE_CAPTION
} SentenceKind;

typedef struct Sentence {
  Range tokens;
  uint32_t paragraph; /* 0, 1, … in document order */
  uint8_t kind;
} Sentence;

/* ---- quotations ---- */

typedef enum QuotationKind {
  QUOTATION_SPEECH,   /* a clause or more of someone's words */
  QUOTATION_FRAGMENT, /* a few words inside the writer's own sentence */
  QUOTATION_TERM      /* scare quotes, a title, a name */
} QuotationKind;

typedef struct Quotation {
  Range tokens;     /* between the marks */
  Span at;          /* the same in bytes, trimmed */
  uint32_t group;   /* parts of one quotation share it: the index of its first part */
  uint32_t parent;  /* index + 1 of the quotation around it, 0 = none */
  uint32_t speaker; /* index + 1 into Doc.entities, 0 = unknown: filled by speaker_run */
  uint32_t reach;   /* the furthest end, in tokens, of this one and all before it */
  uint8_t kind;
  bool closed; /* a closing mark was found */
} Quotation;

/* ---- names and phrases ---- */

typedef struct PhraseMatch { /* a lexicon phrase in the text, by Range.beg, then longer first */
  Range at;
  uint32_t entry; /* index into the lexicons' entries */
} PhraseMatch;

typedef enum EntityKind {
  ENTITY_PERSON,
  ENTITY_STATE,
  ENTITY_BODY,
  ENTITY_GROUP,
  ENTITY_INSTITUTE,
  ENTITY_MEDIA,
  ENTITY_PUBLIC,
  ENTITY_UNNAMED, /* one unnamed speaker: "a senior official" */
  ENTITY_DOCUMENT /* a statement, a poll, a report */
} EntityKind;

typedef enum EntityGender { GENDER_UNKNOWN, GENDER_MALE, GENDER_FEMALE } EntityGender;

typedef struct Entity {
  Str id;         /* canonical, by the codebook: full name, ISO 3166-1 alpha-3, body, SIDE:group */
  Str side;       /* may be empty */
  uint32_t actor; /* index + 1 into the actor lexicon, 0 = introduced by the article itself */
  uint8_t kind;
  uint8_t gender; /* EntityGender: which pronoun stands for a person, as far as the text tells */
} Entity;

typedef enum ReferenceKind {
  REFERENCE_NAME,
  REFERENCE_TITLE,   /* "the minister", "the Ukrainian president" */
  REFERENCE_PRONOUN, /* he, she, they, we, I, who */
  REFERENCE_GROUP    /* "Polish officials", "European leaders" */
} ReferenceKind;

typedef struct Reference { /* a place that stands for an entity; sorted by Range.beg */
  Range at;                /* the whole noun phrase: "Estonian Defence Minister Maarja Tamm" */
  uint32_t entity;         /* index into Doc.entities */
  uint8_t kind;
} Reference;

/* ---- attributions ---- */

typedef enum AttributionKind {
  ATTRIBUTION_DIRECT,   /* all content in quotation marks */
  ATTRIBUTION_INDIRECT, /* none of it */
  ATTRIBUTION_MIXED     /* part of it */
} AttributionKind;

enum { ATTRIBUTION_PARTS = 4 };

typedef struct Attribution {
  Range source; /* the noun phrase that is cited; may be empty */
  Range cue;    /* the reporting words; may be empty */
  Range content[ATTRIBUTION_PARTS];
  uint8_t parts; /* used entries of content, at least 1 */
  uint8_t kind;
  uint8_t cue_class;  /* CueClass of the lexicons */
  uint16_t pattern;   /* which pattern found it: index into the pattern table */
  uint32_t speaker;   /* index + 1 into Doc.entities, 0 = unknown */
  uint32_t quotation; /* group + 1 of the quotation it cites, 0 = none */
} Attribution;

/* ---- stances ---- */

typedef enum MentionClass {
  MENTION_TERM,
  MENTION_GENERAL,
  MENTION_BOUND,  /* a word that names it only because the article names it in full elsewhere */
  MENTION_BACK,   /* "such a force", "the idea": antecedent says what it stands for */
  MENTION_CARRIED /* no words of its own: the sentence goes on about what was named just before */
} MentionClass;

typedef struct Mention { /* words that name a guarantee type, by Range.beg */
  Range at;
  uint16_t type; /* index into the lexicons' guarantee types */
  uint8_t kind;
  uint32_t antecedent; /* back and carried: index + 1 of the mention meant, 0 = none */
} Mention;

typedef enum HolderRole {
  HOLDER_SPEAKER, /* source of the attribution around the mention */
  HOLDER_SUBJECT, /* named in the clause before its verb */
  HOLDER_OTHER,   /* elsewhere in the sentence */
  HOLDER_CARRIED, /* from the sentence before */
  HOLDER_AUTHOR   /* named author of the article */
} HolderRole;

typedef struct Candidate { /* could this holder take a stance toward this mention? */
  uint32_t mention;        /* index into Doc.mentions */
  uint32_t holder;         /* index into Doc.entities */
  Range holder_at;         /* the words that stand for the holder; may lie in an earlier sentence */
  uint32_t attribution;    /* index + 1 of the attribution around the mention, 0 = none */
  uint32_t sentence;       /* index of the mention's sentence */
  Range clause;            /* the words judged: the evidence, should it become a row */
  uint8_t role;
} Candidate;

typedef enum StanceLabel {
  STANCE_SUPPORTS,
  STANCE_REJECTS,
  STANCE_CONDITIONAL,
  STANCE_NONE,
  STANCE_LABELS
} StanceLabel;
typedef enum StanceKind {
  STANCE_DIRECT,
  STANCE_INDIRECT,
  STANCE_MIXED,
  STANCE_NARRATED
} StanceKind;

typedef struct Stance {
  uint32_t candidate; /* index into Doc.candidates */
  Range evidence;
  Range condition; /* may be empty */
  uint32_t source; /* index + 1 into Doc.entities, 0 = none (narrated, or not known) */
  uint8_t kind, label;
  double confidence;                 /* that the whole row is right */
  double probability[STANCE_LABELS]; /* supports, rejects, conditional, none */
} Stance;

/* ---- the document ---- */

typedef struct Doc {
  Str id, title, date, url, language; /* from the input; may be empty, id is not */
  Str text;                           /* valid UTF-8 */
  Arena arena;                        /* strings of the records */
  VEC(Span) hidden;                   /* markup that is looked through, sorted, disjoint */
  VEC(Token) tokens;
  VEC(Sentence) sentences;
  VEC(Quotation) quotations;
  VEC(PhraseMatch) phrases;
  VEC(Entity) entities;
  VEC(Reference) references;
  VEC(Attribution) attributions;
  VEC(Mention) mentions;
  VEC(Candidate) candidates;
  VEC(Stance) stances;
} Doc;

/* Empties all records, keeps their memory. A zeroed Doc is ready for use. */
void doc_reset(Doc *doc);
void doc_free(Doc *doc);

/* The bytes of a token range: from its first token's begin to its last token's end. */
Span doc_span(const Doc *doc, Range tokens);
Str doc_text(const Doc *doc, Span span);
static inline Str doc_words(const Doc *doc, Range tokens) {
  return doc_text(doc, doc_span(doc, tokens));
}
/* Index of the sentence that holds a token (binary search); the token must be one of the
 * document's. */
uint32_t doc_sentence_of(const Doc *doc, uint32_t token);
/* The colon of "NAME:", in capitals, that begins at a token: a turn of speech in a transcript. 0
 * when none does. */
uint32_t doc_turn_colon(const Doc *doc, uint32_t token);
/* Index of the first phrase or reference that begins at a token or after it (binary search); the
 * number of them when none does. */
uint32_t doc_phrase_from(const Doc *doc, uint32_t token);
uint32_t doc_reference_from(const Doc *doc, uint32_t token);

/* Index + 1 of the first quotation around a token range, 0 = none; does a quotation meet it?
 * (binary search, by Quotation.reach) */
uint32_t doc_quotation_around(const Doc *doc, Range tokens);
bool doc_meets_quotation(const Doc *doc, Range tokens);

/* Code points before a byte offset, for ascending or random queries: cursor starts zeroed. */
typedef struct CodePointCursor {
  uint32_t byte, point;
} CodePointCursor;
uint32_t doc_code_point(const Doc *doc, CodePointCursor *cursor, uint32_t byte);

/* Checks every invariant of the records: spans ordered, inside the text, on code-point boundaries;
 * indices valid. False and a message at the first fault. For tests and fuzzing. */
bool doc_check(const Doc *doc, Err *err);

#endif
