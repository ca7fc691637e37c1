# For programs: the members of the published scorers.
surety eval gold.jsonl stances.tsv --json --resamples 50
