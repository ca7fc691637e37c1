#!/usr/bin/env python3
"""Counts for the attribution patterns: writes lexicons/frames.tsv (python3, standard library only).

usage: frames.py ARTICLES.jsonl CANDIDATES.jsonl > frames.tsv
  ARTICLES    {"id", "text", "attributions": [{"source", "content"}]}, offsets in code points
  CANDIDATES  of frame_candidates for the same articles

A candidate is right when source and content agree with an annotated attribution (Dice >= 0.5; a quotation that the
annotation continues counts too). Two things are counted: the log-odds of each cue in each pattern, drawn to the shares of
its pattern and its cue while counts are few; and for each piece of evidence how its share of right candidates differs
from what the frames let expect. Nothing is fitted; the same input gives the same table."""
import collections, json, math, re, sys

TOKEN = re.compile(r"\w+|[^\w\s]")
PULL = 4          # pseudo-counts that draw a pair to its pattern and cue
CUE_SHARE = 0.7   # how far a cue's own share moves a pattern's
LEAST = 2         # pairs seen more rarely are left to the pattern's probability
OVERLAP = 0.7     # how much of an evidence's own log-odds counts

def logit(p):
    p = min(max(p, 0.01), 0.99)
    return math.log(p / (1 - p))

class Article:
    def __init__(self, text):
        self.tokens = [m.span() for m in TOKEN.finditer(text)]
    def covered(self, spans):
        out, tokens = set(), self.tokens
        for beg, end in spans:
            low, high = 0, len(tokens)
            while low < high:
                middle = (low + high) // 2
                if tokens[middle][1] <= beg: low = middle + 1
                else: high = middle
            while low < len(tokens) and tokens[low][0] < end:
                out.add(low); low += 1
        return out

def dice(a, b):
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0

def is_right(article, candidate, gold):
    source, content = article.covered(candidate["source"]), article.covered(candidate["content"])
    for g_source, g_content in gold:
        begun = "quote" in candidate["pattern"] and content and len(content & g_content) >= 0.8 * len(content)
        if (begun or dice(content, g_content) >= 0.5) and (dice(source, g_source) >= 0.5 or not (source or g_source)):
            return True
    return False

def read(articles, candidates):
    """(lemma, pattern, evidence, right, half) of each candidate."""
    found = {o["id"]: o["candidates"] for o in map(json.loads, open(candidates, encoding="utf-8"))}
    rows = []
    for n, line in enumerate(open(articles, encoding="utf-8")):
        o = json.loads(line)
        article = Article(o["text"])
        gold = [(article.covered(a["source"]), article.covered(a["content"])) for a in o["attributions"]]
        for c in found[o["id"]]:
            rows.append((c["lemma"], c["pattern"], c["evidence"], int(is_right(article, c, gold)), n % 2))
    return rows

class Frames:
    """Log-odds of a cue in a pattern, from counts."""
    def __init__(self, rows):
        self.pair, self.pattern, self.cue = (collections.defaultdict(lambda: [0, 0]) for _ in range(3))
        for lemma, pattern, _, right, _ in rows:
            for count in (self.pair[lemma, pattern], self.pattern[pattern], self.cue[lemma]):
                count[0] += right
                count[1] += 1
        self.base = sum(c[0] for c in self.pattern.values()) / max(1, sum(c[1] for c in self.pattern.values()))
    def odds(self, lemma, pattern):
        right, n = self.pair.get((lemma, pattern), (0, 0))
        p, c = self.pattern.get(pattern, (0, 0)), self.cue.get(lemma, (0, 0))
        pattern_share = (p[0] - right + 1) / (p[1] - n + 3)
        cue_share = (c[0] - right + PULL * self.base) / (c[1] - n + PULL)
        drawn = logit(pattern_share) + CUE_SHARE * (logit(cue_share) - logit(self.base))
        return logit((right + PULL / (1 + math.exp(-drawn))) / (n + PULL)) if n else drawn

def evidence_weights(rows, frames):
    """How much oftener a candidate with this evidence is right than its frame lets expect: a difference of counted
    log-odds, halved because pieces of evidence overlap."""
    right, expected, n = (collections.Counter() for _ in range(3))
    for lemma, pattern, evidence, is_right, _ in rows:
        share = 1 / (1 + math.exp(-frames.odds(lemma, pattern)))
        for name in evidence:
            right[name] += is_right
            expected[name] += share
            n[name] += 1
    weight = {"frame": 1.0}
    for name in n:
        seen = logit((right[name] + 1) / (n[name] + 2))
        weight[name] = OVERLAP * (seen - logit((expected[name] + 1) / (n[name] + 2)))
    return weight

def main(articles, candidates):
    rows = read(articles, candidates)
    frames = Frames(rows)
    weight = evidence_weights(rows, frames)
    print("lemma\tpattern\todds")
    for name in sorted(weight, key=lambda n: (n != "frame", n)):
        print("*\t%s\t%.2f" % (name, weight[name]))
    for lemma, pattern in sorted(frames.pair):
        if lemma and frames.pair[lemma, pattern][1] >= LEAST:
            print("%s\t%s\t%.2f" % (lemma, pattern, frames.odds(lemma, pattern)))
    for pattern, (right, n) in sorted(frames.pattern.items(), key=lambda x: -x[1][1]):
        print("%-24s %5d of %5d right" % (pattern, right, n), file=sys.stderr)

if __name__ == "__main__":
    if len(sys.argv) != 3: sys.exit(__doc__)
    main(*sys.argv[1:])
