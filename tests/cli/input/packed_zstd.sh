# The same for Zstandard, by the program of that name where it is there.
command -v zstd >/dev/null || exit 77
surety extract lines.jsonl > plain.tsv
zstd -q -k lines.jsonl; (head -n 1 lines.jsonl | zstd -q; tail -n +2 lines.jsonl | zstd -q) > frames.zst
surety extract lines.jsonl.zst | cmp - plain.tsv
surety extract - < frames.zst | cmp - plain.tsv
head -c 60 lines.jsonl.zst | surety extract - | brief
