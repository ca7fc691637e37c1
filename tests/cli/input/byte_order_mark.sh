# It is dropped, and offsets count from behind it.
{ printf '\357\273\277'; cat good.txt; } > marked.txt
surety extract good.txt marked.txt | cut -f6,7 | uniq -c | sed 's/^ *//' | tail -n 1 | cut -d' ' -f1
