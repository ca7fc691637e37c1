# The same table gives the same bytes, from standard input too; another order of its rows the same folds and labels.
surety classify train learn.tsv -o one | sed -E 's/c[0-9a-f]{12}/NAME/; s/: mean.*/: FIGURES/'; surety classify train - -o two < learn.tsv > /dev/null
for file in classifier.bin card.md; do cmp one/$file two/$file && echo same; done
ls one; grep "$PWD" one/card.md; grep "$(date +%Y-%m)" one/card.md
{ head -n 1 learn.tsv; tail -n +2 learn.tsv | sort; } > sorted.tsv
surety classify train sorted.tsv -o three > /dev/null
tail -n +4 one/card.md > a; tail -n +4 three/card.md > b; diff <(grep -v SHA a) <(grep -v SHA b) && echo 'same figures'
surety classify predict one new.tsv > a; surety classify predict three new.tsv > b; cmp a b && echo 'same predictions'
surety classify predict one - -o c < new.tsv; cmp a c && echo 'same output'
