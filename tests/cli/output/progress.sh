# Nothing without a terminal; on one a line that is taken away again, and the sum; --quiet and --verbose.
cat lines.jsonl lines.jsonl lines.jsonl | sed 's/"id": *"[^"]*"/"id":"x"/' | awk '{ sub(/"x"/, "\"x" NR "\""); print }' > a.jsonl; echo '{broken' >> a.jsonl
export NO_COLOR=1
numbers() { tr '\r' '\n' | sed -E 's/[0-9]+\.[0-9] (s|MB)/N \1/g; s/[0-9]+:[0-9]+ left/N left/; s/m[0-9a-f]{12}, lexicons [0-9a-f]{12}/MODEL/; s/\x1b\[K/<clear>/g' | sort -u; }
on_terminal() { script -qec "$*" /dev/null < /dev/null 2>&1 | numbers; }
surety extract a.jsonl -o t; echo $?
surety extract a.jsonl -o t -v -j 2 --shard 1/1 2>&1 | numbers
surety extract a.jsonl -o t --store s.db --verbose 2>&1 -j 1 | numbers
surety extract a.jsonl -o t --store s.db --verbose 2>&1 -j 1 | numbers
script -qec true /dev/null < /dev/null > /dev/null 2>&1 || exit 77 # no terminal to be had here
# On a slow machine a progress line was shown already when the failure is told.
echo terminal:; on_terminal surety extract a.jsonl -o t | grep -v left | sed 's/^<clear>//' | sort -u
echo quiet:; on_terminal surety extract a.jsonl -o t --quiet
# A pipe of that name is opened by the program itself, when it has begun.
mkfifo pipe.jsonl; (cat a.jsonl; sleep 0.5; sed 's/"x/"y/' a.jsonl) > pipe.jsonl &
on_terminal surety extract pipe.jsonl -o t | grep -c 'MB.s.*failures*<clear>' || true
