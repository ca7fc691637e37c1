copy
surety train nowhere -o m; echo $?
surety train data/corpus -o nowhere/m; echo $?
surety train data/corpus; echo $?
sed -i 's/supports/sings/' data/corpus/articles/a1.tsv
surety train data/corpus -o m; echo $?
rm data/corpus/articles/a[1-6].tsv
surety train data/corpus -o m; echo $?
mkdir empty; surety train empty -o m; echo $?
ls
