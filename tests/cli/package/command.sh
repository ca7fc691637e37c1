# The command line is kept as a shell would take it, but for the threads, which have no say.
cp good.txt "it's good.txt"
surety extract "it's good.txt" -j3 --package "my out" --threads=2 --min-confidence 0.2 -j 1
grep '"command"' "my out/datapackage.json"
