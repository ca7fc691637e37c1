# Options stand before, between and after inputs; -- ends them; the last one given counts.
cp good.txt ./-odd.txt; cp good.txt b.txt
surety extract good.txt b.txt > 0.tsv
surety extract -o 1.tsv good.txt b.txt
surety extract good.txt -o 2.tsv b.txt
surety extract good.txt b.txt --output 3.tsv
surety extract good.txt b.txt --output=4.tsv -j2
surety extract -j1 -o5.tsv -- good.txt b.txt
surety extract good.txt b.txt -o lost.tsv -o 6.tsv
for n in 1 2 3 4 5 6; do cmp 0.tsv $n.tsv && echo same; done
ls lost.tsv 2> /dev/null
surety extract -- -odd.txt | brief
