#!/usr/bin/env bash
# demo.sh PROGRAM: the main job on the sample articles of corpus/sample/, and its table in readable columns.
set -eu
surety=$1
out=build/demo
mkdir -p "$out"

"$surety" extract corpus/sample -o "$out/stances.tsv" --quotations "$out/quotations.tsv" \
  --attributions "$out/attributions.jsonl"

echo
echo "Who takes which stance toward which guarantee (the surest 20 rows of $(($(wc -l <"$out/stances.tsv") - 1))):"
echo
python3 - "$out/stances.tsv" <<'PY'
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE))
top = sorted(sorted(rows, key=lambda r: -float(r["confidence"]))[:20], key=lambda r: (r["doc_id"], int(r["start"])))
cut = lambda s, n: s if len(s) <= n else s[:n - 1] + "…"
widths = (22, 12, 20, 11, 5, 60)
print("".join(f"{h:{w}}  " for h, w in zip(("holder", "side", "guarantee", "stance", "conf", "in whose words"), widths)).rstrip())
for r in top:
    cells = (r["holder_id"], r["side"], r["guarantee"], r["stance"], r["confidence"][:4], r["evidence"])
    print("".join(f"{cut(c, w):{w}}  " for c, w in zip(cells, widths)).rstrip())
PY
echo
echo "The whole tables: $out/stances.tsv  $out/quotations.tsv  $out/attributions.jsonl"
