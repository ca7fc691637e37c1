# Corrections that mean nothing, and evidence that does not stand where the row says.
head -n 1 second.tsv | sed 's/$/\tcorrect_stance\tcorrect_holder\tcorrect_guarantee/' > table.tsv
sed -n 's/$/\tsings\t\t/;2p' second.tsv >> table.tsv
sed -n 's/$/\t\tAda Unheard\t/;3p' second.tsv >> table.tsv
sed -n 's/$/\t\t\tno_type/;4p' second.tsv >> table.tsv
sed -n 's/\t143\t215\t/\t145\t217\t/;s/$/\t\t\t/;5p' second.tsv >> table.tsv
surety eval gold.jsonl table.tsv
