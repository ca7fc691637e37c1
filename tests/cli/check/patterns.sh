copy
printf 'broken\tsay\t{NOWHERE} @\t0.5\t\t\nagain\tsay\t( @\t0.5\t\t\n' >> data/lexicons/patterns.tsv
surety check --data data 2> errors.txt | tail -n 1
grep -o '^surety: data/lexicons/patterns.tsv:[0-9]*: ' errors.txt | sed -E 's/[0-9]+/LINE/'
