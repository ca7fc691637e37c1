# What is no store, a folder that is not there, a store that cannot grow, a damaged one; the usage of export.
docs 1 2000 > a.jsonl
surety extract a.jsonl --store a.jsonl; echo $?
surety extract a.jsonl --store nowhere/s.db; echo $?
(ulimit -f 400; surety extract a.jsonl --store s.db); echo $?
surety extract a.jsonl --store s.db; surety extract a.jsonl | cmp - <(surety export s.db)
surety export a.jsonl; surety export nothing.db; surety export; surety export s.db -o t --quotations t; ls
printf 'SQLite format 3\0junk' > j.db; surety extract a.jsonl --store j.db
