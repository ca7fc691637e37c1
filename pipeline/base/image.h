/* Image: tables as they lie in memory, in a file that is mapped instead of read: what takes the
 * program longest at its start is done once, when it is built.
 *
 * An image belongs to the program that wrote it (its build id stands in the header) and to the
 * content that it was made from (a digest); with any other, or damaged, it is as if it were not
 * there. Arrays follow one another and are taken in the order in which they were put. Mapped arrays are read-only for all but the fixing of their pointers, and end
 * with image_close. Thread-safe after taking. */
#ifndef SURETY_BASE_IMAGE_H
#define SURETY_BASE_IMAGE_H

#include "base/digest.h"
#include "base/err.h"
#include "base/str.h"

/* ---- writing ---- */

/* Appends count items of size bytes. */
void image_put(Buf *image, const void *items, size_t count, size_t size);
/* The same for structs that hold Str members at these offsets; their bytes go along. */
void image_put_texts(Buf *image, const void *items, size_t count, size_t size,
                     const size_t *members, size_t member_count);
/* Begins an image of what has this digest; empties it. */
void image_begin(Buf *image, const Digest *content);
/* Completes the header: the checksum of all that was put. */
void image_end(Buf *image);

/* ---- reading ---- */

typedef struct Image {
  char *base; /* NULL: none */
  size_t size, at;
  bool broken; /* something did not fit; what was taken is of no use */
} Image;

/* Maps path; false, with no message, where there is no whole image of this program and content. */
bool image_open(Image *image, const char *path, const Digest *content);
void image_close(Image *image); /* a zeroed Image is allowed */
/* The next array, its length in *count; NULL and broken where it is not of this size of items. */
void *image_take(Image *image, size_t size, uint32_t *count);
void *image_take_texts(Image *image, size_t size, const size_t *members, size_t member_count,
                       uint32_t *count);
/* Does the file hold what its header says? False with a message; for `surety check`. A file of
 * another program or none at all is no fault. */
bool image_check(const char *path, Err *err);

#endif
