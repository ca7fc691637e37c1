#!/usr/bin/env python3
"""report.py PROGRAM CORPUS MODEL OUT: measures what is at hand and writes OUT/REPORT.md with its pictures (make eval).

External data by variable: GOLD= gold lines, POLNEAR= attributions in gold lines, RULES= sentence cases; SCORERS= the folder of
attributions.py and sentences.py. What is not given is named in the report as not measured.
JOBS= trainings at a time (default: the processors). ARTICLES= the share of articles of every training, to try the report out
(default: 1)."""
import concurrent.futures, csv, hashlib, json, os, re, resource, shutil, subprocess, sys, tempfile, time

SHARES = (0.1, 0.25, 0.5, 1)
STANCE_FIGURES = ("evidence", "target", "detected", "stance", "doc", "doc_side")
QUOTATION_FIGURES = ("span", "complete")
FOLDS = "2"  # of the trainings for the ablation: enough for a threshold, and twice as fast as five

def say(text):
    print(f"[{time.strftime('%H:%M:%S')}] {text}", file=sys.stderr, flush=True)

def run(*command, **options):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, **options)
    if done.returncode:
        sys.exit(f"report: {' '.join(map(str, command))}: exit {done.returncode}\n{done.stderr}")
    return done.stdout

def digest_of(folder):
    """Of all files of a folder, by name and content."""
    whole = hashlib.sha256()
    for path in sorted(os.path.join(at, name) for at, _, names in os.walk(folder) for name in names):
        with open(path, "rb") as file:
            whole.update(f"{os.path.relpath(path, folder)}\0{hashlib.sha256(file.read()).hexdigest()}\n".encode())
    return whole.hexdigest()[:16]

def timed(*command):
    """Wall time in seconds, peak memory in MiB of one run."""
    start = time.monotonic()
    process = subprocess.Popen([str(c) for c in command], stderr=subprocess.PIPE, text=True)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status: sys.exit(f"report: {' '.join(map(str, command))}: {errors}")
    return time.monotonic() - start, usage.ru_maxrss / 1024

def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))

