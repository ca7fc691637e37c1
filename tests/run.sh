#!/usr/bin/env bash
# run.sh FOLDER: all tests with the program and the unit tests in FOLDER (build/release). Each suite ends with a line that
# tells how many passed and failed; the last line is their sum. Exit 1 when any failed.
set -u
cd "$(dirname "$0")/.."
folder=${1:-build/release} build=$(basename "${1:-build/release}")
surety=$PWD/$folder/surety
export CMOCKA_TEST_ABORT=1 # a crash stops the test where it happens, instead of being counted
export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1:abort_on_error=0} UBSAN_OPTIONS=print_stacktrace=1 TSAN_OPTIONS=${TSAN_OPTIONS:-halt_on_error=1}
unset SURETY_DATA
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT

unit_tests() { # a program that dies has failed once
  local passed=0 failed=0 died=0 log
  for test in "$folder"/unit/*; do
    [ -x "$test" ] && [ -f "$test" ] || continue
    case $test in *.d | *.o) continue ;; esac
    log=$work/$(basename "$test").log
    "$test" >"$log" 2>&1 || { died=$((died + 1)); echo "FAILED $test"; grep -v '^\[ *\(RUN\|OK\) ' "$log" | tail -n 60; }
    passed=$((passed + $(grep -c '^\[ *OK \]' "$log")))
    local own; own=$(grep -c '^\[ *FAILED *\] [a-z_]*$' "$log")
    failed=$((failed + own)) # without a line of its own the program died
  done
  [ "$died" -gt 0 ] && [ "$failed" -lt "$died" ] && failed=$died
  echo "unit: $passed passed, $failed failed"
}
script() { # NAME COMMAND…: one test that prints what is wrong
  local name=$1; shift
  if "$@" >"$work/$name.log" 2>&1; then echo "$name: 1 passed, 0 failed"; else cat "$work/$name.log"; echo "$name: 0 passed, 1 failed"; fi
}
sources() { script includes tests/check_includes.sh; script sources tests/check_source.sh; script shipped "$surety" check; }
spec() { # its last line is "N of M cases right"
  python3 tests/spec/run.py "$surety" >"$work/spec.log" 2>&1 || cat "$work/spec.log"
  sed -nE '$s/^([0-9]+) of ([0-9]+) cases right$/\1 \2/p' "$work/spec.log" | {
    read -r right all || { echo "spec: 0 passed, 1 failed"; exit; }
    echo "spec: $right passed, $((all - right)) failed"
  }
}
tables() {
  bash tests/make_topic.sh "$surety" "$work/topic" && python3 tests/tables.py "$surety" --data "$work/topic"
  python3 tests/tables.py "$surety"
}

fuzz_inputs() { # one test a target
  local passed=0 failed=0 target
  bash tests/make_topic.sh "$surety" "$work/fuzz"
  for target in tests/fuzz/corpus/*; do
    if SURETY_DATA=$work/fuzz "$folder/fuzz/$(basename "$target")" "$target"/* >"$work/fuzz.log" 2>&1; then passed=$((passed + 1)); else
      failed=$((failed + 1)); echo "FAILED fuzz/$(basename "$target")"; tail -n 40 "$work/fuzz.log"; fi
  done
  echo "fuzz: $passed passed, $failed failed"
}
faults() {
  local shim=$folder/shim.so; [ -e "$shim" ] || shim=
  bash tests/make_topic.sh "$surety" "$work/faults" && python3 tests/faults/run.py "$surety" "$work/faults" "$shim"
}

# Two suites at a time; the output in the order of the list.
suites=("unit_tests" "tests/cli/run.sh $surety" "spec" "tables" "python3 tests/scorers.py $surety" "tests/install.sh $build" "sources" "fuzz_inputs" "faults")
for i in "${!suites[@]}"; do
  [ "$(jobs -rp | wc -l)" -ge 2 ] && wait -n
  ${suites[$i]} >"$work/suite$i" 2>&1 &
done
wait
cat "$work"/suite*
sed -nE 's/^[a-z]+[^:]*: ([0-9]+) passed, ([0-9]+) failed(, ([0-9]+) skipped.*)?$/\1 \2 0\4/p' "$work"/suite* |
  awk '{ passed += $1; failed += $2; skipped += $3 }
       END { if (skipped) print skipped " skipped"; print passed + 0 " passed, " failed + 0 " failed"; exit failed > 0 || !passed }'
