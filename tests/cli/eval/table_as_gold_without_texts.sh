surety eval second.tsv stances.tsv
