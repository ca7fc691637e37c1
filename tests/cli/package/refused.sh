# The package has tables of its own, and a folder is needed.
surety extract good.txt --package out -o x.tsv; echo $?
surety extract good.txt --package out --quotations x.tsv; echo $?
surety extract good.txt --package good.txt; echo $?
surety extract good.txt --package no/folder; echo $?
surety extract good.txt --package new --texts new/stances.tsv; echo $?
ls
surety extract good.txt --package out --store s.db; echo $?
surety extract good.txt --package out --no-header; echo $?
