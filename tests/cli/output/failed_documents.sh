# Some documents failed: the others are in every output.
printf '\377' > bad.txt
surety extract bad.txt lines.jsonl good.txt -o stances.tsv --texts texts.jsonl --attributions attributions.jsonl --quotations quotations.tsv
echo $?; brief < stances.tsv; cut -c1-14 texts.jsonl attributions.jsonl; cut -f3 quotations.tsv; ls
