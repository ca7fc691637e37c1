sed 2d gold.jsonl > fewer.jsonl
surety eval gold.jsonl fewer.jsonl
surety eval fewer.jsonl gold.jsonl
