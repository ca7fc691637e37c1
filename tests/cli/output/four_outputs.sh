# All tables in one run, one of them to a pipe.
mkfifo pipe; cat pipe > texts.jsonl &
surety extract lines.jsonl --texts pipe --quotations quotations.tsv -o stances.tsv; echo $?
wait; cut -c1-60 texts.jsonl; head -n 1 quotations.tsv stances.tsv
