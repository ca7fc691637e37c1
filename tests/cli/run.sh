#!/usr/bin/env bash
# run.sh PROGRAM [--bless] [CASE…]: the command line as its users see it. A case is <folder>/<name>.sh, run in a fresh copy
# of tests/data/<folder>/ with `surety` as the program; its standard output, standard error and exit status must be those
# of <name>.stdout, <name>.stderr (no file: nothing) and <name>.exit (no file: 0). A file <folder>/setup is read first. A
# case that cannot be tried here exits with 77 and is counted as skipped. --bless writes what is seen now.
#
# $TOPIC is a data folder of its own: the lexicons of an invented dispute over the neutral ones, and a model that was
# trained from tests/data/topic/corpus a moment ago (or a copy of $TOPIC_READY).
set -u
program=$(realpath "$1"); shift
bless=${1:-}; [ "$bless" = --bless ] && shift
root=$(realpath "$(dirname "$0")")
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"; ln -s "$program" "$work/bin/surety"
SHIPPED=$(realpath "$root/../..")
export SHIPPED SURETY_DATA=${SURETY_DATA:-$SHIPPED} PATH="$work/bin:$PATH" LC_ALL=C.UTF-8 TOPIC="$work/topic"
passed=0 failed=0 skipped=0

if [ -n "${TOPIC_READY:-}" ]; then cp -r "$TOPIC_READY" "$TOPIC"
else bash -eu "$root/../make_topic.sh" "$program" "$TOPIC" || { echo "cli: 0 passed, 1 failed"; exit 1; }; fi

# expect FILE SEEN: the file's content, or nothing where there is none
expect() {
  if [ "$bless" = --bless ]; then
    if [ -s "$2" ]; then cp "$2" "$1"; else rm -f "$1"; fi
  fi
  if [ -e "$1" ]; then diff -u "$1" "$2"; else diff -u /dev/null "$2"; fi
}

for case in "${@:-$root/*/*.sh}"; do cases+=($case); done
for case in "${cases[@]}"; do
  [ -e "$case" ] || { echo "FAILED $case: no such case"; failed=$((failed + 1)); continue; }
  case=$(realpath "$case"); folder=$(dirname "$case"); name=${case%.sh}; data=$root/../data/$(basename "$folder")
  chmod -R u+rwX "$work/in" 2>/dev/null; rm -rf "$work/in"; mkdir "$work/in"
  [ -d "$data" ] && cp -r "$data/." "$work/in/"
  [ -e "$folder/setup" ] && setup=$folder/setup || setup=/dev/null
  (cd "$work/in" && bash -u -c '. "$1"; . "$2"' surety "$setup" "$case") >"$work/stdout" 2>"$work/stderr" </dev/null
  status=$?
  if [ $status = 77 ]; then skipped=$((skipped + 1)); continue; fi
  if [ $status = 0 ]; then : >"$work/exit"; else echo $status >"$work/exit"; fi
  ok=1
  for part in stdout stderr exit; do expect "$name.$part" "$work/$part" || ok=0; done
  if [ $ok = 1 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED ${name#"$root"/}"; fi
done
echo "cli: $passed passed, $failed failed, $skipped skipped"
[ $failed = 0 ]
