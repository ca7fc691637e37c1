#include "io/locate.h"

#include "base/utf8.h"

#include <string.h>

static uint32_t plain_mark(uint32_t point) {
  switch (point) {
  case 0x201c:
  case 0x201d:
  case 0x201e:
  case 0xab:
  case 0xbb:
  case 0xff02:
    return '"';
  case 0x2018:
  case 0x2019:
  case 0x201a:
    return '\'';
  default:
    return point;
  }
}

static void put_folded(uint32_t point, bool caseless, Buf *out) {
  size_t start = out->len;
  point = plain_mark(point);
  if (point < 0x80) {
    bool upper = caseless && point >= 'A' && point <= 'Z';
    buf_byte(out, (char)(upper ? point + 32 : point));
    return;
  }
  utf8_put(out, point);
  if (!caseless) return;
  char one[4]; /* a character is folded alone, in the text and in the words alike */
  size_t len = out->len - start;
  memcpy(one, out->ptr + start, len);
  out->len = start;
  utf8_fold((Str){one, len}, out);
}

/* Runs of white space become one space. origin may be NULL. */
static void fold_text(Str text, bool caseless, LocateView *view) {
  bool in_space = false;
  buf_clear(&view->folded);
  vec_clear(&view->origin);
  for (size_t at = 0; at < text.len;) {
    uint32_t width, point = utf8_at(text, at, &width);
    bool space = utf8_space(point);
    if (!space) put_folded(point, caseless, &view->folded);
    if (space && !in_space) buf_byte(&view->folded, ' ');
    in_space = space;
    while (view->origin.len < view->folded.len) vec_push(&view->origin, (uint32_t)at);
    at += width;
  }
  vec_push(&view->origin, (uint32_t)text.len);
}

void locator_prepare(Locator *locator, Str text) {
  fold_text(text, false, &locator->exact);
  fold_text(text, true, &locator->caseless);
}

static void view_free(LocateView *view) {
  buf_free(&view->folded);
  vec_free(&view->origin);
}

void locator_free(Locator *locator) {
  view_free(&locator->exact);
  view_free(&locator->caseless);
}

/* Offset of piece in text from `from` on; text.len where it is not. */
static size_t find_from(Str text, size_t from, Str piece) {
  const char *hit = memmem(text.ptr + from, text.len - from, piece.ptr, piece.len);
  return hit ? (size_t)(hit - text.ptr) : text.len;
}

/* Places of head, or of head and the next tail after it. */
static void find_all(const LocateView *view, Str head, Str tail, SpanVec *places) {
  Str text = buf_slice(&view->folded);
  for (size_t at = 0; (at = find_from(text, at, head)) < text.len;) {
    size_t end = at + head.len;
    if (tail.len) {
      size_t second = find_from(text, end, tail);
      if (second == text.len) return;
      end = second + tail.len;
    }
    vec_push(places, (Span){view->origin.items[at], view->origin.items[end]});
    at = end;
  }
}

void locate(const Locator *locator, Str words, bool caseless, SpanVec *places) {
  const LocateView *view = caseless ? &locator->caseless : &locator->exact;
  LocateView folded = {0};
  vec_clear(places);
  fold_text(words, caseless, &folded);
  Str whole = str_trim(buf_slice(&folded.folded)), rest = whole, head;
  if (whole.len && view->folded.len) find_all(view, whole, (Str){0}, places);
  if (whole.len && !places->len && str_cut(&rest, " … ", &head) && rest.len && head.len)
    find_all(view, head, rest, places);
  view_free(&folded);
}

static uint32_t distance(Span a, Span b) {
  if (a.end <= b.beg) return b.beg - a.end;
  return b.end <= a.beg ? a.beg - b.end : 0;
}

Span locate_nearest(const SpanVec *places, Span to) {
  Span best = {0};
  for (uint32_t i = 0; i < places->len; i++) {
    Span place = places->items[i];
    bool nearer = best.beg == best.end || distance(place, to) < distance(best, to);
    bool inside = to.beg <= place.beg && place.end <= to.end;
    bool best_inside = to.beg <= best.beg && best.end <= to.end && best.beg < best.end;
    if ((inside && !best_inside) || (nearer && !best_inside)) best = place;
  }
  return best;
}
