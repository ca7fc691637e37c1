#!/usr/bin/env bash
# analyze.sh: gcc -fanalyzer, clang-tidy and cppcheck over pipeline/. A warning that analyze_known.txt does not know (a line a
# file and check, with its reason) is printed and the exit status 1.
set -u
cd "$(dirname "$0")/.."
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
flags=(-std=c11 -D_GNU_SOURCE -Ipipeline -Ipipeline/library -isystem /usr/include/libxml2)
checks='-*,clang-analyzer-*,bugprone-*'
# Left out as a whole: matters of taste (parameters, assignments in conditions, macros, repeated branches), what the compilers'
# -Wconversion sees better, and Annex K, which glibc does not have.
for taste in bugprone-easily-swappable-parameters bugprone-assignment-in-if-condition bugprone-macro-parentheses bugprone-branch-clone \
  bugprone-implicit-widening-of-multiplication-result bugprone-narrowing-conversions bugprone-reserved-identifier \
  bugprone-too-small-loop-variable bugprone-sizeof-expression clang-analyzer-security.insecureAPI.DeprecatedOrUnsafeBufferHandling \
  clang-analyzer-security.insecureAPI.strcpy; do checks+=",-$taste"; done

ls pipeline/*/*.c | xargs -P 2 -I@ sh -c "gcc ${flags[*]} -O1 -fanalyzer -c -o /dev/null @ 2>>$work/gcc.log"
ls pipeline/*/*.c | xargs -P 2 -n 8 sh -c 'clang-tidy --quiet --checks="$0" "$@" -- '"${flags[*]}"' 2>/dev/null' "$checks" >"$work/tidy.log"
# cppcheck gives a file up at a compound literal after a question mark: in the copy that it reads, a call stands there.
cp -r pipeline "$work/" && sed -i -E 's/\? \(([A-Z][A-Za-z]*)\)\{[^{}]*\}/? some_\1()/' "$work"/pipeline/*/*.[ch]
(cd "$work" && cppcheck --enable=warning,performance,portability --std=c11 -Ipipeline -D_GNU_SOURCE --quiet -j 2 pipeline) 2>"$work/cppcheck.log"
{
  sed -nE 's|^(.*/)?(pipeline/[a-z]*/[a-z0-9_]*\.[ch]):[0-9:]* warning: .*\[-W(analyzer[a-z-]*)\].*|gcc \2 \3|p; s|^cc1: warning: .*\[-W(analyzer[a-z-]*)\].*|gcc cc1 \1|p' "$work/gcc.log"
  sed -nE 's|^.*(pipeline/[a-z]*/[a-z0-9_]*\.[ch]):[0-9:]* (warning\|error): .*\[([a-zA-Z.-]*)\]$|clang-tidy \1 \3|p' "$work/tidy.log"
  sed -nE 's#^(pipeline/[a-z]*/[a-z0-9_]*\.[ch]):[0-9:]* (warning|error|portability|performance): .*\[([a-zA-Z]*)\]$#cppcheck \1 \3#p' "$work/cppcheck.log"
} | sort -u >"$work/seen"
sed -E '/^#/d; s/ +—.*//' tests/analyze_known.txt | sort -u >"$work/known"
new=$(comm -23 "$work/seen" "$work/known")
comm -13 "$work/seen" "$work/known" | sed 's/^/no longer seen: /'
[ -z "$new" ] && { echo "analyze: $(wc -l <"$work/seen") known warnings, none beside them"; exit 0; }
echo "$new"
exit 1
