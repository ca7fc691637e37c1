/* Arena: memory with one lifetime. Blocks are handed out by moving a pointer and given back all at
 * once; a reset keeps the largest chunk, so a worker that reads a million articles allocates
 * little. Not thread-safe: one arena a worker. Running out of memory ends the program with a line on standard
 * error and status 2. */
#ifndef SURETY_BASE_ARENA_H
#define SURETY_BASE_ARENA_H

#include <stddef.h>

typedef struct ArenaChunk ArenaChunk;
typedef struct Arena {
  ArenaChunk *chunk; /* newest first */
} Arena;

/* size bytes, aligned for any type, not initialised; never NULL. Owned by the arena. */
void *arena_alloc(Arena *arena, size_t size);
/* A copy of len bytes with a NUL behind it. */
char *arena_copy(Arena *arena, const char *bytes, size_t len);
/* All blocks end; memory is kept for the next round. */
void arena_reset(Arena *arena);
/* All memory goes back; the arena is empty and can be used again. */
void arena_free(Arena *arena);

/* Ends the program for want of memory: for libraries that tell of it instead of ending. size: bytes
 * wanted, 0 where that is not known. */
_Noreturn void memory_none(size_t size);
/* malloc, realloc that end the program when there is no memory (never NULL, size 0 allowed). */
void *memory_get(size_t size);
void *memory_resize(void *block, size_t size);
/* count · size bytes of zeros, all written at once: for tables that are read and written all over,
 * where the lazy pages of calloc would cost two faults each. From 2 MiB on in huge pages where the
 * system has them. */
void *memory_zeroed(size_t count, size_t size);

#endif
