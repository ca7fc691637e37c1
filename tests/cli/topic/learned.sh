# What it was trained on, it labels right, document by document.
surety extract corpus > stances.tsv
surety eval corpus stances.tsv --resamples 0 --json | python3 -c 'import json, sys; print(json.load(sys.stdin)["doc"]["f1"] >= 95)'
