: > empty.txt; : > empty.jsonl; printf '\357\273\277' > mark.md
surety extract empty.txt good.txt empty.jsonl mark.md | brief
