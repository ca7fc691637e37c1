# The card and the names of the features, without any place or date of the training.
surety train "$TOPIC/corpus" -o m > /dev/null
grep -c '^|' m/card.md; head -n 1 m/features.tsv
grep "$PWD" m/card.md m/features.tsv; grep "$(date +%Y-%m)" m/card.md m/features.tsv; true
