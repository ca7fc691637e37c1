awk -F'\t' -v OFS='\t' 'NR == 3 { $4 = 99999 } 1' stances.tsv > past.tsv
surety eval gold.jsonl past.tsv
