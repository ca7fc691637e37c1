#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { CHUNK_MIN = 64 * 1024, ALIGNMENT = 16 };

#define HUGE_PAGE ((size_t)2 << 20)

struct ArenaChunk {
  ArenaChunk *older;
  size_t size, used;
  _Alignas(ALIGNMENT) unsigned char bytes[];
};

enum { EXIT_NO_MEMORY = 2 };

/* At once: what stdio still holds of an output that will never be whole is better not written. */
void memory_none(size_t size) {
  char line[64];
  int len = size ? snprintf(line, sizeof line, "surety: out of memory (%zu bytes wanted)\n", size)
                 : snprintf(line, sizeof line, "surety: out of memory\n");
  if (write(STDERR_FILENO, line, (size_t)len) < 0) _exit(EXIT_NO_MEMORY);
  _exit(EXIT_NO_MEMORY);
}

static void *or_end(void *block, size_t size) {
  if (!block) memory_none(size);
  return block;
}

void *memory_get(size_t size) {
  return or_end(malloc(size ? size : 1), size);
}

void *memory_resize(void *block, size_t size) {
  return or_end(realloc(block, size ? size : 1), size);
}

void *memory_zeroed(size_t count, size_t size) {
  if (size && count > SIZE_MAX / size) or_end(NULL, SIZE_MAX);
  size_t bytes = count * size;
  if (bytes < HUGE_PAGE) return memset(memory_get(bytes), 0, bytes);
  void *block =
      or_end(aligned_alloc(HUGE_PAGE, (bytes + HUGE_PAGE - 1) & ~(HUGE_PAGE - 1)), bytes);
  madvise(block, bytes, MADV_HUGEPAGE); /* a wish: without it the pages are small */
  return memset(block, 0, bytes);
}

void *arena_alloc(Arena *arena, size_t size) {
  size_t need = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  ArenaChunk *chunk = arena->chunk;
  if (!chunk || chunk->size - chunk->used < need) {
    size_t twice = chunk ? chunk->size * 2 : CHUNK_MIN;
    size_t room = need > twice ? need : twice;
    ArenaChunk *fresh = memory_get(sizeof *fresh + room);
    *fresh = (ArenaChunk){.older = chunk, .size = room, .used = 0};
    arena->chunk = chunk = fresh;
  }
  void *block = chunk->bytes + chunk->used;
  chunk->used += need;
  return block;
}

char *arena_copy(Arena *arena, const char *bytes, size_t len) {
  char *copy = arena_alloc(arena, len + 1);
  if (len) memcpy(copy, bytes, len);
  copy[len] = '\0';
  return copy;
}

static void free_chunks(ArenaChunk *chunk) {
  while (chunk) {
    ArenaChunk *older = chunk->older;
    free(chunk);
    chunk = older;
  }
}

void arena_reset(Arena *arena) {
  ArenaChunk *newest = arena->chunk; /* the newest is the largest: sizes double */
  if (!newest) return;
  free_chunks(newest->older);
  newest->older = NULL;
  newest->used = 0;
}

void arena_free(Arena *arena) {
  free_chunks(arena->chunk);
  arena->chunk = NULL;
}
