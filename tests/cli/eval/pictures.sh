# Confusion and reliability as SVG; a folder that is not there is an error.
mkdir pictures
surety eval gold.jsonl stances.tsv --pictures pictures > /dev/null
python3 -c 'import sys, xml.dom.minidom
for p in sys.argv[1:]: print(p, len(xml.dom.minidom.parse(p).getElementsByTagName("*")))' pictures/*.svg
surety eval gold.jsonl stances.tsv --pictures nowhere > /dev/null
