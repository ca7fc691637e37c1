# A line of JSON a row: the rows of the table, and sums that come out, whatever number of features is shown.
for n in 0 3 1000; do surety explain --json --features $n corpus -o $n.jsonl; done
surety extract corpus > stances.tsv
python3 - <<'END'
import csv, json
rows = list(csv.DictReader(open("stances.tsv"), delimiter="\t", quoting=csv.QUOTE_NONE))
for n in (0, 3, 1000):
    told = [json.loads(line) for line in open(f"{n}.jsonl")]
    assert [t["stance_id"] for t in told] == [r["stance_id"] for r in rows]
    for t, r in zip(told, rows):
        assert t["evidence"]["words"] == r["evidence"] and t["evidence"]["at"] == [int(r["start"]), int(r["end"])]
        assert (t["stance"], t["guarantee"], t["kind"]) == (r["stance"], r["guarantee"], r["kind"])
        assert (t["holder"]["id"], t["holder"]["side"]) == (r["holder_id"], r["side"])
        assert (t["condition"] or {"words": ""})["words"] == r["condition"]
        assert (t["attribution"] or {}).get("source_id", "") == r["source_id"]
        assert abs(sum(t["probability"].values()) - 1) < 1e-4
        for label in ("supports", "rejects", "conditional"):
            assert abs(t["probability"][label] - float(r["p_" + label])) < 1e-4
        assert len(t["for"]) <= n and len(t["against"]) <= n and (n == 0 or t["for"])
        for other in ("none", "rival"):
            parts = [t["bias"][other], t["others"][other]] + [x["adds"][other] for x in t["for"] + t["against"]]
            assert abs(sum(parts) - t["margin"][other]) < 1e-3, (t["stance_id"], other)
        assert all(x["says"] != x["feature"] for x in t["for"] + t["against"])
    print(n, len(told) == len(rows) > 15)
END
