# Rows that cannot be labelled are named, the others are written, status 1; a table or a classifier that cannot be used: 2.
learn
printf 'id\ttarget\ttext\na\tbells\tStop the bells\nb\tbells\t\n\tbells\tx\nd\tbells\ne\tferry\tI love the ferry\n' > t.tsv
surety classify predict m t.tsv > out.tsv; echo $?; cut -f 1,2 out.tsv
printf 'target\ttext\nbells\tStop\n' > t.tsv; surety classify predict m t.tsv -o out2.tsv; echo $?
surety classify predict m nowhere.tsv; echo $?
surety classify predict nowhere new.tsv; echo $?
surety classify predict m new.tsv -o no/out.tsv; echo $?
surety classify predict m new.tsv > /dev/full; echo $?
printf '\377' | dd of=m/classifier.bin bs=1 seek=1000 conv=notrunc status=none; surety classify predict m new.tsv; echo $?
echo x > m/classifier.bin; surety classify predict m new.tsv; echo $?
ls
