#!/usr/bin/env bash
# valgrind.sh BUILD [commands|unit|cli|fuzz…]: the unit tests, the cases of the command line, the inputs of the fuzz targets and a few
# long commands under memcheck: any error or lost block fails. Left out are store/killed and output/progress, which go by time, output/full,
# which closes standard output, so that memcheck's report takes its place, and tests/faults/, which limits memory. Half an hour
# on two processors.
set -u
cd "$(dirname "$0")/.."
folder=$1; shift
parts=${*:-commands unit cli fuzz}
program=$(realpath "$folder/surety") work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
bash tests/make_topic.sh "$program" "$work/topic" || exit 1
"$program" image --data "$work/topic" -o "$work/topic/surety.image"
checker="valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite,indirect"
data=$work/topic
left_out=" store/killed output/full output/progress "

# What memcheck wrote to LOGS/ is an error, and a status above `most`.
most=0
judged() { # NAME LOGS STATUS
  cat "$2"/* 2>/dev/null >"$2.all"
  if [ "$3" -le $most ] && [ ! -s "$2.all" ]; then echo ok; else echo "FAILED $1 (status $3)"; tail -n 30 "$2.all"; fi
  rm -rf "$2" "$2.all"
}
run() { # NAME COMMAND…: a program under memcheck
  local name=$1 logs; logs=$(mktemp -d "$work/logs.XXXX"); shift
  SURETY_DATA=$data $checker --log-file="$logs/%p" "$@" >/dev/null 2>"$logs.err"
  judged "$name" "$logs" $?
}
surety() { run "$*" "$program" "$@"; }

commands() {
  local most=2
  cp -r corpus/sample "$work/in"; cp tests/fuzz/corpus/page/seed-article "$work/in/page.html"; gzip -c tests/data/input/lines.jsonl >"$work/in/l.jsonl.gz"
  surety extract "$work/in" -j1 -o "$work/o.tsv" --quotations "$work/q.tsv" --attributions "$work/a.jsonl" --texts "$work/t.jsonl"
  surety extract "$work/in" -j3 --store "$work/s.db"
  surety export "$work/s.db"
  surety tokenize "$work/in"
  surety train "$work/topic/corpus" -o "$work/model"
  surety extract "$work/topic/corpus/articles" -o "$work/c.tsv"
  surety eval "$work/topic/corpus" "$work/c.tsv"
  surety check
  surety image -o "$work/image"
  surety extract "$work/nothing"
}
unit() { # with the shipped data, as make test runs them
  local test data=$PWD
  for test in "$folder"/unit/test_*; do case $test in *.d) ;; *) CMOCKA_TEST_ABORT=1 run "$test" "$test" ;; esac; done
}
cli() { # every call of `surety` in every case
  local case name logs
  for case in tests/cli/*/*.sh; do
    name=${case#tests/cli/} name=${name%.sh}
    [[ $left_out == *" $name "* ]] && continue
    logs=$(mktemp -d "$work/logs.XXXX"); chmod 777 "$logs"
    printf '#!/bin/sh\nexec %s --log-file=%s/%%p %s "$@"\n' "$checker" "$logs" "$program" >"$work/wrapped"; chmod +x "$work/wrapped"
    TOPIC_READY=$work/topic tests/cli/run.sh "$work/wrapped" "$case" >"$work/case.log" 2>&1 || cat "$work/case.log"
    judged "cli/$name" "$logs" 0
  done
}
fuzz() {
  local target
  for target in tests/fuzz/corpus/*; do run "fuzz/$(basename "$target")" "$folder/fuzz/$(basename "$target")" "$target"/*; done
}

for part in $parts; do # two at a time
  [ "$(jobs -rp | wc -l)" -ge 2 ] && wait -n
  $part >"$work/$part.out" &
done
wait
failed=0
for part in $parts; do
  grep -v '^ok$' "$work/$part.out"
  wrong=$(grep -c '^FAILED' "$work/$part.out"); failed=$((failed + wrong))
  echo "valgrind $part: $(grep -c '^ok$' "$work/$part.out") passed, $wrong failed"
done
[ $failed = 0 ]
