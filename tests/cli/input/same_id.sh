# Two documents with one id: the second is named and left out.
mkdir -p a; cp good.txt a/b.txt; cp second.txt a-b.txt
{ cat lines.jsonl; sed -n 1p lines.jsonl; echo '{"id": "a-b", "text": "Arland waits."}'; } > some.jsonl
surety extract a/b.txt a-b.txt some.jsonl | brief
