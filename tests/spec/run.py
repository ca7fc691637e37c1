#!/usr/bin/env python3
r"""Runs the readable cases of this folder (python3, standard library only).

usage: run.py SURETY [FILE…]

A case begins with "=== name"; then come the text, a line with a dot, and what is wanted, one a line. sentences.txt
and markup.txt list sentences, tokens.txt lists tokens, quotations.txt quotations of the table that `surety extract
--quotations` writes (its kind, a space, its words). In a case whose name ends in "(escaped)", \uXXXX in the text stands
for a character.
"""
import json, os, re, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def fold(text):
    return " ".join(text.split())


def cases(path):
    for part in open(path, encoding="utf-8").read().split("\n=== ")[1:]:
        name, _, rest = part.partition("\n")
        text, dot, wanted = rest.partition("\n.\n")
        if not dot:
            sys.exit(f"{path}: no line with a dot in case {name!r}")
        if name.endswith("(escaped)"):
            text = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)
        yield name, text, [fold(line) for line in wanted.split("\n") if line.strip()]


def tokenized(surety, texts):
    lines = "".join(json.dumps({"id": f"c{i}", "text": text}) + "\n" for i, text in enumerate(texts))
    run = subprocess.run([surety, "tokenize", "-"], input=lines.encode(), stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in run.stdout.decode().splitlines()]


def found(surety, path, texts):
    if os.path.basename(path) == "quotations.txt":
        return quoted(surety, texts)
    unit = "tokens" if os.path.basename(path) == "tokens.txt" else "sentences"
    return [[fold(text[a:b]) for a, b in doc[unit]] for text, doc in zip(texts, tokenized(surety, texts))]


def quoted(surety, texts):
    with tempfile.TemporaryDirectory() as folder:
        table = os.path.join(folder, "quotations.tsv")
        lines = "".join(json.dumps({"id": f"c{i}", "text": text}) + "\n" for i, text in enumerate(texts))
        subprocess.run([surety, "extract", "-", "--quotations", table], input=lines.encode(),
                       stdout=subprocess.DEVNULL, check=True)
        got = [[] for _ in texts]
        with open(table, encoding="utf-8", newline="\n") as file:
            names = next(file).rstrip("\n").split("\t")
            for line in file:
                row = dict(zip(names, line.rstrip("\n").split("\t")))
                number = int(row["doc_id"][1:])
                words = texts[number][int(row["start"]):int(row["end"])]
                got[number].append(fold(f"{row['kind']} {words}"))
        return got


def main(surety, paths):
    failed = total = 0
    for path in paths:
        listed = list(cases(path))
        for (name, text, wanted), got in zip(listed, found(surety, path, [case[1] for case in listed])):
            total += 1
            if got != wanted:
                failed += 1
                print(f"{os.path.basename(path)}: {name}\n  wanted {wanted}\n  got    {got}")
    print(f"{total - failed} of {total} cases right")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    files = sys.argv[2:] or [os.path.join(HERE, f) for f in sorted(os.listdir(HERE)) if f.endswith(".txt")]
    sys.exit(main(sys.argv[1], files))
