surety tokenize two.txt
