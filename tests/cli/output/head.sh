# Through a pipe that is read in part only.
for n in $(seq 3000); do echo "{\"id\": \"d$n\", \"text\": \"Arland supports the net ban, its fisheries ministry said on Friday.\"}"; done > many.jsonl
set +o pipefail
surety extract many.jsonl 2> errors.txt | head -n 2 | brief
