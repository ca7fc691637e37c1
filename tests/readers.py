#!/usr/bin/env python3
"""readers.py PROGRAM [--all]: a package of 3,000 hostile documents through the table readers that people use, each with its
defaults: pandas, readr, data.table, Miller, sqlite3, awk, Python's csv. Every reader must see every cell as it was written,
and the package must be what its datapackage.json says. Readers that are not installed are skipped, with --all they fail.
Where NODE_PATH holds npm's `datapackage`, that validates too."""
import csv, json, os, random, re, shutil, subprocess, sys, tempfile
import importlib.util

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
from tables import HOSTILE, PLAIN, STAND_INS, cell

COUNT = 3000
NASTY = ["=1+1", "-5", "+3", "@x", "1e5", "0x1F", "007", "TRUE", "F", "inf", "-", "''", "'a", "a'b", "#x", "`", "$(x)", "%s", "NA ", " NaN", "null", "None",
         "N/A", "2026-01-02", "<script>alert(1)</script>", "a,b;c|d", "\"a\"", "\"", "\"a", "a\"b\"", "\\N", "\\t", "\\", "\\\"", "\ufeffx", "{}", "[1]"]
passed, failed, skipped = 0, 0, 0


def check(holds, *what):
    global passed, failed
    passed, failed = passed + bool(holds), failed + (not holds)
    if not holds:
        print("readers:", *what)


def hostile(chance):
    pieces = [chance.choice(NASTY) if chance.random() < 0.3 else "".join(chance.choices(HOSTILE + ["a", "ß", "7", "word"], k=chance.randint(1, 6)))
              for _ in range(chance.randint(1, 3))]
    return chance.choice(["", " ", "\t"]).join(pieces)


def documents():
    chance = random.Random(9)
    for number in range(COUNT):
        title = NASTY[number] if number < len(NASTY) else hostile(chance)
        text = f"{chance.choice(PLAIN)}\n\n“{hostile(chance)} we shall see about it all,” he said. {hostile(chance)} {chance.choice(PLAIN)}"
        yield {"id": f"{hostile(chance)}{number}", "title": title, "url": hostile(chance), "date": chance.choice(["2026-01-02", "", "2026-02", "soon"]),
               "language": chance.choice(["en", ""]), "text": text}


# ---- readers: each returns the header and the rows, all cells as text, missing ones as "" ----

def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, **options).stdout.decode("utf-8")


def by_hand(path):
    with open(path, encoding="utf-8", newline="\n") as table:
        lines = table.read().split("\n")
    assert lines.pop() == ""
    return [line.split("\t") for line in lines]


def by_csv(path):
    with open(path, encoding="utf-8", newline="") as table:
        return list(csv.reader(table, delimiter="\t"))


def by_pandas(path):
    import pandas
    table = pandas.read_csv(path, sep="\t")
    return [list(table.columns)] + [["" if isinstance(v, float) and v != v else str(v) for v in row] for row in table.itertuples(index=False)]


def by_miller(path):
    rows = json.loads(run("mlr", "-S", "--itsv", "--ojson", "cat", path))
    return [list(rows[0])] + [[str(v) for v in row.values()] for row in rows]


def by_sqlite(path):
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(path, os.path.join(folder, "t.tsv"))
        raw = run("sqlite3", "-batch", cwd=folder, input=b".mode tabs\n.import t.tsv t\n.headers on\n.mode ascii\nselect * from t;\n")
    return [row.split("\x1f") for row in raw.split("\x1e")[:-1]]


def by_awk(path):
    raw = run("awk", "-F\t", '{ for (i = 1; i <= NF; i++) printf "%s%s", $i, i < NF ? "\\037" : "\\036" }', path)
    return [row.split("\x1f") for row in raw.split("\x1e")[:-1]]


def by_r(reading):
    script = f"""options(digits = 15); table <- as.data.frame({reading})
      table[] <- lapply(table, function(x) {{ x <- enc2utf8(as.character(x)); x[is.na(x)] <- ""; x }})
      out <- c(paste(names(table), collapse = "\\037"), do.call(paste, c(unname(as.list(table)), sep = "\\037")))
      writeLines(out, stdout(), sep = "\\036", useBytes = TRUE)"""
    return lambda path: [row.split("\x1f") for row in run("Rscript", "--vanilla", "-e", script, path, env={**os.environ, "LC_ALL": "C.UTF-8"}).split("\x1e")[:-1]]


def has_r(package):
    return shutil.which("Rscript") and subprocess.run(["Rscript", "-e", f"library({package})"], capture_output=True).returncode == 0


READERS = [("csv", by_csv, lambda: True), ("awk", by_awk, lambda: shutil.which("awk")),
           ("pandas", by_pandas, lambda: importlib.util.find_spec("pandas")), ("Miller", by_miller, lambda: shutil.which("mlr")),
           ("sqlite3", by_sqlite, lambda: shutil.which("sqlite3")),
           ("readr", by_r("readr::read_tsv(commandArgs(TRUE)[1], show_col_types = FALSE, progress = FALSE)"), lambda: has_r("readr")),
           ("data.table", by_r("data.table::fread(commandArgs(TRUE)[1])"), lambda: has_r("data.table"))]


def same(seen, wanted, column):
    if column["type"] != "string":
        return seen != "" and float(seen) == float(wanted)
    return seen == wanted


