#!/usr/bin/env bash
# deb.sh PACKAGE: installs the package on a fresh Debian in a folder (debootstrap), runs it there, and takes it away again.
# Needs root and the network. The fresh system is kept in build/clean for the next time.
set -eu
package=$(realpath "$1"); cd "$(dirname "$0")/.."
clean=$PWD/build/clean work=$PWD/build/clean-work
release=$(. /etc/os-release && echo "$VERSION_CODENAME")
command -v debootstrap >/dev/null || apt-get install -y -qq --no-install-recommends debootstrap >/dev/null
mirror=$(sed -n 's/^URIs: *\([^ ]*\).*/\1/p; s/^deb \(\[[^]]*\] \)\{0,1\}\([^ ]*\) .*/\2/p' /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | head -n 1)
[ -e "$clean/complete" ] || { rm -rf "$clean"; debootstrap --variant=minbase "$release" "$clean" "$mirror" >build/debootstrap.log || { tail -n 5 build/debootstrap.log; exit 1; }; touch "$clean/complete"; }
rm -rf "$work"; cp -a "$clean" "$work"; trap 'rm -rf "$work"' EXIT
cp /etc/apt/apt.conf.d/* "$work/etc/apt/apt.conf.d/" 2>/dev/null || true # a proxy, where there is one
cp "$package" "$work/surety.deb"; cp -r corpus/sample "$work/articles"
inside() { chroot "$work" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive ${http_proxy:+http_proxy=$http_proxy} ${https_proxy:+https_proxy=$https_proxy} "$@"; }
passed=0 failed=0
holds() { local message=$1; shift; if "$@" >"$work/out" 2>&1; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "deb: $message"; tail -n 20 "$work/out"; fi; }
inside apt-get update -qq >/dev/null
holds "it installs with what it depends on" inside apt-get install -y --no-install-recommends /surety.deb
holds "it runs" inside surety extract /articles -o /stances.tsv
holds "the rows are those of the program that was built" bash -c "cd corpus && ../build/release/surety extract sample | cut -f3- | cmp - <(cut -f3- '$work/stances.tsv')"
holds "lexicons and model are sound" inside surety check
holds "it makes a report" inside surety report /stances.tsv -o /report.html
holds "its files are whole" inside dpkg --verify surety
holds "the library is found" inside sh -c 'ldconfig -p | grep -q libsurety.so.0'
holds "nothing of it is missing" inside sh -c '! ldd /usr/bin/surety | grep "not found"'
holds "it goes" inside apt-get purge -y surety
holds "nothing is left" inside sh -c '! find /usr -name "*surety*" | grep .'
command -v lintian >/dev/null && holds "lintian finds no error" lintian --fail-on error --allow-root --suppress-tags-from-file <(printf 'no-copyright-file\n') "$package"
echo "deb: $passed passed, $failed failed"
[ $failed = 0 ]
