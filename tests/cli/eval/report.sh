# The report of make eval: every part is there or named as not measured; pictures beside it; nothing left half done.
unset GOLD POLNEAR RULES SCORERS ARTICLES
cp -r "$TOPIC" data; export SURETY_DATA=$PWD/data JOBS=2 TMPDIR=$PWD/tmp; mkdir tmp
sed -i -E 's/^(a5|a6)(.*)\ttrain\t/\1\2\ttest\t/' data/corpus/articles.tsv
surety train data/corpus -o data/models/strait > /dev/null || exit
python3 -B "$SHIPPED/eval/report.py" "$(readlink -f "$(command -v surety)")" data/corpus data/models/strait out 2> progress.txt || cat progress.txt
grep -E '^(#|Not measured|!\[)|%.*not measured' out/REPORT.md | grep -v build/release/baseline
grep -cE '^\| (stance|doc_side) ' out/REPORT.md; grep -c "$PWD" out/REPORT.md; ls out tmp; grep -q 'trained without' progress.txt && echo trained
# A corpus without a test split, a model that is not there: a word on what is wrong, no report.
sed -i 's/\ttest\t/\ttrain\t/' data/corpus/articles.tsv; rm -r out
python3 -B "$SHIPPED/eval/report.py" "$(readlink -f "$(command -v surety)")" data/corpus data/models/strait out; echo $?; ls out tmp
