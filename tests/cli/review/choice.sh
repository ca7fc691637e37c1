# Unsure before sure; a row that another one contradicts, and a rare type, before their equals; many articles.
row() { printf '%s.s%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$1" "$3" "$4" "$5" "$6" "$7" "$8"; }
{
  printf 'stance_id\tdoc_id\tholder_id\tguarantee\tstance\tp_supports\tp_rejects\tp_conditional\n'
  for n in 1 2 3 4 5 6 7 8; do row sure $n H$n net_ban supports 0.98 0.01 0.01; done
  row unsure 1 HX net_ban supports 0.3 0.25 0.2; row unsure 2 HY net_ban supports 0.3 0.25 0.2
  row one 1 HZ patrol_boats supports 0.9 0.02 0.01; row two 1 HZ patrol_boats rejects 0.02 0.9 0.01
  for n in 1 2 3 4 5 6 7 8; do row some $n HZ$n patrol_boats supports 0.9 0.02 0.01; done
  row rare 1 HQ herring_quota supports 0.9 0.02 0.01
} > t.tsv
surety review t.tsv -n 6 | tail -n +2 | cut -f1,9
