#!/usr/bin/env bash
# submit.sh OUT PARTS INPUT…: the stance table of all inputs as a Slurm job array of PARTS tasks, and a job that merges
# them when all have ended. Options for sbatch stand in the variable SBATCH_OPTIONS, the program in SURETY.
#
#   SBATCH_OPTIONS="--partition=long --cpus-per-task=8" eval/cluster/submit.sh /shared/stances.tsv 64 /shared/news/
#
# The folder of OUT and the inputs must be seen by all nodes. A task that dies with its node is requeued. The merge runs
# also after a task that failed: it names the parts that are missing and fails. Then
#   REDO=3,17 eval/cluster/submit.sh … (the same arguments)
# does those again and merges anew.
set -euo pipefail
[ $# -ge 3 ] || { echo "usage: submit.sh OUT PARTS INPUT…" >&2; exit 2; }
here=$(realpath "$(dirname "$0")")
out=$(realpath "$1") parts=$2; shift 2
inputs=$(realpath "$@")
program=$(realpath "$(command -v "${SURETY:-surety}")")
read -ra options <<<"${SBATCH_OPTIONS:-}"
job=$(PROGRAM=$program OUT=$out PARTS=$parts INPUTS=$inputs sbatch --parsable "${options[@]}" \
  --array="${REDO:-1-$parts}" --output="$out.log-%a" --export=ALL "$here/extract.sbatch")
merge=$(sbatch --parsable "${options[@]}" --job-name=surety-merge --dependency="afterany:${job%%;*}" \
  --output="$out.log-merge" --wrap="'$here/merge.sh' '$out' '$parts'")
echo "extraction: job ${job%%;*}; merge: job ${merge%%;*}; when that has ended: $out"
