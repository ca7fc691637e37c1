surety eval gold.jsonl stances.tsv -o report.txt && sed -n 5p report.txt
surety eval gold.jsonl stances.tsv -o nowhere/report.txt
