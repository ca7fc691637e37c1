/* Knowledge: all that the lexicons say, loaded once, then read-only and shared by all threads.
 *
 * The files and their columns are told in lexicons/README.md. The classes below are the grammar of
 * stance and report, the same for any topic; actors, offices and types are data. */
#ifndef SURETY_KNOWLEDGE_KNOWLEDGE_H
#define SURETY_KNOWLEDGE_KNOWLEDGE_H

#include "base/digest.h"
#include "base/err.h"
#include "base/intern.h"
#include "data/doc.h"
#include "knowledge/phrase.h"

typedef enum LexiconId {
  LEXICON_ACTOR,     /* row: Knowledge.actors; class: EntityKind */
  LEXICON_ADJECTIVE, /* demonym; row: Knowledge.actors */
  LEXICON_OFFICE,    /* row: Knowledge.offices */
  LEXICON_TITLE,     /* row: a number of its family, 0 = none; class: TitleClass */
  LEXICON_GUARANTEE, /* row: type, TYPE_ANY for any; class: GuaranteeClass */
  LEXICON_CUE,       /* row: Knowledge.cues; class: CueClass; multiword cues only */
  LEXICON_POLARITY,  /* class: PolarityClass */
  LEXICON_CONDITION, /* class: ConditionClass */
  LEXICON_NEGATOR,   /* class: NegatorClass */
  LEXICON_HEDGE,     /* class: HedgeClass */
  LEXICON_PRONOUN,   /* multiword pronouns; single words are tags of their form */
  LEXICON_WORD,      /* multiword closed-class words; class: WordClass */
  LEXICON_PLACE,     /* a town or region that ties a person to a side; row: Knowledge.actors */
  LEXICON_COUNT
} LexiconId;
_Static_assert(LEXICON_COUNT <= 16, "a bit each in Token.reserved");

typedef enum TitleClass {
  TITLE_PERSON,
  TITLE_GROUP,
  TITLE_BODY,
  TITLE_DOCUMENT,
  TITLE_PUBLIC
} TitleClass;
typedef enum GuaranteeClass {
  GUARANTEE_TERM,
  GUARANTEE_GENERAL,
  GUARANTEE_BACK,
  GUARANTEE_NOT,
  GUARANTEE_BOUND, /* names its type only where the article names it in full as well */
  GUARANTEE_SIGN   /* names nothing: tells which of two types a word near it means */
} GuaranteeClass;
typedef enum CueClass {
  CUE_SAY,
  CUE_TELL,
  CUE_THINK,
  CUE_WANT,
  CUE_ORDER,
  CUE_PROMISE,
  CUE_REFUSE,
  CUE_ASK,
  CUE_JUDGE,
  CUE_SHOW,
  CUE_NOUN,
  CUE_PHRASE
} CueClass;
typedef enum PolarityClass {
  POLARITY_SUPPORT,
  POLARITY_REJECT,
  POLARITY_DOUBT,
  POLARITY_OPEN,
  POLARITY_LIMIT,
  POLARITY_DROP, /* gives up, halts: turned round it is support, where "not against" is open */
  POLARITY_COUNT
} PolarityClass;
typedef enum ConditionClass {
  CONDITION_IF,
  CONDITION_UNLESS,
  CONDITION_WITHOUT,
  CONDITION_PROVIDED,
  CONDITION_AFTER,
  CONDITION_DEPENDS
} ConditionClass;
typedef enum NegatorClass { NEGATOR_NOT, NEGATOR_HARDLY, NEGATOR_DOUBLE } NegatorClass;
typedef enum HedgeClass { HEDGE_MODAL, HEDGE_POSSIBLE, HEDGE_REPORT, HEDGE_FUTURE } HedgeClass;

