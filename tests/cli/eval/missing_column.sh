cut -f1-8,10- stances.tsv > columns.tsv
surety eval gold.jsonl columns.tsv
