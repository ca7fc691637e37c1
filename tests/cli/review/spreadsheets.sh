# What a spreadsheet does to the file changes nothing: quotes, other columns first, commas, CRLF, UTF-16.
table; surety review stances.tsv -n 8 -o review.tsv; filled supports rejects none ok '' conditional Supports REJECTS
cat > mangle.py <<'END'
import csv, io
rows = [line.split("\t") for line in open("filled.tsv", encoding="utf-8").read().split("\n")[:-1]]
turned = [row[::-1] + ["", ""] for row in rows] + [[""] * (len(rows[0]) + 2)]
def table(delimiter, quoting, end):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=end).writerows(turned)
    return out.getvalue()
def save(name, text, encoding):
    open(name, "wb").write(text.encode(encoding))
save("quoted.tsv", table("\t", csv.QUOTE_ALL, "\r\n"), "utf-8-sig")
save("commas.csv", table(",", csv.QUOTE_MINIMAL, "\n"), "utf-8")
save("semicolons.csv", table(";", csv.QUOTE_ALL, "\r\n"), "utf-8")
save("unicode.txt", table("\t", csv.QUOTE_MINIMAL, "\r\n"), "utf-16")
no_places = [[c for c, name in zip(row, rows[0]) if name not in ("start", "end", "p_supports")] for row in rows]
save("words.tsv", "".join("\t".join(row).rstrip("\t") + "\n" for row in no_places), "utf-8")
END
python3 mangle.py
for file in filled.tsv quoted.tsv commas.csv semicolons.csv unicode.txt words.tsv; do
  surety train corpus --cost 0.1 --add $file --texts texts.jsonl -o model | head -n 1; cp model/weights.bin $file.bin; cmp filled.tsv.bin $file.bin
done
