surety eval --agreement gold.jsonl second.tsv
