# Only the line that is broken is lost.
{ sed -n 1p lines.jsonl; printf '{"id": "bad", "text": "Ar\377land"}\n'; sed -n 2p lines.jsonl; } > some.jsonl
surety extract some.jsonl | brief
