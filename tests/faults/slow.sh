#!/usr/bin/env bash
# slow.sh BUILD: the long tests of faults: those of run.py, and of make: two builds in two folders, a make that is killed, a clock
# that was set back. `slow.sh BUILD builds` runs those of make alone.
set -u
cd "$(dirname "$0")/../.."
folder=$1
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
failed=0
if [ "${2:-}" != builds ]; then
  bash tests/make_topic.sh "$folder/surety" "$work/topic" || exit 1
  python3 tests/faults/run.py "$folder/surety" "$work/topic" "$([ -e "$folder/shim.so" ] && echo "$folder/shim.so")" --slow || failed=1
fi

unset MAKEFLAGS MAKELEVEL
one=$work/one two="$work/a longer path/two"
for place in "$one" "$two"; do mkdir -p "$place" && cp -r Makefile pipeline lexicons "$place/"; done
build() { make -s -C "$1" -j2 >"$work/log" 2>&1 || { cat "$work/log"; return 1; }; }
built() { (cd "$1/build/release" && sha256sum surety surety.image lib/libsurety.so.0 lib/libsurety.a); }
same() { built "$1" | diff - "$work/built"; }

killed_makes() { # whatever moment each was killed at
  local second pid
  for second in 1 2 3 4 5 6 7 8; do
    { timeout -s KILL "$second" setsid make -s -C "$two" -j2; } >/dev/null 2>&1
    while read -r pid; do [ "$(readlink "/proc/$pid/cwd")" = "$two" ] && kill -9 "$pid"; done < <(pgrep -x 'make|cc1|as|cc|ar|ld|surety')
  done
}
two_folders() { killed_makes; build "$one" && built "$one" >"$work/built" && build "$two" && same "$two"; }

# What was built seems to be of tomorrow, then a source is edited; then a source seems to be of tomorrow.
clock_set_back() {
  local version=$one/pipeline/base/version.h
  find "$one/build" -type f -exec touch -d tomorrow {} +
  cp "$version" "$work/version.h" && sed -i 's/\(SURETY_VERSION "\)[^"]*/\1of-now/' "$version"
  build "$one" && "$one/build/release/surety" --version | grep -q 'surety of-now' || return 1
  cp "$work/version.h" "$version" && build "$one" && same "$one" || return 1
  touch -d tomorrow "$version" && build "$one" && same "$one"
}

passed=0 wrong=0
for test in two_folders clock_set_back; do
  if $test; then passed=$((passed + 1)); else wrong=$((wrong + 1)); echo "FAILED builds: $test"; fi
done
echo "builds: $passed passed, $wrong failed"
[ $wrong = 0 ] || failed=1
exit $failed
