# A changed article is replaced in its place; a changed title is a change; order of the members is none.
docs 1 3 > a.jsonl; surety extract a.jsonl --store s.db
docs 1 3 | sed 's/"x2"/"x2","url":"u"/; s/3th net/3rd net/' > b.jsonl
surety extract b.jsonl --store s.db -o new.tsv; cut -f 2 new.tsv | uniq
surety extract b.jsonl | cmp - <(surety export s.db)
sed -E 's/\{("id":"[^"]*"),(.*)\}$/{\2,\1}/' b.jsonl > c.jsonl; surety extract c.jsonl --store s.db -o new.tsv; wc -l < new.tsv
tac b.jsonl | surety extract - --store s.db; surety extract b.jsonl | cmp - <(surety export s.db)
