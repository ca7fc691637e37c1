# id and text are needed, text must be a string; an id may be a number.
cat > some.jsonl <<'END'
{"text": "Arland waits."}
{"id": "a"}
{"id": "b", "text": ""}
{"id": "c", "text": 5}
{"id": "d", "text": null}
{"id": "", "text": "Arland waits."}
{"id": null, "text": "Arland waits."}
{"id": 7, "text": "Arland supports the net ban, its fisheries ministry said on Friday."}
{"id": "g", "title": null, "date": 2031, "url": ["x"], "text": "Brenmark rejects patrol boats, its fisheries ministry said on Sunday."}
END
surety extract some.jsonl | cut -f2-5,14,16,18
