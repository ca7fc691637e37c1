#!/usr/bin/env bash
# merge.sh OUT PARTS: puts the parts OUT.part-1 … OUT.part-PARTS together as OUT, byte for byte what one run over all
# inputs writes, and removes them. Exit 1, and the parts stay, where one of them is missing: its number is told.
set -euo pipefail
out=${1:?usage: merge.sh OUT PARTS} parts=${2:?usage: merge.sh OUT PARTS}
missing=() files=()
for part in $(seq "$parts"); do
  files+=("$out.part-$part")
  [ -e "$out.part-$part" ] || missing+=("$part")
done
if [ ${#missing[@]} -gt 0 ]; then
  echo "merge.sh: $out: these parts failed and are missing: $(IFS=,; echo "${missing[*]}")" >&2
  exit 1
fi
# Each line begins with the number of its document, and the header with 0; a document lies in one part.
LC_ALL=C sort -m -s -n -k 1,1 "${files[@]}" | cut -f 2- >"$out.merging"
mv "$out.merging" "$out"
rm "${files[@]}"
