#!/usr/bin/env bash
# report.sh PROGRAM CORPUS MODEL OUT: runs what is at hand and writes OUT/REPORT.md with its pictures (make eval).
# External data by variable: GOLD= gold lines, POLNEAR= attributions in gold lines, RULES= sentence cases; SCORERS= folder of
# attributions.py and sentences.py. What is not given is named in the report as not measured.
set -euo pipefail
program=$(realpath "$1") corpus=$(realpath "$2") model=$(realpath "$3") out=$(realpath "$4")
data=${SURETY_DATA:-$(realpath "$(dirname "$0")/..")}
export SURETY_DATA=$data
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work" # reports name files as they were given: no path of this machine gets in
ln -s "$corpus" corpus; ln -s "$model" model
report=$work/REPORT.md; : >"$report"
say() { printf '%s\n' "$@" >>"$report"; }
block() { { echo '```'; cat; echo '```'; echo; } >>"$report"; }
heading() { say "## $1" ""; }
digest() { (cd "$1" && find . -type f | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -c1-16); }
listed() { ls corpus/articles.tsv >/dev/null && awk -F'\t' -v split_name="$1" 'NR > 1 && $5 == split_name { print $1 }' corpus/articles.tsv; }
measured() { grep -E "^($2) " <"$1"; } # the lines of these figures

mkdir test; listed test | while read -r id; do cp "corpus/articles/$id.txt" test/; done
extract=("$program" extract --model "$work/model/" test -o stances.tsv --quotations quotations.tsv)
if [ -x /usr/bin/time ]; then
  /usr/bin/time -f '%e s, %M KiB at most' -o spent "${extract[@]}"
else
  start=$(date +%s%N); "${extract[@]}"
  echo "$((($(date +%s%N) - start) / 1000000)) ms; memory not measured (no /usr/bin/time)" >spent
fi

say "# Accuracy, as measured" "" "Written by \`make eval\`; the figures are explained in [README.md](README.md)." ""
say "| | |" "| --- | --- |" "| program | $("$program" --version) |" "| model | $(sed -n 's/^# Model //p' model/card.md 2>/dev/null || echo ?) |" \
  "| corpus | $(digest corpus/articles) |" "| lexicons | $(digest "$data/lexicons") |" \
  "| test split | $(listed test | wc -l) articles, $(cat test/*.txt | wc -w) words; extract: $(cat spent) |" ""

heading "Corpus, test split"
"$program" eval corpus stances.tsv --split test --pictures "$out" >figures
block <figures
say "![confusion of the stances](confusion.svg) ![reliability](reliability.svg)" ""
heading "Quotations, test split"
"$program" eval corpus quotations.tsv --split test | block

heading "Cross-validation"
if [ -e model/card.md ]; then sed -n '/^Cross-validated/,/^$/p' model/card.md >>"$report"; else say "Not measured: the model has no card." ""; fi

heading "Learning curve"
say "Trained on a part of the training articles, measured on the test split; C as in the model." "" "| training articles | stance F1 | doc_side F1 |" "| --- | --- | --- |"
cost=$(sed -n 's/^| C, weight of none | \([0-9.]*\),.*/\1/p' model/card.md 2>/dev/null || true)
for share in 10 25 50 100; do
  rm -rf part part-model; mkdir -p part/articles
  awk -F'\t' -v share=$share 'NR == 1 || ($5 == "train" && (n++ * 37) % 100 < share)' corpus/articles.tsv >part/articles.tsv
  tail -n +2 part/articles.tsv | cut -f1 | while read -r id; do cp "corpus/articles/$id.txt" "corpus/articles/$id.tsv" part/articles/; done
  "$program" train part ${cost:+--cost "$cost"} -o part-model >/dev/null
  "$program" extract --model "$work/part-model" test -o part.tsv
  f1() { "$program" eval corpus part.tsv --split test --resamples 0 | awk -v name="$1" '$1 == name { print $7 }'; }
  say "| $(($(wc -l <part/articles.tsv) - 1)) ($share %) | $(f1 stance) | $(f1 doc_side) |"
done
say ""

heading "Published articles (GOLD)"
if [ -n "${GOLD:-}" ]; then
  cp "$GOLD" gold.jsonl
  "$program" extract --model "$work/model/" gold.jsonl -o gold.tsv --quotations gold_quotations.tsv
  "$program" eval gold.jsonl gold.tsv >figures; measured figures 'evidence|target|detected|stance|doc|doc_side|label' | block
  "$program" eval gold.jsonl gold_quotations.tsv >figures; measured figures 'span|complete|speaker' | block
else say "Not measured: \`GOLD=\` names no file." ""; fi

heading "Attributions (POLNEAR)"
if [ -n "${POLNEAR:-}" ] && [ -n "${SCORERS:-}" ]; then
  "$program" extract --model "$work/model/" "$POLNEAR" -o /dev/null --attributions attributions.jsonl
  python3 "$SCORERS/attributions.py" "$POLNEAR" attributions.jsonl | block
else say "Not measured: \`POLNEAR=\` and \`SCORERS=\` do not both name something." ""; fi

heading "Sentences (RULES)"
if [ -n "${RULES:-}" ] && [ -n "${SCORERS:-}" ]; then
  "$program" tokenize "$RULES" >sentences.jsonl
  python3 "$SCORERS/sentences.py" "$RULES" sentences.jsonl | block
else say "Not measured: \`RULES=\` and \`SCORERS=\` do not both name something." ""; fi

heading "Ablation of feature groups, plain baselines"
say "Not measured: \`surety train\` cannot leave out features yet."
mv "$report" "$out/REPORT.md"
echo "$out/REPORT.md"
