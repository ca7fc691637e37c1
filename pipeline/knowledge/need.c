/* An abstract run of the expression from left to right. What is known at each place is the set of
 * tags that may have been read last; a class that must be read, whatever the way through, is a
 * need. Look-arounds read nothing: only one that looks behind narrows what was last. Possessive
 * and atomic groups are taken as plain ones, which match more. */
#include "knowledge/need.h"

#include <string.h>

enum { DEPTH_MAX = 32, BEGIN = 0 };

static const TagSet EVERYTHING = {{UINT64_MAX, UINT64_MAX}};

static TagSet one_tag(char tag) {
  TagSet set = {{0}};
  set.bits[tag & 64 ? 1 : 0] = UINT64_C(1) << (tag & 63);
  return set;
}
static TagSet either(TagSet a, TagSet b) {
  return (TagSet){{a.bits[0] | b.bits[0], a.bits[1] | b.bits[1]}};
}
static TagSet both(TagSet a, TagSet b) {
  return (TagSet){{a.bits[0] & b.bits[0], a.bits[1] & b.bits[1]}};
}
static bool meet(TagSet a, TagSet b) {
  return ((a.bits[0] & b.bits[0]) | (a.bits[1] & b.bits[1])) != 0;
}

/* ---- reading an expression ---- */

typedef struct {
  Str text;
  size_t at;
  Need need;       /* of what was read so far */
  TagSet anchored; /* what may stand right before the anchor */
  uint32_t sure;   /* needs that are before the anchor even where the expression does not hold it */
  bool passed;     /* the anchor was read */
  bool roamed;     /* something was read that may have been the anchor */
  bool lost;       /* something is not understood */
} Reader;

static TagSet read_choices(Reader *r, TagSet last, uint32_t depth);

static char peek(Reader *r) {
  while (r->at < r->text.len && r->text.ptr[r->at] == ' ') r->at++;
  return r->at < r->text.len ? r->text.ptr[r->at] : 0;
}

static bool skip(Reader *r, const char *piece) {
  Str rest = {r->text.ptr + r->at, r->text.len - r->at};
  bool here = str_starts(rest, piece);
  if (here) r->at += strlen(piece);
  return here;
}

static void skip_to(Reader *r, char end) {
  while (r->at < r->text.len && r->text.ptr[r->at] != end) r->at++;
  if (r->at < r->text.len)
    r->at++;
  else
    r->lost = true;
}

/* What was read since `mark` need not be read: its needs are none. */
static void forget(Reader *r, const Reader *mark) {
  r->lost |= r->passed != mark->passed;
  r->need = mark->need;
  r->sure = mark->sure;
}

/* [abc], [^abc]; ranges and escapes are not understood. */
static TagSet read_class(Reader *r) {
  TagSet set = {{0}};
  bool negated = skip(r, "^");
  for (; r->at < r->text.len && r->text.ptr[r->at] != ']'; r->at++) {
    char tag = r->text.ptr[r->at];
    r->lost |= tag <= 0 || strchr("-\\[", tag);
    set = either(set, one_tag(tag));
  }
  r->lost |= !skip(r, "]");
  return negated ? (TagSet){{~set.bits[0], ~set.bits[1]}} : set;
}

/* * + ? {m,n}, with + or ? behind; true when what it stands behind may be left out. */
static bool read_quantifier(Reader *r) {
  char sign = peek(r);
  if (!sign || !strchr("*+?{", sign)) return false;
  r->at++;
  bool optional = sign == '*' || sign == '?';
  if (sign == '{') {
    optional = skip(r, "0") || skip(r, ",");
    skip_to(r, '}');
  }
  (void)(skip(r, "+") || skip(r, "?"));
  return optional;
}

static void note(Reader *r, TagSet set) {
  Need *need = &r->need;
  if (r->passed) {
    if (need->afters < NEEDS_MAX) need->after[need->afters++] = set;
  } else if (need->befores < NEEDS_MAX) {
    need->before[need->befores++] = set;
    if (!r->roamed) r->sure = need->befores;
  }
}

static TagSet read_anchor(Reader *r, TagSet last) {
  r->lost |= r->passed || read_quantifier(r);
  r->passed = true;
  r->anchored = last;
  return one_tag('@');
}

static TagSet read_tags(Reader *r, TagSet set, TagSet last) {
  bool optional = read_quantifier(r);
  if (!optional) note(r, set);
  r->roamed |= tagset_has(set, '@');
  return optional ? either(last, set) : set;
}

/* A look-around, behind its `(?`: it reads nothing, so what is in it is no need. */
static TagSet read_look(Reader *r, TagSet last, uint32_t depth) {
  Reader inner = {.text = r->text, .at = r->at};
  bool narrows = skip(&inner, "<=");
  if (!narrows) (void)(skip(&inner, "<!") || skip(&inner, "=") || skip(&inner, "!"));
  TagSet read = read_choices(&inner, EVERYTHING, depth);
  r->at = inner.at;
  r->lost |= inner.lost;
  return narrows ? both(last, read) : last;
}

