surety eval gold.jsonl stances.tsv second.tsv --json | sed 's/.*"difference": {/{/'
