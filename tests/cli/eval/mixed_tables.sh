surety eval gold.jsonl stances.tsv quotations.tsv; echo "$?"
surety eval second.tsv quotations.tsv; echo "$?"
