# What changed from one table to the other.
surety eval gold.jsonl stances.tsv second.tsv --errors 20 | sed -n "/^changes/,\$p"
surety eval gold.jsonl stances.tsv second.tsv --errors 2 --json | python3 -c "import json, sys; print([(c[\"mistake\"], c[\"line\"]) for c in json.load(sys.stdin)[\"changes\"]])"
surety eval corpus quotations.tsv quotations.tsv --errors 9 | grep changes
head -n 3 quotations.tsv > fewer.tsv; surety eval corpus quotations.tsv fewer.tsv --errors 9 | sed -n "/^changes/,\$p"
