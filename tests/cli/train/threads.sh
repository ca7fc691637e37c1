# The same bytes with any number of threads, and the same error.
copy
for threads in 1 3; do surety train data/corpus --data data -j $threads -o m$threads > out$threads.txt; done
for file in weights.bin features.tsv card.md; do cmp m1/$file m3/$file && echo same; done
sed -i '/conditional/d' data/corpus/articles/*.tsv
for threads in 1 3; do surety train data/corpus -j $threads -o failed 2> errors$threads.txt; echo $?; done
cmp errors1.txt errors3.txt; [ -e failed ] || echo nothing written
