awk -F'\t' -v OFS='\t' 'NR == 2 { $3 = "x" } NR == 3 { $4 = $3 } NR == 4 { $3 = -1 } 1' stances.tsv > offsets.tsv
surety eval gold.jsonl offsets.tsv
