/* A ring of slots, each holding one document from reading to writing. The tail is written first, so
 * rows leave in input order, and the ring's size bounds the memory. */
#include "engine/batch.h"

#include "base/arena.h"

#include <inttypes.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

enum { SLOTS_PER_THREAD = 8 };

typedef enum { SLOT_EMPTY, SLOT_READ, SLOT_TAKEN, SLOT_DONE } SlotState;

typedef struct {
  SlotState state;
  bool failed;
  RawDoc raw;
  Digest content; /* where there is a store */
  StoreState stored;
  Arena arena;
  Buf out[ROWS_KINDS];
  uint64_t rows;
  Err err;
} Slot;

typedef struct {
  Batch *batch;
  Slot *slots;
  uint32_t count;
  uint64_t head, next, tail; /* read up to, taken up to, written up to; slot = number % count */
  bool ended;                /* no more to read */
  bool broken;               /* the store failed, for the reason in *err: nothing more is written */
  Err *err;
  pthread_mutex_t mutex;
  pthread_cond_t work, progress; /* a slot to take; a slot was done */
} Ring;

/* ---- one document ---- */

static void process(const BatchWork *work, void *state, Slot *slot) {
  Err cause;
  if (slot->failed || work->document(state, &slot->raw, slot->out, &slot->rows, &cause)) return;
  slot->failed = true;
  err_at(&slot->err, slot->raw.path, slot->raw.line, "%s", cause.text);
}

/* ---- the ring ---- */

/* With the mutex held: the next slot to work on, or NULL. */
static Slot *take_slot(Ring *ring) {
  if (ring->next == ring->head) return NULL;
  Slot *slot = &ring->slots[ring->next++ % ring->count];
  slot->state = SLOT_TAKEN;
  return slot;
}

/* With the mutex held; it is given up while the document is worked on. */
static void work_on(Ring *ring, void *state, Slot *slot) {
  pthread_mutex_unlock(&ring->mutex);
  process(&ring->batch->work, state, slot);
  pthread_mutex_lock(&ring->mutex);
  slot->state = SLOT_DONE;
  pthread_cond_signal(&ring->progress);
}

static void *work_along(void *context) {
  Ring *ring = context;
  const BatchWork *work = &ring->batch->work;
  void *state = work->begin(work->context);
  pthread_mutex_lock(&ring->mutex);
  for (;;) {
    Slot *slot = take_slot(ring);
    if (slot)
      work_on(ring, state, slot);
    else if (ring->ended)
      break;
    else
      pthread_cond_wait(&ring->work, &ring->mutex);
  }
  pthread_mutex_unlock(&ring->mutex);
  work->end(state);
  return NULL;
}

/* Lines with their document's number in front, so that `sort -m` brings those of several runs back
 * into the order of the input. */
static void write_numbered(uint64_t number, Str lines, FILE *stream) {
  for (Str line; str_cut(&lines, "\n", &line) && lines.ptr;)
    fprintf(stream, "%" PRIu64 "\t%.*s\n", number, (int)line.len, line.ptr);
}

static void write_lines(const Batch *batch, uint64_t number, Str lines, FILE *stream) {
  if (batch->numbered)
    write_numbered(number, lines, stream);
  else
    fwrite(lines.ptr, 1, lines.len, stream);
}

static bool store_slot(Ring *ring, const Slot *slot) {
  Batch *batch = ring->batch;
  const Str lines[STORE_TABLES] = {[STORE_STANCES] = buf_slice(&slot->out[ROWS_STANCES]),
                                   [STORE_QUOTATIONS] = buf_slice(&slot->out[ROWS_QUOTATIONS])};
  if (!batch->store) return true;
  if (!store_put(batch->store, &slot->raw, &slot->content, slot->stored, lines, ring->err))
    return false;
  batch->changed += slot->stored == STORE_CHANGED;
  return true;
}

static void put_out(Ring *ring, const Slot *slot) {
  Batch *batch = ring->batch;
  if (slot->failed) {
    batch->failures++;
    batch->report(batch->context, &slot->err);
    return;
  }
  if (!store_slot(ring, slot)) {
    ring->broken = true;
    return;
  }
  batch->documents++;
  batch->rows += slot->rows;
  for (int kind = 0; kind < ROWS_KINDS; kind++)
    if (slot->out[kind].len && batch->streams[kind])
      write_lines(batch, slot->raw.number, buf_slice(&slot->out[kind]), batch->streams[kind]);
}

