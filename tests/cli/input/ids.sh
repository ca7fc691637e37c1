# The path without its ending, `/` as `-`, a letter in front where it begins with none.
mkdir -p 9lives/x .hidden
cp good.txt 9lives/x/y.z.txt; cp good.txt ./-dash.txt; cp good.txt Ünder.md; cp good.txt '中.txt'; cp good.txt .hidden/a.txt; cp good.txt '_.txt'
surety extract 9lives/x/y.z.txt ././good.txt Ünder.md 中.txt .hidden/a.txt _.txt -- -dash.txt | cut -f1,2
surety extract "$PWD/good.txt" | cut -f2 | sed "s/d$(echo "$PWD" | tr / -)/FOLDER/"
