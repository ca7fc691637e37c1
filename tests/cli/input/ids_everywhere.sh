# A file's id is the same in all outputs; that of a JSON line stays as given in JSON lines.
cp good.txt 9.txt; echo '{"id": "7", "text": "“We want the net ban now,” said Ada Holm of Arland."}' > some.jsonl
surety extract 9.txt some.jsonl -o stances.tsv --quotations quotations.tsv --texts texts.jsonl --attributions attributions.jsonl
surety tokenize 9.txt some.jsonl | cut -d, -f1
cut -d, -f1 texts.jsonl attributions.jsonl; cut -f2 stances.tsv; cut -f3 quotations.tsv | uniq
