# A second run on the same store waits for a while, then says why it does not work; the first is not hurt.
docs 1 3 > a.jsonl; mkfifo pipe
surety extract - --store s.db < pipe & exec 3> pipe; cat a.jsonl >&3; until [ -s s.db ]; do sleep 0.1; done
surety extract a.jsonl --store s.db; echo $?
(sleep 1; exec 3>&-) & exec 3>&-
surety extract a.jsonl --store s.db; echo $?; wait
surety extract a.jsonl | cmp - <(surety export s.db)
