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
holds "files outside usr/bin and usr/share/surety" test "$(cd "$work/package" && find . -type f | grep -vc '^./usr/\(bin/surety$\|share/surety/\(lexicons/\|models/\|surety.image$\)\)')" = 0
holds "lexicons and model are found under the prefix" in_order "$surety" check
holds "the same rows as the built program" like_the_built_one
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
