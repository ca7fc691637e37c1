copy; rm data/lexicons/cues.tsv
surety extract good.txt --data data; echo $?
