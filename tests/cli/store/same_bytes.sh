# What a store exports is what the run without it writes; standard output stays empty; a table asked for has what is new.
docs 1 600 > a.jsonl
surety extract a.jsonl -o plain.tsv --quotations plain_q.tsv
surety extract a.jsonl --store s.db
surety export s.db --quotations q.tsv | cmp - plain.tsv; cmp q.tsv plain_q.tsv
surety export s.db --no-header | cmp - <(tail -n +2 plain.tsv)
surety extract a.jsonl --store s.db -o again.tsv; wc -l < again.tsv
docs 601 610 >> a.jsonl
surety extract a.jsonl --store s.db -j 3 -o new.tsv; cut -f 2 new.tsv | sort -u | wc -l
surety extract a.jsonl | cmp - <(surety export s.db)
ls s.db*
