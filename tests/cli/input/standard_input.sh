surety extract - < lines.jsonl | brief
surety extract lines.jsonl - second.txt < /dev/null | brief
