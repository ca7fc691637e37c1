# One row, by its number or its id; what is not there is named.
cp "$TOPIC/corpus/articles/a1.txt" one.txt
cp one.txt two.txt; echo 'Nothing here.' > none.txt
for row in one:2 one.s2 two one:9 one:0 none:1 three:1 three; do
  surety explain --row $row one.txt two.txt none.txt > out; echo "$row $? $(grep -o '^[a-z]*\.s[0-9]*' out | tr '\n' ' ')"
done
surety explain none.txt; echo $?
surety explain --features many one.txt; echo $?
surety explain; echo $?
