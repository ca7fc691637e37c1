#!/usr/bin/env bash
# run.sh PROGRAM BUILD SECONDS TARGET…: each target on its committed inputs and what grows from them, two at a time. A line a
# target tells what was done; what breaks a promise lies in BUILD/found/. Exit 1 when there is any.
# Seconds are of the clock, so that on a busy machine a target has fewer of the processor; the line tells how many.
# GROWN=DIR keeps the grown inputs of earlier runs (default: BUILD/grown).
set -u
program=$(realpath "$1") build=$2 seconds=$3; shift 3
here=$(realpath "$(dirname "$0")"); grown=${GROWN:-$build/grown}
mkdir -p "$build/found" "$grown"
export SURETY_DATA=$build/data ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1
[ -d "$build/data" ] || bash "$here/../make_topic.sh" "$program" "$build/data" || exit 2

run() { # TARGET
  local target=$1 log=$build/$1.log status
  mkdir -p "$grown/$target"
  local options=(-max_total_time="$seconds" -timeout="${TIMEOUT:-120}" -rss_limit_mb=2048 -print_final_stats=1 -dict="$here/words.dict"
                 -artifact_prefix="$build/found/$target-" "-max_len=${MAX_LEN:-4096}")
  TIMEFORMAT='cpu_seconds: %U %S'
  { time nice -n 10 "$build/fuzz/$target" "${options[@]}" "$grown/$target" "$here/corpus/$target" >"$log" 2>&1 </dev/null; } 2>"$log.time"
  status=$?
  cat "$log.time" >>"$log"
  awk -v target="$target" -v status=$status '/ cov: /{ for (i = 1; i < NF; i++) if ($i == "cov:") cov = $(i + 1); else if ($i == "ft:") ft = $(i + 1) }
    /number_of_executed_units/{ n = $2 } /peak_rss_mb/{ mb = $2 } /^cpu_seconds/{ cpu = $2 + $3 }
    END { printf "%-10s %9d executions in %d s of processor, %d edges, %d features, %d MB%s\n", target, n, cpu, cov, ft, mb, status ? ": FAILED" : "" }' "$log"
  [ $status = 0 ] || tail -n 40 "$log"
  return $status
}
failed=0
for target; do
  while [ "$(jobs -rp | wc -l)" -ge "${FUZZ_JOBS:-2}" ]; do wait -n || failed=1; done
  run "$target" &
done
while [ "$(jobs -rp | wc -l)" -gt 0 ]; do wait -n || failed=1; done
exit $failed
