# The ids that extract makes of paths stand for the articles of a corpus.
sed 's/\tk00/\tcorpus-articles-k00/' stances.tsv > paths.tsv
surety eval corpus paths.tsv | head -11 | tail -7
