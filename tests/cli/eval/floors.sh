# The floors fail when a figure was more than a point higher, and not before that; they print the commands that show why.
mkdir -p tree/tests tree/eval; cp "$SHIPPED/tests/floors.py" tree/tests/; cp -r corpus tree/corpus
program=$(readlink -f "$(command -v surety)"); export SURETY_DATA=$TOPIC
sed -i 's/\t[a-z_]*\t\(supports\|rejects\|conditional\)\t/\tnet_ban\t\1\t/' tree/corpus/articles/*.tsv
python3 -B tree/tests/floors.py "$program" --write; cut -f1,2 tree/eval/floors.tsv
python3 -B tree/tests/floors.py "$program"; echo $?
raise() { awk -F'\t' -v OFS='\t' -v by="$1" '$2 == "span F1" { $3 += by } $2 == "speaker" { $3 -= 5 } 1' tree/eval/floors.tsv > new && cp new tree/eval/floors.tsv; }
raise 0.9; python3 -B tree/tests/floors.py "$program" | grep ^floors
raise 0.2; python3 -B tree/tests/floors.py "$program" | sed -E "s#$program#PROGRAM#g; s/[0-9]+\.[0-9]+/X/g"
