#!/usr/bin/env python3
"""near.py A.tsv B.tsv: two tables of all candidates by models that should differ by rounding alone. Fails where more than 1 % of the
rows are not in both with the same label, or a probability differs by more than 0.02."""
import sys

KEY, CHANCES = ("doc_id", "start", "end", "holder_id", "guarantee"), ("p_supports", "p_rejects", "p_conditional")


def rows(path):
    with open(path, encoding="utf-8", newline="\n") as file: names, *lines = (line.rstrip("\n").split("\t") for line in file)
    read = [dict(zip(names, line)) for line in lines]
    return {tuple(row[name] for name in KEY): row for row in read}


one, two = (rows(path) for path in sys.argv[1:3])
both = one.keys() & two.keys()
other = len(one.keys() | two.keys()) - len(both) + sum(one[key]["stance"] != two[key]["stance"] for key in both)
most = max(abs(float(one[key][name]) - float(two[key][name])) for key in both for name in CHANCES)
print(f"arch: of {len(one)} rows {other} are others or have another label; probabilities differ by {most:.4f} at most")
sys.exit(other > len(one) // 100 or most > 0.02)
