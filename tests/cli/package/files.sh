# The five files, whatever the folder; another run puts new ones in their place.
surety extract good.txt --package out/; echo $?; ls out
surety extract *.txt lines.jsonl --package out/ -j2; echo $?; cut -f1,7- out/documents.tsv | cut -f1-5
surety extract *.txt lines.jsonl | cmp - out/stances.tsv && echo same
surety extract *.txt lines.jsonl -o other.tsv --quotations q.tsv && cmp q.tsv out/quotations.tsv && echo same
