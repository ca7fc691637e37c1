#!/usr/bin/env bash
# packages.sh [PACKAGE…]: installs what a fresh Debian lacks for building and testing, or the packages named, and says
# what and why. Silent and quick when nothing is missing.
set -eu

declare -A why=(
  [gcc]="the compiler"
  [make]="the build"
  [libc6-dev]="the C library's headers"
  [libpcre2-dev]="patterns"
  [libutf8proc-dev]="case folding and normal forms of Unicode"
  [libsvm-dev]="the stance classifier"
  [libjansson-dev]="JSON lines"
  [nettle-dev]="checksums (SHA-256)"
  [zlib1g-dev]="input packed by gzip"
  [libzstd-dev]="input packed by Zstandard"
  [libxml2-dev]="HTML pages"
  [libsqlite3-dev]="the store of articles that were read before"
  [slurm-wlm]="jobs on several machines, for make test-cluster"
  [munge]="the keys of Slurm, for make test-cluster"
  [parallel]="GNU parallel, for make test-cluster"
  [clang]="fuzzing, for make fuzz"
  [clang-tidy]="faults seen without running, for make analyze"
  [cppcheck]="faults seen without running, for make analyze"
  [gcovr]="lines that no test runs, for make coverage"
  [valgrind]="memory faults of the program as released, for make valgrind"
  [libcmocka-dev]="unit tests"
  [unicode-data]="the conformance cases of Unicode, for the tests"
  [python3]="test scripts"
)

optional=" slurm-wlm munge parallel clang clang-tidy cppcheck gcovr valgrind "
wanted=("$@")
[ $# -gt 0 ] || for package in "${!why[@]}"; do [[ $optional == *" $package "* ]] || wanted+=("$package"); done
missing=()
for package in "${wanted[@]}"; do
  status=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)
  [ "$status" = "install ok installed" ] && continue
  case "$package" in # a tool may have come from elsewhere
    gcc | make | python3) command -v "$package" >/dev/null && continue ;;
  esac
  missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

echo "Missing packages, to be installed with apt-get:"
for package in "${missing[@]}"; do echo "  $package: ${why[$package]}"; done
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || {
    echo "Run as root, or install them yourself: apt-get install ${missing[*]}" >&2
    exit 1
  }
  as_root=(sudo)
fi
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
