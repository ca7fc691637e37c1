#!/usr/bin/env python3
"""floors.py PROGRAM [--write]: accuracy on the corpus's test split must not fall.

eval/floors.tsv holds each figure as it was when it was last written; one that is more than a point below fails the test, with the
commands that show why. --write writes the figures of today: after a change that is meant to move them."""
import csv, json, os, subprocess, sys, tempfile

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), ".."))
FLOORS = os.path.join(ROOT, "eval", "floors.tsv")
LOSS = 1.0  # points
STANCES = ("evidence", "target", "detected", "stance", "doc", "doc_side")

def run(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode: sys.exit(f"{' '.join(command)}: {done.stderr.strip()}\nfloors: 0 passed, 1 failed")
    return done.stdout

def measure(program, corpus, folder):
    stances, quotations = (os.path.join(folder, name) for name in ("stances.tsv", "quotations.tsv"))
    run(program, "extract", os.path.join(corpus, "articles"), "-o", stances, "--quotations", quotations)
    of = lambda table: json.loads(run(program, "eval", corpus, table, "--split", "test", "--resamples", "0", "--json"))
    first, second = of(stances), of(quotations)
    figures = [("stances", f"{name} F1", first[name]["f1"]) for name in STANCES]
    figures += [("stances", "label accuracy", first["label"]["accuracy"])]
    figures += [("quotations", f"{name} F1", second[name]["f1"]) for name in ("span", "complete")]
    return figures + [("quotations", "speaker", second["speaker"]["share"])]

def write(figures):
    with open(FLOORS + ".new", "w", encoding="utf-8") as out:
        out.write("table\tfigure\tmeasured\n" + "".join(f"{t}\t{f}\t{v:.2f}\n" for t, f, v in figures))
    os.replace(FLOORS + ".new", FLOORS)

def why(program, table):
    """How to see what was lost."""
    option = "-o" if table == "stances" else "-o other.tsv --quotations"
    return f"""  what is missed and wrong among the {table}:
    {program} extract corpus/articles {option} now.tsv
    {program} eval corpus now.tsv --split test --errors 1000
  what changed, with the same table of the commit before as before.tsv:
    {program} eval corpus before.tsv now.tsv --split test --errors 1000
  if the change is meant to move it: tests/floors.py {program} --write"""

def main(program, *options):
    program, shown = os.path.realpath(program), os.path.relpath(program, ROOT) if program.startswith(ROOT) else program
    with tempfile.TemporaryDirectory() as folder: figures = measure(program, os.path.join(ROOT, "corpus"), folder)
    if options == ("--write",): return write(figures)
    with open(FLOORS, encoding="utf-8", newline="") as file:
        floors = {(r["table"], r["figure"]): float(r["measured"]) for r in csv.DictReader(file, delimiter="\t")}
    failed = [(t, f, v) for t, f, v in figures if v < floors[t, f] - LOSS]
    for table, figure, value in failed:
        print(f"floors: {figure} is {value:.2f}, and was {floors[table, figure]:.2f} when eval/floors.tsv was written")
    for table in sorted({t for t, _, _ in failed}): print(why(shown, table))
    risen = [f for t, f, v in figures if v > floors[t, f] + LOSS]
    if risen: print(f"(more than a point above eval/floors.tsv: {', '.join(risen)}; tests/floors.py {shown} --write keeps them)")
    print(f"floors: {len(figures) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[2:] not in ([], ["--write"]): sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
