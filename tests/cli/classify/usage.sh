surety classify; echo $?
surety classify learn x; echo $?
surety classify train learn.tsv; echo $?
surety classify train -o m; echo $?
surety classify predict m; echo $?
surety classify predict m new.tsv new.tsv; echo $?
surety classify train learn.tsv -o m --cost 1; echo $?
surety classify --output=m train learn.tsv > /dev/null; echo $?
surety classify --help | head -n 3
