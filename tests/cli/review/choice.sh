# Unsure before sure; a row that another one contradicts, and a rare type, before their equals; many articles.
row() { printf '%s.s%s\t%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$1" "$3" "$4" "$5" "$6"; }
{
  printf 'stance_id\tdoc_id\tholder_id\tguarantee\tstance\tconfidence\n'
  for n in 1 2 3 4 5 6 7 8; do row sure $n H$n net_ban supports 0.98; done
  row unsure 1 HX net_ban supports 0.3; row unsure 2 HY net_ban supports 0.31
  row one 1 HZ patrol_boats supports 0.35; row two 1 HZ patrol_boats rejects 0.9
  for n in 1 2 3 4 5 6 7 8; do row some $n HZ$n patrol_boats supports 0.5; done
  row rare 1 HQ herring_quota supports 0.4
} > t.tsv
surety review t.tsv -n 7 | tail -n +2 | cut -f1,5,10
