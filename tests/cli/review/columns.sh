# What a person looks at comes first, then empty columns, then the rest as it was.
table; surety review stances.tsv -n 3 -o review.tsv; echo $?
head -n 1 review.tsv | tr '\t' ' '
wc -l < review.tsv
cut -f8-11 review.tsv | tail -n +2 | sort -u
surety review - -n 1000 < stances.tsv | tail -n +2 | cut -f1 | sort | cmp - <(tail -n +2 stances.tsv | cut -f1 | sort) && echo all of them
surety review stances.tsv -n 0 | wc -l
for n in 1 2; do surety review stances.tsv | sha256sum; done | uniq | wc -l
