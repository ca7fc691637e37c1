# Runs of eight words that two articles share; what stock_phrases.tsv lists may be shared. Case and line ends do not count.
copy; cd data/corpus
printf 'A talk\n\nNobody in the harbour thought that the long talks\nabout nets would end before the ice did.\n' > articles/b1.txt
printf 'Talks\n\nA baker, too, said: NOBODY in the harbour thought that the long talks about nets would end well.\n' > articles/b2.txt
head -n 1 articles/a1.tsv | tee articles/b1.tsv > articles/b2.tsv
printf 'b1\t\t\t\ttrain\t0\nb2\t\t\t\ttrain\t0\n' >> articles.tsv
cd ../..; surety check --data data | grep -E '^words|faults'
printf 'the long talks about\n' >> data/corpus/stock_phrases.tsv
surety check --data data | grep -E '^words|faults'
rm data/corpus/stock_phrases.tsv
surety check --data data 2>&1 | grep -E '^words|faults|b2.txt'
