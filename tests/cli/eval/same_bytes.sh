# The intervals rest on a fixed seed.
surety eval gold.jsonl stances.tsv --json > a; surety eval gold.jsonl stances.tsv --json > b; cmp a b && echo same
