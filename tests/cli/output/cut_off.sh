# A disk that fills up in the middle: the old file stays as it was, and no other is left behind.
for n in $(seq 200); do echo "{\"id\": \"d$n\", \"text\": \"Arland supports the net ban, its fisheries ministry said on Friday.\"}"; done > many.jsonl
echo old > stances.tsv
(ulimit -f 8; surety extract many.jsonl -o stances.tsv); echo $?
cat stances.tsv; ls
