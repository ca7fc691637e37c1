#!/usr/bin/env python3
"""tables.py PROGRAM [--data DIR]: what must hold of every table, whatever the rows say (python3, standard library only).

The inputs are the sample articles, and documents made by chance of sentences and hostile characters. Checked are the
dialect of the tables, that start and end give back the words in the text that the program read, that ids and order are
as promised, that rows agree with each other, and that the bytes do not depend on the number of threads."""
import hashlib, json, os, random, re, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
STANCES = ("stance_id doc_id date title url start end evidence kind source source_id cue holder holder_id side guarantee term "
           "stance confidence p_supports p_rejects p_conditional condition sentence text_sha256 model").split()
QUOTATIONS = "quotation_id part doc_id start end text kind speaker speaker_id side cue".split()
STAND_INS = {chr(c): chr(0x2400 + c) for c in range(0x20)} | {'"': "\uff02", "\\": "\uff3c", "\x7f": "\u2421"} | {
    c: "\u2424" for c in "\u0085\u2028\u2029\ufeff"}
FORBIDDEN = re.compile("[\x00-\x1f\x7f\"\\\\\u0085\u2028\u2029\ufeff]")
PLAIN = ["Arland supports the net ban, its fisheries ministry said on Friday.", "Poland rejects ground troops, Warsaw said.",
         "Brenmark rejects patrol boats, its fisheries ministry said.", "“We want the net ban,” the minister told reporters.",
         "'The Strait Council would accept a herring quota only if the costs are shared,' its spokesman said.", "Nobody waved.",
         "\"Ukraine must join NATO,\" Andrzej Duda said. \"Now.\"", "The plan (see p. 3) cost $1,500.50 at 3 p.m. on 4 May…",
         "France would send troops to Ukraine if Washington backed them, a French diplomat said.", "NA", "null", "He said:"]
HOSTILE = list("\"\\\t\n\r\x00\x01\x1f\x7f\u0085\u2028\u2029\ufeff\u200b\u00a0\u3000 .!?“”‘’«»„()[]*_#>|<&;-–—…") + [
    "\n\n", "\r\n", "e\u0301", "👩\u200d👩\u200d👧", "🇵🇱", "שלום", "中文", "한국", "Ǆ", "ﬁ", "\U0010ffff", "**", "[1]", "](http://x.y)", "<sup>", "://"]
checked, failed = {}, {}  # a promise is the line that checks it, however many rows it is tried on


def check(holds, *what):
    promise = sys._getframe(1).f_lineno
    checked[promise] = checked.get(promise, 0) + 1
    if not holds:
        failed[promise] = failed.get(promise, 0) + 1
        if failed[promise] <= 3:
            print("tables:", *what)


