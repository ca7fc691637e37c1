#include "base/vec.h"

#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>

void *vec_grow(void *items, uint32_t *cap, uint32_t need, size_t size) {
  uint64_t wanted = *cap ? (uint64_t)*cap * 2 : 16;
  if (wanted < need) wanted = need;
  if (wanted > UINT32_MAX) vec_out_of_bounds(need, UINT32_MAX);
  *cap = (uint32_t)wanted;
  return memory_resize(items, (size_t)wanted * size);
}

void vec_drop(void *items) {
  free(items);
}

void vec_out_of_bounds(uint32_t index, uint32_t len) {
  fprintf(stderr, "surety: internal fault: index %u of %u\n", index, len);
  abort();
}
