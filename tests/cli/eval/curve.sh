# A learning curve as a picture, from a table of points; points that are none are named.
printf 'articles\tfigure\tf1\tlow\thigh\n10\tstance\t12.5\t9\t15\n40\tstance\t30\t25\t36\n10\tdoc\t20\t\t\n40\tdoc\t41\t\t\n' > points.tsv
surety eval --curve points.tsv -o curve.svg; python3 -c 'import xml.dom.minidom; xml.dom.minidom.parse("curve.svg")'
grep -c '<circle' curve.svg; grep -o '>[a-z]*</text>' curve.svg; grep -o '<path d="M[^"]*V[^"]*" stroke="#767676"' curve.svg | wc -l
printf 'articles\tfigure\tf1\tlow\thigh\nmany\tstance\t12\t9\t15\n10\tstance\t120\t9\t15\n' > bad.tsv; surety eval --curve bad.tsv; echo $?
printf 'articles\tfigure\tf1\tlow\thigh\n' > none.tsv; surety eval --curve none.tsv; echo $?
printf 'articles\tf1\n' > columns.tsv; surety eval --curve columns.tsv; echo $?
surety eval --curve points.tsv gold.jsonl; echo $?
