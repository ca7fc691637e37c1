# A lexicon row with the wrong number of columns.
copy
printf 'trade\t2\ta deal\tmore\n' >> data/lexicons/types.tsv
surety extract good.txt --data data -o stances.tsv; echo $?; ls stances.tsv 2> /dev/null
sed -i 3q data/lexicons/polarity.tsv; printf 'boat\n' >> data/lexicons/polarity.tsv; cp "$TOPIC/lexicons/types.tsv" data/lexicons/
surety tokenize good.txt --data data; echo $?