class Report:
    def __init__(self, program, corpus, model, out):
        self.program, self.out = os.path.realpath(program), os.path.realpath(out)
        self.data = os.environ.setdefault("SURETY_DATA", os.path.realpath(os.path.join(os.path.dirname(__file__), "..")))
        self.data = os.environ["SURETY_DATA"] = os.path.realpath(self.data)
        self.baseline = os.path.join(os.path.dirname(self.program), "baseline")
        self.work = tempfile.mkdtemp()
        self.lines = []
        # Reports name files as they were given: names of this machine do not get in.
        os.symlink(os.path.realpath(corpus), os.path.join(self.work, "corpus"))
        os.symlink(os.path.realpath(model), os.path.join(self.work, "model"))
        self.variables = {name: os.path.realpath(value) for name in ("GOLD", "POLNEAR", "RULES", "SCORERS")
                          if (value := os.environ.get(name))}
        os.chdir(self.work)
        self.articles = rows_of("corpus/articles.tsv")
        self.share = float(os.environ.get("ARTICLES") or 1)
        self.jobs = int(os.environ.get("JOBS") or os.cpu_count() or 1)

    # ---- writing ----
    def put(self, *lines): self.lines += lines
    def heading(self, text): say(text); self.put(f"## {text}", "")
    def block(self, text): self.put("```", *text.rstrip("\n").split("\n"), "```", "")
    def missing(self, why): self.put(f"Not measured: {why}.", "")
    def table(self, head, rows):
        self.put("| " + " | ".join(head) + " |", "|" + " --- |" * len(head), *("| " + " | ".join(r) + " |" for r in rows), "")

    # ---- measuring ----
    def extract(self, inputs, stances, *more, model="./model/"):
        run(self.program, "extract", "--model", model, inputs, "-o", stances, *more)
    def evaluate(self, gold, *tables, split=True):
        return json.loads(run(self.program, "eval", gold, *tables, *(["--split", "test"] if split and gold == "corpus" else []), "--json"))
    def text_of(self, gold, *tables, more=()):
        return run(self.program, "eval", gold, *tables, *(["--split", "test"] if gold == "corpus" else []), *more)

    @staticmethod
    def rates(figure):
        low, high = figure["interval"]["f1"]
        interval = "" if low is None else f" ({low:.1f} to {high:.1f})"
        return f"{figure['p']:.1f} / {figure['r']:.1f} / **{figure['f1']:.1f}**{interval}"

    def beside(self, gold, table, other, names):
        """The figures of a table, with those of another one beside them where there is one."""
        if other is None:
            figures = self.evaluate(gold, table)
            self.table(("figure", "precision / recall / **F1** (95 %)"), [(n, self.rates(figures[n])) for n in names])
        else:
            both = self.evaluate(gold, other, table)
            theirs, figures = both["predicted"]
            change = both["difference"]
            self.table(("figure", "precision / recall / **F1** (95 %)", "plain baseline", "difference of F1 (p)"),
                       [(n, self.rates(figures[n]), self.rates(theirs[n]),
                         f"{change[n + '_f1']['difference']:+.1f} ({change[n + '_f1']['p']:.3f})") for n in names])
        return figures

    def label_line(self, figures):
        label = figures["label"]
        self.put(f"Stance of the {label['n']} records whose place, guarantee and holder are right: accuracy {label['accuracy']:.1f}, "
                 f"macro-F1 {label['macro_f1']:.1f}.", "")

    def baseline_table(self, gold, out):
        if not os.path.exists(self.baseline): return None
        with open(out, "w", encoding="utf-8") as file:
            subprocess.run([self.baseline, os.path.join(self.data, "lexicons"), gold], stdout=file, check=True)
        return out

    def train(self, name, *options):
        start = time.monotonic()
        done = subprocess.run([self.program, "train", "corpus", "-j", "1", *self.cost, *map(str, options), "-o", name], capture_output=True, text=True)
        if done.returncode:
            say(f"  {name}: {done.stderr.strip()}")
            return {"failed": done.stderr.strip().splitlines()[-1]}
        printed, stances = done.stdout, f"{name}.tsv"
        self.extract("test", stances, model=f"./{name}/")
        say(f"  trained {name} in {time.monotonic() - start:.0f} s")
        validated = re.search(r"(\d+) articles.*F1 ([0-9.]+), calibration", printed, re.S)
        return {"table": stances, "articles": int(validated[1]), "validated": float(validated[2])}

    # ---- parts ----
    def head(self):
        tests = [a["id"] for a in self.articles if a["split"] == "test"]
        os.mkdir("test")
        for name in tests: shutil.copy(f"corpus/articles/{name}.txt", "test")
        if not tests: sys.exit("report: the corpus has no article for testing")
        checked = subprocess.run([self.program, "check", "--corpus", "corpus", "--export", "all.jsonl"], capture_output=True, text=True)
        if not os.path.exists("all.jsonl"): sys.exit(f"report: surety check finds faults\n{checked.stderr}")
        stale = "trained on other articles" in subprocess.run([self.program, "check"], capture_output=True, text=True).stderr
        chosen = set(tests)
        with open("all.jsonl", encoding="utf-8") as lines, open("test.jsonl", "w", encoding="utf-8") as out:
            out.writelines(line for line in lines if json.loads(line)["id"] in chosen)
        card = open("model/card.md", encoding="utf-8").read() if os.path.exists("model/card.md") else ""
        self.card = card
        cost = re.search(r"^\| C, weight of none \| ([0-9.]+)", card, re.M)
        self.cost = ["--cost", cost[1]] if cost else []
        words = sum(len(open(f"test/{name}.txt", encoding="utf-8").read().split()) for name in tests)
        name = re.search(r"^# Model (.+)$", card, re.M)
        self.put("# Accuracy, as measured", "", "Written by `make eval`; [README.md](README.md) says what each figure counts.", "")
        if self.share != 1: self.put(f"**The trainings made for this report (learning curve, ablation) saw {self.share:g} of the articles; the model measured saw all.**", "")
        self.table(("", ""), [("program", run(self.program, "--version").strip()), ("model", (name[1] if name else "without a card") + (", **trained on other articles than the corpus has now**" if stale else "")),
                              ("corpus", digest_of("corpus/articles") + f", {len(self.articles)} articles"),
                              ("lexicons", digest_of(os.path.join(self.data, "lexicons"))),
                              ("test split", f"{len(tests)} articles, {words} words")])

    def test_split(self):
        self.heading("Corpus, test split")
        self.extract("test", "stances.tsv", "--quotations", "quotations.tsv")
        other = self.baseline_table("test.jsonl", "baseline.tsv")
        figures = self.beside("corpus", "stances.tsv", other, STANCE_FIGURES)
        self.label_line(figures)
        if other: self.put("The plain baseline takes the actor named nearest to the guarantee in its sentence and the polarity phrase nearest to it "
                           "(`eval/baseline.c`).", "")
        else: self.missing("the plain baseline, whose program is not there: `make build/release/baseline`")
        self.put("![confusion of the stances](confusion.svg) ![reliability of the confidence](reliability.svg)", "")
        self.block(self.text_of("corpus", "stances.tsv", more=("--pictures", self.out)))
        self.heading("Quotations, test split")
        self.block(self.text_of("corpus", "quotations.tsv"))

    def cross_validation(self):
        self.heading("Cross-validation")
        found = re.search(r"^Cross-validated.*?(?=\n\n)", self.card, re.M | re.S)
        self.put("From the model's card: rows of held-out articles of the training split.", "", found[0], "") if found else \
            self.missing("the model has no card")

    def learning_curve(self, pool):
        self.heading("Learning curve")
        runs = [pool.submit(self.train, f"part{int(share * 100)}", "--articles-share", share * self.share) for share in SHARES
                if share < 1 or self.share < 1]
        runs = [r.result() for r in runs]
        count = sum(a["split"] == "train" for a in self.articles)
        if len(runs) < len(SHARES): runs.append({"table": "stances.tsv", "articles": count})
        rows, points = [], ["articles\tfigure\tf1\tlow\thigh"]
        for share, one in zip(SHARES, runs):
            if "failed" in one:
                rows.append((f"{share:.0%}".replace("%", " %"), f"not measured: {one['failed']}", "", "")); continue
            figures = self.evaluate("corpus", one["table"])
            rows.append((f"{one['articles']} ({share:.0%})".replace("%", " %"), self.rates(figures["stance"]), self.rates(figures["doc_side"]),
                         f"{figures['label']['accuracy']:.1f}"))
            for name in ("stance", "doc_side"):
                low, high = figures[name]["interval"]["f1"]
                points.append(f"{one['articles']}\t{name}\t{figures[name]['f1']}\t{'' if low is None else low}\t{'' if high is None else high}")
        self.put("Trained on a part of the training articles (a smaller part lies in every larger one), measured on the test split; C as in the model, "
                 "which stands in the last row.", "")
        self.table(("training articles", "`stance`", "`doc_side`", "`label` accuracy"), rows)
        with open("curve.tsv", "w", encoding="utf-8") as file: file.write("\n".join(points) + "\n")
        if len(points) > 1: run(self.program, "eval", "--curve", "curve.tsv", "-o", os.path.join(self.out, "learning_curve.svg"))
        self.put("![learning curve](learning_curve.svg)", "")

    def groups(self):
        """Name, prefixes that the model has, number of its features; features of no group are a group of their own."""
        if not os.path.exists("model/features.tsv"): return []
        names = [row["name"] for row in rows_of("model/features.tsv")]
        left = set(names)
        groups = []
        for row in rows_of(os.path.join(os.path.dirname(os.path.realpath(__file__)), "feature_groups.tsv")):
            prefixes = [p for p in row["prefixes"].split(",") if any(n.startswith(p) for n in names)]
            count = sum(n.startswith(tuple(prefixes)) for n in names) if prefixes else 0
            left -= {n for n in left if prefixes and n.startswith(tuple(prefixes))}
            groups.append((row["group"], prefixes, count))
        left.discard("bias=1")
        other = sorted({re.match(r"[^=:<>+ ]*.?", n)[0] for n in left} - {""})
        if other: groups.append(("in no group of feature_groups.tsv", other, len(left)))
        return groups

    def ablation(self, pool):
        self.heading("Ablation")
        groups = self.groups()
        if not groups: return self.missing("the model has no list of its features")
        share = ("--articles-share", self.share, "--folds", FOLDS)
        whole = pool.submit(self.train, "whole", *share)
        runs = [(g, pool.submit(self.train, f"without{i}", *share, "--without", ",".join(g[1])) if g[1] else None)
                for i, g in enumerate(groups)]
        whole = whole.result()
        if "failed" in whole: return self.missing(whole["failed"])
        figures = self.evaluate("corpus", whole["table"])
        rows = [("nothing", "", f"{whole['validated']:.1f}", self.rates(figures["stance"]), "", f"{figures['label']['accuracy']:.1f}")]
        for (name, prefixes, count), one in runs:
            if one is None:
                rows.append((name, "0", "not measured", "the model has no such feature", "", "")); continue
            one = one.result()
            if "failed" in one: rows.append((name, str(count), "not measured", one["failed"], "", "")); continue
            both = self.evaluate("corpus", whole["table"], one["table"])
            change, figures = both["difference"]["stance_f1"], both["predicted"][1]
            rows.append((name, str(count), f"{one['validated']:.1f}", self.rates(figures["stance"]),
                         f"{change['difference']:+.1f} ({change['p']:.3f})", f"{figures['label']['accuracy']:.1f}"))
        self.put(f"Trained anew without a group of features (`eval/feature_groups.tsv`), C as in the model, {FOLDS} folds. Cross-validated: F1 of the held-out "
                 "articles of the training split; the rest: test split.", "")
        self.table(("left out", "features", "cross-validated F1", "`stance`", "difference of F1 (p)", "`label` accuracy"), rows)

    def published(self):
        self.heading("Published articles (GOLD)")
        gold = self.variables.get("GOLD")
        if not gold or not os.path.isfile(gold): return self.missing("`GOLD=` names no file")
        shutil.copy(gold, "gold.jsonl")
        self.extract("gold.jsonl", "gold.tsv", "--quotations", "gold_quotations.tsv")
        with open("gold.jsonl", encoding="utf-8") as lines: first = json.loads(lines.readline())
        if first.get("stances") is not None:
            self.label_line(self.beside("gold.jsonl", "gold.tsv", self.baseline_table("gold.jsonl", "gold_baseline.tsv"), STANCE_FIGURES))
        if first.get("quotations") is not None:
            figures = self.beside("gold.jsonl", "gold_quotations.tsv", None, QUOTATION_FIGURES)
            self.put(f"Speaker right: {figures['speaker']['share']:.1f} % of {figures['speaker']['n']} matched spans.", "")

    def scorer(self, name):
        path = os.path.join(self.variables.get("SCORERS", ""), name)
        return path if os.path.isfile(path) else None

    def attributions(self):
        self.heading("Attributions (POLNEAR)")
        data, scorer = self.variables.get("POLNEAR"), self.scorer("attributions.py")
        if not data or not os.path.isfile(data): return self.missing("`POLNEAR=` names no file")
        if not scorer: return self.missing("`SCORERS=` names no folder with attributions.py")
        run(self.program, "extract", "--model", "./model/", data, "-o", "unused.tsv", "--attributions", "attributions.jsonl")
        self.block(run(sys.executable, "-B", scorer, data, "attributions.jsonl"))

    def sentences(self):
        self.heading("Sentences (RULES)")
        data, scorer = self.variables.get("RULES"), self.scorer("sentences.py")
        if not data or not os.path.isfile(data): return self.missing("`RULES=` names no file")
        if not scorer: return self.missing("`SCORERS=` names no folder with sentences.py")
        with open("tokens.jsonl", "w", encoding="utf-8") as out:
            subprocess.run([self.program, "tokenize", data], stdout=out, check=True)
        self.block(run(sys.executable, "-B", scorer, data, "tokens.jsonl"))

    def speed(self):
        self.heading("Time and memory")
        seconds, memory = timed(self.program, "extract", "--model", "./model/", "test", "-o", "timed.tsv")
        size = sum(os.path.getsize(os.path.join("test", name)) for name in os.listdir("test"))
        self.put(f"The test split ({size / 1000:.0f} kB), start-up included, on {os.cpu_count()} processors: {seconds:.2f} s, {memory:.0f} MiB at most. "
                 f"The report took {(time.monotonic() - self.start) / 60:.1f} minutes, {self.jobs} trainings at a time.", "")

    def write(self):
        self.start = time.monotonic()
        os.makedirs(self.out, exist_ok=True)
        self.head()
        self.test_split()
        self.cross_validation()
        with concurrent.futures.ThreadPoolExecutor(self.jobs) as pool:
            self.learning_curve(pool)
            self.ablation(pool)
        self.published()
        self.attributions()
        self.sentences()
        self.speed()
        path = os.path.join(self.out, "REPORT.md")
        with open(path + ".new", "w", encoding="utf-8") as file: file.write("\n".join(self.lines).rstrip("\n") + "\n")
        os.replace(path + ".new", path)
        say(f"{os.path.relpath(path, self.data)} is written")

if __name__ == "__main__":
    if len(sys.argv) != 5: sys.exit(__doc__)
    report = Report(*sys.argv[1:])
    try: report.write()
    finally: shutil.rmtree(report.work, ignore_errors=True)
