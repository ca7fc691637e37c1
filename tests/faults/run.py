#!/usr/bin/env python3
"""run.py PROGRAM TOPIC SHIM [--slow | --one NAME]: the machine fails, the input is hostile (python3, standard library only).

Whatever happens, the program ends by itself with status 0, 1 or 2; a failure has a line on standard error; a file under its
final name is whole. TOPIC is a data folder (tests/make_topic.sh), SHIM the library of shim.c ('' where the build cannot be
preloaded: what needs it is skipped). A function is a test; its first line tells what it is about. --slow runs the long ones
instead: every allocation, 50 kills, 10,000 flipped bits, a million documents."""
import gzip, hashlib, json, os, random, resource, shutil, signal, stat, subprocess, sys, tempfile, time

SENTENCE = "Arland supports the net ban, its fisheries ministry said on Friday."
QUOTE = "“We reject patrol boats,” Brenmark's fisheries minister Ilka Sund told reporters. "
PAGE = f"<html><head><title>T</title></head><body><article><p>{SENTENCE}</p><p>{QUOTE}</p></article></body></html>"
FAST, SLOW = [], []


def fast(test): FAST.append(test); return test
def slow(test): SLOW.append(test); return test


class Skipped(Exception): pass


def spent():
    """Seconds of processor that the programs begun so far have used: a busy machine does not change it much."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Place:
    """A fresh folder, and the program in it; `soon` is how many seconds of processor no hostile document may take."""
    def __init__(self, program, topic, shim):
        self.program, self.topic, self.shim, self.soon = program, topic, shim, 20 if shim else 100
        self.folder = tempfile.mkdtemp(prefix="surety ü ")
    def path(self, name): return os.path.join(self.folder, name)
    def put(self, name, content):
        with open(self.path(name), "wb") as out: out.write(content if isinstance(content, bytes) else content.encode("utf-8", "surrogateescape"))
        return self.path(name)
    def get(self, name):
        with open(self.path(name), "rb") as file: return file.read()
    def lines(self, name, texts):
        return self.put(name, "".join(json.dumps({"id": f"x{i}", "text": t}, ensure_ascii=False) + "\n" for i, t in enumerate(texts)))
    def run(self, *words, data=None, limits=None, faults=None, prefix=(), stdin=None, timeout=1200, env=None):
        """(status, stdout, stderr); never a signal, never a failure without a line."""
        environment = dict(os.environ, SURETY_DATA=data or self.topic, **{"LC_ALL": "C.UTF-8", **(env or {})})
        if faults:
            if not self.shim: raise Skipped("no shim")
            environment.update(LD_PRELOAD=self.shim, **{k: str(v) for k, v in faults.items()})
        def before():
            for limit, value in (limits or {}).items(): resource.setrlimit(limit, (value, value))
        done = subprocess.run([*prefix, self.program, *words], capture_output=True, cwd=self.folder, env=environment, input=stdin,
                              preexec_fn=before if limits else None, timeout=timeout)
        status, out, err = done.returncode, done.stdout, done.stderr
        if status == 127 and b"error while loading shared libraries" in err: return 2, out, err  # not even begun
        assert status in (0, 1, 2), (status, words, faults, err[-300:])
        assert status == 0 or err.strip(), (status, "without a line", words, faults)
        assert all(len(line) < 1200 for line in err.split(b"\n")), "a long line of error"
        return status, out, err
    def clean(self): shutil.rmtree(self.folder, ignore_errors=True)


def good_rows(place, path, **more):
    status, out, err = place.run("extract", path, **more)
    assert status == 0 and out.count(b"\n") > 1, (status, err)
    return out


def leftovers(place, *expected):
    found = sorted(set(os.listdir(place.folder)) - set(expected))
    assert not found, found


# ---- the machine ----

@fast
def full_disk(p):
    """no space in a small tmpfs: the old table stays, the store opens again and ends the same"""
    if os.geteuid() != 0: raise Skipped("not root")
    disk = p.path("disk"); os.mkdir(disk)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", disk], stderr=subprocess.DEVNULL).returncode: raise Skipped("no mount")
    try:
        path = p.lines("many.jsonl", [SENTENCE + f" Number {i}." for i in range(2000)])
        wanted = good_rows(p, path)
        with open(disk + "/out.tsv", "w") as old: old.write("old\n")
        status, _, err = p.run("extract", path, "-o", disk + "/out.tsv")
        assert status == 2 and b"No space left" in err, (status, err)
        assert open(disk + "/out.tsv").read() == "old\n" and os.listdir(disk) == ["out.tsv"], os.listdir(disk)
        status, _, err = p.run("extract", path, "--store", disk + "/s.db")
        assert status == 2 and (b"full" in err or b"No space" in err), (status, err)
        subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
        assert p.run("extract", path, "--store", disk + "/s.db")[0] == 0
        assert p.run("export", disk + "/s.db")[1] == wanted
    finally:
        subprocess.run(["umount", disk])


@fast
def read_error(p):
    """a read error in mid-stream: named, the documents before it written, those of other files too"""
    for name in ("many.jsonl", "many.jsonl.gz"):
        chance = random.Random(7)
        texts = [SENTENCE + " " + "".join(chance.choices("abcdefghij klmnop", k=500)) for _ in range(1500)]
        path = p.lines("many.jsonl", texts)
        if name.endswith(".gz"): path = p.put(name, gzip.compress(p.get("many.jsonl")))
        other = p.put("z.txt", SENTENCE)
        whole = good_rows(p, path)
        status, out, err = p.run("extract", path, other, faults={"SHIM_READ": 3, "SHIM_READ_NAME": name})
        assert status == 1 and b"Input/output error" in err and name.encode() in err, (status, err)
        rows = out.split(b"\n")[:-2]
        assert len(rows) > 1 and whole.startswith(b"\n".join(rows)), "the rows before the fault"
        assert b"z\t" in out.split(b"\n")[-2], "the file after the fault"
    status, _, err = p.run("extract", "/proc/self/mem")
    assert status in (1, 2) and b"cannot be read" in err, (status, err)


def allocation_inputs(p):
    os.makedirs(p.path("in"), exist_ok=True)
    p.put("in/a.txt", SENTENCE + "\n\n" + QUOTE * 3)
    p.lines("in/b.jsonl", [QUOTE + "İstanbul e\u0301 ﬁ said Jor Velde.", "He said so. It would accept a herring quota only if Arland pays."])
    p.put("in/c.html", PAGE)
    p.put("in/d.jsonl.gz", gzip.compress(b'{"id":"packed","text":"Brenmark backs patrol boats."}\n'))


def allocation_fails(p, numbers):
    outputs = ("o.tsv", "t.jsonl", "a.jsonl", "q.tsv")
    words = ("extract", "in", "-j1", "-o", "o.tsv", "--texts", "t.jsonl", "--attributions", "a.jsonl", "--quotations", "q.tsv")
    status, _, err = p.run(*words)
    assert status == 0, err
    wanted = {name: p.get(name) for name in outputs}
    counts = [0, 0, 0]
    for number in numbers:
        for kind in ("SHIM_ALLOCATION", "SHIM_ALLOCATIONS"):
            for name in os.listdir(p.folder):
                if name != "in": os.unlink(p.path(name))
            status, _, err = p.run(*words, faults={kind: number})
            counts[status] += 1
            if status == 2:
                assert not any(os.path.exists(p.path(name)) for name in outputs), (kind, number, os.listdir(p.folder))
                continue
            seen = {name: p.get(name) for name in outputs}
            assert status == 1 or seen == wanted, (kind, number, "other bytes")
            for name in outputs: assert set(seen[name].split(b"\n")) <= set(wanted[name].split(b"\n")), (kind, number, name)
    return counts


@fast
def allocation(p):
    """the n-th allocation fails: told, or survived with the same bytes (sampled; --slow tries each)"""
    allocation_inputs(p)
    counts = allocation_fails(p, [*range(1, 40, 3), *range(40, 400, 37), *range(400, 3000, 331), *range(3000, 3300, 11)])
    assert counts[2] > 5, counts


@slow
def every_allocation(p):
    """the n-th allocation fails, each n of the whole run, up to 2,000 at least"""
    allocation_inputs(p)
    count = p.path("count")
    p.run("extract", "in", "-j1", faults={"SHIM_COUNT": count})
    last = int(open(count).read())
    os.unlink(count)
    print(f"  {last} allocations; done, documents named, refused:", allocation_fails(p, range(1, max(last, 2000) + 1)))


@fast
def locale(p):
    """LC_ALL of de_DE, tr_TR, C: the same bytes"""
    path = p.put("a.txt", QUOTE + SENTENCE + " 1.5 İI ıi")
    built = p.path("locales"); os.mkdir(built)
    for name in ("de_DE", "tr_TR"):
        subprocess.run(["localedef", "-i", name, "-f", "UTF-8", f"{built}/{name}.UTF-8"], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) if shutil.which("localedef") else None
    wanted = good_rows(p, path)
    for name in ("de_DE.UTF-8", "tr_TR.UTF-8", "C", "POSIX", "xx_YY", ""):
        status, out, err = p.run("extract", path, env={"LC_ALL": name, "LANG": name, "LC_NUMERIC": name, "LOCPATH": built})
        assert (status, out) == (0, wanted), (name, status, err)


@fast
def strange_paths(p):
    """inputs, outputs, stores and data folders with spaces, newlines and invalid UTF-8 in their names"""
    base = p.folder.encode() + b"/\xff \n'\"$(x)"
    os.mkdir(base)
    data = base + b"/da\nta"
    shutil.copytree(p.topic.encode(), data)
    with open(base + b"/in\xfe\n.txt", "w") as out: out.write(SENTENCE)
    words, store = [b"extract", base + b"/in\xfe\n.txt", b"--data", data], base + b"/st\nore?mode=ro#.db"
    status, _, err = p.run(*words, b"-o", base + b"/o\nut\xff.tsv")
    assert status == 0, err
    for _ in range(2): assert p.run(*words, b"--store", store)[0] == 0
    assert sorted(os.listdir(base)) == sorted([b"da\nta", b"in\xfe\n.txt", b"o\nut\xff.tsv", os.path.basename(store)]), os.listdir(base)
    table = open(base + b"/o\nut\xff.tsv", "rb").read()
    table.decode("utf-8")
    assert p.run(b"export", store)[1] == table
    status, _, err = p.run(b"extract", base + b"/no\n\xff.txt", b"--", b"-o")
    assert status == 2 and err.count(b"\n") == 2, err


@fast
def read_only_install(p):
    """a program and data that nobody may write, run by somebody without rights"""
    if os.geteuid() != 0 or not shutil.which("setpriv"): raise Skipped("not root")
    home = p.path("install"); os.makedirs(home + "/bin"); shutil.copytree(p.topic, home + "/data")
    shutil.copy(p.program, home + "/bin/surety")
    p.put("a.txt", SENTENCE)
    for folder, _, files in os.walk(home):
        os.chmod(folder, 0o555)
        for file in files: os.chmod(os.path.join(folder, file), 0o555 if file == "surety" else 0o444)
    os.chmod(p.folder, 0o755)
    before = sorted(os.path.join(f, n) for f, _, names in os.walk(home) for n in names)
    nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all"]
    done = subprocess.run([*nobody, home + "/bin/surety", "extract", p.path("a.txt"), "--data", home + "/data"], capture_output=True)
    assert done.returncode == 0 and done.stdout == good_rows(p, p.path("a.txt")), done.stderr
    assert sorted(os.path.join(f, n) for f, _, names in os.walk(home) for n in names) == before
    done = subprocess.run([*nobody, home + "/bin/surety", "extract", p.path("a.txt"), "--data", home + "/data", "-o", home + "/o.tsv"], capture_output=True)
    assert done.returncode == 2 and b"Permission denied" in done.stderr, done.stderr


@fast
def few_descriptors(p):
    """two file descriptors left, three, four …: told, or done with the same bytes"""
    os.makedirs(p.path("in/deep/deeper"))
    for name in ("a.txt", "b.html", "deep/c.txt", "deep/deeper/d.txt"): p.put("in/" + name, PAGE if name.endswith("html") else SENTENCE)
    wanted, seen = good_rows(p, "in"), set()
    for number in range(4, 16):
        status, out, err = p.run("extract", "in", "-o", "o.tsv", limits={resource.RLIMIT_NOFILE: number})
        seen.add(status)
        if status == 0: assert p.get("o.tsv") == wanted, number
        if status == 2: assert not os.path.exists(p.path("o.tsv")), number
        if os.path.exists(p.path("o.tsv")): os.unlink(p.path("o.tsv"))
    assert 0 in seen and len(seen) > 1, seen


@fast
def little_memory(p):
    """64 MB of address space: a small run is done or refused, a large text is refused with a line"""
    if not p.shim: raise Skipped("a sanitizer needs its own space")
    path = p.put("a.txt", SENTENCE)
    wanted, done = good_rows(p, path), 0
    for threads in ("-j1", "-j2", "-j16"):
        status, out, err = p.run("extract", path, threads, limits={resource.RLIMIT_AS: 64 << 20})
        assert (status == 0 and out == wanted) or (status == 2 and not out), (threads, status, err)
        done += status == 0
    assert done, "64 MB are too little for one small text"
    large = p.put("large.txt", (SENTENCE + "\n") * 400000)
    status, out, err = p.run("extract", large, "-o", p.path("o.tsv"), "-j1", limits={resource.RLIMIT_AS: 64 << 20})
    assert status == 2 and b"out of memory" in err and not os.path.exists(p.path("o.tsv")), (status, err)


@fast
def clock(p):
    """a clock that goes back: the same bytes, with the progress line too; inputs and a store of tomorrow"""
    path = p.lines("a.jsonl", [SENTENCE] * 50)
    wanted = good_rows(p, path)
    back = {"SHIM_CLOCK": 1}
    for words in ((), ("-v",)):
        status, out, _ = p.run("extract", path, *words, faults=back)
        assert (status, out) == (0, wanted)
    few = p.lines("few.jsonl", [SENTENCE] * 20)
    assert p.run("extract", few, "--store", "s.db", faults=back)[0] == 0
    for name in ("a.jsonl", "s.db"): os.utime(p.path(name), (time.time() + 86400,) * 2)
    for _ in range(2): assert p.run("extract", path, "--store", "s.db", faults=back)[0] == 0
    assert p.run("export", "s.db", faults=back)[1] == wanted
    os.utime(p.path("s.db"), (0, 0))
    assert p.run("extract", path, "--store", "s.db")[0] == 0 and p.run("export", "s.db")[1] == wanted


@fast
def two_on_one_store(p):
    """runs on one store at the same moment: each ends, what is refused says so, and the store is that of one run"""
    path = p.lines("many.jsonl", [SENTENCE + f" Number {i}." for i in range(20)])
    wanted = good_rows(p, path)
    environment = dict(os.environ, SURETY_DATA=p.topic)
    for _ in range(8):
        runs = [subprocess.Popen([p.program, "extract", path, "--store", "s.db"], cwd=p.folder, env=environment, stderr=subprocess.PIPE) for _ in range(8)]
        seen = [(run.communicate(timeout=1200)[1], run.returncode) for run in runs]
        assert all(status == 0 or (status == 2 and b"s.db" in err) for err, status in seen) and sum(status == 0 for _, status in seen) > 1, seen
        assert p.run("export", "s.db")[1] == wanted
        os.unlink(p.path("s.db"))
    leftovers(p, "many.jsonl")


# ---- hostile inputs ----

@fast
def hostile_text(p):
    """NUL bytes, lone surrogates, overlong forms, bidi controls, nested marks, one word of a megabyte: rows or a named failure, in time"""
    good = p.put("good.txt", SENTENCE)
    cases = {
        "nul": (b"Arland\0 supports the net ban.\0" + SENTENCE.encode(), 0), "overlong": (b"\xc0\xaf\xe0\x80\xaf " + SENTENCE.encode(), 1),
        "surrogate": (b"\xed\xa0\x80 " + SENTENCE.encode(), 1), "beyond": (b"\xf4\x90\x80\x80", 1), "cut": (SENTENCE.encode() + b"\xe2\x80", 1),
        "bidi": (("\u202e" + SENTENCE + "\u2066\u2069\u202c\u200f") * 50, 0), "quotes": ("“" * 10000 + SENTENCE + "”" * 10000, 0),
        "emphasis": ("*" * 10000 + SENTENCE + "*" * 10000, 0), "brackets": ("[" * 10000 + "x" + "](y)" * 10000, 0), "tags": ("<b>" * 10000 + SENTENCE, 0),
        "parentheses": ("(" * 10000 + SENTENCE + ")" * 10000, 0), "mixed": ("“‘«\"'" * 10000 + SENTENCE, 0), "word": ("a" * (1 << 20) + " " + SENTENCE, 0),
        "marks": ("e" + "\u0301" * 100000 + " " + SENTENCE, 0), "stops": ("." * 200000 + SENTENCE, 0), "said": ("he said, " * 20000 + SENTENCE, 0),
        "names": ("Jor Velde of Arland, " * 5000 + SENTENCE, 0), "entities": ("&amp;" * 50000 + "&#x41;" * 50000 + SENTENCE, 0),
        "hyphens": ("a-" * 100000 + SENTENCE, 0), "line": (("Arland supports the net ban. " * 40000), 0), "cues": ("said that " * 10000, 0)}
    for name, (content, wanted) in cases.items():
        path = p.put(name + ".txt", content)
        begin = spent()
        status, out, err = p.run("extract", path, good)
        took = spent() - begin
        assert status == wanted, (name, status, err)
        assert out.splitlines()[-1].split(b"\t")[1].endswith(b"good"), (name, "the next document has its row")
        if wanted: assert name.encode() in err and err.count(b"\n") == 1, (name, err)
        assert took < p.soon, (name, took)


@fast
def hostile_lines(p):
    """JSON nested 100,000 deep, ids with ../, long ids, lone surrogates, numbers without end, many members: named, the rest written"""
    lines = [b'{"id":"deep","text":' + b"[" * 100000 + b"]" * 100000 + b"}", b'{"id":"objects","text":' + b'{"a":' * 100000 + b"1" + b"}" * 100000 + b"}",
             b'{"id":"s","text":"\\ud800"}', b'{"id":"t","text":"\\udc00\\ud800"}', b'{"id":"n","text":' + b"9" * 100000 + b"}",
             b'{"id":"e","text":"x","y":1e999999}', b'{"id":"o","text":"\xc0\x80"}', b'\x00', b'{"id":"' + b"i" * 100000 + b'"}']
    fine = [b'{"id":"../../etc/x","text":"%s"}' % SENTENCE.encode(), b'{"id":"/abs/..","text":"%s"}' % SENTENCE.encode(),
            b'{"id":"' + b"i" * 100000 + b'","text":"%s"}' % SENTENCE.encode(),
            b'{"id":"many",' + b",".join(b'"m%d":%d' % (i, i) for i in range(50000)) + b',"text":"%s"}' % SENTENCE.encode(),
            b'{"id":"twice","text":"no","text":"%s"}' % SENTENCE.encode(), b'{"id":"nul\\u0000","text":"\\u0000%s"}' % SENTENCE.encode()]
    path = p.put("h.jsonl", b"\n".join(lines + fine))
    status, out, err = p.run("extract", path)
    assert status == 1 and err.count(b"\n") == len(lines), (status, err.count(b"\n"), err[:2000])
    assert p.run("extract", path, "--store", "s.db")[0] == 1 and p.run("export", "s.db")[1] == out
    for number in range(1, len(lines) + 1): assert b"h.jsonl:%d: " % number in err, number
    assert out.count(b"\n") == 1 + len(fine), out.count(b"\n")
    leftovers(p, "h.jsonl", "s.db")


@fast
def hostile_folder(p):
    """links that lead in circles, pipes, devices and sockets in a folder: left out, nothing hangs"""
    import socket
    os.makedirs(p.path("f/g"))
    p.put("f/a.txt", SENTENCE)
    os.symlink("..", p.path("f/g/up")); os.symlink("loop.txt", p.path("f/loop.txt")); os.symlink("a.txt", p.path("f/link.txt"))
    os.symlink("/nowhere", p.path("f/gone.txt")); os.symlink(p.path("f"), p.path("f/self.txt")); os.symlink("/dev/zero", p.path("f/zero.txt"))
    os.mkfifo(p.path("f/pipe.txt"))
    here = os.getcwd(); os.chdir(p.path("f"))
    try: socket.socket(socket.AF_UNIX).bind("socket.txt")
    finally: os.chdir(here)
    if os.geteuid() == 0:
        try: os.mknod(p.path("f/null.txt"), stat.S_IFCHR | 0o666, os.makedev(1, 5))
        except PermissionError: pass
    status, out, err = p.run("extract", "f")
    assert [line.split(b"\t")[1] for line in out.splitlines()[1:]] == [b"f-a", b"f-link"], (status, out[-300:], err)
    deep = p.path("d")
    os.mkdir(deep)
    for _ in range(200): deep += "/" + "n" * 15; os.mkdir(deep)
    with open(deep + "/x.txt", "w") as out: out.write(SENTENCE)
    status, out, err = p.run("extract", "d")
    assert status == 0 and out.count(b"\n") == 2, err


@fast
def hostile_pages(p):
    """HTML nested 100,000 deep, cut off, of another character set, with entities that multiply: a text or a named failure"""
    bomb = "<!DOCTYPE x [" + "".join(f'<!ENTITY a{i} "{"&a%d;" % (i - 1) * 10}">' for i in range(1, 10)) + '<!ENTITY a0 "x">]><p>&a9;</p>'
    pages = {"deep": "<div>" * 100000 + SENTENCE, "bomb": bomb + PAGE, "cut": PAGE[:150], "bold": "<b><i>" * 50000 + SENTENCE,
             "tags": "<" * 200000, "attributes": "<p " + "a=1 " * 100000 + ">" + SENTENCE, "table": "<table><tr>" * 20000 + SENTENCE,
             "script": "<script>" + "x" * 1000000, "nul": PAGE.replace("Arland", "Ar\0land"), "quotes": '<p title="' * 50000}
    for name, page in pages.items():
        begin = spent()
        status, _, err = p.run("extract", p.put(name + ".html", page))
        assert status == 0 or name.encode() in err, (name, status, err)
        assert spent() - begin < p.soon, name


@fast
def hostile_packed(p):
    """gzip and Zstandard bombs: a clear message, soon and in little memory; the rest is written"""
    good = p.put("good.txt", SENTENCE)
    def block(last): return (last | 1 << 1 | 1 << 17 << 3).to_bytes(3, "little") + b" "  # one byte, to be repeated 2^17 times (RFC 8878, 3.1.1.2)
    zstandard = b"\x28\xb5\x2f\xfd\x00\x38" + block(0) * 2399 + block(1)  # a window of 2^17 bytes
    bombs = {"bomb.jsonl.gz": gzip.compress(bytes(300 << 20), 9), "bomb.txt.zst": zstandard}
    for name, content in bombs.items():
        status, out, err = p.run("extract", p.put(name, content), good)
        assert status == 1 and name.encode() in err and b"times its size" in err, (name, status, err)
        assert out.count(b"\n") == 2, name


@fast
def hostile_pattern(p):
    """a pattern that takes exponential time: the limit holds, the document is named, the run goes on"""
    data = p.path("data"); shutil.copytree(p.topic, data)
    path = data + "/lexicons/patterns.tsv"
    rows = open(path, encoding="utf-8").read().split("\n")
    first = next(i for i, row in enumerate(rows) if row.startswith("quote-speaker\t"))
    rows.insert(first, "blow-up\tsay : past s base\t(?: [^@] [^@]? )* (?: [^@]? [^@] )* [~] [~] [~] (?<cue> @ ) (?<content> .+ )\t0.5\t\t")
    with open(path, "w", encoding="utf-8") as out: out.write("\n".join(rows))
    trained = subprocess.run([p.program, "train", data + "/corpus", "-o", data + "/models/strait", "--data", data], capture_output=True)
    assert b"limit" in trained.stderr or trained.returncode == 0, trained.stderr[-300:]
    # the dash: without one before the cue the pattern would not be tried
    long = " ".join(["Arland and the old boats of Brenmark"] * 30) + " – said, want the net ban."
    begin = spent()
    status, out, err = p.run("tokenize", p.put("a.txt", long), data=data)
    assert status == 0, err
    model = p.run("extract", p.lines("b.jsonl", [long, "Nobody waved.", long]), data=data)
    assert spent() - begin < p.soon
    if trained.returncode == 0: assert model[0] == 1 and model[2].count(b"a limit was reached") == 2 and b"b.jsonl:1: " in model[2], model


# ---- damaged files ----

def damage(p, name, places, flip):
    """The file of the data folder, changed at each place; what may come of it: refused with its name, never other rows."""
    data = p.path("damaged")
    if not os.path.exists(data): shutil.copytree(p.topic, data)
    path, counts = os.path.join(data, name), {}
    whole = open(path, "rb").read()
    text = p.put("a.txt", SENTENCE)
    wanted = good_rows(p, text, data=data)
    for place in places(len(whole)):
        with open(path, "wb") as out: out.write(flip(whole, place))
        status, out, err = p.run("extract", text, "-j1", data=data)
        counts[status] = counts.get(status, 0) + 1
        assert (status == 2 and not out and b": " in err) or (status == 0 and out == wanted and flip(whole, place) == whole), (name, place, status, err)
    with open(path, "wb") as out: out.write(whole)
    return counts


def bit(whole, place): changed = bytearray(whole); changed[place] ^= 1 << place % 8; return bytes(changed)
def cut(whole, place): return whole[:place]
def extended(whole, place): return whole + b"\0\n "[: 1 + place % 3]


def few_random(count):
    return lambda size: random.Random(size).sample(range(size), min(size, count))


def damaged_model_at(p, full):
    name = "models/strait/weights.bin"
    damage(p, name, lambda size: range(0, 152, 1 if full else 5), bit)
    damage(p, name, few_random(10000 if full else 30), bit)
    damage(p, name, few_random(500 if full else 10), cut)
    damage(p, name, lambda size: range(3), extended)


@fast
def damaged_model(p):
    """a model cut, extended, flipped at bytes of its header and at random: refused"""
    damaged_model_at(p, False)


@fast
def damaged_lexicons(p):
    """a lexicon cut, extended, flipped: another lexicon than the model's, so refused"""
    names = sorted(n for n in os.listdir(p.topic + "/lexicons") if n.endswith(".tsv"))
    for name in names:
        if name == "spellings.tsv": continue  # for people who edit lexicons; not read
        name = "lexicons/" + name
        damage(p, name, few_random(2), bit)
        damage(p, name, few_random(1), cut)
        damage(p, name, lambda size: range(1), lambda whole, place: whole + b"x\n")


