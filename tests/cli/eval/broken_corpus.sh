awk -F'\t' -v OFS='\t' 'NR == 2 { $2 = "Our minelayers can sail" } NR == 3 { $12 = "if the guns rest" } NR == 4 { $7 = "Lviv" } NR == 5 { $4 = "direct" } NR == 6 { $2 = "said" } NR == 7 { $11 = "rejects" } 1' corpus/articles/k001.tsv > t && mv t corpus/articles/k001.tsv
sed -i '2s/train/spare/;3s/1$/11/;4d' corpus/articles.tsv
surety eval corpus stances.tsv
