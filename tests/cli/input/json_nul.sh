# U+0000 in a text is a character like others; in tables it shows as its picture.
printf '{"id": "n\\u0000l", "title": "a\\u0000b", "text": "Arland supports the net\\u0000 ban. Arland supports the net ban, its fisheries ministry said on Friday."}\n' > some.jsonl
surety extract some.jsonl | cut -f2,4,14,16,18
