surety tokenize two.txt -o tokens.jsonl; surety tokenize two.txt -j1 | cmp - tokens.jsonl && echo same
surety tokenize nowhere.txt two.txt > /dev/null; echo $?
