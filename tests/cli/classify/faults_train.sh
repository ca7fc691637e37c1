# Each fault of a table with its line; nothing is written.
t() { printf "$1" > t.tsv; surety classify train t.tsv -o m; echo $?; }
t 'id\ttext\na\tb\n'
t 'words\tlabel\n'
t 'text\tlabel\n'
t 'text\tlabel\na\tx\nb\tx\n'
t 'text\tlabel\na\tx\nb\ty\n'
t 'text\tlabel\na\tx\n\ty\nb\t\nc\td\te\nd\n'
t 'text\tlabel\na\tx\nb\t\377y\n'
t ''
{ echo 'text	label'; for i in $(seq 18); do echo "t $i	l$i"; done; } > t.tsv; surety classify train t.tsv -o m; echo $?
{ echo 'text	label'; for i in $(seq 30); do echo "$i"; done; } > t.tsv; surety classify train t.tsv -o m; echo $?
surety classify train nowhere.tsv -o m; echo $?
surety classify train learn.tsv -o no/m; echo $?
ls
