# What is wrong with the table is told, and no page appears.
surety report; echo $?
surety report a.tsv b.tsv; echo $?
surety report nothing.tsv -o page.html; echo $?
cut -f1-6 stances.tsv > short.tsv; surety report short.tsv -o page.html; echo $?
sed '3s/\t.*//' stances.tsv > ragged.tsv; surety report ragged.tsv -o page.html; echo $?
surety report stances.tsv -o no/page.html; echo $?
ls
