#!/usr/bin/env bash
# valgrind.sh PROGRAM: a few commands under memcheck; any error or lost block fails.
set -u
cd "$(dirname "$0")/.."
program=$(realpath "$1") work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
bash tests/make_topic.sh "$program" "$work/topic" || exit 1
cp -r corpus/sample "$work/in"; cp tests/fuzz/corpus/page/seed-article "$work/in/page.html"; gzip -c tests/data/input/lines.jsonl >"$work/in/l.jsonl.gz"
export SURETY_DATA=$work/topic
passed=0 failed=0
checked() {
  valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite,indirect "$program" "$@" >/dev/null 2>"$work/log"
  if [ $? -le 2 ] && ! grep -q '^==' "$work/log"; then
    passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED $*"; tail -n 30 "$work/log"; fi
}
checked extract "$work/in" -j1 -o "$work/o.tsv" --quotations "$work/q.tsv" --attributions "$work/a.jsonl" --texts "$work/t.jsonl"
checked extract "$work/in" -j3 --store "$work/s.db"
checked export "$work/s.db"
checked tokenize "$work/in"
checked train "$work/topic/corpus" -o "$work/model"
"$program" extract "$work/topic/corpus/articles" -o "$work/c.tsv"
checked eval "$work/topic/corpus" "$work/c.tsv"
checked check
checked image -o "$work/image"
checked extract "$work/nothing"
echo "valgrind: $passed passed, $failed failed"
[ $failed = 0 ]