def compare(name, reader, path, schema):
    wanted, seen = by_hand(path), reader(path)
    columns = schema["fields"]
    check(seen[0] == wanted[0], name, path, "the header", seen[0])
    check(len(seen) == len(wanted), name, path, len(seen), "rows, not", len(wanted))
    wrong = [(number, column["name"], a, b) for number, (x, y) in enumerate(zip(seen[1:], wanted[1:]), 2)
             for column, a, b in zip(columns, x, y) if not same(a, b, column)]
    check(not wrong and all(len(row) == len(columns) for row in seen), name, path, "cells:", wrong[:3])


# ---- what datapackage.json says ----

def check_cells(name, field, values):
    limits = field["constraints"]
    full = [v for v in values if v]
    number = {"integer": int, "number": float, "string": lambda v: limits.get("minimum", 0)}[field["type"]]
    check(not limits.get("required") or len(full) == len(values), name, field["name"], "is empty somewhere")
    check(not limits.get("unique") or len(set(full)) == len(full), name, field["name"], "is not unique")
    check("enum" not in limits or set(full) <= set(limits["enum"]), name, field["name"], "beside its enum")
    check("pattern" not in limits or all(re.fullmatch(limits["pattern"], v) for v in full), name, field["name"], "beside its pattern")
    check(all(limits.get("minimum", 0) <= number(v) <= limits.get("maximum", 1e18) for v in full), name, field["name"], "out of its bounds")
    check(field["description"], name, field["name"], "has no description")


def check_package(folder):
    import hashlib
    with open(os.path.join(folder, "datapackage.json"), encoding="utf-8") as file:
        package = json.load(file)
    tables = {}
    for resource in package["resources"]:
        path = os.path.join(folder, resource["path"])
        raw = open(path, "rb").read()
        rows = by_hand(path)
        fields = resource["schema"]["fields"]
        name = resource["name"]
        tables[name] = {f["name"]: [row[i] for row in rows[1:]] for i, f in enumerate(fields)}
        check([f["name"] for f in fields] == rows[0], name, "fields and header")
        check((len(raw), "sha256:" + hashlib.sha256(raw).hexdigest(), len(rows) - 1) == (resource["bytes"], resource["hash"], resource["rows"]),
              name, "bytes, hash or rows")
        for field in fields:
            check_cells(name, field, tables[name][field["name"]])
        keys = list(zip(*(tables[name][k] for k in resource["schema"]["primaryKey"])))
        check(len(set(keys)) == len(keys), name, "primary key")
    for resource in package["resources"]:
        for foreign in resource["schema"].get("foreignKeys", []):
            there = set(tables[foreign["reference"]["resource"]][foreign["reference"]["fields"]])
            check(set(tables[resource["name"]][foreign["fields"]]) <= there, resource["name"], "foreign key")
    counts = {d: int(n) for d, n in zip(tables["documents"]["doc_id"], tables["documents"]["stances"])}
    check(all(tables["stances"]["doc_id"].count(d) == n for d, n in list(counts.items())[:300]), "documents: counts of stances")
    return package, tables


def main(surety, everything):
    global skipped
    given = list(documents())
    with tempfile.TemporaryDirectory() as work:
        with open(os.path.join(work, "in.jsonl"), "w", encoding="utf-8", newline="\n") as out:
            for d in given:
                out.write(json.dumps({k: v for k, v in d.items() if v}) + "\n")
        for threads, folder in (("1", "one"), ("3", "package")):
            subprocess.run([surety, "extract", "in.jsonl", "--package", "package", "--min-confidence", "0.05", "-j", threads], check=True, cwd=work)
            if folder == "one":
                os.rename(os.path.join(work, "package"), os.path.join(work, "one"))
        package, tables = check_package(os.path.join(work, "package"))
        for name in sorted(os.listdir(os.path.join(work, "one"))):
            check(open(os.path.join(work, "one", name), "rb").read() == open(os.path.join(work, "package", name), "rb").read(), name, "other bytes with -j3")
        check([cell(d["title"]) for d in given] == tables["documents"]["title"], "titles are not as they were given")
        check([cell(d["url"]) for d in given] == tables["documents"]["url"], "addresses are not as they were given")
        check([d["date"] if d["date"] != "soon" else "" for d in given] == tables["documents"]["date"], "dates are not as they were given")
        check(len(tables["stances"]["doc_id"]) > 500 and len(tables["quotations"]["doc_id"]) > 1000, "too few rows to say anything")
        for name, reader, there in READERS:
            if not there():
                skipped += 1
                check(not everything, name, "is not installed")
                continue
            for resource in package["resources"]:
                compare(name, reader, os.path.join(work, "package", resource["path"]), resource["schema"])
        validator = ["node", os.path.join(HERE, "validate_package.js"), os.path.join(work, "package", "datapackage.json")]
        if os.environ.get("NODE_PATH") and shutil.which("node"):
            done = subprocess.run(validator, capture_output=True, text=True)
            check(done.returncode == 0, "datapackage:", done.stdout, done.stderr)
        else:
            skipped += 1
            check(not everything, "npm's datapackage is not installed")
    print(f"readers: {passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(os.path.abspath(sys.argv[1]), "--all" in sys.argv))
