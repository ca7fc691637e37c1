/* Vec: a growing array of one type, with checked access.
 *
 *   typedef VEC(Token) TokenVec;
 *   TokenVec tokens = {0};
 *   vec_push(&tokens, token);         append (evaluates the value once)
 *   vec_at(&tokens, i)                an lvalue; i outside the array aborts
 *   vec_clear(&tokens)                length 0, memory kept
 *   vec_free(&tokens)
 *
 * Lengths are 32-bit: an article is smaller than 4 GiB. Not thread-safe. No memory: as arena.h has it. */
#ifndef SURETY_BASE_VEC_H
#define SURETY_BASE_VEC_H

#include <stddef.h>
#include <stdint.h>

#define VEC(T)                                                                                     \
  struct {                                                                                         \
    T *items;                                                                                      \
    uint32_t len, cap;                                                                             \
  }

#define vec_push(v, ...)                                                                           \
  ((v)->len == (v)->cap                                                                            \
       ? (void)((v)->items = vec_grow((v)->items, &(v)->cap, (v)->len + 1, sizeof *(v)->items))    \
       : (void)0,                                                                                  \
   (void)((v)->items[(v)->len++] = (__VA_ARGS__)))

/* Room for n items in all; the length does not change. */
#define vec_reserve(v, n)                                                                          \
  ((v)->cap < (n) ? (void)((v)->items = vec_grow((v)->items, &(v)->cap, (n), sizeof *(v)->items))  \
                  : (void)0)

#define vec_at(v, i) ((v)->items[vec_check((i), (v)->len)])
#define vec_last(v)  vec_at((v), (v)->len - 1)
#define vec_clear(v) ((void)((v)->len = 0))
#define vec_free(v)  (vec_drop((v)->items), (v)->items = NULL, (v)->len = (v)->cap = 0)

void *vec_grow(void *items, uint32_t *cap, uint32_t need, size_t size);
void vec_drop(void *items);
_Noreturn void vec_out_of_bounds(uint32_t index, uint32_t len);

static inline uint32_t vec_check(uint32_t index, uint32_t len) {
  if (index >= len) vec_out_of_bounds(index, len);
  return index;
}

#endif