/* Behind an opening bracket. A group that repeats leaves what it leaves after one round: what its
 * end depends on of the round before is a part of that. */
static TagSet read_group(Reader *r, TagSet last, uint32_t depth) {
  Str rest = {r->text.ptr + r->at, r->text.len - r->at};
  bool look = str_starts(rest, "?=") || str_starts(rest, "?!") || str_starts(rest, "?<=") ||
              str_starts(rest, "?<!");
  if (skip(r, "?")) {
    if (look) return read_look(r, last, depth);
    if (skip(r, "<"))
      skip_to(r, '>');
    else
      r->lost |= !(skip(r, ":") || skip(r, ">"));
  }
  Reader mark = *r;
  TagSet read = read_choices(r, last, depth);
  if (!read_quantifier(r)) return read;
  forget(r, &mark);
  return either(last, read);
}

static TagSet read_one(Reader *r, TagSet last, uint32_t depth) {
  char sign = r->text.ptr[r->at++];
  switch (sign) {
  case '[':
    return read_tags(r, read_class(r), last);
  case '(':
    return read_group(r, last, depth + 1);
  case '.':
    return read_tags(r, EVERYTHING, last);
  case '^':
    return both(last, one_tag(BEGIN));
  case '$':
    return last;
  case '@':
    return read_anchor(r, last);
  default:
    r->lost |= sign < 0 || strchr("\\*+?{}#", sign);
    return read_tags(r, one_tag(sign), last);
  }
}

/* Up to the closing bracket, which is read, or the end. */
static TagSet read_choices(Reader *r, TagSet last, uint32_t depth) {
  Reader mark = *r;
  TagSet first = last, all = {{0}};
  bool several = false;
  r->lost |= depth > DEPTH_MAX;
  while (!r->lost && peek(r) && peek(r) != ')') {
    if (peek(r) != '|') {
      last = read_one(r, last, depth);
      continue;
    }
    several = true;
    r->at++;
    all = either(all, last);
    last = first;
  }
  if (depth) r->lost |= !skip(r, ")");
  if (several) forget(r, &mark);
  return either(all, last);
}

/* ---- what it is for ---- */

Need need_nothing(void) {
  return (Need){.last = EVERYTHING};
}

static void add_sets(TagSet *to, uint32_t *count, const TagSet *from, uint32_t more) {
  for (uint32_t i = 0; i < more && *count < NEEDS_MAX; i++) to[(*count)++] = from[i];
}

/* "…@T …": what is certain to be read right behind the anchor. Only an expression without choices
 * at its outermost level tells. */
static char next_of(Str expression) {
  uint32_t depth = 0;
  bool set = false;
  char next = 0;
  for (size_t i = 0; i < expression.len; i++) {
    char c = expression.ptr[i];
    if (c == '[' || c == ']') set = c == '[';
    if (set) continue;
    depth += c == '(';
    depth -= c == ')' && depth;
    if (c == '|' && !depth) return 0;
    if (c != '@' || depth || i + 1 == expression.len) continue;
    char tag = expression.ptr[i + 1], after = i + 2 < expression.len ? expression.ptr[i + 2] : ' ';
    bool plain = (tag >= 'a' && tag <= 'z') || (tag >= 'A' && tag <= 'Z') || tag == ',';
    if (plain && !strchr("*+?{", after)) next = tag;
  }
  return next;
}

void need_add(Need *need, Str expression) {
  Reader r = {.text = expression};
  read_choices(&r, EVERYTHING, 0);
  if (r.lost || r.at != r.text.len) return;
  char next = next_of(expression);
  if (next) need->next = next;
  if (r.passed) need->last = both(need->last, r.anchored);
  add_sets(need->before, &need->befores, r.need.before, r.passed ? r.need.befores : r.sure);
  add_sets(need->after, &need->afters, r.need.after, r.need.afters);
}

static TagSet tags_of(const char *tag, const char *end) {
  TagSet set = {{0}};
  for (; tag < end; tag++) set.bits[*tag >> 6 & 1] |= UINT64_C(1) << (*tag & 63);
  return set;
}

Surroundings need_around(Str tags, size_t anchor) {
  Surroundings around = {.last = anchor ? tags.ptr[anchor - 1] : BEGIN};
  if (anchor + 1 < tags.len) around.next = tags.ptr[anchor + 1];
  around.before = tags_of(tags.ptr, tags.ptr + anchor);
  if (anchor < tags.len) around.after = tags_of(tags.ptr + anchor + 1, tags.ptr + tags.len);
  return around;
}

bool need_met(const Need *need, const Surroundings *around) {
  bool met = tagset_has(need->last, around->last) && (!need->next || need->next == around->next);
  if (!met) return false; /* as for most */
  for (uint32_t i = 0; i < need->befores; i++) met &= meet(need->before[i], around->before);
  for (uint32_t i = 0; i < need->afters; i++) met &= meet(need->after[i], around->after);
  return met;
}
