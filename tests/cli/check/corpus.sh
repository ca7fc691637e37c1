copy; cd data/corpus/articles
sed -i '2s/Arland supports the net ban/Arland supports the bet nan/' a1.tsv
sed -i '3s/\tBRM\tnet_ban\trejects/\tBRM\tno_type\trejects/' a1.tsv
sed -i '2s/\tsupports\t/\tsings\t/' a2.tsv
sed -i '3s/\t[^\t]*$//' a2.tsv
sed -i '2s/^stance/mood/' a3.tsv
sed -i '2s/\tindirect\t/\twhispered\t/' a4.tsv
rm a5.tsv; printf 'Ar\377land' > a6.txt
cd ../../..; surety check --data data | tail -n 1
