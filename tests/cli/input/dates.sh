# The table takes dates of ISO 8601 only; others leave the cell empty.
n=0
for date in 2031-03-02 2031-03 2031 2031-03-02T10:00:00Z '2 March 2031' 02/03/2031 2031-3-2 20310302 ''; do
  echo "{\"id\": \"d$((++n))\", \"date\": \"$date\", \"text\": \"Arland supports the net ban, its fisheries ministry said on Friday.\"}"
done > some.jsonl
surety extract some.jsonl | cut -f2,3
