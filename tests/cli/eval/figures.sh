# The figures of a table, all parts of the report.
surety eval gold.jsonl stances.tsv --errors 20
