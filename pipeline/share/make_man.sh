#!/usr/bin/env bash
# make_man.sh PROGRAM FOLDER: the man pages, one of the program and one a command, made of what --help says: options, words
# and examples have one source, and that is the program.
set -eu
program=$1 folder=$2
version=$("$program" --version | cut -d' ' -f2)
mkdir -p "$folder"

# page NAME SUMMARY: help on standard input, roff on standard output
page() {
  awk -v name="$1" -v summary="$2" -v version="$version" '
    function safe(text) { # what roff would read as its own
      gsub(/\\/, "\\e", text); gsub(/-/, "\\-", text); gsub(/^[.\x27]/, "\\\\\\&&", text)
      return text
    }
    function upper(text) { return toupper(text) }
    BEGIN {
      printf ".TH %s 1 \"\" \"surety %s\" \"User Commands\"\n.SH NAME\n%s \\- %s\n.SH SYNOPSIS\n", upper(name), version, name, safe(summary)
      part = "usage"
    }
    part == "usage" && /^$/ { part = "text"; print ".SH DESCRIPTION"; next }
    part == "usage" { sub(/^Usage: */, ""); sub(/^ */, ""); print ".B " safe($0); print ".br"; next }
    /^(Options|Examples|Commands):$/ {
      title = $0; sub(":", "", title)
      print ".SH " upper(title); part = tolower(title); next
    }
    part == "options" || part == "commands" {
      if ($0 == "") { part = part == "commands" ? "after" : part; if (part == "after") print ".SH NOTES"; next }
      if (match($0, /^  [^ ].*[^ ]  +[^ ]/)) {
        split(substr($0, 3), cells, /  +/); left = cells[1]; right = substr($0, 2 + length(left) + 1); sub(/^ +/, "", right)
        print ".TP\n.B " safe(left) "\n" safe(right)
      } else { print "OPTION NOT UNDERSTOOD: " $0 > "/dev/stderr"; bad = 1 }
      next
    }
    part == "examples" { if ($0 == "") next; sub(/^  /, ""); print ".PP\n.EX\n" safe($0) "\n.EE"; next }
    /^  / { if (!listed) print ".PP\n.nf"; listed = 1; print safe($0); next } # a list keeps its lines
    { if (listed) print ".fi"; listed = 0 }
    /^$/ { print ".PP"; next }
    { print safe($0); if (part == "after") print ".br" }
    END {
      print ".SH ENVIRONMENT\n.TP\n.B SURETY_DATA\nThe folder that holds lexicons and models, where \\-\\-data does not say.\n.TP\n.B NO_COLOR\nError messages in no colour, were it a terminal."
      print ".SH EXIT STATUS\n.TP\n.B 0\nall done\n.TP\n.B 1\nsome documents failed, or faults were found; each was named\n.TP\n.B 2\nwrong usage or set\\-up; nothing was written"
      printf ".SH SEE ALSO\n"
      exit bad
    }'
}
commands=$("$program" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
see_also() { # all pages but NAME
  local all=surety; for c in $commands; do all="$all surety-$c"; done
  for c in $all; do [ "$c" = "$1" ] || printf '.BR %s (1),\n' "${c//-/\\-}"; done | sed '$s/,$//'
}
{ "$program" --help | page surety "who supports, rejects or conditions which security guarantee"; see_also surety; } >"$folder/surety.1"
for command in $commands; do
  summary=$("$program" --help | sed -n "s/^  $command  *//p" | head -n 1)
  { "$program" "$command" --help | page "surety-$command" "$summary"; see_also "surety-$command"; } >"$folder/surety-$command.1"
done
