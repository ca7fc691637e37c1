#!/usr/bin/env bash
# How fast: one table of the speed and memory of surety, for `make bench`.
#
# usage: eval/bench.sh PROGRAM [MEGABYTES [ROUNDS [STREAM]]]
#
# PROGRAM reads MEGABYTES (100) of made-up news as JSON lines (eval/make_text.py), and as Cyrillic text a tenth of
# it. All commands of a round run one after the other, ROUNDS (7) times, and each figure is the median, so that
# what else the machine does meets all of them alike. Times are CPU seconds but for the row of threads; output
# goes to a file. Peak memory is that of a stream of STREAM (1000) megabytes, and of one document of MEGABYTES.
# STORED (100000) tiny articles are kept in a store before a day's 1,000 are added. ICU names the program of
# eval/bench_icu.c, for the rows against ICU. Ratios come first: they say the same on any machine.
set -euo pipefail

program=${1:?usage: eval/bench.sh PROGRAM [MEGABYTES [ROUNDS [STREAM]]]}
megabytes=${2:-100} rounds=${3:-7} stream=${4:-1000} stored=${STORED:-100000}
here=$(cd "$(dirname "$0")" && pwd)
program=$(cd "$(dirname "$program")" && pwd)/$(basename "$program")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# measure NAME REPEATS COMMAND…: appends "wall cpu kilobytes" of one run (the mean of REPEATS) to NAME's file.
measure() {
  python3 - "$work/$1.runs" "$work/in" "$2" "${@:3}" <<'PYTHON'
import os, resource, subprocess, sys, time
runs, source, repeats, command = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4:]
start = time.perf_counter()
for _ in range(repeats):
    with open(source if os.path.exists(source) else os.devnull) as stdin, open(os.devnull, "w") as sink:
        status = subprocess.run(command, stdin=stdin, stdout=sink).returncode
    if status:
        sys.exit(f"bench.sh: {command[0]} ended with status {status}")
wall = (time.perf_counter() - start) / repeats
used = resource.getrusage(resource.RUSAGE_CHILDREN)
with open(runs, "a") as out:
    print(wall, (used.ru_utime + used.ru_stime) / repeats, used.ru_maxrss, file=out)
PYTHON
}

# median NAME COLUMN (1 wall, 2 CPU, 3 kilobytes)
median() {
  sort -g -k "$2,$2" "$work/$1.runs" | awk -v c="$2" '{ v[NR] = $c } END { print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'
}

calc() { awk "BEGIN { printf \"$1\", $2 }"; }
row() { printf '%-42s %10s   %s\n' "$1" "$2" "$3"; }

text=$work/text.jsonl cyrillic=$work/cyrillic.jsonl unclosed=$work/unclosed.jsonl escaped=$work/escaped.jsonl
tenth=$work/tenth.jsonl one=$work/one.jsonl tiny=$work/tiny.txt
part=$(calc %.3f "$megabytes / 10")
python3 "$here/make_text.py" "$megabytes" 1 "$text"
python3 "$here/make_text.py" "$part" 2 "$cyrillic" --cyrillic
python3 "$here/make_text.py" "$part" 3 "$unclosed" --unclosed
python3 "$here/make_text.py" "$part" 4 "$escaped" --escaped
python3 "$here/make_text.py" "$part" 1 "$tenth"
python3 "$here/make_text.py" "$megabytes" 5 "$one" --one
tiny_articles() { # FROM TO
  seq "$1" "$2" | sed 's|.*|{"id":"d&","text":"The &th report. A minister said he would not send troops."}|'
}
tiny_articles 1 "$stored" >"$work/stored.jsonl"; tiny_articles $((stored + 1)) $((stored + 1000)) >"$work/day.jsonl"
cat "$work/stored.jsonl" "$work/day.jsonl" >"$work/all.jsonl"
echo 'A minister said he would not send troops.' >"$tiny"

