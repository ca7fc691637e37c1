# A model of other lexicons and a damaged one.
copy
mkdir data/models/damaged; head -c 999 data/models/strait/weights.bin > data/models/damaged/weights.bin
printf 'strictly\tpossible\n' >> data/lexicons/hedges.tsv
surety check --data data 2>&1 | short
