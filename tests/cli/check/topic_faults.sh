# Every fault of a topic by the name of its own file; of a table that it takes over, by that.
mkdir tmp; export TMPDIR=$PWD/tmp
new() { rm -rf strait; cp -r "$SHIPPED/tests/data/topic" strait; }
try() { surety check --topic strait "$@" | sed 's/^topic: .*/topic/'; echo "${PIPESTATUS[0]}"; }
new; printf 'Big_Fish\t2\t\n' >> strait/lexicons/types.tsv; try
new; printf 'NOR\tBergen\n' >> strait/lexicons/places.tsv; printf 'x\n' >> strait/lexicons/actors.tsv; try
new; rm strait/lexicons/offices.tsv strait/CODEBOOK.md; try 2>&1 | sed 's|[^ ]*/lexicons/offices|BASE/lexicons/offices|' | grep -v 'no such actor'
new; sed -i 's/net_ban/net_tax/; s/conditional/rejects/' strait/corpus/articles/a*.tsv; try
new; cp "$SHIPPED/lexicons/negators.tsv" strait/lexicons/; printf 'never\tnope\n' >> strait/lexicons/negators.tsv; try
new; rm -r strait/corpus; try
surety check --topic nowhere; echo $?
ls tmp
