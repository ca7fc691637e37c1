#!/usr/bin/env bash
# slow.sh BUILD: the long tests of faults: those of run.py, an interrupted make, two builds in two folders.
set -u
cd "$(dirname "$0")/../.."
folder=$1
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
failed=0
bash tests/make_topic.sh "$folder/surety" "$work/topic" || exit 1
python3 tests/faults/run.py "$folder/surety" "$work/topic" "$([ -e "$folder/shim.so" ] && echo "$folder/shim.so")" --slow || failed=1

# The same sources in two folders, one of them with a make that is killed again and again: the same bytes.
unset MAKEFLAGS MAKELEVEL
for place in "$work/one" "$work/a longer path/two"; do
  mkdir -p "$place"
  cp -r Makefile pipeline lexicons "$place/"
done
make -s -C "$work/one" -j2 >"$work/log" 2>&1 || { cat "$work/log"; failed=1; }
for second in 1 2 3 4 5 6 7 8; do
  { timeout -s KILL "$second" setsid make -s -C "$work/a longer path/two" -j2; } >/dev/null 2>&1
  while read -r pid; do [ "$(readlink "/proc/$pid/cwd")" = "$work/a longer path/two" ] && kill -9 "$pid"; done < <(pgrep -x 'make|cc1|as|cc|ar|ld|surety')
done
make -s -C "$work/a longer path/two" -j2 >"$work/log" 2>&1 || { cat "$work/log"; failed=1; }
same=0
for file in surety surety.image; do cmp "$work/one/build/release/$file" "$work/a longer path/two/build/release/$file" || same=1; done
[ $same = 0 ] && echo "builds: 2 passed, 0 failed" || { echo "builds: 0 passed, 2 failed"; failed=1; }
exit $failed
