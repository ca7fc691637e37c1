# Two tables: the difference and its p.
surety eval gold.jsonl stances.tsv second.tsv | sed -n '/^second/,$p'
