# The same articles give the same bytes, wherever they lie.
copy
surety train "$TOPIC/corpus" -o one > /dev/null; surety train data/corpus --data data -o two > /dev/null
for file in weights.bin features.tsv card.md; do cmp one/$file two/$file && echo same; done
ls one
