#!/usr/bin/env python3
"""library.py LIBRARY PROGRAM [FOLDER]: libsurety by ctypes, four threads on one model, against the table of the program."""
import ctypes, os, subprocess, sys, threading

library, program = ctypes.CDLL(sys.argv[1]), sys.argv[2]
folder = sys.argv[3] if len(sys.argv) > 3 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "corpus", "articles")


class Article(ctypes.Structure):
    _fields_ = [("id", ctypes.c_char_p), ("text", ctypes.c_char_p), ("length", ctypes.c_size_t), ("title", ctypes.c_char_p),
                ("date", ctypes.c_char_p), ("url", ctypes.c_char_p)]


for name, result, arguments in (
        ("surety_open", ctypes.c_void_p, [ctypes.c_char_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_size_t]), ("surety_close", None, [ctypes.c_void_p]),
        ("surety_reader_new", ctypes.c_void_p, [ctypes.c_void_p]), ("surety_reader_free", None, [ctypes.c_void_p]), ("surety_rows", ctypes.c_size_t, [ctypes.c_void_p]),
        ("surety_read", ctypes.c_bool, [ctypes.c_void_p, ctypes.POINTER(Article), ctypes.c_char_p, ctypes.c_size_t]), ("surety_column", ctypes.c_char_p, [ctypes.c_size_t]),
        ("surety_cell", ctypes.c_char_p, [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_char_p])):
    getattr(library, name).restype, getattr(library, name).argtypes = result, arguments
message = ctypes.create_string_buffer(1024)
model = library.surety_open(None, None, message, 1024)
assert model, message.value
columns = [library.surety_column(i) for i in range(26)]
names = sorted(name for name in os.listdir(folder) if name.endswith(".txt"))[:60]
tables = {}


def work(mine):
    reader = library.surety_reader_new(model)
    for name in mine:
        text = open(os.path.join(folder, name), "rb").read()
        assert library.surety_read(reader, Article(name[:-4].encode(), text, len(text)), None, 0)
        tables[name] = [b"\t".join(library.surety_cell(reader, row, c) for c in columns) for row in range(library.surety_rows(reader))]
    assert not library.surety_read(reader, Article(b"x", b"\xff", 1), message, 1024) and library.surety_rows(reader) == 0
    library.surety_reader_free(reader)


threads = [threading.Thread(target=work, args=(names[i::4],)) for i in range(4)]
[t.start() for t in threads], [t.join() for t in threads]
library.surety_close(model)
wanted = subprocess.run([program, "extract", *names], cwd=folder, check=True, capture_output=True).stdout.split(b"\n")[:-1]
assert wanted[0].split(b"\t") == columns and wanted[1:] == [row for name in names for row in tables[name]], "other rows than the program's"
print("library: 1 passed, 0 failed")
