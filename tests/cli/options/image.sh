# A run from an image writes the bytes of a run from the tables; with other tables the image is not used; damage is told.
cp -rL "$TOPIC" topic; chmod -R u+w topic; export SURETY_DATA=topic
surety extract good.txt > tables.tsv
surety image -o topic/surety.image; surety extract good.txt | cmp - tables.tsv; surety check | tail -n 1
printf 'netting stop\tnet_ban\tterm\n' >> topic/lexicons/guarantees.tsv
surety extract good.txt 2>&1 | sed -E 's/\([0-9a-f]{12}, now [0-9a-f]{12}\)/(…)/'
surety tokenize good.txt | wc -l
printf x | dd of=topic/surety.image bs=1 seek=5000 conv=notrunc 2> /dev/null
surety check --data topic 2>&1 | grep image
surety image x; surety image -o nowhere/x
