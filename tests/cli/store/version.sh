# Another version of what decides is refused, until --rebuild; what a rebuild does not meet is told; it may be cut in two.
docs 1 4 > a.jsonl; surety extract a.jsonl --store s.db
surety extract a.jsonl --store s.db --min-confidence 0.9 2>&1 | sed -E 's/m[0-9a-f]{12}-l[0-9a-f]{12}/MODEL/g'
surety extract a.jsonl --store s.db --min-confidence 0.9 --rebuild; surety extract a.jsonl --min-confidence 0.9 | cmp - <(surety export s.db)
head -n 1 a.jsonl | surety extract - --store s.db --rebuild
surety extract a.jsonl --store s.db --rebuild -o new.tsv; cut -f 2 new.tsv | uniq
surety extract a.jsonl | cmp - <(surety export s.db)
surety extract a.jsonl --rebuild; echo $?
