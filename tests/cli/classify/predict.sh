# Three targets: a label and probabilities for each row, in the table's order; the right label on new texts.
learn
surety classify predict m new.tsv > out.tsv
cut -f 1,2 out.tsv
join -t "$(printf '\t')" <(cut -f 1,2 out.tsv | sort) <(cut -f 1,4 new.tsv | sort) | awk -F'\t' '{ n += $2 == $3 } END { print n " of " NR }'
head -n 1 out.tsv; awk -F'\t' 'NR > 1 { s = $3 + $4 + $5; if (s < 0.9998 || s > 1.0002) print "sum", $0 }' out.tsv
