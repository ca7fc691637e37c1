# CRLF, a BOM, empty lines, no LF at the end; the numbers of lines stay true.
{ printf '\357\273\277'; sed -n 1p lines.jsonl | sed 's/$/\r/'; printf '\r\n\n'; echo 'x'; sed -n 2p lines.jsonl | tr -d '\n'; } > some.jsonl
surety extract some.jsonl | brief
