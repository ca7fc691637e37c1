# Killed at any moment and started again, the same store.
docs 1 6000 > a.jsonl; surety extract a.jsonl -o plain.tsv
for seconds in 0.05 0.1 0.15 0.2 0.3 0.4; do
  rm -f s.db; timeout -s KILL $seconds surety extract a.jsonl --store s.db
  timeout -s KILL $seconds surety extract a.jsonl --store s.db
  surety extract a.jsonl --store s.db; surety export s.db | cmp - plain.tsv
done 2>/dev/null
ls s.db*
