#!/usr/bin/env bash
# packages.sh [readers|browser|deb|PACKAGE…]: installs what a fresh Debian lacks for building and testing, or the packages
# named, and says what and why. With a word, what one of the further tests needs too. Silent and quick when nothing is missing.
set -eu
group=${1:-}

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
  [clang]="fuzzing, for make fuzz; the other compiler, for make test-arch"
  [mmdebstrap]="unpacks the libraries of arm64, for make test-arch"
  [qemu-user-static]="runs programs of arm64, for make test-arch"
  [gcc-aarch64-linux-gnu]="compiles for arm64, for make test-arch"
  [g++-aarch64-linux-gnu]="compiles libsvm for arm64, for make test-arch"
  [clang-tidy]="faults seen without running, for make analyze"
  [cppcheck]="faults seen without running, for make analyze"
  [gcovr]="lines that no test runs, for make coverage"
  [valgrind]="memory faults of the program as released, for make valgrind"
  [libcmocka-dev]="unit tests"
  [unicode-data]="the conformance cases of Unicode, for the tests"
  [python3]="test scripts"
)
declare -A modules=() # of npm, into build/npm
case $group in readers | browser | deb) set -- ;; esac
case $group in
  readers)
    why+=([miller]="reads the tables" [sqlite3]="reads the tables" [python3-pandas]="reads the tables" [r-cran-readr]="reads the tables"
      [r-cran-data.table]="reads the tables" [nodejs]="runs the validator of packages" [npm]="fetches it")
    modules=([datapackage@1.1.10]="validates datapackage.json and every row") ;;
  browser)
    why+=([chromium]="opens the report" [fonts-dejavu-core]="has letters for it" [nodejs]="drives the browser" [npm]="fetches the driver")
    modules=([playwright-core@1.65.1]="drives the browser") ;;
  deb) why+=([dpkg-dev]="finds what the program depends on") ;;
esac

optional=" slurm-wlm munge parallel mmdebstrap qemu-user-static gcc-aarch64-linux-gnu g++-aarch64-linux-gnu clang clang-tidy cppcheck gcovr valgrind "
wanted=("$@")
[ $# -gt 0 ] || for package in "${!why[@]}"; do [[ $optional == *" $package "* ]] || wanted+=("$package"); done
missing=()
for package in "${wanted[@]}"; do
  status=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)
  [ "$status" = "install ok installed" ] && continue
  case "$package" in # a tool may have come from elsewhere
    gcc | make | python3 | npm | nodejs) [ "$package" = nodejs ] && package=node
      command -v "$package" >/dev/null && continue ;;
  esac
  missing+=("$package")
done

modules() { # what npm has not brought yet
  local module folder=build/npm
  for module in "${!modules[@]}"; do
    [ -e "$folder/node_modules/${module%@*}/package.json" ] && continue
    echo "Missing module, to be installed with npm in $folder: $module: ${modules[$module]}"
    mkdir -p "$folder"
    npm install --prefix "$folder" --no-audit --no-fund --loglevel=error "$module" >/dev/null
  done
}
[ ${#missing[@]} -eq 0 ] && { modules; exit 0; }

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
modules
