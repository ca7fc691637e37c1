/* Base noun phrases in the sense of Abney's chunks (1991): from the determiner to the head, nothing
 * that follows it. One pass from left to right; each tag is looked at a constant number of times,
 * for a phrase either takes it or ends before it. Folding makes the patterns short, and an anchor
 * cheap. */
#include "attribution/chunk.h"

#include <string.h>

static bool is_noun(char tag) {
  return tagset_has(TAGS("nNl9"), tag);
}

/* Determiners, nouns, and the preposition before a number: nothing else opens a phrase. */
static bool may_open(char tag) {
  return tagset_has(TAGS("DFHnNl9p"), tag);
}

typedef struct {
  uint32_t end; /* one past the head, or the begin where there is no phrase */
  char first, head;
} Chunk;

static bool is_determiner(char tag) {
  return tagset_has(TAGS("DFH"), tag);
}

static char tag_or_end(const TagString *tags, uint32_t at) {
  return at < tags_count(tags) ? tags_at(tags, at) : 0;
}

/* Which tags may stand before a noun of the phrase, given that one was read or not. */
static bool may_pass(const TagString *tags, uint32_t at, bool noun) {
  char tag = tags_at(tags, at), before = tags_at(tags, at - 1), after = tag_or_end(tags, at + 1);
  if (tag == 'S') return noun && is_noun(before);
  if (is_determiner(tag)) return before == 'S' || is_determiner(before) || (before == '9' && !noun);
  if (tag == 'K') return after == 'l'; /* "opinion editor": nobody's opinion */
  if (noun && before == 'N' && (tag == 'e' || tag == 'g')) return after == 'n' || after == 'l';
  if (noun && before != 'S') return false;
  return tagset_has(TAGS("regMv"), tag);
}

/* A name after a common noun opens a phrase of its own ("the vote Tamm lost"), unless a noun
 * follows it
 * ("a top BBC strategist"). */
static bool opens_name(const TagString *tags, uint32_t at) {
  if (tags_at(tags, at) != 'N' || tags_at(tags, at - 1) != 'n') return false;
  while (tag_or_end(tags, at) == 'N' || tag_or_end(tags, at) == 'S') at++;
  return tag_or_end(tags, at) != 'n' && tag_or_end(tags, at) != 'l';
}

static Chunk read_chunk(const TagString *tags, uint32_t at) {
  uint32_t count = tags_count(tags), i = at;
  Chunk chunk = {at, tags_at(tags, at), 0};
  if (chunk.first == 'p' && tag_or_end(tags, at + 1) == '9' &&
      (at == 0 || tagset_has(TAGS("/,"), tags_at(tags, at - 1))))
    i++;
  if (i == at && !is_determiner(chunk.first) && !is_noun(chunk.first)) return chunk;
  for (; i < count; i++) {
    char tag = tags_at(tags, i);
    if (is_noun(tag)) {
      if (i > at && opens_name(tags, i)) break;
      chunk.end = i + 1;
      if (tag != '9' || !chunk.head) chunk.head = tag;
    } else if (i > at ? !may_pass(tags, i, chunk.head && chunk.head != '9') : false) {
      break;
    }
  }
  if (chunk.end == at && i > at + 1 &&
      tagset_has(TAGS("ge"), tags_at(tags, i - 1))) { /* "the planning", "those surveyed" */
    chunk.end = i;
    chunk.head = 'n';
  }
  if (chunk.end > at && tag_or_end(tags, chunk.end) == 'B') chunk.end++;
  return chunk;
}

/* Writes the tag of offsets [from, end) at `to`, and the tokens that it stands for. */
static void fold(TagString *tags, uint32_t to, char tag, uint32_t from, uint32_t end) {
  tags->tags.ptr[to] = tag;
  tags->tokens.items[to] = (Range){tags->tokens.items[from].beg, tags->tokens.items[end - 1].end};
}

static char chunk_tag(const Chunk *chunk) {
  if (chunk->head == 'l') return 'L';
  if (chunk->head != 'n') return chunk->head;
  return chunk->first == 'D' || chunk->first == 'F' ? 'A' : chunk->first == 'H' ? 'J' : 'n';
}

void chunk_fold(TagString *tags) {
  uint32_t count = tags_count(tags), to = 0, anchor = 0, kept = 0;
  for (uint32_t i = 0; i < count;) {
    char tag = tags_at(tags, i);
    uint32_t end = i + 1;
    Chunk chunk = {.end = i};
    if (may_open(tag)) chunk = read_chunk(tags, i);
    if (chunk.end > i) {
      tag = chunk_tag(&chunk);
      end = chunk.end;
    } else if (tag == 'F')
      tag = 'D';
    for (; anchor < tags->anchors.len && tags->anchors.items[anchor].at < end; anchor++) {
      if (chunk.end > i) continue; /* a word of the phrase */
      tags->anchors.items[kept] = tags->anchors.items[anchor];
      tags->anchors.items[kept++].at = to;
    }
    fold(tags, to++, tag, i, end);
    i = end;
  }
  tags->tags.len = tags->tokens.len = to;
  tags->anchors.len = kept;
}
