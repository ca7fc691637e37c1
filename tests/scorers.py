#!/usr/bin/env python3
"""scorers.py PROGRAM: `surety eval` against the published scorers in Python, equal to the last digit.

The scorers (score/stances.py, score/quotations.py) and a gold file (gold/dev.jsonl) lie in the folder that the variable
SHARED names; without it the comparison is counted as skipped. Tables are made from gold by chance: records moved, dropped,
doubled, given to others, names respelled."""
import contextlib, io, json, os, random, subprocess, sys, tempfile

ROUNDS = 25
STANCE = "doc_id start end evidence kind holder_id side guarantee stance confidence".split()
QUOTATION = "quotation_id part doc_id start end text kind speaker speaker_id side cue".split()
STAND_INS = str.maketrans({'"': "＂", "\\": "＼", "\n": "␊", "\t": "␉", "\r": "␍"})

def respell(name, chance):
    way = chance.randrange(6)
    return name.upper() if way == 0 else f" {name}  " if way == 1 else name.replace("i", "í") if way == 2 else name

def moved(span, length, by, chance):
    start = max(0, min(length - 2, span[0] + chance.randint(-by, by)))
    return start, max(start + 1, min(length, span[1] + chance.randint(-by, by)))

def stance_rows(docs, chance):
    all_of = lambda key: sorted({s[key] for d in docs for s in d["stances"]})
    holders, sides, types = all_of("holder_id"), all_of("side"), all_of("guarantee")
    for d in docs:
        for s in d["stances"] * 2:
            if chance.random() < 0.5: continue
            start, end = moved(s["span"], len(d["text"]), 30, chance)
            pick = lambda keep, value, others: value if chance.random() < keep else chance.choice(others)
            yield dict(doc_id=d["id"], start=start, end=end, evidence=d["text"][start:end].translate(STAND_INS), kind=s["kind"],
                       holder_id=respell(pick(0.8, s["holder_id"], holders), chance), side=pick(0.9, s["side"], sides),
                       guarantee=pick(0.8, s["guarantee"], types), confidence=f"{chance.random():.4f}",
                       stance=pick(0.7, s["stance"], ["supports", "rejects", "conditional"]))

def quotation_rows(docs, chance):
    for d in docs:
        for q in d["quotations"]:
            for span in q["spans"]:
                if chance.random() < 0.15: continue
                start, end = moved(span, len(d["text"]), 3, chance)
                if chance.random() < 0.2: end = min(len(d["text"]), start + chance.randint(3, 40))
                yield dict(doc_id=d["id"], start=start, end=end, text=d["text"][start:end].translate(STAND_INS),
                           speaker_id=respell(q["speaker_id"], chance) if chance.random() < 0.8 else "")

def write(path, columns, rows):
    with open(path, "w", encoding="utf-8", newline="") as out:
        out.write("\t".join(columns) + "\n")
        for row in rows: out.write("\t".join(str(row.get(c, "")) for c in columns) + "\n")

def run(program, *args):
    return subprocess.run([program, "eval", *args, "--resamples", "0"], check=True, capture_output=True, text=True).stdout

def figures(text):
    return [line.split("   95 %")[0] for line in text.split("\n\n", 1)[1].splitlines() if line]

def compare(program, gold, stances, quotations, folder):
    docs = [json.loads(line) for line in open(gold, encoding="utf-8")]
    equal = differ = 0
    for seed in range(ROUNDS):
        chance = random.Random(seed)
        table, other = os.path.join(folder, "stances.tsv"), os.path.join(folder, "quotations.tsv")
        write(table, STANCE, stance_rows(docs, chance))
        write(other, QUOTATION, quotation_rows(docs, chance))
        theirs = stances.score(stances.load(gold), stances.load(table))
        ours = json.loads(run(program, gold, table, "--json"))
        for figure, members in theirs.items():
            for member, value in members.items():
                same = ours[figure][member] == value
                equal += same; differ += not same
                if not same: print(f"seed {seed}: {figure} {member} is {ours[figure][member]}, not {value}")
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed): quotations.main(gold, other)
        for mine, wanted in zip(figures(run(program, gold, other)), printed.getvalue().splitlines(), strict=True):
            equal += mine == wanted; differ += mine != wanted
            if mine != wanted: print(f"seed {seed}: {mine!r}, not {wanted!r}")
    return equal, differ

def main(program):
    shared = os.environ.get("SHARED", "")
    if not os.path.exists(os.path.join(shared, "score", "stances.py")) or not shared:
        print("scorers: 0 passed, 0 failed, 1 skipped (SHARED= names no folder with score/stances.py)")
        return 0
    sys.dont_write_bytecode = True
    sys.path.insert(0, os.path.join(shared, "score"))
    import quotations, stances
    equal = differ = 0
    here = os.path.dirname(os.path.abspath(__file__))
    with tempfile.TemporaryDirectory() as folder:
        for gold in (os.path.join(here, "data", "eval", "gold.jsonl"), os.path.join(shared, "gold", "dev.jsonl")):
            counts = compare(program, gold, stances, quotations, folder)
            equal += counts[0]; differ += counts[1]
    print(f"scorers: {equal} passed, {differ} failed")
    return 1 if differ else 0

if __name__ == "__main__":
    if len(sys.argv) != 2: sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
