sed '7s/k003/k999/g' stances.tsv > ids.tsv
surety eval gold.jsonl ids.tsv
