# Packed files, by their first bytes and not by their names, from files, pipes and folders; members one after the other.
surety extract lines.jsonl > plain.tsv
gzip -n -k lines.jsonl; cp lines.jsonl.gz odd.jsonl
split -l 1 lines.jsonl part.; gzip -n part.*; cat part.*.gz > members.jsonl.gz
for file in lines.jsonl.gz odd.jsonl members.jsonl.gz; do surety extract $file | cmp - plain.tsv; done
surety extract - < lines.jsonl.gz | cmp - plain.tsv
cat lines.jsonl.gz | (dd bs=1 2>/dev/null) | surety extract - | cmp - plain.tsv
gzip good.txt; mkdir folder; mv good.txt.gz lines.jsonl.gz folder
surety extract folder | brief
