# Only the test articles of a corpus; rows of the others are left out, not faults.
surety eval corpus stances.tsv --split test | head -12
