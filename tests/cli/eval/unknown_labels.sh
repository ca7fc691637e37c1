awk -F'\t' -v OFS='\t' 'NR == 2 { $10 = "endorses" } NR == 3 { $9 = "moon_base" } NR == 4 { $6 = "sung" } NR == 5 { $11 = "high" } 1' stances.tsv > labels.tsv
surety eval gold.jsonl labels.tsv
