# A corpus in which nobody sets a condition cannot train four classes.
copy
sed -i '/conditional/d' data/corpus/articles/*.tsv
surety train data/corpus -o m; echo $?; ls
