/* The character properties that segmentation needs, from the Unicode Character Database 15.0. The
 * table is generated (ucd_tables.py writes ucd_tables.c): two stages, one look-up a code point. */
#ifndef SURETY_TEXT_UCD_H
#define SURETY_TEXT_UCD_H

#include <stdint.h>

/* Word_Break, UAX #29 table 3. */
typedef enum WordBreak {
  WB_OTHER,
  WB_CR,
  WB_LF,
  WB_NEWLINE,
  WB_EXTEND,
  WB_ZWJ,
  WB_FORMAT,
  WB_REGIONAL_INDICATOR,
  WB_KATAKANA,
  WB_HEBREW_LETTER,
  WB_ALETTER,
  WB_SINGLE_QUOTE,
  WB_DOUBLE_QUOTE,
  WB_MIDNUMLET,
  WB_MIDLETTER,
  WB_MIDNUM,
  WB_NUMERIC,
  WB_EXTENDNUMLET,
  WB_WSEGSPACE
} WordBreak;

/* Grapheme_Cluster_Break, UAX #29 table 2. */
typedef enum GraphemeBreak {
  GCB_OTHER,
  GCB_CR,
  GCB_LF,
  GCB_CONTROL,
  GCB_EXTEND,
  GCB_ZWJ,
  GCB_REGIONAL_INDICATOR,
  GCB_PREPEND,
  GCB_SPACINGMARK,
  GCB_L,
  GCB_V,
  GCB_T,
  GCB_LV,
  GCB_LVT
} GraphemeBreak;

/* What a tokenizer of prose makes of a character; drawn from General_Category, Word_Break and
 * Sentence_Break by ucd_tables.py. */
typedef enum TextClass {
  TEXT_SYMBOL, /* and all that is not below */
  TEXT_LETTER, /* letters that join into words */
  TEXT_DIGIT,
  TEXT_MARK,      /* combining marks and joiners: go with what they follow */
  TEXT_FORMAT,    /* soft hyphens, zero-width spaces, marks of direction: looked through */
  TEXT_IDEOGRAPH, /* letters of scripts without word separators: each its own word */
  TEXT_SPACE,
  TEXT_LINE, /* line separators other than LF */
  TEXT_STOP,
  TEXT_COMMA,
  TEXT_QUOTE,
  TEXT_OPEN,
  TEXT_CLOSE,
  TEXT_HYPHEN,
  TEXT_DASH,
  TEXT_CONTROL /* of no interest: skipped as white space is */
} TextClass;

typedef struct UcdClass {
  uint8_t word;         /* WordBreak */
  uint8_t grapheme;     /* GraphemeBreak */
  uint8_t text;         /* TextClass */
  uint8_t pictographic; /* Extended_Pictographic, UTS #51 */
} UcdClass;

enum { UCD_BLOCK = 128 };
extern const uint16_t ucd_blocks[0x110000 / UCD_BLOCK];
extern const uint8_t ucd_rows[][UCD_BLOCK];
extern const UcdClass ucd_classes[];

/* Properties of a code point below 0x110000. */
static inline const UcdClass *ucd_of(uint32_t point) {
  return &ucd_classes[ucd_rows[ucd_blocks[point / UCD_BLOCK]][point % UCD_BLOCK]];
}

#endif
