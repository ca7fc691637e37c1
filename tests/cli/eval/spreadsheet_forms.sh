# A corrected table as CSV, with quoted cells, in UTF-16 as Excel saves text: the same figures.
as() { python3 - "$@" << 'PY'
import csv, sys
delimiter, encoding, name = sys.argv[1].replace("TAB", "\t"), sys.argv[2], sys.argv[3]
rows = list(csv.reader(open("second.tsv", encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE))
csv.writer(open(name, "w", encoding=encoding, newline=""), delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
PY
}
as , utf-8 commas.csv; as ';' utf-8-sig semicolons.csv; as TAB utf-16 tabs.txt
surety eval gold.jsonl second.tsv --json --resamples 0 | sed 's/second.tsv//' > plain.json
for table in commas.csv semicolons.csv tabs.txt; do surety eval gold.jsonl $table --json --resamples 0 | sed "s/$table//" | cmp plain.json - && echo $table; done
printf '"a' > broken.csv; surety eval gold.jsonl broken.csv; echo $?
surety eval gold.jsonl - --resamples 0 < second.tsv | sed -n '2p;8p'
