# An unknown option is named, and the known one that is nearest.
surety extract --quotation q.tsv good.txt; echo $?
surety extract --outptu=x good.txt; echo $?
surety extract good.txt -x; echo $?
surety extract --nothing-like-it good.txt; echo $?
surety tokenize --thread 2 good.txt; echo $?
surety train corpus --ouput m; echo $?
surety check --date x; echo $?
surety eval a b --jsno; echo $?
surety --extract; echo $?
surety extrct good.txt; echo $?