def cell(words):
    words = words.strip(" \t\n\v\f\r\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200b))))
    words = "".join(STAND_INS.get(c, c) for c in words)
    return chr(ord(words[0]) + 0xfee0) + words[1:] if words in ("NA", "N/A", "NaN", "null", "None") else words


def documents(seed):
    chance = random.Random(seed)
    for number in range(150):
        pieces = []
        for _ in range(chance.randint(1, 30)):
            pieces.append(chance.choice(PLAIN) if chance.random() < 0.6 else "".join(chance.choices(HOSTILE, k=chance.randint(1, 4))))
            pieces.append(chance.choice([" ", " ", "\n\n", "", "\n"]))
        text = "".join(pieces)
        if chance.random() < 0.3:  # broken in the middle, marks without partners
            text = text[chance.randint(0, 20):]
        if not text:
            continue
        noise = "".join(chance.choices(HOSTILE, k=3))
        yield {"id": f"{noise}-{number}", "title": noise + "title" + noise, "date": "2031-03-02", "url": f"https://example.org/{number}",
               "language": "en", "text": text}


def run(surety, data, arguments, status=0):
    done = subprocess.run([surety, "extract", *arguments, *data], capture_output=True)
    if done.returncode != status:
        sys.exit(f"surety extract {' '.join(arguments)}: status {done.returncode}\n{done.stderr.decode()}\ntables: 0 passed, 1 failed")
    return done.stdout


def table(raw, columns, name):
    text = raw.decode("utf-8")
    check(text.endswith("\n") and not text.startswith("\ufeff") and "\r" not in text, name, "LF at the end, no BOM, no CR")
    lines = text[:-1].split("\n")
    check(lines[0].split("\t") == columns, name, "the header")
    check(all(re.fullmatch("[a-z][a-z0-9_]*", c) for c in columns), name, "names of columns")
    rows = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        check(len(cells) == len(columns), name, number, len(cells), "columns")
        for value in cells:
            check(not FORBIDDEN.search(value) and value == value.strip() and value not in ("NA", "N/A", "NaN", "null", "None"),
                  name, number, "a forbidden cell", repr(value))
        rows.append(dict(zip(columns, cells)))
    return rows


def check_place(row, words, texts, name):
    start, end, text = int(row["start"]), int(row["end"]), texts.get(row["doc_id"])
    check(text is not None and 0 <= start < end <= len(text), name, row["doc_id"], start, end)
    check(text is not None and cell(text[start:end]) == row[words] and len(row[words]) == end - start, name, row["doc_id"], start, end,
          repr(row[words]))


def check_stances(rows, texts, order):
    check(len({r["stance_id"] for r in rows}) == len(rows), "stance ids are unique")
    keys = [(order.get(r["doc_id"], -1), int(r["start"]), r["guarantee"], r["holder_id"]) for r in rows]
    check(keys == sorted(keys), "order of the stances", next((b for a, b in zip(keys, keys[1:]) if a > b), ""))
    for r in rows:
        here = ("stance", r["stance_id"])
        check_place(r, "evidence", texts, "stance")
        check(re.fullmatch(re.escape(r["doc_id"]) + r"\.s[1-9][0-9]*", r["stance_id"]) and r["doc_id"][0].isalpha(), *here, "id")
        check(r["kind"] in ("direct", "indirect", "mixed", "narrated"), *here, r["kind"])
        check(r["stance"] in ("supports", "rejects", "conditional"), *here, r["stance"])
        check(r["kind"] != "narrated" or not r["source"] + r["source_id"] + r["cue"], *here, "narrated with a source")
        check(all(r[c] for c in ("evidence", "holder", "holder_id", "guarantee", "sentence", "text_sha256", "model")), *here, "an empty cell")
        p = [float(r["p_supports"]), float(r["p_rejects"]), float(r["p_conditional"])]
        check(all(re.fullmatch(r"[01]\.[0-9]{4}", r[c]) for c in STANCES[18:22]) and sum(p) <= 1.0002 and 0 <= float(r["confidence"]) <= 1,
              *here, "probabilities", p)
        check(p[("supports", "rejects", "conditional").index(r["stance"])] == max(p), *here, "another stance is likelier")
        check(not r["condition"] or r["stance"] == "conditional", *here, "a condition of", r["stance"])
        text = texts.get(r["doc_id"], "")
        check(hashlib.sha256(text.encode()).hexdigest() == r["text_sha256"], *here, "hash of the text")
        full = "".join(STAND_INS.get(c, c) for c in text)
        for column in ("source", "cue", "holder", "term", "condition", "sentence"):
            check(r[column] in full or r[column][1:] in full, *here, column, "is not in the text:", repr(r[column]))
        check(r["evidence"] in r["sentence"] or len(r["evidence"]) < 5 and r["evidence"][1:] in r["sentence"], *here, "evidence outside its sentence:", repr(r["evidence"]), repr(r["sentence"]))


def check_quotations(rows, texts, order):
    seen = {}
    keys = [order.get(r["doc_id"], -1) for r in rows]
    check(keys == sorted(keys), "order of the quotations")
    for r in rows:
        check_place(r, "text", texts, "quotation")
        check(r["kind"] in ("speech", "fragment", "term"), "quotation", r["quotation_id"], r["kind"])
        check(int(r["part"]) == seen.get(r["quotation_id"], 0) + 1, "quotation", r["quotation_id"], "part", r["part"])
        seen[r["quotation_id"]] = int(r["part"])


def check_attributions(raw, texts, ids):
    lines = raw.decode().splitlines() if raw else []
    check([json.loads(line)["id"] for line in raw.decode().split("\n")[:-1]] == ids, "attributions: one line a document")
    for line in raw.decode().split("\n")[:-1]:
        doc = json.loads(line)
        length = len(texts[doc["id"]])
        for a in doc["attributions"]:
            check(set(a) == {"source", "cue", "content"} and a["content"], "attribution", repr(doc["id"]), a)
            check(all(0 <= s < e <= length for part in a.values() for s, e in part), "attribution outside the text", repr(doc["id"]), a)


def check_run(surety, data, inputs, folder, given=None):
    path = lambda name: os.path.join(folder, name)
    outputs = ["--quotations", path("q"), "--attributions", path("a"), "--texts", path("t")]
    one = run(surety, data, [*inputs, *outputs, "-j1", "--min-confidence", "0"])
    first = [one] + [open(path(name), "rb").read() for name in "qat"]
    for threads in ("-j8", "-j3"):
        again = run(surety, data, [*inputs, *outputs, threads, "--min-confidence", "0"])
        check(first == [again] + [open(path(name), "rb").read() for name in "qat"], "other bytes with", threads)
    read = [json.loads(line) for line in first[3].decode().split("\n")[:-1]]
    if given:
        check([{k: d[k] for k in d if d[k]} for d in given] == read, "--texts: the documents as they were given")
    order, texts = {}, {}
    stances, quotations = table(one, STANCES, "stances"), table(first[1], QUOTATIONS, "quotations")
    for number, doc in enumerate(read):
        key = cell("".join(STAND_INS.get(c, c) for c in ("" if doc["id"][0].isalpha() else "d") + doc["id"]))
        order[key], texts[key] = number, doc["text"]
    check_stances(stances, texts, order)
    check_quotations(quotations, texts, order)
    check_attributions(first[2], {d["id"]: d["text"] for d in read}, [d["id"] for d in read])
    kept = table(run(surety, data, [*inputs, "--min-confidence", "0.6"]), STANCES, "kept")
    check([r["evidence"] for r in kept] == [r["evidence"] for r in stances if float(r["confidence"]) >= 0.6] or
          all(float(r["confidence"]) >= 0.5999 for r in kept), "--min-confidence")
    return len(stances), len(quotations)


def main(surety, data):
    with tempfile.TemporaryDirectory() as folder:
        counts = [check_run(surety, data, [os.path.join(HERE, "..", "corpus", "sample")], folder)]
        for seed in (1, 2):
            given = list(documents(seed))
            path = os.path.join(folder, "given.jsonl")
            with open(path, "w", encoding="utf-8", newline="\n") as out:
                for d in given:
                    out.write(json.dumps(d, ensure_ascii=seed == 1) + "\n")
            counts.append(check_run(surety, data, [path], folder, given))
    rows, spans = map(sum, zip(*counts))
    check(rows > 100 and spans > 100, "too few rows to say anything:", rows, spans)
    print(f"tables (over {rows} stances, {spans} quotations): {len(checked) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2:]))
