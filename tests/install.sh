#!/usr/bin/env bash
# install.sh BUILD: `make install` into a folder of packages, and the installed program away from its sources.
set -u
build=$1 root=$(realpath "$(dirname "$0")/.."); cd "$root"
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
unset SURETY_DATA MAKEFLAGS MAKELEVEL
passed=0 failed=0
# holds MESSAGE COMMAND…
holds() {
  local message=$1; shift
  if "$@" >"$work/out" 2>&1; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "install: $message"; cat "$work/out"; fi
}
make_it() { make --no-print-directory BUILD="$build" DESTDIR="$work/package" PREFIX=/usr "$@"; }
in_order() { (cd "$work" && "$@"); }
like_the_built_one() { # the same bytes, from another folder
  "build/$build/surety" extract corpus/sample >"$work/built.tsv" && "$surety" extract corpus/sample | cmp - "$work/built.tsv"
}

holds "make install" make_it install
surety=$work/package/usr/bin/surety
holds "the program runs" "$surety" --version
holds "files where none belong" test -z "$(cd "$work/package" && find . -type f | grep -v '^./usr/\(bin/surety$\|share/surety/\(lexicons/\|models/\|surety.image$\)\|share/man/man1/surety[a-z-]*\.1$\|share/bash-completion/completions/surety$\|include/surety.h$\|lib/libsurety\|lib/pkgconfig/surety.pc$\)')"
holds "lexicons and model are found under the prefix" in_order "$surety" check
holds "the same rows as the built program" like_the_built_one
# The library, with nothing but what was installed.
example() { # KIND COMPILER-ARGUMENTS…: the example of the header prints what the program does
  local kind=$1; shift
  cc -std=c11 $sanitize -o "$work/$kind" tests/library.c -I"$work/package/usr/include" "$@" &&
    "$work/$kind" corpus/sample/ankara-talks.txt >"$work/$kind.tsv" && "$surety" extract corpus/sample/ankara-talks.txt | tail -n +2 |
      cut -f 2,8,18 | awk -F'\t' '{ print "a1.s" NR "\t" $3 "\t" $2 }' | cmp - "$work/$kind.tsv"
}
case $build in asan) sanitize=-fsanitize=address,undefined ;; tsan) sanitize=-fsanitize=thread ;; cover) sanitize=--coverage ;; *) sanitize= ;; esac
lib=$work/package/usr/lib
holds "the example with the shared library" example shared -L"$lib" -Wl,-rpath,"$lib" -lsurety
export SURETY_DATA=$work/package/usr/share/surety # a program of one's own lies anywhere
holds "the example with the static library" example static "$lib/libsurety.a" $(sed -n 's/^Libs.private: //p' "$lib/pkgconfig/surety.pc")
unset SURETY_DATA
if command -v pkg-config >/dev/null; then
  holds "pkg-config knows it" test "$(PKG_CONFIG_PATH=$lib/pkgconfig pkg-config --modversion surety)" = "$("$surety" --version | cut -d' ' -f2)"
fi
case $build in asan | tsan) ;; *) holds "the library by ctypes" python3 tests/library.py "$lib/libsurety.so" "$surety" ;; esac
# (gcov has names of its own)
[ "$build" = cover ] || holds "no name but those of the header" test "$(nm -D --defined-only "$lib/libsurety.so" | awk '{ print $3 }' | grep -v '^surety_\|^__\|^_' | wc -l)" = 0

mv "$work/package" "$work/moved"; surety=$work/moved/usr/bin/surety
holds "the folder may be moved" in_order "$surety" check
ln -s "$surety" "$work/link"
holds "a link leads to it" in_order "$work/link" check
mv "$work/moved" "$work/package"; surety=$work/package/usr/bin/surety
cp "$surety" "$work/alone"
holds "a program without its data says so" bash -c "! '$work/alone' extract corpus/sample 2>'$work/err' && grep -q -e '--data DIR or SURETY_DATA' '$work/err'"
holds "SURETY_DATA tells it" env SURETY_DATA="$work/package/usr/share/surety" "$work/alone" check
holds "make uninstall" make_it uninstall
holds "nothing is left" test -z "$(find "$work/package" -type f)"
echo "install: $passed passed, $failed failed"
[ $failed = 0 ]
