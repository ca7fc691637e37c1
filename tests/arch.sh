#!/usr/bin/env bash
# arch.sh BUILD: the same tables, and the same model from the same articles, whoever compiles and whatever runs: gcc, clang, x86-64
# with and without fused multiply-add (FMA), arm64 (compiled here, run by qemu). Debian's libsvm for arm64 is compiled with FMA, so
# models trained with it differ in what rounding decides; with the same source compiled without, they are the same to the byte.
# Needs root and the network, for the libraries of arm64: they lie in build/arm64-root, none is installed. About 10 minutes.
set -u
cd "$(dirname "$0")/.."
folder=$1 root=$PWD/build/arm64-root
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
mirror=$(sed -n 's/^URIs: *\([^ ]*\).*/\1/p; s/^deb \(\[[^]]*\] \)\{0,1\}\([^ ]*\) .*/\2/p' /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | head -n 1)
release=$(. /etc/os-release && echo "$VERSION_CODENAME")
passed=0 failed=0
holds() { local message=$1; shift; if "$@" >"$work/log" 2>&1; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED arch: $message"; tail -n 20 "$work/log"; fi; }

# ---- the programs ----
libraries=libc6-dev,libgcc-12-dev,libpcre2-dev,libutf8proc-dev,libsvm-dev,libjansson-dev,nettle-dev,zlib1g-dev,libzstd-dev,libxml2-dev,libsqlite3-dev
if [ ! -e "$root/complete" ]; then
  rm -rf "$root"
  mmdebstrap --quiet --variant=extract --architectures=arm64 --include=$libraries "$release" "$root" "$mirror" && touch "$root/complete" || exit 1
fi
unset MAKEFLAGS MAKELEVEL
make -s BUILD=clang CC=clang CFLAGS="-O2 -g" build/clang/surety >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
make -s BUILD=arm64 CC="aarch64-linux-gnu-gcc --sysroot='$root'" AR=aarch64-linux-gnu-ar XML="$root/usr/include/libxml2" CFLAGS="-O2 -g" build/arm64/surety >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
gcc() { "$folder/surety" "$@"; }
clang() { build/clang/surety "$@"; }
plain() { GLIBC_TUNABLES=glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2 "$folder/surety" "$@"; }
arm64() { qemu-aarch64-static -L "$root" build/arm64/surety "$@"; }
plain_arm64() { qemu-aarch64-static -L "$root" -E LD_LIBRARY_PATH="$work/svm" build/arm64/surety "$@"; }

# libsvm as Debian has its source, for arm64 without FMA.
plain_libsvm() {
  local source=$work/source; mkdir -p "$source/lists/partial" "$work/svm"
  echo "deb-src $mirror $release main" >"$source/list"
  local apt=(apt-get -qq -o Dir::Etc::SourceList="$source/list" -o Dir::Etc::SourceParts=/dev/null -o Dir::State::Lists="$source/lists")
  (cd "$source" && "${apt[@]}" update && { "${apt[@]}" source --download-only libsvm; tar xf libsvm_*.orig.tar.*; }) >"$work/log" 2>&1
  aarch64-linux-gnu-g++ -O2 -fPIC -shared -ffp-contract=off -Wl,-soname,libsvm.so.3 -o "$work/svm/libsvm.so.3" "$source"/libsvm-*/svm.cpp 2>>"$work/log"
}

# ---- tables with the shipped model: every candidate of every article ----
tables() { # NAME
  mkdir -p "$work/$1" && "$1" extract corpus/articles corpus/sample --data . --min-confidence 0 -o "$work/$1/o.tsv" --quotations "$work/$1/q.tsv" --attributions "$work/$1/a.jsonl" --texts "$work/$1/t.jsonl"
}
same_tables() { tables "$1" && diff -rq "$work/gcc" "$work/$1"; }
holds "gcc's tables" tables gcc
for name in clang plain arm64; do holds "the tables of $name are those of gcc" same_tables $name; done

# ---- training on forty articles ----
mkdir -p "$work/corpus/articles"
awk -F'\t' 'NR == 1 || ($5 == "train" && n++ < 40)' corpus/articles.tsv >"$work/corpus/articles.tsv"
for id in $(tail -n +2 "$work/corpus/articles.tsv" | cut -f1); do cp corpus/articles/"$id".* "$work/corpus/articles/"; done
model() { "$1" train "$work/corpus" --data . -o "$work/model-$1"; }
same_model() { model "$1" && cmp "$work/model-gcc/weights.bin" "$work/model-$1/weights.bin"; }
near_model() {
  model arm64 && for name in gcc arm64; do
    gcc extract corpus/articles --data . --model "$work/model-$name" --min-confidence 0 -o "$work/rows-$name.tsv" || return 1
  done && python3 tests/near.py "$work/rows-gcc.tsv" "$work/rows-arm64.tsv" >"$work/near"
}
holds "gcc's model" model gcc
for name in clang plain; do holds "the model of $name is that of gcc" same_model $name; done
holds "the model of arm64 is near that of gcc" near_model
cat "$work/near"
if plain_libsvm; then holds "the model of arm64, with libsvm compiled without FMA, is that of gcc" same_model plain_arm64
else echo "arch: libsvm's source cannot be had: skipped"; fi
echo "arch: $passed passed, $failed failed"
[ $failed = 0 ]
