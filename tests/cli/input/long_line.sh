# A text of megabytes in one line comes back as it went in, escapes and all, beside its neighbours; a fault in it is the parser's to tell.
python3 - <<'PYTHON'
import json
text = "".join(f"The {i}th report says “no” — 😀\t\\ \"so\".\n\n" for i in range(60000))
with open("long.jsonl", "w", encoding="utf-8") as out:
    for i, ascii in enumerate((False, True)):
        out.write(json.dumps({"id": f"before{i}", "text": "A minister said so."}, ensure_ascii=False) + "\n")
        out.write(json.dumps({"id": f"long{i}", "title": "T", "text": text}, ensure_ascii=ascii) + "\n")
    out.write('{"id":"bad","text":"' + "x" * 2000000 + '\\q"}\n')
    out.write('{"id":"after","text":"A minister said so."}\n')
with open("long.txt", "w", encoding="utf-8") as out:
    out.write(text)
PYTHON
surety extract long.jsonl long.txt -o rows.tsv --texts texts.jsonl; echo "status $?"
python3 - <<'PYTHON'
import json
def read(path):
    lines = []
    for line in open(path, encoding="utf-8"):
        try:
            lines.append(json.loads(line))
        except ValueError:
            pass
    return {line["id"]: line["text"] for line in lines}
given, seen = read("long.jsonl"), read("texts.jsonl")
given["long"] = open("long.txt", encoding="utf-8").read()
print(sorted(seen), seen == given)
PYTHON