for ((round = 0; round < rounds; round++)); do
  measure wc 1 env LC_ALL=C.UTF-8 wc -mw "$text"
  measure tokens 1 "$program" tokenize -j1 -o "$work/tokens" "$text"
  measure one 1 "$program" extract -j1 -o "$work/one" "$text"
  measure two 1 "$program" extract -j2 -o "$work/two" "$text"
  measure cyrillic 1 "$program" extract -j1 -o "$work/cyrillic" "$cyrillic"
  for kind in unclosed escaped tenth; do measure $kind 1 "$program" extract -j1 -o "$work/$kind" "$work/$kind.jsonl"; done
  measure true 20 /bin/true
  measure start 20 "$program" extract -j1 -o "$work/start" "$tiny"
  cmp -s "$work/one" "$work/two" || { echo "bench.sh: two threads wrote other bytes than one" >&2; exit 1; }
done
for part in $(seq $(((stream + megabytes - 1) / megabytes))); do sed "s/\"id\": \"bench-/&$part-/" "$text"; done >"$work/in"
measure memory1 1 "$program" extract -j1 -o "$work/one" -
measure memory2 1 "$program" extract -j2 -o "$work/two" -
measure document 1 "$program" extract -j1 -o "$work/one" "$one"
measure store 1 "$program" extract -j1 --store "$work/news.db" "$work/stored.jsonl"
cp "$work/news.db" "$work/copy.db"
measure day 1 "$program" extract -j1 --store "$work/news.db" "$work/day.jsonl"
measure again 1 "$program" extract -j1 --store "$work/copy.db" "$work/all.jsonl"

size=$(calc %.6f "$(stat -c %s "$text") / 1e6") small=$(calc %.6f "$(stat -c %s "$cyrillic") / 1e6")
streamed=$(calc %.0f "$(stat -c %s "$work/in") / 1e6")
start=$(calc %.6f "$(median start 2) - $(median true 2)")
speed() { calc '%.2f MB/s' "$1 / ($(median "$2" 2) - $start)"; } # of the reading alone
row "row (median of $rounds)" ratio figures
row "extraction, 1 thread, against wc -mw" "$(calc %.3f "$(median wc 2) / $(median one 2)")" \
  "$(speed "$size" one); wc $(calc '%.2f MB/s' "$size / $(median wc 2)")"
against() { # TITLE NAME MEGABYTES: a kind of text against the common one
  row "$1" "$(calc %.3f "$3 / ($(median "$2" 2) - $start) / ($size / ($(median one 2) - $start))")" "$(speed "$3" "$2")"
}
mb() { calc %.6f "$(stat -c %s "$1") / 1e6"; }
if [ -n "${ICU:-}" ]; then
  icu=$("$ICU" "$here/../lexicons" <(cat "$here"/../corpus/articles/*.txt) 20 | awk '$1 == "icu" { print $2 }')
  row "extraction, 1 thread, against ICU breaking" "$(calc %.3f "$size / ($(median one 2) - $start) / $icu")" "ICU $icu MB/s"
fi
row "tokens, 1 thread, against wc -mw" "$(calc %.3f "$(median wc 2) / $(median tokens 2)")" "$(speed "$size" tokens)"
against "extraction of Cyrillic text against Latin" cyrillic "$small"
against "extraction of unclosed marks against closed" unclosed "$(mb "$unclosed")"
against "extraction of escaped JSON against UTF-8" escaped "$(mb "$escaped")"
against "extraction of a tenth of it (1: linear)" tenth "$(mb "$tenth")"
row "2 threads against 1, wall, same bytes" "$(calc %.3f "$(median one 1) / $(median two 1)")" \
  "$(calc '%.2f s' "$(median one 1)"), $(calc '%.2f s' "$(median two 1)")"
row "start-up over /bin/true" - "$(calc '%.1f ms' "$start * 1000")"
row "peak memory, $streamed MB stream, 1 thread" - "$(calc '%.1f MB' "$(median memory1 3) / 1024")"
row "peak memory, $streamed MB stream, 2 threads" - "$(calc '%.1f MB' "$(median memory2 3) / 1024")"
row "peak memory, one document of $megabytes MB" - "$(calc '%.1f MB' "$(median document 3) / 1024"), $(calc '%.1f s' "$(median document 2)")"
row "a store of $stored: filled; 1,000 new" - "$(calc '%.1f s' "$(median store 1)"); $(calc '%.2f s' "$(median day 1)")"
row "the 1,000 new among all of them" - "$(calc '%.1f s' "$(median again 1)")"
