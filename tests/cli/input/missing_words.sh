# Words that readers take for a missing value are told apart from it.
for id in NA NaN null None N/A; do echo "{\"id\": \"$id\", \"title\": \"$id\", \"text\": \"Arland supports the net ban, its fisheries ministry said on Friday.\"}"; done > some.jsonl
surety extract some.jsonl | cut -f1,2,4