static void tell_progress(const Batch *batch) {
  if (batch->progress) batch->progress(batch->context);
}

static void write_slot(Ring *ring, Slot *slot) {
  if (!ring->broken) put_out(ring, slot);
  tell_progress(ring->batch);
  for (int kind = 0; kind < ROWS_KINDS; kind++) buf_clear(&slot->out[kind]);
  arena_reset(&slot->arena);
  slot->state = SLOT_EMPTY;
}

/* Is the document in the store as it is? */
static bool is_stored(Ring *ring, Slot *slot) {
  Store *store = ring->batch->store;
  if (!store || slot->failed) return false;
  slot->content = store_content(&slot->raw);
  if (!store_look(store, slot->raw.id, &slot->content, &slot->stored, ring->err))
    ring->broken = true;
  return slot->stored == STORE_UNCHANGED;
}

/* Reads one document into an empty slot; false at the end of the input. */
static bool read_slot(Ring *ring, Reader *reader, Slot *slot) {
  while (!ring->broken) {
    slot->rows = 0;
    ReadStatus status = reader_next(reader, &slot->arena, &slot->raw, &slot->err);
    if (status == READ_END) break;
    slot->failed = status == READ_FAILED;
    if (!is_stored(ring, slot)) return !ring->broken;
    ring->batch->unchanged++;
    tell_progress(ring->batch);
    arena_reset(&slot->arena);
  }
  return false;
}

/* What the calling thread does next, with the mutex held: write, else read, else work, else wait.
 */
static bool step(Ring *ring, Reader *reader, void *state) {
  Slot *tail = &ring->slots[ring->tail % ring->count];
  if (ring->tail < ring->head && tail->state == SLOT_DONE) {
    pthread_mutex_unlock(&ring->mutex);
    write_slot(ring, tail);
    pthread_mutex_lock(&ring->mutex);
    ring->tail++;
  } else if (!ring->ended && ring->head - ring->tail < ring->count) {
    Slot *empty = &ring->slots[ring->head % ring->count];
    pthread_mutex_unlock(&ring->mutex);
    bool got = read_slot(ring, reader, empty);
    pthread_mutex_lock(&ring->mutex);
    if (got) {
      empty->state = SLOT_READ;
      ring->head++;
      pthread_cond_signal(&ring->work);
    } else {
      ring->ended = true;
      pthread_cond_broadcast(&ring->work);
    }
  } else {
    Slot *slot = take_slot(ring);
    if (slot)
      work_on(ring, state, slot);
    else if (ring->tail < ring->head)
      pthread_cond_wait(&ring->progress, &ring->mutex);
  }
  return !ring->ended || ring->tail < ring->head;
}

bool batch_run(Batch *batch, Reader *reader, Err *err) {
  Ring ring = {.batch = batch, .err = err, .count = batch->threads * SLOTS_PER_THREAD};
  pthread_t *threads = memory_get(batch->threads * sizeof *threads);
  ring.slots = memory_zeroed(ring.count, sizeof *ring.slots);
  pthread_mutex_init(&ring.mutex, NULL);
  pthread_cond_init(&ring.work, NULL);
  pthread_cond_init(&ring.progress, NULL);
  void *state = batch->work.begin(batch->work.context);
  uint32_t started = 0; /* the caller is one of the threads; fewer than wanted do as well */
  while (started + 1 < batch->threads &&
         pthread_create(&threads[started], NULL, work_along, &ring) == 0)
    started++;
  pthread_mutex_lock(&ring.mutex);
  while (step(&ring, reader, state)) continue;
  pthread_mutex_unlock(&ring.mutex);
  for (uint32_t i = 0; i < started; i++) pthread_join(threads[i], NULL);
  for (uint32_t i = 0; i < ring.count; i++) {
    arena_free(&ring.slots[i].arena);
    for (int kind = 0; kind < ROWS_KINDS; kind++) buf_free(&ring.slots[i].out[kind]);
  }
  batch->work.end(state);
  pthread_cond_destroy(&ring.work);
  pthread_cond_destroy(&ring.progress);
  pthread_mutex_destroy(&ring.mutex);
  free(ring.slots);
  free(threads);
  return !ring.broken;
}

uint32_t batch_processors(void) {
#ifdef SURETY_PROCESSORS /* a build that looks for races, on a machine of few */
  return SURETY_PROCESSORS;
#else
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) != 0) return 1;
  int count = CPU_COUNT(&set);
  return count > 0 ? (uint32_t)count : 1;
#endif
}
