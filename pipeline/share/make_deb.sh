#!/usr/bin/env bash
# make_deb.sh BUILD_FOLDER VERSION: build/surety_VERSION_ARCHITECTURE.deb: program, library, data, man pages and completion in one
# package. The same sources give the same bytes: every date in it is that of the last commit, or SOURCE_DATE_EPOCH.
set -eu
build=$1 version=$2
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
maintainer=${MAINTAINER:-$(git log -1 --format='%an <%ae>' 2>/dev/null || echo 'nobody <nobody@example.org>')}
architecture=$(dpkg --print-architecture) machine=$(dpkg-architecture -qDEB_HOST_MULTIARCH)
root=$build/deb; rm -rf "$root"; mkdir -p "$root/DEBIAN" "$root/usr/share/doc/surety"
make --no-print-directory BUILD="$(basename "$build")" DESTDIR="$root" PREFIX=/usr LIBDIR="/usr/lib/$machine" install >/dev/null
strip --strip-unneeded "$root/usr/bin/surety" "$root/usr/lib/$machine/libsurety.so.$version"
strip --strip-debug "$root/usr/lib/$machine/libsurety.a"
gzip -9n "$root"/usr/share/man/man1/*.1
{ echo "surety ($version) stable; urgency=low"; echo; echo "  * See the README of the sources."; echo
  echo " -- $maintainer  $(date -u -R -d "@$SOURCE_DATE_EPOCH")"; } | gzip -9n >"$root/usr/share/doc/surety/changelog.gz"
{ echo "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/"; echo; echo "Files: *"; echo "Copyright: $(sed -n 's/^Copyright (c) //p' LICENSE)"
  echo "License: Expat"; sed -n '/^Permission/,$s/^\(.*\)$/ \1/p' LICENSE | sed 's/^ $/ ./'; } >"$root/usr/share/doc/surety/copyright"
cp README.md "$root/usr/share/doc/surety/"

# What program and library need, with the versions that the symbols ask for.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
mkdir "$work/debian"; echo "Source: surety" >"$work/debian/control"
programs=("$(realpath "$root/usr/bin/surety")" "$(realpath "$root/usr/lib/$machine/libsurety.so.0")")
depends=$(cd "$work" && dpkg-shlibdeps --ignore-missing-info -O "${programs[@]}" 2>"$work/log" | sed -n 's/^shlibs:Depends=//p') || { cat "$work/log" >&2; exit 1; }
cat >"$root/DEBIAN/control" <<END
Package: surety
Version: $version
Architecture: $architecture
Maintainer: $maintainer
Installed-Size: $(du -sk --exclude=DEBIAN "$root" | cut -f1)
Depends: $depends
Section: science
Priority: optional
Description: who supports, rejects or conditions which security guarantee
 Reads news articles and writes a table of stances: whose it is, toward what,
 in whose words, with the place in the text and a calibrated confidence. Comes
 with lexicons and a model for the guarantees discussed for Ukraine; another
 topic needs other tables, no other program. Program and C library.
END
echo "libsurety 0 surety (>= $version)" >"$root/DEBIAN/shlibs"
echo "activate-noawait ldconfig" >"$root/DEBIAN/triggers"
(cd "$root" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum) >"$root/DEBIAN/md5sums"
find "$root" -type d -exec chmod 755 {} +
find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group --build "$root" "build/surety_${version}_$architecture.deb" | sed 's/^dpkg-deb: //'
