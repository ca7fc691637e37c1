# Byte order of the whole paths, whatever the locale; other files are left alone, links to folders are not followed.
mkdir -p in/b in/B in/a.d
cp good.txt in/b/1.txt; cp good.txt in/B/10.md; cp good.txt in/B/9.txt; cp good.txt in/a.d/x.txt; cp good.txt in/a-b.txt; cp good.txt in/a.txt
cp good.txt in/é.txt; cp good.txt in/Z.txt; cp lines.jsonl in/c.jsonl; echo 'a,b' > in/table.csv; cp good.txt in/notes; ln -s . in/loop
mkdir in/folder.txt; cp good.txt in/folder.txt/y.txt
surety extract in | cut -f2
