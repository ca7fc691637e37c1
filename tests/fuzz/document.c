/* A whole document through all stages to all its outputs, twice: the second run of a worker gives what the first gave. */
#include "fuzz.h"

#include "engine/rows.h"
#include "io/json.h"

enum { OUTPUTS = 4 };

static void write_all(const Resources *resources, const Doc *doc, Buf *out) {
  rows_stances(resources, doc, &out[0]);
  rows_quotations(doc, &out[1]);
  rows_attributions(doc, doc->id, &out[2]);
  rows_text(doc, doc->id, &out[3]);
}

static uint32_t shown_quotations(const Doc *doc) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < doc->quotations.len; i++)
    count += doc->quotations.items[i].kind != QUOTATION_TERM &&
             !range_empty(doc->quotations.items[i].tokens);
  return count;
}

static void check_text_line(const Doc *doc, Str bytes) {
  JsonDocument line;
  Arena arena = {0};
  Str text;
  fuzz_check_line(&line, bytes);
  FUZZ_HOLDS(json_text(json_member(line.root, "text"), &arena, &text) && str_equal(text, doc->text));
  json_free(&line);
  arena_free(&arena);
}

static void check_all(const Doc *doc, const Buf *out) {
  JsonDocument line;
  fuzz_check_table(buf_slice(&out[0]), ROWS_STANCE_HEADER, doc->stances.len);
  fuzz_check_table(buf_slice(&out[1]), ROWS_QUOTATION_HEADER, shown_quotations(doc));
  fuzz_check_line(&line, buf_slice(&out[2]));
  FUZZ_HOLDS(json_length(json_member(line.root, "attributions")) == doc->attributions.len);
  json_free(&line);
  check_text_line(doc, buf_slice(&out[3]));
}

/* Once through the stages; false where a stage met a limit. */
static bool run(Worker *worker, Str text, Buf *out) {
  Err err;
  doc_reset(&worker->doc);
  worker->doc.id = STR("d1");
  worker->doc.date = STR("2031-03-02");
  worker->doc.text = text;
  if (!worker_run(worker, DEPTH_STANCES, &err)) return false;
  FUZZ_HOLDS_ERR(doc_check(&worker->doc, &err), &err);
  write_all(worker->resources, &worker->doc, out);
  check_all(&worker->doc, out);
  return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static Worker worker;
  Buf text = {0}, first[OUTPUTS] = {0}, second[OUTPUTS] = {0};
  if (!worker.resources) worker_init(&worker, fuzz_resources(true));
  worker.threshold = 0; /* every candidate that is no none becomes a row */
  fuzz_keep_valid((Str){(const char *)data, size}, &text);
  if (text.len) {
    bool done = run(&worker, buf_slice(&text), first);
    FUZZ_HOLDS(run(&worker, buf_slice(&text), second) == done);
  }
  for (int i = 0; i < OUTPUTS; i++) {
    FUZZ_HOLDS(str_equal(buf_slice(&first[i]), buf_slice(&second[i])));
    buf_free(&first[i]);
    buf_free(&second[i]);
  }
  buf_free(&text);
  return 0;
}
