#!/usr/bin/env bash
# cluster.sh PROGRAM: eval/cluster/ on a Slurm of two nodes, both on this host (slurmctld, two slurmd -N, munged; no
# systemd), in a folder of its own: the merged table is the bytes of a single run, also when a task is killed. And with GNU parallel.
set -u
program=$(realpath "$1"); root=$(realpath "$(dirname "$0")/.."); work=$(mktemp -d)
chmod 755 "$work"
passed=0 failed=0 daemons=()
holds() { # MESSAGE COMMAND…
  local message=$1; shift
  if "$@" >"$work/out" 2>&1; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "cluster: $message"; tail -n 20 "$work/out"; fi
}
stop() { for pid in "${daemons[@]}"; do kill "$pid" 2>/dev/null; done; wait; rm -rf "$work"; }
trap stop EXIT
finish() { echo "cluster: $passed passed, $failed failed"; [ $failed = 0 ]; exit; }

start_slurm() {
  local host; host=$(hostname -s)
  export SLURM_CONF=$work/slurm.conf
  mkdir -p "$work"/{cgroup,state,spool-n1,spool-n2,munge}; chmod 700 "$work/munge"
  head -c 1024 /dev/urandom >"$work/munge/key"; chmod 600 "$work/munge/key"
  cat >"$SLURM_CONF" <<CONF
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
AuthType=auth/munge
AuthInfo=socket=$work/munge/socket
CryptoType=crypto/munge
SlurmctldPort=$((20000 + $$ % 10000))
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool-%n
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd-%n.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd-%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_interval=1,bf_interval=1
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
KillWait=1
NodeName=n1 NodeHostname=$host NodeAddr=127.0.0.1 Port=$((30000 + $$ % 10000)) CPUs=1
NodeName=n2 NodeHostname=$host NodeAddr=127.0.0.1 Port=$((40000 + $$ % 10000)) CPUs=1
PartitionName=main Nodes=n1,n2 Default=YES State=UP
CONF
  printf 'CgroupPlugin=cgroup/v1\nCgroupMountpoint=%s\n' "$work/cgroup" >"$work/cgroup.conf"
  munged --foreground --force --key-file="$work/munge/key" --socket="$work/munge/socket" --pid-file="$work/munge/pid" \
    --log-file="$work/munge/log" --seed-file="$work/munge/seed" >"$work/munged.out" 2>&1 & daemons+=($!)
  sleep 1
  slurmctld -D >"$work/slurmctld.out" 2>&1 & daemons+=($!)
  slurmd -D -N n1 >"$work/slurmd-n1.out" 2>&1 & daemons+=($!)
  slurmd -D -N n2 >"$work/slurmd-n2.out" 2>&1 & daemons+=($!)
  for _ in $(seq 60); do
    [ "$(sinfo -h -N -t idle -o %N 2>/dev/null | sort -u | wc -l)" = 2 ] && return 0
    sleep 0.5
  done
  tail -n 5 "$work"/*.out "$work"/*.log "$work/munge/log"
  return 1
}
wait_for_all() { for _ in $(seq 240); do [ -z "$(squeue -h 2>/dev/null)" ] && return 0; sleep 0.5; done; squeue; return 1; }
submit() { SURETY=$program "$root/eval/cluster/submit.sh" "$work/table.tsv" 4 "$work/in.jsonl" "$work/more.jsonl.gz"; }

python3 "$root/eval/make_text.py" 4 1 "$work/in.jsonl"
python3 "$root/eval/make_text.py" 0.1 2 - | sed 's/"bench-/"more-/' | gzip >"$work/more.jsonl.gz"
"$program" extract "$work/in.jsonl" "$work/more.jsonl.gz" -o "$work/single.tsv" || exit 2
same() { cmp "$work/single.tsv" "$work/table.tsv"; }
no_parts() { ! ls "$work"/table.tsv.part-* 2>/dev/null; }

holds "GNU parallel" env SURETY="$program" "$root/eval/cluster/parallel.sh" "$work/table.tsv" 3 "$work/in.jsonl" "$work/more.jsonl.gz"
holds "GNU parallel: the bytes of the single run" same
holds "its parts are gone" no_parts

rm -f "$work/table.tsv"
holds "Slurm starts" start_slurm
[ $failed = 0 ] || finish
holds "jobs are sent" submit
holds "both nodes work" bash -c 'for _ in $(seq 40); do [ "$(squeue -h -t running -o %N | sort -u | wc -l)" = 2 ] && exit; sleep 0.1; done; squeue; exit 1'
holds "jobs end" wait_for_all
holds "Slurm: the bytes of the single run" same
holds "its parts are gone" no_parts

# One task is killed and requeued, as when its node is taken away.
rm -f "$work/table.tsv"
holds "jobs are sent" submit
requeue() {
  local task; for _ in $(seq 40); do task=$(squeue -h -r -t running -n surety-extract -o %A | head -n 1); [ -n "$task" ] && break; sleep 0.1; done
  sleep 0.3; scontrol requeue "$task" || return 1
  for _ in $(seq 40); do # Slurm would wait two minutes
    [ "$(squeue -h -r -j "$task" -o %r)" = BeginTime ] && { scontrol update jobid="$task" StartTime=now; return; }
    sleep 0.5
  done
  squeue; return 1
}
holds "a task is killed and requeued" requeue
holds "jobs end" wait_for_all
holds "after a requeued task: the bytes of the single run" same

# One task dies for good: the merge tells which, and it is done again.
rm -f "$work/table.tsv"
holds "jobs are sent" submit
cancel() {
  local task; for _ in $(seq 40); do task=$(squeue -h -r -t running -n surety-extract -o %i | head -n 1); [ -n "$task" ] && break; sleep 0.1; done
  scancel --full --signal=KILL "$task"; echo "${task##*_}" >"$work/cancelled"
}
holds "a task is killed for good" cancel
holds "jobs end" wait_for_all
holds "the merge names it" grep -q "missing: $(cat "$work/cancelled")$" "$work/table.tsv.log-merge"
holds "and writes no table" test ! -e "$work/table.tsv"
holds "it is done again" env REDO="$(cat "$work/cancelled")" bash -c "$(declare -f submit); program=$program root=$root work=$work; submit"
holds "jobs end" wait_for_all
holds "then: the bytes of the single run" same
finish
