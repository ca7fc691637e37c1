# The floors fail when a figure was more than a point higher, and not before that; they print the commands that show why.
mkdir -p tree/tests tree/eval; cp "$SHIPPED/tests/floors.py" tree/tests/; ln -s "$SHIPPED/corpus" tree/corpus
program=$(readlink -f "$(command -v surety)")
python3 -B tree/tests/floors.py "$program" --write; cut -f1,2 tree/eval/floors.tsv
python3 -B tree/tests/floors.py "$program"; echo $?
raise() { awk -F'\t' -v OFS='\t' -v by="$1" '$2 == "stance F1" { $3 += by } $2 == "speaker" { $3 -= 5 } 1' tree/eval/floors.tsv > new && cp new tree/eval/floors.tsv; }
raise 0.9; python3 -B tree/tests/floors.py "$program" | grep ^floors
raise 0.2; python3 -B tree/tests/floors.py "$program" | sed -E "s#$program#PROGRAM#g; s/[0-9]+\.[0-9]+/X/g"
