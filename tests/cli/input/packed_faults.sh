# A packed file that is damaged, cut off or swells beyond reason is named; what came before it is kept.
gzip -n -k lines.jsonl
head -c 60 lines.jsonl.gz > cut.jsonl.gz; surety extract cut.jsonl.gz | brief
(cat lines.jsonl.gz; echo more) > more.jsonl.gz; surety extract more.jsonl.gz | brief
(head -c 10 lines.jsonl.gz; head -c 200 /dev/zero | tr '\0' x) > damaged.jsonl.gz; surety extract damaged.jsonl.gz | brief
(cat lines.jsonl.gz; head -c 1000 /dev/zero) > zeros.jsonl.gz; surety extract zeros.jsonl.gz | brief
head -c 100000000 /dev/zero | gzip > bomb.gz; surety extract bomb.gz | brief
printf '\037\213' > short.jsonl; surety extract short.jsonl | brief
