# Every fault of a review is told with its line, and nothing is trained.
table; surety review stances.tsv -n 4 -o review.tsv
try() { surety train corpus -o model "$@" > out.txt; echo $?; ls model 2> /dev/null; }
filled supports maybe yes; try --add filled.tsv
filled ok; sed 's/net_ban\|patrol_boats\|herring_quota/treaty/' filled.tsv > types.tsv; try --add types.tsv
sed '1s/correct_holder/holder/' filled.tsv > column.tsv; try --add column.tsv
sed '2s/$/\t"open/' filled.tsv > quote.tsv; try --add quote.tsv
sed '2s/$/\tmore/' filled.tsv > wide.tsv; try --add wide.tsv
printf 'x\xff\n' > bytes.tsv; try --add bytes.tsv
: > empty.tsv; try --add empty.tsv
try --add nothing.tsv
sed 's/Arland/Brenland/' texts.jsonl > other.jsonl; try --add filled.tsv --texts other.jsonl
head -n 0 texts.jsonl > none.jsonl; try --add filled.tsv --texts none.jsonl
surety review stances.tsv other.tsv; echo $?
cut -f1-17 stances.tsv > short.tsv; surety review short.tsv; echo $?
