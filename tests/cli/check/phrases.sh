# Broken phrases, each with its cause.
copy; sed -i 3q data/lexicons/hedges.tsv
cat >> data/lexicons/hedges.tsv <<'END'
(open	modal
[open	modal
closed)	modal
(a|(b))	modal
(a||b)	modal
~	modal
…0 gap	modal
…x gap	modal
…	modal
a … 	modal
twice | twice	modal
one |  | two	modal
END
surety check --data data | tail -n 1
