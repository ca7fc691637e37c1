surety extract good.txt -o; echo $?
surety extract good.txt -j two; echo $?
surety extract good.txt -j -1; echo $?
surety extract good.txt -j 0; echo $?
surety extract good.txt --threads=5000; echo $?
surety tokenize good.txt -j4000000000; echo $?
surety extract good.txt -j 99999999999999999999; echo $?
surety extract good.txt --min-confidence 1.5; echo $?
surety extract good.txt --min-confidence nan; echo $?
surety train --all=yes corpus -o m; echo $?
surety extract; echo $?
surety tokenize; echo $?
surety train; echo $?
surety train a b -o m; echo $?
surety check good.txt; echo $?
