# When one of several outputs cannot be written, none of them changes.
echo old > stances.tsv; echo old > texts.jsonl
surety extract good.txt -o stances.tsv --texts texts.jsonl --quotations /dev/full; echo $?
cat stances.tsv texts.jsonl; ls
