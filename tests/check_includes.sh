#!/usr/bin/env bash
# Includes go only downward: a folder of pipeline/ includes itself and those left of it in its row below; the three
# stages do not see each other; a third-party header is included by one file.
set -eu
cd "$(dirname "$0")/../pipeline"
declare -A below=(
  [base]="" [data]="base" [knowledge]="base data"
  [text]="base data knowledge" [attribution]="base data knowledge" [stance]="base data knowledge"
  [io]="base data" [engine]="base data knowledge text attribution stance io"
  [measure]="base data knowledge io" [report]="base io" [library]="base data knowledge io engine"
  [classify]="base data knowledge io"
  [commands]="base data knowledge io engine measure report library classify"
)
bad=0
complain() { echo "$1"; bad=1; }

for folder in */; do
  compgen -G "$folder*.[ch]" >/dev/null || continue
  folder=${folder%/}
  [ -n "${below[$folder]+known}" ] || { complain "pipeline/$folder: not in the plan of tests/check_includes.sh"; continue; }
  while IFS=: read -r file line text; do
    target=$(sed -E 's/.*#include "([a-z]+)\/.*/\1/' <<<"$text")
    case " $folder ${below[$folder]} " in *" $target "*) ;; *) complain "pipeline/$file:$line: $folder must not include $target" ;; esac
  done < <(grep -Hn '^#include "' "$folder"/*.[ch] || true)
done
for header in pcre2.h utf8proc.h libsvm/svm.h jansson.h 'nettle/sha2.h' zlib.h zstd.h libxml/HTMLparser.h sqlite3.h; do
  users=$(grep -l "#include <$header>" */*.[ch] | wc -l)
  [ "$users" -le 1 ] || complain "<$header> is included by $users files, one is allowed"
done
[ "$bad" = 0 ] && echo "includes go downward"
exit $bad
