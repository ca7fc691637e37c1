# Every fault of a copy, with file and line; not only the first.
copy; cd data/lexicons
replace() { sed -i "$2s/.*/$3/" "$1"; } # FILE LINE TEXT
replace types.tsv 3 'patrol_boats\tmany\tarmed patrol boats'
replace actors.tsv 2 'ARL\tkingdom\tARL\tArland\t'
replace actors.tsv 4 'BRM\tbody\tCouncil\tStrait Council\t'
printf 'minister of Tollhaven\tNobody\t\t\nmayor of Tollhaven\tBRM\t\n' >> offices.tsv
replace guarantees.tsv 2 'net ban\tno_such_type\tterm'
replace guarantees.tsv 3 'ban on (drift nets\therring_quota\tterm'
replace guarantees.tsv 6 'fishing quota\therring_quota\tterms'
replace conditions.tsv 2 '\tif'
replace negators.tsv 3 "$(sed -n 2p negators.tsv)"
replace cues.tsv 2 'say\tsay\t1.5\tsay | says'
sed -i 3q hedges.tsv; printf 'stray \377\tsupport\n' >> hedges.tsv
replace titles.tsv 1 'phrase\tkind\tfamily'
replace pronouns.tsv 2 'he\thim'
rm abbreviations.tsv
cd ../..; surety check --data data | short; echo "${PIPESTATUS[0]}"
