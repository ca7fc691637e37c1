# The corpus as gold lines; nothing is exported while there are faults.
surety check --export gold.jsonl > /dev/null; echo $?
python3 -c 'import json
for line in open("gold.jsonl"):
    d = json.loads(line); print(d["id"], len(d["stances"]), all(d["text"][s["span"][0]:s["span"][1]] == s["evidence"] for s in d["stances"]))'
copy; printf 'strictly\tpossible\n' >> data/lexicons/hedges.tsv # the model is stale now, the corpus is not
surety check --data data --export stale.jsonl > /dev/null 2>&1; echo $?; cmp gold.jsonl stale.jsonl && rm stale.jsonl
echo x >> data/corpus/articles/a1.tsv
surety check --data data --export faulty.jsonl 2>&1 > /dev/null | short; echo ${PIPESTATUS[0]}; ls
