#!/usr/bin/env bash
# Nothing in the tree tells of the machine it was made on, and no name of the topic stands in C.
set -u
cd "$(dirname "$0")/.."
bad=0
# found MESSAGE GREP-ARGUMENTS…: a complaint for each line that is found
found() {
  local message=$1; shift
  while IFS=: read -r file line text; do echo "$file:$line: $message: $text"; bad=1; done < <(
    grep -rnIE --exclude-dir=.git --exclude=.git --exclude-dir=build --exclude=check_source.sh "$@" . | grep -v XXXXXX | cut -c 3-170)
}

found "a path of one machine" '(^|[^A-Za-z0-9_.$}/])/((work|root|home|Users|mnt)/|tmp/[a-z])'
found "a host of packages" 'https?://[^ )"]*(pypi|npmjs|crates\.io|deb\.debian|ftp\.[a-z.]*debian|archive\.ubuntu|security\.ubuntu|proxy\.golang|registry\.)'
found "a place that does not lie in the tree" '(^|[^.])\.\./shared'

# Ids of types, persons and bodies, names of states: data, never code. Comments may give examples.
names=$(mktemp); trap 'rm -f "$names"' EXIT
{ tail -n +2 lexicons/types.tsv | cut -f1
  awk -F'\t' 'NR > 1 && $2 == "person" && $1 ~ / / { print $1 }
              NR > 1 && $2 == "state" { split($4, n, " [|] "); if (length(n[1]) > 4) print n[1] }' lexicons/actors.tsv; } >"$names"
for file in pipeline/*/*.[ch]; do
  while IFS=: read -r line text; do echo "$file:$line: a name of the topic in C: $text"; bad=1; done < <(
    sed -E 's|/\*.*\*/||; /\/\*/,/\*\//d' "$file" | grep -nwFf "$names" | cut -c 1-120)
done
[ "$bad" = 0 ] && echo "no machine and no topic in the sources"
exit $bad
