# Nesting without end is refused, not followed.
{ printf '{"id": "deep", "text": '; head -c 200000 /dev/zero | tr '\0' '['; echo '}'; cat lines.jsonl; } > deep.jsonl
surety extract deep.jsonl | brief
