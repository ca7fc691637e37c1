#!/usr/bin/env python3
"""Speed and memory of surety beside other tools: one table, in one go, for `make bench`.

usage: bench.py PROGRAM TOOLS [--mb N] [--rounds N] [--stream N] [--one N] [--stored N] [--share S]

PROGRAM reads N (10) megabytes of made-up news as JSON lines (make_text.py), and a tenth of that of each special kind. All runs of a round
follow one another, seven rounds, and each figure is the median, so that what else the machine does meets all alike. Times are CPU seconds of
the process and its threads but for the row of threads; output goes to files. TOOLS is the folder of bench_run, bench_icu and bench_svm as
`make bench` builds them. What a tool that is not there would say is named as skipped, with the package that brings it.

Ratios come first, since they say the same on any machine: of times for the same documents, or of bytes a second. The time of the program is
less its start-up where it is set beside tools whose start is not measured (ICU, NLTK, scikit-learn).
"""
import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PYTHON = "/usr/bin/python3"  # whose packages are Debian's
KINDS = {"text": [], "cyrillic": ["--cyrillic"], "unclosed": ["--unclosed"], "escaped": ["--escaped"]}


class Bench:
    def __init__(self, given, work):
        self.given, self.work = given, pathlib.Path(work)
        self.program, self.tools = str(given.program.resolve()), given.tools.resolve()
        self.runs = {}     # name → [(wall, cpu, megabytes of memory)]
        self.skipped = {}  # tool → package

    # ---- running ----

    def measure(self, name, command, repeats=1, stdin=None):
        """One run of a program that ends well."""
        source = stdin or open(os.devnull, "rb")
        done = subprocess.run([self.tools / "run", str(repeats), *map(str, command)], stdin=source, stdout=subprocess.PIPE, check=True,
                              env=dict(os.environ, LC_ALL="C.UTF-8"))
        wall, cpu, kilobytes, status = map(float, done.stdout.split())
        if status:
            sys.exit(f"bench.py: {command[0]} ended with status {int(status)}")
        self.runs.setdefault(name, []).append((wall, cpu, kilobytes / 1024))

    def ask(self, name, tool, package, command):
        """One run of a tool that prints its own CPU seconds; status 3 where it lacks its package."""
        if tool in self.skipped:
            return
        done = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE) if pathlib.Path(command[0]).exists() else None
        if not done or done.returncode == 3:
            self.skipped[tool] = package
        elif done.returncode:
            sys.exit(f"bench.py: {command[0]} ended with status {done.returncode}")
        else:
            self.runs.setdefault(name, []).append((0, float(done.stdout), 0))

    def extract(self, name, threads, *arguments, stdin=None, repeats=1):
        self.measure(name, [self.program, "extract", f"-j{threads}", "-o", self.work / f"{name}.tsv", *arguments], repeats, stdin)

    def stream(self, name, threads):
        """The text over and over, with ids of its own each time, through a pipe."""
        text, size = (self.work / "text.jsonl").read_bytes(), int(self.given.stream * 1e6)
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read)
            with open(write, "wb") as pipe:
                for part in range(-(-size // len(text))):
                    lines = text[:size - part * len(text)].rpartition(b"\n")[0] + b"\n"
                    pipe.write(lines.replace(b'{"id": "bench-', b'{"id": "bench-%d-' % part))
            os._exit(0)
        os.close(write)
        with open(read, "rb") as source:
            self.extract(name, threads, "-", stdin=source)
        os.waitpid(child, 0)

    # ---- figures ----

    def median(self, name, column):
        return statistics.median(run[column] for run in self.runs[name])

    def cpu(self, name):
        return self.median(name, 1)

    def start(self):
        return self.cpu("start") - self.cpu("true")

    def work_of(self, name):
        """CPU seconds without the start."""
        return self.cpu(name) - self.start()

    def megabytes(self, name):
        return (self.work / name).stat().st_size / 1e6


def make_texts(bench):
    """Each kind as JSON lines and as the same texts alone."""
    def make(size, seed, name, *options):
        subprocess.run([sys.executable, HERE / "make_text.py", str(size), str(seed), bench.work / name, *options], check=True)

    size = bench.given.mb
    for seed, (kind, options) in enumerate(KINDS.items(), 1):
        part = size if kind == "text" else size / 10
        make(part, seed, f"{kind}.jsonl", *options)
        make(part, seed, f"{kind}.txt", *options, "--plain")
    make(1, 1, "growth.jsonl")
    make(size / 10, 1, "tools.jsonl")
    make(size / 10, 1, "tools.txt", "--plain")
    make(bench.given.one, 5, "one.jsonl", "--one")
    make(bench.given.one, 5, "line.txt", "--one", "--plain")
    line = bench.work / "line.txt"
    line.write_bytes(line.read_bytes().replace(b"\n", b" ").strip() + b"\n")
    (bench.work / "tiny.txt").write_text("A minister said he would not send troops.\n")
    tiny = '{"id":"d%d","text":"The %dth report. A minister said he would not send troops."}\n'
    stored = bench.given.stored
    (bench.work / "stored.jsonl").write_text("".join(tiny % (i, i) for i in range(stored)))
    (bench.work / "day.jsonl").write_text("".join(tiny % (i, i) for i in range(stored, stored + 1000)))


def one_round(bench):
    work, python = bench.work, PYTHON
    bench.measure("wc", ["wc", "-mw", work / "text.jsonl"])
    bench.measure("tokens", [bench.program, "tokenize", "-j1", "-o", work / "tokens.jsonl", work / "text.jsonl"])
    bench.extract("one", 1, work / "text.jsonl")
    bench.extract("two", 2, work / "text.jsonl")
    if (work / "one.tsv").read_bytes() != (work / "two.tsv").read_bytes():
        sys.exit("bench.py: two threads wrote other bytes than one")
    for kind in KINDS:
        if kind != "text":
            bench.extract(kind, 1, work / f"{kind}.jsonl")
        bench.ask(f"icu {kind}", "ICU", "libicu-dev", [bench.tools / "icu", "--breaks", work / f"{kind}.txt"])
    bench.extract("growth", 1, work / "growth.jsonl")
    bench.extract("tools", 1, work / "tools.jsonl")
    bench.measure("tools tokens", [bench.program, "tokenize", "-j1", "-o", work / "tokens.jsonl", work / "tools.jsonl"])
    bench.ask("nltk", "NLTK", "python3-nltk", [python, HERE / "bench_tools.py", "nltk", work / "tools.txt"])
    bench.ask("sklearn", "scikit-learn", "python3-sklearn", [python, HERE / "bench_tools.py", "sklearn", work / "tools.txt"])
    bench.measure("true", ["/bin/true"], 20)
    bench.extract("start", 1, work / "tiny.txt", repeats=20)


def run_once(bench):
    """What takes long, or is about memory."""
    work = bench.work
    bench.stream("memory1", 1)
    bench.stream("memory2", 2)
    bench.extract("one document", 1, work / "one.jsonl")
    bench.extract("one line", 1, work / "line.txt")
    bench.extract("store", 1, "--store", work / "news.db", work / "stored.jsonl")
    bench.extract("day", 1, "--store", work / "news.db", work / "day.jsonl")
    bench.extract("again", 1, "--store", work / "news.db", work / "stored.jsonl", work / "day.jsonl")


def classifier(bench):
    """ratio, difference, and the line of bench_svm."""
    done = subprocess.run([bench.tools / "svm", HERE.parent, HERE.parent / "corpus", "0.1", "100", str(bench.given.share)],
                          stdout=subprocess.PIPE, text=True, check=True)
    words = done.stdout.split()
    return float(words[1]), float(words[words.index("difference") + 1]), " ".join(words[2:])


def row(title, figure, goal, met, figures):
    print(f"{title:<52} {figure:>10}  {goal:>8}  {'' if met is None else 'yes' if met else 'no':<4} {figures}".rstrip(), flush=True)


def ratio_row(title, ratio, goal, figures, most=False):
    row(title, f"{ratio:.3g}" if ratio < 100 else f"{ratio:,.0f}", ("" if not goal else f"{'<' if most else '>'} {goal:,g}"),
        None if not goal else ratio <= goal if most else ratio >= goal, figures)


def size_row(title, bench, name, goal, figures=""):
    seen = bench.median(name, 2)
    row(title, f"{seen:.1f} MB", f"< {goal} MB", seen <= goal, figures)


def against(bench, title, name, ours, other, tool, goal):
    """CPU time of another tool for the same documents over ours."""
    if tool in bench.skipped:
        row(title, "skipped", f"> {goal:g}", None, f"needs {bench.skipped[tool]}")
    else:
        size = bench.megabytes(f"{name}.txt")
        ratio_row(title, bench.cpu(other) / ours, goal, f"{size / ours:.2f} MB/s; {tool} {size / bench.cpu(other):.2f} MB/s")


def report(bench):
    given, ones = bench.given, bench.work_of("one")
    size = bench.megabytes("text.jsonl")
    row(f"row (median of {given.rounds}, {size:.0f} MB)", "figure", "goal", None, "")
    against(bench, "extraction, 1 thread / ICU words and sentences", "text", ones, "icu text", "ICU", 3)
    ratio_row("extraction, 1 thread / wc -mw", bench.cpu("wc") / bench.cpu("one"), 0.65,
              f"{size / bench.cpu('one'):.2f} MB/s; wc {size / bench.cpu('wc'):.2f} MB/s")
    ratio_row("tokens and sentences, 1 thread / wc -mw", bench.cpu("wc") / bench.cpu("tokens"), None, f"{size / bench.work_of('tokens'):.2f} MB/s")
    for kind in list(KINDS)[1:]:
        against(bench, f"extraction of {kind} text / ICU", kind, bench.work_of(kind), f"icu {kind}", "ICU", 1.5)
    for tool, package, name in (("NLTK", "word tokenizer", "nltk"), ("scikit-learn", "hashing + LinearSVC", "sklearn")):
        against(bench, f"extraction / {tool} {package}", "tools", bench.work_of("tools"), name, tool, 50)
        against(bench, f"tokens and sentences / {tool} {package}", "tools", bench.work_of("tools tokens"), name, tool, 50)
    ratio_row("2 threads / 1, wall, same bytes", bench.median("one", 0) / bench.median("two", 0), 1.85,
              f"{bench.median('one', 0):.2f} s, {bench.median('two', 0):.2f} s")
    row("start-up over /bin/true", f"{bench.start() * 1e3:.1f} ms", "< 5 ms", bench.start() < 0.005, "")
    streamed = f"{given.stream:g} MB stream"
    size_row(f"peak memory, {streamed}, 1 thread", bench, "memory1", 16)
    size_row(f"peak memory, {streamed}, 2 threads", bench, "memory2", 24)
    for name, file in (("one document", "one.jsonl"), ("one line", "line.txt")):
        size_row(f"peak memory, {file}, {given.one:g} MB, in one line", bench, name, 64, f"{bench.cpu(name):.1f} s")
    grown = (bench.work_of("memory1") / given.stream) / (bench.work_of("growth") / bench.megabytes("growth.jsonl"))
    ratio_row(f"time a byte, 1 MB to {given.stream:g} MB", grown, 1.1, "1: linear", most=True)
    row(f"a store of {given.stored:,}", f"{bench.median('store', 0):.1f} s", "", None,
        f"1,000 new: {bench.median('day', 0):.2f} s; among all of them: {bench.median('again', 0):.1f} s")
    ratio, difference, line = classifier(bench)
    ratio_row("collapsed weights / svm_predict_probability", ratio, 10000, line)
    row("... largest difference of a probability", f"{difference:.0e}", "< 1e-09", difference < 1e-9, "")
    for tool, package in bench.skipped.items():
        print(f"skipped: {tool}; apt-get install {package}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("program", type=pathlib.Path)
    arguments.add_argument("tools", type=pathlib.Path)
    for name, kind, default in (("mb", float, 10), ("rounds", int, 7), ("stream", float, 1000), ("one", float, 100), ("stored", int, 100000), ("share", float, 1)):
        arguments.add_argument(f"--{name}", type=kind, default=default)
    with tempfile.TemporaryDirectory() as work:
        bench = Bench(arguments.parse_args(), work)
        make_texts(bench)
        for _ in range(bench.given.rounds):
            one_round(bench)
        run_once(bench)
        report(bench)


if __name__ == "__main__":
    main()
