# One document leaves nothing behind for the next: alone it gives the same row as in company.
surety extract good.txt second.txt lines.jsonl -j1 | grep -P '\ttwo\t' > company.tsv
sed -n 2p lines.jsonl | surety extract - | tail -n 1 | cmp - company.tsv && echo same
