sed '4s/\t[^\t]*$//' stances.tsv > ragged.tsv
surety eval gold.jsonl ragged.tsv
