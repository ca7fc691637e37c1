/* The store: the input's bytes are what runs do (put a document, close and open again, give up), and the tables that come
 * out are those of an account kept here. An input that begins with 0xff is the store's file itself: any bytes are
 * refused or opened. */
#include "fuzz.h"

#include "io/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { IDS = 8, BLOCK = 256 };

typedef struct Account {
  int content[IDS];  /* -1: not there */
  int order[IDS];    /* by first coming */
  int known;
} Account;

static char path[128];

static Store *open_store(Err *err) {
  snprintf(path, sizeof path, "%s/store", fuzz_folder());
  StoreSettings settings = {.path = path, .version = "v1", .headers = {"id\tscore\n", "id\tstart\n"}};
  return store_open(&settings, err);
}

static void remove_store(void) {
  char journal[160];
  snprintf(journal, sizeof journal, "%s-journal", path);
  unlink(path);
  unlink(journal);
}

static void lines_of(int id, int content, Buf *stances, Buf *quotations) {
  for (int i = 0; i < content % 3; i++) buf_format(stances, "d%d.%d\t0.%04d\n", id, i, content * 7);
  for (int i = 0; i < content % 2; i++) buf_format(quotations, "d%d\t%d\n", id, content);
}

static void put(Store *store, Account *account, int id, int content) {
  char name[8], text[16];
  snprintf(name, sizeof name, "d%d", id);
  snprintf(text, sizeof text, "text %d", content);
  RawDoc raw = {.id = str_of(name), .given_id = str_of(name), .text = str_of(text), .title = STR("")};
  Digest digest = store_content(&raw);
  Buf stances = {0}, quotations = {0};
  StoreState state;
  Err err;
  FUZZ_HOLDS_ERR(store_look(store, raw.id, &digest, &state, &err), &err);
  int old = account->content[id];
  FUZZ_HOLDS(state == (old < 0 ? STORE_NEW : old == content ? STORE_UNCHANGED : STORE_CHANGED));
  lines_of(id, content, &stances, &quotations);
  const Str lines[] = {buf_slice(&stances), buf_slice(&quotations)};
  if (state != STORE_UNCHANGED) FUZZ_HOLDS_ERR(store_put(store, &raw, &digest, state, lines, &err), &err);
  if (old < 0) account->order[account->known++] = id;
  account->content[id] = content;
  buf_free(&stances);
  buf_free(&quotations);
}

static void check_tables(const Account *account) {
  Buf wanted[STORE_TABLES] = {0};
  char *seen[STORE_TABLES] = {0};
  size_t length[STORE_TABLES] = {0};
  FILE *streams[STORE_TABLES];
  Err err;
  buf_text(&wanted[0], "id\tscore\n");
  buf_text(&wanted[1], "id\tstart\n");
  for (int i = 0; i < account->known; i++)
    lines_of(account->order[i], account->content[account->order[i]], &wanted[0], &wanted[1]);
  for (int t = 0; t < STORE_TABLES; t++) FUZZ_HOLDS((streams[t] = open_memstream(&seen[t], &length[t])));
  (void)snprintf(path, sizeof path, "%s/store", fuzz_folder());
  FUZZ_HOLDS_ERR(store_export(path, true, streams, &err), &err);
  for (int t = 0; t < STORE_TABLES; t++) {
    fclose(streams[t]);
    FUZZ_HOLDS(str_equal((Str){seen[t], length[t]}, buf_slice(&wanted[t])));
    free(seen[t]);
    buf_free(&wanted[t]);
  }
}

static void run_operations(const uint8_t *data, size_t size) {
  Account now = {.known = 0}, lasting;
  Err err;
  for (int i = 0; i < IDS; i++) now.content[i] = -1;
  lasting = now;
  Store *store = open_store(&err);
  FUZZ_HOLDS_ERR(store, &err);
  for (size_t i = 0; i + 1 < size && i < BLOCK; i += 2) { /* fewer than a block has: nothing lasts before the close */
    if (data[i] < 0xc0) {
      put(store, &now, data[i] % IDS, data[i + 1] % 16);
      continue;
    }
    bool keep = data[i] < 0xe0;
    if (keep)
      FUZZ_HOLDS_ERR(store_close(store, &err), &err);
    else
      store_drop(store);
    *(keep ? &lasting : &now) = keep ? now : lasting;
    FUZZ_HOLDS_ERR((store = open_store(&err)), &err);
  }
  FUZZ_HOLDS_ERR(store_close(store, &err), &err);
  check_tables(&now);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size && data[0] == 0xff) {
    Err err;
    fuzz_write(fuzz_folder(), "store", (Str){(const char *)data + 1, size - 1});
    Store *store = open_store(&err);
    FUZZ_HOLDS(store || strlen(err.text) > 0);
    if (store && !store_close(store, &err)) FUZZ_HOLDS(strlen(err.text) > 0);
  } else {
    run_operations(data, size);
  }
  remove_store();
  return 0;
}
