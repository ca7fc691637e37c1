#!/usr/bin/env bash
# parallel.sh OUT PARTS INPUT…: the same with GNU parallel, on this machine, or on those of PARALLEL="--sshlogin a,b". A part
# that fails is tried three times.
set -euo pipefail
[ $# -ge 3 ] || { echo "usage: parallel.sh OUT PARTS INPUT…" >&2; exit 2; }
out=$1 parts=$2; shift 2
# Exit status 1 is a part that is done, though some of its articles failed (they are named in the log).
export -n PARALLEL
seq "$parts" | parallel ${PARALLEL:-} --retries 3 --quote sh -c '
  out=$1 part=$2 parts=$3; shift 3
  [ "$part" = 1 ] && header= || header=--no-header
  "${SURETY:-surety}" extract "$@" -j 1 --shard "$part/$parts" --numbered $header -o "$out.part-$part" || [ $? = 1 ]
' sh "$out" {} "$parts" "$@" || true
"$(dirname "$0")/merge.sh" "$out" "$parts"
