/* Faults on order, preloaded before the C library: the environment says which.
 *   SHIM_ALLOCATION=N       the N-th allocation finds no memory
 *   SHIM_ALLOCATIONS=N      the N-th and all after it
 *   SHIM_READ=N             the N-th read of a file whose name ends with SHIM_READ_NAME fails (EIO)
 *   SHIM_CLOCK=1            the clock goes backwards
 *   SHIM_COUNT=FILE         writes the number of allocations to FILE at the end */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

static atomic_long allocations, reads;
static long fail_at, fail_from, read_at;
static const char *read_name;

static long number(const char *name) {
  const char *value = getenv(name);
  return value ? atol(value) : 0;
}

__attribute__((constructor)) static void begin(void) {
  read_at = number("SHIM_READ");
  read_name = getenv("SHIM_READ_NAME");
  atomic_store(&allocations, 0);
  fail_at = number("SHIM_ALLOCATION");
  fail_from = number("SHIM_ALLOCATIONS");
}

__attribute__((destructor)) static void end(void) {
  const char *path = getenv("SHIM_COUNT");
  long count = atomic_load(&allocations);
  FILE *file = path ? fopen(path, "w") : NULL;
  if (!file) return;
  fprintf(file, "%ld\n", count);
  fclose(file);
}

static bool fails(void) {
  long now = atomic_fetch_add(&allocations, 1) + 1;
  bool yes = now == fail_at || (fail_from && now >= fail_from);
  if (yes) errno = ENOMEM;
  return yes;
}

void *malloc(size_t size) {
  return fails() ? NULL : __libc_malloc(size);
}
void *calloc(size_t count, size_t size) {
  return fails() ? NULL : __libc_calloc(count, size);
}
void *realloc(void *block, size_t size) {
  return fails() ? NULL : __libc_realloc(block, size);
}
void *aligned_alloc(size_t alignment, size_t size) {
  return fails() ? NULL : __libc_memalign(alignment, size);
}

static bool is_wanted(int fd) {
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t len = readlink(link, path, sizeof path - 1);
  size_t tail = strlen(read_name);
  return len > 0 && (size_t)len >= tail && !memcmp(path + len - tail, read_name, tail);
}

ssize_t read(int fd, void *bytes, size_t size) {
  static ssize_t (*real)(int, void *, size_t);
  if (!real) *(void **)&real = dlsym(RTLD_NEXT, "read");
  if (read_at && read_name && is_wanted(fd) && atomic_fetch_add(&reads, 1) + 1 == read_at) {
    errno = EIO;
    return -1;
  }
  return real(fd, bytes, size);
}

int clock_gettime(clockid_t clock, struct timespec *now) {
  static int (*real)(clockid_t, struct timespec *);
  static atomic_long calls;
  if (!real) *(void **)&real = dlsym(RTLD_NEXT, "clock_gettime");
  int status = real(clock, now);
  if (getenv("SHIM_CLOCK")) now->tv_sec -= 3600 * (atomic_fetch_add(&calls, 1) + 1);
  return status;
}