def damaged_image_at(p, count):
    data = p.path("damaged"); shutil.copytree(p.topic, data, dirs_exist_ok=True)
    image = data + "/surety.image"
    status, _, err = p.run("image", "-o", image, "--data", data)
    assert status == 0, err
    whole, text = open(image, "rb").read(), p.put("a.txt", QUOTE + SENTENCE)
    program = p.path("alone"); shutil.copy(p.program, program)  # away from the image that make made
    p.program, before = program, p.program
    wanted = good_rows(p, text, data=data)
    chance = random.Random(3)
    for place in [*range(0, 208, 1 if count > 100 else 13), *(chance.randrange(256, len(whole)) for _ in range(count))]:
        with open(image, "wb") as out: out.write(bit(whole, place))
        assert good_rows(p, text, data=data) == wanted, place
    for place in few_random(5)(len(whole)):
        with open(image, "wb") as out: out.write(cut(whole, place))
        assert good_rows(p, text, data=data) == wanted, place
    with open(image, "wb") as out: out.write(whole + b"x")
    assert good_rows(p, text, data=data) == wanted
    p.program = before


@fast
def damaged_image(p):
    """an image of the lexicons cut, extended, flipped: not used, the same rows"""
    damaged_image_at(p, 25)


def damaged_classifier_at(p, count):
    colours, chance = ("red", "green", "blue"), random.Random(5)
    rows = [f"{colour} {' '.join(chance.choices(colours + ('boat', 'net', 'sea'), k=4))}\t{colour}" for colour in colours * 12]
    p.put("in.tsv", "text\tlabel\n" + "\n".join(rows) + "\n")
    p.put("new.tsv", "id\ttext\n1\ta red boat\n")
    status, _, err = p.run("classify", "train", "in.tsv", "-o", "kept")
    assert status == 0, err
    wanted, whole = p.run("classify", "predict", "kept", "new.tsv")[1], p.get("kept/classifier.bin")
    assert wanted.count(b"\n") == 2
    def refused(content, place):
        p.put("kept/classifier.bin", content)
        status, out, err = p.run("classify", "predict", "kept", "new.tsv")
        assert status == 2 and not out and b"classifier.bin" in err, (place, status, err)
    for place in [*range(0, 200, 1 if count > 100 else 7), *few_random(count)(len(whole))]: refused(bit(whole, place), place)
    for place in few_random(max(5, count // 20))(len(whole)): refused(cut(whole, place), place)
    for place in range(3): refused(extended(whole, place), place)


@fast
def damaged_classifier(p):
    """what classify learned, cut, extended, flipped: refused"""
    damaged_classifier_at(p, 20)


@slow
def damaged_at_10000_places(p):
    """a model flipped at every byte of its header and 10,000 random places, an image and a classifier at 1,000"""
    damaged_model_at(p, True)
    damaged_image_at(p, 1000)
    damaged_classifier_at(p, 1000)


@slow
def damaged_lexicons_at_10000_places(p):
    """the lexicons flipped at every byte of a header and 10,000 random places of all, cut and extended: refused"""
    names = sorted(n for n in os.listdir(p.topic + "/lexicons") if n.endswith(".tsv") and n != "spellings.tsv")
    sizes = {name: os.path.getsize(f"{p.topic}/lexicons/{name}") for name in names}
    done = 0
    for name in names:
        with open(f"{p.topic}/lexicons/{name}", "rb") as file: header = len(file.readline())
        share = 10000 * sizes[name] // sum(sizes.values()) + 1
        damage(p, "lexicons/" + name, lambda size: range(header), bit)
        damage(p, "lexicons/" + name, few_random(share), bit)
        damage(p, "lexicons/" + name, few_random(share // 20 + 1), cut)
        damage(p, "lexicons/" + name, lambda size: range(3), extended)
        done += header + share
    print(f"  {done} places of {len(names)} files")


# ---- large inputs ----

@slow
def long_line(p):
    """one line of 64 MB"""
    path = p.put("long.jsonl", b'{"id":"long","text":"' + (SENTENCE.encode() + b" ") * ((64 << 20) // (len(SENTENCE) + 1)) + b'"}\n')
    begin = time.monotonic()
    status, out, err = p.run("extract", path, "-o", "/dev/null", timeout=3600)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
    print(f"  {time.monotonic() - begin:.0f} s, {peak} MB at the most")
    assert status == 0, err


@slow
def gigabyte_line(p):
    """a line of 1 GB, one word and then a sentence: its row and that of the next line; with little memory, refused with a line"""
    path = p.path("long.jsonl")
    with open(path, "wb") as out:
        out.write(b'{"id":"long","text":"')
        for _ in range(1 << 10): out.write(b"a" * (1 << 20))
        out.write(b' %s"}\n{"id":"next","text":"%s"}\n' % (SENTENCE.encode(), SENTENCE.encode()))
    with open("/proc/meminfo") as info: free = {line.split()[0]: int(line.split()[1]) for line in info}["MemAvailable:"] << 10
    if free > 6 << 30:
        begin = time.monotonic()
        status, out, err = p.run("extract", path, "-j1", timeout=3600)
        print(f"  {time.monotonic() - begin:.0f} s")
        assert status == 0 and [row.split(b"\t")[1] for row in out.splitlines()[1:]] == [b"long", b"next"], (status, err)
    if p.shim:
        status, out, err = p.run("extract", path, "-j1", "-o", "o.tsv", limits={resource.RLIMIT_AS: 1 << 30}, timeout=3600)
        assert status == 2 and b"out of memory" in err and not os.path.exists(p.path("o.tsv")), (status, err)


@slow
def many_documents(p):
    """a million tiny documents: memory stays, rows are counted"""
    path = p.path("many.jsonl")
    with open(path, "w") as out:
        for i in range(1000000): out.write('{"id":"x%d","text":"Hi."}\n' % i if i % 100 else '{"id":"x%d","text":"%s"}\n' % (i, SENTENCE))
    begin = time.monotonic()
    status, out, err = p.run("extract", path, timeout=3600)
    print(f"  {time.monotonic() - begin:.0f} s, {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10} MB at the most of all children")
    assert status == 0 and out.count(b"\n") == 10001, (status, out.count(b"\n"), err[-300:])


@slow
def killed(p):
    """kill -9 at 50 random moments of a run with a store: it opens, what is in it is the beginning of the table, and the next run ends with the same bytes"""
    path = p.lines("many.jsonl", [SENTENCE + f" Number {i}. " + QUOTE * 3 for i in range(4000)])
    begin = time.monotonic()
    wanted = good_rows(p, path)
    whole = time.monotonic() - begin
    chance, left = random.Random(11), 0
    environment = dict(os.environ, SURETY_DATA=p.topic)
    for _ in range(50):
        child = subprocess.Popen([p.program, "extract", path, "--store", "s.db", "-o", "o.tsv"], cwd=p.folder, env=environment, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0, whole * 1.2))
        child.send_signal(signal.SIGKILL); child.wait()
        assert not os.path.exists(p.path("o.tsv")) or p.get("o.tsv").startswith(wanted[:100])
        if os.path.exists(p.path("s.db")):
            status, out, err = p.run("export", "s.db")
            begun = os.path.getsize(p.path("s.db")) > 0  # else it was killed before the tables were there
            assert (status == 0 and wanted.startswith(out)) if begun else (status == 2 and b"is no store" in err), (status, len(out), err)
        if chance.random() < 0.4:
            assert p.run("extract", path, "--store", "s.db", "-o", "/dev/null")[0] == 0
            assert p.run("export", "s.db")[1] == wanted
            os.unlink(p.path("s.db")); left += 1
        if os.path.exists(p.path("o.tsv")): os.unlink(p.path("o.tsv"))
    print(f"  {left} stores finished and compared")


def main():
    program, topic, shim = (os.path.realpath(w) if w else "" for w in sys.argv[1:4])
    tests = SLOW if "--slow" in sys.argv else FAST
    if "--one" in sys.argv: tests = [t for t in FAST + SLOW if t.__name__ == sys.argv[sys.argv.index("--one") + 1]]
    passed = failed = skipped = 0
    for test in tests:
        place, begin = Place(program, topic, shim), time.monotonic()
        try:
            test(place); passed += 1; outcome = "ok"
        except Skipped as reason:
            skipped += 1; outcome = f"skipped: {reason}"
        except (AssertionError, subprocess.SubprocessError, OSError, UnicodeDecodeError) as fault:
            failed += 1; outcome = f"FAILED: {type(fault).__name__} {str(fault)[:1500]}"
        place.clean()
        if outcome != "ok" or "--slow" in sys.argv or "-v" in sys.argv: print(f"faults: {test.__name__}: {outcome} ({time.monotonic() - begin:.1f} s)")
    print(f"faults: {passed} passed, {failed} failed, {skipped} skipped")
    return failed > 0


if __name__ == "__main__":
    if len(sys.argv) < 4: sys.exit(__doc__)
    sys.exit(main())
