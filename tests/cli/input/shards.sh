# Every document falls into one part, wherever it stands; the parts, merged by the numbers, are the whole.
for i in $(seq 40); do printf '{"id":"x%d","text":"The %d nets were cut, Tom Ash said. “We ban nets.”"}\n' $i $i; done > many.jsonl
printf '{broken\n{"text":"no id"}\n' >> many.jsonl
inputs="many.jsonl good.txt second.txt"
surety extract $inputs --texts all.jsonl -o all.tsv 2> all.err
for i in 1 2 3; do surety extract $inputs --shard $i/3 --no-header --numbered --texts t$i.jsonl -o s$i.tsv 2>> parts.err || echo "part $i: $?"; done
(head -n 1 all.tsv; LC_ALL=C sort -m -s -n -k1,1 s?.tsv | cut -f 2-) | cmp - all.tsv
LC_ALL=C sort -m -s -n -k1,1 t?.jsonl | cut -f 2- | cmp - all.jsonl
sort parts.err | cmp - <(sort all.err); wc -l < all.jsonl
tac many.jsonl | surety extract - --shard 2/3 -o /dev/null --texts - 2>/dev/null | sort | cmp - <(cut -f 2- t2.jsonl | grep '"x' | sort)
surety extract good.txt --numbered | cut -f 1,3
