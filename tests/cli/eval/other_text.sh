# A table made from another version of the text says so by its hash.
sed '2s/Monday/Tuesday/;1s/Monday/Friday/' gold.jsonl > other.jsonl
surety eval other.jsonl second.tsv
