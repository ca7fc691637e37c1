# A model learns from rows: what ten reviewed articles say is no stance becomes less likely. The articles are not needed.
for n in 0 1 2 3 4 5 6 7 8 9; do
  printf 'Boats %s\n\nArland supports patrol boats, its fisheries ministry said on Friday.\n' $n > new$n.txt
done
surety extract new*.txt -o stances.tsv --texts texts.jsonl --min-confidence 0; cut -f14,16,18 stances.tsv | tail -n +2 | uniq -c
surety review stances.tsv -o review.tsv; filled none none none none none none none none none none
surety train corpus --cost 1 --add filled.tsv --texts texts.jsonl -o with | short
surety train corpus --cost 1 --add filled.tsv -o sentences | short
surety train corpus --cost 1 -o without | short
for model in without with sentences; do surety extract new1.txt --model ./$model --min-confidence 0 | tail -n +2 | cut -f19; done > confidences
awk 'NR == 1 { first = $1 } NR > 1 { print ($1 < first - 0.1) }' confidences
for n in 1 2; do surety train corpus --add filled.tsv --texts texts.jsonl -o again > /dev/null; sha256sum < again/weights.bin; done | uniq | wc -l