/* Closed-class words and pronouns: bits of FormInfo.tags. */
typedef enum WordClass {
  WORD_DETERMINER,
  WORD_PREPOSITION,
  WORD_CONJUNCTION,
  WORD_AUXILIARY,
  WORD_RELATIVE,
  WORD_SUBORDINATOR,
  WORD_ADVERB,
  WORD_NUMBER,
  WORD_MONTH,
  WORD_WEEKDAY,
  WORD_HE,
  WORD_SHE,
  WORD_THEY,
  WORD_IT,
  WORD_I,
  WORD_WE,
  WORD_YOU,
  WORD_WHO,
  WORD_THIS,
  WORD_BREAK, /* another clause begins: but, because, which, if */
  WORD_DUTY,  /* must, should: a writer who uses them of the world has an opinion */
  WORD_CLASSES
} WordClass;
#define WORD_BIT(word_class) (1u << (word_class))

/* What a noun or a name says of its bearer, and what tells names from other capitals: bits of
 * FormInfo.roles, from roles.tsv and given_names.tsv. */
typedef enum RoleClass {
  ROLE_MALE,       /* titles and given names that tell the pronoun: king … */
  ROLE_FEMALE,     /* … spokeswoman */
  ROLE_POLITICIAN, /* head nouns of groups and bodies … */
  ROLE_EXPERT,
  ROLE_MILITARY,
  ROLE_PARLIAMENT,   /* … to here */
  ROLE_ORGANISATION, /* head nouns of proper names of bodies: Institute, University */
  ROLE_THING,        /* … of proper names that are neither: Street, Treaty, News */
  ROLE_PARTICLE,     /* inside names of persons: van, de, al */
  ROLE_DEFINITE,
  ROLE_INDEFINITE,
  ROLE_SHARE,      /* percent, majority, third */
  ROLE_MODIFIER,   /* before a title: senior, former, defence */
  ROLE_UNNAMED,    /* people, sources, somebody */
  ROLE_PRIVATE,    /* bodies that do not speak for a state: newspaper, company */
  ROLE_EPITHET,    /* may take up a person introduced by another title: diplomat, author */
  ROLE_COUNTRY,    /* his country, the nation */
  ROLE_ALLY,       /* X's ally, critic: not of X's side itself */
  ROLE_POLLED,     /* who answers in a poll: respondents, voters */
  ROLE_PRIVY,      /* people familiar with, briefed on */
  ROLE_ADJECTIVAL, /* stands before another noun more often than alone: military, press */
  ROLE_TIED,       /* stands for nobody unless the words tell for whom: side, leaders */
  ROLE_COALITION,  /* in the name of a body that is a group of states: coalition */
  ROLE_GIVEN,      /* a given name */
  ROLE_CLASSES
} RoleClass;
#define ROLE_BIT(role) (1u << (role))
#define WORD_PRONOUNS                                                                              \
  (WORD_BIT(WORD_HE) | WORD_BIT(WORD_SHE) | WORD_BIT(WORD_THEY) | WORD_BIT(WORD_IT) |              \
   WORD_BIT(WORD_I) | WORD_BIT(WORD_WE) | WORD_BIT(WORD_YOU) | WORD_BIT(WORD_WHO))

typedef enum AbbreviationClass {
  ABBREVIATION_NONE,
  ABBREVIATION_TITLE,  /* a name follows: its stop never ends a sentence */
  ABBREVIATION_NUMBER, /* a figure follows: No., p. */
  ABBREVIATION_MONTH,
  ABBREVIATION_PLACE,   /* U.S.: may end a sentence */
  ABBREVIATION_TIME,    /* a.m. */
  ABBREVIATION_COMPANY, /* Inc. */
  ABBREVIATION_LATIN,   /* e.g. */
  ABBREVIATION_OTHER
} AbbreviationClass;

typedef struct FormInfo { /* what a single folded word is, by Token.form */
  uint32_t tags;          /* WORD_BIT(…) */
  uint16_t cue;           /* index + 1 into Knowledge.cues, 0 = no cue */
  uint32_t roles;       /* ROLE_BIT(…) */
  uint8_t abbreviation;   /* AbbreviationClass; the form is written with its stop */
} FormInfo;

