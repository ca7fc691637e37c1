# A document that fails is named; the package holds the others.
printf 'broken \xff' > broken.txt
surety extract . --package out; echo $?
cut -f1 out/documents.tsv
