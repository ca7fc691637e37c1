# Names of files and ids may hold anything; a table stays a table, a message stays one line.
cp good.txt $'tab\there.txt'; cp good.txt $'line\nfeed.txt'; cp good.txt 'quo"te\.txt'; cp good.txt $'stray\377.txt'; cp good.txt ' space .txt'
printf '{"id": " \\u2028\\"x\\\\\\n", "text": "Arland supports the net ban, its fisheries ministry said on Friday."}\n' > ids.jsonl
surety extract $'tab\there.txt' $'line\nfeed.txt' 'quo"te\.txt' $'stray\377.txt' ' space .txt' ids.jsonl $'no\nwhere.txt' | cut -f1,2,14
