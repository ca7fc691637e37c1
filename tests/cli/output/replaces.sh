# A file is replaced whole, with the rights that a new file has here; nothing else is left.
umask 022; echo old > stances.tsv
surety extract good.txt -o stances.tsv
stat -c %a stances.tsv; brief < stances.tsv; ls