typedef struct Entry { /* what a PhraseMatch stands for */
  uint8_t lexicon;     /* LexiconId */
  uint8_t word_class;  /* of that lexicon */
  uint16_t rival;      /* guarantees: index + 1 of the other type it may name, 0 = none */
  uint32_t row;        /* as LexiconId says: into its records; a type (TYPE_ANY for any); a hash
                          of the family; 0 where it says nothing */
} Entry;

typedef struct Actor {
  Str id, side;
  uint8_t kind; /* EntityKind */
  uint8_t reserved[7];
} Actor;

typedef struct Office {
  uint32_t actor; /* index into actors */
  uint32_t reserved;
  Str from, to;   /* ISO dates or empty; the holder from `from` up to, not including, `to` */
} Office;

typedef struct Cue {
  Str lemma;
  double probability; /* that an occurrence reports speech or thought, counted */
  uint8_t cue_class;
  uint8_t reserved[7];
} Cue;

typedef struct GuaranteeType {
  Str id;
  uint32_t rank; /* 0: the last resort, yields to any other type near it */
  uint32_t reserved;
} GuaranteeType;

enum { TYPE_ANY = UINT16_MAX };

typedef struct Knowledge {
  Intern *words; /* the vocabulary: folded forms; frozen */
  Phrases *phrases;
  FormInfo *forms; /* by form id, 0 … intern_count(words) */
  VEC(Entry) entries;
  VEC(Actor) actors;
  VEC(Office) offices;
  VEC(Cue) cues;
  VEC(GuaranteeType) types;
  Arena arena;
  Image image;   /* where all the tables lie, if they were mapped */
  Digest digest; /* of all lexicon files, by name and content */
} Knowledge;

/* Loads all lexicons of folder/. False with file, line and cause at the first fault. */
bool knowledge_load(Knowledge *knowledge, const char *folder, Err *err);
/* Reports every fault of every lexicon instead of stopping at the first; the number of faults. */
uint32_t knowledge_check(const char *folder, FailureReport report, void *context);
/* The digest that knowledge_load would find, of the files as they are now. */
Digest knowledge_digest(const char *folder);
/* All of it as part of an image (base/image.h), and back. On success the image belongs to the
 * knowledge; it may be taken from further, until knowledge_free. */
void knowledge_put(const Knowledge *knowledge, Buf *image);
bool knowledge_take(Knowledge *knowledge, const Image *image, const Digest *digest);
void knowledge_free(Knowledge *knowledge); /* a zeroed Knowledge is allowed */

/* Info of a token's form; that of the unknown word for form 0. */
static inline const FormInfo *knowledge_form(const Knowledge *knowledge, const Token *token) {
  return &knowledge->forms[token->form];
}
static inline bool knowledge_is(const Knowledge *knowledge, const Token *token,
                                WordClass word_class) {
  return (knowledge->forms[token->form].tags & WORD_BIT(word_class)) != 0;
}
static inline bool knowledge_role(const Knowledge *knowledge, const Token *token, RoleClass role) {
  return (knowledge->forms[token->form].roles & ROLE_BIT(role)) != 0;
}
/* Does a phrase of this lexicon begin at the token? From phrase_run on. */
static inline bool knowledge_begins(const Token *token, LexiconId lexicon) {
  return token->reserved >> lexicon & 1;
}
static inline const Entry *knowledge_entry(const Knowledge *knowledge, const PhraseMatch *match) {
  return &knowledge->entries.items[match->entry];
}
/* Index + 1 of the actor with this id, 0 = none. */
uint32_t knowledge_actor(const Knowledge *knowledge, Str id);
/* Index + 1 of a guarantee type, 0 = none. */
uint32_t knowledge_type(const Knowledge *knowledge, Str id);
/* Which row of its file (0, 1, …, behind the header) a phrase's entry came from; false for lexicons
 * whose entries are not one a row (actors, words, pronouns, cues). */
bool knowledge_row(const Knowledge *knowledge, uint32_t entry, uint32_t *row);
/* The name of a class, as the lexicon files write it; "" for lexicons without one. */
const char *knowledge_class_name(uint8_t lexicon, uint8_t word_class);

#endif
