# A table with the columns correct_…: what a person wrote there counts; empty or ok: the row is right; none: there is no such
# stance. The same records as those of the table that was mended in place.
correct() { awk -F'\t' -v OFS='\t' 'NR == 1 { print $0, "correct_stance", "correct_holder", "correct_guarantee", "correct_side"; next }
  $1 == "k001.s1" { $7 = "Nobody Here"; print $0, "ok", "Ilse Brandvoll", "", "NOR"; next }
  $1 == "k001.s3" { $10 = "supports"; $9 = "buffer_zone"; print $0, " Rejects", "", "troop_deployment", ""; next }
  $1 == "k003.s1" { $7 = "Nobody"; $8 = "NOR"; print $0, "", "Tarcísio Lobato", "", "BRA"; next }
  $1 == "k003.s2" { print; $1 = "k003.s9"; $9 = "us_backstop"; print $0, "NONE", "", "", ""; next }
  { print $0, "", "", "", "" }' second.tsv | sed -E '/^k003.s2/s/$/\t\t\t\t/'; }
correct > corrected.tsv
surety eval gold.jsonl second.tsv --resamples 0 | sed 1,2d > mended.txt
surety eval gold.jsonl corrected.tsv --resamples 0 | sed 1,2d | diff mended.txt - && echo the same
surety eval corrected.tsv stances.tsv --texts texts.jsonl --resamples 0 | sed -n '1,3p;8p'
