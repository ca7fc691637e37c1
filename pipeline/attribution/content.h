/* The extent of what is reported: trimming, quotations that belong to it, direct or indirect. */
#ifndef SURETY_ATTRIBUTION_CONTENT_H
#define SURETY_ATTRIBUTION_CONTENT_H

#include "attribution/tags.h"

typedef struct QuotationUse { /* of the paragraph at hand */
  VEC(uint32_t)
  by; /* by offset of a tag: index + 1 of the attribution whose content holds this quotation */
  VEC(uint32_t)
  first; /* by index of a quotation: offset of its tag where it was met last; ask content_first */
  uint32_t open; /* index + 1 of the attribution whose quotation ended the paragraph before */
} QuotationUse;

/* Begins a paragraph: nobody has its quotations yet, and where each stands is noted. */
void content_start(QuotationUse *use, const TagString *tags, const Doc *doc);
void content_use_free(QuotationUse *use);

/* Without the stops, commas and sentence breaks at its ends. Offsets in, offsets out. */
Range content_trim(const TagString *tags, Range content);
/* The group + 1 of the first speech quotation among the offsets, 0 = none. */
uint32_t content_quotation(const TagString *tags, const Doc *doc, Range content);
/* The offset before `at` whose tag begins with the opening mark of a quotation, `at` = none such.
 */
uint32_t content_first(const QuotationUse *use, const TagString *tags, const Doc *doc,
                       uint32_t quotation, uint32_t at);
/* The quotations among the offsets are attribution's (index + 1). */
void content_claim(QuotationUse *use, const TagString *tags, Range content, uint32_t attribution);
/* Quotations of the paragraph that no attribution claimed go to the one they continue. */
void content_join(QuotationUse *use, const TagString *tags, Doc *doc);
/* Sets the kind: are the words of the content inside quotation marks? */
void content_kind(const Doc *doc, Attribution *attribution);

/* The first token of an attribution. */
uint32_t attribution_begin(const Attribution *attribution);

#endif
