# Neither the working folder nor the name of the data folder matters.
copy; mkdir x; cd x
surety extract ../corpus/articles --data ../data | cut -f3- > 1.tsv
cd ..; surety extract corpus/articles --data data/../data/ | cut -f3- > 2.tsv
cmp x/1.tsv 2.tsv && wc -l < 2.tsv
