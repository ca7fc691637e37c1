# Nothing is written where one of several places does not exist.
surety extract good.txt -o stances.tsv --quotations nowhere/quotations.tsv; echo $?
surety extract good.txt -o nowhere/stances.tsv; echo $?
surety tokenize good.txt -o nowhere/tokens.jsonl; echo $?
surety extract good.txt -o .; echo $?
surety extract good.txt -o same.tsv --texts same.tsv; echo $?
surety extract good.txt --texts same.jsonl --attributions ./same.jsonl; echo $?
surety extract good.txt --texts -; echo $?
ls
