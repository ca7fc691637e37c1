# One file: the table as JSON without a "<", the title escaped, the two scripts and the style named by their hashes.
surety report stances.tsv -o page.html --title 'A & B </title>'; echo $?
python3 - <<'END'
import base64, hashlib, json, re
page = open("page.html", encoding="utf-8").read()
data = re.search('<script type="application/json" id="table">(.*?)</script>', page, re.S).group(1)
table = json.loads(data)
print("<" in data, table["name"], table["rows"], table["columns"])
cells = [[table["strings"][n] for n in column] for column in table["data"]]
print(*["\t".join(row) for row in zip(*cells)], sep="\n")
print(re.search("<title>(.*?)</title>", page).group(1))
for kind in ("style", "script"):
    words = re.search(f"<{kind}>(.*?)</{kind}>", page, re.S).group(1)
    print(kind, f"{kind}-src 'sha256-{base64.b64encode(hashlib.sha256(words.encode()).digest()).decode()}'" in page)
print(page.count("<script"), page.count("</script"), re.findall('(?:src|href)="[^#"]*"', page))
END
surety report - < stances.tsv | sed 's/standard input/-/' | wc -c | awk '{ print ($1 > 20000) }'
